/** Small things of every page that work without scripts too, only plainer: local times, and dialogs in place of pages. */

localiseTimes();
openDialogs();

/** The server writes times in UTC; the reader's zone is known here alone. */
function localiseTimes() {
  const language = document.documentElement.lang || undefined;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    if (!(time instanceof HTMLTimeElement) || time.closest("[data-message]")) continue;
    const then = new Date(time.dateTime);
    if (!Number.isNaN(then.getTime())) time.textContent = moment.format(then);
  }
}

/** A link to a page that asks opens the dialog that asks the same, where the page has it. */
function openDialogs() {
  for (const link of document.querySelectorAll("[data-dialog]")) {
    if (!(link instanceof HTMLElement)) continue;
    const dialog = document.getElementById(link.dataset.dialog ?? "");
    if (!(dialog instanceof HTMLDialogElement)) continue;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    dialog.addEventListener("close", () => link.focus());
  }
}
