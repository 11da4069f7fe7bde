/** The whole story: a brokerage that knows Passkeep as any app would, and a person who trades there. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import { readCode, readMessage } from "../harness/messages.js";
import * as person from "../harness/person.js";
import { binary } from "../harness/server.js";

const house = openHouse();

/** A page of the brokerage, once it is there. */
function comeTo(page, path) {
  const origin = new URL(house.server.brokerageUrl).origin;
  return page.waitForURL((url) => url.origin === origin && (typeof path === "string" ? url.pathname === path : path.test(url.pathname)));
}

/** Opens an account on the way: from the brokerage to Passkeep, where it is made, and back. */
async function openAccount(device) {
  const { page } = device;
  await page.goto(house.server.brokerageUrl);
  await page.locator("main a[href='/sign-in']").click();
  await page.locator("a[href='/sign-up']").click();
  const phone = person.newPhone();
  await page.locator("select[name=region]").selectOption(phone.country);
  await page.locator("input[name=number]").fill(phone.national);
  await person.press(page, "/sign-up");
  await person.enterCode(page, "/sign-up/code", await readCode(device, phone.international));
  await person.giveName(page, "Ada Okafor");
  await person.choosePlace(page, "this_device");
  await device.touching(async () => {
    await page.locator("passkeep-sign-up").getByRole("button").first().click();
    await comeTo(page, "/");
  });
  await page.locator("table.positions").waitFor();
  return phone;
}

async function saveRecoveryCodes(page) {
  await page.goto(`${house.server.url}/settings/recovery`);
  await person.press(page, "/settings/recovery/codes");
  await page.locator(".codes").waitFor();
}

async function order(page, side, quantity) {
  await page.goto(`${house.server.brokerageUrl}/securities/ALDR`);
  await page.locator(`input[name=side][value=${side}]`).check();
  await page.locator("#quantity").fill(String(quantity));
  await page.locator("form[data-order] button").click();
}

/** The page of the action, once the brokerage has led there: a click is done before what follows from it. */
async function arriveAtConfirm(page) {
  await page.waitForURL((url) => url.origin === house.server.url && url.pathname.startsWith("/confirm/"));
  await page.locator("passkeep-confirm").waitFor();
  return page.url();
}

/** Signs what Passkeep shows, with the passkey. */
async function sign(device, after) {
  const { page } = device;
  await arriveAtConfirm(page);
  await device.touching(async () => {
    await page.locator("passkeep-confirm form[method=dialog] button").click();
    await after();
  });
}

const cents = (text) => Number(text.replace(/[^0-9]/g, ""));

