/**
 * Keeps the first step of a sign-in ready: its options are there before the click, since Safari asks for
 * a click that is fresh, and they are renewed before they expire, so that a page that was left open still works.
 */

/** How long before its end a flow is no longer handed out: as long as a sheet may stay open. */
const MARGIN_SECONDS_MAX = 300;

/**
 * What tells the time; tests bring their own.
 *
 * @typedef {object} Timers
 * @property {(task: () => void, milliseconds: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now  Wall time: a laptop that slept has aged its options.
 */

/** @type {Timers} */
const pageTimers = {
  setTimeout: (task, milliseconds) => setTimeout(task, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => Date.now(),
};

/** @template {import("./types.js").Flow} F */
export class FreshFlow {
  #request;
  #timers;
  /** @type {Promise<F> | null} */
  #flow = null;
  /** @type {any} */
  #timer = null;
  #goodUntil = 0;

  /** Called when the flow at hand has grown old and a new one is wanted. */
  onOld = () => {};

  /**
   * @param {() => Promise<F>} request
   * @param {Timers} [timers]
   */
  constructor(request, timers = pageTimers) {
    this.#request = request;
    this.#timers = timers;
  }

  /**
   * A flow with time left. Two callers at once get the same one.
   *
   * @returns {Promise<F>}
   */
  current() {
    if (this.#flow && this.#timers.now() < this.#goodUntil) return this.#flow;
    this.discard();
    // Until the answer is here nobody knows its end; callers wait for the same answer.
    this.#goodUntil = Infinity;
    const mine = this.#request().then(
      (flow) => {
        if (this.#flow === mine) this.#keep(flow);
        return flow;
      },
      (error) => {
        if (this.#flow === mine) this.discard();
        throw error;
      },
    );
    return this.#flow = mine;
  }

  /** Forgets the flow: it was spent, or what it was for has changed. */
  discard() {
    this.#timers.clearTimeout(this.#timer);
    this.#flow = null;
  }

  /** @param {F} flow */
  #keep(flow) {
    const margin = Math.min(MARGIN_SECONDS_MAX, flow.expires_in_seconds / 2);
    const good = (flow.expires_in_seconds - margin) * 1000;
    this.#goodUntil = this.#timers.now() + good;
    this.#timer = this.#timers.setTimeout(() => {
      this.discard();
      this.onOld();
    }, good);
  }
}
