/**
 * `<passkeep-sign-in>`: a button for which nothing is typed, the autofill of the field, an identifier with
 * Continue, and the ways of a passkey that lives elsewhere. What was typed outlives reload and Back; nothing else is kept.
 */

import { PasskeepError } from "/sdk/errors.js";
import { FreshFlow } from "/sdk/fresh-flow.js";
import { offerAutofill } from "/sdk/offer-autofill.js";
import { requestSignIn, signIn } from "/sdk/sign-in.js";
import { CeremonyElement } from "/assets/ceremony-element.js";
import { followOtherTab, tellOtherTabs } from "/assets/tabs.js";

const IDENTIFIER = "passkeep-identifier";

class SignIn extends CeremonyElement {
  /** For the button and the autofill: no account named. */
  #anyone = new FreshFlow(() => requestSignIn());

  /** For the identifier that Continue was pressed with. */
  #named = new FreshFlow(() => requestNamed(this.#field.value.trim()));

  /** @type {ReturnType<typeof offerAutofill> | null} */
  #autofill = null;

  #elsewhere = false;

  connectedCallback() {
    super.connectedCallback();
    this.#keepIdentifier();
    this.#form("identifier").addEventListener("submit", (event) => {
      // The way without a passkey takes what was typed along to a page of its own.
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      this.#ask(this.openerOf(event), this.#named);
    });
    this.#form("passkey").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(this.openerOf(event), this.#anyone);
    });
    for (const button of this.querySelectorAll("button[data-hint]")) {
      if (button instanceof HTMLButtonElement) this.#askWithHint(button);
    }
    this.#offerAutofill();
    followOtherTab();
  }

  disconnectedCallback() {
    this.#autofill?.stop();
    this.#named.discard();
  }

  /** @param {unknown} error */
  fail(error) {
    const code = error instanceof PasskeepError ? error.code : null;
    if (code === "ticket_expired" || code === "ticket_not_accepted") return this.say("renewed");
    super.fail(error);
    if (code === "not_found_here") this.#leadElsewhere();
  }

  /** @param {HTMLButtonElement} button */
  #askWithHint(button) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const hint = /** @type {import("/sdk/types.js").Hint} */ (button.dataset.hint);
      this.#ask(button, this.#elsewhere ? this.#named : this.#anyone, hint);
    });
  }

  /**
   * @param {HTMLElement | null} opener
   * @param {FreshFlow<import("/sdk/types.js").RequestFlow>} fresh
   * @param {import("/sdk/types.js").Hint} [hint]
   */
  #ask(opener, fresh, hint) {
    return this.perform(opener, async () => {
      try {
        this.#finish(await signIn({ flow: await fresh.current(), hint, sharedComputer: this.#sharedComputer }));
      } catch (error) {
        if (!isUnspent(error)) fresh.discard();
        this.#autofill?.resume();
        throw error;
      }
    });
  }

  #offerAutofill() {
    let settle = () => {};
    this.#autofill = offerAutofill({
      fresh: this.#anyone,
      sharedComputer: () => this.#sharedComputer,
      onPicked: () => { settle = this.begin(); },
      onSignedIn: (signedIn) => this.#finish(signedIn),
      onRefused: (error) => {
        settle();
        this.fail(error);
      },
    });
    this.#field.addEventListener("focus", () => this.#autofill?.resume());
    // The button's options are there before its click, also where no autofill has asked for them.
    this.#anyone.current().catch(() => {});
  }

  /** @param {import("/sdk/types.js").SignedIn | import("/sdk/types.js").ApprovalFlow} signedIn */
  #finish(signedIn) {
    this.#autofill?.stop();
    sessionStorage.removeItem(IDENTIFIER);
    // A trusted device is asked first. Ticket and number are in a cookie that the server has set.
    if ("number" in signedIn) return location.assign("/sign-in/wait");
    tellOtherTabs(signedIn.next);
    location.assign(this.dataset.next || signedIn.next);
  }

  #leadElsewhere() {
    this.#elsewhere = true;
    const section = this.querySelector("[data-elsewhere]");
    section?.removeAttribute("hidden");
    section?.querySelector("h2")?.focus();
  }

  #keepIdentifier() {
    this.#field.value ||= sessionStorage.getItem(IDENTIFIER) ?? "";
    this.#field.addEventListener("input", () => {
      sessionStorage.setItem(IDENTIFIER, this.#field.value);
      this.#named.discard();
      this.#elsewhere = false;
      this.querySelector("[data-elsewhere]")?.setAttribute("hidden", "");
    });
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[name=identifier]"));
  }

  get #sharedComputer() {
    return this.querySelector("input[name=shared_computer]:checked") !== null;
  }

  /** @param {string} name */
  #form(name) {
    return /** @type {HTMLFormElement} */ (this.querySelector(`form[data-${name}]`));
  }
}

/**
 * What can name no account is asked about as what names none.
 *
 * @param {string} identifier
 */
async function requestNamed(identifier) {
  try {
    return await requestSignIn({ identifier });
  } catch (error) {
    if (error instanceof PasskeepError && error.code === "identifier_not_accepted") return requestSignIn();
    throw error;
  }
}

/**
 * Whether the server has not seen the flow's answer, so that it serves again.
 *
 * @param {unknown} error
 */
function isUnspent(error) {
  return error instanceof PasskeepError && ["cancelled", "aborted", "already_running", "not_found_here", "unsupported"].includes(error.code);
}

customElements.define("passkeep-sign-in", SignIn);
