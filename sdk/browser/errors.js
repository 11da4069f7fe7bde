/**
 * Every way in which the SDK can fail, as one closed set. An app switches on `error.code`; it never
 * reads `error.message`, which is for developers.
 */

/** Each code, and what it tells an app. */
export const CODES = Object.freeze({
  // The browser's own sheet.
  cancelled: "The person closed the sheet, it timed out, or there was no passkey: browsers don't tell which. Not an error to show in red.",
  aborted: "The page itself ended the request, for another one. Say nothing.",
  already_running: "A request is open already, so this one was not started. Say nothing: a second click changes nothing.",
  already_here: "The authenticator has a passkey of this account already (InvalidStateError, WebAuthn L3 6.3.2). Good news.",
  unsupported: "This browser or device can't do what was asked.",
  security: "The page's origin doesn't match the relying party ID, or isn't secure. A matter of set-up, not of the person.",
  not_found_here: "This browser is known to the account and never had a passkey of it. Offer a QR code or a security key; `details.flow` goes on.",

  // The way to the server.
  offline: "No answer came.",
  server_problem: "The server has a problem. The passkey is fine.",
  busy: "The server asks to come back in a moment.",

  // What the server decided.
  client_not_supported: "The operator's rules for platforms don't let this begin here: `details.text` says why in the person's language, `details.offer` what leads on, `details.link` where an update is.",
  passkey_not_accepted: "The passkey was not accepted. The server doesn't say why.",
  authenticator_not_accepted: "The operator doesn't take this kind of authenticator, or it doesn't prove which kind it is. Offer another place; `details.reason` says which check failed.",
  passkey_removed: "The passkey was removed from its account; whoever used it has proved to hold it.",
  ticket_expired: "The flow took too long. Start it again.",
  ticket_spent: "The flow was finished before, mostly by another tab. Go to where it led.",
  ticket_not_accepted: "The ticket is of another browser or another step. Start again.",
  code_wrong: "The code is wrong; `details.attempts_left` says how many tries are left.",
  code_not_accepted: "A code is six digits.",
  code_expired: "The code is too old. Ask for another.",
  code_locked: "Too many wrong codes. Ask for another.",
  too_many_codes: "Too many codes were asked for; `details.retry_after_seconds` says when to come back.",
  password_wrong: "The password is another, or there is none.",
  password_not_accepted: "The password can't be taken; `details.reason` says why.",
  passwords_busy: "Too many passwords wait to be looked at; `details.retry_after_seconds` says when to come back.",
  factor_off: "This way failed too often in a row, and is off here until it is set up again. Passkeys still work.",
  way_not_offered: "The operator doesn't offer this way.",
  another_factor_needed: "What was proved takes another factor beside it, and the account has none.",
  approval_needed: "The account doesn't know this browser: without a passkey it can't sign in here.",
  quarantined: "The session came in without a passkey and may only look. `reauthenticate` lifts that.",
  recovery_only_creates: "A recovery opened the session: it creates a passkey, and nothing else.",
  account_frozen: "The account is frozen. A passkey thaws it.",
  not_frozen: "The account is not frozen.",
  freeze_too_soon: "This factor froze the account not long ago from an unknown browser; it may again at `details.until_ms`.",
  value_held: "The account was thawed or recovered of late: nothing of value leaves it before `details.until_ms`.",
  second_way_needed: "Before value moves, the account needs a second passkey or saved recovery codes.",
  confirmation_over: "The confirmation was answered, withdrawn or blocked, or its time is over.",
  confirmation_held: "It was signed here: another trusted device signs it too, or it waits until `details.until_ms`.",
  recovery_code_wrong: "The recovery code is another, was used already, or there is none.",
  level_too_low: "This takes a session of a higher level (`details.level_needed`): prove more with `reauthenticate`.",
  reauthentication_needed: "This takes a proof of just now: call `reauthenticate`, then try again.",
  passkey_suspended: "The passkey was reported lost or is being removed: it signs in no more. Use another.",
  signed_out: "There is no session, or it has ended.",
  new_browser_waits: "The session came from a new browser and may not create or remove passkeys before `details.until_ms`.",
  changes_held: "The server's data came back from a backup of late: factors stay as they are before `details.until_ms`.",
  passkey_too_new: "The passkey is too new for this before `details.until_ms`.",
  too_many_passkeys: "The account has as many passkeys as it may.",
  last_passkey: "The last passkey can't be removed.",
  device_not_remembered: "This browser is not remembered, as on a shared computer: it can't be trusted.",
  device_not_trusted: "This takes a trusted device; `details.reason` says why this one is none.",
  device_proof_not_accepted: "The device's own key is not here any more, or is another. Choose the device again.",
  device_key_not_accepted: "This is no device's public key.",
  too_many_approvals: "As many approvals wait as may; `details.retry_after_seconds` says when one has ended.",
  approval_pending: "No trusted device has answered yet.",
  approval_denied: "A trusted device said no. Nothing was opened.",
  approval_over: "The approval was answered already, or its time is over.",
  number_wrong: "The number is another than the one on the new device. The attempt has ended.",
  number_not_accepted: "The number on the new device has two digits.",
  too_many_requests: "Too many requests came from this network; `details.retry_after_seconds` says when to go on.",
  number_waits: "The number is an account's, which has been asked for it; unless it says no, the number is free after `details.until_ms`.",
  hold_already_waits: "The same change waits already.",
  hold_disputed: "A second veto opened a dispute; a passkey of some age decides.",
  hold_over: "The change waits no more: it was stopped, or it was made.",
  link_not_accepted: "This is not the link of a message, or what it was sent about is long over.",
  address_too_old: "The address that the link went to was proved too long ago, or is the account's no more.",
  address_too_new: "The address that the link went to came to the account of late: it stops nothing yet.",
  last_contact: "The account's last phone or address can't be removed.",
  other_kind_of_contact: "A phone takes the place of a phone, and an email of an email.",
  name_not_accepted: "The name is empty, too long, or taken.",
  phone_not_accepted: "This is no phone number that can be reached.",
  email_not_accepted: "This is no email address.",
  contact_already_exists: "The account has this address already.",
  too_many_contacts: "The account has as many addresses as it may.",
  identifier_not_accepted: "This is no user ID, email address or phone number.",
  role_too_low: "The role among the staff does not reach as far.",
  too_many_looks: "As many accounts were looked at in this hour as may be; `details.retry_after_seconds` says when to go on.",
  own_account: "Nobody among the staff has to do with their own account.",
  same_person: "This takes another person than the one who proposed it.",
  no_old_address: "The account has no address that is old enough to be sent something by staff.",
  resent_of_late: "It was sent in the last hour already.",
  proposal_over: "The proposal was decided or taken back, or its time is over.",
  already_proposed: "The same waits for a second already.",
  too_little_left: "As little of the wait is left as staff may leave.",
  staff_hold: "Staff began this wait, and does not shorten it.",
  reason_not_accepted: "A reason has 1 to 300 visible characters.",
  not_found: "What was asked for isn't there.",
  origin_not_accepted: "The request came from a page of another origin.",
  request_not_accepted: "The request's shape is wrong: the SDK and the server are of different versions.",
  method_not_allowed: "The address takes no request of this kind: the SDK and the server are of different versions.",
  media_type_not_accepted: "The body is no JSON.",
  too_large: "The request is too large.",

  other: "Something that this version of the SDK has no word for; `cause` has it.",
});

