/** Waits with a person for what Passkeep says of an action, and shows the page anew when that has changed. */

const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-follow]"));

if (notice) {
  const look = async () => {
    try {
      const answer = await fetch(notice.dataset.follow ?? "");
      if (answer.ok && (await answer.json()).state !== notice.dataset.state) return location.reload();
    } catch {
      // Off line for a moment: the next look finds out.
    }
    setTimeout(look, 5000);
  };
  setTimeout(look, 2000);
}
