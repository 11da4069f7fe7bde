/** `<passkeep-sign-up>`: the last step of sign-up. Makes the account's first passkey where the person wants it. */

import { PasskeepError } from "/sdk/errors.js";
import { signUp } from "/sdk/sign-up.js";
import { CeremonyElement } from "/assets/ceremony-element.js";
import { chosenPlace } from "/assets/place.js";
import { tellOtherTabs } from "/assets/tabs.js";

class SignUp extends CeremonyElement {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), () => this.#signUp());
    });
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof PasskeepError && error.code === "ticket_spent") location.assign("/settings/passkeys");
    else super.fail(error);
  }

  async #signUp() {
    const { ticket = "", name = "" } = this.dataset;
    const sharedComputer = this.querySelector("input[name=shared_computer]:checked") !== null;
    const { next } = await signUp({ ticket, name, place: chosenPlace(this), sharedComputer });
    tellOtherTabs(next);
    location.assign(next === "/settings/passkeys" ? "/settings/passkeys?welcome" : next);
  }
}

customElements.define("passkeep-sign-up", SignUp);
