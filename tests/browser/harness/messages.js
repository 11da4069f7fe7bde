/** Reads the codes that were sent, on the demo's page of messages, as a person reads a phone. */

/** How many messages each address had when it was last read. */
const seen = new Map();

/**
 * The newest code for an address, once one has come that was not read before.
 *
 * @param {import("./device.js").Device} device
 * @param {string} address  As E.164, or an email address.
 */
export async function readCode(device, address) {
  const text = await readMessage(device, address, /\b\d{6}\b/);
  return text.match(/\b\d{6}\b/)[0];
}

/** The newest message for an address that matches, once one has come that was not read before. */
export async function readMessage(device, address, pattern) {
  const phone = await device.context.newPage();
  const key = `${address} ${pattern}`;
  try {
    for (;;) {
      await phone.goto("/demo/messages");
      const sent = await phone.locator(".letters > li").filter({ hasText: address }).locator(".letter").allInnerTexts();
      const matching = sent.filter((text) => pattern.test(text));
      if (matching.length > (seen.get(key) ?? 0)) {
        seen.set(key, matching.length);
        return matching[0];
      }
    }
  } finally {
    await phone.close();
  }
}
