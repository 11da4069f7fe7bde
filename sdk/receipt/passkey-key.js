/** A passkey's public key: a COSE key (RFC 9052), read for WebCrypto. */

import { joined, textOf } from "./encoding.js";
import { ReceiptError, demand } from "./receipt-error.js";

/** @typedef {import("./encoding.js").Bytes} Bytes */

/** COSE's elliptic curves, by the algorithm that goes with each. @type {Record<number, [string, number, string, number]>} */
const CURVES = { [-7]: ["P-256", 1, "SHA-256", 32], [-35]: ["P-384", 2, "SHA-384", 48], [-36]: ["P-521", 3, "SHA-512", 66] };

/**
 * Whether a passkey's key signed a message.
 *
 * @param {Uint8Array} cose
 * @param {Bytes} message
 * @param {Uint8Array} signature  In WebAuthn's form: DER for ECDSA, plain for EdDSA and RSA.
 */
export async function isSignedBy(cose, message, signature) {
  const { key, algorithm, coordinateBytes } = await imported(readMap(cose));
  const plain = coordinateBytes === 0 ? new Uint8Array(signature) : fixed(signature, coordinateBytes);
  return plain !== undefined && crypto.subtle.verify(algorithm, key, plain, message);
}

/** @param {Map<number, number | Uint8Array>} map */
async function imported(map) {
  const algorithm = Number(map.get(3));
  const bytes = (/** @type {number} */ label) => {
    const value = map.get(label);
    demand(value instanceof Uint8Array, "public_key", "a number is missing");
    return textOf(value);
  };
  const shape = (/** @type {number} */ kind, /** @type {number | undefined} */ curve, /** @type {number} */ size) => {
    const fits = map.get(1) === kind && map.size === size && (curve === undefined || map.get(-1) === curve);
    demand(fits, "public_key", "not a key of its algorithm");
  };
  const curve = CURVES[algorithm];
  if (curve) {
    const [crv, number, digest, coordinateBytes] = curve;
    shape(2, number, 5);
    const jwk = { kty: "EC", crv, x: bytes(-2), y: bytes(-3) };
    const key = await importKey(jwk, { name: "ECDSA", namedCurve: crv });
    return { key, algorithm: { name: "ECDSA", hash: digest }, coordinateBytes };
  }
  if (algorithm === -8) {
    shape(1, 6, 4);
    const key = await importKey({ kty: "OKP", crv: "Ed25519", x: bytes(-2) }, { name: "Ed25519" });
    return { key, algorithm: { name: "Ed25519" }, coordinateBytes: 0 };
  }
  demand(algorithm === -257, "public_key", "an algorithm that is not read");
  shape(3, undefined, 4);
  const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await importKey({ kty: "RSA", n: bytes(-1), e: bytes(-2) }, rsa);
  return { key, algorithm: { name: rsa.name }, coordinateBytes: 0 };
}

/**
 * @param {JsonWebKey} jwk
 * @param {any} algorithm
 */
async function importKey(jwk, algorithm) {
  try {
    return await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  } catch {
    throw new ReceiptError("public_key", "not a key that verifies");
  }
}

/**
 * A map of CBOR whose keys are integers, and whose values are integers or byte strings: all that a COSE key is.
 *
 * @param {Uint8Array} bytes
 */
function readMap(bytes) {
  let at = 0;
  const head = () => {
    const initial = bytes[at++] ?? 0xff;
    const info = initial & 0x1f;
    demand(info < 26, "public_key", "not a COSE key");
    let argument = info;
    if (info === 24) argument = bytes[at++] ?? NaN;
    if (info === 25) argument = (bytes[at++] ?? NaN) * 256 + (bytes[at++] ?? NaN);
    return { major: initial >> 5, argument };
  };
  const value = () => {
    const { major, argument } = head();
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    demand(major === 2 && at + argument <= bytes.length, "public_key", "not a COSE key");
    return bytes.subarray(at, (at += argument));
  };
  const { major, argument } = head();
  demand(major === 5, "public_key", "not a COSE key");
  /** @type {Map<number, number | Uint8Array>} */
  const map = new Map();
  for (let member = 0; member < argument; member++) {
    const label = value();
    demand(typeof label === "number" && !map.has(label), "public_key", "not a COSE key");
    map.set(label, value());
  }
  demand(at === bytes.length, "public_key", "not a COSE key");
  return map;
}

/**
 * An ECDSA signature of DER as WebCrypto takes it: two numbers of fixed length.
 *
 * @param {Uint8Array} der
 * @param {number} coordinateBytes
 */
function fixed(der, coordinateBytes) {
  let at = 0;
  const element = (/** @type {number} */ tag) => {
    if (der[at++] !== tag) return undefined;
    let length = der[at++] ?? 0x80;
    if (length === 0x81 && (der[at] ?? 0) >= 0x80) length = der[at++] ?? 0;
    else if (length >= 0x80) return undefined;
    return at + length <= der.length ? length : undefined;
  };
  const number = () => {
    const length = element(2);
    if (!length) return undefined;
    let digits = der.subarray(at, (at += length));
    if (digits[0] === 0 && (digits[1] ?? 0) >= 0x80) digits = digits.subarray(1);
    else if ((digits[0] ?? 0) >= 0x80 || (digits[0] === 0 && length > 1)) return undefined;
    if (digits.length > coordinateBytes) return undefined;
    return joined(new Uint8Array(coordinateBytes - digits.length), digits);
  };
  const length = element(0x30);
  if (length === undefined || at + length !== der.length) return undefined;
  const r = number();
  const s = number();
  return r && s && at === der.length ? joined(r, s) : undefined;
}
