/** Every page that there is, with sample data: nothing that axe-core finds, and all of it by keyboard alone. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launchBrowser } from "../harness/device.js";
import { faults, faultsButColours, keyboardFaults } from "../harness/look.js";
import { binary } from "../harness/server.js";

/** As many pages are looked at side by side. */
const WIDE = 2;

let folder;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "passkeep-gallery-"));
  const gallery = join(dirname(binary()), "examples", "gallery");
  assert.ok(existsSync(gallery), `${gallery} is missing: cargo build -p passkeep-server --example gallery`);
  await promisify(execFile)(gallery, [folder]);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Looks at each page, and lists what was found. The pages are written into a tab one after the other, so that axe-core is read
 * and compiled once: it takes longer than a page.
 */
async function walk(tag, look) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(`.${tag}.html`)).sort();
  assert.ok(names.length > 100, `${names.length} pages`);
  const found = [];
  const next = names.values();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await Promise.all(Array.from({ length: WIDE }, async () => {
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    for (const name of next) {
      const html = await readFile(join(folder, name), "utf8");
      // Pages that load themselves anew, or lead on, hold still to be looked at.
      await page.setContent(html.replace(/<meta http-equiv="refresh"[^>]*>/, ""));
      found.push(...(await look(page)).map((fault) => `${name}: ${fault}`));
    }
  }));
  await context.close();
  return found.sort();
}

test("on no page does axe-core find anything, and each is walked by keyboard alone", async () => {
  assert.deepEqual(await walk("en", async (page) => [...await faults(page), ...await keyboardFaults(page)]), []);
});

test("nor does it in Chinese", async () => {
  assert.deepEqual(await walk("zh-CN", faultsButColours), []);
});
