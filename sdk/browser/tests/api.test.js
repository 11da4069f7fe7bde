import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Api } from "../api.js";
import { CODES } from "../errors.js";
import { installFetch } from "./fake-browser.js";

test("a call carries JSON, the session's cookie and nothing cached", async () => {
  const calls = installFetch({ "/at/v1/sign-in": { ticket: "t" } });
  assert.deepEqual(await new Api({ base: "/at" }).post("/v1/sign-in", { identifier: "ada" }), { ticket: "t" });
  const { init, body } = calls[0];
  assert.deepEqual(body, { identifier: "ada" });
  assert.equal(init.headers["content-type"], "application/json");
  assert.equal(init.credentials, "same-origin");
  assert.equal(init.cache, "no-store");
});

test("an answer without a body is null", async () => {
  installFetch({ "/v1/session": [204] });
  assert.equal(await new Api().call("DELETE", "/v1/session"), null);
});

test("every failure has a code", async (t) => {
  const rows = [
    [[403, { code: "passkey_not_accepted" }], "passkey_not_accepted", {}],
    [[409, { code: "passkey_already_exists" }], "already_here", {}],
    [[422, { code: "code_wrong", attempts_left: 3 }], "code_wrong", { attempts_left: 3 }],
    [[403, { code: "new_browser_waits", until_ms: 5 }], "new_browser_waits", { until_ms: 5 }],
    [[429, { code: "too_many_codes" }, { "retry-after": "60" }], "too_many_codes", { retry_after_seconds: 60 }],
    [[503, { code: "busy" }], "busy", {}],
    [[503, { code: "unavailable" }], "server_problem", {}],
    [[502, "<html>", { "content-type": "text/html" }], "server_problem", {}],
    [[429, "<html>", { "content-type": "text/html" }], "busy", {}],
    [[418, { code: "of_a_later_version" }], "other", {}],
    [[400, { code: "toString" }], "other", {}],
  ];
  for (const [answer, code, details] of rows) {
    await t.test(`${answer[0]} ${answer[1].code ?? answer[1]}`, async () => {
      installFetch({ "/v1/x": answer });
      await assert.rejects(new Api().post("/v1/x", {}), (error) => {
        assert.equal(error.code, code);
        assert.equal(error.details.status, answer[0]);
        for (const [name, value] of Object.entries(details)) assert.equal(error.details[name], value);
        return true;
      });
    });
  }
});

test("no answer, and half an answer, are offline", async () => {
  globalThis.fetch = async () => { throw new TypeError("Failed to fetch"); };
  await assert.rejects(new Api().get("/v1/session"), { code: "offline" });
  globalThis.fetch = async () => new Response("{", { headers: { "content-type": "application/json" } });
  await assert.rejects(new Api().get("/v1/session"), { code: "offline" });
});

test("each code says what it means", () => {
  for (const [code, meaning] of Object.entries(CODES)) {
    assert.match(code, /^[a-z_]+$/);
    assert.match(meaning, /\.$/);
  }
});

test("every code that the server gives is in the set", async () => {
  const sources = ["passkeep-decision/src/refusal.rs", "passkeep-server/src/failure.rs"];
  const given = new Set();
  for (const source of sources) {
    const text = await readFile(new URL(`../../../crates/${source}`, import.meta.url), "utf8");
    for (const [, code] of text.matchAll(/(?:Self|RequestFault)::.* => "([a-z_]+)",/g)) given.add(code);
  }
  const renamed = ["passkey_already_exists", "unavailable", "database_in_doubt"];
  // What only an app's backend is told.
  const backends = [
    "authorization_not_accepted", "client_not_accepted", "confirmation_type_not_accepted", "field_not_accepted",
    "idempotency_key_reused", "redirect_not_accepted", "too_many_confirmations",
  ];
  const others = new Set([...renamed, ...backends]);
  assert.ok(given.size > 20);
  assert.deepEqual([...given].filter((code) => !Object.hasOwn(CODES, code) && !others.has(code)), []);
  assert.deepEqual([...others].filter((code) => !given.has(code)), []);
});
