/** Reads what happened to the account that is signed in. */

import { Api } from "./api.js";

/**
 * A page of the account's events, newest first. For the next page, give its `older_before` as `before`.
 *
 * @param {object} [options]
 * @param {number} [options.before]  Only events before this place.
 * @param {number} [options.limit]  How many at most: 1 to 100, or 50.
 * @param {Api} [options.api]
 * @returns {Promise<import("./types.js").History>}
 */
export function readHistory({ before, limit, api = new Api() } = {}) {
  const query = new URLSearchParams();
  if (before !== undefined) query.set("before", String(before));
  if (limit !== undefined) query.set("limit", String(limit));
  return api.get(query.size > 0 ? `/v1/history?${query}` : "/v1/history");
}
