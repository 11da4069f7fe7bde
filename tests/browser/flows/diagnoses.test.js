import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import * as person from "../harness/person.js";

const house = openHouse();

/** Someone with an account, signed out on a browser without autofill that knows them. */
async function known(more) {
  const device = await house.device({ autofill: false, ...more });
  const ada = await person.signUp(device);
  await person.signOut(device.page);
  return { device, ada, page: device.page };
}

const why = (page) => page.locator("[data-diagnosis]:visible").first();

/** The code of the reference that the page shows, once it does. */
async function codeShown(page) {
  const reference = await why(page).locator("[data-reference] output").innerText();
  assert.match(reference, /^[A-Z]{3}-\d\d \/ [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  // And how it is said: each word begins with its letter.
  const [code, ...groups] = (await why(page).locator("[data-aloud]").innerText()).split("; ");
  const spelt = groups.map((group) => group.split(" ").map(([first]) => first).join("")).join("-");
  assert.equal(`${code.replace(" ", "-")} / ${spelt}`, reference);
  return reference.slice(0, 6);
}

/** From now on each request that is turned away has lasted as long as a person needs to read the sheet. */
function takeTime(page) {
  return page.addInitScript(() => {
    for (const kind of ["get", "create"]) {
      const original = CredentialsContainer.prototype[kind];
      CredentialsContainer.prototype[kind] = async function (options) {
        const begun = performance.now();
        try {
          return await original.call(this, options);
        } catch (error) {
          if (error.name === "NotAllowedError") {
            await new Promise((resolve) => {
              const look = () => (performance.now() - begun > 1300 ? resolve(undefined) : requestAnimationFrame(look));
              look();
            });
          }
          throw error;
        }
      };
    }
  });
}

/** Presses a button that opens a sheet, and turns it away. */
function closeSheet(device, button) {
  return device.cancelling(async () => {
    await button.click();
    await why(device.page).waitFor();
  });
}

const passkeyButton = (page) => page.locator("form[data-passkey]").getByRole("button");

test("SIG-01: a sheet that was closed is a remark, with a way on, why, and a reference that can be copied", async () => {
  const { device, page } = await known();
  await takeTime(page);
  await person.openSignIn(page);
  await closeSheet(device, passkeyButton(page));
  assert.equal(await codeShown(page), "SIG-01");
  await person.saysOnly(page, "cancelled");
  assert.equal(await page.locator(".notice.wait:visible, .notice.stop:visible, .alarm:visible").count(), 0, "never an alarm");
  await why(page).locator("summary").click();
  assert.ok((await why(page).locator("[data-causes] li").allInnerTexts()).includes("The window was closed."));
  await lookAt(page, "diagnosis-cancelled");
  // The way on is a button, which does what it says.
  const before = await page.evaluate(() => window.webauthnRequests.length);
  await why(page).getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction((before) => window.webauthnRequests.length > before, before);
  assert.deepEqual(device.complaints, []);
});

test("ENV-10: what is refused before a window could open asks for the button again", async () => {
  const { page } = await known();
  const asked = page.waitForRequest("**/v1/diagnoses");
  await page.addInitScript(() => {
    CredentialsContainer.prototype.get = () => Promise.reject(new DOMException("The document is not focused.", "NotAllowedError"));
  });
  await person.openSignIn(page);
  await passkeyButton(page).click();
  assert.equal((await asked).postDataJSON().error.name, "NotAllowedError");
  assert.equal(await codeShown(page), "ENV-10");
  assert.equal(await why(page).locator("[data-say]").innerText(), "Nothing could open. Please press the button again.");
});

test("ENV-07: a page on another address than the RP ID's", async () => {
  const { page } = await known();
  await page.route("**/v1/sign-in", async (route) => {
    const response = await route.fetch();
    const flow = await response.json();
    await route.fulfill({ response, json: { ...flow, options: { ...flow.options, rpId: "example.org" } } });
  });
  await person.openSignIn(page);
  await passkeyButton(page).click();
  assert.equal(await codeShown(page), "ENV-07");
});

test("ENV-11: a second request says nothing at all", async () => {
  const { page } = await known();
  await person.openSignIn(page);
  await passkeyButton(page).click();
  await page.waitForFunction(() => window.webauthnRequests.length > 0);
  await passkeyButton(page).click();
  assert.equal(await page.locator("[data-diagnosis]:visible").count(), 0);
  assert.equal(await page.evaluate(() => window.webauthnRequests.length), 1);
});

test("CRE-03: a place that has one already is good news", async () => {
  const device = await house.device({ autofill: false });
  const ada = await person.signUp(device);
  const { page } = device;
  await person.walkToPlace(device, ada);
  await person.choosePlace(page, "this_device");
  const create = page.locator("passkeep-create").getByRole("button").first();
  await device.touching(async () => {
    await create.click();
    await why(page).waitFor();
  });
  assert.equal(await codeShown(page), "CRE-03");
  await person.saysOnly(page, "already_here");
  await lookAt(page, "diagnosis-already-here");
});

/** Goes on with what the passkey has answered, changed. */
async function changeAnswers(page, path, change) {
  await page.route(`**${path}`, async (route) => {
    const body = route.request().postDataJSON();
    if (!body?.response) return route.continue();
    await route.continue({ postData: JSON.stringify({ ...body, response: change(body.response) }) });
  });
}

const flip = (response) => {
  const { signature } = response.response;
  const flipped = signature.slice(0, 20) + (signature[20] === "A" ? "B" : "A") + signature.slice(21);
  return { ...response, response: { ...response.response, signature: flipped } };
};

test("SRV-06: before sign-in no more than that it was not accepted; the rest under recent problems", async () => {
  const { device, page } = await known();
  await changeAnswers(page, "/v1/sign-in/passkey", flip);
  await person.openSignIn(page);
  await device.touching(async () => {
    await passkeyButton(page).click();
    await why(page).waitFor();
  });
  assert.equal(await codeShown(page), "SIG-00");
  await person.saysOnly(page, "not_accepted");
  await page.unroute("**/v1/sign-in/passkey");
  await person.signIn(device);
  await page.goto("/settings/problems");
  assert.match(await page.locator("main").innerText(), /Your passkey’s answer did not check out\.[\s\S]*SRV-06 \/ /);
  await lookAt(page, "problems");
});

test("SRV-05: in a session it is told that nobody was recognised", async () => {
  const device = await house.device({ autofill: false });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/reauthenticate");
  await changeAnswers(page, "/v1/session/passkey", (response) => {
    const data = Buffer.from(response.response.authenticatorData, "base64url");
    data[32] &= ~4;
    return { ...response, response: { ...response.response, authenticatorData: data.toString("base64url") } };
  });
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate").getByRole("button").first().click();
    await why(page).waitFor();
  });
  assert.equal(await codeShown(page), "SRV-05");
  assert.match(await why(page).locator("[data-say]").innerText(), /fingerprint, face, PIN or passcode/);
});

