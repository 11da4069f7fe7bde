/**
 * `<passkeep-device-proof>`: proves that this is a device which an account trusts, with a key that this browser keeps, and
 * follows where that leads. It asks when its button is pressed, or at once where the page says so; without a key there is
 * nothing to press.
 */

import { signedByDevice } from "/sdk/prove-device.js";

class DeviceProof extends HTMLElement {
  async connectedCallback() {
    if ("atOnce" in this.dataset) return this.#prove();
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#prove();
    });
    const { ticket = "", nonce = "", path = "" } = this.dataset;
    const first = await signedByDevice({ ticket, nonce, path }).next().catch(() => ({ done: true }));
    this.toggleAttribute("hidden", Boolean(first.done));
  }

  /** A key of another account that this browser knows is refused, and the next one is tried. */
  async #prove() {
    const { ticket = "", nonce = "", path = "" } = this.dataset;
    try {
      for await (const { body, signature } of signedByDevice({ ticket, nonce, path })) {
        const headers = { "content-type": "application/json", "passkeep-device-signature": signature };
        const response = await fetch(path, { method: "POST", headers, body, credentials: "same-origin" });
        // It leads on by a redirect, which the browser has followed.
        if (response.ok) return location.replace(response.url);
      }
    } catch {
      // Nothing was proved: the page says so.
    }
    this.querySelector("[data-refused]")?.removeAttribute("hidden");
  }
}

customElements.define("passkeep-device-proof", DeviceProof);
