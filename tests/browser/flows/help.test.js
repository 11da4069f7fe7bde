import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAndWalk, lookAt, tabTo, takePicture } from "../harness/look.js";
import * as person from "../harness/person.js";

const house = openHouse();

const AGENTS = {
  ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  android: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  windows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
  unknown: "Mozilla/5.0 (BeOS)",
};
const IOS_15 = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_8_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6.6 Mobile/15E148 Safari/604.1";

/** From now on the browser says that it is another. */
function pretend(device, userAgent) {
  return device.cdp.send("Emulation.setUserAgentOverride", { userAgent });
}

const why = (page) => page.locator("[data-diagnosis]:visible").first();
const answer = (page, anchor) => page.locator(`section#${anchor}`);
const passkeyButton = (page) => page.locator("form[data-passkey]").getByRole("button");

/** Someone with an account, signed out on a browser whose autofill asks nothing. */
async function known(more) {
  const device = await house.device({ autofill: false, ...more });
  const ada = await person.signUp(device);
  await person.signOut(device.page);
  return { device, ada, page: device.page };
}

/** The code of the reference that the page shows, once it is the one. */
async function shows(page, code) {
  await page.waitForFunction((code) => [...document.querySelectorAll("[data-diagnosis]:not([hidden]) [data-reference] output")].some(({ textContent }) => textContent.startsWith(`${code} / `)), code);
}

/** Follows "More about this" from what the page says, to the answer that it is about. */
async function readMore(page, anchor) {
  await why(page).locator("[data-help] a").click();
  await person.arrive(page, "/help/passkeys");
  assert.equal(new URL(page.url()).hash, `#${anchor}`);
  const { y } = await answer(page, anchor).locator("h2").boundingBox();
  assert.ok(y >= 0 && y < 900, `the answer is seen at once: ${y}`);
}

/** Every attempt ends as if a person had closed the window after reading it. */
function closeEveryWindow(page) {
  return page.addInitScript(() => {
    const begun = performance.now.bind(performance);
    let later = 0;
    performance.now = () => begun() + later;
    for (const kind of ["get", "create"]) {
      CredentialsContainer.prototype[kind] = async function () {
        later += 9000;
        throw new DOMException("The operation either timed out or was not allowed.", "NotAllowedError");
      };
    }
  });
}

for (const [locale, lede, question, platforms] of [
  ["en-GB", "For iPhone and iPad: that is what this browser says it runs on.", "Why can’t I create a passkey?", ["windows", "chromeos"]],
  ["zh-CN", "以下适用于 iPhone 和 iPad：这个浏览器说它运行在这类设备上。", "为什么无法创建通行密钥？", ["android", "harmony"]],
  ["zh-TW", "以下適用於 iPhone 和 iPad：這個瀏覽器說它在這類裝置上執行。", "為什麼無法建立通行金鑰？", ["mac"]],
  ["ja-JP", "iPhone と iPad 向けです。このブラウザが、そう名乗っています。", "パスキーを作成できないのはなぜですか？", ["linux"]],
]) {
  test(`help speaks for the system at hand, in ${locale}`, async () => {
    const device = await house.device({ locale });
    const { page } = device;
    await pretend(device, AGENTS.ios);
    await page.goto("/help/passkeys");
    assert.equal(await page.locator(".says .lede").innerText(), lede);
    assert.equal(await page.locator(".does h2").first().innerText(), question);
    assert.equal(await page.locator(".says details[open]").count(), 0);
    await lookAndWalk(page, `help-${locale}`);
    // Each system has its own tables and steps.
    for (const platform of platforms) {
      await page.goto(`/help/passkeys?platform=${platform}`);
      assert.notEqual(await page.locator(".says .lede").innerText(), lede);
      await lookAndWalk(page, `help-${locale}-${platform}`);
    }
    assert.deepEqual(device.complaints, []);
  });
}

