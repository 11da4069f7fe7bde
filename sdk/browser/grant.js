/**
 * The grant to create a passkey: a code to the account's phone, then a passkey that the account has. It is fresh,
 * for this alone, and good once.
 */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Sends a code to the account's phone.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").Flow>}
 */
export function requestGrant({ api = new Api() } = {}) {
  return api.post("/v1/passkeys/code", {});
}

/**
 * Sends another code.
 *
 * @param {{ ticket: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function sendGrantCodeAgain({ ticket, api = new Api() }) {
  return api.post("/v1/passkeys/code/again", { ticket });
}

/**
 * Proves the phone by its code.
 *
 * @param {{ ticket: string, code: string, api?: Api }} options
 * @returns {Promise<import("./types.js").RequestFlow>}
 */
export function checkGrantCode({ ticket, code, api = new Api() }) {
  return api.post("/v1/passkeys/code/check", { ticket, code });
}

/**
 * Opens the sheet for a passkey of the account. The ticket that this gives is for `createPasskey`.
 *
 * @param {object} options
 * @param {Pick<import("./types.js").RequestFlow, "ticket" | "options">} options.flow  From `checkGrantCode`.
 * @param {import("./types.js").Hint} [options.hint]
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").Flow>}
 */
export async function grant({ flow, hint, api = new Api() }) {
  const options = hint ? { ...flow.options, hints: [hint] } : flow.options;
  const response = await askToUse(options);
  return api.post("/v1/passkeys/grant", { ticket: flow.ticket, response });
}
