import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";

const house = openHouse();

const lines = (page) => page.locator("ul.rows > li");
const notMe = (page) => page.locator('.tail a[href^="/settings/history/"]');

/** One account, signed in on two browsers. */
async function onTwo() {
  const first = await house.device();
  await person.signUp(first);
  const second = await house.device();
  await first.syncTo(second);
  await person.signIn(second);
  return { first, second };
}

test("a sign-in elsewhere is seen, doubted and undone", async () => {
  const { first, second } = await onTwo();
  const { page } = first;
  await page.goto("/settings");
  await page.locator('main a[href="/settings/history"]').click();
  await person.arrive(page, "/settings/history");
  assert.equal(await lines(page).count(), 2);
  const [newest, oldest] = [lines(page).first(), lines(page).last()];
  assert.match(await newest.innerText(), /You signed in with “.+”[\s\S]*New browser[\s\S]*Chrome on Linux/);
  assert.match(await oldest.innerText(), /Your account was created[\s\S]*Chrome on Linux · (::1|127\.0\.0\.1) · this browser/);
  assert.match(await newest.locator("time").first().getAttribute("datetime"), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(await notMe(page).count(), 1);

  await notMe(page).click();
  await person.arrive(page, "/settings/history/2");
  assert.match(await page.locator("main").innerText(), /What is safe[\s\S]*What to do next/);
  assert.equal(await page.locator('a[href^="/settings/passkeys/"][href$="/remove"]').count(), 1);
  await person.press(page, "/settings/sessions/end-others");
  await page.locator(".notice.safe").waitFor();
  await second.page.goto("/settings/history");
  await person.arrive(second.page, "/");

  await page.goto("/settings/history");
  assert.match(await lines(page).first().innerText(), /1 other session was ended/);
});

test("a history that is longer than a page goes on with Older, and comes back to the newest", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  const { passkeys: [passkey] } = await person.askJson(page, "GET", "/v1/passkeys");
  for (let number = 1; number <= 52; number += 1) {
    await person.askJson(page, "PATCH", `/v1/passkeys/${passkey.id}`, { name: `Name ${number}` });
  }
  await page.goto("/settings/history");
  assert.equal(await lines(page).count(), 50);
  await page.locator('a[href^="/settings/history?before="]').click();
  await page.waitForURL((url) => url.searchParams.has("before"));
  assert.equal(await lines(page).count(), 3);
  assert.match(await lines(page).last().innerText(), /Your account was created/);
  await page.locator('a.button[href="/settings/history"]').click();
  await page.waitForURL((url) => url.pathname === "/settings/history" && url.search === "");
  assert.match(await lines(page).first().innerText(), /from “Name 51” to “Name 52”/);
});

test("without JavaScript, with the keyboard alone", async () => {
  const { first } = await onTwo();
  const { context } = first;
  const state = await context.storageState();
  const plain = await house.device({ options: { javaScriptEnabled: false, storageState: state } });
  const { page } = plain;
  await page.goto("/settings/history");
  for (let steps = 0; steps < 40 && !(await notMe(page).evaluate((link) => link === document.activeElement)); steps += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await person.arrive(page, "/settings/history/2");
  for (let steps = 0; steps < 40 && !(await page.locator("main form button").evaluate((button) => button === document.activeElement)); steps += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await person.arrive(page, "/settings/sessions");
  assert.equal(await page.locator(".notice.safe").count(), 1);
});
