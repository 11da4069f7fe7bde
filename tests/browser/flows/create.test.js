import assert from "node:assert/strict";
import { test } from "node:test";
import { WINDOWED } from "../harness/device.js";
import { openHouse } from "../harness/house.js";
import { readCode } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse({ program: WINDOWED });

test("a second passkey on this device ends friendly: it is set up already", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  await person.walkToPlace(device, ada);
  await device.touching(async () => {
    await device.page.locator("passkeep-create").getByRole("button").first().click();
    await person.saysOnly(device.page, "already_here");
  });
  assert.equal((await device.passkeys()).length, 1);
  assert.equal(await device.page.locator("passkeep-create .button.main").evaluate((button) => button === document.activeElement), true);
});

for (const [place, transport] of [["security_key", "usb"], ["other_device", "hybrid"]]) {
  test(`a second passkey, on a ${transport} authenticator, signs in`, async () => {
    const device = await house.device();
    const ada = await person.signUp(device);
    await device.plugIn(transport);
    await person.createPasskey(device, ada, place);
    const { page } = device;
    assert.equal(await page.locator(".card").count(), 2);
    assert.equal(await page.locator(".card.marked").count(), 1, "the new card is shown");
    const names = await page.locator(".card h2").allInnerTexts();
    assert.equal(new Set(names).size, 2, "doubles are numbered");
    await person.signOut(page);
    await person.openSignIn(page);
    await device.touching(async () => {
      await person.pressPasskey(page);
      await person.arrive(page, "/settings/passkeys");
    }, transport);
  });
}

test("a cancel at the grant and at the new passkey costs nothing", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  await device.plugIn("usb");
  await person.walkToGrant(device, ada);
  await device.cancelling(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.saysOnly(page, "cancelled");
  });
  await page.reload();
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys/new/place");
  }, "internal");
  await person.choosePlace(page, "security_key");
  await device.cancelling(async () => {
    await page.locator("passkeep-create").getByRole("button").first().click();
    await person.saysOnly(page, "cancelled");
  });
  await page.reload();
  await person.choosePlace(page, "security_key");
  await device.touching(async () => {
    await page.locator("passkeep-create").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys");
  }, "usb");
  assert.equal(await page.locator(".card").count(), 2);
});

test("a wrong code gives no grant, and a new one can be asked for", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/passkeys/new");
  await person.press(page, "/settings/passkeys/new");
  await person.arrive(page, "/settings/passkeys/new/code");
  const first = await readCode(device, ada.phone.international);
  await person.enterCode(page, "/settings/passkeys/new/code", person.wrongCode(first));
  await page.locator("[aria-invalid=true]").waitFor();
  await house.server.setForward(60);
  await person.press(page, "/settings/passkeys/new/code/again");
  const second = await readCode(device, ada.phone.international);
  if (first !== second) {
    await person.enterCode(page, "/settings/passkeys/new/code", first);
    await page.locator("[aria-invalid=true]").waitFor();
  }
  await person.enterCode(page, "/settings/passkeys/new/code", second);
  await person.arrive(page, "/settings/passkeys/new/passkey");
  await house.server.setForward(0);
});

test("without a grant there is no place to choose", async () => {
  const device = await house.device();
  await person.signUp(device);
  const response = await device.page.goto("/settings/passkeys/new/place");
  assert.equal(await device.page.locator("passkeep-create").count(), 0);
  assert.ok(response.status() < 500);
});

test("two tabs with one grant: the first makes a passkey, the other follows", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  await device.plugIn("usb");
  await person.walkToPlace(device, ada);
  const second = await device.openTab();
  await second.page.goto("/settings/passkeys/new/place");
  await device.page.bringToFront();
  await person.choosePlace(device.page, "security_key");
  await device.touching(async () => {
    await device.page.locator("passkeep-create").getByRole("button").first().click();
    await person.arrive(device.page, "/settings/passkeys");
  }, "usb");
  await second.page.bringToFront();
  await second.page.locator("passkeep-create").getByRole("button").first().click();
  await person.arrive(second.page, "/settings/passkeys");
  assert.equal(await second.page.locator(".card").count(), 2);
});
