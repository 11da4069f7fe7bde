/**
 * What the pages' elements share: one thing at a time, one message at a time, focus where it was. The server
 * has rendered every message, hidden; an element only picks which one is seen.
 */

import { isSupported } from "/sdk/ceremony.js";
import { diagnose } from "/sdk/diagnose.js";
import { PasskeepError } from "/sdk/errors.js";
import { hideDiagnosis, showDiagnosis } from "/assets/why.js";

/** Nothing moves on the page before this, so that a quick answer doesn't flicker. */
const WORKING_AFTER_MILLISECONDS = 400;

/** A second cancel within this time means that the sheet doesn't help: lead to the other ways. */
const CANCELS_MILLISECONDS_MAX = 2 * 60 * 1000;

/**
 * What each message has words of its own for: where the diagnosis is another, and more than a guess, its sentence takes the
 * message's place. But who has closed two windows is led to the other ways, whatever may be said of the second.
 *
 * @type {Record<string, string[]>}
 */
const SAYS = {
  cancelled: ["SIG-01", "SIG-02", "CRE-01", "CRE-02"],
  already_here: ["CRE-03", "SRV-11"],
  unsupported: ["ENV-01"],
  not_found_here: ["SIG-03"],
  offline: ["SRV-14"],
  server_problem: ["SRV-13"],
  busy: ["SRV-12", "SRV-13"],
  authenticator: ["CRE-17", "SRV-10"],
  removed: ["SIG-05"],
  suspended: ["SIG-05"],
  expired: ["SRV-01"],
  renewed: ["SRV-01"],
  frozen: ["SIG-10"],
  value_held: ["SIG-10"],
  approval_over: ["SIG-11"],
  number_wrong: ["SIG-11"],
};

/**
 * Which message each code of the SDK shows. A code that isn't here shows "other"; null shows none.
 *
 * @type {Partial<Record<import("/sdk/errors.js").PasskeepErrorCode, string | null>>}
 */
const MESSAGES = {
  cancelled: "cancelled",
  aborted: null,
  already_running: null,
  already_here: "already_here",
  unsupported: "unsupported",
  client_not_supported: "client",
  not_found_here: "not_found_here",
  offline: "offline",
  server_problem: "server_problem",
  busy: "busy",
  too_many_codes: "busy",
  too_many_requests: "busy",
  too_many_approvals: "many_approvals",
  passkey_not_accepted: "not_accepted",
  authenticator_not_accepted: "authenticator",
  passkey_removed: "removed",
  ticket_expired: "expired",
  ticket_not_accepted: "expired",
  signed_out: "signed_out",
  quarantined: "needs_proof",
  level_too_low: "needs_proof",
  reauthentication_needed: "needs_proof",
  account_frozen: "frozen",
  passkey_suspended: "suspended",
  new_browser_waits: "waits",
  passkey_too_new: "too_new",
  last_passkey: "last_passkey",
  number_wrong: "number_wrong",
  number_not_accepted: "number",
  approval_over: "approval_over",
  device_not_trusted: "untrusted",
  device_not_remembered: "untrusted",
  device_proof_not_accepted: "untrusted",
  value_held: "value_held",
  second_way_needed: "second_way",
  hold_already_waits: "on_hold",
  hold_over: "hold_over",
  hold_disputed: "hold_disputed",
};

// A page that Back brings out of the browser's memory has missed what happened since; the server knows.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

export class CeremonyElement extends HTMLElement {
  #busy = false;
  #cancelledAt = -Infinity;

  /** Counts what was said, so that a diagnosis that comes late replaces nothing newer. */
  #said = 0;

  /** What the button was that the last piece of work came from. @type {HTMLElement | null} */
  #opener = null;

  /**
   * What a passkey is used for here, where it neither creates nor signs in. An element says it.
   *
   * @type {"confirm" | "prove" | undefined}
   */
  operation = undefined;

  connectedCallback() {
    if (!isSupported()) this.say("unsupported");
  }

