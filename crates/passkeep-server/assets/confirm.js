/** `<passkeep-confirm>`: signs an action with a passkey, and leads back to the app that asked. */

import { confirm } from "/sdk/confirm.js";
import { PasskeepError } from "/sdk/errors.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

/** What has happened elsewhere meanwhile: the page says how the confirmation stands. */
const OVER = ["confirmation_over", "confirmation_held", "ticket_spent", "not_found"];

class Confirm extends CeremonyElement {
  operation = /** @type {const} */ ("confirm");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      if (!(event.target instanceof HTMLFormElement) || event.target.method !== "dialog") return;
      event.preventDefault();
      this.perform(this.openerOf(event), () => this.#confirm());
    });
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof PasskeepError && OVER.includes(error.code)) return location.reload();
    super.fail(error);
  }

  async #confirm() {
    const { id = "", account = "", locale = "" } = this.dataset;
    const { state, return_to } = await confirm({ id, account, locale });
    // What waits is explained here first.
    if (state === "confirmed" && return_to) location.assign(return_to);
    else location.reload();
  }
}

customElements.define("passkeep-confirm", Confirm);
