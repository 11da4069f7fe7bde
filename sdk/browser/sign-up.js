/**
 * Makes an account: a phone number, the code that was sent to it, a name to be called by, and a passkey.
 * Each call takes the ticket that the one before it gave.
 */

import { Api } from "./api.js";
import { askToCreate } from "./ceremony.js";

/**
 * Sends a code to a phone number.
 *
 * @param {{ phone: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function requestSignUp({ phone, api = new Api() }) {
  return api.post("/v1/sign-up", { phone });
}

/**
 * Sends another code.
 *
 * @param {{ ticket: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function sendSignUpCodeAgain({ ticket, api = new Api() }) {
  return api.post("/v1/sign-up/code/again", { ticket });
}

/**
 * Proves the phone number by its code.
 *
 * @param {{ ticket: string, code: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function checkSignUpCode({ ticket, code, api = new Api() }) {
  return api.post("/v1/sign-up/code", { ticket, code });
}

/**
 * Creates the first passkey, and with it the account. After a cancel it may be called again with the same ticket.
 *
 * @param {object} options
 * @param {string} options.ticket  From `checkSignUpCode`.
 * @param {string} options.name  What the person wants to be called.
 * @param {import("./types.js").Place} options.place
 * @param {boolean} [options.sharedComputer]
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SignedIn>}
 */
export async function signUp({ ticket, name, place, sharedComputer = false, api = new Api() }) {
  /** @type {import("./types.js").CreationFlow} */
  const flow = await api.post("/v1/sign-up/name", { ticket, name, place });
  const response = await askToCreate(flow.options);
  return api.post("/v1/sign-up/passkey", { ticket: flow.ticket, name, response, shared_computer: sharedComputer });
}
