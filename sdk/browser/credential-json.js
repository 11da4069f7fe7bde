/**
 * Between WebAuthn's objects and their JSON form (WebAuthn L3, 5.1.8 to 5.1.10 and 5.2.1.1). The browser's own functions
 * do it where they exist. Firefox before 119, Safari before 18.4 and Chrome before 129 lack them, and some
 * password managers hand out objects on which they throw.
 */

/**
 * @param {PublicKeyCredentialCreationOptionsJSON} json
 * @returns {PublicKeyCredentialCreationOptions}
 */
export function parseCreationOptions(json) {
  const native = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON;
  if (native) return native.call(PublicKeyCredential, json);
  return /** @type {any} */ ({
    ...json,
    challenge: bytesOf(json.challenge),
    user: { ...json.user, id: bytesOf(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map(parseDescriptor),
  });
}

/**
 * @param {PublicKeyCredentialRequestOptionsJSON} json
 * @returns {PublicKeyCredentialRequestOptions}
 */
export function parseRequestOptions(json) {
  const native = globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON;
  if (native) return native.call(PublicKeyCredential, json);
  return /** @type {any} */ ({
    ...json,
    challenge: bytesOf(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(parseDescriptor),
  });
}

/**
 * A RegistrationResponseJSON or AuthenticationResponseJSON.
 *
 * @param {PublicKeyCredential} credential
 */
export function credentialToJson(credential) {
  if (typeof credential.toJSON === "function") {
    try {
      return credential.toJSON();
    } catch {
      // A password manager's object that is no real PublicKeyCredential: read it member by member.
    }
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: "attestationObject" in credential.response
      ? attestationToJson(/** @type {AuthenticatorAttestationResponse} */ (credential.response))
      : assertionToJson(/** @type {AuthenticatorAssertionResponse} */ (credential.response)),
  };
}

/** @param {PublicKeyCredentialDescriptorJSON} descriptor */
function parseDescriptor(descriptor) {
  return { ...descriptor, id: bytesOf(descriptor.id) };
}

/** @param {AuthenticatorAttestationResponse} response */
function attestationToJson(response) {
  const publicKey = response.getPublicKey?.();
  return {
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    authenticatorData: response.getAuthenticatorData && textOf(response.getAuthenticatorData()),
    transports: response.getTransports?.() ?? [],
    publicKey: publicKey ? textOf(publicKey) : undefined,
    publicKeyAlgorithm: response.getPublicKeyAlgorithm?.(),
  };
}

/** @param {AuthenticatorAssertionResponse} response */
function assertionToJson(response) {
  return {
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle ? textOf(response.userHandle) : undefined,
  };
}

/** @param {string} text base64url without padding */
export function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
export function textOf(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
