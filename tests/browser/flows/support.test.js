import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAndWalk, lookAt } from "../harness/look.js";
import * as person from "../harness/person.js";

// Every virtual authenticator of Chromium attests by one key, which stands in its source; this certifies that key.
const root = fileURLToPath(new URL("../harness/chromium-attestation.pem", import.meta.url));
const desk = join(await mkdtemp(join(tmpdir(), "passkeep-desk-")), "desk.toml");
const attestation = `[attestation]\nconveyance = "direct"\nroots = ["${root}"]\n`;
await writeFile(desk, attestation);

const house = openHouse({ more: ["--desk", desk] });
const REASON = "On the phone, knew the last deposit and the branch";

/** Somebody with a security key; each has a browser of their own. */
async function member(name, options = {}) {
  const device = await house.device({ transports: ["usb"], ...options });
  return { device, page: device.page, ...(await person.signUp(device, { name, place: "security_key" })) };
}

async function hire(roles) {
  const lines = roles.map(([{ userId }, role]) => `"${userId}" = "${role}"\n`);
  await writeFile(desk, `${attestation}[support]\nlooks_per_hour = 60\n[support.staff]\n${lines.join("")}`);
  // No page asks a server that is down.
  await Promise.all(roles.map(([{ page }]) => page.goto("about:blank")));
  await house.server.crash();
}

/** To the desk: the page leads through the proof that is missing, and back. */
async function enter({ device, page }, where = "/support") {
  await page.goto(where);
  if (person.path(page) === "/reauthenticate") {
    await device.touching(async () => {
      await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
      await person.arrive(page, where);
    }, "usb");
  }
  assert.equal(person.path(page), where);
}

async function find({ page }, text) {
  await page.goto("/support");
  await page.locator("input[name=text]").fill(text);
  await person.press(page, "/support/find");
}

async function sign({ device, page }, next) {
  await device.touching(async () => {
    await page.locator("passkeep-support").getByRole("button").first().click();
    await person.arrive(page, next);
  }, "usb");
}

test("two of the staff help somebody who is on the phone, and each look stands in her history", async () => {
  const ada = await member("Ada Okafor");
  const ben = await member("Ben Silva");
  const cay = await member("Cay Lindqvist");
  // What fails on Ada's device: she closes the window, and reads out the reference.
  const reference = await failing(ada);
  await hire([[ben, "decide"], [cay, "decide"]]);

  // Who is not staff finds what anybody finds anywhere.
  await ada.page.goto("/support");
  assert.match(await ada.page.locator("main").innerText(), /nothing|isn’t here|not here/i);

  await enter(ben);
  await lookAndWalk(ben.page, "support-desk");
  await find(ben, "nobody@example.com");
  await ben.page.getByText("Nothing found for “nobody@example.com”").waitFor();
  await lookAndWalk(ben.page, "support-nothing");
  await find(ben, reference);
  await ben.page.waitForURL(/\/support\/attempts\//);
  await ben.page.locator("details summary").first().click();
  await lookAndWalk(ben.page, "support-attempt");
  await find(ben, ada.phone.international);
  const account = `/support/accounts/${ada.userId}`;
  await person.arrive(ben.page, account);
  await lookAndWalk(ben.page, "support-account");
  const shown = await ben.page.locator("main").innerText();
  assert.ok(!shown.replaceAll(" ", "").includes(ada.phone.national), "the number is masked");
  assert.match(shown, /••• \d\d/);

  await person.press(ben.page, `${account}/freeze`);
  await ben.page.getByText("Frozen. One address was told.").waitFor();
  await ben.page.getByRole("link", { name: "Propose to thaw it" }).click();
  await ben.page.locator("textarea[name=reason]").fill(REASON);
  await lookAndWalk(ben.page, "support-propose");
  await sign(ben, account);
  await ben.page.getByText("Proposed. Another person").waitFor();
  await ben.page.locator(`a[href^="${account}/proposals/"]`).click();
  await ben.page.getByText("another person signs it").waitFor();
  await lookAndWalk(ben.page, "support-own-proposal");

  await enter(cay);
  await cay.page.getByText("Waiting for a second").waitFor();
  await lookAndWalk(cay.page, "support-second-waits");
  await cay.page.locator(`a[href^="${account}/proposals/"]`).click();
  await cay.page.getByText(REASON).waitFor();
  await lookAndWalk(cay.page, "support-second");
  await sign(cay, account);
  await cay.page.getByText("Done. Every address was told.").waitFor();

  await person.openSignIn(ada.page);
  await ada.device.touching(async () => {
    await person.pressPasskey(ada.page);
    await person.arrive(ada.page, "/settings/passkeys");
  }, "usb");
  await ada.page.goto("/settings/history");
  const history = await ada.page.locator("main").innerText();
  for (const line of ["Support looked at your account (decider)", "Support froze your account", "Two of support signed and did: Thaw the account"]) {
    assert.ok(history.includes(line), `${line} in ${history}`);
  }
  await lookAt(ada.page, "support-history");

  await enter(cay, "/support/charts");
  await cay.page.locator("svg.columns").first().waitFor();
  await lookAndWalk(cay.page, "support-charts");
});

/** The sign-in of somebody that fails: the window is closed, and the page gives a reference to read out. */
async function failing({ device, page }) {
  await page.goto("/reauthenticate");
  await device.authenticators[0].setRecognised(false);
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await page.locator("[data-reference] output").filter({ hasText: "/" }).waitFor();
  }, "usb");
  await device.authenticators[0].setRecognised(true);
  return page.locator("[data-reference] output").innerText();
}

for (const locale of ["zh-CN", "zh-TW", "ja"]) {
  test(`the desk in ${locale}, for an account whose owner reads English`, async () => {
    const ada = await member("Ada Okafor");
    const ben = await member("Ben Silva", { locale });
    const cay = await member("Cay Lindqvist", { locale });
    const reference = await failing(ada);
    await hire([[ben, "decide"], [cay, "decide"]]);
    await enter(ben);
    await find(ben, "nobody@example.com");
    await lookAndWalk(ben.page, `${locale}-support-nothing`);
    await find(ben, reference);
    await ben.page.waitForURL(/\/support\/attempts\//);
    await ben.page.locator("details summary").first().click();
    await lookAndWalk(ben.page, `${locale}-support-attempt`);
    await find(ben, ada.userId);
    const account = `/support/accounts/${ada.userId}`;
    await person.arrive(ben.page, account);
    assert.equal(await ben.page.locator("main table").count() > 2, true);
    await person.press(ben.page, `${account}/freeze`);
    await ben.page.locator("main .notice.safe").waitFor();
    await lookAndWalk(ben.page, `${locale}-support-account`);
    await ben.page.locator('a[href*="action=thaw"]').click();
    await ben.page.locator("textarea[name=reason]").fill(REASON);
    await lookAndWalk(ben.page, `${locale}-support-propose`);
    await sign(ben, account);
    await enter(cay);
    await lookAndWalk(cay.page, `${locale}-support-desk`);
    await cay.page.locator(`a[href^="${account}/proposals/"]`).click();
    await cay.page.getByText(REASON).waitFor();
    await lookAndWalk(cay.page, `${locale}-support-second`);
    await enter(cay, "/support/charts");
    await lookAndWalk(cay.page, `${locale}-support-charts`);
  });
}
