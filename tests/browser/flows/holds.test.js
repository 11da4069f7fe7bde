import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { readCode, readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

const card = (page, name) => page.locator(".card").filter({ hasText: name });

async function addEmail(device, email) {
  const { page } = device;
  await page.goto("/settings/contacts/email");
  await page.locator("input[name=email]").fill(email);
  await person.press(page, "/settings/contacts/email");
  await person.arrive(page, "/settings/contacts/email/code");
  await person.enterCode(page, "/settings/contacts/email/code", await readCode(device, email));
  await person.arrive(page, "/settings/contacts");
}

/** The link in the newest message to an address. */
async function readLink(device, address) {
  const text = await readMessage(device, address, /\/stop#/);
  return text.match(/http\S+\/stop#\S+/)[0];
}

/** Removes the card's passkey, and stays on the page that shows what waits. */
async function remove(device, cardOf, transport) {
  const { page } = device;
  await page.waitForLoadState("load");
  await cardOf.locator("[data-dialog]").click();
  await device.touching(async () => {
    await page.locator("dialog[open] [value=remove]").click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, transport);
}

/** A device with two passkeys: one inside it, the other on a security key. */
async function withKey() {
  const device = await house.device({ autofill: false });
  const ada = await person.signUp(device);
  await device.plugIn("usb");
  await person.createPasskey(device, ada, "security_key");
  return { device, ada, page: device.page, key: device.page.locator(".card.marked h2") };
}

async function isRefused(device, message, transport) {
  const { page } = device;
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.saysOnly(page, message);
  }, transport);
}

test("the last passkey waits with its clock; an email of late stops nothing by its link, and the passkey does", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  const email = `last-${process.pid}@example.com`;
  await addEmail(device, email);
  await page.goto("/settings/passkeys");
  await remove(device, page.locator(".card"), "internal");
  const hold = page.locator(".hold");
  await hold.waitFor();
  assert.match(await hold.innerText(), /\d+ (minutes|hours?) left/);
  assert.equal(await page.locator(".card [data-dialog]").count(), 0, "nothing more can be asked of it");
  const link = await readLink(device, email);
  await person.signOut(page);
  await isRefused(device, "suspended", "internal");

  await page.goto(link);
  await page.locator('form[data-way="link"] button').waitFor();
  assert.equal(page.url(), `${house.server.url}/stop`, "the address keeps nothing of the token");
  assert.equal(await page.locator("passkeep-stop button:visible").count(), 1);
  await page.locator('form[data-way="link"] button').click();
  await page.locator('[data-message="link_too_old"]:visible').waitFor();
  await page.goto("/stop");
  await device.touching(async () => {
    await page.locator('form[data-way="passkey"] button').click();
    await page.waitForURL("**/stop?stopped");
  });
  await person.signIn(device);
  assert.equal(await page.locator(".hold").count(), 0);

  // Pressed in another tab, it has nothing to stop any more.
  await page.goto(link);
  await page.locator('form[data-way="link"] button').click();
  await page.locator('[data-message="hold_over"]:visible').waitFor();
});

test("a passkey on its way out stops its own removal where nobody is signed in", async () => {
  const { device, page, key } = await withKey();
  const name = await key.innerText();
  await remove(device, card(page, name), "internal");
  await card(page, name).locator(".chip.wait").waitFor();
  await person.signOut(page);
  await isRefused(device, "suspended", "usb");
  await page.locator('[data-message="suspended"] a[href="/stop"]').click();
  await person.arrive(page, "/stop");
  await device.touching(async () => {
    await page.locator('form[data-way="passkey"] button').click();
    await page.waitForURL("**/stop?stopped");
  }, "usb");
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  }, "usb");
});

test("any passkey stops what waits, in the settings", async () => {
  const { device, page, key } = await withKey();
  const name = await key.innerText();
  await remove(device, card(page, name), "internal");
  await page.locator(".hold a").click();
  await page.locator("passkeep-hold").waitFor();
  await page.waitForLoadState("load");
  await device.cancelling(async () => {
    await page.locator("passkeep-hold [value=stop]").click();
    await page.locator('[data-message="cancelled"]:visible').waitFor();
  });
  await device.touching(async () => {
    await page.locator("passkeep-hold [value=stop]").click();
    await person.arrive(page, "/settings/passkeys");
  }, "internal");
  assert.equal(await page.locator(".hold").count(), 0);
  assert.equal(await page.locator(".chip.wait").count(), 0);
});

test("a passkey reported lost stops at once, and the page says what waits", async () => {
  const { device, page, key } = await withKey();
  const name = await key.innerText();
  await card(page, name).locator('a[href$="/lost"]').click();
  await page.locator('form[action$="/lost"] button').click();
  await page.waitForURL("**/settings/passkeys?removed=*");
  assert.match(await page.locator(".hold").innerText(), /was reported lost/);
  assert.match(await readMessage(device, (await person.askJson(page, "GET", "/v1/account")).phones[0].address, /reported lost/), /comes back by two/);
  await person.signOut(page);
  await isRefused(device, "suspended", "usb");
});

test("an address is changed after a code and a wait that the page shows", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  const [email, other] = [`old-${process.pid}@example.com`, `new-${process.pid}@example.com`];
  await addEmail(device, email);
  await page.locator("li").filter({ hasText: email }).locator('a[href$="/change"]').click();
  await page.locator("input[name=address]").fill("nobody@x");
  await page.locator("form button").first().click();
  await page.locator("[aria-invalid=true]").waitFor();
  await page.locator("input[name=address]").fill(other);
  await page.locator("form button").first().click();
  await person.arrive(page, "/settings/contacts/change/code");
  await person.enterCode(page, "/settings/contacts/change/code", await readCode(device, other));
  await person.arrive(page, "/settings/contacts");
  assert.match(await page.locator(".hold").innerText(), new RegExp(`${other} becomes your address`));
  assert.equal(await page.locator("li").filter({ hasText: email }).locator("a").count(), 0);
  await page.goto(await readLink(device, email));
  await page.locator('form[data-way="link"] button').click();
  await page.locator('[data-message="link_too_old"]:visible').waitFor();
  await page.goto("/settings/contacts");
  await page.locator(".hold").getByRole("link").click();
  await page.waitForURL("**/settings/holds/*");
  await page.waitForLoadState("load");
  await device.touching(async () => {
    await page.locator("passkeep-hold [value=stop]").click();
    await person.arrive(page, "/settings/contacts");
  });
  assert.equal(await page.locator(".hold").count(), 0);
});

test("another name is taken at once", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings");
  await page.locator('a[href="/settings/name"]').click();
  await page.locator("input[name=name]").fill("Augusta");
  await person.press(page, "/settings/name");
  await person.arrive(page, "/settings");
  assert.match(await page.locator(".facts").innerText(), /Augusta/);
});
