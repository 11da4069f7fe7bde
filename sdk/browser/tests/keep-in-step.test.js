import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as sdk from "../index.js";
import { assertion, flow, installCredentials, installFetch, until } from "./fake-browser.js";

const signals = { rp_id: "localhost", user_id: "AQ", name: "1001", display_name: "Ada", removed: ["YQ", "Yg"] };

/** @type {[string, object][]} */
let told = [];

/** A browser that takes these signals, and throws at some credentials. */
function takes(methods, refused = []) {
  const browser = installCredentials();
  told = [];
  for (const method of methods) {
    globalThis.PublicKeyCredential[method] = async (details) => {
      if (refused.includes(details.credentialId)) throw new DOMException("locked", "NotAllowedError");
      told.push([method, details]);
    };
  }
  return browser;
}

beforeEach(() => installFetch({ "/v1/passkeys": { passkeys: [], removed: [], signals } }));

test("what was removed is named, one by one, and the name of now; not all that is accepted where the server does not say it", async () => {
  takes(["signalUnknownCredential", "signalCurrentUserDetails", "signalAllAcceptedCredentials"]);
  await sdk.keepInStep();
  assert.deepEqual(told, [
    ["signalUnknownCredential", { rpId: "localhost", credentialId: "YQ" }],
    ["signalUnknownCredential", { rpId: "localhost", credentialId: "Yg" }],
    ["signalCurrentUserDetails", { rpId: "localhost", userId: "AQ", name: "1001", displayName: "Ada" }],
  ]);
});

test("all that is accepted is told where the server says it, and first", async () => {
  takes(["signalUnknownCredential", "signalAllAcceptedCredentials"]);
  installFetch({ "/v1/passkeys": { passkeys: [], removed: [], signals: { ...signals, accepted: ["Yw", "ZA"] } } });
  await sdk.keepInStep();
  assert.deepEqual(told[0], [
    "signalAllAcceptedCredentials",
    { rpId: "localhost", userId: "AQ", allAcceptedCredentialIds: ["Yw", "ZA"] },
  ]);
  assert.equal(told.length, 3);
});

test("an answer that has aged, as while a computer sleeps, tells nothing of what is absent", async (t) => {
  takes(["signalUnknownCredential", "signalAllAcceptedCredentials"]);
  installFetch({ "/v1/passkeys": { passkeys: [], removed: [], signals: { ...signals, accepted: ["Yw"] } } });
  let now = 0;
  t.mock.method(Date, "now", () => (now += 10_000));
  await sdk.keepInStep();
  assert.deepEqual(
    told.map(([method]) => method),
    ["signalUnknownCredential", "signalUnknownCredential"],
  );
});

test("a browser that takes no signals is not asked for, and one that refuses one gets the others", async () => {
  takes([]);
  const calls = installFetch({});
  await sdk.keepInStep();
  assert.deepEqual(calls, []);
  takes(["signalUnknownCredential"], ["YQ"]);
  installFetch({ "/v1/passkeys": { passkeys: [], removed: [], signals } });
  await sdk.keepInStep();
  assert.deepEqual(told, [["signalUnknownCredential", { rpId: "localhost", credentialId: "Yg" }]]);
});

test("where the server has trouble, nothing is told", async () => {
  takes(["signalUnknownCredential", "signalCurrentUserDetails"]);
  installFetch({ "/v1/passkeys": [503, { code: "unavailable" }] });
  await assert.rejects(sdk.keepInStep());
  assert.deepEqual(told, []);
});

for (const [status, code, forgotten] of [
  [403, "passkey_removed", true],
  [403, "passkey_not_accepted", false],
  [503, "server_problem", false],
]) {
  test(`a sign-in that ends with ${code} has the device forget the passkey: ${forgotten}`, async () => {
    const browser = takes(["signalUnknownCredential"]);
    installFetch({ "/v1/sign-in/passkey": [status, { code }] });
    const asked = sdk.signIn({ flow: flow("t") });
    await until(() => browser.requests.length === 1);
    const credential = assertion();
    browser.requests[0].resolve(credential);
    await assert.rejects(asked, (error) => error.code === code);
    const expected = ["signalUnknownCredential", { rpId: "localhost", credentialId: credential.id }];
    assert.deepEqual(told, forgotten ? [expected] : []);
  });
}
