import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "../index.js";
import { assertion, attestation, creationOptions, flow, installCredentials, installFetch, until } from "./fake-browser.js";

const creationFlow = (ticket) => flow(ticket, { options: creationOptions });

async function answer(browser, credential) {
  await until(() => browser.requests.length === 1);
  browser.requests[0].resolve(credential);
}

test("sign-in asks with the hint that was chosen", async () => {
  const browser = installCredentials();
  installFetch({ "/v1/sign-in/passkey": { next: "/" } });
  const asked = sdk.signIn({ flow: flow("t", { prompt: "elsewhere" }), hint: "hybrid" });
  await answer(browser, assertion());
  assert.deepEqual(await asked, { next: "/" });
  assert.deepEqual(browser.requests[0].options.publicKey.hints, ["hybrid"]);
});

test("no dead prompt where no passkey can be", async () => {
  const browser = installCredentials();
  const given = flow("t", { prompt: "elsewhere" });
  await assert.rejects(sdk.signIn({ flow: given }), (error) => error.code === "not_found_here" && error.details.flow === given);
  assert.equal(browser.requests.length, 0);
});

test("an identifier is sent when there is one", async () => {
  const calls = installFetch({ "/v1/sign-in": flow("t") });
  await sdk.requestSignIn();
  await sdk.requestSignIn({ identifier: "ada@example.com" });
  assert.deepEqual(calls.map((call) => call.body), [{}, { identifier: "ada@example.com" }]);
});

test("sign-up, from the number to the passkey", async () => {
  const browser = installCredentials();
  const calls = installFetch({
    "/v1/sign-up": flow("code ticket"),
    "/v1/sign-up/code/again": flow("second code ticket"),
    "/v1/sign-up/code": flow("name ticket"),
    "/v1/sign-up/name": creationFlow("passkey ticket"),
    "/v1/sign-up/passkey": { next: "/settings/passkeys?welcome" },
  });
  await sdk.requestSignUp({ phone: "+351912345678" });
  await sdk.sendSignUpCodeAgain({ ticket: "code ticket" });
  await sdk.checkSignUpCode({ ticket: "second code ticket", code: "123456" });
  const asked = sdk.signUp({ ticket: "name ticket", name: "Ada", place: "security_key" });
  await answer(browser, attestation());
  assert.equal((await asked).next, "/settings/passkeys?welcome");
  const bodies = calls.map(({ url, body: { response, ...rest } }) => [url, rest, Boolean(response)]);
  assert.deepEqual(bodies, [
    ["/v1/sign-up", { phone: "+351912345678" }, false],
    ["/v1/sign-up/code/again", { ticket: "code ticket" }, false],
    ["/v1/sign-up/code", { ticket: "second code ticket", code: "123456" }, false],
    ["/v1/sign-up/name", { ticket: "name ticket", name: "Ada", place: "security_key" }, false],
    ["/v1/sign-up/passkey", { ticket: "passkey ticket", name: "Ada", shared_computer: false }, true],
  ]);
});

test("a grant, then a passkey", async () => {
  let browser = installCredentials();
  const calls = installFetch({
    "/v1/passkeys/code": flow("code ticket"),
    "/v1/passkeys/code/again": flow("second code ticket"),
    "/v1/passkeys/code/check": flow("passkey ticket"),
    "/v1/passkeys/grant": flow("place ticket"),
    "/v1/passkeys/options": creationFlow("create ticket"),
    "/v1/passkeys": { id: "new" },
  });
  await sdk.requestGrant();
  await sdk.sendGrantCodeAgain({ ticket: "code ticket" });
  const checked = await sdk.checkGrantCode({ ticket: "second code ticket", code: "123456" });
  const granting = sdk.grant({ flow: checked, hint: "security-key" });
  await answer(browser, assertion());
  const { ticket } = await granting;
  browser = installCredentials();
  const creating = sdk.createPasskey({ ticket, place: "this_device" });
  await answer(browser, attestation());
  assert.deepEqual(await creating, { id: "new" });
  assert.deepEqual(calls.map(({ url, body }) => [url, body.ticket]), [
    ["/v1/passkeys/code", undefined],
    ["/v1/passkeys/code/again", "code ticket"],
    ["/v1/passkeys/code/check", "second code ticket"],
    ["/v1/passkeys/grant", "passkey ticket"],
    ["/v1/passkeys/options", "place ticket"],
    ["/v1/passkeys", "create ticket"],
  ]);
});

test("a second passkey on one device ends friendly, and nothing is posted", async () => {
  const browser = installCredentials();
  const calls = installFetch({ "/v1/passkeys/options": creationFlow("create ticket") });
  const creating = sdk.createPasskey({ ticket: "t", place: "this_device" });
  await until(() => browser.requests.length === 1);
  browser.requests[0].reject(new DOMException("", "InvalidStateError"));
  await assert.rejects(creating, { code: "already_here" });
  assert.equal(calls.length, 1);
});

test("a removal names the passkey in its path, and says whether sessions end", async () => {
  const browser = installCredentials();
  const calls = installFetch({
    "/v1/passkeys/a%2Fb/removal": flow("t"),
    "/v1/passkeys/a%2Fb/remove": { removed: { id: "a/b" }, remaining: 1 },
  });
  const removing = sdk.removePasskey({ id: "a/b", endSessions: false });
  await answer(browser, assertion());
  assert.equal((await removing).remaining, 1);
  assert.equal(calls[1].body.end_sessions, false);
  assert.equal(calls[1].body.ticket, "t");
});

test("history is asked for page by page", async () => {
  const page = { events: [], older_before: 7 };
  const calls = installFetch({ "/v1/history": page, "/v1/history?before=7&limit=20": { events: [] } });
  assert.deepEqual(await sdk.readHistory(), page);
  assert.deepEqual(await sdk.readHistory({ before: 7, limit: 20 }), { events: [] });
  assert.deepEqual(calls.map((call) => call.method), ["GET", "GET"]);
});

test("a hold is stopped by a passkey, and upheld where that is asked for", async () => {
  const browser = installCredentials();
  const stopped = { outcome: "stopped" };
  const calls = installFetch({ "/v1/holds/a%2Fb/stop/options": flow("t"), "/v1/holds/a%2Fb/stop": stopped });
  const stopping = sdk.stopHold({ id: "a/b" });
  await answer(browser, assertion());
  assert.deepEqual(await stopping, stopped);
  browser.requests.length = 0;
  const upholding = sdk.stopHold({ id: "a/b", verdict: "uphold" });
  await answer(browser, assertion());
  await upholding;
  assert.deepEqual(calls.map(({ body }) => body.verdict), [undefined, "stop", undefined, "uphold"]);
});

test("a passkey stops its own removal, and a link what its message told of", async () => {
  const browser = installCredentials();
  const calls = installFetch({
    "/v1/holds/stop/options": flow("t"),
    "/v1/holds/stop": { outcome: "stopped" },
    "/v1/holds/stop-by-link": { outcome: "counted" },
  });
  const stopping = sdk.stopOwnRemoval();
  await answer(browser, assertion());
  assert.equal((await stopping).outcome, "stopped");
  assert.equal((await sdk.stopByLink({ token: "secret" })).outcome, "counted");
  assert.equal(calls[1].body.ticket, "t");
  assert.deepEqual([calls[2].url, calls[2].body], ["/v1/holds/stop-by-link", { token: "secret" }]);
});
