/** Removes a passkey of the account that is signed in. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Opens the sheet for a passkey of the account, then removes the one that is named.
 *
 * @param {object} options
 * @param {string} options.id  The passkey's id, as the list of passkeys gives it.
 * @param {boolean} [options.endSessions]  Whether the sessions that it opened end too.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").Removal>}
 */
export async function removePasskey({ id, endSessions = true, api = new Api() }) {
  const path = `/v1/passkeys/${encodeURIComponent(id)}`;
  /** @type {import("./types.js").RequestFlow} */
  const flow = await api.post(`${path}/removal`, {});
  const response = await askToUse(flow.options);
  return api.post(`${path}/remove`, { ticket: flow.ticket, response, end_sessions: endSessions });
}
