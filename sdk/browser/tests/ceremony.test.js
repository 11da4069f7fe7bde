import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { askToCreate, askToUse, canAutofill, endAutofill, isSupported, waitForAutofill } from "../ceremony.js";
import { assertion, attestation, creationOptions, installCredentials, requestOptions, until } from "./fake-browser.js";

const codeIs = (code) => (error) => error.name === "PasskeepError" && error.code === code;

test("the autofill request is aborted, and its end awaited, before a sheet is asked for", async () => {
  const browser = installCredentials();
  const autofill = waitForAutofill(requestOptions);
  await until(() => browser.requests.length === 1);
  const sheet = askToUse(requestOptions);
  const ended = assert.rejects(autofill, codeIs("aborted"));
  await until(() => browser.requests.length === 2);
  await ended;
  assert.equal(browser.requests[0].options.mediation, "conditional");
  assert.equal(browser.requests[0].aborted, true);
  assert.equal(browser.requests[1].options.mediation, undefined);
  browser.requests[1].resolve(assertion());
  assert.equal((await sheet).id, "Cg");
});

test("a second click while a sheet is open starts nothing", async () => {
  const browser = installCredentials();
  const sheet = askToUse(requestOptions);
  await assert.rejects(askToUse(requestOptions), codeIs("already_running"));
  await assert.rejects(askToCreate(creationOptions), codeIs("already_running"));
  assert.equal(browser.requests.length, 1);
  browser.requests[0].resolve(assertion());
  await sheet;
});

test("a second click starts nothing even while the first still awaits the autofill's end", async () => {
  const browser = installCredentials();
  const autofill = assert.rejects(waitForAutofill(requestOptions), codeIs("aborted"));
  const first = askToUse(requestOptions);
  await assert.rejects(askToUse(requestOptions), codeIs("already_running"));
  await autofill;
  await until(() => browser.requests.length === 2);
  browser.requests[1].resolve(assertion());
  await first;
});

test("autofill does not push a sheet aside", async () => {
  const browser = installCredentials();
  const sheet = askToCreate(creationOptions);
  await assert.rejects(waitForAutofill(requestOptions), codeIs("already_running"));
  endAutofill();
  assert.equal(browser.requests[0].aborted, false);
  browser.requests[0].resolve(attestation());
  await sheet;
});

test("after a cancel the next request is asked for", async () => {
  const browser = installCredentials();
  const first = askToUse(requestOptions);
  browser.requests[0].reject(new DOMException("", "NotAllowedError"));
  await assert.rejects(first, codeIs("cancelled"));
  const second = askToUse(requestOptions);
  browser.requests[1].resolve(assertion());
  await second;
});

test("a request that never settles after its abort holds a sheet up for a second, not for ever", async () => {
  const browser = installCredentials({ settlesAborted: false });
  mock.timers.enable({ apis: ["setTimeout"] });
  const autofill = waitForAutofill(requestOptions);
  await until(() => browser.requests.length === 1);
  const sheet = askToUse(requestOptions);
  await until(() => browser.requests[0].aborted);
  mock.timers.tick(999);
  assert.equal(browser.requests.length, 1);
  browser.release();
  mock.timers.tick(1);
  await until(() => browser.requests.length === 2);
  browser.requests[1].resolve(assertion());
  await sheet;
  mock.timers.reset();
  browser.requests[0].reject(new DOMException("", "AbortError"));
  await assert.rejects(autofill, codeIs("aborted"));
});

test("each name that a browser throws has a code", async (t) => {
  const rows = [
    ["get", "NotAllowedError", "cancelled"],
    ["get", "TimeoutError", "cancelled"],
    ["get", "AbortError", "aborted"],
    ["get", "SecurityError", "security"],
    ["get", "NotSupportedError", "unsupported"],
    ["get", "OperationError", "already_running"],
    ["get", "InvalidStateError", "other"],
    ["get", "UnknownError", "other"],
    ["create", "InvalidStateError", "already_here"],
    ["create", "ConstraintError", "unsupported"],
    ["create", "NotAllowedError", "cancelled"],
  ];
  for (const [ceremony, name, code] of rows) {
    await t.test(`${ceremony} ${name}`, async () => {
      const browser = installCredentials();
      const asked = ceremony === "create" ? askToCreate(creationOptions) : askToUse(requestOptions);
      browser.requests[0].reject(new DOMException("", name));
      await assert.rejects(asked, (error) => codeIs(code)(error) && error.cause.name === name);
    });
  }
});

test("no credential at all counts as a cancel", async () => {
  const browser = installCredentials();
  const asked = askToUse(requestOptions);
  browser.requests[0].resolve(null);
  await assert.rejects(asked, codeIs("cancelled"));
});

test("a browser without WebAuthn is told apart", async () => {
  installCredentials();
  globalThis.PublicKeyCredential = undefined;
  assert.equal(isSupported(), false);
  assert.equal(await canAutofill(), false);
  await assert.rejects(askToUse(requestOptions), codeIs("unsupported"));
});

test("autofill is offered where the browser says that it can", async () => {
  installCredentials({ conditional: true });
  assert.equal(await canAutofill(), true);
  installCredentials({ conditional: false });
  assert.equal(await canAutofill(), false);
  globalThis.PublicKeyCredential.isConditionalMediationAvailable = () => Promise.reject(new Error("no"));
  assert.equal(await canAutofill(), false);
});