  /**
   * Runs one piece of work that a button has asked for; a second click starts nothing. Work that succeeds
   * leaves the page, so its last message stays.
   *
   * @param {HTMLElement | null} opener  Gets the focus back when the sheet has closed without success.
   * @param {() => Promise<void>} work
   */
  async perform(opener, work) {
    if (this.#busy) return;
    const settle = this.begin();
    this.#opener = opener;
    try {
      await work();
    } catch (error) {
      settle();
      opener?.focus();
      this.fail(error);
    }
  }

  /** Marks the element busy; "working" is said only when it takes long. Gives what ends it. */
  begin() {
    this.#busy = true;
    this.setAttribute("aria-busy", "true");
    this.say(null);
    const slow = setTimeout(() => this.say("working"), WORKING_AFTER_MILLISECONDS);
    return () => {
      clearTimeout(slow);
      this.#busy = false;
      this.removeAttribute("aria-busy");
      this.say(null);
    };
  }

  /**
   * Shows what an error means. An element adds what it does about some of them.
   *
   * @param {unknown} error
   */
  fail(error) {
    if (!(error instanceof PasskeepError)) {
      this.say("other");
      throw error;
    }
    const again = error.code === "cancelled" && this.#isCancelledAgain();
    const name = again ? "cancelled_again" : MESSAGES[error.code];
    this.say(name === undefined ? "other" : name, error.details.until_ms);
    this.#giveReason(error.details.text);
    if (again) this.#leadToOtherWays();
    this.#explain(error, name ?? "other");
  }

  /**
   * Adds why, what to do and the reference, once they are known. A message that has words of its own keeps them.
   *
   * @param {PasskeepError} error
   * @param {string} name
   */
  async #explain(error, name) {
    const said = this.#said;
    const diagnosis = await diagnose(error, { operation: this.operation });
    if (said !== this.#said || !diagnosis?.say || diagnosis.tone === "silent") return;
    const better = name !== "cancelled_again" && diagnosis.sure !== "possible" && diagnosis.code !== "SIG-00" && !(SAYS[name] ?? []).includes(diagnosis.code);
    if (better) this.#reveal(null);
    const ways = { try_again: this.#opener, other_ways: () => this.#leadToOtherWays() };
    showDiagnosis(this, diagnosis, { says: better, ways });
  }

  /**
   * Reveals one message and hides the rest.
   *
   * @param {string | null} name
   * @param {unknown} [untilMilliseconds]  Fills the message's `<time>`, where it has one.
   */
  say(name, untilMilliseconds) {
    this.#said += 1;
    hideDiagnosis(this);
    this.#reveal(name, untilMilliseconds);
  }

  /**
   * @param {string | null} name
   * @param {unknown} [untilMilliseconds]
   */
  #reveal(name, untilMilliseconds) {
    for (const message of this.querySelectorAll("[data-message]")) {
      const chosen = message instanceof HTMLElement && message.dataset.message === name;
      message.toggleAttribute("hidden", !chosen);
      if (chosen && typeof untilMilliseconds === "number") fillTime(message, untilMilliseconds);
    }
  }

  /** @param {SubmitEvent} event */
  openerOf(event) {
    return /** @type {HTMLElement | null} */ (event.submitter ?? document.activeElement);
  }

  /**
   * The server's own sentence, in the page's language, where a message has a place for one.
   *
   * @param {unknown} reason
   */
  #giveReason(reason) {
    const place = this.querySelector("[data-message]:not([hidden]) [data-reason]");
    if (place && typeof reason === "string") place.textContent = reason;
  }

  #isCancelledAgain() {
    const now = performance.now();
    const again = now - this.#cancelledAt < CANCELS_MILLISECONDS_MAX;
    this.#cancelledAt = now;
    return again;
  }

  #leadToOtherWays() {
    const otherWays = this.querySelector("[data-other-ways]") ?? this.querySelector("details:not([data-causes])");
    if (otherWays instanceof HTMLDetailsElement) {
      otherWays.open = true;
      otherWays.querySelector("summary")?.focus();
    } else if (otherWays instanceof HTMLElement) {
      otherWays.focus();
    }
  }
}

/**
 * @param {HTMLElement} message
 * @param {number} untilMilliseconds
 */
function fillTime(message, untilMilliseconds) {
  const time = message.querySelector("time");
  if (!time) return;
  const until = new Date(untilMilliseconds);
  time.dateTime = until.toISOString();
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(until);
}
