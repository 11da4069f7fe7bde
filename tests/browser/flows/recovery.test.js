import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";

const house = openHouse();

test("the account is frozen, says so on every page, and a passkey thaws it", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/freeze");
  await person.press(page, "/settings/freeze");
  await page.locator("#thaw").waitFor();
  await page.goto("/settings/passkeys");
  assert.match(await page.locator(".notice", { hasText: "frozen" }).innerText(), /until one of your passkeys thaws it/);
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

test("a recovery asks for two kinds, and waits", async () => {
  const device = await house.device({ autofill: false });
  const ada = await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/recovery");
  await person.press(page, "/settings/recovery/codes");
  await page.locator(".codes").waitFor();
  const [first] = await page.locator(".codes code").allInnerTexts();
  const elsewhere = (await house.device({ autofill: false })).page;
  await elsewhere.goto("/recovery");
  await elsewhere.locator("#identifier").fill(ada.userId);
  await person.press(elsewhere, "/recovery");
  await elsewhere.locator("#recovery-code").fill("0000 0000 0000 0000");
  await person.press(elsewhere, "/recovery/recovery-code");
  await elsewhere.locator("#factor-wrong").waitFor();
  await elsewhere.locator("#recovery-code").fill(first.toLowerCase());
  await person.press(elsewhere, "/recovery/recovery-code");
  await elsewhere.locator('form[action="/recovery/password"]').waitFor();
  assert.equal(await elsewhere.locator("#recovery-code").count(), 0, "a kind counts once");
});

test("what a loss would mean stands beside what would fix it", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/what-if");
  await page.locator('.notice a[href="/settings/recovery"]').waitFor();
  assert.ok((await page.locator(".facts dt").count()) >= 2);
});
