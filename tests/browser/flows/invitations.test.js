import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt, tabTo } from "../harness/look.js";
import * as person from "../harness/person.js";

const house = openHouse();

const LONG = "seven purple walruses hum";
const MAC_CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const DAYS = 24 * 60 * 60;

const invitation = (page) => page.locator(".invitation");
const notNow = (page) => invitation(page).getByRole("button", { name: "Not now" });

let passed = 0;

/** Lets time pass. It never goes back. */
function pass(seconds) {
  passed += seconds;
  return house.server.setForward(passed);
}

async function isInvited(page) {
  await page.goto("/settings/passkeys");
  return (await invitation(page).count()) === 1;
}

/** A Mac whose owner's passkey is on a phone: it comes by QR code. */
async function byPhone(more) {
  const device = await house.device({ transports: ["hybrid"], autofill: false, ...more });
  await device.cdp.send("Emulation.setUserAgentOverride", { userAgent: MAC_CHROME });
  const ada = await person.signUp(device, { place: "other_device" });
  return { device, ada, page: device.page };
}

async function signInBy(device, transport) {
  await person.openSignIn(device.page);
  await device.touching(async () => {
    await person.pressPasskey(device.page);
    await person.arrive(device.page, "/settings/passkeys");
  }, transport);
}

test("an only passkey that never leaves its place asks for a second one: three times, 30 days apart, and never again", async () => {
  const device = await house.device({ transports: ["usb"], autofill: false });
  await person.signUp(device, { place: "security_key" });
  const { page } = device;
  assert.match(await invitation(page).innerText(), /Your passkey lives in one place only/);
  await lookAt(page, "invitation-second");
  await page.goto("/settings");
  assert.equal(await invitation(page).count(), 1, "on the index too, until it is answered");
  await notNow(page).click();
  await person.arrive(page, "/settings/passkeys");
  assert.ok(!(await isInvited(page)), "not now");
  for (const [days, expected] of [[29, false], [2, true], [1, false], [30, true], [31, false], [400, false]]) {
    await pass(days * DAYS);
    await signInBy(device, "usb");
    assert.equal(await isInvited(page), expected, `${days} days later`);
    if (expected) await notNow(page).click();
  }
  assert.deepEqual(device.complaints, []);
});

test("whoever comes in by a phone is invited to create one here, and follows it with the keyboard", async () => {
  const { device, ada, page } = await byPhone();
  // A second one, so that losing the phone is no longer what matters most.
  await device.plugIn("usb");
  await person.walkToPlace(device, ada, "hybrid");
  await person.choosePlace(page, "security_key");
  await device.touching(async () => {
    await page.locator("passkeep-create").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys");
  }, "usb");
  await pass(31 * DAYS);
  await signInBy(device, "hybrid");
  assert.match(await invitation(page).innerText(), /Sign in on this device directly next time\?/);
  await lookAt(page, "invitation-here");
  await tabTo(page, '.invitation a[href="/settings/passkeys/new"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/settings/passkeys/new");
});

test("after a password it says what comes first, and promises nothing that a quarantine refuses", async () => {
  const { device, ada, page } = await byPhone();
  await person.givePassword(page, LONG);
  await notNow(page).click();
  await pass(31 * DAYS);
  await page.goto("/");
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
  assert.match(await invitation(page).innerText(), /First use a passkey that you have/);
  assert.equal(await invitation(page).locator('a[href="/settings/passkeys/new"]').count(), 0);
  await lookAt(page, "invitation-first");
  await invitation(page).getByRole("link", { name: "Use a passkey" }).click();
  await person.arrive(page, "/reauthenticate");
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys/new");
  }, "hybrid");
});

test("a shared computer invites nobody", async () => {
  const { device, page } = await byPhone();
  await person.signOut(page);
  await pass(31 * DAYS);
  await person.openSignIn(page);
  await page.locator("input[name=shared_computer]").check();
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  }, "hybrid");
  assert.equal(await invitation(page).count(), 0);
});
