/** Looks at pages as people see them: in every size and colour, and as a screen reader takes them. */

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** `SCREENSHOTS=1` keeps a picture of each page in every look, for people: no test compares them, and each costs time. */
const pictures = process.env.SCREENSHOTS ? fileURLToPath(new URL("../screenshots/", import.meta.url)) : null;
if (pictures) await mkdir(pictures, { recursive: true });

/** Every size in every colour; one differs from the next in one thing, so that a page is laid out anew no more than it must. */
const looks = [
  { width: 320, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
];

/** What is asked of a page: in the dark, only what depends on colours. */
const rules = {
  light: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  dark: ["color-contrast", "link-in-text-block"],
};

/** Looks at a page in every size and colour: nothing that axe finds, nothing that runs over the edge. */
export async function lookAt(page, name) {
  let before = {};
  for (const look of looks) {
    const { width, colorScheme } = look;
    if (width !== before.width) await page.setViewportSize({ width, height: 900 });
    if (colorScheme !== before.colorScheme) await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    before = look;
    await takePicture(page, `${name}-${width}-${colorScheme}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name} is ${wide} px wide at ${width}`);
  }
  assert.deepEqual(await faults(page), [], name);
}

/**
 * The same, and a walk by keyboard; axe-core looks at the narrow page too. The page keeps its state: nothing is loaded anew, and who goes on
 * has the wide page in light.
 */
export async function lookAndWalk(page, name) {
  await lookAt(page, name);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 320) assert.deepEqual(await faults(page), [], `${name} at ${width}`);
    assert.deepEqual(await keyboardFaults(page), [], `${name} at ${width}, by keyboard`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

/** Keeps a picture of the whole page, where somebody wants to see it. */
export async function takePicture(page, name) {
  if (pictures) await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
}

/**
 * What axe-core finds, in light and in dark.
 *
 * @param {import("playwright-core").Page} page
 */
export async function faults(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = [];
  for (const [colorScheme, runOnly] of Object.entries(rules)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const options = { runOnly, resultTypes: ["violations"], preload: false, elementRef: false };
    const { violations } = await page.evaluate((options) => window.axe.run(options), options);
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`));
  }
  return found;
}

/** In the page: what Tab stops at, in the order of the document, for a walk from its beginning. */
function findStops() {
  const start = document.createElement("i");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.remove();
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], iframe")];
  const inGroup = (radio) => all.filter((other) => other.type === "radio" && other.name === radio.name && other.form === radio.form);
  /** A group of radio buttons is one stop: what is chosen, or else the first. */
  const standsForGroup = (radio) => radio === (inGroup(radio).find((other) => other.checked) ?? inGroup(radio)[0]);
  window.stops = all.filter((element) =>
    element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && element.checkVisibility({ visibilityProperty: true })
    && (element.type !== "radio" || standsForGroup(element)));
  return window.stops.length;
}

/** In the page: which stop has the focus, and whether a person sees it. */
function whereFocusIs() {
  const element = document.activeElement;
  const outlined = (one) => {
    const style = one && getComputedStyle(one);
    return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const seen = outlined(element) || outlined(element?.closest("label"));
  return { at: window.stops.indexOf(element), seen, html: element?.outerHTML.slice(0, 120) };
}

/**
 * Walks a page by Tab alone: each thing that can be used is reached, in the order of the document, and seen to have the focus; the
 * way leads out at the end.
 */
export async function keyboardFaults(page) {
  const stops = await page.evaluate(findStops);
  const found = [];
  for (let expected = 0; expected < stops; expected += 1) {
    await page.keyboard.press("Tab");
    const { at, seen, html } = await page.evaluate(whereFocusIs);
    if (at !== expected) return [...found, `Tab ${expected + 1} of ${stops} leads to stop ${at + 1}: ${html}`];
    if (!seen) found.push(`no focus is seen on ${html}`);
  }
  await page.keyboard.press("Tab");
  const { at, html } = await page.evaluate(whereFocusIs);
  if (at > 0) found.push(`the keyboard is trapped at ${html}`);
  return found;
}

/** Tabs on until what is focused matches; a round of the page is enough. */
export async function tabTo(page, selector) {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} can't be reached`);
}
