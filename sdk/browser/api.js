/**
 * Calls to Passkeep's JSON API. Knows nothing of WebAuthn. The session is a cookie that no script can
 * read, so the page and the API share an origin.
 */

import { PasskeepError, fromProblem } from "./errors.js";

const ANSWER_SECONDS_MAX = 30;

/** Where the API is, for apps that serve it below a path of their own. */
export class Api {
  /** @param {{ base?: string }} [where] */
  constructor({ base = "" } = {}) {
    this.base = base;
  }

  /** @param {string} path */
  get(path) {
    return this.call("GET", path);
  }

  /**
   * @param {string} path
   * @param {object} body
   */
  post(path, body) {
    return this.call("POST", path, body);
  }

  /**
   * The answer's JSON, or null where there is none.
   *
   * @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const response = await this.#send(method, path, body);
    const answer = await readJson(response);
    if (response.ok) return answer;
    const wait = Number(response.headers.get("retry-after"));
    const details = wait > 0 ? { retry_after_seconds: wait } : {};
    throw fromProblem(response.status, { ...details, ...answer });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async #send(method, path, body) {
    /** @type {Record<string, string>} */
    const headers = { accept: "application/json" };
    if (body) headers["content-type"] = "application/json";
    try {
      return await fetch(this.base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000),
      });
    } catch (cause) {
      throw new PasskeepError("offline", { cause });
    }
  }
}

/**
 * A proxy may answer with a page of its own; its status still tells enough.
 *
 * @param {Response} response
 */
async function readJson(response) {
  const type = response.headers.get("content-type") ?? "";
  if (!/^application\/(problem\+)?json\b/i.test(type)) return null;
  try {
    return await response.json();
  } catch (cause) {
    throw new PasskeepError("offline", { cause });
  }
}
