/** Freezing the account, and thawing it. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Freezes the account, or affirms a freeze that would end by itself. Every other session ends.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").SignedIn>}
 */
export function freezeAccount({ api = new Api() } = {}) {
  return api.post("/v1/account/freeze", {});
}

/**
 * Begins a thaw.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").RequestFlow>}
 */
export function requestThaw({ api = new Api() } = {}) {
  return api.post("/v1/account/thaw/options", {});
}

/**
 * Opens the sheet for a passkey of the account, and thaws.
 *
 * @param {Asked} asked
 * @returns {Promise<{ value_held_until: number }>}
 */
export async function thawAccount({ flow, hint, api = new Api() }) {
  const options = hint ? { ...flow.options, hints: [hint] } : flow.options;
  const response = await askToUse(options);
  return api.post("/v1/account/thaw", { ticket: flow.ticket, response });
}

/**
 * @typedef {object} Asked
 * @property {Pick<import("./types.js").RequestFlow, "ticket" | "options">} flow  What was begun.
 * @property {import("./types.js").Hint} [hint]
 * @property {Api} [api]
 */
