/** Times on every page: the server writes moments in UTC and says so; the reader's zone is known here alone. */

const moment = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
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
