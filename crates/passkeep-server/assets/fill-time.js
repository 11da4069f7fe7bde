/**
 * Writes a moment into the `<time>` of a message, in the page's language and the reader's zone.
 *
 * @param {HTMLElement} message
 * @param {number} milliseconds
 */
export function fillTime(message, milliseconds) {
  const time = message.querySelector("time");
  if (!time) return;
  const moment = new Date(milliseconds);
  time.dateTime = moment.toISOString();
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(moment);
}
