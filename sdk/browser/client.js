/**
 * What this browser can do, as it says itself (`getClientCapabilities`, WebAuthn L3 5.1.7). It is sent to the server as
 * a header, for the operator's rules for platforms and for what people are told; nothing is granted by it.
 */

/** @type {Promise<string> | null} */
let gathered = null;

/** A browser that doesn't answer about itself keeps nobody waiting. */
const ANSWER_MILLISECONDS_MAX = 500;

/** The header's value (RFC 9651): what it can, what it can't, and whether its screen is touched. Asked once a page. */
export function clientHeader() {
  gathered ??= gather();
  return gathered;
}

async function gather() {
  const touched = globalThis.navigator?.maxTouchPoints ?? 0;
  const members = touched > 0 ? [`touch_points=${Math.min(touched, 99)}`] : [];
  const capabilities = await capabilitiesOf(globalThis.PublicKeyCredential);
  for (const [key, wanted] of /** @type {const} */ ([["can", true], ["cannot", false]])) {
    const names = capabilities.filter(([, can]) => can === wanted).map(([name]) => name);
    if (names.length > 0) members.push(`${key}=(${names.join(" ")})`);
  }
  return members.join(", ");
}

/**
 * A name that isn't there is unknown, not absent.
 *
 * @param {any} credential
 * @returns {Promise<[string, boolean][]>}
 */
async function capabilitiesOf(credential) {
  if (typeof credential !== "function") return [["publicKeyCredential", false]];
  try {
    const silence = new Promise((resolve) => { setTimeout(resolve, ANSWER_MILLISECONDS_MAX); });
    const told = await Promise.race([credential.getClientCapabilities?.(), silence]);
    const known = Object.entries(told ?? {}).filter(([name, can]) => isToken(name) && typeof can === "boolean");
    return [["publicKeyCredential", true], .../** @type {[string, boolean][]} */ (known)];
  } catch {
    return [["publicKeyCredential", true]];
  }
}

/** @param {string} name */
function isToken(name) {
  return /^[A-Za-z][A-Za-z0-9:.-]{0,39}$/.test(name);
}
