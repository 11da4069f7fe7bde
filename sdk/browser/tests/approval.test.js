import assert from "node:assert/strict";
import { test } from "node:test";
import { answerApproval, finishApprovedSignIn, waitForApproval } from "../approval.js";
import { newDeviceKey } from "../device-key.js";
import { PasskeepError } from "../errors.js";
import { trustDevice } from "../trust-device.js";
import { Api } from "../api.js";
import { assertion, flow, installCredentials, installFetch, requestOptions, until } from "./fake-browser.js";

const NONCE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
const api = new Api({ base: "https://id.example.com" });
const at = (path) => `https://id.example.com${path}`;

globalThis.location ??= { href: "https://id.example.com/" };

async function withKey() {
  const kept = new Map();
  const store = { get: async (account) => kept.get(account), put: async (account, pair) => void kept.set(account, pair) };
  const made = await newDeviceKey("ada", store);
  await made.keep();
  return { store, kept };
}

/** An answer of events. */
function streamed(...states) {
  const text = states.map((state) => `data: ${JSON.stringify({ state, expires_at: 1 })}\n\n`).join(":\n\n");
  return new Response(text, { headers: { "content-type": "text/event-stream" } });
}

/** Puts a `fetch` in place that answers from a row of answers for each path. */
function answers(rows) {
  const calls = [];
  globalThis.fetch = async (url) => {
    calls.push(new URL(url).pathname);
    const next = rows[new URL(url).pathname]?.shift();
    if (!next) throw new TypeError("no connection");
    return next;
  };
  return calls;
}

const state = (name) => new Response(JSON.stringify({ state: name, expires_at: 1 }), { headers: { "content-type": "application/json" } });

test("a yes asks for the passkey, and the device signs what is sent", async () => {
  const browser = installCredentials();
  const { store } = await withKey();
  const calls = installFetch({
    [at("/v1/approvals/A/options")]: flow("t", { steps: ["device"], nonce: NONCE, options: requestOptions }),
    [at("/v1/approvals/A/answer")]: { answer: "approved" },
  });
  const answered = answerApproval({ id: "A", account: "ada", verdict: "yes", number: "47", api, store });
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(assertion());
  assert.deepEqual(await answered, { answer: "approved" });
  assert.deepEqual(calls[0].body, { verdict: "yes", number: "47" });
  const { ticket, verdict, number, response } = calls[1].body;
  assert.deepEqual([ticket, verdict, number, Boolean(response)], ["t", "yes", "47", true]);
  assert.match(calls[1].init.headers["passkeep-device-signature"], /^[\w-]{86}$/);
});

test("a no opens no sheet and sends no number", async () => {
  const browser = installCredentials();
  const { store } = await withKey();
  const calls = installFetch({
    [at("/v1/approvals/A/options")]: flow("t", { steps: ["device"], nonce: NONCE, options: undefined }),
    [at("/v1/approvals/A/answer")]: { answer: "frozen" },
  });
  const answered = await answerApproval({ id: "A", account: "ada", verdict: "no_and_freeze", number: "47", api, store });
  assert.deepEqual(answered, { answer: "frozen" });
  assert.equal(browser.requests.length, 0);
  assert.deepEqual(calls[1].body, { ticket: "t", verdict: "no_and_freeze" });
});

test("a device without its key asks the server nothing", async () => {
  const { store } = await withKey();
  const calls = installFetch({});
  const answered = answerApproval({ id: "A", account: "bob", verdict: "no", api, store });
  await assert.rejects(answered, (error) => error.code === "device_proof_not_accepted");
  assert.equal(calls.length, 0);
});

test("the key is kept once the server has taken it, and not when it hasn't", async () => {
  const { store, kept } = await withKey();
  const before = kept.get("ada");
  const options = flow("t", { steps: ["device"], nonce: NONCE });
  installFetch({ [at("/v1/devices/trust/options")]: options, [at("/v1/devices/trust")]: [403, { code: "device_not_remembered" }] });
  await assert.rejects(trustDevice({ account: "ada", api, store }), PasskeepError);
  assert.equal(kept.get("ada"), before);
  const calls = installFetch({ [at("/v1/devices/trust/options")]: options, [at("/v1/devices/trust")]: { device: {} } });
  await trustDevice({ account: "ada", api, store });
  assert.notEqual(kept.get("ada"), before);
  assert.equal(Buffer.from(calls[1].body.public_key, "base64url").length, 65);
});

test("the stream tells, and nothing else is asked", async () => {
  const calls = answers({ "/v1/approvals/wait": [streamed("pending", "approved")] });
  assert.equal(await waitForApproval({ ticket: "t", api }), "approved");
  assert.deepEqual(calls, ["/v1/approvals/wait"]);
});

test("where the stream doesn't come through, it is asked again and again", async () => {
  const calls = answers({ "/v1/approvals/wait": [], "/v1/approvals/state": [state("pending"), state("denied")] });
  const pauses = [];
  const told = await waitForApproval({ ticket: "t", api, pause: async (milliseconds) => void pauses.push(milliseconds) });
  assert.equal(told, "denied");
  assert.deepEqual(pauses, [2000]);
  assert.deepEqual(calls, ["/v1/approvals/wait", "/v1/approvals/state", "/v1/approvals/wait", "/v1/approvals/state"]);
});

test("a stream that is cut while it waits begins again", async () => {
  const calls = answers({ "/v1/approvals/wait": [streamed("pending"), streamed("number_wrong")] });
  assert.equal(await waitForApproval({ ticket: "t", api, pause: async () => {} }), "number_wrong");
  assert.equal(calls.length, 2);
});

test("a time that is over, and a page that is left, end the wait", async () => {
  const over = new Response(JSON.stringify({ code: "ticket_expired" }), { status: 410, headers: { "content-type": "application/problem+json" } });
  answers({ "/v1/approvals/wait": [over] });
  await assert.rejects(waitForApproval({ ticket: "t", api }), (error) => error.code === "ticket_expired");
  const left = new AbortController();
  left.abort(new Error("left"));
  await assert.rejects(waitForApproval({ ticket: "t", api, signal: left.signal }), /left/);
});

test("a sign-in that was approved is finished with its ticket", async () => {
  const calls = installFetch({ [at("/v1/sign-in/approved")]: { next: "/settings/passkeys" } });
  assert.deepEqual(await finishApprovedSignIn({ ticket: "t", api }), { next: "/settings/passkeys" });
  assert.deepEqual(calls[0].body, { ticket: "t" });
});
