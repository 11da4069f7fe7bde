import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { ReceiptError, verifyReceipt } from "../index.js";

// Made by the tests of the server's rules, which read the same file: every verifier says the same.
const { good, bad, trust } = JSON.parse(await readFile(new URL("receipts.json", import.meta.url), "utf8"));

/** The check that a receipt fails. */
const failed = async (jws, pinned = trust) => {
  try {
    await verifyReceipt(jws, pinned);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ReceiptError, error);
    return error.check;
  }
};

for (const [name, jws] of Object.entries(good)) {
  test(`${name}: verified, and told`, async () => {
    const { receipt, action } = await verifyReceipt(`${jws}\n`, trust);
    assert.equal(receipt.type, "withdrawal");
    assert.deepEqual(action.amount, { currency: "USD", value: "25000.00" });
    assert.equal(await failed(new TextEncoder().encode(jws)), undefined);
  });
}

for (const [name, { check, jws }] of Object.entries(bad)) {
  test(`${name}: fails ${check}`, async () => assert.equal(await failed(jws), check));
}

test("any byte changed fails, and says which check", async () => {
  for (const jws of [good.ES256, good["two devices"]]) {
    const bytes = new TextEncoder().encode(jws);
    const checks = new Set();
    for (let at = 0; at < bytes.length; at++) {
      for (const other of [bytes[at] ^ 1, 0x2e]) {
        if (other === bytes[at]) continue;
        const changed = bytes.slice();
        changed[at] = other;
        const check = await failed(changed);
        assert.ok(check, `byte ${at}: ${other}`);
        checks.add(check);
      }
    }
    assert.ok(checks.has("issuer_signature") && checks.has("format") && checks.has("key"), [...checks].join());
  }
});

test("another verifier pins other things", async () => {
  assert.equal(await failed(good.ES256, { ...trust, keys: [] }), "key");
  assert.equal(await failed(good.ES256, { ...trust, issuer: "https://other.example" }), "issuer");
  assert.equal(await failed(good.ES256, { ...trust, rp_id: "other.example" }), "rp_id");
  assert.equal(await failed(good.ES256, { ...trust, origins: [] }), "origin");
});
