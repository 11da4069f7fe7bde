import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt, tabTo } from "../harness/look.js";
import { readCode, readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

const LONG = "seven purple walruses hum";

/** Somebody with a passkey and a password, signed out on a browser that knows them. */
async function withPassword({ password = LONG, ...more } = {}) {
  const device = await house.device(more);
  const ada = await person.signUp(device);
  await person.givePassword(device.page, password);
  await person.signOut(device.page);
  return { device, ada, page: device.page };
}

const session = (page) => person.askJson(page, "GET", "/v1/session");

let passed = 0;

/** Lets time pass. It never goes back: the server's floor, behind which old tickets are refused, only rises. */
function pass(seconds) {
  passed += seconds;
  return house.server.setForward(passed);
}

const quarantine = (page) => page.locator('.notice.wait a[href="/reauthenticate"]:visible');

test("a password opens a quarantine that says so; a passkey lifts it on the way to what it kept shut", async () => {
  const { device, ada, page } = await withPassword();
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
  await quarantine(page).waitFor();
  assert.match(await readMessage(device, ada.phone.international, /without a passkey/i), /Chrom/);
  for (const path of ["/settings/passkeys", "/settings/contacts", "/settings/sessions", "/settings/password"]) {
    await page.goto(path);
    await quarantine(page).waitFor();
  }
  await page.goto("/settings/passkeys");
  await page.locator('a[href="/settings/passkeys/new"]').first().click();
  const onward = page.locator('a[href="/reauthenticate?next=/settings/passkeys/new"]');
  await onward.click();
  await person.arrive(page, "/reauthenticate");
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.arrive(page, "/settings/passkeys/new");
  });
  assert.equal(await quarantine(page).count(), 0);
  await person.press(page, "/settings/passkeys/new");
  await person.arrive(page, "/settings/passkeys/new/code");
});

test("a closed sheet lifts nothing, and the quarantine can go on", async () => {
  const { device, ada, page } = await withPassword();
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
  await quarantine(page).click();
  await person.arrive(page, "/reauthenticate");
  await device.cancelling(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.saysOnly(page, "cancelled");
  });
  await page.locator('passkeep-reauthenticate a[href="/settings"]').click();
  await quarantine(page).waitFor();
});

test("a wrong password is said in words, keeps the page, and gives way to the right one", async () => {
  const { ada, page } = await withPassword();
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, "another one");
  await page.locator("#factor-wrong").waitFor();
  assert.match(await page.locator("#factor-wrong").innerText(), /Nothing has changed/);
  assert.equal(await page.locator("input[name=password]").inputValue(), "");
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
});

test("a code to the phone: wrong, sent again, right", async () => {
  const { device, ada, page } = await withPassword();
  await person.goOtherWay(page, ada.userId);
  await person.press(page, "/sign-in/code/send");
  await person.arrive(page, "/sign-in/code");
  const attributes = await page.locator("input[name=code]").evaluate(({ autocomplete, inputMode }) => [autocomplete, inputMode]);
  assert.deepEqual(attributes, ["one-time-code", "numeric"]);
  assert.match(await page.locator(".says").innerText(), new RegExp(`${ada.phone.international.slice(-2)}`), "where it went");
  const code = await readCode(device, ada.phone.international);
  await person.enterCode(page, "/sign-in/code", person.wrongCode(code));
  await page.locator("[aria-invalid=true]").waitFor();
  await pass(31);
  await person.press(page, "/sign-in/code/again");
  await page.locator(".notice.safe").waitFor();
  await person.enterCode(page, "/sign-in/code", await readCode(device, ada.phone.international));
  await person.arrive(page, "/settings");
  await quarantine(page).waitFor();
});

test("a short password takes a code beside it, and the page says why", async () => {
  const { device, ada, page } = await withPassword({ password: "gx8!kwo2" });
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, "gx8!kwo2");
  await page.locator("h1", { hasText: "One more proof" }).waitFor();
  assert.equal(await page.locator("input[name=password]").count(), 0, "what was proved isn't asked for again");
  await person.press(page, "/sign-in/code/send");
  await person.enterCode(page, "/sign-in/code", await readCode(device, ada.phone.international));
  await person.arrive(page, "/settings");
  assert.deepEqual([(await session(page)).level, (await session(page)).standing], ["2w", "quarantine"]);
});

