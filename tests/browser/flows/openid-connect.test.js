import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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
  // Without autofill, which an authenticator that is touched would answer before the button is pressed.
  const device = await house.device({ autofill: false });
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
  await page.goto("/settings/passkeys");
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

const order = {
  type: "order",
  fields: { side: "buy", symbol: "VWCE", quantity: "4", value: { currency: "EUR", value: "520.40" } },
};

/** Signs in on the way, and arrives at the page of the action that is asked for. */
async function signInToConfirm(device) {
  const { page } = device;
  await person.arrive(page, "/");
  await device.touching(async () => {
    await page.locator("form[data-passkey] button").click();
    await page.waitForURL((url) => url.pathname.startsWith("/confirm/"));
  });
  return new URL(page.url()).pathname.split("/").at(-1);
}

test("openid-client: an order is confirmed on the way, and its token tells of it", async () => {
  const { device, page } = await member();
  await person.signOut(page);
  const config = await byOpenidClient(["--first-party", "--confirmation", "order"]);
  assert.ok(config.serverMetadata().authorization_details_types_supported.includes("order"));
  const { url, checks } = await begin(config, { authorization_details: JSON.stringify([order]) });
  const pushed = await client.buildAuthorizationUrlWithPAR(config, url.searchParams);
  await page.goto(pushed.href);
  const confirmation = await signInToConfirm(device);
  await lookAt(page, "confirm-on-the-way");
  await device.touching(async () => {
    await page.locator("passkeep-confirm form[method=dialog] button").click();
    await comeBack(page);
  });
  const tokens = await client.authorizationCodeGrant(config, new URL(page.url()), checks);
  assert.deepEqual(tokens.authorization_details, [{ ...order, confirmation }]);
  const found = await client.tokenIntrospection(config, tokens.access_token);
  assert.deepEqual(found.authorization_details, tokens.authorization_details);
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.authorization_details, undefined, "it was confirmed for once");

  // With a session at hand the action alone is shown; and no is no.
  const again = await begin(config, { authorization_details: JSON.stringify([order]) });
  await page.goto((await client.buildAuthorizationUrlWithPAR(config, again.url.searchParams)).href);
  await page.waitForURL((at) => at.pathname.startsWith("/confirm/") && !at.pathname.endsWith(confirmation));
  await person.press(page, `${new URL(page.url()).pathname}/deny`);
  await assert.rejects(client.authorizationCodeGrant(config, await comeBack(page), again.checks), { error: "access_denied" });
});

test("oauth4webapi: an order is confirmed on the way, and a type that isn't the app's is refused", async () => {
  const { device, page } = await member();
  await person.signOut(page);
  const insecure = { [oauth.allowInsecureRequests]: true };
  const issuer = new URL(house.server.url);
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const party = { client_id: `shop-${ids += 1}` };
  const secret = await shop.register(house.server, party.client_id, ["--first-party", "--confirmation", "order"]);
  const how = oauth.ClientSecretBasic(secret);
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const parameters = {
    response_type: "code",
    redirect_uri: shop.callback,
    scope: "openid",
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  const push = async (details) => {
    const asked = { ...parameters, authorization_details: JSON.stringify(details) };
    const response = await oauth.pushedAuthorizationRequest(as, party, how, asked, insecure);
    return oauth.processPushedAuthorizationResponse(as, party, response);
  };
  await assert.rejects(push([{ ...order, type: "withdrawal" }]), { error: "invalid_authorization_details" });
  const { request_uri } = await push([order]);
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({ client_id: party.client_id, request_uri });
  await page.goto(url.href);
  const confirmation = await signInToConfirm(device);
  await device.touching(async () => {
    await page.locator("passkeep-confirm form[method=dialog] button").click();
    await comeBack(page);
  });
  const answer = oauth.validateAuthResponse(as, party, new URL(page.url()), state);
  const response = await oauth.authorizationCodeGrantRequest(as, party, how, answer, shop.callback, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(as, party, response);
  assert.deepEqual(tokens.authorization_details, [{ ...order, confirmation }]);
  const resource = new Request("https://api.example.com/", { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(as, resource, as.issuer, insecure);
  assert.deepEqual(claims.authorization_details, tokens.authorization_details);
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

test("what was used stays used when the server is killed: a code, a refresh token, an assertion", async () => {
  const { page } = await member();
  const id = `shop-${ids += 1}`;
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const jwks = join(house.server.data, `${id}.json`);
  await writeFile(jwks, JSON.stringify({ keys: [await crypto.subtle.exportKey("jwk", publicKey)] }));
  await shop.register(house.server, id, ["--first-party", "--jwks", jwks]);
  const part = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const assertion = async (jti) => {
    const exp = Math.floor(Date.now() / 1000) + 300;
    const text = `${part({ alg: "ES256" })}.${part({ iss: id, sub: id, aud: house.server.url, jti, exp })}`;
    const how = { name: "ECDSA", hash: "SHA-256" };
    return `${text}.${Buffer.from(await crypto.subtle.sign(how, privateKey, Buffer.from(text))).toString("base64url")}`;
  };
  const verifier = client.randomPKCECodeVerifier();
  const authorize = async () => {
    const query = new URLSearchParams({
      client_id: id,
      response_type: "code",
      redirect_uri: shop.callback,
      scope: "openid offline_access",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    await page.goto(`/authorize?${query}`);
    return (await comeBack(page)).searchParams.get("code");
  };
  const ask = async (proof, fields) => {
    const body = new URLSearchParams({
      ...fields,
      client_assertion: proof,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    return (await fetch(`${house.server.url}/token`, { method: "POST", body })).json();
  };
  const redeem = (proof, code) => {
    return ask(proof, { grant_type: "authorization_code", code, redirect_uri: shop.callback, code_verifier: verifier });
  };
  const refresh = (proof, token) => ask(proof, { grant_type: "refresh_token", refresh_token: token });

  // Each is used, and the next thing that happens is the kill.
  const first = await assertion("first");
  const code = await authorize();
  const tokens = await redeem(first, code);
  assert.ok(tokens.refresh_token, JSON.stringify(tokens));
  await house.server.crash();
  const unused = await authorize();
  assert.equal((await redeem(first, unused)).error, "invalid_client", "the assertion");
  assert.ok((await redeem(await assertion("second"), unused)).access_token);
  assert.ok((await refresh(await assertion("third"), tokens.refresh_token)).access_token);
  await house.server.crash();
  assert.equal((await refresh(await assertion("fourth"), tokens.refresh_token)).error, "invalid_grant", "the refresh token");
  await house.server.crash();
  assert.equal((await redeem(await assertion("fifth"), code)).error, "invalid_grant", "the code");
});
