/** On the settings pages of a trusted device: shows that a new device asks to be let in. */

import { listApprovals } from "/sdk/approval.js";
import { PasskeepError } from "/sdk/errors.js";

const ASK_EVERY_MILLISECONDS = 3000;

const banner = document.querySelector("[data-approvals]");
const link = banner?.querySelector("a");

async function ask() {
  if (document.visibilityState === "visible") {
    try {
      const [first] = await listApprovals();
      banner?.toggleAttribute("hidden", !first);
      if (first) link?.setAttribute("href", `/settings/approvals/${encodeURIComponent(first.id)}`);
    } catch (error) {
      // Not trusted, or signed out: there is nothing to be asked here any more.
      if (error instanceof PasskeepError && ["device_not_trusted", "signed_out", "new_browser_waits"].includes(error.code)) return;
    }
  }
  setTimeout(ask, ASK_EVERY_MILLISECONDS);
}

if (banner) ask();
