import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { keyboardFaults, lookAt, tabTo } from "../harness/look.js";
import { readCode } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();

/** The demo's messages load themselves anew, in the middle of a look. */
async function holdStill(route) {
  const response = await route.fetch();
  const html = await response.text();
  return route.fulfill({ response, body: html.replace(/<meta http-equiv="refresh"[^>]*>/, "") });
}

/** What a person is called, by the language of their browser. */
const names = { "en-GB": "Ada Okafor", "zh-CN": "王小明", "zh-TW": "林曉雯", "ja-JP": "佐藤 美咲" };

for (const [locale, name] of Object.entries(names)) {
  test(`every page of a whole life, in ${locale}`, async () => {
    const device = await house.device({ locale });
    const { page } = device;
    const look = async (name) => {
      await lookAt(page, `${locale}-${name}`);
      // A dialog keeps the keyboard to itself, and is walked below.
      if (locale === "en-GB" && !name.endsWith("-dialog")) assert.deepEqual(await keyboardFaults(page), [], name);
    };
    const phone = person.newPhone();
    await page.goto("/");
    await look("sign-in");
    await device.cancelling(async () => {
      await person.pressPasskey(page);
      await person.saysOnly(page, "cancelled");
      await look("sign-in-cancelled");
    });
    await page.goto("/sign-up");
    await look("sign-up");
    await person.askForCode(page, phone);
    await look("sign-up-code");
    const code = await readCode(device, phone.international);
    await person.enterCode(page, "/sign-up/code", person.wrongCode(code));
    await page.locator("[aria-invalid=true]").waitFor();
    await look("sign-up-code-wrong");
    await person.enterCode(page, "/sign-up/code", code);
    await person.arrive(page, "/sign-up/name");
    await look("sign-up-name");
    await person.giveName(page, name);
    await look("sign-up-passkey");
    await device.touching(async () => {
      await page.locator("passkeep-sign-up").getByRole("button").first().click();
      await person.arrive(page, "/settings/passkeys");
    });
    await look("welcome");
    await page.route("**/demo/messages", holdStill);
    for (const path of ["/settings", "/settings/passkeys", "/settings/passkeys/new", "/settings/contacts", "/settings/contacts/email", "/settings/sessions", "/settings/history", "/demo/messages", "/no-such-page"]) {
      await page.goto(path);
      await look(path.slice(1).replaceAll("/", "-"));
    }
    await device.plugIn("usb");
    await person.walkToGrant(device, { phone });
    await look("grant");
    await device.touching(async () => {
      await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
      await person.arrive(page, "/settings/passkeys/new/place");
    }, "internal");
    await look("place");
    await person.choosePlace(page, "security_key");
    await device.touching(async () => {
      await page.locator("passkeep-create").getByRole("button").first().click();
      await person.arrive(page, "/settings/passkeys");
    }, "usb");
    await look("created");
    await page.goto("/settings/history");
    await look("history-longer");
    await page.locator('.tail a[href^="/settings/history/"]').first().click();
    await page.waitForURL((url) => /^\/settings\/history\/\d+$/.test(url.pathname));
    await look("history-event");
    await page.goto("/settings/passkeys");
    await page.locator("[data-dialog]").last().click();
    await page.locator("dialog[open]").waitFor();
    await look("remove-dialog");
    await page.goto(await page.locator("[data-dialog]").last().getAttribute("href"));
    await look("remove");
    await page.goto("/settings/passkeys");
    await page.locator('a[href*="rename="]').first().click();
    await look("rename");
    await page.goto("/settings/passkeys");
    await page.locator('a[href$="/lost"]').last().click();
    await look("lost");
    await page.locator('form[action$="/lost"] button').click();
    await person.arrive(page, "/settings/passkeys");
    await look("on-its-way-out");
    await page.locator(".hold a").click();
    await look("hold");
    for (const path of ["/stop", "/stop?stopped", "/stop?counted", "/settings/name"]) {
      await page.goto(path);
      await look(path.slice(1).replaceAll(/[/?]/g, "-"));
    }
    await page.goto("/settings/contacts");
    await page.locator('a[href$="/change"]').click();
    await look("change-contact");
  });
}

