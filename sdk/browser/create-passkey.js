/** Creates a passkey for an account that is signed in and has a grant. */

import { Api } from "./api.js";
import { askToCreate } from "./ceremony.js";

/**
 * Opens the sheet to create a passkey. After a cancel it may be called again with the same ticket and another place.
 *
 * @param {object} options
 * @param {string} options.ticket  From `grant`.
 * @param {import("./types.js").Place} options.place
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").Passkey>}
 */
export async function createPasskey({ ticket, place, api = new Api() }) {
  /** @type {import("./types.js").CreationFlow} */
  const flow = await api.post("/v1/passkeys/options", { ticket, place });
  const response = await askToCreate(flow.options);
  return api.post("/v1/passkeys", { ticket: flow.ticket, response });
}
