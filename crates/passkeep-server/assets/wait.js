/** `<passkeep-wait>`: waits on a new device for a trusted one's answer, and goes on by itself. */

import { finishApprovedSignIn, waitForApproval } from "/sdk/approval.js";
import { PasskeepError } from "/sdk/errors.js";
import { CeremonyElement } from "/assets/ceremony-element.js";
import { tellOtherTabs } from "/assets/tabs.js";

/** A countdown changes its words every ten seconds. */
const TICK_SECONDS = 10;

class Wait extends CeremonyElement {
  #ended = new AbortController();

  connectedCallback() {
    super.connectedCallback();
    if (this.dataset.state !== "pending") return;
    this.#count();
    this.#wait();
  }

  disconnectedCallback() {
    this.#ended.abort();
  }

  async #wait() {
    const ticket = this.dataset.ticket ?? "";
    try {
      const state = await waitForApproval({ ticket, signal: this.#ended.signal });
      // The server has the page for every other end.
      if (state !== "approved") return location.reload();
      const { next } = await finishApprovedSignIn({ ticket });
      tellOtherTabs(next);
      location.replace(next);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      if (error instanceof PasskeepError && error.code === "ticket_spent") return location.replace("/settings/passkeys");
      if (error instanceof PasskeepError && error.code.startsWith("ticket_")) return location.reload();
      this.fail(error);
    }
  }

  /** The server's clock says how long is left when the page was made; from there this one counts. */
  #count() {
    const bar = this.querySelector("progress");
    const left = this.querySelector("[data-left]");
    if (!bar || !(left instanceof HTMLElement)) return;
    const end = performance.now() + bar.value * 1000;
    const [minutes, seconds] = [left.dataset.minutes ?? "", left.dataset.seconds ?? ""];
    const tick = () => {
      const rest = Math.max(0, Math.ceil((end - performance.now()) / 1000 / TICK_SECONDS) * TICK_SECONDS);
      bar.value = rest;
      const [words, count] = rest > 90 ? [minutes, Math.ceil(rest / 60)] : [seconds, rest];
      left.textContent = words.replace("0", String(count));
    };
    tick();
    const timer = setInterval(tick, TICK_SECONDS * 1000);
    this.#ended.signal.addEventListener("abort", () => clearInterval(timer));
  }
}

customElements.define("passkeep-wait", Wait);
