/** Proving once more who one is: the session is raised in place. A passkey lifts a quarantine. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Begins it: with options for a passkey, or with `methods` where the account has none.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").RequestFlow>}
 */
export function requestReauthentication({ api = new Api() } = {}) {
  return api.post("/v1/session/reauthenticate", {});
}

/**
 * Opens the sheet for a passkey of the account.
 *
 * @param {object} options
 * @param {Pick<import("./types.js").RequestFlow, "ticket" | "options">} options.flow  From `requestReauthentication`.
 * @param {import("./types.js").Hint} [options.hint]
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SignedIn>}
 */
export async function reauthenticate({ flow, hint, api = new Api() }) {
  const options = hint ? { ...flow.options, hints: [hint] } : flow.options;
  const response = await askToUse(options);
  return api.post("/v1/session/passkey", { ticket: flow.ticket, response });
}