test("SIG-05: who holds a removed passkey is told so; SIG-07: who used another account's passkey too, and no name", async () => {
  const { device, ada, page } = await known();
  const other = await house.device({ autofill: false });
  const bob = await person.signUp(other);
  await person.signOut(other.page);
  await person.openSignIn(other.page);
  await other.touching(async () => {
    await person.pressContinue(other.page, ada.userId);
    await why(other.page).waitFor();
  });
  assert.equal(await codeShown(other.page), "SIG-07");
  const told = await why(other.page).innerText();
  assert.match(told, /another account’s/);
  assert.ok(!told.includes(ada.name) && !told.includes(ada.userId) && !told.includes(bob.userId));

  await person.signIn(device);
  await device.plugIn("usb");
  await person.createPasskey(device, ada, "security_key");
  const key = (await askPasskeys(page)).find(({ kind }) => kind === "security_key") ?? (await askPasskeys(page))[0];
  const [held] = await device.passkeys("usb");
  await page.goto(`/settings/passkeys/${key.id}/remove`);
  const forgotten = device.toldOf("credentialDeleted");
  await device.touching(async () => {
    await page.locator("passkeep-remove").getByRole("button", { name: /^Remove/ }).click();
    await page.waitForURL("**/settings/passkeys?removed=*");
  }, "usb");
  // The page has told the key that it was removed; one that takes no signals still has it.
  await forgotten;
  await device.put(held, "usb");
  await person.signOut(page);
  await person.openSignIn(page);
  await device.touching(async () => {
    await passkeyButton(page).click();
    await why(page).waitFor();
  }, "usb");
  assert.equal(await codeShown(page), "SIG-05");
  await person.saysOnly(page, "removed");
});

