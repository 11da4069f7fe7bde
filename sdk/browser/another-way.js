/**
 * Signing in without a passkey: a password, a code to the phone, or both. Each step gives who is signed in, or the next
 * step with the `methods` that lead on.
 */

import { Api } from "./api.js";

/**
 * Begins it. What it gives says nothing about whether an account exists.
 *
 * @param {{ identifier: string, api?: Api }} options  A user ID, an email or a phone number.
 * @returns {Promise<import("./types.js").FactorFlow>}
 */
export function requestAnotherWay({ identifier, api = new Api() }) {
  return api.post("/v1/sign-in/another-way", { identifier });
}

/**
 * Proves the password.
 *
 * @param {{ ticket: string, password: string, sharedComputer?: boolean, api?: Api }} options
 * @returns {Promise<import("./types.js").SignedIn | import("./types.js").FactorFlow>}
 */
export function signInWithPassword({ ticket, password, sharedComputer = false, api = new Api() }) {
  return api.post("/v1/sign-in/password", { ticket, password, shared_computer: sharedComputer });
}

/**
 * Sends a code to the account's phone.
 *
 * @param {{ ticket: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function sendSignInCode({ ticket, api = new Api() }) {
  return api.post("/v1/sign-in/code", { ticket });
}

/**
 * Sends another code.
 *
 * @param {{ ticket: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Flow>}
 */
export function sendSignInCodeAgain({ ticket, api = new Api() }) {
  return api.post("/v1/sign-in/code/again", { ticket });
}

/**
 * Proves the phone by its code.
 *
 * @param {{ ticket: string, code: string, sharedComputer?: boolean, api?: Api }} options
 * @returns {Promise<import("./types.js").SignedIn | import("./types.js").FactorFlow>}
 */
export function signInWithCode({ ticket, code, sharedComputer = false, api = new Api() }) {
  return api.post("/v1/sign-in/code/check", { ticket, code, shared_computer: sharedComputer });
}
