/** Looks at pages as people see them: in every size and colour, and as a screen reader takes them. */

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = fileURLToPath(new URL("../screenshots/", import.meta.url));
await mkdir(pictures, { recursive: true });

const looks = [
  { width: 320, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
];

/** What is asked of a page: in the dark, only what depends on colours. */
const rules = {
  light: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  dark: ["color-contrast", "link-in-text-block"],
};

/** Looks at a page in every size and colour: nothing that axe finds, nothing that runs over the edge. */
export async function lookAt(page, name) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `${pictures}${name}-${width}-${colorScheme}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name} is ${wide} px wide at ${width}`);
  }
  await page.evaluate(axe);
  for (const [colorScheme, runOnly] of Object.entries(rules)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await page.evaluate((runOnly) => window.axe.run({ runOnly }), runOnly);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    assert.deepEqual(found, [], `${name}, ${colorScheme}`);
  }
}

/** Tabs on until what is focused matches; a round of the page is enough. */
export async function tabTo(page, selector) {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} can't be reached`);
}