test("somebody opens an account, trades, pays, and keeps a receipt that anybody can verify", async () => {
  const device = await house.device({ autofill: false });
  const { page } = device;
  await page.goto(house.server.brokerageUrl);
  await lookAt(page, "brokerage-welcome");
  const phone = await openAccount(device);
  await lookAt(page, "brokerage-portfolio");

  // A small order is done at once; whatever is larger has to wait for what a lost phone would take away.
  await order(page, "buy", 2);
  await comeTo(page, /^\/activity\//);
  assert.match(await page.locator(".notice").innerText(), /Done/);
  await order(page, "buy", 60);
  assert.match(await page.locator("#fault").innerText(), /recovery codes/);
  await lookAt(page, "brokerage-order");
  await saveRecoveryCodes(page);
  // From there the settings lead back: the app is one of those in use.
  await page.goto(`${house.server.url}/settings/apps`);
  await page.getByRole("link", { name: "Larkfield" }).click();
  await comeTo(page, "/");

  await order(page, "buy", 60);
  await arriveAtConfirm(page);
  assert.match(await page.locator("main").innerText(), /Larkfield[\s\S]*60[\s\S]*ALDR/);
  await sign(device, () => comeTo(page, /^\/activity\//));
  assert.match(await page.locator(".notice").innerText(), /Done/);
  assert.match(await page.locator(".signed").innerText(), /60/);
  await lookAt(page, "brokerage-receipt");

  // The receipt is verified by Passkeep's own command, offline, with what the issuer published.
  const download = page.waitForEvent("download");
  await page.locator("a[download]").click();
  const receipt = await (await download).path();
  const trust = join(house.server.data, "trust.json");
  const published = await fetch(`${house.server.url}/.well-known/passkeep-receipts`);
  await writeFile(trust, await published.text());
  const verify = (file) => spawnSync(binary(), ["receipt", "verify", file, "--trust", trust], { encoding: "utf8" });
  assert.equal(verify(receipt).status, 0, verify(receipt).stderr);
  const forged = join(house.server.data, "forged.jws");
  const jws = await readFile(receipt, "utf8");
  await writeFile(forged, jws.slice(0, 200) + (jws[200] === "A" ? "B" : "A") + jws.slice(201));
  assert.notEqual(verify(forged).status, 0);

  // A new payee waits, since no other device signs; then money can go there.
  await page.goto(`${house.server.brokerageUrl}/transfers`);
  await lookAt(page, "brokerage-transfers-empty");
  await page.locator("#name").fill("Fairmead Bank");
  await page.locator("#account").fill("gb29 nwbk 6016 1331");
  await page.locator("form[action='/payees'] button").click();
  const back = page.locator("passkeep-confirm a.out");
  await sign(device, () => back.waitFor());
  await back.click();
  await comeTo(page, /^\/activity\//);
  assert.match(await page.locator(".notice").innerText(), /on hold/);
  await lookAt(page, "brokerage-held");

  // It is told at its beginning and half way; Passkeep looks for what is due now and then, and the page follows.
  await readMessage(device, phone.international, /Fairmead Bank/);
  await house.server.setForward(13 * 60);
  await readMessage(device, phone.international, /Fairmead Bank/);
  await house.server.setForward(26 * 60);
  await page.locator(".notice.safe").waitFor({ timeout: 60_000 });
  await page.goto(`${house.server.brokerageUrl}/transfers`);
  await lookAt(page, "brokerage-transfers");
  await page.locator("#amount").fill("250.00");
  await page.locator("form[action='/withdrawals'] button").click();
  await arriveAtConfirm(page);
  assert.match(await page.locator("main").innerText(), /250\.00[\s\S]*Fairmead Bank/);
  await sign(device, () => comeTo(page, /^\/activity\//));
  assert.match(await page.locator(".notice").innerText(), /Done/);
  assert.match(await page.locator(".signed").innerText(), /250\.00 USD[\s\S]*Fairmead Bank/);
});

test("no is no, and what is taken back can't be signed", async () => {
  const device = await house.device({ autofill: false });
  const { page } = device;
  await openAccount(device);
  await saveRecoveryCodes(page);
  await order(page, "buy", 50);
  const { pathname } = new URL(await arriveAtConfirm(page));
  await person.press(page, `${pathname}/deny`);
  await page.locator("passkeep-confirm a.out").click();
  await comeTo(page, /^\/activity\//);
  assert.match(await page.locator(".notice").innerText(), /You said no/);

  await order(page, "buy", 50);
  const asked = await arriveAtConfirm(page);
  await page.goto(`${house.server.brokerageUrl}/activity`);
  await page.locator(".rows a").first().click();
  await page.locator("form[action$='/cancel'] button").click();
  await page.locator(".notice", { hasText: "Taken back" }).waitFor();
  await page.goto(asked);
  await page.locator("passkeep-confirm .notice").waitFor();
  assert.equal(await page.locator("passkeep-confirm form[method=dialog]").count(), 0);
  await page.goto(`${house.server.brokerageUrl}/activity`);
  await lookAt(page, "brokerage-activity");
});

test("a freeze at Passkeep is told here: nothing but selling is left, and for a while after the thaw", async () => {
  const device = await house.device({ autofill: false });
  const { page } = device;
  await openAccount(device);
  await page.goto(`${house.server.url}/settings/freeze`);
  await person.press(page, "/settings/freeze");
  await page.locator("#thaw").waitFor();
  await comeBackIn(page);
  await flagged(page, /is frozen/);
  await order(page, "buy", 1);
  assert.match(await page.locator("#fault").innerText(), /is frozen\. You can sell, and nothing else/);
  await lookAt(page, "brokerage-flagged");
  const cash = page.locator(".facts dd").nth(1);
  const before = cents(await cash.innerText());
  await order(page, "sell", 1);
  await comeTo(page, /^\/activity\//);
  await page.goto(`${house.server.brokerageUrl}/securities/ALDR`);
  assert.ok(cents(await cash.innerText()) > before);

  await page.goto(`${house.server.url}/settings/freeze`);
  await page.waitForLoadState("load");
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await page.locator('form[action="/settings/freeze"]').waitFor();
  });
  await flagged(page, /is thawed\. Until/);
  await order(page, "buy", 1);
  assert.match(await page.locator("#fault").innerText(), /is thawed/);
  await house.server.setForward(51 * 60);
  await page.goto(house.server.brokerageUrl);
  await page.locator(".positions").waitFor();
  assert.equal(await page.locator(".notice.wait").count(), 0);
});

/**
 * A freeze ends what apps had of every session, this one's too, and apps are told of it by back-channel logout: a moment
 * later, beside the webhook and not in its order. So first that has come; then the session here is begun anew, and stays.
 */
async function comeBackIn(page) {
  const enter = page.locator("main a[href='/sign-in']");
  do await page.goto(house.server.brokerageUrl);
  while (!(await enter.count()));
  await enter.click();
  await page.locator("table.positions").waitFor();
}

/** Looks at the portfolio until the webhook has come. */
async function flagged(page, pattern) {
  const notice = page.locator(".notice.wait", { hasText: pattern });
  do await page.goto(house.server.brokerageUrl);
  while (!(await notice.count()));
}

test("signing out there signs out here, and the other way round; in Chinese too", async () => {
  const device = await house.device({ autofill: false, locale: "zh-CN" });
  const { page } = device;
  await openAccount(device);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  await lookAt(page, "brokerage-portfolio-zh");
  await person.press(page, "/sign-out");
  await comeTo(page, "/");
  await page.locator(".notice.safe").waitFor();
  await page.goto(`${house.server.url}/settings`);
  await person.arrive(page, "/");
});
