/** Confirming an action: what an app's backend has asked, signed with a passkey over the action itself. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";
import { deviceKey, signRequest } from "./device-key.js";

/**
 * The action, to be shown before it is confirmed: exactly `text`, in whatever form.
 *
 * @param {{ id: string, api?: Api }} options
 * @returns {Promise<import("./types.js").ShownAction>}
 */
export function showConfirmation({ id, api = new Api() }) {
  return api.get(path(id));
}

/**
 * Opens the sheet for a passkey, and confirms. Where the action waits for another trusted device and this is one, the
 * device's own key signs too.
 *
 * @param {object} options
 * @param {string} options.id  The confirmation's id.
 * @param {string} options.locale  The language in which it was shown.
 * @param {string} [options.account]  As it was given to `trustDevice`.
 * @param {Api} [options.api]
 * @param {import("./device-key.js").KeyStore} [options.store]
 * @returns {Promise<import("./types.js").Confirmed>}
 */
export async function confirm({ id, locale, account = "", api = new Api(), store }) {
  /** @type {import("./types.js").RequestFlow & { nonce?: string }} */
  const { ticket, options, nonce } = await api.post(`${path(id)}/options`, { locale });
  const pair = nonce === undefined ? undefined : await deviceKey(account, store);
  const response = await askToUse(options);
  const answer = { ticket, response, locale };
  if (pair === undefined || nonce === undefined) return api.post(path(id), answer);
  const body = JSON.stringify(answer);
  const signed = { issuer: api.issuer, method: /** @type {const} */ ("POST"), path: path(id), body, ticket, nonce };
  return api.postSigned(path(id), body, await signRequest(pair, signed));
}

/**
 * Says no.
 *
 * @param {{ id: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Confirmed>}
 */
export function denyConfirmation({ id, api = new Api() }) {
  return api.post(`${path(id)}/deny`, {});
}

/**
 * *This wasn't me*: says no, and freezes the account. Every other session ends.
 *
 * @param {{ id: string, api?: Api }} options
 * @returns {Promise<import("./types.js").SignedIn>}
 */
export function reportConfirmation({ id, api = new Api() }) {
  return api.post(`${path(id)}/report`, {});
}

/** @param {string} id */
function path(id) {
  return `/v1/confirm/${encodeURIComponent(id)}`;
}