test("the browser's language decides, and a choice of language stays, without its trace in the URL", async () => {
  const device = await house.device({ locale: "zh-CN" });
  const { page } = device;
  const language = () => page.locator("html").getAttribute("lang");
  await page.goto("/");
  assert.equal(await language(), "zh-CN");
  await page.locator(".colophon a[hreflang=en]").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(new URL(page.url()).search, "");
  await page.goto("/sign-up");
  assert.equal(await language(), "en");
});

test("each language of a browser leads to the nearest of ours", async () => {
  for (const [locale, expected] of [["zh-HK", "zh-TW"], ["zh-SG", "zh-CN"], ["ja-JP", "ja"], ["ko-KR", "en"]]) {
    const { page } = await house.device({ locale });
    await page.goto("/");
    assert.equal(await page.locator("html").getAttribute("lang"), expected, locale);
  }
});

test("times are in the reader's zone, within sentences too, and the history is in their days", async () => {
  const device = await house.device({ locale: "ja-JP", options: { timezoneId: "Pacific/Kiritimati" } });
  const { page } = device;
  await person.signUp(device, { name: "佐藤 美咲" });
  await page.goto("/settings/sessions");
  const time = page.locator("time").first();
  const at = new Date(await time.getAttribute("datetime"));
  const far = { timeZone: "Pacific/Kiritimati", hour: "2-digit", minute: "2-digit" };
  assert.ok((await time.textContent()).includes(at.toLocaleTimeString("ja-JP", far)), await time.textContent());
  await page.goto("/settings/history");
  assert.equal(await page.locator("h2.day").first().textContent().then((text) => text.split(" ")[0]), "今日");
  assert.ok(!(await page.locator("main").textContent()).includes("UTC"));
  const quiet = await house.device({ locale: "ja-JP", options: { javaScriptEnabled: false, storageState: await page.context().storageState() } });
  await quiet.page.goto("/settings/history");
  assert.ok((await quiet.page.locator("h2.day").first().textContent()).includes("UTC"));
});

test("127.0.0.1 leads to localhost", async () => {
  const device = await house.device();
  await device.page.goto(`http://127.0.0.1:${house.server.port}/sign-up`);
  assert.equal(device.page.url(), `${house.server.url}/sign-up`);
});

test("sign-in fits on a small phone: the field, Continue and the passkey button are seen at once", async () => {
  const device = await house.device({ options: { viewport: { width: 360, height: 640 } } });
  await device.page.goto("/");
  for (const button of [device.page.locator("form[data-identifier]").getByRole("button"), device.page.locator("form[data-passkey]").getByRole("button")]) {
    const { y, height } = await button.boundingBox();
    assert.ok(y + height <= 640, `ends at ${y + height}`);
    assert.ok(height >= 44, `${height} px high`);
  }
});

test("with the keyboard alone: sign up, sign out, sign in", async () => {
  const device = await house.device();
  const { page } = device;
  const phone = person.newPhone();
  await page.goto("/");
  await tabTo(page, 'a[href="/sign-up"]');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-up");
  await tabTo(page, "select[name=region]");
  await page.keyboard.type("Portugal");
  await tabTo(page, "input[name=number]");
  await page.keyboard.type(phone.national);
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-up/code");
  await tabTo(page, "input[name=code]");
  await page.keyboard.type(await readCode(device, phone.international));
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-up/name");
  await tabTo(page, "input[name=name]");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await person.arrive(page, "/sign-up/passkey");
  await tabTo(page, "passkeep-sign-up button");
  await device.touching(async () => {
    await page.keyboard.press("Enter");
    await person.arrive(page, "/settings/passkeys");
  });
  await tabTo(page, 'form[action="/sign-out"] button');
  await page.keyboard.press("Enter");
  await person.arrive(page, "/");
  await page.waitForFunction(() => window.webauthnRequests.some(({ mediation }) => mediation === "conditional"));
  await tabTo(page, "form[data-passkey] button");
  await device.touching(async () => {
    await page.keyboard.press("Enter");
    await person.arrive(page, "/settings/passkeys");
  });
});
