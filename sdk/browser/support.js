/** What takes two of the staff: the first proposes with a reason and signs, the second signs over the same. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";

/**
 * Opens the sheet for a passkey that never leaves its device, and proposes.
 *
 * @param {object} options
 * @param {string} options.account  The user ID of the account concerned.
 * @param {string} options.action  `stop_hold`, `shorten_hold`, `thaw` or `prove_identity`.
 * @param {string} [options.hold]  The hold's id, where it is about one.
 * @param {string} options.reason  What both sign, and the account's owner reads.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SupportProposal>}
 */
export async function propose({ account, action, hold, reason, api = new Api() }) {
  const path = `/v1/support/accounts/${encodeURIComponent(account)}/proposals`;
  const wanted = { action, hold, reason };
  /** @type {import("./types.js").RequestFlow} */
  const flow = await api.post(`${path}/options`, wanted);
  const response = await askToUse(flow.options);
  return api.post(path, { ...wanted, ticket: flow.ticket, response });
}

/**
 * Opens the sheet for the second, and does what was proposed.
 *
 * @param {object} options
 * @param {string} options.account  The user ID of the account concerned.
 * @param {string} options.id  The proposal's id.
 * @param {Pick<import("./types.js").RequestFlow, "ticket" | "options">} [options.flow]  As a page has begun it.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").SupportProposal>}
 */
export async function decideProposal({ account, id, flow, api = new Api() }) {
  const path = `/v1/support/accounts/${encodeURIComponent(account)}/proposals/${encodeURIComponent(id)}`;
  const begun = flow ?? (await api.post(`${path}/options`, {}));
  const response = await askToUse(begun.options);
  return api.post(`${path}/decide`, { ticket: begun.ticket, response });
}
