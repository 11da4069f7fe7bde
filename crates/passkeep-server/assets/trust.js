/** `<passkeep-trust>`: chooses this browser as a trusted device. */

import { trustDevice } from "/sdk/trust-device.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

class Trust extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), async () => {
        await trustDevice({ account: this.dataset.account ?? "" });
        location.assign("/settings/devices?trusted");
      });
    });
  }
}

customElements.define("passkeep-trust", Trust);
