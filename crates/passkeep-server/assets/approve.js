/** `<passkeep-approve>`: answers a new device. */

import { answerApproval } from "/sdk/approval.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

/** Where each answer leads. */
const NEXT = { approved: "/settings/devices?approved", denied: "/settings/devices?denied", frozen: "/?frozen" };

class Approve extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const pressed = event.submitter;
      const verdict = pressed instanceof HTMLButtonElement ? pressed.value : "yes";
      this.perform(this.openerOf(event), () => this.#answer(/** @type {"yes" | "no" | "no_and_freeze"} */ (verdict)));
    });
  }

  /** @param {"yes" | "no" | "no_and_freeze"} verdict */
  async #answer(verdict) {
    const { id = "", account = "" } = this.dataset;
    const field = /** @type {HTMLInputElement} */ (this.querySelector("input[name=number]"));
    const { answer } = await answerApproval({ id, account, verdict, number: field.value });
    location.assign(NEXT[answer]);
  }
}

customElements.define("passkeep-approve", Approve);
