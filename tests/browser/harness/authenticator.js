/**
 * A virtual authenticator of Chromium's DevTools protocol (WebAuthn domain). It belongs to one tab. Presence is off
 * until a test gives it: a request stays open as it does for a person who has not touched anything yet.
 */

const shapes = {
  internal: { transport: "internal", hasResidentKey: true, hasUserVerification: true },
  usb: { transport: "usb", hasResidentKey: true, hasUserVerification: true },
  hybrid: { transport: "hybrid", hasResidentKey: true, hasUserVerification: true },
};

export class Authenticator {
  /**
   * @param {import("playwright-core").CDPSession} cdp
   * @param {"internal" | "usb" | "hybrid"} transport
   */
  static async plugIn(cdp, transport) {
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        ...shapes[transport],
        isUserVerified: true,
        automaticPresenceSimulation: false,
      },
    });
    return new Authenticator(cdp, authenticatorId, transport);
  }

  constructor(cdp, id, transport) {
    this.cdp = cdp;
    this.id = id;
    this.transport = transport;
  }

  unplug() {
    return this.#send("removeVirtualAuthenticator");
  }

  /** The person touches it when asked, from now on, or doesn't. */
  setPresent(enabled) {
    return this.#send("setAutomaticPresenceSimulation", { enabled });
  }

  /** The person is recognised, or isn't, which ends a request as a cancel does: NotAllowedError. */
  setRecognised(isUserVerified) {
    return this.#send("setUserVerified", { isUserVerified });
  }

  async credentials() {
    const { credentials } = await this.#send("getCredentials");
    return credentials;
  }

  add(credential) {
    return this.#send("addCredential", { credential });
  }

  forgetAll() {
    return this.#send("clearCredentials");
  }

  #send(command, parameters = {}) {
    return this.cdp.send(`WebAuthn.${command}`, { authenticatorId: this.id, ...parameters });
  }
}
