/** A database that came back from a backup, as a browser meets it: no passkey in use is taken from a device. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";
import { binary } from "../harness/server.js";

const house = openHouse();

/** In every page: which signals it has sent. They go on unchanged. */
function listenToSignals() {
  window.signalled = [];
  if (!window.isSecureContext) return;
  for (const name of ["signalUnknownCredential", "signalAllAcceptedCredentials", "signalCurrentUserDetails"]) {
    const original = PublicKeyCredential[name];
    PublicKeyCredential[name] = async function (details) {
      await original.call(this, details);
      window.signalled.push(name);
    };
  }
}

/** Opens a page of the settings, and waits until it has told the device all that it tells: the name comes last. */
async function told(page, path = "/settings") {
  await page.goto(path);
  await page.waitForFunction(() => window.signalled.includes("signalCurrentUserDetails"));
  return page.evaluate(() => window.signalled);
}

/** The database as it is, without the mark of the node. */
async function copyDatabase(from, to) {
  for (const name of ["passkeep.db", "passkeep.db-wal", "passkeep.db-shm"]) {
    await rm(join(to, name), { force: true });
    if (!name.endsWith("-shm")) await copyFile(join(from, name), join(to, name)).catch(() => {});
  }
}

/** A passkey of the account that the server knows nothing of, on a key: left over from a creation that was cut. */
async function leaveOver(device) {
  const { signals } = await person.askJson(device.page, "GET", "/v1/passkeys");
  await device.touching(() => device.page.evaluate(async ({ rp_id: id, user_id: handle }) => {
    const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    await navigator.credentials.create({ publicKey: {
      rp: { id, name: "Passkeep" },
      user: { id: bytes(handle), name: "left over", displayName: "left over" },
      challenge: new Uint8Array(32),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "required", authenticatorAttachment: "cross-platform" },
    } });
  }, signals), "usb");
}

test("a restore that loses a passkey takes it from no device", async () => {
  const device = await house.device();
  const { page } = device;
  await device.context.addInitScript(listenToSignals);
  const ada = await person.signUp(device);
  await device.plugIn("usb");

  // Nothing speaks against it: what is left over goes.
  await leaveOver(device);
  assert.equal((await device.passkeys("usb")).length, 1);
  assert.ok((await told(page)).includes("signalAllAcceptedCredentials"));
  assert.equal((await device.passkeys("usb")).length, 0);
  assert.equal((await device.passkeys()).length, 1);

  const backup = await mkdtemp(join(tmpdir(), "passkeep-backup-"));
  await copyDatabase(house.server.data, backup);
  await person.createPasskey(device, ada, "security_key");
  const held = async () => [(await device.passkeys()).length, (await device.passkeys("usb")).length];
  assert.deepEqual(await held(), [1, 1]);

  // No page asks a server that is down.
  await page.goto("about:blank");
  // The server notices that it lacks what it wrote, and tells nothing.
  // What it wrote after the backup: its count, at a start.
  await house.server.whileDown(() => {});
  await house.server.whileDown((data) => copyDatabase(backup, data));
  const answered = await page.goto("/settings");
  assert.equal(answered.status(), 503);
  assert.match(await page.locator("main").innerText(), /do not delete/i);
  assert.deepEqual(await held(), [1, 1]);

  // The operator says so: the list is told no more, and the passkey stays.
  await page.goto("about:blank");
  const config = await house.server.config();
  await house.server.whileDown(async () => {
    const arguments_ = ["database", "restored", "--config", config];
    const { stdout } = await promisify(execFile)(binary(), arguments_, { env: { PATH: process.env.PATH } });
    assert.match(stdout, /The restore is noted/);
  });
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  }, "internal");
  for (const path of ["/settings", "/settings/passkeys"]) {
    assert.deepEqual(await told(page, path), ["signalCurrentUserDetails"], path);
  }
  assert.deepEqual(await held(), [1, 1]);
  await page.goto("/settings/passkeys/new");
  await page.getByRole("heading", { name: "What opens your account stays as it is for now" }).waitFor();

  // What the list would have done.
  const { signals, passkeys } = await person.askJson(page, "GET", "/v1/passkeys");
  const gone = device.toldOf("credentialDeleted");
  await page.evaluate(([{ rp_id: rpId, user_id: userId }, allAcceptedCredentialIds]) =>
    PublicKeyCredential.signalAllAcceptedCredentials({ rpId, userId, allAcceptedCredentialIds }),
  [signals, passkeys.map(({ credential_id: id }) => id)]);
  await gone;
  assert.deepEqual(await held(), [1, 0]);
  await rm(backup, { recursive: true });
});