test("each system has its own answers, and a link to it that works without script", async () => {
  const quiet = await house.device({ options: { javaScriptEnabled: false } });
  const { page } = quiet;
  await pretend(quiet, AGENTS.unknown);
  await page.goto("/help/passkeys");
  assert.equal(await page.locator(".says .lede").innerText(), "Choose your device, and the answers fit it.");
  for (const [name, says, never] of [
    ["Windows", "Settings › Accounts › Passkeys › localhost › ⋯ › Delete", "Find My iPhone"],
    ["Android", "This phone alone, without a Google Account", "Windows Hello"],
    ["Mac", "Chrome or Edge on this Mac", "Samsung Pass"],
    ["Linux", "Firefox on Linux can’t show the QR code", "Windows Hello"],
    ["Chromebook", "sign in to the Chromebook", "Windows Hello"],
    ["HarmonyOS", "HarmonyOS up to version 5 keeps no passkeys.", "Windows Hello"],
    ["iPhone and iPad", "An iPhone or iPad can’t set it.", "Windows Hello"],
  ]) {
    if ((await page.locator(".chooser[open]").count()) === 0) await page.locator(".chooser summary").click();
    await page.getByRole("link", { name, exact: true }).click();
    const text = await page.locator("body").innerText();
    assert.ok(text.toLowerCase().includes(says.toLowerCase()), `${name}: ${says}`);
    assert.ok(!text.includes(never), `${name}: ${never}`);
    assert.equal(await page.locator(".chooser [aria-current]").textContent(), name);
    assert.equal(await page.locator("section#key-pin .notice b").innerText(), "A reset erases every passkey on the key. A new PIN doesn’t bring them back.");
  }
  await page.locator(".colophon a[hreflang=ja]").click();
  assert.equal(new URL(page.url()).search, "?platform=ios", "another language keeps the device");
});

test("help is read with the keyboard alone, and printed without what only a screen needs", async () => {
  const device = await house.device();
  const { page } = device;
  await pretend(device, AGENTS.android);
  await page.goto("/");
  await tabTo(page, '.colophon a[href="/help/passkeys"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/help/passkeys");
  await tabTo(page, ".chooser summary");
  await page.keyboard.press("Enter");
  await tabTo(page, '.chooser a[href$="platform=windows"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/help/passkeys?platform=windows");
  await tabTo(page, '.toc a[href="#key-pin"]');
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#key-pin");
  await lookAt(page, "help-windows");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".chooser", ".toc", ".colophon", ".ways-on"]) assert.ok(!(await page.locator(gone).first().isVisible()), gone);
  await page.setViewportSize({ width: 794, height: 1123 });
  await takePicture(page, "help-print");
});

test("help says the same to everybody: nothing in it is of an account", async () => {
  const stranger = await house.device();
  await stranger.page.goto("/help/passkeys");
  const device = await house.device();
  await person.signUp(device);
  await device.page.goto("/help/passkeys");
  const html = (page) => page.evaluate(async () => (await fetch("/help/passkeys")).text());
  assert.equal(await html(device.page), await html(stranger.page));
});

test("why can't I create one: the page says what this device lacks, and help says the same with the steps", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await pretend(device, IOS_15);
  await page.goto("/settings/passkeys/new");
  await page.getByText("Creating a passkey on this device takes iOS 16 or newer.").waitFor();
  await page.locator('.colophon a[href="/help/passkeys"]').click();
  await page.locator('.toc a[href="#create"]').click();
  const text = await answer(page, "create").innerText();
  assert.match(text, /Creating a passkey on this device takes iOS 16 or newer\./);
  assert.match(text, /Settings › General › Software Update/);
  await lookAt(page, "help-create-ios-15");
});

test("why isn't it on my new phone: asked beside the passkeys", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await pretend(device, AGENTS.android);
  await page.goto("/settings/passkeys");
  await page.getByRole("link", { name: "Not on your new phone?" }).click();
  await person.arrive(page, "/help/passkeys");
  assert.match(await answer(page, "sync").innerText(), /both phones are signed in to the same Google Account/);
});