/**
 * As an app asks that shows its own button only where a passkey is at hand: Chromium says at once that there is none, with the name that it
 * has for everything. The clock stands still meanwhile, since only it tells "at once".
 */
function askImmediately(page) {
  return page.evaluate(async () => {
    const post = async (path, body) => {
      const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      return answer.json();
    };
    const { options } = await post("/v1/sign-in", {});
    try {
      await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), uiMode: "immediate" });
      return null;
    } catch ({ name, message }) {
      const signs = { operation: "sign_in", mediation: "immediate", stage: "device", elapsed_ms: 0, error: { name, message } };
      return { name, diagnosis: await post("/v1/diagnoses", signs) };
    }
  });
}

test("SIG-06: what was on this device is gone, which a stranger is not told, and its owner is", async () => {
  const device = await house.device({ autofill: false });
  const { page } = device;
  await person.signUp(device);
  await person.signOut(page);
  await person.signIn(device);
  // The device is set up anew: its authenticator comes back empty.
  await device.unplug("internal");
  await device.plugIn("internal");
  assert.deepEqual(await device.passkeys(), []);
  await page.goto("/settings");
  const owner = await askImmediately(page);
  assert.equal(owner.name, "NotAllowedError");
  assert.equal(owner.diagnosis.code, "SIG-06");
  assert.match(owner.diagnosis.reference, /^SIG-06 \/ /);
  assert.equal(owner.diagnosis.causes[0].name, "reset");
  assert.ok(owner.diagnosis.worked.at > 0, "it worked here before");
  await page.goto("/settings/problems");
  const problem = page.locator("article", { hasText: owner.diagnosis.reference });
  assert.match(await problem.innerText(), /The passkey that was on this device seems to be gone\.[^]*worked in this browser last on/);
  await lookAt(page, "problems-gone");
  await person.signOut(page);
  const stranger = await askImmediately(page);
  assert.equal(stranger.diagnosis.code, "SIG-03");
  assert.equal(stranger.diagnosis.worked, undefined);
});

async function askPasskeys(page) {
  return (await person.askJson(page, "GET", "/v1/passkeys")).passkeys;
}

test("SRV-14 and SRV-13: where the server can't be asked, the page says by itself that the passkey is fine", async () => {
  const { device, page } = await known();
  await person.openSignIn(page);
  await page.route("**/v1/**", (route) => route.abort());
  await device.touching(async () => {
    await passkeyButton(page).click();
    await person.saysOnly(page, "offline");
  });
  assert.match(await page.locator('[data-message="offline"]').innerText(), /Your passkey is fine/);
  await page.unroute("**/v1/**");
  await page.route("**/v1/**", (route) => route.fulfill({ status: 502, body: "" }));
  await device.touching(async () => {
    await passkeyButton(page).click();
    await person.saysOnly(page, "server_problem");
  });
  assert.match(await page.locator('[data-message="server_problem"]').innerText(), /Your passkey is fine; do not delete it/);
  assert.equal(await page.locator("[data-diagnosis]:visible").count(), 0);
  // The answers of 502, which the test has made.
  device.complaints.length = 0;
});

test("the page of recent problems, empty and in Chinese, and by the keyboard", async () => {
  const device = await house.device({ autofill: false, locale: "zh-CN" });
  await person.signUp(device);
  const { page } = device;
  await page.goto("/settings/problems");
  assert.match(await page.locator("main").innerText(), /最近 30 天没有问题/);
  await lookAt(page, "problems-empty-zh-CN");
  await person.signOut(page);
  await takeTime(page);
  await person.openSignIn(page);
  await closeSheet(device, passkeyButton(page));
  assert.equal(await codeShown(page), "SIG-01");
  await lookAt(page, "diagnosis-cancelled-zh-CN");
});