/** @typedef {keyof typeof CODES} PasskeepErrorCode */

/** The one error that every call of the SDK throws. */
export class PasskeepError extends Error {
  /**
   * @param {PasskeepErrorCode} code
   * @param {{ cause?: unknown, details?: Record<string, unknown>, signs?: import("./types.js").Signs }} [more]
   */
  constructor(code, { cause, details = {}, signs } = {}) {
    super(`${code}: ${CODES[code]}`, { cause });
    this.name = "PasskeepError";
    /** @type {PasskeepErrorCode} */
    this.code = code;
    /** What the server's problem details held beside the code, or what the code's text promises. */
    this.details = details;
    /** What was seen of a ceremony that failed in the browser: `diagnose` takes it from here. */
    this.signs = signs;
  }
}

/**
 * What a browser threw, as a PasskeepError. The names are those of WebAuthn L3 5.1.3 and 5.1.4.
 *
 * @param {unknown} error
 * @param {"create" | "get"} ceremony
 * @param {import("./types.js").Signs} [signs]
 */
export function fromBrowser(error, ceremony, signs) {
  if (error instanceof PasskeepError) return error;
  return new PasskeepError(codeOfName(nameOf(error), ceremony), { cause: error, ...(signs && { signs }) });
}

/**
 * An answer of the server that is no success (RFC 9457), as a PasskeepError.
 *
 * @param {number} status
 * @param {unknown} problem
 */
export function fromProblem(status, problem) {
  const details = typeof problem === "object" && problem !== null ? { ...problem } : {};
  const told = /** @type {{ code?: unknown }} */ (details).code;
  return new PasskeepError(codeOfProblem(status, told), { cause: problem, details: { status, ...details } });
}

/** @param {unknown} error */
function nameOf(error) {
  return error instanceof Error || error instanceof DOMException ? error.name : "";
}

/**
 * @param {string} name
 * @param {"create" | "get"} ceremony
 * @returns {PasskeepErrorCode}
 */
function codeOfName(name, ceremony) {
  switch (name) {
    case "NotAllowedError":
    case "TimeoutError":
      return "cancelled";
    case "AbortError":
      return "aborted";
    case "InvalidStateError":
      return ceremony === "create" ? "already_here" : "other";
    case "SecurityError":
      return "security";
    case "NotSupportedError":
    case "ConstraintError":
      return "unsupported";
    case "OperationError":
      return "already_running";
    default:
      return "other";
  }
}

/**
 * @param {number} status
 * @param {unknown} told
 * @returns {PasskeepErrorCode}
 */
function codeOfProblem(status, told) {
  if (told === "passkey_already_exists") return "already_here";
  if (typeof told === "string" && Object.hasOwn(CODES, told)) return /** @type {PasskeepErrorCode} */ (told);
  if (status === 429) return "busy";
  return status >= 500 ? "server_problem" : "other";
}
