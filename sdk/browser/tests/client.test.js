import assert from "node:assert/strict";
import { test } from "node:test";
import { installFetch } from "./fake-browser.js";

/** Each test has a page of its own, since a page asks once. */
async function headerOf(credential, navigator = {}) {
  globalThis.PublicKeyCredential = credential;
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  const { clientHeader } = await import(`../client.js?${Math.random()}`);
  return clientHeader();
}

const credential = (getClientCapabilities) => Object.assign(() => {}, { getClientCapabilities });

test("what a browser can, and can't, is told apart from what it doesn't say", async () => {
  const told = async () => ({ conditionalGet: true, hybridTransport: false, "extension:prf": true, immediateGet: undefined, "a b": true });
  assert.equal(await headerOf(credential(told)), "can=(publicKeyCredential conditionalGet extension:prf), cannot=(hybridTransport)");
});

test("a screen that is touched tells an iPad from a Mac", async () => {
  assert.equal(await headerOf(credential(undefined), { maxTouchPoints: 5 }), "touch_points=5, can=(publicKeyCredential)");
});

test("a browser that says nothing, or fails, keeps nobody waiting", async () => {
  assert.equal(await headerOf(undefined), "cannot=(publicKeyCredential)");
  assert.equal(await headerOf(credential(async () => { throw new Error("no"); })), "can=(publicKeyCredential)");
  assert.equal(await headerOf(credential(() => new Promise(() => {}))), "can=(publicKeyCredential)");
});

test("every call carries it", async () => {
  globalThis.PublicKeyCredential = credential(async () => ({ conditionalGet: true }));
  const { Api } = await import(`../api.js?${Math.random()}`);
  const calls = installFetch({ "/v1/client": {} });
  await new Api().get("/v1/client");
  assert.match(calls[0].init.headers["passkeep-client"], /publicKeyCredential/);
});
