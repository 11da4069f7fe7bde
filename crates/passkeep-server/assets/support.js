/** `<passkeep-support>`: signs what takes two of the staff, as the first or as the second. */

import { PasskeepError, decideProposal, propose } from "/sdk/index.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

/** Refusals that have words of their own on these pages. */
const OWN = [
  "same_person", "own_account", "proposal_over", "already_proposed", "too_little_left", "staff_hold", "not_frozen",
  "reason_not_accepted",
];

class Support extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), () => (this.dataset.proposal ? this.#decide() : this.#propose()));
    });
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof PasskeepError && OWN.includes(error.code)) this.say(error.code);
    else super.fail(error);
  }

  async #propose() {
    const { account = "", action = "", hold } = this.dataset;
    const written = String(new FormData(this.querySelector("form") ?? undefined).get("reason") ?? "");
    // It is read in one line, wherever it is read.
    const reason = written.replace(/\s+/g, " ");
    await propose({ account, action, hold: hold || undefined, reason });
    this.#goOn("proposed");
  }

  async #decide() {
    const { account = "", proposal = "", ticket = "", options = "{}" } = this.dataset;
    await decideProposal({ account, id: proposal, flow: { ticket, options: JSON.parse(options) } });
    this.#goOn("decided");
  }

  /** @param {string} done */
  #goOn(done) {
    location.assign(`${this.dataset.next ?? "/support"}?${done}=1`);
  }
}

customElements.define("passkeep-support", Support);
