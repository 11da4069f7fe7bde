import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import * as person from "../harness/person.js";

const house = openHouse();

const IOS_15 = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_8_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6.6 Mobile/15E148 Safari/604.1";
const HARMONY_5 = "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile";
const OLD_APP = 'app.id="mobile", app.version="16.20.25607", os.name=android, os.version="14"';

/** From now on the browser says that it is another. */
function pretend(device, userAgent) {
  return device.cdp.send("Emulation.setUserAgentOverride", { userAgent });
}

const says = (page, text) => page.getByText(text).first().waitFor();

const places = (page) => page.locator("input[name=place]").evaluateAll((all) => all.map(({ value, checked }) => (checked ? `${value}!` : value)));

for (const [locale, reason, way] of [
  ["en-GB", "Creating a passkey on this device takes iOS 16 or newer.", "You can still create one on another phone or tablet, by QR code, or on a security key."],
  ["zh-CN", "在这台设备上创建通行密钥，需要 iOS 16 或更新的版本。", "您仍可以扫描二维码在另一部手机或平板上创建，或使用安全密钥创建。"],
]) {
  test(`an outdated iPhone is told why, and goes on with a security key, in ${locale}`, async () => {
    const device = await house.device({ locale });
    const ada = await person.signUp(device);
    const { page } = device;
    await pretend(device, IOS_15);
    await page.goto("/settings/passkeys");
    await says(page, reason);
    await says(page, way);
    await lookAt(page, `${locale}-old-ios-passkeys`);
    await page.locator('a.main[href="/settings/passkeys/new"]').click();
    await person.arrive(page, "/settings/passkeys/new");
    await says(page, reason);
    await lookAt(page, `${locale}-old-ios-new`);
    await person.walkToPlace(device, ada);
    await says(page, reason);
    assert.deepEqual(await places(page), ["other_device!", "security_key"], "not on this device");
    await lookAt(page, `${locale}-old-ios-place`);
    await device.plugIn("usb");
    await person.choosePlace(page, "security_key");
    await device.touching(async () => {
      await page.locator("passkeep-create").getByRole("button").first().click();
      await person.arrive(page, "/settings/passkeys");
    }, "usb");
    assert.equal(await page.locator(".card").count(), 2);
  });
}

test("HarmonyOS is refused, and its owner's phone of another kind is not", async () => {
  const device = await house.device({ transports: ["hybrid"] });
  const { page } = device;
  await pretend(device, HARMONY_5);
  const phone = person.newPhone();
  await person.proveNumber(device, phone);
  await person.giveName(page, "Ada Okafor");
  await says(page, "This device’s system can’t keep a passkey for us yet.");
  assert.deepEqual(await places(page), ["other_device!", "security_key"]);
  await lookAt(page, "harmony-sign-up-passkey");
  await device.touching(async () => {
    await page.locator("passkeep-sign-up").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys");
  }, "hybrid");
  await says(page, "This device’s system can’t keep a passkey for us yet.");
  await lookAt(page, "harmony-passkeys");
});

test("an app below its floor says to update it, and leads to the other ways", async () => {
  const member = await house.device();
  const ada = await person.signUp(member);
  const device = await house.device({ options: { extraHTTPHeaders: { "passkeep-client": OLD_APP } } });
  const { page } = device;
  await page.goto("/");
  await says(page, "Passkeys need version 16.20.25608 of this app or a newer one. Update the app, then come back.");
  assert.equal(await page.locator("passkeep-sign-in").count(), 0, "no passkey is asked for");
  await lookAt(page, "old-app-sign-in");
  await page.locator("input[name=identifier]").fill(ada.phone.international);
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-in/factor");
  await page.goto("/sign-up");
  await says(page, "Update the app, then come back.");
  assert.equal(await page.locator("input[name=number]").count(), 0);
  await lookAt(page, "old-app-sign-up");
});

test("what the rules stop in the middle of a flow is said in the server's own sentence", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  await person.walkToPlace(device, ada);
  assert.deepEqual(await places(page), ["this_device!", "other_device", "security_key"]);
  await pretend(device, IOS_15);
  await page.locator("passkeep-create").getByRole("button").first().click();
  await person.saysOnly(page, "client");
  await says(page, "Creating a passkey on this device takes iOS 16 or newer.");
  await lookAt(page, "old-ios-stopped");
});

test("a browser says what it can, and is told what is known of it", async () => {
  const device = await house.device();
  const { page } = device;
  await page.goto("/");
  const { facts, platform } = await page.evaluate(async () => new (await import("/sdk/index.js")).Api().get("/v1/client"));
  assert.equal(facts["os.name"], "linux");
  assert.equal(facts.browser, "chrome");
  assert.equal(facts["caps.publicKeyCredential"], true);
  assert.equal(typeof facts["caps.conditionalGet"], "boolean");
  assert.deepEqual(platform, []);
});

test("in a browser without passkeys the settings offer none, and say so", async () => {
  const device = await house.device();
  const { page } = device;
  await person.signUp(device);
  const create = page.locator('a[href="/settings/passkeys/new"]').first();
  await create.waitFor();
  assert.equal(await page.getByText("This browser has no passkeys").isVisible(), false);
  await page.addInitScript(() => { delete globalThis.PublicKeyCredential; });
  await page.goto("/settings/passkeys");
  await says(page, "This browser has no passkeys, so none can be created in it.");
  await create.waitFor({ state: "hidden" });
  assert.equal(await page.locator(".invitation").isVisible(), false, "nor are they invited");
  await lookAt(page, "no-passkeys-in-browser");
});
