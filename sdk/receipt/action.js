/** The action: canonical JSON of texts, and of objects of texts. There is one way to write one. */

import { ReceiptError, demand } from "./receipt-error.js";

const BYTES_MAX = 4096;
const NAME = /^[a-z0-9_]+$/;
const HIDDEN =
  /[\p{Cc}\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/u;

/**
 * @typedef {Record<string, string | Record<string, string>>} Action
 */

/**
 * Reads an action; fails where it is not in its one form.
 *
 * @param {string} text
 * @returns {Action}
 */
export function readAction(text) {
  demand(new TextEncoder().encode(text).length <= BYTES_MAX, "action", "too long");
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReceiptError("action", "not JSON");
  }
  demand(written(value, 2) === text, "action", "not canonical");
  return /** @type {Action} */ (value);
}

/**
 * @param {unknown} value
 * @param {number} depthLeft
 * @returns {string}
 */
function written(value, depthLeft) {
  if (typeof value === "string" && depthLeft < 2) {
    demand(!HIDDEN.test(value) && value.normalize("NFC") === value, "action", "a text that hides, or is not in NFC");
    return quoted(value);
  }
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  demand(isObject && depthLeft > 0, "action", "a value that is no text");
  const members = Object.entries(/** @type {object} */ (value)).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, inner]) => `${named(name)}:${written(inner, depthLeft - 1)}`).join(",")}}`;
}

/** @param {string} name */
function named(name) {
  demand(NAME.test(name), "action", "a name that is not [a-z0-9_]+");
  return quoted(name);
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
