/**
 * Times on every page: the server writes moments in UTC and says so; the reader's zone is known here alone. And a page that
 * waits for a setting of the system looks again.
 */

const language = document.documentElement.lang;
const locale = navigator.languages.find((own) => isReadAs(own, language)) ?? language;

const moment = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});
const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
/** In a narrow column there is no room for the half of the day. */
const hours = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// Something is to be set up in the system's settings first: who comes back from there is looked at again.
if (document.querySelector("[data-look-again]")) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") location.reload();
  });
}

for (const time of document.querySelectorAll("time")) {
  if (time.textContent?.endsWith(" UTC")) time.textContent = moment.format(new Date(time.dateTime));
  if (time.hasAttribute("data-day")) time.textContent = day.format(new Date(time.dateTime));
}
const days = document.querySelector("[data-days]");
if (days instanceof HTMLElement) regroup(days);

/**
 * Whether the reader's own way to write a language is one of the page's: British dates for a British reader in English,
 * and no simplified Chinese on a page in traditional.
 *
 * @param {string} own
 * @param {string} language
 */
function isReadAs(own, language) {
  try {
    const [ours, theirs] = [language, own].map((tag) => new Intl.Locale(tag).maximize());
    return ours.language === theirs.language && ours.script === theirs.script;
  } catch {
    return false;
  }
}

/**
 * The server groups events by days in UTC: the same events in the days of the reader. Their order stays.
 *
 * @param {HTMLElement} days
 */
function regroup(days) {
  const [heading, list] = [days.querySelector("h2"), days.querySelector("ul")];
  if (heading === null || list === null) return;
  const groups = /** @type {Map<string, Element[]>} */ (new Map());
  for (const event of days.querySelectorAll("li")) {
    const date = day.format(momentOf(event));
    groups.set(date, [...(groups.get(date) ?? []), event]);
  }
  const named = dayNames(Number(days.dataset.days));
  const hint = new Intl.DateTimeFormat(locale, { timeZoneName: "short" }).formatToParts(new Date());
  const zone = hint.find((part) => part.type === "timeZoneName")?.value ?? "";
  const shown = [...groups].flatMap(([date, events]) => {
    const [title, rows] = [heading.cloneNode(false), list.cloneNode(false)];
    const second = document.createElement("span");
    second.className = "fine";
    const name = named.get(date);
    second.textContent = name === undefined ? zone : `${date} ${zone}`;
    title.appendChild(document.createTextNode(`${name ?? date} `));
    title.appendChild(second);
    for (const event of events) {
      const time = event.querySelector(":scope > time");
      if (time !== null) time.textContent = hours.format(momentOf(event));
      rows.appendChild(event);
    }
    return [title, rows];
  });
  days.replaceChildren(...shown);
}

/** @param {Element} event */
function momentOf(event) {
  return new Date(event.querySelector("time")?.dateTime ?? NaN);
}

/**
 * Today and yesterday, as the page's language calls them at the head of a list.
 *
 * @param {number} now  In Unix milliseconds, by the server's clock.
 */
function dayNames(now) {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const capital = (/** @type {string} */ text) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return new Map([
    [day.format(yesterday), capital(relative.format(-1, "day"))],
    [day.format(now), capital(relative.format(0, "day"))],
  ]);
}
