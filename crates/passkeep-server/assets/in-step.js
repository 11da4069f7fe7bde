/** Wherever the settings show passkeys, or the name that they bear: the device is told what became of them. */

import { keepInStep } from "/sdk/keep-in-step.js";

keepInStep().catch(() => {
  // Signed out meanwhile, or no network: the next visit tells it.
});
