/** Bytes as receipts write and hash them. */

import { ReceiptError, demand } from "./receipt-error.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const encoder = new TextEncoder();

/**
 * Base64url without padding, strictly: what is read is written again as the same text.
 *
 * @param {string} text
 * @returns {Bytes}
 */
export function bytesOf(text) {
  demand(/^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1, "format", "not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  demand(textOf(bytes) === text, "format", "not base64url");
  return bytes;
}

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The JSON object that bytes hold.
 *
 * @param {Uint8Array} bytes
 * @param {import("./receipt-error.js").Check} check
 * @returns {Record<string, unknown>}
 */
export function objectOf(bytes, check) {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw new ReceiptError(check, "not a JSON object");
}

/**
 * `H(tag, f…)`: SHA-256 of `"passkeep/v1/" tag 0x00 E(f)…`, where `E(x)` is a 32-bit big-endian length and `x`. An
 * integer is 64-bit big-endian.
 *
 * @param {string} tag
 * @param {...(string | number | Uint8Array)} fields
 * @returns {Promise<Bytes>}
 */
export async function hash(tag, ...fields) {
  const parts = [encoder.encode(`passkeep/v1/${tag}\0`)];
  for (const field of fields) {
    const bytes = fieldBytes(field);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    parts.push(length, bytes);
  }
  return sha256(joined(...parts));
}

/** @param {Bytes} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
export function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** @param {string | number | Uint8Array} field */
function fieldBytes(field) {
  if (typeof field === "string") return encoder.encode(field);
  if (typeof field !== "number") return new Uint8Array(field);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(field));
  return bytes;
}
