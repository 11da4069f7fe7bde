/** `<passkeep-remove>`: in a dialog or on a page of its own, removes a passkey after one of the account's was used. */

import { PasskeepError, removePasskey } from "/sdk/index.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

class Remove extends CeremonyElement {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      const pressed = event.submitter;
      if (!(pressed instanceof HTMLButtonElement) || pressed.value !== "remove") return;
      event.preventDefault();
      this.perform(pressed, () => this.#remove());
    });
  }

  /**
   * Another tab may have removed it first.
   *
   * @param {unknown} error
   */
  fail(error) {
    const done = error instanceof PasskeepError && (error.code === "ticket_spent" || error.code === "not_found");
    if (done) this.#goOn();
    else super.fail(error);
  }

  async #remove() {
    const endSessions = this.querySelector("input[name=end_sessions]:not(:checked)") === null;
    await removePasskey({ id: this.#id, endSessions });
    this.#goOn();
  }

  #goOn() {
    location.assign(`/settings/passkeys?removed=${encodeURIComponent(this.#id)}`);
  }

  get #id() {
    return this.dataset.id ?? "";
  }
}

customElements.define("passkeep-remove", Remove);
