/** Times on every page: the server writes moments in UTC and says so; the reader's zone is known here alone. */

/** The page's language, as the reader's browser writes it: in English, British dates for a British reader. */
const language = document.documentElement.lang;
const locale = navigator.languages.find((own) => own.split("-")[0] === language.split("-")[0]) ?? language;

const moment = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

for (const time of document.querySelectorAll("time")) {
  if (time.textContent?.endsWith(" UTC")) time.textContent = moment.format(new Date(time.dateTime));
}
