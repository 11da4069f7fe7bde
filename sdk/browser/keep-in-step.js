/**
 * Keeps the device in step with the account (WebAuthn L3, 5.1.10): removed passkeys are offered no more, and the account
 * bears its name of now. Only what the server knows to be removed is named, never all that it accepts: browsers delete for
 * good, and a server that lags behind must not take a passkey in use away.
 */

import { Api } from "./api.js";

/**
 * Tells the browser what became of the passkeys of the account that is signed in. Where the browser takes no signals, or has
 * trouble with one, nothing happens.
 *
 * @param {{ api?: Api }} [options]
 */
export async function keepInStep({ api = new Api() } = {}) {
  if (!takes("signalUnknownCredential") && !takes("signalCurrentUserDetails")) return;
  /** @type {import("./types.js").Passkeys} */
  const { signals } = await api.get("/v1/passkeys");
  const { rp_id: rpId, user_id: userId, name, display_name: displayName } = signals;
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
 * @param {Record<string, string>} details
 */
async function signal(method, details) {
  if (!takes(method)) return;
  try {
    await (/** @type {any} */ (PublicKeyCredential))[method](details);
  } catch {
    // A page of another RP ID, or a manager that is locked: the device stays as it was.
  }
}
