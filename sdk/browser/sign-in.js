/** Signs in with a passkey, by the browser's sheet. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";
import { PasskeepError } from "./errors.js";
import { forgetIfRemoved } from "./keep-in-step.js";

/**
 * Asks the server for the first step. Costs nothing and changes nothing, so a page may do it at load.
 *
 * @param {{ identifier?: string, api?: Api }} [options]  identifier: a user ID, email address or phone number.
 * @returns {Promise<import("./types.js").RequestFlow>}
 */
export function requestSignIn({ identifier, api = new Api() } = {}) {
  return api.post("/v1/sign-in", identifier ? { identifier } : {});
}

/**
 * Opens the sheet and signs in.
 *
 * @param {object} options
 * @param {import("./types.js").RequestFlow} options.flow  From `requestSignIn`.
 * @param {import("./types.js").Hint} [options.hint]  Where the passkey is, when the person has said so.
 * @param {boolean} [options.sharedComputer]  Leaves nothing behind in this browser, and ends early.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SignedIn | import("./types.js").ApprovalFlow>}
 */
export async function signIn({ flow, hint, sharedComputer, api }) {
  if (flow.prompt === "elsewhere" && !hint) throw new PasskeepError("not_found_here", { details: { flow } });
  const options = hint ? { ...flow.options, hints: [hint] } : flow.options;
  const response = await askToUse(options);
  return finishSignIn({ flow, response, sharedComputer, api });
}

/**
 * Hands the passkey's answer to the server.
 *
 * @param {object} options
 * @param {import("./types.js").RequestFlow} options.flow
 * @param {{ id: string }} options.response  An AuthenticationResponseJSON.
 * @param {boolean} [options.sharedComputer]
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SignedIn | import("./types.js").ApprovalFlow>}
 */
export async function finishSignIn({ flow, response, sharedComputer = false, api = new Api() }) {
  try {
    return await api.post("/v1/sign-in/passkey", { ticket: flow.ticket, response, shared_computer: sharedComputer });
  } catch (error) {
    await forgetIfRemoved(error, { rpId: flow.options.rpId, credentialId: response.id });
    throw error;
  }
}
