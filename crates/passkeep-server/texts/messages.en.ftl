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
