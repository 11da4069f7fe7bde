import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openHouse } from "../harness/house.js";
import { readCode } from "../harness/messages.js";
import * as person from "../harness/person.js";

const house = openHouse();
afterEach(() => house.server.setForward(0));

async function known(more) {
  const device = await house.device(more);
  const ada = await person.signUp(device);
  await person.signOut(device.page);
  return { device, ada, page: device.page };
}

/** The body of the answer that a sign-in posts. */
function postedAnswer(page) {
  return page.waitForRequest((request) => request.url().endsWith("/v1/sign-in/passkey")).then((request) => request.postDataJSON());
}

test("an answer is taken once", async () => {
  const { device, page } = await known();
  const posted = postedAnswer(page);
  await person.signIn(device);
  const replayed = await person.callJson(page, "POST", "/v1/sign-in/passkey", await posted);
  assert.deepEqual([replayed.status, replayed.body.code], [409, "ticket_spent"]);
});

test("64 copies of one answer at once make one session", async () => {
  const { device, page } = await known({ autofill: false });
  let body;
  await page.route("**/v1/sign-in/passkey", (route) => {
    body = route.request().postDataJSON();
    return route.abort();
  });
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.saysOnly(page, "offline");
  });
  await page.unroute("**/v1/sign-in/passkey");
  const answers = await page.evaluate((body) => Promise.all(Array.from({ length: 64 }, () => fetch("/v1/sign-in/passkey", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then((response) => response.status))), body);
  assert.equal(answers.filter((status) => status === 200).length, 1, answers.join());
  assert.equal(answers.filter((status) => status === 409 || status === 503).length, 63, answers.join());
});

test("another browser's ticket is not accepted", async () => {
  const { device, page } = await known({ autofill: false });
  const posted = postedAnswer(page);
  await page.route("**/v1/sign-in/passkey", (route) => route.abort());
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.saysOnly(page, "offline");
  });
  const thief = await house.device();
  await thief.page.goto("/");
  await person.callJson(thief.page, "POST", "/v1/sign-in", {});
  const stolen = await person.callJson(thief.page, "POST", "/v1/sign-in/passkey", await posted);
  assert.deepEqual([stolen.status, stolen.body.code], [400, "ticket_not_accepted"]);
  assert.equal((await person.callJson(thief.page, "GET", "/v1/session")).status, 401);
});

test("a ticket that was altered, or is for another step, is not accepted", async () => {
  const { page } = await known();
  const { ticket } = await person.askJson(page, "POST", "/v1/sign-in", {});
  const altered = ticket.slice(0, -2) + (ticket.endsWith("A") ? "B" : "A") + ticket.slice(-1);
  for (const code of [altered, ticket]) {
    const { status, body } = await person.callJson(page, "POST", "/v1/sign-up/code", { ticket: code, code: "000000" });
    assert.deepEqual([status, body.code], [400, "ticket_not_accepted"]);
  }
});

test("an expired ticket renews by itself: a second click signs in", async () => {
  const { device, page } = await known({ autofill: false });
  await person.openSignIn(page);
  await house.server.setForward(11 * 60);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.saysOnly(page, "renewed");
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
});

test("a grant and a place that took too long say so, and where to start again", async () => {
  const device = await house.device();
  const ada = await person.signUp(device);
  const { page } = device;
  await person.walkToGrant(device, ada);
  await house.server.setForward(6 * 60);
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await person.saysOnly(page, "expired");
  });
  await page.locator('[data-message="expired"] a').click();
  await person.arrive(page, "/settings/passkeys/new");
  await house.server.setForward(0);
  await person.walkToPlace(device, ada);
  await house.server.setForward(6 * 60);
  await page.locator("passkeep-create").getByRole("button").first().click();
  await person.saysOnly(page, "expired");
});

test("a bad signature and missing user verification are refused alike", async () => {
  const { device, page } = await known({ autofill: false });
  for (const override of ["isBogusSignature", "isBadUV"]) {
    await person.openSignIn(page);
    const [authenticator] = device.authenticators;
    await device.cdp.send("WebAuthn.setResponseOverrideBits", { authenticatorId: authenticator.id, [override]: true });
    await device.touching(async () => {
      await person.pressPasskey(page);
      await person.saysOnly(page, "not_accepted");
    });
    await device.cdp.send("WebAuthn.setResponseOverrideBits", { authenticatorId: authenticator.id });
  }
});

test("a passkey that nobody knows is refused as a bad signature is", async () => {
  const { device, page } = await known();
  const [credential] = await device.passkeys();
  const stranger = await house.device({ autofill: false });
  const unknown = { ...credential, credentialId: Buffer.alloc(32, 7).toString("base64") };
  await stranger.authenticators[0].add(unknown);
  await person.openSignIn(stranger.page);
  await stranger.touching(async () => {
    await person.pressPasskey(stranger.page);
    await person.saysOnly(stranger.page, "not_accepted");
  });
  assert.equal(person.path(page), "/");
});

test("a code that is guessed in parallel has five tries, and then the right one is too late", async () => {
  const device = await house.device();
  const { page } = device;
  await page.goto("/");
  const phone = person.newPhone();
  const { ticket } = await person.askJson(page, "POST", "/v1/sign-up", { phone: phone.international });
  const right = await readCode(device, phone.international);
  const guesses = Array.from({ length: 40 }, (_, n) => String((Number(right) + 1 + n) % 1_000_000).padStart(6, "0"));
  const codes = await page.evaluate(([ticket, guesses]) => Promise.all(guesses.map((code) => fetch("/v1/sign-up/code", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ticket, code }),
  }).then((response) => response.json()).then((problem) => problem.code))), [ticket, guesses]);
  const wrong = codes.filter((code) => code === "code_wrong").length;
  assert.ok(wrong <= 5, `${wrong} guesses were compared`);
  assert.ok(codes.every((code) => ["code_wrong", "code_locked", "busy"].includes(code)), codes.join());
  const late = await person.callJson(page, "POST", "/v1/sign-up/code", { ticket, code: right });
  assert.deepEqual([late.status, late.body.code], [429, "code_locked"]);
});

test("a code that is too old is told, on the page where it was typed", async () => {
  const device = await house.device();
  const phone = person.newPhone();
  await person.askForCode(device.page, phone);
  const code = await readCode(device, phone.international);
  await house.server.setForward(11 * 60);
  await person.enterCode(device.page, "/sign-up/code", code);
  await device.page.locator("h1").waitFor();
  assert.notEqual(person.path(device.page), "/sign-up/name");
});

test("a post from another origin changes nothing", async () => {
  const { page } = await known();
  const answer = await fetch(`${house.server.url}/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://evil.example" },
    body: "{}",
  });
  assert.deepEqual([answer.status, (await answer.json()).code], [403, "origin_not_accepted"]);
  assert.equal(person.path(page), "/");
});

test("codes and tickets stand in no log", async () => {
  const device = await house.device();
  const phone = person.newPhone();
  await person.askForCode(device.page, phone);
  const code = await readCode(device, phone.international);
  const ticket = await device.page.locator("input[name=ticket]").first().inputValue();
  await person.enterCode(device.page, "/sign-up/code", code);
  await person.arrive(device.page, "/sign-up/name");
  assert.ok(!house.server.log().includes(ticket));
  assert.ok(!new RegExp(`\\b${code}\\b`).test(house.server.log()));
});
