import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";

const house = openHouse();

const card = (page, name) => page.locator(".card").filter({ hasText: name });

async function rename(page, cardOf, name) {
  await cardOf.locator('a[href*="rename="]').click();
  await page.locator(".edit input[name=name]").fill(name);
  await page.locator(".edit button").click();
}

/** A device with two passkeys: one inside it, and "Blue key", which is unplugged afterwards. */
async function withBlueKey() {
  const device = await house.device({ autofill: false });
  const ada = await person.signUp(device);
  await device.plugIn("usb");
  await person.createPasskey(device, ada, "security_key");
  await rename(device.page, device.page.locator(".card.marked"), "Blue key");
  await card(device.page, "Blue key").waitFor();
  // Until its script has run, Remove leads to a page instead of a dialog.
  await device.page.waitForLoadState("load");
  return { device, ada, page: device.page };
}

test("a passkey is renamed in its card", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await rename(page, page.locator(".card"), "My laptop");
  await page.locator(".card h2", { hasText: "My laptop" }).waitFor();
  await page.reload();
  assert.equal(await page.locator(".card h2").innerText(), "My laptop");
});

test("a passkey bears the account's name of now on the device", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/name");
  await page.locator("input[name=name]").fill("Ada Eze");
  const renamed = device.toldOf("credentialUpdated");
  await person.press(page, "/settings/name");
  await page.waitForURL("**/settings");
  assert.equal((await renamed).credential.userDisplayName, "Ada Eze");
});

test("two passkeys never bear one name, and a name of nothing is told where it stands", async () => {
  const { page } = await withBlueKey();
  const other = page.locator(".card").filter({ hasNotText: "Blue key" });
  const before = await other.locator("h2").innerText();
  await rename(page, other, "Blue key");
  await page.locator(".edit [aria-invalid=true]").waitFor();
  await page.locator(".edit input[name=name]").fill("\u200b");
  await page.locator(".edit button").click();
  await page.locator(".edit [aria-invalid=true]").waitFor();
  await page.goto("/settings/passkeys");
  assert.deepEqual((await page.locator(".card h2").allInnerTexts()).sort(), [before, "Blue key"].sort());
});

test("Keep closes the dialog, changes nothing, and gives the focus back", async () => {
  const { page } = await withBlueKey();
  const remove = card(page, "Blue key").locator("[data-dialog]");
  await remove.click();
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  assert.equal(await dialog.locator("[value=keep]").evaluate((keep) => keep === document.activeElement), true, "Keep comes first");
  await dialog.locator("[value=keep]").click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await remove.evaluate((link) => link === document.activeElement), true);
  assert.equal(await page.locator(".card").count(), 2);
});

test("a passkey that removes itself is gone from the list and the device, and never signs in again", async () => {
  const { device, page } = await withBlueKey();
  const [blue] = await device.passkeys("usb");
  await card(page, "Blue key").locator("[data-dialog]").click();
  const forgotten = device.toldOf("credentialDeleted");
  await device.touching(async () => {
    await page.locator("dialog[open] [value=remove]").click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "usb");
  assert.equal(await page.locator(".card").count(), 1);
  assert.match(await page.locator("[aria-labelledby=removed]").innerText(), /Blue key/);
  assert.equal((await forgotten).credentialId, blue.credentialId);
  assert.deepEqual([(await device.passkeys("usb")).length, (await device.passkeys()).length], [0, 1]);

  // Elsewhere it may still be: who uses it is told, and that device forgets it too.
  await device.put(blue, "usb");
  const forgottenAgain = device.toldOf("credentialDeleted");
  await person.signOut(page);
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.saysOnly(page, "removed");
  }, "usb");
  assert.equal(person.path(page), "/");
  assert.equal((await forgottenAgain).credentialId, blue.credentialId);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  }, "internal");
});

test("a cancel in the dialog removes nothing; without JavaScript the dialog is a page", async () => {
  const { device, page } = await withBlueKey();
  await card(page, "Blue key").locator("[data-dialog]").click();
  await device.cancelling(async () => {
    await page.locator("dialog[open] [value=remove]").click();
    await page.locator('dialog[open] [data-message="cancelled"]:visible').waitFor();
  });
  await page.reload();
  assert.equal(await page.locator(".card").count(), 2);
  await page.goto(await card(page, "Blue key").locator("[data-dialog]").getAttribute("href"));
  await device.touching(async () => {
    await page.locator("passkeep-remove [value=remove]").click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "usb");
  assert.equal(await page.locator(".card").count(), 1);
});

test("two tabs: a passkey that the other has removed is no error", async () => {
  const { device, page } = await withBlueKey();
  const second = await device.openTab();
  await second.page.goto("/settings/passkeys");
  await card(second.page, "Blue key").locator("[data-dialog]").click();
  await page.bringToFront();
  await card(page, "Blue key").locator("[data-dialog]").click();
  await device.touching(async () => {
    await page.locator("dialog[open] [value=remove]").click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "usb");
  await second.page.locator("dialog[open] [value=remove]").click();
  await second.page.waitForURL("**/settings/passkeys?removed=*");
  assert.equal(await second.page.locator(".card").count(), 1);
});
