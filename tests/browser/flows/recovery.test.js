import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import { readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

const LONG = "seven purple walruses hum";

test("the account is frozen, says so on every page, and a passkey thaws it", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/freeze");
  await person.press(page, "/settings/freeze");
  await page.locator("#thaw").waitFor();
  await page.goto("/settings/passkeys");
  assert.match(await page.locator(".notice:visible", { hasText: "frozen" }).innerText(), /until one of your passkeys thaws it/);
  await page.goto("/settings/freeze");
  await page.waitForLoadState("load");
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await page.locator('form[action="/settings/freeze"]').waitFor();
  });
  assert.match(await page.locator(".notice").innerText(), /Nothing of value leaves the account until/);
});

test("ten recovery codes are shown once, and nothing but the sheet goes on paper", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/recovery");
  await person.press(page, "/settings/recovery/codes");
  await page.locator("[data-print]").waitFor();
  const codes = await page.locator(".codes code").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".house", "nav.says", ".head", ".notice", ".acts"]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  }
  assert.equal(await page.locator(".sheet").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await page.goto("/settings/recovery");
  const html = await page.content();
  assert.ok(codes.every((code) => !html.includes(code)));
  assert.match(await page.locator(".facts").innerText(), /10 of 10 left/);
});

/** Somebody with a password and recovery codes, and the first two of those. */
async function withCodes(more = {}) {
  const device = await house.device({ autofill: false, ...more });
  const ada = await person.signUp(device);
  const { page } = device;
  await person.setPassword(page, LONG);
  await page.locator(".notice.safe").waitFor();
  await page.goto("/settings/recovery");
  await person.press(page, "/settings/recovery/codes");
  await page.locator(".codes").waitFor();
  return { device, ada, page, codes: await page.locator(".codes code").allInnerTexts() };
}

/** The page of proofs, for whoever says that this is their account. */
async function askToRecover(page, userId) {
  await page.goto("/recovery");
  await page.locator("#identifier").fill(userId);
  await person.press(page, "/recovery");
  await page.locator("#recovery-code").waitFor();
}

async function proveRecoveryCode(page, code) {
  await page.locator("#recovery-code").fill(code);
  await person.press(page, "/recovery/recovery-code");
}

test("a recovery asks for two kinds, waits where its owner sees it, and a passkey stops it", async () => {
  const { device, ada, page, codes } = await withCodes();
  const elsewhere = (await house.device({ autofill: false })).page;
  await askToRecover(elsewhere, ada.userId);
  await proveRecoveryCode(elsewhere, "0000 0000 0000 0000");
  await elsewhere.locator("#factor-wrong").waitFor();
  await proveRecoveryCode(elsewhere, codes[0].toLowerCase());
  await elsewhere.locator('form[action="/recovery/password"]').waitFor();
  assert.equal(await elsewhere.locator("#recovery-code").count(), 0, "a kind counts once");
  await elsewhere.locator("#password").fill(LONG);
  await person.press(elsewhere, "/recovery/password");
  await elsewhere.waitForURL("**/?recovering");
  assert.match(await elsewhere.locator(".notice.wait:visible").innerText(), /Your recovery is waiting/);
  await readMessage(device, ada.phone.international, /is recovering your account/);

  // Whoever was in is out. The owner comes back in by the passkey, and stops it where it waits.
  await page.goto("/settings");
  await person.arrive(page, "/");
  await person.signIn(device);
  await page.goto("/settings/recovery");
  const hold = page.locator("section.hold");
  assert.match(await hold.innerText(), /Someone is recovering your account/);
  await hold.getByRole("link").click();
  await page.waitForURL("**/settings/holds/*");
  await page.waitForLoadState("load");
  await device.touching(async () => {
    await page.locator("passkeep-hold [value=stop]").click();
    await person.arrive(page, "/settings/recovery");
  });
  assert.equal(await hold.count(), 0);
  await readMessage(device, ada.phone.international, /recovery of your account .* was stopped/);
});

test("what a loss would mean stands beside what would fix it", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/what-if");
  await page.locator('.notice a[href="/settings/recovery"]').waitFor();
  assert.ok((await page.locator(".facts dt").count()) >= 2);
});

for (const locale of ["en-GB", "zh-CN"]) {
  test(`every page of freezing and recovery, in ${locale}`, async () => {
    const { device, ada, page, codes } = await withCodes({ locale });
    const look = (name, on = page) => lookAt(on, `${locale}-${name}`);
    await look("recovery-codes-new");
    for (const path of ["/settings/recovery", "/settings/what-if", "/settings/freeze"]) {
      await page.goto(path);
      await look(path.slice(1).replaceAll("/", "-"));
    }
    const elsewhere = (await house.device({ autofill: false, locale })).page;
    await elsewhere.goto("/recovery");
    await look("recovery", elsewhere);
    await askToRecover(elsewhere, ada.userId);
    await look("recovery-factor", elsewhere);
    await proveRecoveryCode(elsewhere, codes[0]);
    await elsewhere.locator("#password").fill(LONG);
    await person.press(elsewhere, "/recovery/password");
    await elsewhere.waitForURL("**/?recovering");
    await look("recovering", elsewhere);
    await person.signIn(device);
    await page.goto("/settings/recovery");
    await look("settings-recovery-waits");
    await page.locator("section.hold").getByRole("link").click();
    await page.waitForURL("**/settings/holds/*");
    await look("settings-hold-recovery");
    await page.goto("/settings/freeze");
    await person.press(page, "/settings/freeze");
    await page.locator("#thaw").waitFor();
    await look("settings-frozen");
    await page.goto("/settings/history");
    await look("settings-history-recovery");
  });
}
