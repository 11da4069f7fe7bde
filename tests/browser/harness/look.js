/** Looks at pages as people see them: in every size and colour, and as a screen reader takes them. */

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** `SCREENSHOTS=1` keeps a picture of each page in every look, for people: no test compares them, and each costs time. */
const pictures = process.env.SCREENSHOTS ? fileURLToPath(new URL("../screenshots/", import.meta.url)) : null;
if (pictures) await mkdir(pictures, { recursive: true });

/**
 * Every size in every colour; one differs from the next in one thing, so that a page is laid out anew no more than it must. The dark
 * is for pictures: nothing is wider in it.
 */
const looks = [
  { width: 320, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
].filter(({ colorScheme }) => pictures || colorScheme === "light");

/** What is asked of a page: in the dark, only what depends on colours. */
const rules = {
  light: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  dark: ["color-contrast", "link-in-text-block"],
};

/**
 * Looks at a page in every size and colour: nothing that runs over the edge, and in English nothing that axe finds. What axe asks
 * doesn't hang on words; the gallery has it look at every page in Chinese too.
 */
export async function lookAt(page, name) {
  await fits(page, name);
  const language = await page.evaluate(() => document.documentElement.lang);
  if (language.startsWith("en")) assert.deepEqual(await faults(page), [], name);
}

async function fits(page, name) {
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
}

/**
 * The same in any language, and a walk by keyboard, narrow and wide. The page keeps its state: nothing is loaded anew, and who goes on has
 * the wide page in light.
 */
export async function lookAndWalk(page, name) {
  await fits(page, name);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await faults(page), [], `${name} at ${width}`);
    assert.deepEqual(await keyboardFaults(page), [], `${name} at ${width}, by keyboard`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

/** Keeps a picture of the whole page, where somebody wants to see it. */
export async function takePicture(page, name) {
  if (pictures) await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
}

/** In the page: what axe-core finds. What it doesn't stays there: to carry it over takes a while. */
async function violationsOf(options) {
  const { violations } = await window.axe.run(options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/**
 * What axe-core finds, in light and in dark.
 *
 * @param {import("playwright-core").Page} page
 */
export async function faults(page) {
  const found = [];
  for (const [colorScheme, runOnly] of Object.entries(rules)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await violations(page, { runOnly })).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/**
 * What axe-core finds but for colours, which are the same in every language and take it longest.
 *
 * @param {import("playwright-core").Page} page
 */
export function faultsButColours(page) {
  const colours = Object.fromEntries(rules.dark.map((rule) => [rule, { enabled: false }]));
  return violations(page, { runOnly: rules.light, rules: colours });
}

async function violations(page, which) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(violationsOf, { ...which, resultTypes: ["violations"], preload: false, elementRef: false });
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

/** In the page: tells of each Tab which stop has the focus after it, and whether a person sees it. */
function followTabs() {
  const outlined = (one) => {
    const style = one && getComputedStyle(one);
    return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const whereFocusIs = () => {
    const element = document.activeElement;
    const seen = outlined(element) || outlined(element?.closest("label"));
    return { at: window.stops.indexOf(element), seen, html: element?.outerHTML.slice(0, 120) };
  };
  const walked = [];
  const end = new AbortController();
  window.endWalk = () => (end.abort(), walked);
  const listening = { capture: true, signal: end.signal };
  // The key goes down on what had the focus, and comes up on what has it now: on nothing of the page, once the way has led out.
  window.addEventListener("keydown", ({ key }) => key === "Tab" && walked.push({ at: -1, seen: false }), listening);
  window.addEventListener("keyup", ({ key }) => key === "Tab" && walked.splice(-1, 1, whereFocusIs()), listening);
}

/**
 * Walks a page by Tab alone: each thing that can be used is reached, in the order of the document, and seen to have the focus; the
 * way leads out at the end.
 */
export async function keyboardFaults(page) {
  await page.evaluate(followTabs);
  const stops = await page.evaluate(findStops);
  for (let presses = 0; presses <= stops; presses += 1) await page.keyboard.press("Tab");
  const walked = await page.evaluate(() => window.endWalk());
  if (walked.length !== stops + 1) return [`${walked.length} of ${stops + 1} Tabs were felt by the page`];
  const found = [];
  for (const [index, { at, seen, html }] of walked.slice(0, stops).entries()) {
    if (at !== index) return [...found, `Tab ${index + 1} of ${stops} leads to stop ${at + 1}: ${html}`];
    if (!seen) found.push(`no focus is seen on ${html}`);
  }
  const { at, html } = walked[stops];
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
