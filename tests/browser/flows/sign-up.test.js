import assert from "node:assert/strict";
import { test } from "node:test";
import { WINDOWED } from "../harness/device.js";
import { openHouse } from "../harness/house.js";
import { readCode, readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse({ program: WINDOWED });

test("from a phone number to an account with a passkey", async () => {
  const device = await house.device();
  const ada = await person.walkSignUp(device, { name: "Ada Okafor" });
  const { page } = device;
  const shown = await page.locator(".user-id").innerText();
  assert.equal(shown.replaceAll(/\D/g, ""), ada.userId, "the user ID is there to write down");
  assert.match(ada.userId, /^\d{6,}$/);
  assert.equal(await page.locator(".card").count(), 1);
  assert.equal(await page.locator(".card .chip.here").count(), 1);
  const [passkey] = await device.passkeys();
  assert.equal(passkey.rpId, "localhost");
  assert.equal(passkey.isResidentCredential, true);
  await page.goto("/settings/contacts");
  assert.match(await page.locator("main").innerText(), /912/);
});

test("cookies are for the server alone, and nothing sealed stands in a URL", async () => {
  const device = await house.device();
  const urls = [];
  device.page.on("framenavigated", (frame) => urls.push(frame.url()));
  await person.walkSignUp(device);
  for (const cookie of await device.context.cookies()) {
    if (cookie.name.includes("lang")) continue;
    assert.equal(cookie.httpOnly, true, cookie.name);
    assert.notEqual(cookie.sameSite, "None", cookie.name);
  }
  for (const url of urls) assert.ok(url.length < 120, url);
});

for (const [place, transport] of [["security_key", "usb"], ["other_device", "hybrid"]]) {
  test(`the first passkey can live on a ${transport} authenticator`, async () => {
    const device = await house.device({ transports: [transport] });
    await person.walkSignUp(device, { place });
    assert.equal((await device.passkeys(transport)).length, 1);
    assert.equal(await device.page.locator(".card .chip.here").count(), 0, "it isn't on this device");
  });
}

test("a wrong code is told, and the right one still opens the door", async () => {
  const device = await house.device();
  const phone = person.newPhone();
  await person.askForCode(device.page, phone);
  const code = await readCode(device, phone.international);
  await person.enterCode(device.page, "/sign-up/code", person.wrongCode(code));
  await device.page.locator("[aria-invalid=true]").waitFor();
  await person.enterCode(device.page, "/sign-up/code", code);
  await person.arrive(device.page, "/sign-up/name");
});

test("a name of nothing is not a name; what was typed before stays good", async () => {
  const device = await house.device();
  await person.proveNumber(device, person.newPhone());
  await device.page.locator("input[name=name]").fill("   ");
  await person.press(device.page, "/sign-up/name");
  await device.page.locator("[aria-invalid=true]").waitFor();
  await person.giveName(device.page, "Ada");
});

test("what is no phone number is told where it was typed, and kept", async () => {
  const device = await house.device();
  const { page } = device;
  await page.goto("/sign-up");
  await page.locator("select[name=region]").selectOption("PT");
  await page.locator("input[name=number]").fill("12");
  await person.press(page, "/sign-up");
  await page.locator("[aria-invalid=true]").waitFor();
  assert.equal(await page.locator("input[name=number]").inputValue(), "12");
  assert.equal(await page.locator("select[name=region]").inputValue(), "PT");
});

test("a number that has an account is not given away: its owner is told, the page goes on as for anyone", async () => {
  const owner = await house.device();
  const ada = await person.walkSignUp(owner);
  const stranger = await house.device();
  await person.askForCode(stranger.page, ada.phone);
  const shown = await stranger.page.locator("main").innerText();
  await readMessage(owner, ada.phone.international, /account/i);
  const other = await house.device();
  await person.askForCode(other.page, { ...person.newPhone() });
  const usual = await other.page.locator("main").innerText();
  assert.equal(shown.replaceAll(/\d\d/g, "##"), usual.replaceAll(/\d\d/g, "##"));
});

test("reload and Back between the steps lose nothing", async () => {
  const device = await house.device();
  const { page } = device;
  const phone = person.newPhone();
  await person.askForCode(page, phone);
  await page.reload();
  await person.enterCode(page, "/sign-up/code", await readCode(device, phone.international));
  await person.arrive(page, "/sign-up/name");
  await page.reload();
  await person.giveName(page, "Ada");
  await page.goBack();
  await person.arrive(page, "/sign-up/name");
  await person.giveName(page, "Ada Okafor");
  await page.reload();
  assert.match(await page.locator("h1").innerText(), /Ada Okafor/);
  await device.touching(async () => {
    await page.locator("passkeep-sign-up").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys");
  });
});

test("a cancel at the passkey costs nothing; another place can be chosen", async () => {
  const device = await house.device({ transports: ["internal", "usb"] });
  const { page } = device;
  await person.proveNumber(device, person.newPhone());
  await person.giveName(page, "Ada");
  const create = page.locator("passkeep-sign-up").getByRole("button").first();
  await device.cancelling(async () => {
    await create.click();
    await person.saysOnly(page, "cancelled");
  });
  await person.choosePlace(page, "security_key");
  await device.touching(async () => {
    await create.click();
    await person.arrive(page, "/settings/passkeys");
  }, "usb");
  assert.equal((await device.passkeys("usb")).length, 1);
  assert.equal((await device.passkeys("internal")).length, 0);
});

test("Back after the account is made asks for nothing again", async () => {
  const device = await house.device();
  const { page } = device;
  await person.walkSignUp(device);
  await page.goBack();
  await page.waitForLoadState();
  if (person.path(page) === "/sign-up/passkey") {
    await device.touching(async () => {
      await page.locator("passkeep-sign-up").getByRole("button").first().click();
      await person.arrive(page, "/settings/passkeys");
    });
  }
  await page.goto("/settings/passkeys");
  assert.equal(await page.locator(".card").count(), 1);
});