test("why wasn't I asked: where no window came up, the way to the answer stands beside it", async () => {
  const device = await house.device({ autofill: false });
  const { page } = device;
  await page.addInitScript(() => {
    CredentialsContainer.prototype.get = () => Promise.reject(new DOMException("The document is not focused.", "NotAllowedError"));
  });
  await page.goto("/");
  assert.equal(await page.getByRole("link", { name: "Nothing asked, or it didn’t work?" }).getAttribute("href"), "/help/passkeys#not-asked");
  await passkeyButton(page).click();
  await shows(page, "ENV-10");
  await lookAt(page, "help-nothing-asked");
  await readMore(page, "not-asked");
});

test("how do I set a key's PIN: said with the choice of a key, for this system, with what a reset does", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  await pretend(device, AGENTS.windows);
  await person.walkToPlace(device, ada);
  const pin = page.locator(".key-pin");
  assert.match(await page.locator(".choice .where").first().innerText(), /In Windows Hello, for this PC alone, or in Microsoft Password Manager, which syncs\./);
  assert.ok(!(await pin.isVisible()), "this device is chosen");
  await person.choosePlace(page, "security_key");
  await pin.getByText("A reset erases every passkey on the key.").waitFor();
  await pin.locator("summary").click();
  assert.match(await pin.locator("li").first().innerText(), /Settings › Accounts › Sign-in options › Security key › Manage/);
  await lookAt(page, "help-place-key");
  await pretend(device, AGENTS.ios);
  await page.reload();
  await person.choosePlace(page, "security_key");
  await pin.getByText("An iPhone or iPad can’t set it. Set the PIN on a computer first, then come back.").waitFor();
});

test("what did you see: a phone that has none is HYB-03, a code that nothing reads is HYB-04", async () => {
  const { page } = await known();
  await closeEveryWindow(page);
  await page.goto("/");
  await page.locator("details[data-other-ways] summary").click();
  await page.locator('details[data-other-ways] [data-hint="hybrid"]').click();
  await shows(page, "SIG-01");
  const asked = why(page).getByRole("group", { name: "What did you see?" });
  assert.deepEqual(await asked.getByRole("button").allInnerTexts(), ["It asked for Bluetooth", "Nothing after the scan", "“No passkey” on the phone", "The QR code did nothing"]);
  await lookAt(page, "what-did-you-see-phone");
  await asked.getByRole("button", { name: "“No passkey” on the phone" }).click();
  await shows(page, "HYB-03");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "That phone has no passkey for this.");
  assert.ok(!(await asked.isVisible()), "asked once");
  await lookAt(page, "what-did-you-see-answered");
  await page.locator('details[data-other-ways] [data-hint="hybrid"]').click();
  await shows(page, "SIG-01");
  await asked.getByRole("button", { name: "The QR code did nothing" }).click();
  await shows(page, "HYB-04");
});

test("what did you see: one's own key that has none any more was reset, KEY-05, and help says what that means", async () => {
  const { page } = await known();
  await closeEveryWindow(page);
  await page.goto("/");
  await page.locator("details[data-other-ways] summary").click();
  await page.locator('details[data-other-ways] [data-hint="security-key"]').click();
  await shows(page, "SIG-01");
  await lookAt(page, "what-did-you-see-key");
  await why(page).getByRole("button", { name: "My own key has none any more" }).click();
  await shows(page, "KEY-05");
  await readMore(page, "key-pin");
});

test("nobody is asked what they saw where only this device was asked", async () => {
  const { page } = await known();
  await closeEveryWindow(page);
  await page.goto("/");
  await passkeyButton(page).click();
  await shows(page, "SIG-01");
  assert.ok(!(await page.locator("[data-saw]").first().isVisible()));
});

