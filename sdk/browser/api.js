/**
 * Calls to Passkeep's JSON API. Knows nothing of WebAuthn. The session is a cookie that no script can
 * read, so the page and the API share an origin.
 */

import { clientHeader } from "./client.js";
import { PasskeepError, fromProblem } from "./errors.js";

const ANSWER_SECONDS_MAX = 30;

/** Where the API is, for apps that serve it below a path of their own. */
export class Api {
  /** @param {{ base?: string }} [where] */
  constructor({ base = "" } = {}) {
    this.base = base;
  }

  /** The server's base URL, without a slash at its end. */
  get issuer() {
    return new URL(this.base || "/", location.href).href.replace(/\/$/, "");
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
   * Sends a body that the device has signed, as it was signed.
   *
   * @param {string} path
   * @param {string} body
   * @param {string} signature
   */
  async postSigned(path, body, signature) {
    const headers = { "passkeep-device-signature": signature };
    return readAnswer(await this.#send("POST", path, { body, headers }));
  }

  /**
   * An answer that comes in pieces, and ends when the server has no more to say.
   *
   * @param {string} path
   * @param {object} body
   * @param {AbortSignal} [signal]
   * @returns {Promise<Response>}
   */
  async stream(path, body, signal) {
    const accept = { accept: "text/event-stream" };
    const response = await this.#send("POST", path, { body: JSON.stringify(body), headers: accept, signal: signal ?? null });
    if (!response.ok) await readAnswer(response);
    return response;
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
    return readAnswer(await this.#send(method, path, { body: body && JSON.stringify(body) }));
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: string, headers?: Record<string, string>, signal?: AbortSignal | null }} what
   */
  async #send(method, path, { body, headers, signal = AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000) }) {
    const json = /** @type {Record<string, string>} */ (body ? { "content-type": "application/json" } : {});
    const client = await clientHeader();
    const told = /** @type {Record<string, string>} */ (client ? { "passkeep-client": client } : {});
    try {
      return await fetch(this.base + path, {
        method,
        headers: { accept: "application/json", ...json, ...told, ...headers },
        body,
        credentials: "same-origin",
        cache: "no-store",
        signal,
      });
    } catch (cause) {
      throw new PasskeepError("offline", { cause });
    }
  }
}

/**
 * The JSON of a success; a refusal as an error.
 *
 * @param {Response} response
 */
async function readAnswer(response) {
  const answer = await readJson(response);
  if (response.ok) return answer;
  const wait = Number(response.headers.get("retry-after"));
  const details = wait > 0 ? { retry_after_seconds: wait } : {};
  throw fromProblem(response.status, { ...details, ...answer });
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
