import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verifyReceipt } from "../../../sdk/receipt/index.js";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import { Party } from "../harness/party.js";
import * as person from "../harness/person.js";

const house = openHouse();

/** @type {Party} */
let shop;
/** @type {string | undefined} Once the app is registered. */
let secret;
before(async () => { shop = await Party.open(); });
after(() => shop.close());

let asked = 0;

const types = ["withdrawal", "order", "payee"].flatMap((type) => ["--confirmation", type]);

const order = {
  type: "order",
  fields: { side: "buy", symbol: "VWCE", quantity: "4", value: { currency: "EUR", value: "520.40" } },
};
const withdrawal = {
  type: "withdrawal",
  fields: { amount: { currency: "EUR", value: "2500.00" }, to: "Grace 李", account: "PT50000201231234567890154" },
};

/** What the app's backend asks of this server. */
async function backend(method, path, body) {
  const response = await fetch(`${house.server.url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`halden:${secret}`).toString("base64")}`,
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}

/** Somebody with an account, who has signed in to the app. */
async function customer(locale) {
  secret ??= await shop.register(house.server, "halden", ["--first-party", ...types]);
  const device = await house.device({ locale });
  await person.signUp(device, { name: locale === "zh-CN" ? "王小明" : "Ada Okafor" });
  const verifier = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    client_id: "halden",
    response_type: "code",
    redirect_uri: shop.callback,
    scope: "openid",
    state: verifier,
    nonce: verifier,
    code_challenge: Buffer.from(hash).toString("base64url"),
    code_challenge_method: "S256",
  });
  await device.page.goto(`/authorize?${query}`);
  await device.page.waitForURL((url) => url.href.startsWith(shop.callback));
  const { id_token } = await backendForm("/token", {
    grant_type: "authorization_code",
    code: new URL(device.page.url()).searchParams.get("code"),
    redirect_uri: shop.callback,
    code_verifier: verifier,
  });
  const { sub } = JSON.parse(Buffer.from(id_token.split(".")[1], "base64url").toString());
  return { device, page: device.page, account: sub };
}

async function backendForm(path, fields) {
  const response = await fetch(`${house.server.url}${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`halden:${secret}`).toString("base64")}` },
    body: new URLSearchParams(fields),
  });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}

function ask(account, action) {
  const idempotency_key = `asked-${asked += 1}`;
  return backend("POST", "/v1/confirmations", { account, idempotency_key, return_to: shop.callback, ...action });
}

/** Presses the button and touches the authenticator, until what follows is there. */
function pressConfirm(device, follows) {
  return device.touching(async () => {
    await device.page.locator("passkeep-confirm form[method=dialog] button").click();
    await follows();
  });
}

