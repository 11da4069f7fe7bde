/** Proving that this is a device which the account trusts, beside other proofs: in a recovery, or in a session. */

import { Api } from "./api.js";
import { deviceKeys, signRequest } from "./device-key.js";
import { PasskeepError } from "./errors.js";

/** Where the proof goes, by what it is for. */
const PATHS = { recovery: "/v1/recovery/device", session: "/v1/session/device" };

/** What is said of a key of another account: the next one may fit. */
const NOT_THIS_ONE = ["device_not_trusted", "device_proof_not_accepted"];

/**
 * Proves it with the key of an account, or with each that this browser has: who recovers is not known to the page.
 *
 * @param {object} options
 * @param {{ ticket: string, nonce?: string }} options.flow  One whose `methods` name `device`.
 * @param {keyof typeof PATHS} [options.purpose]
 * @param {string} [options.account]
 * @param {Api} [options.api]
 * @param {import("./device-key.js").KeyStore} [options.store]
 * @returns {Promise<import("./types.js").SignedIn | import("./types.js").FactorFlow | { recovery: object }>}
 */
export async function proveDevice({ flow, purpose = "recovery", account, api = new Api(), store }) {
  const path = PATHS[purpose];
  const request = { ticket: flow.ticket, nonce: flow.nonce ?? "", path, account, api, store };
  let refused = new PasskeepError("device_proof_not_accepted");
  for await (const { body, signature } of signedByDevice(request)) {
    try {
      return await api.postSigned(path, body, signature);
    } catch (error) {
      if (!(error instanceof PasskeepError) || !NOT_THIS_ONE.includes(error.code)) throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * The request that brings a ticket, signed by each key in question.
 *
 * @param {object} options
 * @param {string} options.ticket
 * @param {string} options.nonce
 * @param {string} options.path
 * @param {string} [options.account]
 * @param {Api} [options.api]
 * @param {import("./device-key.js").KeyStore} [options.store]
 */
export async function* signedByDevice({ ticket, nonce, path, account, api = new Api(), store }) {
  const body = JSON.stringify({ ticket });
  for (const pair of await deviceKeys(account, store)) {
    const request = { issuer: api.issuer, method: /** @type {const} */ ("POST"), path, body, ticket, nonce };
    yield { body, signature: await signRequest(pair, request) };
  }
}
