/** What a person does on the pages: only what is seen there, clicked and typed. */

import { autofillStands } from "./device.js";
import { readCode } from "./messages.js";

let numbers = 0;

/** A Portuguese mobile number that nobody in this run has. */
export function newPhone() {
  const national = `91${String(2_000_000 + process.pid % 1000 * 1000 + numbers++)}`;
  return { country: "PT", national, international: `+351${national}` };
}

/** Presses the button of the form that posts to a path. */
export function press(page, path) {
  return page.locator(`form[action="${path}"]`).getByRole("button").first().click();
}

export function path(page) {
  return new URL(page.url()).pathname;
}

/** Waits until the page is at a path, whatever its query. */
export function arrive(page, wanted) {
  return page.waitForURL((url) => url.pathname === wanted);
}

/**
 * Waits until an element says one of its messages, and nothing else. A diagnosis may take the message's place right after, so
 * that what is said is looked at as a whole, and often.
 */
export async function saysOnly(page, name) {
  const isAlone = (wanted) => {
    const said = [...document.querySelectorAll("[data-message]")].filter((message) => message.getClientRects().length > 0);
    return said.length === 1 && said[0].dataset.message === wanted;
  };
  await page.waitForFunction(isAlone, name, { polling: 5 });
}

/**
 * Makes an account through the pages, one after the other.
 *
 * @returns {Promise<{ name: string, phone: ReturnType<typeof newPhone>, userId: string }>}
 */
export async function walkSignUp(device, { name = "Ada Okafor", place = "this_device", phone = newPhone() } = {}) {
  await proveNumber(device, phone);
  await giveName(device.page, name);
  await choosePlace(device.page, place);
  await device.touching(async () => {
    await device.page.locator("passkeep-sign-up").getByRole("button").first().click();
    await arrive(device.page, "/settings/passkeys");
  }, transportOf(place));
  return { name, phone, userId: await userIdOf(device.page) };
}

/**
 * Makes the account that a flow begins with, by the SDK on one page, and leaves the page where `walkSignUp` does: how
 * people sign up is walked in flows of its own.
 *
 * @type {typeof walkSignUp}
 */
export async function signUp(device, { name = "Ada Okafor", place = "this_device", phone = newPhone() } = {}) {
  const { page } = device;
  await page.goto("/sign-up");
  const { ticket } = await bySdk(page, "requestSignUp", { phone: phone.international });
  const code = await readCode(device, phone.international);
  const proved = await bySdk(page, "checkSignUpCode", { ticket, code });
  await device.touching(() => bySdk(page, "signUp", { ticket: proved.ticket, name, place }), transportOf(place));
  await page.goto("/settings/passkeys?welcome");
  return { name, phone, userId: await userIdOf(page) };
}

async function userIdOf(page) {
  const { user_id: userId } = await askJson(page, "GET", "/v1/account");
  return userId;
}

/** Calls a verb of the SDK on the page. */
function bySdk(page, verb, options) {
  return page.evaluate(async ([verb, options]) => (await import("/sdk/index.js"))[verb](options), [verb, options]);
}

export async function askForCode(page, phone) {
  await page.goto("/sign-up");
  await page.locator("select[name=region]").selectOption(phone.country);
  await page.locator("input[name=number]").fill(phone.national);
  await press(page, "/sign-up");
  await arrive(page, "/sign-up/code");
}

export async function proveNumber(device, phone) {
  await askForCode(device.page, phone);
  await enterCode(device.page, "/sign-up/code", await readCode(device, phone.international));
  await arrive(device.page, "/sign-up/name");
}

export async function enterCode(page, action, code) {
  await page.locator("input[name=code]").fill(code);
  await press(page, action);
}

/** A code that is not the one given. */
export function wrongCode(code) {
  return code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
}

export async function giveName(page, name) {
  await page.locator("input[name=name]").fill(name);
  await press(page, "/sign-up/name");
  await arrive(page, "/sign-up/passkey");
}

export function choosePlace(page, place) {
  return page.locator(`input[name=place][value=${place}]`).check();
}

export function transportOf(place) {
  return { this_device: "internal", other_device: "hybrid", security_key: "usb" }[place];
}

