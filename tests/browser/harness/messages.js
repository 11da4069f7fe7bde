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
  const key = `${address} ${pattern}`;
  for (;;) {
    const page = await device.context.request.get("/demo/messages");
    const matching = lettersTo(address, await page.text()).filter((text) => pattern.test(text));
    if (matching.length > (seen.get(key) ?? 0)) {
      seen.set(key, matching.length);
      return matching[0];
    }
  }
}

/** What stands in the letters to an address, on the page as it was sent. */
function lettersTo(address, html) {
  const letters = [...html.matchAll(/<li>\s*<p class="fine">(.*?)<\/p>\s*<p class="letter">(.*?)<\/p>/gs)];
  return letters.filter(([, head]) => unescaped(head).includes(address)).map(([, , text]) => unescaped(text));
}

function unescaped(html) {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
