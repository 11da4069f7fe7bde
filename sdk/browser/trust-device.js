/** Chooses this browser as a trusted device of the account that is signed in. */

import { Api } from "./api.js";
import { newDeviceKey, signRequest } from "./device-key.js";

const PATH = "/v1/devices/trust";

/**
 * Makes a key in this browser, and proves to the server to hold it. The device is trusted once it has seen another
 * sign-in after the server's wait.
 *
 * @param {object} options
 * @param {string} options.account  What tells the accounts of this browser apart, such as the user ID.
 * @param {Api} [options.api]
 * @param {import("./device-key.js").KeyStore} [options.store]
 * @returns {Promise<import("./types.js").Trusted>}
 */
export async function trustDevice({ account, api = new Api(), store }) {
  /** @type {import("./types.js").DeviceFlow} */
  const { ticket, nonce } = await api.post(`${PATH}/options`, {});
  const { pair, publicKey, keep } = await newDeviceKey(account, store);
  const body = JSON.stringify({ ticket, public_key: publicKey });
  const signature = await signRequest(pair, { issuer: api.issuer, method: "POST", path: PATH, body, ticket, nonce });
  const trusted = await api.postSigned(PATH, body, signature);
  await keep();
  return trusted;
}
