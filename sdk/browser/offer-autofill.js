/**
 * Offers passkeys in the autofill of a field with `autocomplete="username webauthn"`, as long as the page is
 * open. Fails silently until a passkey was picked: nobody asked for anything before that.
 */

import { canAutofill, endAutofill, waitForAutofill } from "./ceremony.js";
import { finishSignIn } from "./sign-in.js";

/** @typedef {import("./fresh-flow.js").FreshFlow<import("./types.js").RequestFlow>} FreshSignIn */

/**
 * @param {object} options
 * @param {FreshSignIn} options.fresh  The page's flow, which its button uses too.
 * @param {() => boolean} options.sharedComputer  Read when a passkey is picked.
 * @param {() => void} options.onPicked  A passkey was picked; the server is being asked.
 * @param {(signedIn: import("./types.js").SignedIn | import("./types.js").ApprovalFlow) => void} options.onSignedIn
 * @param {(error: unknown) => void} options.onRefused  What the server said to the passkey that was picked.
 * @param {import("./api.js").Api} [options.api]
 * @returns {{ resume: () => Promise<void>, stop: () => void }} `resume` after a sheet has closed or when the field is entered again;
 *   while an offer stands, or a sheet is open, it changes nothing. It settles when the offer has ended.
 */
export function offerAutofill({ fresh, sharedComputer, onPicked, onSignedIn, onRefused, api }) {
  let standing = false;
  let stopped = false;

  async function resume() {
    if (standing || stopped) return;
    standing = true;
    try {
      if (await canAutofill()) await offer();
    } catch {
      // Nothing was picked: a sheet took over, the options grew old, or the browser has nothing to offer.
    } finally {
      standing = false;
    }
  }

  async function offer() {
    const flow = await fresh.current();
    if (stopped) return;
    const response = await waitForAutofill(flow.options);
    onPicked();
    fresh.discard();
    try {
      onSignedIn(await finishSignIn({ flow, response, sharedComputer: sharedComputer(), api }));
    } catch (error) {
      onRefused(error);
    }
  }

  /** @type {Promise<void>} */
  let offered = Promise.resolve();
  const start = () => (offered = standing ? offered : resume());

  fresh.onOld = () => {
    const wasOffered = standing;
    endAutofill();
    offered.then(() => (wasOffered ? start() : fresh.current().then(() => {}, () => {})));
  };
  start();
  return {
    resume: start,
    stop: () => {
      stopped = true;
      fresh.discard();
      endAutofill();
    },
  };
}
