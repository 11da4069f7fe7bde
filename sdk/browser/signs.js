/**
 * The signs of a ceremony that failed: what a diagnosis is made of. Read from the clock, the page and the options; nothing
 * that names a person.
 */

/** Less than a window needs to open and close. */
const AT_ONCE_MILLISECONDS = 300;

/** What this page has seen before. */
const earlier = { at_once: 0, cancelled: 0 };

/** @type {Promise<Record<string, boolean>> | null} */
let asked = null;

/**
 * Watches one request from here to its end.
 *
 * @param {{ ceremony: "create" | "get", mediation: "modal" | "conditional", options: any }} request
 */
export function watch({ ceremony, mediation, options }) {
  const begun = performance.now();
  const seen = { hidden: 0, blurred: 0 };
  const activated = globalThis.navigator?.userActivation?.isActive;
  const onHide = () => { if (document.visibilityState === "hidden") seen.hidden += 1; };
  const onBlur = () => { seen.blurred += 1; };
  const page = typeof document === "undefined" ? null : document;
  page?.addEventListener("visibilitychange", onHide);
  if (page) globalThis.addEventListener("blur", onBlur);
  asked ??= askCapabilities();
  return {
    /** Stops watching. */
    end() {
      page?.removeEventListener("visibilitychange", onHide);
      if (page) globalThis.removeEventListener("blur", onBlur);
    },

    /**
     * The signs of what was thrown.
     *
     * @param {unknown} error
     * @returns {import("./types.js").Signs}
     */
    of(error) {
      const elapsed = performance.now() - begun;
      const signs = {
        operation: /** @type {"create" | "sign_in"} */ (ceremony === "create" ? "create" : "sign_in"),
        mediation,
        error: thrown(error),
        elapsed_ms: Math.round(elapsed),
        timeout_ms: options?.timeout,
        ...seen,
        attachment: options?.authenticatorSelection?.authenticatorAttachment,
        hints: options?.hints ?? [],
        page: { ...pageSigns(), activated },
        earlier: { ...earlier },
      };
      remember(signs.error.name, elapsed);
      return signs;
    },
  };
}

/** The signs of a page on which nothing was asked: its browser can't. */
export function signsOfPage() {
  return { operation: /** @type {const} */ ("sign_in"), stage: /** @type {const} */ ("before"), page: pageSigns() };
}

/** What the browser says of itself, once it has. */
export async function capabilities() {
  const { userVerifyingPlatformAuthenticator, conditionalGet, hybridTransport } = await (asked ??= askCapabilities());
  return { platform: userVerifyingPlatformAuthenticator, autofill: conditionalGet, hybrid: hybridTransport };
}

/** @returns {Promise<Record<string, boolean>>} */
async function askCapabilities() {
  try {
    return (await /** @type {any} */ (globalThis.PublicKeyCredential)?.getClientCapabilities?.()) ?? {};
  } catch {
    return {};
  }
}

function pageSigns() {
  return {
    webauthn: typeof globalThis.PublicKeyCredential === "function",
    secure: globalThis.isSecureContext,
    framed: typeof window === "undefined" ? undefined : window.top !== window,
  };
}

/** @param {unknown} error */
function thrown(error) {
  const { name = "", message = "" } = /** @type {{ name?: unknown, message?: unknown }} */ (error ?? {});
  return { name: String(name).slice(0, 64), message: String(message).slice(0, 300) };
}

/**
 * @param {string} name
 * @param {number} elapsed
 */
function remember(name, elapsed) {
  if (name !== "NotAllowedError") return;
  const atOnce = elapsed < AT_ONCE_MILLISECONDS;
  earlier.at_once = atOnce ? earlier.at_once + 1 : 0;
  if (!atOnce) earlier.cancelled += 1;
}
