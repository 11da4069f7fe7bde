import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../api.js";
import { confirm, denyConfirmation, reportConfirmation, showConfirmation } from "../confirm.js";
import { newDeviceKey } from "../device-key.js";
import { assertion, flow, installCredentials, installFetch, requestOptions, until } from "./fake-browser.js";

const NONCE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
const api = new Api({ base: "https://id.example.com" });
const at = (path) => `https://id.example.com${path}`;

globalThis.location ??= { href: "https://id.example.com/" };

test("an action is signed in the language in which it was shown", async () => {
  const browser = installCredentials();
  const calls = installFetch({
    [at("/v1/confirm/A/options")]: flow("t", { options: requestOptions }),
    [at("/v1/confirm/A")]: { state: "confirmed" },
  });
  const confirmed = confirm({ id: "A", locale: "zh-CN", api });
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(assertion());
  assert.deepEqual(await confirmed, { state: "confirmed" });
  assert.deepEqual(calls[0].body, { locale: "zh-CN" });
  const { ticket, locale, response } = calls[1].body;
  assert.deepEqual([ticket, locale, Boolean(response)], ["t", "zh-CN", true]);
  assert.equal(calls[1].init.headers["passkeep-device-signature"], undefined);
});

test("where another trusted device is asked for, its key signs what is sent", async () => {
  const browser = installCredentials();
  const kept = new Map();
  const store = { get: async (account) => kept.get(account), put: async (account, pair) => void kept.set(account, pair) };
  await (await newDeviceKey("ada", store)).keep();
  const calls = installFetch({
    [at("/v1/confirm/A/options")]: flow("t", { steps: ["device"], nonce: NONCE, options: requestOptions }),
    [at("/v1/confirm/A")]: { state: "confirmed" },
  });
  const confirmed = confirm({ id: "A", locale: "en", account: "ada", api, store });
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(assertion());
  await confirmed;
  assert.match(calls[1].init.headers["passkeep-device-signature"], /^[\w-]{86}$/);
});

test("showing and saying no open no sheet", async () => {
  const browser = installCredentials();
  const calls = installFetch({
    [at("/v1/confirm/A")]: { text: "Withdraw 2,500.00 EUR" },
    [at("/v1/confirm/A/deny")]: { state: "denied" },
    [at("/v1/confirm/A/report")]: { account: {} },
  });
  assert.equal((await showConfirmation({ id: "A", api })).text, "Withdraw 2,500.00 EUR");
  assert.equal((await denyConfirmation({ id: "A", api })).state, "denied");
  await reportConfirmation({ id: "A", api });
  assert.deepEqual(calls.map(({ body }) => body), [undefined, {}, {}]);
  assert.equal(browser.requests.length, 0);
});
