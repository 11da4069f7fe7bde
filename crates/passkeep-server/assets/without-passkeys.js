/** Where this browser has no passkeys, a page offers none, and says so. */

import { isSupported } from "/sdk/ceremony.js";

if (!isSupported()) {
  for (const offer of document.querySelectorAll("[data-takes-passkeys]")) offer.setAttribute("hidden", "");
  for (const told of document.querySelectorAll("[data-without-passkeys]")) told.removeAttribute("hidden");
}
