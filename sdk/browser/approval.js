/** The approval of a new device: a trusted one answers, the new one waits. */

import { Api } from "./api.js";
import { askToUse } from "./ceremony.js";
import { deviceKey, signRequest } from "./device-key.js";
import { PasskeepError } from "./errors.js";

const POLL_MILLISECONDS = 2000;

/**
 * The approvals that wait for this device. It must be trusted.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<import("./types.js").Approval[]>}
 */
export async function listApprovals({ api = new Api() } = {}) {
  return (await api.get("/v1/approvals")).approvals;
}

/**
 * Answers a new device. *Yes* takes the number on its screen, and opens the sheet for a passkey where the account has
 * one; every answer is signed by this device's key.
 *
 * @param {object} options
 * @param {string} options.id  The approval's id.
 * @param {string} options.account  As it was given to `trustDevice`.
 * @param {"yes" | "no" | "no_and_freeze"} options.verdict
 * @param {string} [options.number]  With *yes*: two digits.
 * @param {Api} [options.api]
 * @param {import("./device-key.js").KeyStore} [options.store]
 * @returns {Promise<{ answer: "approved" | "denied" | "frozen" }>}
 */
export async function answerApproval({ id, account, verdict, number, api = new Api(), store }) {
  const base = `/v1/approvals/${encodeURIComponent(id)}`;
  const answer = verdict === "yes" ? { verdict, number } : { verdict };
  const pair = await deviceKey(account, store);
  /** @type {import("./types.js").DeviceFlow} */
  const { ticket, nonce, options } = await api.post(`${base}/options`, answer);
  const response = options && (await askToUse(options));
  const body = JSON.stringify({ ticket, ...answer, response });
  const path = `${base}/answer`;
  const signature = await signRequest(pair, { issuer: api.issuer, method: "POST", path, body, ticket, nonce });
  return api.postSigned(path, body, signature);
}

/**
 * Waits on the new device until the approval is answered: by server-sent events, and by asking again and again where
 * those don't come through. Rejects with `ticket_expired` when its time is over.
 *
 * @param {object} options
 * @param {string} options.ticket  Of step `approval`.
 * @param {AbortSignal} [options.signal]  Ends the wait.
 * @param {Api} [options.api]
 * @param {(milliseconds: number) => Promise<void>} [options.pause]  Between two questions; tests bring their own.
 * @returns {Promise<"approved" | "denied" | "number_wrong">}
 */
export async function waitForApproval({ ticket, signal, api = new Api(), pause = rest }) {
  for (;;) {
    signal?.throwIfAborted();
    const told = (await streamed(ticket, api, signal)) ?? (await asked(ticket, api));
    if (told && told.state !== "pending") return told.state;
    await pause(POLL_MILLISECONDS);
  }
}

/**
 * Opens the session of a sign-in that was approved.
 *
 * @param {{ ticket: string, api?: Api }} options
 * @returns {Promise<import("./types.js").SignedIn>}
 */
export function finishApprovedSignIn({ ticket, api = new Api() }) {
  return api.post("/v1/sign-in/approved", { ticket });
}

/**
 * The last event of the stream, or null where there was none: a proxy may hold events back, or cut the connection.
 *
 * @param {string} ticket
 * @param {Api} api
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./types.js").ApprovalState | null>}
 */
async function streamed(ticket, api, signal) {
  try {
    return await lastEventOf(await api.stream("/v1/approvals/wait", { ticket }, signal));
  } catch (error) {
    if (error instanceof PasskeepError && error.code !== "offline") throw error;
    return null;
  }
}

/**
 * @param {string} ticket
 * @param {Api} api
 * @returns {Promise<import("./types.js").ApprovalState | null>}
 */
async function asked(ticket, api) {
  try {
    return await api.post("/v1/approvals/state", { ticket });
  } catch (error) {
    // The connection may come back while the approval still waits.
    if (error instanceof PasskeepError && ["offline", "server_problem", "busy"].includes(error.code)) return null;
    throw error;
  }
}

/**
 * The JSON of a stream's last event (server-sent events, in the answer to a POST), once it has ended.
 *
 * @param {Response} response
 */
async function lastEventOf(response) {
  const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("data: "));
  const last = events.at(-1);
  return last ? JSON.parse(last.slice("data: ".length)) : null;
}

/** @param {number} milliseconds */
function rest(milliseconds) {
  return /** @type {Promise<void>} */ (new Promise((resolve) => { setTimeout(resolve, milliseconds); }));
}
