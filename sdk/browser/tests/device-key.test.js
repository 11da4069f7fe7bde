import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { deviceKey, newDeviceKey, signRequest } from "../device-key.js";
import { hash } from "../hash.js";

function memory() {
  const kept = new Map();
  return { kept, get: async (account) => kept.get(account), put: async (account, pair) => void kept.set(account, pair) };
}

const request = {
  issuer: "https://id.example.com",
  method: "POST",
  path: "/v1/devices/trust",
  body: '{"ticket":"sealed"}',
  ticket: "sealed",
  nonce: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
};

/** `H` by hand. */
function byHand(tag, ...fields) {
  const digest = createHash("sha256").update(`passkeep/v1/${tag}\0`);
  for (const field of fields.map((field) => Buffer.from(field))) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    digest.update(length).update(field);
  }
  return digest.digest();
}

test("H is SHA-256 of tag and length-prefixed fields", async () => {
  assert.deepEqual(Buffer.from(await hash("t", "ab", Uint8Array.of(1, 2))), byHand("t", "ab", [1, 2]));
  assert.notDeepEqual(await hash("t", "ab", "c"), await hash("t", "a", "bc"));
});

test("a device signs this request, under this nonce, with a key that can't be taken out", async () => {
  const store = memory();
  const made = await newDeviceKey("482190371", store);
  assert.equal(made.pair.privateKey.extractable, false);
  assert.equal(Buffer.from(made.publicKey, "base64url").length, 65);
  const point = Buffer.from(made.publicKey, "base64url");
  const signature = Buffer.from(await signRequest(made.pair, request), "base64url");
  const signed = (nonce) =>
    byHand("device", request.issuer, byHand("device-key", point).subarray(0, 16), "POST", request.issuer + request.path,
      byHand("body", request.body), byHand("ticket", request.ticket), nonce);
  const verify = (text) => crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, made.pair.publicKey, signature, text);
  assert.equal(await verify(signed(Buffer.alloc(32, 7))), true);
  assert.equal(await verify(signed(Buffer.alloc(32, 8))), false);
});

test("a new key takes the old one's place only once the server has it", async () => {
  const store = memory();
  await assert.rejects(deviceKey("a", store), (error) => error.code === "device_proof_not_accepted");
  const first = await newDeviceKey("a", store);
  assert.equal(store.kept.size, 0);
  await first.keep();
  await newDeviceKey("a", store);
  assert.equal(await deviceKey("a", store), first.pair);
  await assert.rejects(deviceKey("b", store), (error) => error.code === "device_proof_not_accepted");
});
