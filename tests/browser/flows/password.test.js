import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt, tabTo } from "../harness/look.js";
import { readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

const LONG = "seven purple walruses hum";

/** Somebody with a passkey, on the page of the password. */
async function atPassword(more) {
  const device = await house.device(more);
  const ada = await person.signUp(device);
  await device.page.goto("/settings/password");
  return { device, ada, page: device.page };
}

const field = (page) => page.locator("input[name=password]");
const strength = (page) => page.locator("#strength p:visible");

test("it is set, changed and removed, and every address is told each time", async () => {
  const { device, ada, page } = await atPassword();
  const told = (pattern) => readMessage(device, ada.phone.international, pattern);
  await person.setPassword(page, LONG);
  await page.locator(".notice.safe").waitFor();
  assert.match(await page.locator("dl.facts").innerText(), /where you signed in before/i);
  await told(/a password was set/i);
  await person.setPassword(page, "gx8!kwo2");
  await page.locator("dl.facts").filter({ hasText: "together with a code" }).waitFor();
  await told(/password of your account .* was changed/i);
  await person.press(page, "/settings/password/remove");
  await page.locator(".notice.safe").waitFor();
  assert.equal(await page.locator("dl.facts").count(), 0);
  await told(/password of your account .* was removed/i);
});

test("how strong it looks is said in words while it is typed, and nothing is kept of it", async () => {
  const { page } = await atPassword();
  assert.equal(await strength(page).count(), 0);
  assert.equal(await page.locator("meter").isVisible(), false);
  const says = async (password, mark) => {
    await field(page).fill(password);
    await page.locator(`#strength p[data-${mark}]:visible`).waitFor();
    assert.equal(await strength(page).count(), 1, "one line at a time");
    return page.locator("meter").evaluate((meter) => meter.value);
  };
  await says("short", 'reason="too_short"');
  await says("password123", 'reason="common"');
  await says("aaaaaaaaaaaaaaaa", 'reason="repetitive"');
  assert.equal(await says(LONG, 'score="4"'), 4);
  await field(page).fill("");
  await page.locator("meter").waitFor({ state: "hidden" });
  assert.equal(await strength(page).count(), 0);
  assert.deepEqual(await person.askJson(page, "GET", "/v1/password"), {});
});

test("a common one is refused with its reason, and the one before it stays", async () => {
  const { ada, page } = await atPassword();
  await person.setPassword(page, LONG);
  await page.locator(".notice.safe").waitFor();
  await person.setPassword(page, "password123");
  await page.locator("input[name=password][aria-invalid=true]").waitFor();
  const hint = page.locator("#password-hint");
  assert.equal(await hint.getAttribute("role"), "alert");
  assert.match(await hint.innerText(), /many people use this one/i);
  assert.equal(await field(page).inputValue(), "", "no password comes back in a page");
  await person.signOut(page);
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
});

test("it can be pasted, shown and hidden", async () => {
  const { page } = await atPassword();
  assert.deepEqual(
    await field(page).evaluate(({ type, autocomplete }) => [type, autocomplete]),
    ["password", "new-password"],
  );
  await page.locator("input[data-show]").check();
  assert.equal(await field(page).getAttribute("type"), "text");
  await field(page).fill(LONG);
  await field(page).press("ControlOrMeta+a");
  await field(page).press("ControlOrMeta+x");
  assert.equal(await field(page).inputValue(), "");
  await page.locator("input[data-show]").uncheck();
  assert.equal(await field(page).getAttribute("type"), "password");
  await field(page).press("ControlOrMeta+v");
  assert.equal(await field(page).inputValue(), LONG);
});

test("password managers find the page", async () => {
  const { page } = await atPassword();
  await page.goto("/.well-known/change-password");
  assert.equal(person.path(page), "/settings/password");
  await person.signOut(page);
  await page.goto("/.well-known/change-password");
  assert.equal(person.path(page), "/", "who is signed out signs in first");
});

test("without scripts it is set, refused and removed as with them", async () => {
  const { device } = await atPassword();
  const storageState = await device.context.storageState();
  const plain = await house.device({ options: { storageState, javaScriptEnabled: false } });
  const { page } = plain;
  await person.setPassword(page, "password123");
  await page.locator("input[name=password][aria-invalid=true]").waitFor();
  assert.match(await page.locator("#password-hint").innerText(), /many people use this one/i);
  await person.setPassword(page, LONG);
  await page.locator(".notice.safe").waitFor();
  await person.press(page, "/settings/password/remove");
  await page.locator(".notice.safe").waitFor();
});

test("with the keyboard alone", async () => {
  const { page } = await atPassword();
  await page.goto("/settings");
  await tabTo(page, '.outs a[href="/settings/password"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/settings/password");
  await tabTo(page, "input[name=password]");
  await page.keyboard.type(LONG);
  await page.locator('#strength p[data-score="4"]:visible').waitFor();
  await tabTo(page, "input[data-show]");
  await page.keyboard.press("Space");
  assert.equal(await field(page).getAttribute("type"), "text");
  await tabTo(page, "passkeep-password button");
  await page.keyboard.press("Enter");
  await page.locator(".notice.safe").waitFor();
});

for (const locale of ["en-GB", "zh-CN"]) {
  test(`the page in every state, in ${locale}`, async () => {
    const { page } = await atPassword({ locale });
    const look = (name) => lookAt(page, `${locale}-password${name}`);
    await look("");
    await field(page).fill("aaaaaaaaaaaaaaaa");
    await page.locator("#strength p:visible").waitFor();
    await look("-weak");
    await field(page).fill(LONG);
    await page.locator('#strength p[data-score="4"]:visible').waitFor();
    await look("-strong");
    await person.setPassword(page, "password123");
    await page.locator("input[aria-invalid=true]").waitFor();
    await look("-refused");
    await person.setPassword(page, LONG);
    await page.locator(".notice.safe").waitFor();
    await look("-set");
  });
}
