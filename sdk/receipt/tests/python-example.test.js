import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

// The example of the documents, in another language and by another library, says the same of the same receipts.
const { good, bad, trust } = JSON.parse(readFileSync(new URL("receipts.json", import.meta.url), "utf8"));
const example = fileURLToPath(new URL("../../../docs/examples/verify_receipt.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "passkeep-receipt-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "trust.json"), JSON.stringify(trust));

/** @param {string} jws */
function python(jws) {
  writeFileSync(join(folder, "receipt"), jws);
  return spawnSync("python3", [example, join(folder, "trust.json"), join(folder, "receipt")], { encoding: "utf8" });
}

test("the example is short", () => {
  assert.ok(readFileSync(example, "utf8").split("\n").length - 1 < 100);
});

for (const [name, jws] of Object.entries(good)) {
  test(`${name}: verified`, () => {
    const { status, stdout, stderr } = python(`${jws}\n`);
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout).client, "halden");
  });
}

for (const [name, { check, jws }] of Object.entries(bad)) {
  test(`${name}: fails ${check}`, () => {
    assert.equal(python(jws).stderr.trim(), `failed: ${check}`);
  });
}
