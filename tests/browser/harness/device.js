/** A device with a browser of its own: cookies that nobody else has, tabs, and authenticators that a person touches. */

import { chromium } from "playwright-core";
import { Authenticator } from "./authenticator.js";

/** Chromium with a window of its own around each page, and without: the same engine in half the time. */
export const WINDOWED = "/usr/bin/chromium";
export const BARE = "/usr/bin/chromium-headless-shell";

/**
 * What each of them leaves out, for the time it takes. Of several `--disable-features` Chromium heeds the last alone, so that
 * what Playwright turns off stands here again.
 */
const leftOut = {
  [WINDOWED]: [
    "--disable-features=" + [
      // Pages of the browser's own that wait behind each window's address bar, in a process of theirs.
      "WebUIOmniboxPopup",
      "WebUIOmniboxAimPopup",
      "AvoidUnnecessaryBeforeUnloadCheckSync",
      "DestroyProfileOnBrowserClose",
      "HttpsUpgrades",
      "HttpsFirstBalancedModeAutoEnable",
      "LensOverlay",
      "MediaRouter",
      "PaintHolding",
      "ThirdPartyStoragePartitioning",
      "AvoidCorsURLLoaderRestartOnRedirect",
      "TcpPortRandomizationWin",
      "OptimizationHints",
      "NetworkTimeServiceQuerying",
      "AimEnabled",
      "PreconnectToSearch",
    ].join(","),
  ],
  // Processes beside the browser's own that nothing of a page's depends on: what draws, and one for each site of a context.
  [BARE]: ["--in-process-gpu", "--process-per-site", "--renderer-process-limit=1"],
};

/** @param {{ program?: string, more?: string[] }} [options] which Chromium, and further arguments */
export function launchBrowser({ program = BARE, more = [] } = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? program,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...leftOut[program],
      ...more,
    ],
  });
}

/** In every page: tells which WebAuthn requests it has made, and how they ended. The requests themselves go on unchanged. */
function listenToRequests() {
  window.webauthnRequests = [];
  if (!window.isSecureContext) return;
  const container = CredentialsContainer.prototype;
  for (const kind of ["get", "create"]) {
    const original = container[kind];
    container[kind] = async function (options) {
      const request = { kind, mediation: options.mediation ?? "sheet", hints: options.publicKey?.hints, ended: null };
      window.webauthnRequests.push(request);
      try {
        const credential = await original.call(this, options);
        request.ended = "answered";
        return credential;
      } catch (error) {
        request.ended = error.name;
        throw error;
      }
    };
  }
}

function refuseAutofill() {
  if (window.isSecureContext) PublicKeyCredential.isConditionalMediationAvailable = async () => false;
}

/** Goes on once the page's autofill waits for a passkey (or has found that there is none), so that touching an authenticator is for what follows. */
export function autofillStands(page) {
  return page.waitForFunction(() => window.webauthnRequests.some(({ mediation }) => mediation === "conditional"));
}

/** How long a page may take before a wait fails: a bound, never a pause. */
const PATIENCE_MILLISECONDS = 15_000;

export class Device {
  /**
   * @param {import("playwright-core").Browser} browser
   * @param {string} url
   * @param {{ transports?: ("internal" | "usb" | "hybrid")[], locale?: string, autofill?: boolean, options?: object }} [more]
   *   autofill: false for a browser that has none for passkeys; a virtual authenticator that is touched would pick at once.
   */
  static async open(browser, url, { transports = ["internal"], locale = "en-GB", autofill = true, options = {} } = {}) {
    const context = await browser.newContext({ baseURL: url, locale, viewport: { width: 1280, height: 900 }, ...options });
    await context.addInitScript(listenToRequests);
    if (!autofill) await context.addInitScript(refuseAutofill);
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    const device = new Device(context);
    const { page, cdp, authenticators } = await device.#tab(transports);
    device.page = page;
    device.cdp = cdp;
    device.authenticators = authenticators;
    return device;
  }

  constructor(context) {
    this.context = context;
    /** What the browser complained about, except answers that a test provokes. */
    this.complaints = [];
  }

  /** Another tab of the same browser, with what the device's authenticators hold. */
  async openTab() {
    const tab = await this.#tab(this.authenticators.map((authenticator) => authenticator.transport));
    for (const [index, authenticator] of this.authenticators.entries()) {
      for (const credential of await authenticator.credentials()) await tab.authenticators[index].add(credential);
    }
    return tab;
  }

  async plugIn(transport) {
    const authenticator = await Authenticator.plugIn(this.cdp, transport);
    this.authenticators.push(authenticator);
    return authenticator;
  }

  async unplug(transport) {
    const gone = this.#held(transport);
    await gone.unplug();
    this.authenticators = this.authenticators.filter((authenticator) => authenticator !== gone);
    return gone;
  }

  /** The passkeys that an authenticator holds. */
  passkeys(transport = "internal") {
    return this.#held(transport).credentials();
  }

  /** Puts a passkey back that an authenticator has had. */
  put(credential, transport = "internal") {
    return this.#held(transport).add(credential);
  }

  /** What the next signal of a page has done to a passkey (WebAuthn L3, 5.1.10): "credentialDeleted" or "credentialUpdated". */
  toldOf(happening) {
    return new Promise((resolve) => { this.cdp.once(`WebAuthn.${happening}`, resolve); });
  }

  /** Gives another device what this one's authenticator holds, as a passkey provider that syncs does. */
  async syncTo(other, transport = "internal") {
    for (const credential of await this.passkeys(transport)) await other.#held(transport).add(credential);
  }

  /** Takes over what another device's authenticator holds, counters too, as a provider that syncs does. */
  async syncFrom(other, transport = "internal") {
    await this.#held(transport).forgetAll();
    await other.syncTo(this, transport);
  }

  /** Does something while the person touches what asks for it. */
  async touching(work, transport) {
    const touched = transport ? [this.#held(transport)] : this.authenticators;
    return present(touched, work);
  }

  /** Does something while the person turns every request away. */
  async cancelling(work) {
    for (const authenticator of this.authenticators) await authenticator.setRecognised(false);
    try {
      await present(this.authenticators, work);
    } finally {
      for (const authenticator of this.authenticators) await authenticator.setRecognised(true);
    }
  }

  async close() {
    await this.context.close();
  }

  async #tab(transports) {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      // An answer of 4xx, one of a server that refuses everything, or a request that a test has cut.
      const provoked = /^Failed to load resource: (the server responded with a status of (4|503)|net::ERR_FAILED)/.test(message.text());
      if (message.type() === "error" && !provoked) this.complaints.push(message.text());
    });
    const cdp = await this.context.newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const authenticators = [];
    for (const transport of transports) authenticators.push(await Authenticator.plugIn(cdp, transport));
    return { page, cdp, authenticators };
  }

  #held(transport) {
    const held = this.authenticators.find((authenticator) => authenticator.transport === transport);
    if (!held) throw new Error(`this device has no ${transport} authenticator`);
    return held;
  }
}

export async function present(authenticators, work) {
  for (const authenticator of authenticators) await authenticator.setPresent(true);
  try {
    return await work();
  } finally {
    for (const authenticator of authenticators) await authenticator.setPresent(false);
  }
}
