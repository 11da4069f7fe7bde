/** Says why a passkey did not work, and what to do: in words for people, in the page's language. */

import { Api } from "./api.js";
import { PasskeepError } from "./errors.js";
import { capabilities, signsOfPage } from "./signs.js";

/** What the SDK knows by itself, since then the server can't be asked: the page has words of its own for it. */
const BY_ITSELF = {
  offline: { code: "SRV-14", name: "network_lost", tone: "calm" },
  server_problem: { code: "SRV-13", name: "server_unavailable", tone: "calm" },
  busy: { code: "SRV-13", name: "server_unavailable", tone: "calm" },
  too_many_requests: { code: "SRV-12", name: "rate_limited", tone: "calm" },
};

/** What is no failure of anything. */
const SILENT = ["aborted", "already_running"];

/**
 * What an error of this SDK means. The server's word comes with its refusal; for what failed in the browser the server is
 * asked. Where it can't be, only `code`, `name` and `tone` are there, or nothing at all.
 *
 * @param {unknown} error  What a call of the SDK threw.
 * @param {object} [options]
 * @param {"confirm" | "prove"} [options.operation]  What the passkey was for, where it was for neither creating nor signing in.
 * @param {import("./types.js").Said} [options.said]  What the person says they saw.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").Diagnosis | null>}
 */
export async function diagnose(error, { operation, said, api = new Api() } = {}) {
  if (!(error instanceof PasskeepError) || SILENT.includes(error.code)) return null;
  const told = /** @type {{ diagnosis?: import("./types.js").Diagnosis }} */ (error.details).diagnosis;
  if (told) return told;
  const byItself = BY_ITSELF[/** @type {keyof typeof BY_ITSELF} */ (error.code)];
  if (byItself) return /** @type {import("./types.js").Diagnosis} */ (byItself);
  const signs = error.signs ?? (error.code === "unsupported" ? signsOfPage() : null);
  if (!signs) return null;
  const page = { ...signs.page, ...(await capabilities()) };
  const asked = { ...signs, page, ...(operation && { operation }), ...(said && { said }) };
  try {
    return await api.post("/v1/diagnoses", asked);
  } catch {
    // The attempt has failed already; that nobody could say why is no second failure.
    return null;
  }
}
