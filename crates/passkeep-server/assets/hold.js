/** `<passkeep-hold>`: stops what waits, or decides a dispute about it, after a passkey of the account was used. */

import { PasskeepError } from "/sdk/errors.js";
import { stopHold } from "/sdk/stop-hold.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

class Hold extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      const pressed = event.submitter;
      event.preventDefault();
      if (!(pressed instanceof HTMLButtonElement)) return;
      this.perform(pressed, () => this.#decide(pressed.value === "uphold" ? "uphold" : "stop"));
    });
  }

  /**
   * Somebody else may have been faster.
   *
   * @param {unknown} error
   */
  fail(error) {
    const over = error instanceof PasskeepError && ["ticket_spent", "not_found", "hold_over"].includes(error.code);
    if (over) this.#goOn();
    else super.fail(error);
  }

  /** @param {"stop" | "uphold"} verdict */
  async #decide(verdict) {
    await stopHold({ id: this.dataset.id ?? "", verdict });
    this.#goOn();
  }

  #goOn() {
    location.assign(this.dataset.next ?? "/settings");
  }
}

customElements.define("passkeep-hold", Hold);
