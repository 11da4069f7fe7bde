/**
 * Shows a diagnosis under an element's message: what to do, a way on as a button, why, and the reference to read out. The
 * server has rendered the frame and the buttons; what a person reads comes from the diagnosis, as text.
 */

import { fillTime } from "/assets/fill-time.js";

/** @typedef {import("/sdk/types.js").Diagnosis} Diagnosis */

/** More buttons than that help nobody. */
const WAYS_MAX = 3;

/**
 * @param {HTMLElement} element
 * @param {Diagnosis} diagnosis
 * @param {object} how
 * @param {boolean} how.says  Whether its sentence is shown, since no message says it.
 * @param {{ try_again: HTMLElement | null, other_ways: () => void }} how.ways
 * @param {(said: import("/sdk/types.js").Said) => void} how.onSaid  What the person says that they saw.
 */
export function showDiagnosis(element, diagnosis, { says, ways, onSaid }) {
  const frame = element.querySelector("[data-diagnosis]");
  if (!(frame instanceof HTMLElement)) return;
  const { say = "", steps = [], causes = [], reference, at, worked } = diagnosis;
  const sentence = find(frame, "[data-say]");
  sentence.textContent = says ? say : "";
  sentence.hidden = !says;
  showMoment(find(frame, "[data-since]"), at);
  showMoment(find(frame, "[data-worked]"), worked?.at);
  fill(find(frame, "[data-steps]"), steps);
  askWhatWasSeen(find(frame, "[data-saw]"), diagnosis.may_have_seen ?? [], onSaid);
  showWays(element, frame, diagnosis, ways);
  showHelp(find(frame, "[data-help]"), diagnosis.help);
  const why = find(frame, "[data-causes]");
  fill(find(why, "ul"), causes.map((cause) => cause.say));
  why.hidden = causes.length === 0;
  showReference(find(frame, "[data-reference]"), reference);
  frame.hidden = false;
}

/** @param {HTMLElement} element */
export function hideDiagnosis(element) {
  for (const frame of element.querySelectorAll("[data-diagnosis]")) frame.setAttribute("hidden", "");
}

/**
 * @param {HTMLElement} line
 * @param {number | undefined} milliseconds
 */
function showMoment(line, milliseconds) {
  line.hidden = milliseconds === undefined;
  if (milliseconds !== undefined) fillTime(line, milliseconds);
}

/**
 * @param {HTMLElement} list
 * @param {string[]} lines
 */
function fill(list, lines) {
  list.replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
  list.hidden = lines.length === 0;
}

/**
 * Asks what the browser hides.
 *
 * @param {HTMLElement} question
 * @param {import("/sdk/types.js").Said[]} answers
 * @param {(said: import("/sdk/types.js").Said) => void} onSaid
 */
function askWhatWasSeen(question, answers, onSaid) {
  question.hidden = answers.length === 0;
  for (const button of question.querySelectorAll("[data-said]")) {
    if (!(button instanceof HTMLElement)) continue;
    const answer = answers.find((said) => said === button.dataset.said);
    button.hidden = answer === undefined;
    button.onclick = answer === undefined ? null : () => onSaid(answer);
  }
}

/**
 * @param {HTMLElement} more
 * @param {string | undefined} help
 */
function showHelp(more, help) {
  more.hidden = !help;
  if (help) more.querySelector("a")?.setAttribute("href", help);
}

/**
 * A way is shown where this page can go it.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} frame
 * @param {Diagnosis} diagnosis
 * @param {{ try_again: HTMLElement | null, other_ways: () => void }} ways
 */
function showWays(element, frame, diagnosis, ways) {
  const elsewhere = (/** @type {string} */ hint) => /** @type {HTMLElement | null} */ (element.querySelector(`button[data-hint="${hint}"]`));
  const press = (/** @type {HTMLElement | null} */ button) => button?.isConnected ? () => button.click() : null;
  const others = element.querySelector("[data-other-ways], details:not([data-causes])");
  /** @type {Record<string, (() => void) | null>} */
  const actions = {
    try_again: press(ways.try_again),
    another_device: press(elsewhere("hybrid")),
    security_key: press(elsewhere("security-key")),
    other_ways: others ? ways.other_ways : null,
  };
  let shown = 0;
  for (const way of frame.querySelectorAll("[data-way-on]")) {
    if (!(way instanceof HTMLElement)) continue;
    const name = way.dataset.wayOn ?? "";
    const action = actions[name] ?? null;
    const wanted = (diagnosis.ways ?? []).some((other) => other === name);
    const can = way instanceof HTMLAnchorElement || action !== null;
    way.hidden = !wanted || !can || shown >= WAYS_MAX;
    way.onclick = action;
    if (!way.hidden) shown += 1;
  }
  find(frame, "[data-ways]").hidden = shown === 0;
}

/** The words by which letters are said on the telephone, everywhere (ICAO). */
const SPELT = ["Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima", "Mike",
  "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu"];

/**
 * A reference as it is read out: "SIG-05 / 7F3K-9M2Q" is "SIG 05; 7 Foxtrot 3 Kilo; 9 Mike 2 Quebec".
 *
 * @param {string} reference
 */
function aloud(reference) {
  const [code = "", letters = ""] = reference.split(" / ");
  const spell = (/** @type {string} */ group) => [...group].map((one) => SPELT[one.charCodeAt(0) - 65] ?? one).join(" ");
  return [code.replace("-", " "), ...letters.split("-").map(spell)].join("; ");
}

/**
 * @param {HTMLElement} box
 * @param {string | undefined} reference
 */
function showReference(box, reference) {
  box.hidden = !reference;
  if (!reference) return;
  find(box, "output").textContent = reference;
  find(box, "[data-aloud]").textContent = aloud(reference);
  const copied = find(box, "[data-copied]");
  copied.textContent = "";
  find(box, "[data-copy]").onclick = async () => {
    await navigator.clipboard?.writeText(reference);
    copied.textContent = ` ${find(box, "[data-copied-text]").textContent}`;
    copied.classList.remove("hush");
  };
}

/**
 * @param {Element} within
 * @param {string} selector
 */
function find(within, selector) {
  const found = within.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`);
  return found;
}
