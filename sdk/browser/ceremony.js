/**
 * One WebAuthn request at a time. Browsers refuse a second one, each in its own way, so the autofill
 * request, which waits as long as the page is open, is ended, and its end awaited, before a sheet is asked for.
 */

import { credentialToJson, parseCreationOptions, parseRequestOptions } from "./credential-json.js";
import { PasskeepError, fromBrowser } from "./errors.js";
import { watch } from "./signs.js";

/** Some password managers never settle a request that was aborted; a click must not hang on them. */
const ABORT_SECONDS_MAX = 1;

/** @typedef {{ kind: "sheet" | "autofill", controller: AbortController, ended: Promise<void>, end: () => void }} Running */

/** @type {Running | null} */
let running = null;

/** Whether this browser can use passkeys at all. */
export function isSupported() {
  return typeof globalThis.PublicKeyCredential === "function" && Boolean(globalThis.navigator?.credentials);
}

/** Whether this browser offers passkeys in a field's autofill (WebAuthn L3, 5.1.7: conditional mediation). */
export async function canAutofill() {
  if (!isSupported()) return false;
  try {
    return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
  } catch {
    return false;
  }
}

/**
 * Opens the browser's sheet to create a passkey.
 *
 * @param {PublicKeyCredentialCreationOptionsJSON} options
 */
export function askToCreate(options) {
  return ask("sheet", { ceremony: "create", options }, (signal) =>
    navigator.credentials.create({ publicKey: parseCreationOptions(options), signal }));
}

/**
 * Opens the browser's sheet to use a passkey.
 *
 * @param {PublicKeyCredentialRequestOptionsJSON} options
 */
export function askToUse(options) {
  return ask("sheet", { ceremony: "get", options }, (signal) =>
    navigator.credentials.get({ publicKey: parseRequestOptions(options), signal }));
}

/**
 * Waits until a passkey is picked from a field's autofill.
 *
 * @param {PublicKeyCredentialRequestOptionsJSON} options
 */
export function waitForAutofill(options) {
  return ask("autofill", { ceremony: "get", options }, (signal) =>
    navigator.credentials.get({ mediation: "conditional", publicKey: parseRequestOptions(options), signal }));
}

/** Ends the autofill request, if one waits. A sheet stays open. */
export function endAutofill() {
  if (running?.kind === "autofill") running.controller.abort();
}

/**
 * @param {Running["kind"]} kind
 * @param {{ ceremony: "create" | "get", options: object }} what
 * @param {(signal: AbortSignal) => Promise<Credential | null>} request
 */
async function ask(kind, { ceremony, options }, request) {
  if (!isSupported()) throw new PasskeepError("unsupported");
  if (running?.kind === "sheet") throw new PasskeepError("already_running");
  const earlier = running;
  // Set before anything is awaited, so that a second click finds it.
  const mine = running = begin(kind);
  /** @type {ReturnType<typeof watch> | null} */
  let watched = null;
  try {
    if (earlier) await abortAndAwait(earlier);
    mine.controller.signal.throwIfAborted();
    watched = watch({ ceremony, options, mediation: kind === "autofill" ? "conditional" : "modal" });
    const credential = await request(mine.controller.signal);
    if (!credential) throw new PasskeepError("cancelled");
    return credentialToJson(/** @type {PublicKeyCredential} */ (credential));
  } catch (error) {
    throw fromBrowser(error, ceremony, watched?.of(error));
  } finally {
    watched?.end();
    mine.end();
    if (running === mine) running = null;
  }
}

/**
 * @param {Running["kind"]} kind
 * @returns {Running}
 */
function begin(kind) {
  let end = () => {};
  const ended = /** @type {Promise<void>} */ (new Promise((resolve) => { end = () => resolve(undefined); }));
  return { kind, controller: new AbortController(), ended, end };
}

/** @param {Running} earlier */
async function abortAndAwait(earlier) {
  earlier.controller.abort();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const patience = new Promise((resolve) => { timer = setTimeout(resolve, ABORT_SECONDS_MAX * 1000); });
  await Promise.race([earlier.ended, patience]);
  clearTimeout(timer);
}