test("a browser that the account doesn't know gets nothing, by neither way, and is told what does help", async () => {
  const { ada } = await withPassword();
  const stranger = await house.device();
  const { page } = stranger;
  const isRefused = async () => {
    const wrong = page.locator("#factor-wrong");
    await wrong.waitFor();
    assert.match(await wrong.innerText(), /doesn’t know this browser/);
    assert.equal(await page.locator(".does form").count(), 0, "no form that can't help");
    await page.locator(".does").getByRole("link", { name: "Use a passkey instead" }).click();
    await person.arrive(page, "/");
    assert.equal((await person.callJson(page, "GET", "/v1/session")).status, 401);
  };
  await person.goOtherWay(page, ada.userId);
  await person.provePassword(page, LONG);
  await isRefused();
  await person.goOtherWay(page, ada.userId);
  await person.press(page, "/sign-in/code/send");
  await person.arrive(page, "/sign-in/code");
  assert.doesNotMatch(await page.locator(".says").innerText(), new RegExp(ada.phone.international.slice(-2)), "a stranger isn't told where it went");
  await person.enterCode(page, "/sign-in/code", await readCode(stranger, ada.phone.international));
  await isRefused();
});

test("somebody whom nobody knows is led as far as anyone", async () => {
  const { page } = await house.device();
  await person.goOtherWay(page, "nobody@example.com");
  await person.provePassword(page, LONG);
  await page.locator("#factor-wrong").waitFor();
  await person.press(page, "/sign-in/code/send");
  await person.arrive(page, "/sign-in/code");
  await person.enterCode(page, "/sign-in/code", "123456");
  await page.locator("[aria-invalid=true]").waitFor();
});

test("two closed prompts open the other ways, and what was typed goes along", async () => {
  const { device, ada, page } = await withPassword();
  await person.openSignIn(page);
  await device.cancelling(async () => {
    await person.pressContinue(page, ada.userId);
    await person.saysOnly(page, "cancelled");
    await person.pressContinue(page, ada.userId);
    await person.saysOnly(page, "cancelled_again");
  });
  assert.equal(await person.otherWay(page).isVisible(), true);
  await person.otherWay(page).click();
  await person.arrive(page, "/sign-in/factor");
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
  await page.goto("/settings");
  assert.equal((await person.askJson(page, "GET", "/v1/account")).user_id, ada.userId);
});

test("with nothing typed, the other way asks; what can't be one is kept with a word on it", async () => {
  const { page } = await house.device();
  await person.openSignIn(page);
  await page.locator("details[data-other-ways] summary").click();
  await person.otherWay(page).click();
  await person.arrive(page, "/sign-in/other");
  assert.equal(await page.locator("[role=alert]").count(), 0, "nothing was wrong yet");
  await page.locator("input[name=identifier]").fill("12");
  await person.press(page, "/sign-in/other");
  await page.locator("[aria-invalid=true]").waitFor();
  assert.equal(await page.locator("input[name=identifier]").inputValue(), "12");
});

const proofs = {
  "a password": (page) => person.provePassword(page, LONG),
  "a code": async (page, device, ada) => {
    await person.press(page, "/sign-in/code/send");
    await person.enterCode(page, "/sign-in/code", await readCode(device, ada.phone.international));
  },
};

for (const [name, prove] of Object.entries(proofs)) {
  test(`a shared computer stays one on the way round by ${name}: forgotten, and out after 15 idle minutes`, async () => {
    const { device, ada, page } = await withPassword();
    await person.openSignIn(page);
    await page.locator("input[name=shared_computer]").check();
    await page.locator("input[name=identifier]").fill(ada.userId);
    await page.locator("details[data-other-ways] summary").click();
    await person.otherWay(page).click();
    await person.arrive(page, "/sign-in/factor");
    await prove(page, device, ada);
    await person.arrive(page, "/settings");
    const names = (await device.context.cookies()).map((cookie) => cookie.name);
    assert.ok(!names.some((cookie) => cookie.endsWith("passkeep-device")), names.join());
    await pass(16 * 60);
    await page.goto("/settings");
    await person.arrive(page, "/");
  });
}

