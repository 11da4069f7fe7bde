/** What each file of flows stands on: one server and one browser; a device for each test, closed after it. */

import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { Device, launchBrowser } from "./device.js";
import { startServer } from "./server.js";

/** @param {{ more?: string[], program?: string }} [options] further arguments of the demo, and which Chromium */
export function openHouse({ more = [], program } = {}) {
  let browser;
  let devices = [];
  const house = {
    server: null,
    /** @param {Parameters<typeof Device.open>[2]} [more] */
    async device(more) {
      const device = await Device.open(browser, house.server.url, more);
      devices.push(device);
      return device;
    },
  };
  before(async () => {
    [house.server, browser] = await Promise.all([startServer(more), launchBrowser({ program })]);
  });
  afterEach(async (test) => {
    if (!test.passed) await tell(devices);
    const complaints = devices.flatMap((device) => device.complaints);
    await Promise.all(devices.map((device) => device.close()));
    devices = [];
    assert.deepEqual(complaints, [], "the browser had nothing to complain about");
  });
  after(async () => {
    await browser?.close();
    await house.server?.stop();
  });
  return house;
}

/** What each device's pages show when a test has failed: a wait that timed out says nothing of what came instead. */
async function tell(devices) {
  for (const [index, { context }] of devices.entries()) {
    for (const page of context.pages()) {
      const shown = await page.locator("main").innerText({ timeout: 1000 }).catch((error) => String(error));
      console.error(`device ${index + 1} at ${new URL(page.url()).pathname}:\n${shown}\n`);
    }
  }
}
