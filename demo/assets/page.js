/** Times on every page: the server writes UTC and says so; the reader's zone is known here alone. */

const moment = new Intl.DateTimeFormat(document.documentElement.lang, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

for (const time of document.querySelectorAll("time")) {
  const at = Number(time.dataset.at);
  if (at) {
    time.dateTime = new Date(at).toISOString();
    time.textContent = moment.format(at);
  }
}
