/** Passkeep in a web page: what an app imports. */

export {
  requestAnotherWay, sendSignInCode, sendSignInCodeAgain, signInWithCode, signInWithPassword,
} from "./another-way.js";
export { Api } from "./api.js";
export { answerApproval, finishApprovedSignIn, listApprovals, waitForApproval } from "./approval.js";
export { canAutofill, isSupported } from "./ceremony.js";
export { confirm, denyConfirmation, reportConfirmation, showConfirmation } from "./confirm.js";
export { createPasskey } from "./create-passkey.js";
export { diagnose } from "./diagnose.js";
export { CODES, PasskeepError } from "./errors.js";
export { freezeAccount, requestThaw, thawAccount } from "./freeze.js";
export { FreshFlow } from "./fresh-flow.js";
export { checkGrantCode, grant, requestGrant, sendGrantCodeAgain } from "./grant.js";
export { readHistory } from "./history.js";
export { keepInStep } from "./keep-in-step.js";
export { offerAutofill } from "./offer-autofill.js";
export { passwordStrength, removePassword, setPassword } from "./password.js";
export { proveDevice, signedByDevice } from "./prove-device.js";
export { reauthenticate, requestReauthentication } from "./reauthenticate.js";
export { removePasskey } from "./remove-passkey.js";
export { requestSignIn, signIn } from "./sign-in.js";
export { stopByLink, stopHold, stopOwnRemoval } from "./stop-hold.js";
export { checkSignUpCode, requestSignUp, sendSignUpCodeAgain, signUp } from "./sign-up.js";
export { decideProposal, propose } from "./support.js";
export { trustDevice } from "./trust-device.js";
