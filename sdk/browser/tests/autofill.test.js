import assert from "node:assert/strict";
import { test } from "node:test";
import { FreshFlow } from "../fresh-flow.js";
import { offerAutofill } from "../offer-autofill.js";
import { requestSignIn, signIn } from "../sign-in.js";
import { assertion, flow, handTimers, installCredentials, installFetch, until } from "./fake-browser.js";

function offered({ answer = { next: "/settings/passkeys" }, conditional = true } = {}) {
  const browser = installCredentials({ conditional });
  let tickets = 0;
  const calls = installFetch({
    "/v1/sign-in": () => flow(`ticket ${++tickets}`, { options: { challenge: "AQID", extensions: { tickets } } }),
    "/v1/sign-in/passkey": answer,
  });
  const timers = handTimers();
  const fresh = new FreshFlow(() => requestSignIn(), timers);
  const seen = { picked: 0, signedIn: [], refused: [] };
  const offer = offerAutofill({
    fresh,
    sharedComputer: () => true,
    onPicked: () => { seen.picked += 1; },
    onSignedIn: (signedIn) => seen.signedIn.push(signedIn),
    onRefused: (error) => seen.refused.push(error),
  });
  return { browser, calls, timers, fresh, offer, seen };
}

test("a passkey that is picked signs in", async () => {
  const { browser, calls, offer, seen } = offered();
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(assertion());
  await until(() => seen.signedIn.length === 1);
  assert.equal(seen.picked, 1);
  const last = calls.at(-1);
  assert.equal(last.url, "/v1/sign-in/passkey");
  assert.equal(last.body.ticket, "ticket 1");
  assert.equal(last.body.shared_computer, true);
  assert.equal(last.body.response.response.signature, "__4");
  offer.stop();
});

test("options are renewed before they expire, and the offer goes on with the new ones", async () => {
  const { browser, calls, timers, offer, seen } = offered();
  await until(() => browser.requests.length === 1);
  timers.advance(300_000);
  await until(() => browser.requests.length === 2);
  assert.equal(browser.requests[0].aborted, true);
  assert.equal(browser.requests[1].options.publicKey.extensions.tickets, 2);
  browser.requests[1].resolve(assertion());
  await until(() => seen.signedIn.length === 1);
  assert.equal(calls.at(-1).body.ticket, "ticket 2");
  offer.stop();
});

test("renewal leaves an open sheet alone", async () => {
  const { browser, timers, fresh, offer } = offered();
  await until(() => browser.requests.length === 1);
  const sheet = signIn({ flow: await fresh.current() });
  await until(() => browser.requests.length === 2);
  timers.advance(300_000);
  assert.equal((await fresh.current()).ticket, "ticket 2");
  assert.equal(browser.requests[1].aborted, false);
  assert.equal(browser.requests.length, 2);
  browser.requests[1].resolve(assertion());
  await sheet;
  offer.stop();
});

test("after a sheet was closed the offer stands again, with the same options", async () => {
  const { browser, calls, fresh, offer } = offered();
  await until(() => browser.requests.length === 1);
  const sheet = signIn({ flow: await fresh.current() });
  await until(() => browser.requests.length === 2);
  browser.requests[1].reject(new DOMException("", "NotAllowedError"));
  await assert.rejects(sheet, { code: "cancelled" });
  offer.resume();
  await until(() => browser.requests.length === 3);
  assert.equal(browser.requests[2].options.mediation, "conditional");
  assert.equal(calls.filter((call) => call.url === "/v1/sign-in").length, 1);
  offer.stop();
});

test("two resumes make one offer", async () => {
  const { browser, offer } = offered();
  offer.resume();
  offer.resume();
  await until(() => browser.requests.length === 1);
  offer.stop();
  await offer.resume();
  assert.equal(browser.requests.length, 1);
});

test("a passkey that is refused is told once, and not offered again by itself", async () => {
  const { browser, offer, seen } = offered({ answer: [403, { code: "passkey_removed" }] });
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(assertion());
  await until(() => seen.refused.length === 1);
  assert.equal(seen.refused[0].code, "passkey_removed");
  assert.equal(browser.requests.length, 1);
  offer.resume();
  await until(() => browser.requests.length === 2);
  assert.equal(browser.requests[1].options.publicKey.extensions.tickets, 2, "the refused ticket is not used again");
  offer.stop();
});

test("what the browser refuses before a pick is nobody's business", async () => {
  const { browser, offer, seen } = offered();
  await until(() => browser.requests.length === 1);
  browser.requests[0].reject(new DOMException("", "NotAllowedError"));
  offer.stop();
  await offer.resume();
  assert.deepEqual(seen, { picked: 0, signedIn: [], refused: [] });
});

test("where the browser has no such autofill, nothing is asked of it", async () => {
  const { browser, calls, offer } = offered({ conditional: false });
  await offer.resume();
  assert.equal(browser.requests.length, 0);
  assert.equal(calls.length, 0);
  offer.stop();
});
