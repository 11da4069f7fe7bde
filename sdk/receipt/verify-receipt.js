/** Verifies a receipt, offline: by the issuer's key, the RP ID and the origins that the verifier pins. */

import { readAction } from "./action.js";
import { bytesOf, equal, hash, joined, objectOf, sha256, textOf } from "./encoding.js";
import { isSignedBy } from "./passkey-key.js";
import { ReceiptError, demand } from "./receipt-error.js";

/**
 * What a verifier pins: `passkeep receipt trust` writes it. Get it once, by a way that you trust, and keep it.
 *
 * @typedef {object} Trust
 * @property {string} issuer
 * @property {{ kty: string, crv: string, x: string, y: string }[]} keys  The issuer's keys for receipts, as JWKs.
 * @property {string} rp_id
 * @property {string[]} origins  Where people confirm.
 */

/**
 * @typedef {object} PasskeyHistory
 * @property {number} created_at  In milliseconds since the Unix epoch, as every time here.
 * @property {string} level
 * @property {string} public_key
 * @property {boolean} synced
 */

/**
 * @typedef {object} PasskeySignature
 * @property {string} authenticator_data
 * @property {string} client_data
 * @property {string} locale
 * @property {string} nonce
 * @property {PasskeyHistory} passkey
 * @property {string} signature
 * @property {number} signed_at
 * @property {string} text
 */

/**
 * @typedef {object} Receipt
 * @property {string} account
 * @property {string} action  The exact bytes.
 * @property {string} client
 * @property {string} confirmation
 * @property {number} decided_at
 * @property {{ hash: string, seq: number }} events
 * @property {number} expires_at
 * @property {string} issuer
 * @property {string} rp_id
 * @property {"not_needed" | "device" | "waited"} second
 * @property {PasskeySignature[]} signatures
 * @property {string} type
 * @property {number} type_version
 * @property {number} version
 */

const TEXT = "string";
const INTEGER = "integer";
const HEADER = { alg: TEXT, kid: TEXT, typ: TEXT };
const PASSKEY = { created_at: INTEGER, level: TEXT, public_key: TEXT, synced: "boolean" };
const SIGNATURE = {
  authenticator_data: TEXT,
  client_data: TEXT,
  locale: TEXT,
  nonce: TEXT,
  passkey: PASSKEY,
  signature: TEXT,
  signed_at: INTEGER,
  text: TEXT,
};
const RECEIPT = {
  account: TEXT,
  action: TEXT,
  client: TEXT,
  confirmation: TEXT,
  decided_at: INTEGER,
  events: { hash: TEXT, seq: INTEGER },
  expires_at: INTEGER,
  issuer: TEXT,
  rp_id: TEXT,
  second: TEXT,
  signatures: [SIGNATURE],
  type: TEXT,
  type_version: INTEGER,
  version: INTEGER,
};

/**
 * Verifies a receipt. What it proves: the passkey signed these bytes, and the issuer says whose and when. Not that a
 * screen showed them.
 *
 * @param {string | Uint8Array} jws  The receipt: a JWS, and perhaps a line break after it.
 * @param {Trust} trust
 * @returns {Promise<{ receipt: Receipt, action: import("./action.js").Action }>}
 * @throws {ReceiptError}  Its `check` names the first check that failed.
 */
export async function verifyReceipt(jws, trust) {
  const receipt = await signedByIssuer(jws, trust);
  demand(receipt.version === 1, "format", "the format is of another version");
  demand(["not_needed", "device", "waited"].includes(receipt.second), "format", "second is none of three");
  demand(receipt.issuer === trust.issuer, "issuer", "another issuer's");
  demand(receipt.rp_id === trust.rp_id, "rp_id", "of another RP ID");
  const action = readAction(receipt.action);
  const expected = receipt.second === "device" ? 2 : 1;
  demand(receipt.signatures.length === expected, "second", "another number of signatures");
  for (const signature of receipt.signatures) {
    const late = signature.signed_at >= receipt.expires_at && receipt.second !== "device";
    demand(!late && signature.signed_at <= receipt.decided_at, "time", "signed after its end");
    await signedByPasskey(receipt, signature, trust);
  }
  return { receipt, action };
}

/**
 * @param {string | Uint8Array} jws
 * @param {Trust} trust
 */
