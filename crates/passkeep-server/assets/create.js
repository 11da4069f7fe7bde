/** `<passkeep-create>`: creates a further passkey where the person wants it. */

import { createPasskey } from "/sdk/create-passkey.js";
import { PasskeepError } from "/sdk/errors.js";
import { CeremonyElement } from "/assets/ceremony-element.js";
import { chosenPlace } from "/assets/place.js";

class Create extends CeremonyElement {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), () => this.#create());
    });
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof PasskeepError && error.code === "ticket_spent") location.assign("/settings/passkeys");
    else super.fail(error);
  }

  async #create() {
    const { ticket = "", next = "/settings/passkeys?created=" } = this.dataset;
    const passkey = await createPasskey({ ticket, place: chosenPlace(this) });
    location.assign(next + encodeURIComponent(passkey.id));
  }
}

customElements.define("passkeep-create", Create);
