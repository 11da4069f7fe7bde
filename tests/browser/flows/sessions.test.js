import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { readCode } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

/** One account, signed in on two browsers. */
async function onTwo() {
  const first = await house.device();
  const ada = await person.signUp(first);
  const second = await house.device();
  await first.syncTo(second);
  await person.signIn(second);
  return { first, second, ada };
}

async function isOut(page) {
  await page.goto("/settings/passkeys");
  await person.arrive(page, "/");
}

const rows = (page) => page.locator("ul.rows > li");

test("every session is listed, and the own one is marked", async () => {
  const { first } = await onTwo();
  await first.page.goto("/settings/sessions");
  assert.equal(await rows(first.page).count(), 2);
  assert.equal(await rows(first.page).locator(".chip.here").count(), 1);
  assert.match(await rows(first.page).first().innerText(), /Chrom/);
});

test("signing out here ends this session and no other", async () => {
  const { first, second } = await onTwo();
  await person.signOut(first.page);
  await isOut(first.page);
  await second.page.goto("/settings/sessions");
  assert.equal(await rows(second.page).count(), 1);
});

test("one session elsewhere is ended", async () => {
  const { first, second } = await onTwo();
  await first.page.goto("/settings/sessions");
  const other = rows(first.page).filter({ hasNot: first.page.locator(".chip.here") });
  await other.getByRole("button").click();
  await first.page.locator(".notice.safe").waitFor();
  assert.equal(await rows(first.page).count(), 1);
  await isOut(second.page);
});

test("all others are ended", async () => {
  const { first, second } = await onTwo();
  await first.page.goto("/settings/sessions");
  await person.press(first.page, "/settings/sessions/end-others");
  await first.page.locator(".notice.safe").waitFor();
  assert.equal(await rows(first.page).count(), 1);
  await isOut(second.page);
  await first.page.goto("/settings/passkeys");
  assert.equal(person.path(first.page), "/settings/passkeys");
});

test("everything everywhere is ended", async () => {
  const { first, second } = await onTwo();
  await first.page.goto("/settings/sessions");
  await person.press(first.page, "/settings/sessions/end-all");
  await person.arrive(first.page, "/");
  await isOut(first.page);
  await isOut(second.page);
});

test("the session's cookie changes with each sign-in, and an old one opens nothing", async () => {
  const device = await house.device();
  await person.signUp(device);
  const session = async () => (await device.context.cookies()).find((cookie) => cookie.name.endsWith("passkeep-session"));
  const old = await session();
  await person.signOut(device.page);
  await person.signIn(device);
  assert.notEqual((await session()).value, old.value);
  await device.context.addCookies([old]);
  await isOut(device.page);
});

test("a tab whose session was ended elsewhere says so, and leads to sign-in", async () => {
  const { first, second } = await onTwo();
  await first.plugIn("usb");
  await first.page.goto("/settings/passkeys");
  await second.page.goto("/settings/sessions");
  await person.press(second.page, "/settings/sessions/end-others");
  await second.page.locator(".notice.safe").waitFor();
  await first.page.locator('a[href="/settings/passkeys/new"]').first().click();
  await person.arrive(first.page, "/");
});

test("a browser that is new to the account may look, and neither create nor remove a passkey yet", async () => {
  const { second } = await onTwo();
  const { page } = second;
  await page.goto("/settings/passkeys/new");
  assert.equal(await page.locator('form[action="/settings/passkeys/new"]').count(), 0);
  const refused = await person.callJson(page, "POST", "/v1/passkeys/code", {});
  assert.deepEqual([refused.status, refused.body.code], [403, "new_browser_waits"]);
});

test("an email address is added by its code, and signs in from then on", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  const email = `ada.${process.pid}@example.com`;
  await page.goto("/settings/contacts");
  await page.locator('a[href="/settings/contacts/email"]').click();
  await page.locator("input[name=email]").fill(email);
  await person.press(page, "/settings/contacts/email");
  await person.arrive(page, "/settings/contacts/email/code");
  const code = await readCode(device, email);
  await person.enterCode(page, "/settings/contacts/email/code", person.wrongCode(code));
  await page.locator("[aria-invalid=true]").waitFor();
  await person.enterCode(page, "/settings/contacts/email/code", code);
  await person.arrive(page, "/settings/contacts");
  assert.match(await page.locator("[aria-labelledby=emails]").innerText(), new RegExp(email.replaceAll(".", "\\.")));
  await person.signOut(page);
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressContinue(page, email.toUpperCase());
    await person.arrive(page, "/settings/passkeys");
  });
  assert.equal((await person.askJson(page, "GET", "/v1/account")).user_id, ada.userId);
});
