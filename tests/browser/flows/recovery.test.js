import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import { readCode, readMessage } from "../harness/messages.js";
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

const MINUTE = 60;

let passed = 0;

/** Lets time pass: the demo has minutes for hours. It never goes back. */
function pass(minutes) {
  passed += minutes * MINUTE;
  return house.server.setForward(passed);
}

/** A recovery's wait goes by, with each of its notices. */
async function waitToItsEnd(device, ada) {
  for (let part = 1; part <= 2; part += 1) {
    await pass(25);
    await readMessage(device, ada.phone.international, /A reminder: .*recovering your account/);
  }
  await pass(25);
  await readMessage(device, ada.phone.international, /can make a passkey now/);
}

for (const locale of ["en-GB", "zh-CN"]) {
  test(`after its wait a recovery creates a passkey, and the account is whole again, in ${locale}`, async () => {
    const { device, ada, page, codes } = await withCodes();
    const look = (name, on) => lookAt(on, `${locale}-${name}`);
    // What is lost: the first device with its passkey is used no more until the end.
    const fresh = await house.device({ autofill: false, locale });
    const elsewhere = fresh.page;
    const prove = async (code) => {
      await askToRecover(elsewhere, ada.userId);
      await proveRecoveryCode(elsewhere, code);
      await elsewhere.locator("#password").fill(LONG);
      await person.press(elsewhere, "/recovery/password");
    };
    await prove(codes[0]);
    await elsewhere.waitForURL("**/?recovering");
    await readMessage(device, ada.phone.international, /is recovering your account/);
    await waitToItsEnd(device, ada);

    // The same two kinds again lead to a passkey, and to nothing else.
    await prove(codes[1]);
    await person.arrive(elsewhere, "/settings/passkeys/new/place");
    await look("recovery-place", elsewhere);
    assert.equal((await person.askJson(elsewhere, "GET", "/v1/session")).standing, "recovery");
    assert.equal((await person.callJson(elsewhere, "POST", "/v1/contacts/email", { email: "ada@example.org" })).status, 403);
    await elsewhere.goto("/settings/passkeys/new/place");
    await person.choosePlace(elsewhere, "this_device");
    await fresh.touching(async () => {
      await elsewhere.locator("passkeep-create").getByRole("button").first().click();
      await elsewhere.waitForURL("**/?recovered=*");
    });
    await look("recovered", elsewhere);

    // It signs in. What it may not do yet, it says; and nothing of value leaves the account for a while.
    await person.signIn(fresh);
    const { passkeys } = await person.askJson(elsewhere, "GET", "/v1/passkeys");
    assert.equal(passkeys.length, 2);
    await look("recovered-passkeys", elsewhere);
    const refused = await person.callJson(elsewhere, "POST", `/v1/passkeys/${passkeys[1].id}/removal`, {});
    assert.match(refused.body.code, /^(new_browser_waits|passkey_too_new)$/);
    await elsewhere.goto("/settings/history");
    await look("recovered-history", elsewhere);
    assert.equal((await person.askJson(elsewhere, "GET", "/v1/holds")).holds.length, 0, "it is over");

    // The other browser was signed out at the beginning; what was only mislaid signs in as before.
    await page.goto("/settings");
    await person.arrive(page, "/");
    await person.signIn(device);
    await page.goto("/settings/recovery");
    assert.match(await page.locator(".facts").innerText(), /8 of 10 left/);
  });
}

test("a trusted device is a proof, beside a code of the sheet; another browser isn't offered it", async () => {
  const { device, ada, page, codes } = await withCodes();
  await person.trustDevice(page);
  await pass(73);
  await person.signIn(device);
  const proof = page.locator("passkeep-device-proof");
  await askToRecover(page, ada.userId);
  await proof.getByRole("button").waitFor();
  await lookAt(page, "recovery-by-device");
  await proof.getByRole("button").click();
  await page.locator("passkeep-device-proof").waitFor({ state: "detached" });
  await proveRecoveryCode(page, codes[0]);
  await page.waitForURL("**/?recovering");
  await readMessage(device, ada.phone.international, /is recovering your account/);

  const elsewhere = (await house.device({ autofill: false })).page;
  await askToRecover(elsewhere, ada.userId);
  assert.equal(await elsewhere.locator("passkeep-device-proof").isVisible(), false, "no key is here");
});

test("without a passkey an address changes after both proofs, on the device that is trusted", async () => {
  const { device, ada, page } = await withCodes();
  await person.trustDevice(page);
  await pass(73);
  await person.signIn(device);
  const { passkeys } = await person.askJson(page, "GET", "/v1/passkeys");
  await page.goto(`/settings/passkeys/${passkeys[0].id}/remove`);
  await device.touching(async () => {
    await page.locator("passkeep-remove").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys");
  });
  await pass(40);
  await readMessage(device, ada.phone.international, /A reminder: .*will be removed/);
  await pass(40);
  await readMessage(device, ada.phone.international, /was removed from your account/);

  const proveBoth = async (base, onward) => {
    await page.locator("#password").fill(LONG);
    await person.press(page, `${base}/password`);
    await page.locator(`form[action="${base}/code/send"] button`).click();
    await person.arrive(page, `${base}/code`);
    await person.enterCode(page, `${base}/code`, await readCode(device, ada.phone.international));
    await person.arrive(page, onward);
  };
  await page.goto("/sign-in/other");
  await page.locator("#identifier").fill(ada.userId);
  await person.press(page, "/sign-in/other");
  await proveBoth("/sign-in", "/settings");

  // The page itself has the device sign, and then asks for both again.
  await page.goto("/settings/password");
  await lookAt(page, "password-without-passkeys");
  await person.setPassword(page, "nine yellow walruses sing");
  await page.locator('a[href^="/reauthenticate"]').first().click();
  await page.locator("passkeep-device-proof").waitFor({ state: "detached" });
  await proveBoth("/reauthenticate", "/settings");
  await person.setPassword(page, "nine yellow walruses sing");
  await page.locator("section.hold").waitFor();
  await lookAt(page, "password-waits");
  await readMessage(device, ada.phone.international, /Another password will take the place of yours/);
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