/** Opens the sign-in page, and waits until its autofill asks, where the browser has one. */
export async function openSignIn(page) {
  await page.goto("/");
  if (await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable())) await autofillStands(page);
}

export async function pressPasskey(page) {
  await page.locator("form[data-passkey]").getByRole("button").click();
}

export async function pressContinue(page, identifier) {
  await page.locator("input[name=identifier]").fill(identifier);
  await page.locator("form[data-identifier]").getByRole("button").click();
}

export async function signIn(device, page = device.page) {
  await openSignIn(page);
  await device.touching(async () => {
    await pressPasskey(page);
    await arrive(page, "/settings/passkeys");
  });
}

/** Chooses the device that shows the page as a trusted one. */
export async function trustDevice(page) {
  await page.goto("/settings/devices");
  await page.locator("passkeep-trust").getByRole("button").click();
  await page.waitForURL((url) => url.pathname === "/settings/devices" && url.searchParams.has("trusted"));
}

/** Begins a sign-in that a trusted device has to approve; gives the number on the screen. */
export async function waitForApproval(device) {
  const { page } = device;
  await openSignIn(page);
  await device.touching(async () => {
    await pressPasskey(page);
    await arrive(page, "/sign-in/wait");
  });
  return (await page.locator("output.plate").innerText()).trim();
}

/** Follows the banner that says that a new device waits. */
export async function openApproval(page) {
  await page.locator("[data-approvals] a[href^='/settings/approvals/']").click();
  await page.waitForURL((url) => url.pathname.startsWith("/settings/approvals/"));
}

export async function signOut(page) {
  await press(page, "/sign-out");
  await arrive(page, "/");
}

/** Sets the password that a flow begins with, by the SDK. */
export function givePassword(page, password) {
  return bySdk(page, "setPassword", { password });
}

export async function setPassword(page, password) {
  await page.goto("/settings/password");
  await page.locator("input[name=password]").fill(password);
  await press(page, "/settings/password");
}

/** From the sign-in page to the ways without a passkey, with what is typed there. */
export async function goOtherWay(page, identifier) {
  await openSignIn(page);
  await page.locator("input[name=identifier]").fill(identifier);
  await page.locator("details[data-other-ways] summary").click();
  await otherWay(page).click();
  await arrive(page, "/sign-in/factor");
}

export function otherWay(page) {
  return page.locator('button[formaction="/sign-in/other"]');
}

export async function provePassword(page, password) {
  await page.locator("input[name=password]").fill(password);
  await press(page, "/sign-in/password");
}

/** From the passkeys page to the step where an own passkey is asked for. */
export async function walkToGrant(device, person) {
  const { page } = device;
  await page.goto("/settings/passkeys");
  await page.locator('a[href="/settings/passkeys/new"]').first().click();
  await press(page, "/settings/passkeys/new");
  await arrive(page, "/settings/passkeys/new/code");
  await enterCode(page, "/settings/passkeys/new/code", await readCode(device, person.phone.international));
  await arrive(page, "/settings/passkeys/new/passkey");
}

/** And on to the choice of a place. */
export async function walkToPlace(device, person, transport = "internal") {
  await walkToGrant(device, person);
  await device.touching(async () => {
    await device.page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await arrive(device.page, "/settings/passkeys/new/place");
  }, transport);
}

/** Creates a further passkey; leaves the page with its card. */
export async function createPasskey(device, person, place) {
  await walkToPlace(device, person);
  await choosePlace(device.page, place);
  await device.touching(async () => {
    await device.page.locator("passkeep-create").getByRole("button").first().click();
    await arrive(device.page, "/settings/passkeys");
  }, transportOf(place));
}

/** A call of the JSON API by a script of the page, with the page's cookies; the body alone. */
export async function askJson(page, method, path, body) {
  return (await callJson(page, method, path, body)).body;
}

/** The same with its status. */
export function callJson(page, method, path, body) {
  return page.evaluate(async ([method, path, body]) => {
    const headers = body ? { "content-type": "application/json" } : {};
    const response = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }, [method, path, body]);
}
