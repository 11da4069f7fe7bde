import assert from "node:assert/strict";
import { test } from "node:test";
import { WINDOWED, autofillStands } from "../harness/device.js";
import { openHouse } from "../harness/house.js";
import * as person from "../harness/person.js";

const house = openHouse({ program: WINDOWED });

/** Someone with an account, signed out on a browser that knows them. */
async function known(more) {
  const device = await house.device(more);
  const ada = await person.signUp(device);
  await person.signOut(device.page);
  return { device, ada, page: device.page };
}

async function whoIsIn(page) {
  return (await person.askJson(page, "GET", "/v1/account")).user_id;
}

test("method 1, by the button: nothing typed, and one answer posted", async () => {
  const { device, ada, page } = await known();
  let posted = 0;
  page.on("request", (request) => { posted += request.url().endsWith("/v1/sign-in/passkey") ? 1 : 0; });
  await person.signIn(device);
  assert.equal(posted, 1, "the autofill doesn't answer once more while the page is left");
  assert.equal(await whoIsIn(page), ada.userId);
  const requests = (await device.context.cookies()).map((cookie) => cookie.name);
  assert.ok(requests.some((name) => name.endsWith("passkeep-session")));
});

test("method 1, by autofill: the page asks at load, and a pick signs in", async () => {
  const { device, ada, page } = await known();
  await device.touching(async () => {
    await page.goto("/", { waitUntil: "commit" }); // the pick may be faster than the page's pictures
    await person.arrive(page, "/settings/passkeys");
  });
  assert.equal(await whoIsIn(page), ada.userId);
});

test("the autofill is ended before the sheet is opened", async () => {
  const { device, page } = await known();
  await person.openSignIn(page);
  await person.pressPasskey(page);
  await page.waitForFunction(() => window.webauthnRequests.length === 2);
  const [autofill, sheet] = await page.evaluate(() => window.webauthnRequests);
  assert.deepEqual([autofill.mediation, autofill.ended], ["conditional", "AbortError"]);
  assert.deepEqual([sheet.mediation, sheet.ended], ["sheet", null]);
  await person.saysOnly(page, "working");
  await person.pressPasskey(page);
  assert.equal(await page.evaluate(() => window.webauthnRequests.length), 2, "a second click starts nothing");
  assert.equal(device.complaints.length, 0);
});

for (const way of ["user ID", "phone"]) {
  test(`method 2 on a browser that knows the account, by ${way}`, async () => {
    const { device, ada, page } = await known();
    await person.openSignIn(page);
    await device.touching(async () => {
      await person.pressContinue(page, way === "phone" ? ada.phone.international : ada.userId);
      await person.arrive(page, "/settings/passkeys");
    });
    assert.equal(await whoIsIn(page), ada.userId);
  });
}

test("method 2 on a browser that doesn't know the account", async () => {
  const { device, ada } = await known();
  const other = await house.device();
  await device.syncTo(other);
  await person.openSignIn(other.page);
  await other.touching(async () => {
    await person.pressContinue(other.page, ada.userId);
    await person.arrive(other.page, "/settings/passkeys");
  });
  assert.equal(await whoIsIn(other.page), ada.userId);
});

test("to a browser that doesn't know it, an account looks like no account", async () => {
  const { device, ada, page } = await known();
  const shape = async (page, identifier) => {
    const { status, body } = await person.callJson(page, "POST", "/v1/sign-in", { identifier });
    const { ticket, options, ...rest } = body;
    return { status, ...rest, ticket: ticket.length, options: { ...options, challenge: options.challenge.length } };
  };
  const stranger = await house.device();
  await stranger.page.goto("/");
  const ofAccount = await shape(stranger.page, ada.phone.international);
  const ofNobody = await shape(stranger.page, person.newPhone().international);
  assert.deepEqual(ofAccount, ofNobody);
  assert.deepEqual(ofAccount.options.allowCredentials ?? [], []);
  const athome = await shape(page, ada.userId);
  assert.equal(athome.options.allowCredentials.length, 1, "its own browser gets the real list");
  assert.equal(device.complaints.length, 0);
});

test("an identifier of nobody asks as for anyone, and is kept", async () => {
  const device = await house.device();
  const { page } = device;
  await person.openSignIn(page);
  await device.cancelling(async () => {
    await person.pressContinue(page, "nobody@example.com");
    await person.saysOnly(page, "cancelled");
  });
  assert.equal(await page.locator("input[name=identifier]").inputValue(), "nobody@example.com");
});

test("a known browser that never had a passkey of the account raises no dead prompt, and leads to QR code or key", async () => {
  const device = await house.device({ transports: ["hybrid"] });
  const ada = await person.signUp(device, { place: "other_device" });
  const { page } = device;
  await person.signOut(page);
  await page.goto("/");
  await person.pressContinue(page, ada.userId);
  await person.saysOnly(page, "not_found_here");
  const elsewhere = page.locator("[data-elsewhere]");
  await elsewhere.waitFor();
  assert.equal(await page.evaluate(() => window.webauthnRequests.filter(({ mediation }) => mediation === "sheet").length), 0);
  await device.touching(async () => {
    await elsewhere.locator('[data-hint="hybrid"]').click();
    await person.arrive(page, "/settings/passkeys");
  });
  assert.equal(await whoIsIn(page), ada.userId);
});

test("the ways of a passkey elsewhere pass their hint to the browser", async () => {
  const { page } = await known();
  await person.openSignIn(page);
  await page.locator("details[data-other-ways] summary").click();
  await page.locator('details [data-hint="security-key"]').click();
  await page.waitForFunction(() => window.webauthnRequests.some(({ hints }) => hints?.includes("security-key")));
});

