import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { credentialToJson, parseCreationOptions, parseRequestOptions } from "../credential-json.js";
import { assertion, attestation, creationOptions, installCredentials, requestOptions } from "./fake-browser.js";

beforeEach(() => installCredentials());

const listed = (buffer) => [...new Uint8Array(buffer)];

test("creation options become bytes where the browser can't do it", () => {
  const parsed = parseCreationOptions({ ...creationOptions, hints: ["client-device"] });
  assert.deepEqual(listed(parsed.challenge), [1, 2, 3]);
  assert.deepEqual(listed(parsed.user.id), [4, 5, 6]);
  assert.deepEqual(listed(parsed.excludeCredentials[0].id), [7, 8, 9]);
  assert.deepEqual(parsed.excludeCredentials[0].transports, ["internal"]);
  assert.deepEqual(parsed.hints, ["client-device"]);
  assert.equal(parsed.user.name, "48219037");
});

test("request options become bytes, with base64url's own letters", () => {
  const parsed = parseRequestOptions({ ...requestOptions, challenge: "-_-_", allowCredentials: [{ type: "public-key", id: "__8" }] });
  assert.deepEqual(listed(parsed.challenge), [251, 255, 191]);
  assert.deepEqual(listed(parsed.allowCredentials[0].id), [255, 255]);
  assert.equal(parsed.userVerification, "required");
});

test("the browser's own functions are used where they exist", () => {
  PublicKeyCredential.parseCreationOptionsFromJSON = (json) => ({ by: "browser", json });
  PublicKeyCredential.parseRequestOptionsFromJSON = (json) => ({ by: "browser", json });
  assert.equal(parseCreationOptions(creationOptions).by, "browser");
  assert.equal(parseRequestOptions(requestOptions).by, "browser");
});

test("an assertion becomes an AuthenticationResponseJSON", () => {
  assert.deepEqual(credentialToJson(assertion()), {
    id: "Cg",
    rawId: "Cg",
    type: "public-key",
    authenticatorAttachment: "platform",
    clientExtensionResults: {},
    response: { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "__4", userHandle: "Aw" },
  });
});

test("an attestation becomes a RegistrationResponseJSON; what is null or unknown is left out", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(credentialToJson(attestation()))), {
    id: "Cg",
    rawId: "Cg",
    type: "public-key",
    clientExtensionResults: { credProps: { rk: true } },
    response: { clientDataJSON: "AQ", attestationObject: "Ag", authenticatorData: "Aw", transports: ["usb"], publicKeyAlgorithm: -7 },
  });
});

test("toJSON is used, and read around where it throws", () => {
  assert.deepEqual(credentialToJson({ ...assertion(), toJSON: () => ({ id: "own" }) }), { id: "own" });
  const broken = { ...assertion(), toJSON: () => { throw new TypeError("Illegal invocation"); } };
  assert.equal(credentialToJson(broken).response.signature, "__4");
});