test("without scripts: password and code, from the sign-in page to the settings", async () => {
  const { device, ada } = await withPassword();
  const storageState = await device.context.storageState();
  const { page } = await house.device({ options: { storageState, javaScriptEnabled: false } });
  const goOtherWay = async () => {
    await page.goto("/");
    await page.locator("input[name=identifier]").fill(ada.userId);
    await page.locator("details[data-other-ways] summary").click();
    await person.otherWay(page).click();
    await person.arrive(page, "/sign-in/factor");
  };
  await goOtherWay();
  await person.provePassword(page, LONG);
  await person.arrive(page, "/settings");
  await quarantine(page).waitFor();
  await person.signOut(page);
  await goOtherWay();
  await person.press(page, "/sign-in/code/send");
  await person.arrive(page, "/sign-in/code");
  await person.enterCode(page, "/sign-in/code", await readCode(device, ada.phone.international));
  await person.arrive(page, "/settings");
});

test("with the keyboard alone: two cancels, the other way, a password, and a passkey that lifts the quarantine", async () => {
  const { device, ada, page } = await withPassword();
  await person.openSignIn(page);
  await device.cancelling(async () => {
    await tabTo(page, "input[name=identifier]");
    await page.keyboard.type(ada.userId);
    await page.keyboard.press("Enter");
    await person.saysOnly(page, "cancelled");
    await page.keyboard.press("Enter");
    await person.saysOnly(page, "cancelled_again");
  });
  await tabTo(page, 'button[formaction="/sign-in/other"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-in/factor");
  await tabTo(page, "input[name=password]");
  await page.keyboard.type(LONG);
  await page.keyboard.press("Enter");
  await person.arrive(page, "/settings");
  await tabTo(page, 'a[href="/reauthenticate"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/reauthenticate");
  await tabTo(page, "passkeep-reauthenticate button");
  await device.touching(async () => {
    await page.keyboard.press("Enter");
    await person.arrive(page, "/settings");
  });
  assert.equal(await quarantine(page).count(), 0);
});

for (const locale of ["en-GB", "zh-CN"]) {
  test(`every page of the way round, in ${locale}`, async () => {
    const { device, ada, page } = await withPassword({ locale, password: "gx8!kwo2" });
    const look = (name) => lookAt(page, `${locale}-fallback-${name}`);
    await page.goto("/");
    await page.locator("details[data-other-ways] summary").click();
    await look("other-ways");
    await page.goto("/sign-in/other");
    await look("who");
    await page.locator("input[name=identifier]").fill("12");
    await person.press(page, "/sign-in/other");
    await look("who-wrong");
    await page.locator("input[name=identifier]").fill(ada.userId);
    await person.press(page, "/sign-in/other");
    await person.arrive(page, "/sign-in/factor");
    await look("ways");
    await person.provePassword(page, "another one");
    await page.locator("#factor-wrong").waitFor();
    await look("wrong");
    await person.provePassword(page, "gx8!kwo2");
    await page.locator("input[name=password]").waitFor({ state: "detached" });
    await look("second");
    await person.press(page, "/sign-in/code/send");
    await person.arrive(page, "/sign-in/code");
    await look("code");
    await person.enterCode(page, "/sign-in/code", await readCode(device, ada.phone.international));
    await person.arrive(page, "/settings");
    await look("quarantine");
    await page.goto("/settings/passkeys");
    await look("quarantine-passkeys");
    await page.goto("/settings/passkeys/new");
    await look("needs-proof");
    await page.goto("/reauthenticate");
    await look("reauthenticate");
    const stranger = await house.device({ locale });
    await person.goOtherWay(stranger.page, ada.userId);
    await person.press(stranger.page, "/sign-in/code/send");
    await person.arrive(stranger.page, "/sign-in/code");
    await lookAt(stranger.page, `${locale}-fallback-code-stranger`);
    await person.enterCode(stranger.page, "/sign-in/code", await readCode(stranger, ada.phone.international));
    await stranger.page.locator("#factor-wrong").waitFor();
    await lookAt(stranger.page, `${locale}-fallback-stranger`);
  });
}