test("two accounts on one device: each identifier asks for its own", async () => {
  const device = await house.device();
  const ada = await person.signUp(device, { name: "Ada" });
  await person.signOut(device.page);
  const grace = await person.signUp(device, { name: "Grace" });
  await person.signOut(device.page);
  assert.equal((await device.passkeys()).length, 2);
  for (const who of [ada, grace, ada]) {
    await person.openSignIn(device.page);
    await device.touching(async () => {
      await person.pressContinue(device.page, who.userId);
      await person.arrive(device.page, "/settings/passkeys");
    });
    assert.equal(await whoIsIn(device.page), who.userId);
    await person.signOut(device.page);
  }
});

/** Told only to who has proved to hold that other passkey. */
async function saysThatItIsAnothersPasskey(page) {
  await page.locator("[data-diagnosis]:visible").waitFor();
  assert.match(await page.locator("[data-reference] output").innerText(), /^SIG-07 /);
}

test("where the browser knows the account, another account's passkey is not accepted for it, whatever the client edits", async () => {
  const { device, ada, page } = await known({ autofill: false });
  await device.authenticators[0].forgetAll();
  await person.signUp(device, { name: "Grace" });
  await person.signOut(page);
  await page.route("**/v1/sign-in", async (route) => {
    const response = await route.fetch();
    const flow = await response.json();
    flow.options.allowCredentials = [];
    return route.fulfill({ response, json: flow });
  });
  await person.openSignIn(page);
  await device.touching(async () => {
    await person.pressContinue(page, ada.userId);
    await saysThatItIsAnothersPasskey(page);
  });
  assert.equal((await person.callJson(page, "GET", "/v1/session")).status, 401);
});

test("where it doesn't, another account's passkey is not accepted for it either, and signs in to its own with nothing typed", async () => {
  const { ada } = await known();
  const device = await house.device({ autofill: false });
  const grace = await person.signUp(device, { name: "Grace" });
  await person.signOut(device.page);
  await device.context.clearCookies();
  await person.openSignIn(device.page);
  await device.touching(async () => {
    await person.pressContinue(device.page, ada.userId);
    await saysThatItIsAnothersPasskey(device.page);
  });
  assert.equal((await person.callJson(device.page, "GET", "/v1/session")).status, 401);
  await person.signIn(device);
  assert.equal(await whoIsIn(device.page), grace.userId);
});

test("a cancel is no error, keeps what was typed, and returns the focus; a second leads to the other ways", async () => {
  const { device, ada, page } = await known();
  await person.openSignIn(page);
  const focused = (selector) => page.locator(selector).evaluate((element) => element === document.activeElement);
  await device.cancelling(async () => {
    await person.pressContinue(page, ada.userId);
    await person.saysOnly(page, "cancelled");
    assert.equal(await focused("form[data-identifier] button"), true);
    assert.equal(await page.locator("input[name=identifier]").inputValue(), ada.userId);
    await person.pressPasskey(page);
    await person.saysOnly(page, "cancelled_again");
    assert.equal(await focused("details[data-other-ways] summary"), true);
  });
  assert.equal(await page.locator(".wrong:visible, [role=alert]:visible, [aria-invalid=true]").count(), 0, "nothing red");
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
});

test("what was typed outlives reload and Back", async () => {
  const device = await house.device();
  const { page } = device;
  await page.goto("/");
  await page.locator("input[name=identifier]").fill("ada@example.com");
  await page.reload();
  assert.equal(await page.locator("input[name=identifier]").inputValue(), "ada@example.com");
  await page.goto("/sign-up");
  await page.goBack();
  assert.equal(await page.locator("input[name=identifier]").inputValue(), "ada@example.com");
});

test("a reload in the middle of a sheet costs nothing", async () => {
  const { device, page } = await known();
  await person.openSignIn(page);
  await person.pressPasskey(page);
  await person.saysOnly(page, "working");
  await page.reload();
  await autofillStands(page);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
});

test("options are renewed while the page stays open", async () => {
  const { device, page } = await known();
  await page.clock.install();
  await person.openSignIn(page);
  const renewed = page.waitForResponse((response) => response.url().endsWith("/v1/sign-in"));
  await page.clock.fastForward(5 * 60_000);
  await renewed;
  await page.waitForFunction(() => window.webauthnRequests.length === 2);
  const [old, fresh] = await page.evaluate(() => window.webauthnRequests);
  assert.deepEqual([old.ended, fresh.mediation, fresh.ended], ["AbortError", "conditional", null]);
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
});

test("two tabs: the one that finishes takes the other along", async () => {
  const { device, page } = await known();
  const second = await device.openTab();
  await person.openSignIn(page);
  await person.openSignIn(second.page);
  await page.bringToFront();
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
  await person.arrive(second.page, "/settings/passkeys");
});

test("Back and reload after the sign-in stay inside", async () => {
  const { device, page } = await known();
  await person.signIn(device);
  await page.goBack();
  await person.arrive(page, "/settings/passkeys");
  await page.goto("/");
  await person.arrive(page, "/settings/passkeys");
});

test("a shared computer keeps no device cookie, and its session ends after 15 idle minutes", async () => {
  const home = await known();
  const device = await house.device();
  await home.device.syncTo(device);
  const { page } = device;
  await person.openSignIn(page);
  await page.locator("input[name=shared_computer]").check();
  await device.touching(async () => {
    await person.pressPasskey(page);
    await person.arrive(page, "/settings/passkeys");
  });
  const names = (await device.context.cookies()).map((cookie) => cookie.name);
  assert.ok(!names.some((name) => name.endsWith("passkeep-device")), names.join());
  await house.server.setForward(16 * 60);
  await page.goto("/settings/passkeys");
  await person.arrive(page, "/");
  await house.server.setForward(0);
});
