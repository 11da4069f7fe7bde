/** When one tab has signed in, the others that still ask go where it went. */

/** One for the page, so that a tab does not hear itself. */
const signedIn = new BroadcastChannel("passkeep-signed-in");

/** @param {string} next  Where the tab that finished goes. */
export function tellOtherTabs(next) {
  signedIn.postMessage(next);
}

/** Follows any tab that signs in from now on. */
export function followOtherTab() {
  signedIn.addEventListener("message", ({ data }) => location.replace(data));
}
