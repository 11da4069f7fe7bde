import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";

const house = openHouse();

const MINUTE = 60;

test("a device is named, and another is revoked", async () => {
  const device = await house.device();
  await person.signUp(device);
  const phone = await house.device({ autofill: false });
  await device.syncTo(phone);
  await person.signIn(phone);

  const { page } = device;
  await page.goto("/settings/devices");
  assert.equal(await page.locator(".card").count(), 2);
  assert.equal(await page.locator(".card").first().locator(".chip.here").count(), 1, "this device first");
  await page.locator('.card a[href*="?rename="]').nth(1).click();
  await page.locator("input[name=name]").fill("Kitchen");
  await page.locator(".card.edit, .card form.edit").getByRole("button").click();
  await page.waitForURL((url) => url.searchParams.has("renamed"));
  await page.locator(".card").filter({ hasText: "Kitchen" }).locator('a[href$="/revoke"]').click();
  await page.locator('form[action$="/revoke"]').getByRole("button").click();
  await page.waitForURL((url) => url.searchParams.has("revoked"));
  assert.equal(await page.locator(".card").count(), 1);
  await phone.page.goto("/settings/devices");
  await person.arrive(phone.page, "/");
});

test("a device is trusted after the wait and one more sign-in", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await person.trustDevice(page);
  assert.equal(await page.locator("passkeep-trust").count(), 0, "it is chosen");
  const trust = async () => (await person.askJson(page, "GET", "/v1/devices")).devices[0].trust;
  assert.equal(await trust(), "sign_in", "the account was made on it");
  await house.server.setForward(73 * MINUTE);
  await page.goto("/");
  await person.signIn(device);
  assert.equal(await trust(), "full");
  await house.server.setForward(0);
});

for (const [place, reason] of [["this_device", "sign_up"], ["security_key", "signed_out"]]) {
  test(`signing out ends trust; with the passkey on ${place}, signing in again leaves it ${reason}`, async () => {
    const device = await house.device({ transports: place === "this_device" ? ["internal"] : ["usb"] });
    await person.signUp(device, { place });
    await person.trustDevice(device.page);
    await device.page.goto("/settings");
    await person.signOut(device.page);
    await person.signIn(device);
    // A passkey that never leaves the device stands for it; a key to carry doesn't.
    const { devices } = await person.askJson(device.page, "GET", "/v1/devices");
    assert.equal(devices[0].trust_reason, reason);
    await device.page.goto("/settings/devices");
    assert.equal(await device.page.locator("passkeep-trust").count(), reason === "signed_out" ? 1 : 0);
  });
}

test("as shipped, a passkey on a new device asks nobody", async () => {
  const device = await house.device();
  await person.signUp(device);
  await person.trustDevice(device.page);
  const fresh = await house.device({ autofill: false });
  await device.syncTo(fresh);
  await person.signIn(fresh);
});
