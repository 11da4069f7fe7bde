/**
 * `<passkeep-remove>`: in a dialog or on a page of its own, removes a passkey after one of the account's was used. A link to
 * the page opens the dialog in its place, where there is one.
 */

import { PasskeepError } from "/sdk/errors.js";
import { removePasskey } from "/sdk/remove-passkey.js";
import { CeremonyElement } from "/assets/ceremony-element.js";

class Remove extends CeremonyElement {
  operation = /** @type {const} */ ("prove");

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
    const endSessions = this.querySelector("input[name=end_sessions]:checked") !== null;
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

/** @param {HTMLElement} link */
function openDialog(link) {
  const dialog = document.getElementById(link.dataset.dialog ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("close", () => link.focus());
}

customElements.define("passkeep-remove", Remove);
for (const link of document.querySelectorAll("[data-dialog]")) {
  if (link instanceof HTMLElement) openDialog(link);
}
