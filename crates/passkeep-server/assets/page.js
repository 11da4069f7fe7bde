/**
 * Times on every page: the server writes moments in UTC and says so; the reader's zone is known here alone. And a page that
 * waits for a setting of the system looks again.
 */

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

// Something is to be set up in the system's settings first: who comes back from there is looked at again.
if (document.querySelector("[data-look-again]")) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") location.reload();
  });
}

for (const time of document.querySelectorAll("time")) {
  if (time.textContent?.endsWith(" UTC")) time.textContent = moment.format(new Date(time.dateTime));
}
