/** `<passkeep-reauthenticate>`: uses a passkey once more: to raise the session, to create another, or to thaw. */

import { PasskeepError } from "/sdk/errors.js";
import { thawAccount } from "/sdk/freeze.js";
import { grant } from "/sdk/grant.js";
import { reauthenticate } from "/sdk/reauthenticate.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

/** What the answer is for, as the page says. */
const ANSWERS = { grant, thaw: thawAccount };

class Reauthenticate extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(this.openerOf(event));
    });
    for (const button of this.querySelectorAll("button[data-hint]")) {
      if (!(button instanceof HTMLButtonElement)) continue;
      button.addEventListener("click", (event) => {
        event.preventDefault();
        this.#ask(button, /** @type {import("/sdk/types.js").Hint} */ (button.dataset.hint));
      });
    }
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof PasskeepError && error.code === "ticket_spent") this.#goOn();
    else super.fail(error);
  }

  /**
   * @param {HTMLElement | null} opener
   * @param {import("/sdk/types.js").Hint} [hint]
   */
  #ask(opener, hint) {
    return this.perform(opener, async () => {
      const { ticket = "", options = "{}" } = this.dataset;
      const answer = ANSWERS[/** @type {keyof typeof ANSWERS} */ (this.dataset.answer)] ?? reauthenticate;
      await answer({ flow: { ticket, options: JSON.parse(options) }, hint });
      this.#goOn();
    });
  }

  #goOn() {
    location.assign(this.dataset.next ?? "/settings");
  }
}

customElements.define("passkeep-reauthenticate", Reauthenticate);
