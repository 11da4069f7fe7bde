/**
 * Keeps the device in step with the account (WebAuthn L3, 5.1.10): removed passkeys are offered no more, and the account
 * bears its name of now. Browsers delete for good, and managers on every device: so a passkey is named that the server knows to
 * be removed, and all that are accepted only where the server says them, which it does when its database surely lacks none. What
 * it said is told at once and never kept.
 */

import { Api } from "./api.js";

const SIGNALS = ["signalUnknownCredential", "signalAllAcceptedCredentials", "signalCurrentUserDetails"];

/** A computer may sleep between an answer and what follows from it, and a passkey be made elsewhere meanwhile. */
const FRESH_MILLISECONDS = 10_000;

/**
 * Tells the browser what became of the passkeys of the account that is signed in. Where the browser takes no signals, or has
 * trouble with one, nothing happens.
 *
 * @param {{ api?: Api }} [options]
 */
export async function keepInStep({ api = new Api() } = {}) {
  if (!SIGNALS.some(takes)) return;
  const askedAt = Date.now();
  /** @type {import("./types.js").Passkeys} */
  const { signals } = await api.get("/v1/passkeys");
  const { rp_id: rpId, user_id: userId, name, display_name: displayName } = signals;
  if (signals.accepted && Math.abs(Date.now() - askedAt) < FRESH_MILLISECONDS) {
    await signal("signalAllAcceptedCredentials", { rpId, userId, allAcceptedCredentialIds: signals.accepted });
  }
  for (const credentialId of signals.removed) await signal("signalUnknownCredential", { rpId, credentialId });
  await signal("signalCurrentUserDetails", { rpId, userId, name, displayName });
}

/**
 * The server's word that the passkey that has just answered was removed: said only to who proves to hold it.
 *
 * @param {unknown} error
 * @param {{ rpId?: string, credentialId: string }} asked
 */
export async function forgetIfRemoved(error, { rpId, credentialId }) {
  const removed = error instanceof Error && "code" in error && error.code === "passkey_removed";
  if (removed && rpId !== undefined) await signal("signalUnknownCredential", { rpId, credentialId });
}

/** @param {string} method */
function takes(method) {
  return typeof (/** @type {any} */ (globalThis.PublicKeyCredential)?.[method]) === "function";
}

/**
 * @param {string} method
 * @param {Record<string, string | string[]>} details
 */
async function signal(method, details) {
  if (!takes(method)) return;
  try {
    await (/** @type {any} */ (PublicKeyCredential))[method](details);
  } catch {
    // A page of another RP ID, or a manager that is locked: the device stays as it was.
  }
}