for (const locale of ["en-GB", "zh-CN"]) {
  test(`an order is read, signed and leads back with a receipt: ${locale}`, async () => {
    const { device, page, account } = await customer(locale);
    const { id, url } = await ask(account, order);
    await page.goto(url);
    await lookAt(page, `confirm-order-${locale}`);
    const text = await page.locator("main").innerText();
    for (const shown of ["Halden Shop", "VWCE", "520.40"]) assert.ok(text.includes(shown), shown);
    await pressConfirm(device, () => page.waitForURL((at) => at.href.startsWith(shop.callback)));
    assert.equal(new URL(page.url()).searchParams.get("confirmation"), id);

    const { state, receipt, action } = await backend("GET", `/v1/confirmations/${id}`);
    assert.equal(state, "confirmed");
    const trust = await (await fetch(`${house.server.url}/.well-known/passkeep-receipts`)).json();
    const verified = await verifyReceipt(receipt, trust);
    assert.equal(verified.receipt.action, action);
    assert.match(verified.receipt.signatures[0].text, /VWCE/);

    await page.goto(url);
    await lookAt(page, `confirm-confirmed-${locale}`);
    await page.goto("/settings/history");
    const saving = page.waitForEvent("download");
    await page.locator(`a[href="/settings/receipts/${id}"]`).first().click();
    assert.match((await saving).suggestedFilename(), /receipt/);
  });

  test(`a new payee waits, is stopped by a no or by a freeze: ${locale}`, async () => {
    const { device, page, account } = await customer(locale);
    // One lost phone must not mean staff.
    await page.goto("/settings/passkeys");
    const { status } = await person.callJson(page, "POST", "/v1/recovery-codes", {});
    assert.equal(status, 200);
    const { id, url } = await ask(account, withdrawal);
    await page.goto(url);
    await lookAt(page, `confirm-withdrawal-${locale}`);
    await pressConfirm(device, () => {
      return page.locator("passkeep-confirm form[method=dialog]").waitFor({ state: "detached" });
    });
    await page.locator("passkeep-confirm .notice.wait .until").waitFor();
    await lookAt(page, `confirm-held-${locale}`);
    assert.equal((await backend("GET", `/v1/confirmations/${id}`)).state, "held");

    await page.locator("details.not-me summary").click();
    await page.locator(`form[action="/confirm/${id}/report"] button`).click();
    await page.waitForURL((at) => at.pathname !== `/confirm/${id}`);
    assert.equal((await backend("GET", `/v1/confirmations/${id}`)).state, "denied");
    const { frozen } = await person.askJson(page, "GET", "/v1/account");
    assert.ok(frozen);
  });
}

test("who says no leads back to the app, which hears it", async () => {
  const { page, account } = await customer("en-GB");
  const { id, url } = await ask(account, order);
  await page.goto(url);
  await page.locator(`form[action="/confirm/${id}/deny"] button`).click();
  await page.locator("passkeep-confirm .notice.safe").waitFor();
  await lookAt(page, "confirm-denied");
  assert.equal((await backend("GET", `/v1/confirmations/${id}`)).state, "denied");
});

test("a new payee is signed on another trusted device too, and is confirmed at once", async () => {
  const { device: trusted, page, account } = await customer("en-GB");
  await page.goto("/settings/passkeys");
  await person.callJson(page, "POST", "/v1/recovery-codes", {});
  await person.trustDevice(page);
  const other = await house.device();
  await trusted.syncTo(other);
  await person.signIn(other);
  // Three days later, in the demo's minutes: one is trusted by its next sign-in, the other is no new browser any more.
  await house.server.setForward(73 * 60);
  await trusted.syncFrom(other);
  await person.signIn(trusted);
  await other.syncFrom(trusted);
  await person.signIn(other);

  const { id, url } = await ask(account, withdrawal);
  await other.page.goto(url);
  await pressConfirm(other, () => {
    return other.page.locator("passkeep-confirm form[method=dialog]").waitFor({ state: "detached" });
  });
  await other.page.locator("passkeep-confirm").waitFor();
  assert.equal((await backend("GET", `/v1/confirmations/${id}`)).state, "held");
  assert.equal(await other.page.locator("passkeep-confirm form[method=dialog]").count(), 0, "not twice on one device");

  await trusted.syncFrom(other);
  await page.goto(url);
  const shown = await page.locator("main").innerText();
  for (const line of ["Halden Shop", "2,500.00 EUR", "Grace 李"]) assert.ok(shown.includes(line), line);
  await lookAt(page, "confirm-second-here");
  await pressConfirm(trusted, () => page.waitForURL((at) => at.href.startsWith(shop.callback)));
  const { state, receipt } = await backend("GET", `/v1/confirmations/${id}`);
  assert.equal(state, "confirmed");
  const trust = await (await fetch(`${house.server.url}/.well-known/passkeep-receipts`)).json();
  const verified = await verifyReceipt(receipt, trust);
  assert.equal(verified.receipt.second, "device");
  assert.equal(verified.receipt.signatures.length, 2);
});
