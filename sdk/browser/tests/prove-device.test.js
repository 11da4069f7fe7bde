import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../api.js";
import { newDeviceKey } from "../device-key.js";
import { PasskeepError } from "../errors.js";
import { proveDevice } from "../prove-device.js";
import { flow, installFetch } from "./fake-browser.js";

const NONCE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
const api = new Api({ base: "https://id.example.com" });

globalThis.location ??= { href: "https://id.example.com/" };

/** A browser that keeps a key for each of these accounts. */
async function withKeys(...accounts) {
  const kept = new Map();
  const store = {
    get: async (account) => kept.get(account),
    put: async (account, pair) => void kept.set(account, pair),
    all: async () => [...kept.values()],
  };
  for (const account of accounts) await (await newDeviceKey(account, store)).keep();
  return store;
}

const asked = { ticket: "t", nonce: NONCE };

test("a recovery is proved by this device's key over the ticket's nonce", async () => {
  const store = await withKeys("ada");
  const calls = installFetch({ "https://id.example.com/v1/recovery/device": flow("u", { steps: ["factor"] }) });
  const next = await proveDevice({ flow: asked, api, store });
  assert.equal(next.ticket, "u");
  assert.deepEqual(calls[0].body, { ticket: "t" });
  assert.match(calls[0].init.headers["passkeep-device-signature"], /^[\w-]{86}$/);
});

test("in a session it goes to the session's own address, with its account's key alone", async () => {
  const store = await withKeys("ada", "bob");
  const calls = installFetch({ "https://id.example.com/v1/session/device": flow("u", { steps: ["factor"] }) });
  await proveDevice({ flow: asked, purpose: "session", account: "bob", api, store });
  assert.equal(calls.length, 1);
});

test("a key of another account is refused, and the next is tried", async () => {
  const store = await withKeys("ada", "bob");
  const tried = [];
  globalThis.fetch = async (_, { headers }) => {
    tried.push(headers["passkeep-device-signature"]);
    const refused = tried.length === 1;
    const body = refused ? { code: "device_proof_not_accepted" } : flow("u", { steps: ["factor"] });
    const type = refused ? "application/problem+json" : "application/json";
    return new Response(JSON.stringify(body), { status: refused ? 403 : 200, headers: { "content-type": type } });
  };
  assert.equal((await proveDevice({ flow: asked, api, store })).ticket, "u");
  assert.equal(new Set(tried).size, 2);
});

test("without a key nothing is asked, and what is wrong with the flow is said at once", async () => {
  const calls = installFetch({});
  const none = proveDevice({ flow: asked, api, store: await withKeys() });
  await assert.rejects(none, (error) => error instanceof PasskeepError && error.code === "device_proof_not_accepted");
  assert.equal(calls.length, 0);

  globalThis.fetch = async () =>
    new Response(JSON.stringify({ code: "ticket_expired" }), {
      status: 409,
      headers: { "content-type": "application/problem+json" },
    });
  const late = proveDevice({ flow: asked, api, store: await withKeys("ada", "bob") });
  await assert.rejects(late, (error) => error instanceof PasskeepError && error.code === "ticket_expired");
});