test("why did it fail: each of the six causes stands in the answer, and what the page says leads there", async () => {
  const { device, ada, page } = await known();
  // Another account's: whoever types one name and uses the other's passkey.
  const other = await house.device({ autofill: false });
  await person.signUp(other);
  await person.signOut(other.page);
  await person.openSignIn(other.page);
  await other.touching(async () => {
    await person.pressContinue(other.page, ada.userId);
    await why(other.page).waitFor();
  });
  await shows(other.page, "SIG-07");
  await readMore(other.page, "failed");
  // Not here: a browser that has no passkey of theirs; the window is closed.
  const elsewhere = await house.device({ autofill: false });
  await elsewhere.page.goto("/");
  await elsewhere.touching(async () => {
    await person.pressContinue(elsewhere.page, ada.userId);
    await why(elsewhere.page).waitFor();
  });
  await elsewhere.page.getByRole("link", { name: "Nothing asked, or it didn’t work?" }).click();
  await elsewhere.page.locator('.toc a[href="#failed"]').click();
  assert.match(await elsewhere.page.locator("#not-here").innerText(), /It is on another device\./);
  // Removed here, and still on the device: whoever proves to hold it is told.
  await person.signIn(device);
  await device.plugIn("usb");
  await person.createPasskey(device, ada, "security_key");
  const { passkeys } = await person.askJson(page, "GET", "/v1/passkeys");
  const key = passkeys.find(({ kind }) => kind === "security_key") ?? passkeys[0];
  const [held] = await device.passkeys("usb");
  await page.goto(`/settings/passkeys/${key.id}/remove`);
  const forgotten = device.toldOf("credentialDeleted");
  await device.touching(async () => {
    await page.locator("passkeep-remove").getByRole("button", { name: /^Remove/ }).click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "usb");
  await forgotten;
  await device.put(held, "usb");
  await person.signOut(page);
  await person.openSignIn(page);
  await device.touching(async () => {
    await passkeyButton(page).click();
    await why(page).waitFor();
  }, "usb");
  await shows(page, "SIG-05");
  await readMore(page, "failed");
  await device.unplug("usb");
  // We had a problem: the page says by itself that the passkey is fine.
  await person.openSignIn(page);
  await page.route("**/v1/**", (route) => route.fulfill({ status: 502, body: "" }));
  await device.touching(async () => {
    await passkeyButton(page).click();
    await person.saysOnly(page, "server_problem");
  });
  device.complaints.length = 0;
  await page.unroute("**/v1/**");
  await page.goto("/help/passkeys#failed");
  const causes = await page.locator("#failed dt").allInnerTexts();
  assert.equal(causes.length, 6);
  for (const cause of ["not-here", "silent", "removed", "other-account", "our-trouble", "key-reset"]) {
    assert.ok(await page.locator(`#failed #${cause} dd`).isVisible(), cause);
  }
  assert.match(await page.locator("#our-trouble dd").innerText(), /^Your passkey is fine; don’t delete it\./);
  await lookAt(page, "help-failed");
});

test("after a removal the page says where to delete it on this system, where the browser takes no signals", async () => {
  const device = await house.device({ autofill: false });
  const ada = await person.signUp(device);
  const { page } = device;
  await device.plugIn("usb");
  await person.createPasskey(device, ada, "security_key");
  await page.addInitScript(() => { delete PublicKeyCredential.signalUnknownCredential; });
  await pretend(device, AGENTS.ios);
  await page.goto("/settings/passkeys");
  await page.locator('a[href$="/remove"]').first().click();
  await device.touching(async () => {
    await page.locator("dialog[open] button[value=remove]").click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "internal");
  const told = page.locator("[data-unless-signals]");
  await told.waitFor();
  await lookAt(page, "help-removed");
  await told.getByRole("link").click();
  await person.arrive(page, "/help/passkeys");
  assert.equal(new URL(page.url()).hash, "#where");
});

test("a lost phone: from help to the report and to what a loss would mean", async () => {
  const device = await house.device();
  await person.signUp(device);
  const { page } = device;
  await page.goto("/help/passkeys#lost");
  assert.match(await answer(page, "lost").innerText(), /report the one that is lost\. From then on it signs in nowhere/);
  await answer(page, "lost").getByRole("link", { name: "What if I lose it?" }).click();
  await person.arrive(page, "/settings/what-if");
  await page.goto("/help/passkeys#lost");
  await answer(page, "lost").getByRole("link", { name: "Passkeys" }).click();
  await person.arrive(page, "/settings/passkeys");
  await page.locator('a[href$="/lost"]').first().click();
  await page.getByRole("button", { name: "Report it lost" }).waitFor();
});
