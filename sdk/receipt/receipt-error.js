/**
 * The checks, in their order. The first that fails is told.
 *
 * @typedef {"format" | "type" | "algorithm" | "key" | "issuer_signature" | "issuer" | "rp_id" | "action" | "second"
 *   | "time" | "public_key" | "client_data" | "client_data_type" | "challenge" | "origin" | "cross_origin"
 *   | "authenticator_data" | "rp_id_hash" | "user_present" | "user_verified" | "synced" | "passkey_signature"} Check
 */

/** A receipt that failed, by the check that it failed. */
export class ReceiptError extends Error {
  /**
   * @param {Check} check
   * @param {string} reason
   */
  constructor(check, reason) {
    super(`${check}: ${reason}`);
    this.name = "ReceiptError";
    this.check = check;
  }
}

/**
 * Fails by a check, unless it holds.
 *
 * @param {unknown} holds
 * @param {Check} check
 * @param {string} reason
 * @returns {asserts holds}
 */
export function demand(holds, check, reason) {
  if (!holds) throw new ReceiptError(check, reason);
}
