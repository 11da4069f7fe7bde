# What is sent to people. A message with a code ends with a line of its own that browsers read; the code adds it.

message-sign-up-code-subject = Your { $brand } code
message-sign-up-code = { $code } is your code to create an account at { $domain }. Never tell it to anyone, whoever asks.

message-already-has-account-subject = Your { $brand } account
message-already-has-account = Someone asked { $domain } for a code to { $kind ->
        [phone] this number
       *[email] this address
    }, which belongs to an account already. Was it you? Then sign in at { $domain }. If not, nothing has changed and there is nothing to do.

message-create-passkey-code-subject = Your { $brand } code
message-create-passkey-code = { $code } is your code to create a passkey at { $domain }. Never tell it to anyone. If you didn't ask for it, someone else may be signed in: see Sessions in your settings.

message-add-email-code-subject = Your { $brand } code
message-add-email-code = { $code } is your code to add this email at { $domain }. Never tell it to anyone. If you didn't ask for it, there is nothing to do.

message-new-browser-subject = Your { $brand } account is signed in on a new browser
message-new-browser = Your account at { $domain } was signed in to on a browser that it didn't know: { $browser }, { $system }. If that wasn't you, sign in at { $domain } and end that session.

message-passkey-created-subject = A passkey was added to your { $brand } account
message-passkey-created = The passkey “{ $name }” was added to your account at { $domain }. If that wasn't you, sign in at { $domain } and remove it.

message-passkey-removed-subject = A passkey was removed from your { $brand } account
message-passkey-removed = The passkey “{ $name }” was removed from your account at { $domain } and signs in no more. If that wasn't you, sign in at { $domain } and end the sessions that you don't know.

message-email-added-subject = An email was added to your { $brand } account
message-email-added = The email { $name } was added to your account at { $domain }. If that wasn't you, sign in at { $domain } and end the sessions that you don't know.

message-sign-in-code-subject = Your { $brand } code
message-sign-in-code = { $code } is your code to sign in at { $domain }. Never tell it to anyone, whoever asks. If you didn't ask for it, there is nothing to do: the code alone changes nothing in your account.

message-signed-in-without-passkey-subject = Your { $brand } account was signed in to without a passkey
message-signed-in-without-passkey = Your account at { $domain } was signed in to without a passkey, on { $browser }, { $system }. If that wasn't you, sign in at { $domain } with your passkey and end that session.

message-password-set-subject = A password was added to your { $brand } account
message-password-set = A password was set for your account at { $domain }. If that wasn't you, sign in at { $domain } with your passkey and remove it.

message-password-changed-subject = The password of your { $brand } account was changed
message-password-changed = The password of your account at { $domain } was changed. If that wasn't you, sign in at { $domain } with your passkey and remove it.

message-password-removed-subject = The password of your { $brand } account was removed
message-password-removed = The password of your account at { $domain } was removed. If that wasn't you, sign in at { $domain } with your passkey and end the sessions that you don't know.

message-device-trusted-subject = A device was chosen to be trusted for your { $brand } account
message-device-trusted = A device was chosen to be trusted for your account at { $domain }: { $browser }, { $system }. If that wasn't you, sign in at { $domain } and revoke it under Trusted devices.

message-device-revoked-subject = A device was revoked from your { $brand } account
message-device-revoked = The device “{ $name }” was revoked from your account at { $domain }, and signed out. If that wasn't you, sign in at { $domain } and end the sessions that you don't know.

message-device-copied-subject = A device is no longer trusted for your { $brand } account
message-device-copied = What makes a device of your account at { $domain } trusted was seen in two places: { $browser }, { $system }. So it is trusted no more, and what is in your account is as it was. Sign in at { $domain }, look at your sessions, and choose the device again.

message-approval-requested-subject = A new device asks to be let into your { $brand } account
message-approval-requested = A new device asks to be let into your account at { $domain }: { $browser }, { $system }, network { $place }. Nothing has been opened. If it is you, open { $domain } on a device that you trust. If it isn't, do the same and say so there. Never tell anyone a number or a code.

message-approval-failed-subject = A new device was not let into your { $brand } account
message-approval-failed = A new device asked to be let into your account at { $domain }, and a wrong number was typed for it: { $browser }, { $system }. The attempt has ended, and nothing was opened. If someone gave you that number, they tried to get in: say no next time.

message-account-frozen-subject = Your { $brand } account is frozen
message-account-frozen = Your account at { $domain } was frozen from one of your trusted devices, and everyone was signed out. While it is frozen, nothing can be changed. A passkey of yours thaws it at { $domain }.