async function signedByIssuer(jws, trust) {
  const text = (typeof jws === "string" ? jws : decoded(jws)).replace(/\n$/, "");
  const [header, payload, signature, ...more] = text.split(".");
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw new ReceiptError("format", "not of three parts");
  }
  const [headerBytes, payloadBytes, signatureBytes] = [bytesOf(header), bytesOf(payload), bytesOf(signature)];
  const { alg, kid, typ } = shaped(objectOf(headerBytes, "format"), HEADER);
  demand(typ === "passkeep-receipt+jws", "type", "the type is another");
  demand(alg === "ES256", "algorithm", "the algorithm is another");
  const names = await Promise.all(trust.keys.map(thumbprint));
  const pinned = trust.keys[names.indexOf(kid)];
  demand(pinned, "key", "signed under a key that is not pinned");
  const { kty, crv, x, y } = pinned;
  const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, ecdsa, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const holds = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signatureBytes, signed);
  demand(holds, "issuer_signature", "the issuer didn't sign this");
  return /** @type {Receipt} */ (shaped(objectOf(payloadBytes, "format"), RECEIPT));
}

/**
 * @param {Receipt} receipt
 * @param {PasskeySignature} signature
 * @param {Trust} trust
 */
async function signedByPasskey(receipt, signature, trust) {
  const nonce = bytesOf(signature.nonce);
  demand(nonce.length === 32, "format", "the nonce has not 32 bytes");
  const challenge = await hash(
    "confirm",
    receipt.issuer,
    receipt.rp_id,
    receipt.client,
    receipt.account,
    bytesOf(receipt.confirmation),
    receipt.type,
    receipt.type_version,
    receipt.expires_at,
    nonce,
    receipt.action,
    await hash("shown", signature.locale, signature.text),
  );
  const [clientData, authenticatorData] = [bytesOf(signature.client_data), bytesOf(signature.authenticator_data)];
  const cose = bytesOf(signature.passkey.public_key);
  const message = joined(authenticatorData, await sha256(clientData));
  // A key that can't be read is told before all that it would verify.
  const holds = await isSignedBy(cose, message, bytesOf(signature.signature));

  const client = objectOf(clientData, "client_data");
  const told = typeof client.type === TEXT && typeof client.challenge === TEXT && typeof client.origin === TEXT;
  demand(told, "client_data", "a member is missing");
  demand(authenticatorData.length >= 37, "authenticator_data", "too short");
  demand(client.type === "webauthn.get", "client_data_type", "not an authentication's");
  demand(client.challenge === textOf(challenge), "challenge", "not made of what the receipt holds");
  demand(trust.origins.includes(String(client.origin)), "origin", "not where people confirm");
  const framed = client.crossOrigin ?? false;
  demand(framed === false && client.topOrigin === undefined, "cross_origin", "in a frame of another origin");
  const rpIdHash = await sha256(new TextEncoder().encode(trust.rp_id));
  demand(equal(authenticatorData.subarray(0, 32), rpIdHash), "rp_id_hash", "for another RP ID");
  const flags = authenticatorData[32] ?? 0;
  demand(flags & 0x01, "user_present", "nobody was present");
  demand(flags & 0x04, "user_verified", "nobody was verified");
  const eligible = (flags & 0x08) !== 0;
  demand(eligible === signature.passkey.synced, "synced", "BE is not what the passkey's history says");
  demand(eligible || !(flags & 0x10), "synced", "BS without BE");
  demand(holds, "passkey_signature", "the passkey didn't sign this");
}

/**
 * A value of exactly this shape.
 *
 * @param {unknown} value
 * @param {any} shape
 * @returns {any}
 */
function shaped(value, shape) {
  let fits = typeof value === shape;
  if (shape === INTEGER) fits = Number.isSafeInteger(value);
  else if (Array.isArray(shape)) fits = Array.isArray(value);
  else if (typeof shape === "object") {
    fits = value !== null && typeof value === "object" && !Array.isArray(value);
    fits &&= Object.keys(/** @type {object} */ (value)).sort().join() === Object.keys(shape).sort().join();
  }
  demand(fits, "format", "not of a receipt's shape");
  if (Array.isArray(shape)) for (const item of /** @type {unknown[]} */ (value)) shaped(item, shape[0]);
  else if (typeof shape === "object") {
    for (const [name, inner] of Object.entries(shape)) shaped(/** @type {any} */ (value)[name], inner);
  }
  return value;
}

/**
 * A key's name: the thumbprint of its JWK (RFC 7638).
 *
 * @param {{ x: string, y: string }} key
 */
async function thumbprint({ x, y }) {
  const jwk = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
  return textOf(await sha256(new TextEncoder().encode(jwk)));
}

/** @param {Uint8Array} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ReceiptError("format", "not text");
  }
}
