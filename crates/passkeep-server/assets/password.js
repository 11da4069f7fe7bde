/**
 * `<passkeep-password>`: shows what is typed where that is wished, and how strong it looks. What decides is the
 * server, when the form is sent.
 */

import { passwordStrength } from "/sdk/password.js";

/** A pause in typing after which the server is asked. */
const PAUSE_MILLISECONDS = 400;

class PasswordField extends HTMLElement {
  #asked = 0;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  connectedCallback() {
    this.#show.addEventListener("change", () => {
      this.#field.type = this.#show.checked ? "text" : "password";
    });
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#look(), PAUSE_MILLISECONDS);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
  }

  async #look() {
    const asked = ++this.#asked;
    const password = this.#field.value;
    if (password === "") return this.#say(null);
    try {
      const strength = await passwordStrength({ password });
      if (asked === this.#asked) this.#say(strength);
    } catch {
      // Without an answer there is no hint: the form says what is wrong when it is sent.
      if (asked === this.#asked) this.#say(null);
    }
  }

  /** @param {import("/sdk/types.js").PasswordStrength | null} strength */
  #say(strength) {
    const meter = /** @type {HTMLMeterElement} */ (this.querySelector("[data-meter]"));
    meter.hidden = strength === null;
    meter.value = strength?.score ?? 0;
    for (const line of this.querySelectorAll("[data-score], [data-reason]")) {
      if (!(line instanceof HTMLElement)) continue;
      const { score, reason } = line.dataset;
      const chosen = strength !== null
        && (strength.accepted ? score === String(strength.score) : reason === strength.reason);
      line.toggleAttribute("hidden", !chosen);
    }
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[name=password]"));
  }

  get #show() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[data-show]"));
  }
}

customElements.define("passkeep-password", PasswordField);
