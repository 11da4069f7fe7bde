/** Stops a change that waits: by a passkey of the account, by the one that is to go, or by the link of a message. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Opens the sheet for a passkey of the account that is signed in, then stops the hold, or upholds it against a dispute.
 *
 * @param {object} options
 * @param {string} options.id  The hold's id, as the list of holds gives it.
 * @param {"stop" | "uphold"} [options.verdict]
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").Stopped>}
 */
export async function stopHold({ id, verdict = "stop", api = new Api() }) {
  const path = `/v1/holds/${encodeURIComponent(id)}/stop`;
  /** @type {import("./types.js").RequestFlow} */
  const flow = await api.post(`${path}/options`, {});
  const response = await askToUse(flow.options);
  return api.post(path, { ticket: flow.ticket, response, verdict });
}

/**
 * Opens the sheet for the passkey that is on its way out, which stops its own removal. Nobody needs to be signed in.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").Stopped>}
 */
export async function stopOwnRemoval({ api = new Api() } = {}) {
  /** @type {import("./types.js").RequestFlow} */
  const flow = await api.post("/v1/holds/stop/options", {});
  const response = await askToUse(flow.options);
  return api.post("/v1/holds/stop", { ticket: flow.ticket, response });
}

/**
 * Stops a hold by the token that the link of a message carries in its fragment.
 *
 * @param {{ token: string, api?: Api }} options
 * @returns {Promise<import("./types.js").Stopped>}
 */
export function stopByLink({ token, api = new Api() }) {
  return api.post("/v1/holds/stop-by-link", { token });
}
