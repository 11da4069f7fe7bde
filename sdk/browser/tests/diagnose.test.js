import assert from "node:assert/strict";
import { test } from "node:test";
import { askToCreate, askToUse, waitForAutofill } from "../ceremony.js";
import { diagnose } from "../diagnose.js";
import { PasskeepError } from "../errors.js";
import { creationOptions, installCredentials, installFetch, requestOptions } from "./fake-browser.js";

/** What a ceremony throws when the browser does. */
async function thrown(ask, name, message) {
  const browser = installCredentials();
  const asked = ask();
  browser.requests[0].reject(new DOMException(message, name));
  return asked.then(() => assert.fail("it was answered"), (error) => error);
}

test("what failed in the browser is sent with its signs, and nothing else", async () => {
  const told = { code: "SIG-01", name: "signin_cancelled", tone: "calm", say: "…" };
  const calls = installFetch({ "/v1/diagnoses": told });
  const options = { ...requestOptions, timeout: 600_000, hints: ["hybrid"] };
  const error = await thrown(() => askToUse(options), "NotAllowedError", "x".repeat(2_000));
  assert.deepEqual(await diagnose(error), told);
  const [{ body }] = calls;
  assert.equal(body.operation, "sign_in");
  assert.equal(body.mediation, "modal");
  assert.equal(body.error.name, "NotAllowedError");
  assert.equal(body.error.message.length, 300);
  assert.equal(body.timeout_ms, 600_000);
  assert.deepEqual(body.hints, ["hybrid"]);
  assert.ok(Number.isInteger(body.elapsed_ms));
  assert.equal(JSON.stringify(body).includes(requestOptions.challenge), false);
});

test("creating says what was created where, and a page says what else it was for", async () => {
  const calls = installFetch({ "/v1/diagnoses": {} });
  const options = { ...creationOptions, authenticatorSelection: { authenticatorAttachment: "platform" } };
  await diagnose(await thrown(() => askToCreate(options), "InvalidStateError", ""));
  assert.equal(calls[0].body.operation, "create");
  assert.equal(calls[0].body.attachment, "platform");
  await diagnose(await thrown(() => askToUse(requestOptions), "NotAllowedError", ""), { operation: "confirm" });
  assert.equal(calls[1].body.operation, "confirm");
});

test("refusals at once are counted in a row", async () => {
  const calls = installFetch({ "/v1/diagnoses": {} });
  const before = (await thrown(() => askToUse(requestOptions), "NotAllowedError", "")).signs.earlier.at_once;
  await diagnose(await thrown(() => askToUse(requestOptions), "NotAllowedError", ""));
  assert.equal(calls[0].body.earlier.at_once, before + 1);
});

test("the server's own word is not asked for again", async () => {
  const calls = installFetch({});
  const diagnosis = { code: "SIG-05", name: "removed_from_account", tone: "care" };
  assert.equal(await diagnose(new PasskeepError("passkey_removed", { details: { diagnosis } })), diagnosis);
  assert.equal(calls.length, 0);
});

test("where the server can't be asked, what is known without it is said", async () => {
  const calls = installFetch({});
  const codes = { offline: "SRV-14", server_problem: "SRV-13", busy: "SRV-13", too_many_requests: "SRV-12" };
  for (const [code, expected] of Object.entries(codes)) {
    assert.equal((await diagnose(new PasskeepError(code))).code, expected);
  }
  assert.equal(calls.length, 0);
});

test("a diagnosis that doesn't come is no failure, and an aborted offer is none either", async () => {
  const calls = installFetch({ "/v1/diagnoses": [503, { code: "unavailable" }] });
  const error = await thrown(() => askToUse(requestOptions), "NotAllowedError", "");
  assert.equal(await diagnose(error), null);
  const aborted = await thrown(() => waitForAutofill(requestOptions), "AbortError", "");
  assert.equal(await diagnose(aborted), null);
  assert.equal(await diagnose(new TypeError("a fault of the page")), null);
  assert.equal(calls.length, 1);
});
