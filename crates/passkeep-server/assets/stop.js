/**
 * `<passkeep-stop>`: stops a change by the link of a message, or lets a passkey stop its own removal. The link's token
 * stands in the fragment: it is read once, taken out of the address at once, and sent when the button is pressed.
 */

import { PasskeepError } from "/sdk/errors.js";
import { stopByLink, stopOwnRemoval } from "/sdk/stop-hold.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

class Stop extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

  #token = takeToken();

  connectedCallback() {
    // Without a token a passkey is needed, and so is a browser that can use one.
    if (this.#token) this.#offer("link");
    else super.connectedCallback();
    this.#form("link")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), () => this.#stop(stopByLink({ token: this.#token })));
    });
    this.#form("passkey")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform(this.openerOf(event), () => this.#stop(stopOwnRemoval()));
    });
  }

  /** @param {unknown} error */
  fail(error) {
    if (!(error instanceof PasskeepError)) return super.fail(error);
    const told = {
      link_not_accepted: "link",
      address_too_old: "link_too_old",
      address_too_new: "link_too_old",
      not_found: "nothing",
    };
    const name = Object.entries(told).find(([code]) => code === error.code)?.[1];
    if (name) this.say(name);
    else super.fail(error);
  }

  /** @param {Promise<import("/sdk/types.js").Stopped>} asked */
  async #stop(asked) {
    const { outcome } = await asked;
    location.replace(`/stop?${outcome}`);
  }

  /** @param {"link" | "passkey"} way  The one that is seen. */
  #offer(way) {
    for (const form of this.querySelectorAll("form[data-way]")) {
      if (form instanceof HTMLElement) form.toggleAttribute("hidden", form.dataset.way !== way);
    }
  }

  /** @param {string} way */
  #form(way) {
    return /** @type {HTMLFormElement | null} */ (this.querySelector(`form[data-way=${way}]`));
  }
}

/** What stands behind the `#`. The address keeps nothing of it: no history, no bookmark, no screenshot. */
function takeToken() {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

customElements.define("passkeep-stop", Stop);
