import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { openHouse } from "../harness/house.js";
import { lookAt } from "../harness/look.js";
import { Party } from "../harness/party.js";
import * as person from "../harness/person.js";

const house = openHouse();

/** @type {Party} */
let shop;
before(async () => { shop = await Party.open(); });
after(() => shop.close());

let ids = 0;

/** Somebody with an account, signed in. */
async function member() {
  const device = await house.device();
  const ada = await person.signUp(device);
  return { device, ada, page: device.page };
}

/** The shop by openid-client, registered anew. */
async function byOpenidClient(more = ["--first-party"], authentication = client.ClientSecretBasic) {
  const id = `shop-${ids += 1}`;
  const secret = await shop.register(house.server, id, more);
  const options = { execute: [client.allowInsecureRequests] };
  const how = secret ? authentication(secret) : client.None();
  return client.discovery(new URL(house.server.url), id, {}, how, options);
}

/** What a request of openid-client carries, and what is checked when it comes back. */
async function begin(config, parameters = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: shop.callback,
    scope: "openid profile offline_access",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...parameters,
  });
  return { url, checks };
}

/** Waits until the browser is back at the shop. */
async function comeBack(page) {
  await page.waitForURL((url) => url.href.startsWith(shop.callback));
  return new URL(page.url());
}

test("openid-client: somebody signs in on the way, refreshes, steps up and signs out", async () => {
  const { device, page } = await member();
  await person.signOut(page);
  const config = await byOpenidClient(["--first-party", "--backchannel-logout-uri", `${shop.url}/signed-out`]);

  const { url, checks } = await begin(config);
  await page.goto(url.href);
  await person.arrive(page, "/");
  assert.match(await page.locator("main").innerText(), /To go on to Halden Shop/);
  await device.touching(async () => {
    await page.locator("form[data-passkey] button").click();
    await comeBack(page);
  });
  const tokens = await client.authorizationCodeGrant(config, new URL(page.url()), checks);
  const claims = tokens.claims();
  assert.equal(claims.acr, "phr");
  assert.ok(claims.amr.includes("mfa") && typeof claims.auth_time === "number" && claims.sid);
  const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(info.name, "Ada Okafor");
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);

  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, claims.sub);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);

  // Nothing is asked again; then a fresh proof, by the missing step alone.
  const silent = await begin(config, { prompt: "none" });
  await page.goto(silent.url.href);
  await client.authorizationCodeGrant(config, await comeBack(page), silent.checks);
  const fresh = await begin(config, { max_age: "0", acr_values: "phr" });
  await page.goto(fresh.url.href);
  await person.arrive(page, "/reauthenticate");
  await device.touching(async () => {
    await page.locator("passkeep-reauthenticate form button").first().click();
    await comeBack(page);
  });
  const proved = await client.authorizationCodeGrant(config, new URL(page.url()), { ...fresh.checks, maxAge: 0 });
  assert.equal(proved.claims().sid, claims.sid, "the same session to the app");
  assert.ok(proved.claims().auth_time >= claims.auth_time);

  const bye = client.buildEndSessionUrl(config, { id_token_hint: proved.id_token, post_logout_redirect_uri: shop.bye });
  await page.goto(bye.href);
  await page.waitForURL((at) => at.href.startsWith(shop.bye));
  const told = JSON.parse(Buffer.from((await shop.hears()).split(".")[1], "base64url"));
  assert.deepEqual([told.sub, told.sid], [claims.sub, claims.sid]);
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), { error: "invalid_grant" });
});

test("openid-client: what can't be met, and who goes back, is told to the app", async () => {
  const { page } = await member();
  const config = await byOpenidClient();
  const unmet = await begin(config, { acr_values: "phrh" });
  await page.goto(unmet.url.href);
  await assert.rejects(client.authorizationCodeGrant(config, await comeBack(page), unmet.checks), {
    error: "unmet_authentication_requirements",
  });
  await person.signOut(page);
  const back = await begin(config);
  await page.goto(back.url.href);
  await page.locator("a[href='/authorize/cancelled']").click();
  await assert.rejects(client.authorizationCodeGrant(config, await comeBack(page), back.checks), { error: "access_denied" });
});

