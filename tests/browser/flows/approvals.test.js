import assert from "node:assert/strict";
import { test } from "node:test";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import * as person from "../harness/person.js";

const house = openHouse({ more: ["--approve-new-devices"] });

/** Ada's device, which she trusts, with its settings open; and a new one that her passkey has come to. */
async function twoDevices(locale = "en-GB") {
  const old = await house.device({ locale });
  await person.signUp(old);
  await person.trustDevice(old.page);
  const fresh = await house.device({ locale, autofill: false });
  await old.syncTo(fresh);
  return { old, fresh };
}

const press = (page, verdict) => page.locator(`passkeep-approve button[value=${verdict}]`).click();

/** Types the number on the old device, which uses the passkey there. */
async function letIn(old, fresh, number) {
  await old.syncFrom(fresh);
  await old.page.locator("input[name=number]").fill(number);
  await old.touching(async () => {
    await press(old.page, "yes");
    await old.page.waitForURL((url) => url.searchParams.has("approved"));
  });
}

/** A number that is not the one given. */
const another = (number) => String(10 + ((Number(number) - 10 + 1) % 90));

test("the number goes from one screen to the other, and the new device goes on by itself", async () => {
  const { old, fresh } = await twoDevices();
  const number = await person.waitForApproval(fresh);
  assert.match(number, /^[1-9]\d$/);
  await person.openApproval(old.page);
  assert.ok(!(await old.page.locator("main").innerText()).split(/\s+/).includes(number), "the number is not there to copy");
  await letIn(old, fresh, number);
  await person.arrive(fresh.page, "/settings/passkeys");
  await fresh.page.goto("/settings/devices");
  assert.equal(await fresh.page.locator(".card").count(), 2);
  await fresh.page.goto("/settings/passkeys/new");
  assert.equal(await fresh.page.locator('form[action="/settings/passkeys/new"]').count(), 0, "the yes lifted the entry, nothing else");
});

test("the page that waits finds its number again, and goes on without the stream too", async () => {
  const { old, fresh } = await twoDevices();
  await fresh.page.route("**/v1/approvals/wait", (route) => route.abort());
  const number = await person.waitForApproval(fresh);
  await fresh.page.reload();
  assert.equal((await fresh.page.locator("output.plate").innerText()).trim(), number);
  await person.openApproval(old.page);
  await letIn(old, fresh, number);
  await person.arrive(fresh.page, "/settings/passkeys");
});

test("a wrong number ends it, on both screens", async () => {
  const { old, fresh } = await twoDevices();
  const number = await person.waitForApproval(fresh);
  await person.openApproval(old.page);
  await old.syncFrom(fresh);
  await old.page.locator("input[name=number]").fill(another(number));
  await old.touching(async () => {
    await press(old.page, "yes");
    await person.saysOnly(old.page, "number_wrong");
  });
  await fresh.page.locator("passkeep-wait[data-state=over]").waitFor();
  assert.equal(await fresh.page.locator("output.plate").count(), 0);
});

test("a no takes neither the number nor a passkey", async () => {
  const { old, fresh } = await twoDevices();
  await person.waitForApproval(fresh);
  await person.openApproval(old.page);
  await press(old.page, "no");
  await old.page.waitForURL((url) => url.searchParams.has("denied"));
  assert.deepEqual(await old.page.evaluate(() => window.webauthnRequests), []);
  await fresh.page.locator("passkeep-wait[data-state=over]").waitFor();
});

test("no, and freeze: everyone is signed out", async () => {
  const { old, fresh } = await twoDevices();
  await person.waitForApproval(fresh);
  await person.openApproval(old.page);
  await press(old.page, "no_and_freeze");
  await old.page.waitForURL((url) => url.pathname === "/" && url.searchParams.has("frozen"));
  await old.page.goto("/settings/passkeys");
  await person.arrive(old.page, "/");
  await fresh.page.locator("passkeep-wait[data-state=over]").waitFor();
});

test("a copied profile has no key to answer with", async () => {
  const { old, fresh } = await twoDevices();
  await person.waitForApproval(fresh);
  const thief = await house.device();
  await thief.context.addCookies(await old.context.cookies());
  await person.openApproval(old.page);
  const url = old.page.url();
  await thief.page.goto(url);
  await press(thief.page, "no");
  await person.saysOnly(thief.page, "untrusted");
});

test("without scripts the new device's page looks again, and goes on with a button", async () => {
  const { old, fresh } = await twoDevices();
  const number = await person.waitForApproval(fresh);
  const plain = await house.device({ options: { javaScriptEnabled: false } });
  await plain.context.addCookies(await fresh.context.cookies());
  await fresh.page.goto("/demo/messages");
  await plain.page.goto("/sign-in/wait");
  assert.equal((await plain.page.locator("output.plate").innerText()).trim(), number);
  await person.openApproval(old.page);
  await letIn(old, fresh, number);
  await plain.page.goto("/sign-in/wait");
  await person.press(plain.page, "/sign-in/approved");
  await person.arrive(plain.page, "/settings/passkeys");
});

for (const locale of ["en-GB", "zh-CN"]) {
  test(`every page of an approval, in ${locale}`, async () => {
    const { old, fresh } = await twoDevices(locale);
    await lookAt(old.page, `${locale}-devices-chosen`);
    const number = await person.waitForApproval(fresh);
    await lookAt(fresh.page, `${locale}-wait`);
    await old.page.locator("[data-approvals]:not([hidden])").waitFor();
    await lookAt(old.page, `${locale}-devices-asked`);
    await person.openApproval(old.page);
    await lookAt(old.page, `${locale}-approve`);
    await old.syncFrom(fresh);
    await old.page.locator("input[name=number]").fill(another(number));
    await old.touching(async () => {
      await press(old.page, "yes");
      await person.saysOnly(old.page, "number_wrong");
    });
    await lookAt(old.page, `${locale}-approve-wrong`);
    await fresh.page.locator("passkeep-wait[data-state=over]").waitFor();
    await lookAt(fresh.page, `${locale}-wait-over`);
    await old.page.goto("/settings/devices");
    await old.page.locator('a[href$="/revoke"]').first().click();
    await lookAt(old.page, `${locale}-revoke`);
  });
}
