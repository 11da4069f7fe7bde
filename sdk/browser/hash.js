/**
 * `H(tag, f…)`: how Passkeep hashes structured data. SHA-256 of `"passkeep/v1/" tag 0x00 E(f)…`, where `E(x)` is a
 * 32-bit big-endian length and `x`, so that no two lists of fields give the same bytes.
 */

const text = new TextEncoder();

/**
 * @param {string} tag
 * @param {...(string | Uint8Array)} fields
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function hash(tag, ...fields) {
  const parts = [text.encode(`passkeep/v1/${tag}\0`)];
  for (const field of fields) {
    const bytes = typeof field === "string" ? text.encode(field) : field;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    parts.push(length, new Uint8Array(bytes));
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
