/** A browser's edges, as far as the SDK touches them: credentials, fetch, timers. Each waits until a test lets it go on. */

export const bytes = (/** @type {number[]} */ ...values) => Uint8Array.from(values).buffer;

export const requestOptions = { challenge: "AQID", rpId: "localhost", userVerification: "required", allowCredentials: [] };

export const creationOptions = {
  challenge: "AQID",
  rp: { id: "localhost", name: "Passkeep" },
  user: { id: "BAUG", name: "48219037", displayName: "Ada" },
  pubKeyCredParams: [{ type: "public-key", alg: -7 }],
  excludeCredentials: [{ type: "public-key", id: "BwgJ", transports: ["internal"] }],
};

export const flow = (ticket, more = {}) => ({ ticket, steps: ["passkey"], expires_in_seconds: 600, options: requestOptions, ...more });

export const assertion = () => ({
  id: "Cg",
  rawId: bytes(10),
  type: "public-key",
  authenticatorAttachment: "platform",
  getClientExtensionResults: () => ({}),
  response: { clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(255, 254), userHandle: bytes(3) },
});

export const attestation = () => ({
  id: "Cg",
  rawId: bytes(10),
  type: "public-key",
  authenticatorAttachment: null,
  getClientExtensionResults: () => ({ credProps: { rk: true } }),
  response: {
    clientDataJSON: bytes(1),
    attestationObject: bytes(2),
    getAuthenticatorData: () => bytes(3),
    getTransports: () => ["usb"],
    getPublicKey: () => null,
    getPublicKeyAlgorithm: () => -7,
  },
});

/**
 * Puts a `navigator.credentials` in place that refuses a second request while one is open, as browsers do, and
 * settles an aborted one only a turn later, which is what makes awaiting it needful.
 */
export function installCredentials({ conditional = true, settlesAborted = true } = {}) {
  const requests = [];
  let open = null;
  const ask = (kind) => (options) => new Promise((resolve, reject) => {
    if (open) {
      reject(new DOMException("A request is already pending.", "OperationError"));
      return;
    }
    const settle = (finish) => (value) => {
      open = null;
      finish(value);
    };
    const request = { kind, options, resolve: settle(resolve), reject: settle(reject), aborted: false };
    open = request;
    requests.push(request);
    options.signal.addEventListener("abort", () => {
      request.aborted = true;
      if (settlesAborted) setImmediate(() => request.reject(options.signal.reason));
    });
  });
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: { credentials: { get: ask("get"), create: ask("create") } },
  });
  globalThis.PublicKeyCredential = class {
    static isConditionalMediationAvailable = async () => conditional;
  };
  return {
    requests,
    /** The page's ceremony state is shared; a test leaves none open. */
    close: () => open?.reject(new DOMException("closed", "AbortError")),
    release: () => { open = null; },
  };
}

/** Puts a `fetch` in place that answers each path from a table: a JSON body, a [status, body, headers], or a function of the call. */
export function installFetch(table) {
  const calls = [];
  globalThis.fetch = async (url, init) => {
    const call = { method: init.method, url, init, body: init.body && JSON.parse(init.body) };
    calls.push(call);
    const entry = table[url];
    const given = typeof entry === "function" ? await entry(call) : entry;
    const [status, body, headers = {}] = Array.isArray(given) ? given : [200, given];
    if (status === 204) return new Response(null, { status });
    const type = status < 400 ? "application/json" : "application/problem+json";
    return new Response(JSON.stringify(body), { status, headers: { "content-type": type, ...headers } });
  };
  return calls;
}

/** Timers that go off when a test says so. */
export function handTimers() {
  let now = 0;
  let pending = [];
  return {
    setTimeout: (task, milliseconds) => {
      const timer = { task, due: now + milliseconds };
      pending.push(timer);
      return timer;
    },
    clearTimeout: (timer) => { pending = pending.filter((other) => other !== timer); },
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
      const due = pending.filter((timer) => timer.due <= now);
      pending = pending.filter((timer) => timer.due > now);
      for (const timer of due) timer.task();
    },
    get count() { return pending.length; },
  };
}

/** Goes on when the condition holds; the test runner's own time-out ends one that never does. */
export async function until(condition) {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