test("openid-client: a pushed request, and tokens bound to a key", async () => {
  const { page } = await member();
  const config = await byOpenidClient();
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  const { url, checks } = await begin(config);
  const pushed = await client.buildAuthorizationUrlWithPAR(config, url.searchParams, { DPoP });
  assert.deepEqual([...pushed.searchParams.keys()].sort(), ["client_id", "request_uri"]);
  await page.goto(pushed.href);
  const tokens = await client.authorizationCodeGrant(config, await comeBack(page), checks, undefined, { DPoP });
  assert.equal(tokens.token_type, "dpop");
  await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub));
  await page.goto(pushed.href);
  assert.match(await page.locator("main").innerText(), /This link leads nowhere/, "a pushed request is answered once");
});

test("openid-client: another party's app asks for consent, and is ended in the settings", async () => {
  const { page } = await member();
  const config = await byOpenidClient([]);
  const { url, checks } = await begin(config);
  await page.goto(url.href);
  await page.getByRole("button", { name: "Yes, go on to Halden Shop" }).waitFor();
  await lookAt(page, "consent");
  await page.getByRole("button", { name: "Yes, go on to Halden Shop" }).click();
  const tokens = await client.authorizationCodeGrant(config, await comeBack(page), checks);
  await page.goto("/settings/apps");
  await lookAt(page, "apps");
  await page.getByRole("button", { name: "End Halden Shop" }).click();
  await person.arrive(page, "/settings/apps");
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
});

test("openid-client: a public app proves nothing but its key, and its refresh tokens need it", async () => {
  const { page } = await member();
  const config = await byOpenidClient(["--first-party", "--public"]);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  const { url, checks } = await begin(config);
  await page.goto(url.href);
  const tokens = await client.authorizationCodeGrant(config, await comeBack(page), checks, undefined, { DPoP });
  const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  for (const options of [undefined, { DPoP: other }]) {
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token, undefined, options), { error: "invalid_grant" });
  }
  await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
});

test("oauth4webapi: signs in, refreshes, steps up, is told and signs out", async () => {
  const { device, page } = await member();
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(house.server.url);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const id = `shop-${ids += 1}`;
  const secret = await shop.register(house.server, id, [
    "--first-party", "--signing-alg", "ES256", "--backchannel-logout-uri", `${shop.url}/signed-out`,
  ]);
  const party = { client_id: id, id_token_signed_response_alg: "ES256" };
  const how = oauth.ClientSecretPost(secret);

  const signIn = async (parameters, act) => {
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const url = new URL(as.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id: id,
      response_type: "code",
      redirect_uri: shop.callback,
      scope: "openid phone offline_access",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
      ...parameters,
    });
    await page.goto(url.href);
    await act?.();
    const answer = oauth.validateAuthResponse(as, party, await comeBack(page), state);
    const response = await oauth.authorizationCodeGrantRequest(as, party, how, answer, shop.callback, verifier, insecure);
    const checked = { expectedNonce: nonce, requireIdToken: true };
    return oauth.processAuthorizationCodeResponse(as, party, response, checked);
  };

  const tokens = await signIn({});
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const asked = await oauth.userInfoRequest(as, party, tokens.access_token, insecure);
  const info = await oauth.processUserInfoResponse(as, party, claims.sub, asked);
  assert.equal(info.phone_number_verified, true);
  const again = await oauth.refreshTokenGrantRequest(as, party, how, tokens.refresh_token, insecure);
  const refreshed = await oauth.processRefreshTokenResponse(as, party, again);
  const resource = new Request("https://api.example.com/", { headers: { authorization: `Bearer ${refreshed.access_token}` } });
  await assert.rejects(oauth.validateJwtAccessToken(as, resource, "https://other.example", insecure), "the audience is another");
  await oauth.validateJwtAccessToken(as, resource, as.issuer, insecure);

  const proved = await signIn({ prompt: "login" }, async () => {
    await person.arrive(page, "/reauthenticate");
    await device.touching(async () => {
      await page.locator("passkeep-reauthenticate form button").first().click();
      await comeBack(page);
    });
  });
  const bye = new URL(as.end_session_endpoint);
  bye.search = new URLSearchParams({ id_token_hint: proved.id_token, post_logout_redirect_uri: shop.bye, state: "s" });
  await page.goto(bye.href);
  await page.waitForURL((at) => at.href === `${shop.bye}?state=s`);
  const told = JSON.parse(Buffer.from((await shop.hears()).split(".")[1], "base64url"));
  assert.equal(told.sid, claims.sid);
});
