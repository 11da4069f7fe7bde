import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Authenticator } from "../harness/authenticator.js";
import { LISTED, STRANGER, openSites } from "../harness/sites.js";

let sites;
before(async () => { sites = await openSites(); });
after(() => sites?.close());

/** A page of a site, in a browser that nobody has used, with an authenticator that is touched at once. */
async function open(host) {
  const context = await sites.browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const authenticator = await Authenticator.plugIn(cdp, "internal");
  await authenticator.setPresent(true);
  await page.goto(`https://${host}/`);
  return page;
}

/** What the site's script makes of Passkeep's options: the answer to hand on, or the browser's refusal. */
function ceremony(page, kind, options) {
  return page.evaluate(async ([kind, options]) => {
    const parse = { create: "parseCreationOptionsFromJSON", get: "parseRequestOptionsFromJSON" }[kind];
    try {
      return (await navigator.credentials[kind]({ publicKey: PublicKeyCredential[parse](options) })).toJSON();
    } catch (error) {
      return error.name;
    }
  }, [kind, options]);
}

async function taken(path, body) {
  const answer = await sites.ask("POST", path, body);
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

test("a listed site of another domain creates and uses a passkey, and no other site may", async () => {
  const page = await open(LISTED);
  const begun = await taken("/v1/sign-up", { phone: "+14155552671" });
  const proved = await taken("/v1/sign-up/code", { ticket: begun.ticket, code: await sites.code() });
  const named = await taken("/v1/sign-up/name", { ticket: proved.ticket, name: "Ada", place: "this_device" });
  const stranger = await open(STRANGER);
  assert.equal(await ceremony(stranger, "create", named.options), "SecurityError");

  const created = await ceremony(page, "create", named.options);
  await taken("/v1/sign-up/passkey", { ticket: named.ticket, name: "Ada", response: created });

  const flow = await taken("/v1/sign-in", {});
  assert.equal(await ceremony(stranger, "get", flow.options), "SecurityError");
  const signedIn = await taken("/v1/sign-in/passkey", { ticket: flow.ticket, response: await ceremony(page, "get", flow.options) });
  assert.ok(signedIn.session.token);
});

test("a page of a listed site can't ask Passkeep itself", async () => {
  const page = await open(LISTED);
  const refused = await page.evaluate(() =>
    fetch("https://account.example.com/v1/sign-in", { method: "POST", headers: { "content-type": "application/json" }, body: "{}", credentials: "include" })
      .then(() => "answered", (error) => error.name));
  assert.equal(refused, "TypeError");
});
