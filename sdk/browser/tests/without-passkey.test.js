import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "../index.js";
import { assertion, flow, installCredentials, installFetch, until } from "./fake-browser.js";

const factors = (ticket, methods) => ({ ticket, steps: ["factor"], expires_in_seconds: 600, methods });

const signedIn = {
  account: { user_id: "482 190 371", name: "Ada" },
  session: { id: "s", level: "1", standing: "quarantine", expires_at: 0 },
  next: "/settings",
};

const told = (calls) => calls.map(({ method, url, body }) => [method, url, body]);

test("another way, by password: what is typed goes as it is, and the session comes back", async () => {
  const calls = installFetch({
    "/v1/sign-in/another-way": factors("factor ticket", ["password", "phone_code"]),
    "/v1/sign-in/password": signedIn,
  });
  const { ticket, methods } = await sdk.requestAnotherWay({ identifier: "ada@example.com" });
  assert.deepEqual(methods, ["password", "phone_code"]);
  const answer = await sdk.signInWithPassword({ ticket, password: "  two  words " });
  assert.equal(answer.session.standing, "quarantine");
  assert.deepEqual(told(calls), [
    ["POST", "/v1/sign-in/another-way", { identifier: "ada@example.com" }],
    ["POST", "/v1/sign-in/password", { ticket: "factor ticket", password: "  two  words ", shared_computer: false }],
  ]);
});

test("another way, by two factors: a code sent again, and each step takes the ticket of the one before", async () => {
  const calls = installFetch({
    "/v1/sign-in/password": factors("second factor ticket", ["phone_code"]),
    "/v1/sign-in/code": flow("code ticket", { steps: ["code"], sent_to: "••• 78" }),
    "/v1/sign-in/code/again": flow("second code ticket", { steps: ["code"] }),
    "/v1/sign-in/code/check": signedIn,
  });
  const more = await sdk.signInWithPassword({ ticket: "factor ticket", password: "short one", sharedComputer: true });
  assert.deepEqual("methods" in more && more.methods, ["phone_code"]);
  const sent = await sdk.sendSignInCode({ ticket: more.ticket });
  assert.equal(sent.sent_to, "••• 78");
  const again = await sdk.sendSignInCodeAgain({ ticket: sent.ticket });
  await sdk.signInWithCode({ ticket: again.ticket, code: "123456", sharedComputer: true });
  assert.deepEqual(told(calls), [
    ["POST", "/v1/sign-in/password", { ticket: "factor ticket", password: "short one", shared_computer: true }],
    ["POST", "/v1/sign-in/code", { ticket: "second factor ticket" }],
    ["POST", "/v1/sign-in/code/again", { ticket: "code ticket" }],
    ["POST", "/v1/sign-in/code/check", { ticket: "second code ticket", code: "123456", shared_computer: true }],
  ]);
});

const problems = [
  [401, "password_wrong", {}],
  [401, "factor_off", {}],
  [403, "approval_needed", {}],
  [403, "another_factor_needed", {}],
  [403, "way_not_offered", {}],
  [429, "passwords_busy", { retry_after_seconds: 1 }],
  [422, "password_not_accepted", { reason: "common" }],
];

for (const [status, code, details] of problems) {
  test(`what the server says of a password comes as ${code}`, async () => {
    installFetch({ "/v1/sign-in/password": [status, { code, ...details }, { "retry-after": "1" }] });
    await assert.rejects(
      sdk.signInWithPassword({ ticket: "t", password: "p" }),
      (error) => error instanceof sdk.PasskeepError && error.code === code
        && Object.entries(details).every(([name, value]) => error.details[name] === value),
    );
  });
}

test("proving again opens the sheet for what the flow asks, with the hint that was chosen", async () => {
  const browser = installCredentials();
  const calls = installFetch({ "/v1/session/reauthenticate": flow("t"), "/v1/session/passkey": signedIn });
  const asked = sdk.reauthenticate({ flow: await sdk.requestReauthentication(), hint: "security-key" });
  await until(() => browser.requests.length === 1);
  assert.deepEqual(browser.requests[0].options.publicKey.hints, ["security-key"]);
  browser.requests[0].resolve(assertion());
  assert.deepEqual(await asked, signedIn);
  assert.deepEqual(calls.map(({ url, body }) => [url, body.ticket]), [
    ["/v1/session/reauthenticate", undefined],
    ["/v1/session/passkey", "t"],
  ]);
  assert.equal(calls[1].body.response.id, "Cg");
});

test("a closed sheet proves nothing, and nothing is posted", async () => {
  const browser = installCredentials();
  const calls = installFetch({});
  const asked = sdk.reauthenticate({ flow: flow("t") });
  await until(() => browser.requests.length === 1);
  browser.requests[0].reject(new DOMException("", "NotAllowedError"));
  await assert.rejects(asked, { code: "cancelled" });
  assert.equal(calls.length, 0);
});

test("an account without passkeys gets the ways that it has, and no sheet", async () => {
  const browser = installCredentials();
  installFetch({ "/v1/session/reauthenticate": factors("t", ["password", "phone_code"]) });
  const given = await sdk.requestReauthentication();
  assert.deepEqual(given.methods, ["password", "phone_code"]);
  assert.equal(browser.requests.length, 0);
});

test("the password: looked at, set, removed", async () => {
  const calls = installFetch({
    "/v1/password/strength": { score: 1, accepted: false, reason: "common" },
    "/v1/password": ({ method }) => (method === "DELETE" ? [204, null] : { set_at: 7, alone: true }),
  });
  assert.deepEqual(await sdk.passwordStrength({ password: "password123" }), { score: 1, accepted: false, reason: "common" });
  assert.deepEqual(await sdk.setPassword({ password: "seven purple walruses" }), { set_at: 7, alone: true });
  assert.equal(await sdk.removePassword(), null);
  assert.deepEqual(told(calls), [
    ["POST", "/v1/password/strength", { password: "password123" }],
    ["PUT", "/v1/password", { password: "seven purple walruses" }],
    ["DELETE", "/v1/password", undefined],
  ]);
});

test("a change of factor that wants a newer proof says so", async () => {
  installFetch({ "/v1/password": [401, { code: "reauthentication_needed" }] });
  await assert.rejects(sdk.setPassword({ password: "p" }), { code: "reauthentication_needed" });
});
