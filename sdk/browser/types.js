/**
 * The shapes that Passkeep's JSON API takes and gives. Times are Unix milliseconds; ids are
 * base64url of 16 bytes. WebAuthn objects are in the standard's own JSON form (WebAuthn L3, 5.1.8-5.1.9).
 *
 * @typedef {"this_device" | "other_device" | "security_key"} Place  Where a new passkey shall live.
 *
 * @typedef {"client-device" | "hybrid" | "security-key"} Hint  WebAuthn L3, 5.8.7.
 *
 * @typedef {object} Flow  One step of a flow: the sealed ticket, and what it can be used for.
 * @property {string} ticket
 * @property {string[]} steps
 * @property {number} expires_in_seconds
 * @property {"now" | "elsewhere"} [prompt]  "elsewhere": no passkey of this account was ever on this browser.
 * @property {string} [sent_to]  Where a code went, masked.
 *
 * @typedef {Flow & { options: PublicKeyCredentialRequestOptionsJSON }} RequestFlow
 *
 * @typedef {Flow & { options: PublicKeyCredentialCreationOptionsJSON }} CreationFlow
 *
 * @typedef {Flow & { methods: ("password" | "phone_code" | "device")[], nonce?: string }} FactorFlow
 *
 * @typedef {object} PasswordStrength
 * @property {0 | 1 | 2 | 3 | 4} score  From 0, guessed at once, to 4, out of reach.
 * @property {boolean} accepted  Whether it would be taken.
 * @property {"empty" | "too_long" | "hidden_characters" | "too_short" | "common" | "breached" | "personal" | "repetitive"} [reason]
 * @property {string} [warning]
 * @property {string} [suggestion]
 *
 * @typedef {Flow & { number: string }} ApprovalFlow  A trusted device is asked first. The number is shown here, and typed there.
 *
 * @typedef {Flow & { nonce: string, options?: PublicKeyCredentialRequestOptionsJSON }} DeviceFlow  Signed by the device's key.
 *
 * @typedef {{ browser: string, system: string }} Client
 *
 * @typedef {object} Device
 * @property {string} id
 * @property {string} [name]
 * @property {string} browser
 * @property {string} system
 * @property {boolean} this_device
 * @property {number} first_seen_at
 * @property {number} last_seen_at
 * @property {string} [place]
 * @property {"none" | "sign_in" | "full"} trust
 * @property {string} trust_reason
 * @property {number} [trust_from]
 *
 * @typedef {{ device: Device }} Trusted
 *
 * @typedef {object} Approval  What a new device asks for. Its number stands on its own screen alone.
 * @property {string} id
 * @property {string} purpose
 * @property {string} browser
 * @property {string} system
 * @property {string} [place]
 * @property {number} requested_at
 * @property {number} expires_at
 *
 * @typedef {{ state: "pending" | "approved" | "denied" | "number_wrong", expires_at: number }} ApprovalState
 *
 * @typedef {object} Passkey
 * @property {string} id
 * @property {string} credential_id
 * @property {string} name
 * @property {string} [provider]
 * @property {"synced" | "device_bound" | "security_key"} kind
 * @property {boolean} this_device
 * @property {number} created_at
 * @property {Client} created_on
 * @property {Client & { at: number }} [last_used]
 * @property {string[]} transports
 * @property {boolean} backup_state
 * @property {number} [suspended_at]  Since when it signs in no more.
 *
 * @typedef {object} Signals  What the device is told of an account's passkeys (WebAuthn L3, 5.1.10).
 * @property {string} rp_id
 * @property {string} user_id  WebAuthn's `user.id`, base64url.
 * @property {string} name  WebAuthn's `user.name`.
 * @property {string} display_name
 * @property {string[]} removed  Credential ids that were removed, base64url.
 * @property {string[]} [accepted]  All that are accepted; absent where it can't be said for certain. What isn't in it a browser
 *   deletes for good: tell it at once, keep it never.
 *
 * @typedef {object} Passkeys
 * @property {Passkey[]} passkeys
 * @property {{ id: string, name: string, removed_at: number }[]} removed  Those of the last 30 days.
 * @property {Signals} signals
 *
 * @typedef {object} SignedIn
 * @property {{ user_id: string, name: string }} account
 * @property {{ id: string, level: "1" | "2w" | "2p" | "3", standing: "ordinary" | "quarantine" | "recovery", expires_at: number }} session
 * @property {Passkey} [passkey]  The passkey that opened it, where one did.
 * @property {string} next  The path to go on to.
 *
 * @typedef {object} HistoryEvent  A line of the account's history.
 * @property {number} seq  Its place: 1 for the account's first.
 * @property {number} at
 * @property {string} kind  Such as "signed_in"; newer servers know more of them.
 * @property {string} actor  "passkey:" or "session:", and an id.
 * @property {"this_session" | "this_browser" | "this_passkey" | "elsewhere"} nearness  How near that is to who asks.
 * @property {Client} [client]
 * @property {Record<string, unknown>} details  What stands there depends on the kind.
 * @property {Record<string, unknown>} [personal]
 * @property {boolean} erased  Whether there was personal data that has been erased.
 *
 * @typedef {{ events: HistoryEvent[], older_before?: number }} History
 *
 * @typedef {object} Hold  A change that waits.
 * @property {string} id
 * @property {"remove_passkey" | "lose_passkey" | "remove_contact" | "replace_contact" | "give_up_number" | "change_password" | "recovery" | "confirm_action"} kind
 * @property {"waiting" | "disputed" | "upheld" | "stopped" | "done" | "lapsed" | "undecided"} state
 * @property {string} [passkey]  The id of the passkey that it removes.
 * @property {string} [name]  That passkey's name, or the address that goes.
 * @property {string} [to]  The address that comes.
 * @property {number} started_at
 * @property {number} matures_at
 * @property {number} [dispute_ends_at]  In dispute: when that ends, and nothing has changed, if nobody decides.
 *
 * @typedef {object} Stopped
 * @property {Hold} hold
 * @property {"stopped" | "counted" | "disputed" | "upheld"} outcome  "counted": one of two that it takes.
 *
 * @typedef {object} SupportProposal  What takes two of the staff.
 * @property {string} id
 * @property {string} user_id  Of the account concerned.
 * @property {"stop_hold" | "shorten_hold" | "thaw" | "prove_identity"} action
 * @property {string} [hold]
 * @property {number} [matures_at]  When that hold's wait is over now.
 * @property {string} reason
 * @property {"open" | "done" | "withdrawn"} state
 * @property {number} proposed_at
 * @property {number} expires_at
 *
 * @typedef {object} Removal
 * @property {{ id: string }} [removed]  The passkey that signed goes at once.
 * @property {Hold} [hold]  Any other waits, and so does the last one.
 * @property {number} remaining  How many passkeys of the account still sign in.
 *
 * @typedef {object} ShownAction  An action that an app asks to be confirmed.
 * @property {string} id
 * @property {"pending" | "held" | "confirmed" | "denied" | "withdrawn" | "expired" | "blocked" | "void"} state
 * @property {string} app  Which app asks.
 * @property {string} locale  The language of what follows.
 * @property {string} title
 * @property {{ name: string, label: string, value: string }[]} fields
 * @property {string} text  What is signed: app, title and fields, a line each.
 * @property {number} expires_at
 * @property {boolean} takes_second  Another trusted device must sign it too, or it waits.
 * @property {{ code: string, until_ms?: number }} [refused]  Why it can't be signed here now.
 * @property {string} [return_to]  Where the person is led back to.
 *
 * @typedef {object} Confirmed
 * @property {"confirmed" | "held" | "denied"} state
 * @property {number} [held_until]
 * @property {string} [return_to]
 *
 * @typedef {object} Signs  What was seen of a ceremony that failed in the browser: the body of `POST /v1/diagnoses`.
 * @property {"create" | "sign_in" | "confirm" | "prove"} operation
 * @property {"modal" | "conditional" | "immediate"} [mediation]
 * @property {"before" | "options" | "device" | "answer"} [stage]
 * @property {{ name: string, message?: string }} [error]
 * @property {number} [elapsed_ms]
 * @property {number} [timeout_ms]
 * @property {number} [hidden]
 * @property {number} [blurred]
 * @property {string} [attachment]
 * @property {string[]} [hints]
 * @property {Record<string, boolean | undefined>} [page]
 * @property {{ at_once: number, cancelled: number }} [earlier]
 *
 * @typedef {"bluetooth_off" | "nothing_after_scan" | "phone_has_none" | "qr_not_read" | "key_has_no_pin" | "key_does_nothing"
 *   | "own_key_has_none" | "manager_opened" | "never_asked" | "keychain_asked" | "organisation_forbids" | "lost_device"} Said
 *
 * @typedef {"try_again" | "start_again" | "other_ways" | "another_device" | "security_key" | "device_settings" | "update"
 *   | "open_in_browser" | "passkeys" | "recovery" | "support" | "wait"} Way
 *
 * @typedef {object} Diagnosis  Why a passkey did not work. Where the server could not be asked, only `code`, `name`, `tone`.
 * @property {string} code  As "SIG-05". Stable.
 * @property {string} name
 * @property {"silent" | "calm" | "good" | "care"} tone  Never an alarm.
 * @property {string} [reference]  To be read out: "SIG-05 / 7F3K-9M2Q". Absent where the attempt was not kept.
 * @property {string} [say]  What happened, in one sentence.
 * @property {"certain" | "likely" | "possible"} [sure]
 * @property {"same" | "after_fix" | "no"} [retry]
 * @property {{ name: string, likelihood: "likely" | "possible" | "rare", say: string }[]} [causes]  The likeliest first.
 * @property {string[]} [steps]
 * @property {Way[]} [ways]  The best first.
 * @property {Said[]} [may_have_seen]  Ask the person which of these they saw, and diagnose again with the answer as `said`.
 * @property {string} [help]  Where the page of help says more: a path on the server, with its anchor.
 * @property {number} [at]  Since when it is so, as where a passkey was removed: Unix milliseconds.
 * @property {{ at: number, place: string }} [worked]  The passkey of the account that worked in this browser last.
 */

export {};
