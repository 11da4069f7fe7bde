/** `<passkeep-codes>`: prints, copies and saves the codes that the page shows. They are sent nowhere. */

class Codes extends HTMLElement {
  connectedCallback() {
    const acts = this.querySelector("[data-codes-acts]");
    if (acts instanceof HTMLElement) acts.hidden = false;
    this.#on("[data-print]", () => print());
    this.#on("[data-copy]", async (button) => {
      await navigator.clipboard.writeText(this.#text());
      button.textContent = button.dataset.done ?? "";
    });
    this.#on("[data-download]", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([this.#text()], { type: "text/plain" }));
      link.download = "recovery-codes.txt";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  /**
   * @param {string} selector
   * @param {(button: HTMLElement) => void} act
   */
  #on(selector, act) {
    const button = this.querySelector(selector);
    if (button instanceof HTMLElement) button.addEventListener("click", () => act(button));
  }

  /** The heading, whose they are, and a code a line. */
  #text() {
    const told = [...this.querySelectorAll("h2, .sheet p:first-of-type")].map((line) => line.textContent?.trim());
    const codes = [...this.querySelectorAll("code")].map((code) => code.textContent);
    return `${[...told, "", ...codes].join("\n")}\n`;
  }
}

customElements.define("passkeep-codes", Codes);
