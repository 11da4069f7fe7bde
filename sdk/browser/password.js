/** The account's password: how strong a new one looks, setting it, removing it. */

import { Api } from "./api.js";

/**
 * How strong a password looks, and whether it would be taken. Nothing is kept.
 *
 * @param {{ password: string, api?: Api }} options
 * @returns {Promise<import("./types.js").PasswordStrength>}
 */
export function passwordStrength({ password, api = new Api() }) {
  return api.post("/v1/password/strength", { password });
}

/**
 * Sets the password, or changes it. In an account without passkeys the change waits: `hold` says so, beside the password that
 * serves until then.
 *
 * @param {{ password: string, api?: Api }} options
 * @returns {Promise<{ set_at: number, alone: boolean, hold?: import("./types.js").Hold }>}
 */
export function setPassword({ password, api = new Api() }) {
  return api.call("PUT", "/v1/password", { password });
}

/**
 * Removes it.
 *
 * @param {{ api?: Api }} [options]
 * @returns {Promise<null>}
 */
export function removePassword({ api = new Api() } = {}) {
  return api.call("DELETE", "/v1/password");
}
