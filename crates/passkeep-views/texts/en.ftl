# The words of the pages. Plain words, short sentences; what happened, what is safe, what to do next.
# `<b>` and `<code>` may stand only in texts that templates call with `html` or `rich`.

## Every page

skip = Skip to what to do
colophon = You are on <b>{ $host }</b>. { $brand } never asks for a code or a number by phone or chat.
legal-terms = Terms
legal-privacy = Privacy
legal-imprint = Imprint
continue = Continue
cancel = Cancel
save = Save
start-again = Start again
try-again = Try again
go-on = Go on
sign-in-again = Sign in again
safe = What is safe
next = What to do next
steps = Steps
step-count = Step { $at } of { $of }:{" "}
step-done = , done
client = { $browser } on { $system }
client-unknown = An unknown browser
list-comma = {", "}
list-and = { $rest } and { $last }
ago-now = Just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
duration-seconds = { $n ->
    [one] 1 second
   *[other] { $n } seconds
}
duration-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
duration-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
scripts-needed = <b>This browser can’t ask for a passkey.</b> Passkeys need JavaScript, and here it is turned off or too old. Your account and passkeys are fine. Turn JavaScript on and load this page again, or use another browser.

## Signing in

sign-in = Sign in
sign-in-title = Sign in to { $brand }
sign-in-lede = Use your face, fingerprint or screen lock. A passkey can’t be guessed or phished, and your fingerprint never leaves your device.
identifier = User ID, email or phone
sign-in-passkey = Sign in with a passkey
nothing-typed = Nothing to type. The passkey can be on this device, on your phone or on a security key.
shared-computer = This is a shared computer
shared-computer-hint = We forget this browser, and sign you out after { $shared_idle } without use.
other-ways = Other ways to sign in
way-phone = A phone or tablet, by QR code
way-key = A security key
new-here = New here? Create an account
elsewhere-title = Where is your passkey?
elsewhere-text = This browser has never used a passkey of yours, so it may be on another device. Choose where it is, or look on this device with “Sign in with a passkey”.
signed-out-here = You are signed out on this browser. Your passkeys stay yours.
signed-out-everywhere = You are signed out everywhere. Your passkeys stay yours.
session-ended = You have been signed out. Your account and passkeys are as they were. Sign in to go on.

## Signing up

sign-up = Create an account
sign-up-title = Create your { $brand } account
sign-up-lede = First your phone number: we send a code to check that it is yours. At the end you create a passkey, and there is no password to remember.
step-phone = Your phone number
step-code = Code from a text message
step-name = Your name
step-passkey = Create a passkey
region = Country or region
phone = Phone number
phone-hint = A mobile number that can receive text messages.
phone-not-accepted = That doesn’t look like a phone number of this country. Check the country and every digit.
send-code = Send code
have-account = Have an account? Sign in
code-title = Enter the code
code-lede-phone = We sent a text message with six digits to the number ending in { $address }. It can take a minute.
code-lede-phone-unnamed = We sent a text message with six digits to your phone. It can take a minute.
code-lede-email = We sent an email with six digits to { $address }. It can take a minute; look in the spam folder too.
code-lede-email-unnamed = We sent an email with six digits. It can take a minute; look in the spam folder too.
code = Six-digit code
code-hint = Type it only on this page. We never ask for it by phone or chat.
code-wrong = { $n ->
    [0] That code is not right, and it has no tries left. Ask for a new one below.
    [one] That code is not right. 1 try left; then ask for a new one.
   *[other] That code is not right. { $n } tries left; then ask for a new one.
}
code-not-six-digits = A code is six digits. Look at the newest message.
code-expired = That code is too old. Nothing is lost: ask for a new one below.
code-locked = This code has had all its tries. Nothing is lost: ask for a new one below.
too-many-codes = Too many codes were asked for. Nothing is lost. You can have the next one in { $wait }.
code-sent-again = A new code is on its way. Only the newest one works.
send-again = Send again
code-other-number = Use another number
code-other-email = Use another email address
code-not-now = Not now
name-title = What should we call you?
name-lede = We greet you by this name, and your passkey shows it when you sign in.
name = Name
name-hint = 1 to 40 characters. Your first name or a nickname is fine.
name-not-accepted = Use 1 to 40 characters that can be seen.
sign-up-passkey-title = Almost there, { $name }
sign-up-passkey-lede = Create your passkey: from now on you sign in with your face, fingerprint or screen lock. The place you choose decides where you can sign in with it.

## Creating a passkey

create-passkey = Create passkey
new-passkey-title = Create another passkey
new-passkey-lede = A second passkey in another place means that losing one device does not lock you out. It takes about a minute.
new-passkey-code = We send a code to your phone, the number ending in { $address }.
new-passkey-use = You sign in once more with a passkey that you have.
new-passkey-place-elsewhere = On another phone or tablet, or on a security key.
new-passkey-place = On this device, on another phone or tablet, or on a security key.
step-use-passkey = Use a passkey that you have
step-place = Choose where it lives
back-to-passkeys = Back to your passkeys
waits-until = This browser is new to your account, so it can’t create or remove passkeys yet. What you have is safe. Use a browser where you have signed in before, or come back after { $until }.
grant-title = Use a passkey that you have
grant-lede = This shows that it is you who adds a passkey, and not someone who holds your phone or reads your messages.
grant-next = <b>Next,</b> your device shows its own window for { $host }. Choose any passkey of this account: on this device, on your phone, or on a security key.
grant-other-ways = Other ways
grant-use = Use passkey
place-title = Where should this passkey live?
place-lede = The place you choose decides where you can sign in with it, and what you lose if you lose it.
places-legend = Where it will live
place-other-device = Another phone or tablet
this-ios = This iPhone or iPad
this-android = This phone or tablet
this-mac = This Mac
this-windows = This PC
this-linux = This computer
this-chromeos = This Chromebook
this-other = This device
where-this-apple = In Apple Passwords, unless you pick another manager. Works on every Apple device signed in to your Apple Account.
where-this-android = In Google Password Manager, unless you pick another manager. Works on devices with the same Google Account; without one it stays on this phone alone.
where-this-windows = In Windows Hello, for this PC alone, unless you pick a manager that syncs.
where-this-chromeos = In Google Password Manager. Works on devices with the same Google Account.
where-this-linux = Linux keeps no passkeys by itself. If no manager answers in your browser, choose a phone or a security key.
where-this-apple-alone = In Apple Passwords. Works on every Apple device signed in to your Apple Account.
where-this-mac-browser = In Apple Passwords, if you pick iCloud Keychain in the window. In the browser’s own profile it stays on this Mac.
where-this-samsung = In Samsung Pass or Google Password Manager: the window says which. Works on devices with the same account.
where-this-phone = On this phone alone, unless you pick a manager that syncs. If the phone is lost, so is the passkey.
where-this-edge = In Windows Hello, for this PC alone, or in Microsoft Password Manager, which syncs. The window asks which.
where-this-chrome-windows = In Windows Hello, for this PC alone, or in Google Password Manager, which syncs. The window asks which.
where-this-chrome-linux = In Google Password Manager, with a PIN of its own, unless you pick another manager. Works on devices with the same Google Account.
where-this-other = In the password manager of this device. The manager decides whether it syncs.
where-other-ios = You scan a QR code with it. The passkey is saved there, not on this device. Bluetooth must be on for both.
where-other-android = You scan a QR code with it. The passkey is saved there, not on this one. Bluetooth must be on for both.
where-other-computer = You scan a QR code with it. The passkey is saved there, not on this computer. Bluetooth must be on for both.
where-key-apple = On the key itself. The key needs its PIN beforehand. Keep a second key somewhere else.
where-key-android = On the key itself. Plugging it in works best. Keep a second key somewhere else.
where-key-other = On the key itself. Its PIN is asked for, or set. Keep a second key somewhere else.
next-ios = <b>Next,</b> your device shows its own window for { $host } and asks for Face ID, Touch ID or your passcode.
next-android = <b>Next,</b> your device shows its own window for { $host } and asks for your fingerprint, face or screen lock.
next-mac = <b>Next,</b> your Mac shows its own window for { $host } and asks for Touch ID or your password. To use 1Password, Bitwarden or another manager, choose This Mac and pick it in that window.
next-windows = <b>Next,</b> Windows shows its own window for { $host } and asks for your face, fingerprint or PIN. To use 1Password, Bitwarden or another manager, choose This PC and pick it in that window.
next-other = <b>Next,</b> your browser shows its own window for { $host } and asks for your screen lock, PIN or the like.
reach-here = Here, unless it syncs
reach-there = On that device
reach-key-only = On the key only

## The passkeys

nav-passkeys = Passkeys
nav-devices = Trusted devices
nav-contacts = Phone and email
nav-sessions = Sessions
nav-history = History
passkeys-lede-none = Sign in with your face, fingerprint or screen lock.
passkeys-lede-none-works = No passkey of yours signs in at the moment. Create one now, while you are signed in.
passkeys-lede-none-nowhere = No passkey of yours signs in at the moment, and none can be created from here.
passkeys-lede-none-elsewhere = No passkey of yours signs in at the moment. This device can’t have one; create one elsewhere, while you are signed in.
passkeys-unsupported = This browser has no passkeys, so none can be created in it. Use an up-to-date browser, or another device.
passkeys-lede-one = One passkey. Add a second in another place, so that losing one does not lock you out.
passkeys-lede-one-device = This passkey lives in one place only. Add a second somewhere else, so that losing it does not lock you out.
passkeys-lede-many = You have { $n } passkeys. Any one of them signs you in.
passkeys-empty-title = No passkeys yet
passkeys-empty-text = A passkey can’t be guessed or phished, and there is nothing to remember. It takes about a minute.
welcome-title = Welcome, { $name }. This is your user ID
welcome-text = Write it down: with it you can always say which account is yours. You also find it here, in the settings. It is no secret; nobody can sign in with it alone.
notice-created = <b>Passkey saved as “{ $name }”.</b> From now on it signs you in.
notice-rename = Give it another name
notice-renamed = Renamed to “{ $name }”.
notice-removed = <b>“{ $name }” is removed.</b> It signs in nowhere any more. Your device may still offer it until you delete it there.
notice-delete-there = To delete it on this device: { $path }
notice-delete-elsewhere = On another device?
notice-on-its-way-out = <b>“{ $name }” signs in no more.</b> We told every address of yours. Until it is gone for good, you can stop that below.
chip-here = This device
chip-suspended = Signs in no more
chip-synced = Synced
chip-not-yet = Not synced yet
chip-one-device = This device only
chip-key = Security key
reach-synced = On your devices that sync
reach-one = On one device
reach-key = On one security key
works-on = Works on
works-on-key = Any device the key is plugged into or held against
works-on-not-yet = The device it was created on, until its manager has synced it
works-on-chrome-mac = Chrome on the Mac it was created on. It does not move to other devices
works-on-edge-mac = Edge on the Mac it was created on. It does not move to other devices
works-on-one-pc = The PC it was created on. It does not move to other PCs
works-on-one-mac = The Mac it was created on. It does not move to other devices
works-on-one-phone = The phone or tablet it was created on. It does not move to other devices
works-on-one-computer = The computer it was created on. It does not move to other devices
works-on-one-device = One device. It does not move to others
works-on-apple = Every Apple device signed in to your Apple Account
works-on-google = Devices signed in to the same Google Account
works-on-samsung = Your Samsung devices, with the same Samsung account
works-on-microsoft = Where you use Edge with the same Microsoft account
works-on-provider = Wherever you use { $provider }
works-on-apple-likely = Most likely every Apple device signed in to your Apple Account
works-on-unnamed = The devices that its password manager syncs with
created-in = Created in
created-in-key = The security key itself
created-in-hello-likely = Most likely Windows Hello
created-in-device = The device itself
created-in-apple-likely = Most likely Apple Passwords
created-in-unnamed = A password manager that gives no name
model = Model
model-certified = Certified by FIDO ({ $level }), and proved when the passkey was created
model-proved = Proved when the passkey was created
model-claimed = As the authenticator calls itself; nothing proves it
weakness-no-verification = <b>{ $model } has a known weakness:</b> it may let in whoever holds it, without PIN or fingerprint. Create a passkey in another place, then remove this one.
weakness-imitated = <b>{ $model } has a known weakness:</b> others can imitate it. Your account is safe as long as you hold the key. Create a passkey in another place, then remove this one.
weakness-from-afar = <b>{ $model } has a known weakness:</b> its passkeys can be copied from afar. Create a passkey in another place now, then remove this one.
weakness-by-holder = <b>{ $model } has a known weakness:</b> whoever has it in hand for a while can copy its passkeys. Keep it with you, create a passkey in another place, then remove this one.
weakness-revoked = <b>{ $model } is no longer trusted:</b> FIDO, who certifies such devices, has withdrawn it. Create a passkey in another place, then remove this one.
last-used = Last used
never-used = Never used
rename = Rename
remove = Remove
change = Change
report-lost = Report lost
card-suspended = This passkey signs in no more, and is gone for good on { $until }.
card-unused = Not used in { $n } days. Try it once now, so that you know it works when you need it.
card-try = Try it
card-name = Name of this passkey
card-name-hint = 1 to 40 characters. Only you see it.
card-name-not-accepted = Use 1 to 40 characters that can be seen, and a name that no other passkey of yours has.
removed-title = Removed in the last 30 days
removed-text = Signs in nowhere any more. If your device still offers it, delete it there.

## Removing a passkey

remove-title = Remove “{ $name }”?
remove-lede = It signs in nowhere from now on. You can create a new passkey at any time.
removal-stops = What stops now
removal-stops-text = From now on it signs in nowhere.
removal-gone-title = When it is gone for good
removal-gone = At once, if you now use this very passkey. If you use another, on { $until }; until then you can stop it here or from any of our emails.
removal-gone-last = On { $until }: it is your last, so it always waits. Until then you can stop it here, with the passkey itself, or from any of our emails.
removal-stays = What stays on the device
removal-remains = What remains yours
remains-none = No passkey that signs in. You could lock yourself out.
remains-one = One passkey: { $name }.
remains-many = { $n } passkeys: { $names }.
removal-sessions = Sign out the sessions that it opened
keep = Keep
create-passkey-first = Create another one first
remove-passkey = Remove passkey
stays-key = The key keeps it until you delete it there, with the tool of the key’s maker or in the browser’s settings for security keys.
stays-apple = Your Apple devices may offer it until you delete it there: <b>Passwords › { $host } › Delete Passkey</b>.
stays-google = Your devices may offer it until you delete it there: <b>Google Password Manager › { $host } › Delete</b>.
stays-edge = Edge may offer it until you delete it there: <b>Edge › Settings › Passwords and autofill</b>, under { $host }.
stays-chrome = Chrome may offer it until you delete it there: <b>Chrome › Settings › Autofill and passwords</b>, under { $host }.
stays-windows = Windows may offer it until you delete it there: <b>Settings › Accounts › Passkeys › ⋯ › Delete</b>, beside { $host }.
stays-provider = { $provider } may offer it until you delete it there.
stays-device = The device may offer it until you delete it there, in its password settings, under { $host }.

## Reporting a passkey lost

lost-title = Is “{ $name }” lost?
lost-lede = Report it when you no longer have the device or key that it lives on, or when someone else may use it.
lost-stops = From now on it signs in nowhere, and you are signed out everywhere but here.
lost-gone = On { $until }. We tell every address of yours.
lost-found = If it turns up
lost-found-text = It comes back by two: the passkey itself, and one of the emails that we send about this. Another passkey of yours brings it back alone.
lost-report = Report it lost

## What waits

hold-remove-passkey = “{ $name }” is removed on { $until }
hold-lose-passkey = “{ $name }” was reported lost and is removed on { $until }
hold-remove-contact = { $name } is removed on { $until }
hold-replace-contact = { $to } becomes your address on { $until }
hold-give-up-number = { $name } leaves your account on { $until }
hold-change-password = Another password takes the place of yours on { $until }
hold-recovery = Someone is recovering your account. It opens on { $until }
hold-recovery-open = Someone can make a passkey by recovery now
hold-confirm-action = “{ $name }” is confirmed on { $until }
hold-disputed-action = Is “{ $name }” confirmed?
hold-told-action = Your passkey signed it, and no other trusted device has. If it isn’t what you want, stop it here or from any of our emails; or sign it on another trusted device, and it needn’t wait.
hold-disputed-removal = Does { $name } go or stay?
hold-disputed-replacement = Does { $to } become your address?
hold-disputed-number = Does { $name } leave your account?
hold-disputed-password = Does another password take the place of yours?
hold-disputed-recovery = Does the recovery go on?
hold-told = We told every address of yours. If you did not ask for it, stop it here or from any of our emails.
hold-told-passkey = It signs in no more. We told every address of yours. If you did not ask for this, stop it here or from any of our emails.
hold-told-lost = It signs in no more. We told every address of yours. If it turns up, another passkey brings it back here; or the passkey itself and one of our emails do.
hold-told-replacement = Until then everything goes to { $name } as before, and it can stop this too. We told every address of yours.
hold-told-recovery = They proved two things of yours. If that isn’t you, stop it now, here or from any of our emails.
hold-told-recovery-open = The wait is over. Until their passkey is made you can still stop it here, with a passkey of yours.
hold-told-number = Somebody else has proved this number with a code. If it is still yours, stop it here. If not, there is nothing to do.
hold-told-disputed = Somebody said no for the second time, so this neither goes on nor stops. Decide with a passkey that you have had for at least { $dispute_passkey }.
hold-told-disputed-recovery = Somebody said no for the second time, so this neither goes on nor stops. Decide with a passkey that you have had for at least { $dispute_passkey }, or with a recovery code: prove it as you recover, or say no with it.
hold-undecided = If nobody decides, it ends on { $until }, and nothing has changed. Without such a passkey: recover your account, create one, and decide once it is { $dispute_passkey } old.
hold-undecided-passkey = If nobody decides, it ends on { $until }, and the passkey signs in again. Without a passkey of { $dispute_passkey }: recover your account, create one, and decide once it is old enough.
hold-undecided-lost = Until somebody decides, the passkey stays as it is and signs in no more. We tell you again on { $until }. Without a passkey of { $dispute_passkey }: recover your account, create one, and decide once it is old enough.
hold-undecided-recovery = If nobody decides, the recovery ends on { $until }, and nobody is let in. With neither such a passkey nor a code you can’t decide it, nor can this site: ask the people who run this service how they check who you are.
hold-told-upheld = It was decided that this goes on. Only a passkey that you have had for at least { $dispute_passkey } can stop it now.
hold-gone = Time gone
hold-asked = Asked
hold-left = { $wait } left
hold-happens = It is done in { $wait }.
hold-happens-recovery = In { $wait } they can make a passkey.
hold-any-moment = Any moment now
hold-stop = Stop it
hold-decide = Decide
hold-if-stopped = If you stop it
hold-if-stopped-passkey = The passkey signs in again, as before.
hold-if-stopped-text = Everything stays as it is.
hold-if-not = If you do nothing
hold-if-not-open = Whoever began it can make a passkey, with two proofs.
hold-stop-with-passkey = Use your passkey and stop it
hold-uphold = Use your passkey and let it go on
hold-leave = Leave it as it is
stop-title = Stop a change to your account
stop-lede = We wrote to you because something is about to change in your account. If you did not ask for it, stop it here. Nothing happens until you press the button.
stop-by-link = Stop it
stop-by-link-hint = This stops what our message told you about. You need not sign in.
stop-by-passkey = Use the passkey and stop its removal
stop-by-passkey-hint = For a passkey that is about to be removed and is still yours. With the link from our email, open that instead.
stop-sign-in = Sign in and see what waits
stop-done = <b>It is stopped.</b> Nothing has changed in your account, and we told every address of yours. If somebody else asked for it, sign in and sign out the sessions that you don’t know.
stop-counted = <b>That was one of two.</b> A passkey that was reported lost comes back by the passkey itself and by a link from one of our emails. The other one is still missing.
stop-disputed = <b>This was stopped before and asked for again,</b> so it is in dispute. Nothing changes meanwhile. A passkey that you have had for at least { $dispute_passkey } decides, and about a recovery a recovery code does too. If nobody decides, it ends after a while and nothing has changed. Sign in to see until when, and what to do without them.
stop-link = <b>This link stops nothing.</b> It may be cut off, or what it was about is long over. Open the newest message, or sign in and see what waits.
stop-link-too-old = <b>This address can’t stop it.</b> It is no longer yours in this account, was checked too long ago, or was added only lately. Nothing has changed. Sign in and stop it there.
stop-nothing = <b>That passkey is not about to be removed,</b> so there is nothing to stop. It works as before: sign in with it and see what waits.
stop-scripts-needed = <b>This page can’t stop anything without JavaScript.</b> Nothing has changed yet. Open the link again in a browser where it is turned on, or sign in and stop it there.

## Settings

settings-title = Passwords & Security
settings-lede = How you sign in, how we reach you, and where you are signed in.
settings-passkeys = { $n ->
    [one] 1 passkey
   *[other] { $n } passkeys
}
settings-devices = { $n ->
    [one] 1 device
   *[other] { $n } devices
}
settings-contacts = { $n ->
    [one] 1 address
   *[other] { $n } addresses
}
settings-sessions = { $n ->
    [one] Signed in on this browser
   *[other] Signed in on { $n } browsers
}
settings-history = Everything that touched your account
settings-language = Language of messages
language-title = Language of messages
language-lede = Text messages and emails about your account come in this language. Pages follow the choice at their foot.
language-legend = Messages come in
settings-name = Name
settings-user-id = User ID
settings-user-id-hint = Says which account is yours. No secret; write it down.
user-id = User ID { $id }
sign-out = Sign out
contacts-lede = Codes and notices about your account go to these addresses. You can sign in by typing any of them.
phones = Phone numbers
emails = Email addresses
emails-empty-title = No email address yet
emails-empty-text = With one, you hear about changes to your account even when your phone is lost or its number changes.
add-email = Add email
add-email-title = Add an email address
add-email-lede = We send a code to check that it is yours. Notices about your account go there too.
email = Email address
email-hint = One that you can read now.
email-already-yours = You have this address already. Nothing needs to be done.
email-not-accepted = That doesn’t look like an email address. It has an @ and a domain, such as ada@example.com.
proved = Checked with a code on { $day }
remove-contact-title = Remove { $address }?
remove-contact-lede = Codes and notices go there no more, and nobody signs in by typing it.
contact-now = What changes now
contact-now-text = Nothing yet. We tell every address of yours, this one too.
contact-until = Until then
contact-until-text = It stays yours. You can stop this here or from any of our emails.
remove-contact = Remove
change-contact-title = Change { $address }
change-contact-lede = First we send a code to the new one. It takes the place of the old one on { $until }; until then the old one stays yours, is told, and can stop it.
change-phone = New phone number
change-phone-hint = With + and the country’s code.
change-phone-not-accepted = That doesn’t look like a phone number. Type it with + and the country’s code.
change-email = New email address
name-change-lede = We greet you by this name, and new passkeys show it. It changes at once, and we tell every address of yours.
notice-email-added = <b>{ $address } is yours.</b> You can also sign in by typing it.
sessions-lede = Browsers where you are signed in now. End any that you don’t know.
this-browser = This browser
session-began = Signed in
session-by = with { $passkey }
session-seen = Last seen:
end-others = Sign out everywhere else
end-all = Sign out everywhere
sessions-no-others = You are signed in nowhere else.
notice-ended = { $n ->
    [one] 1 session is ended. That browser has to sign in again.
   *[other] { $n } sessions are ended. Those browsers have to sign in again.
}

## History

history-lede = Everything that touched your account, newest first. Lines are only ever added.
today = Today
yesterday = Yesterday
day-in-utc = { $day }, times in UTC
times-in-utc = Times in UTC
older = Older
newest = Newest
history-end = That is everything since the account was created.
history-save = Save as a file
history-number = Number
history-time = Time (UTC)
history-what = What happened
history-whence = From
new-browser = New browser
not-me = This wasn’t me
not-me-which = : { $what }, { $time }
event-this-browser = this browser
event-name = “{ $name }”
event-some-passkey = a passkey that is gone
event-erased = (erased)
event-account-created = Your account was created
event-passkey-created = A passkey was created: { $passkey }
event-passkey-renamed = A passkey was renamed from { $from } to { $to }
event-passkey-removed = The passkey { $name } was removed, with { $passkey }
event-grant-given = You allowed a new passkey with { $passkey }
event-signed-in = You signed in with { $passkey }
event-signed-out = You signed out
event-session-replaced = The session before ended when you signed in again
event-session-ended = Another session was ended
event-others-ended = { $n ->
    [0] All other sessions were to end, and there were none
    [one] 1 other session was ended
   *[other] { $n } other sessions were ended
}
event-sessions-ended = { $n ->
    [one] All sessions were ended: 1
   *[other] All sessions were ended: { $n }
}
event-email-added = An email address was added: { $email }
event-signed-in-without-passkey = You signed in without a passkey, with { $methods }
event-proved-again = You proved again that it is you, with { $methods }
event-password-set = A password was set
event-password-changed = The password was changed
event-password-removed = The password was removed
password-event-safe = Your passkeys. With a password alone nobody changes anything.
password-event-next = Sign out everywhere else, then set another password or remove it.
way-password = Look at the password
method-password = your password
method-phone-code = a code to your phone
method-recovery-code = a recovery code
method-approval = a trusted device
event-device-trusted = A device was chosen to be trusted
event-device-renamed = A device got another name
event-device-revoked = A device was revoked
event-device-untrusted = A device lost its trust
event-approval-requested = A new device asked to be let in
event-approval-given = A new device was let in by a trusted one
event-approval-denied = A new device was refused
device-event-safe = Your passkeys. A device alone opens nothing.
device-event-next = Look at your devices and revoke what isn’t yours, then sign out everywhere else.
way-devices = Look at the devices
event-contact-removed = An address was removed
event-contact-replaced = An address took the place of another
event-language-chosen = Messages come in { $language } from now on
event-account-renamed = Your account got another name
event-hold-started = A change began to wait
event-hold-opposed = A veto against a change counted for half
event-hold-disputed = A change is in dispute
event-hold-upheld = A dispute was decided: the change goes on
event-hold-stopped = A change that waited was stopped
event-hold-lapsed = A change that waited had nothing left to do
event-hold-undecided = Nobody decided a dispute, so the change was not made
event-hold-matured = The wait of a change is over
contact-event-safe = Your passkeys. An address alone opens nothing.
contact-event-next = Look at your addresses, then sign out everywhere else.
hold-event-safe = Nothing is lost while it waits.
hold-event-next = Look at what waits and stop it, then sign out everywhere else.
way-holds = Look at what waits
way-freeze = Freeze or thaw the account
way-codes = Look at the recovery codes
method-email-code = a code to your email
event-recovery-started = Someone began to recover your account
event-recovery-matured = The wait of a recovery is over
event-account-frozen = The account was frozen
event-account-thawed = The account was thawed
event-account-recovered = The account was recovered
event-recovery-codes-replaced = New recovery codes were made
event-confirmation-asked = { $app } asked you to confirm { $action }
event-action-confirmed = { $action } was confirmed
event-action-held = { $action } was signed, and waits
event-confirmation-denied = { $action } was denied
event-confirmation-withdrawn = { $app } took back { $action }
confirmed-safe = Nobody can confirm a thing with a passkey of yours without unlocking it.
confirmed-next = Freeze the account, tell the app at once, and remove the passkey that signed. The receipt says exactly what was signed.
denied-safe = Nothing was confirmed.
denied-next = If you don’t know who asked, freeze the account.
way-receipt = Save the receipt
freeze-event-safe = Your passkeys, and for { $thaw_holds_value } at least everything of value.
freeze-event-next = Freeze the account if it isn’t frozen, and look at your passkeys. Then sign out everywhere else.
codes-event-safe = Your passkeys. A recovery code alone opens nothing.
codes-event-next = Make new codes, so that those you don’t have stop working. Then sign out everywhere else.
event-unknown = Something changed that this page doesn’t know yet

## An event that its owner doesn't know

doubt-title = This wasn’t you?
full-stop = .
doubt-when = When
doubt-device = Device
doubt-none = Nothing needs to be undone here: only you can have done this, or it harms nobody.
it-was-me = It was me
back-to-history = Back to history
way-remove-passkey = Remove the passkey { $passkey }
way-passkeys = Look through your passkeys
way-create-passkey = Create a passkey
way-contacts = Look through your addresses
way-sessions = Look through your sessions
unknown-safe = Nothing happens without a trace: what follows stands in your history too.
unknown-next = A newer part of our service wrote this, and this page can’t name it yet. Load it again in a few minutes. If you did nothing at that time, sign out everywhere else and look through your passkeys and addresses.
created-safe = A new passkey can sign in, but while it is new it can’t remove your older ones. Every address of yours was told.
created-next = Sign out everywhere else, then remove that passkey with an older one of yours. Somebody had a passkey of yours to create it: look for the line just before it in your history.
renamed-safe = A name opens nothing. The passkey is the same, and yours still sign in.
renamed-next = Whoever did it was signed in to your account. Sign out everywhere else; then you can give the passkey its name back.
passkey-removed-safe = Your other passkeys still sign in. The one that was removed signs in nowhere, for whoever has it.
passkey-removed-next = It can’t be brought back. Sign out everywhere else, remove the passkey that it was done with if that is not in your hands alone, and create a new one in its place.
grant-safe = This alone opens nothing: it allows one passkey to be created, once, within minutes. If one was created, it stands in your history.
grant-given-next = Somebody had your unlocked device, or holds that passkey. Sign out everywhere else, and remove that passkey if it is not in your hands alone.
signed-in-safe = A sign-in changes no passkey and no address by itself. A browser that is new to your account can’t change any at first.
signed-in-next = Sign out everywhere else now. Somebody had your unlocked device, holds that passkey, or had you approve their sign-in: remove the passkey if it is not in your hands alone.
ended-safe = Nothing is lost: your passkeys and addresses are as they were, and you can sign in again.
ended-next = Whoever did it was signed in to your account. Sign out everywhere else, and look through your passkeys.
email-added-safe = An address opens nothing by itself: signing in still takes a passkey of yours.
email-added-next = Whoever did it was signed in to your account. Sign out everywhere else. An address can’t be taken off on these pages yet: ask those who run this service, and look through your passkeys.

## Devices

devices-lede = Browsers and apps that your account knows. A trusted one lets a new device in, and turns a stranger away.
devices-shared = <b>This browser is not remembered,</b> as on a shared computer, so it can’t be trusted.
trust-title = Trust this device
trust-text = Only if it is yours alone. It makes a key that stays in this browser. After a few days, and one more sign-in with a passkey, this device may let new ones in.
trust-this = Trust this device
device-name = Name of this device
device-name-not-accepted = Use 1 to 40 characters that can be seen, and a name that no other device of yours has.
device-trust = Trust
device-client = Browser
device-first-seen = Known since
device-last-seen = Last seen
chip-trusted = Trusted
chip-approves = Approves sign-ins
chip-untrusted = Not trusted
chip-new = New
trust-settled = Trusted: it may let new devices in.
trust-sign-up = It may let new devices sign in, since your account was made on it. It is trusted in full after one more sign-in with a passkey, from { $until } on.
trust-not-chosen = Not trusted, since it was not chosen. You can choose it on the device itself.
trust-not-chosen-here = Not trusted, since it was not chosen.
trust-not-yet = Chosen, and not trusted yet. One more sign-in with a passkey makes it so, from { $until } on.
trust-no-full-sign-in = Chosen, and not trusted yet. It needs a full sign-in, and another some days later.
trust-signed-out = Not trusted any more, since you signed out on it. Signing in with a passkey that lives on it brings trust back; so does choosing it again, after some days.
trust-secret-lost = Not trusted any more: its cookies were cleared. Choose it again on the device itself.
trust-copied = Not trusted any more: what made it trusted was seen in two places. Look at your sessions, then choose it again on the device itself.
revoke = Revoke
revoke-device = Revoke device
revoke-title = Revoke “{ $name }”?
revoke-lede = The account will know this device no more.
revoke-stops = It is signed out at once, and may no longer let new devices in. When it signs in again, it is a new device.
revoke-stays = Your passkeys stay as they are, also those on the device.
revoke-here = This is the device that you are using: you will be signed out here.
notice-chosen = <b>This device is chosen.</b> It is trusted once you have signed in on it again after the wait that stands below.
notice-revoked = <b>The device is revoked.</b> It is signed out, and your account knows it no more.
notice-approved = <b>The new device is let in.</b> At first it can’t change how you sign in.
notice-denied = <b>The new device was turned away.</b> Nothing was opened.
approval-waits = <b>A new device asks to be let in.</b> Nothing has been opened.
approval-look = Look at it, and answer

## A new device asks

wait-title = Confirm on a device you trust
wait-lede = This browser is new to your account. Type the number you see here on a device that you already use. Nothing has been opened yet.
wait-number = Your number
wait-how = On your other device
wait-how-text = Open this site there and sign in: your settings show the request. We have also written to your email addresses. This page goes on by itself.
wait-without-scripts = This page looks again every few seconds.
wait-stop = Stop signing in
wait-approved = Your other device said yes.
wait-denied = Your other device said no, so nothing was opened.
wait-number-wrong = Another number was typed on your other device, so this attempt has ended. Nothing was opened.
wait-over = Nobody answered in time, so this attempt has ended. Nothing was opened.
wait-safe = Your account and passkeys. Nothing has changed.
timer-ends = Ends at
timer-left = { $wait } left
timer-minutes = { $n } min left
timer-seconds = { $n } s left
approve-title = Is this you signing in?
approve-lede = Someone wants to open your account on a new device. Nothing has been opened yet.
approve-device = Device
approve-where = Where
approve-where-hint = Its network, which can be far from the person
approve-when = When
approve-number = Number on the new device
approve-number-hint = Read it off that screen yourself; one wrong number ends the attempt. If someone gave you a number, choose “It isn’t me”.
approve-yes = Let this device in
approve-no = It isn’t me
approve-freeze = It isn’t me, and freeze my account
approve-next = To let it in, your device asks for your face, fingerprint or screen lock. “It isn’t me” ends the attempt at once. Freezing also signs everyone out, you too; a passkey thaws the account.
sign-in-frozen = <b>Your account is frozen,</b> and everyone is signed out. What is in it is as it was. Sign in with a passkey to look at it and to thaw it.

## Messages that scripts reveal

message-working = One moment …
message-cancelled = No problem. Try again, or choose another way.
message-cancelled-again = <b>Still nothing, and nothing has changed.</b> If this device doesn’t find your passkey, choose another way: your phone by QR code, or a security key.
message-renewed = This page was open for a while, so we renewed it. What you typed is still here. Press the button again.
message-not-found-here = <b>No passkey of yours was found on this device.</b> Yours are where they were. Use your phone by QR code, or a security key.
message-already-here = <b>That place already has a passkey of yours.</b> You can sign in with it; there is nothing to do. For a second one, choose another place.
message-not-accepted = <b>That passkey was not accepted.</b> Nothing has changed. Choose another passkey, or another way.
message-authenticator = <b>This kind of authenticator isn’t taken here.</b> Nothing was saved in your account. Choose another place: most phones, computers and password managers work. You may delete the new passkey on the device.
message-removed = <b>That passkey was removed from its account</b> and no longer signs in. The account is safe. Use another passkey, and delete this one on your device so that it is no longer offered.
message-expired = <b>That took longer than we can wait.</b> Nothing has changed.
message-unsupported = <b>This browser can’t do that with passkeys.</b> Your passkeys are fine. Choose another way, or use an up-to-date browser.
message-offline = <b>There is no connection.</b> Your passkey is fine, and nothing has changed. Try again once you are online.
message-server-problem = <b>We have a problem on our side.</b> Your passkey is fine; do not delete it. Try again in a minute.
message-busy = <b>Something else is still being finished.</b> Your passkey is fine. Close other passkey windows, wait a moment, and try again.
message-signed-out = <b>You have been signed out.</b> Your account and passkeys are as they were.
message-waits = <b>This browser is new to your account,</b> so at first it can’t create or remove passkeys. What you have is safe. Use a browser where you have signed in before, or come back later.
message-changes-held = <b>The operator had to bring this service’s data back from a backup.</b> So that you can look at what came back first, passkeys, addresses and the password stay as they are for a while. You can still report a loss, freeze the account and stop what waits.
message-until = Possible from
message-suspended = <b>That passkey signs in no more:</b> it was reported lost or is about to be removed. The account is safe. Use another passkey. Is it yours, and you did not ask for this?
message-suspended-stop = Stop its removal
message-on-hold = <b>This waits already.</b> Nothing has changed. Load the page again to see what waits.
message-hold-over = <b>This waits no more:</b> it was stopped, or it is done. Sign in to see how things stand.
message-hold-disputed = <b>This is in dispute.</b> Nothing changes until it is decided with a passkey that you have had for at least { $dispute_passkey }. Sign in to decide.
message-too-new = <b>That passkey is too new for this.</b> Nothing has changed. Use an older passkey of yours, or come back later.
message-number = Type the two digits that stand on the new device.
message-number-wrong = <b>That was another number, so this attempt has ended.</b> Nothing was opened. If it is you, start again on the new device. If someone gave you the number, they tried to get in.
message-approval-over = <b>This has ended:</b> it was answered already, or nobody answered in time. Nothing was opened by it since.
message-many-approvals = <b>Too many new devices wait for an answer.</b> Nothing has been opened. Answer on a device that you trust, or wait a few minutes.
message-untrusted = <b>This device can’t do that now:</b> it isn’t trusted for your account, or its key is gone. Nothing has changed.
message-other = <b>That did not work,</b> and the browser does not say why. Nothing has changed. Try again, or choose another way.

## When a page can't go on

safe-nothing-changed = Your account and passkeys. Nothing has changed.
next-start-again = Start again; it takes a minute.
not-found-title = There is nothing here
not-found-happened = The address may be mistyped, or what it showed is gone.
not-found-next = Go on from a page that there is.
expired-title = That took too long
expired-happened = For your safety a page like that works for some minutes only.
spent-title = This is already done
spent-happened = The step was finished before, perhaps in another tab.
spent-safe = What was done is saved, once.
spent-next = Go on from there.
ticket-title = This page can’t go on
ticket-happened = It was opened in another browser, or the step before it is missing.
signed-out-title = You have been signed out
signed-out-happened = The session ended: it was not used for a while, or it was ended from elsewhere.
signed-out-safe = Your account and passkeys are as they were.
signed-out-next = Sign in again to go on.
origin-title = That did not come from our page
origin-happened = Another site sent this request, or the browser hides where it came from, so we stopped it.
origin-next = If it was you, open the page again and repeat it there.
request-title = We could not read that
request-happened = What the browser sent was not what this page sends.
large-title = That was too much at once
large-happened = What was sent is larger than we take.
many-title = Too many codes
many-happened = Too many codes were asked for in a short time.
many-safe = Your account and passkeys. The newest code that you have still works.
many-next = You can have the next code in { $wait }.
changes-held-title = What opens your account stays as it is for now
changes-held-happened = The operator had to bring this service’s data back from a backup. So that you can look at what came back first, nothing that opens your account changes for a while.
changes-held-next = You can look, report a loss, freeze the account and stop what waits. The rest is possible after { $until }.
waits-title = This browser has to wait
waits-happened = It is new to your account, so it can’t create or remove passkeys yet.
waits-next = Use a browser where you have signed in before, or come back after { $until }.
new-title = That passkey is too new for this
new-happened = A new passkey can sign in, but not change other passkeys yet.
new-next = Use an older passkey of yours, or come back after { $until }.
proof-title = Show once more that it is you
proof-happened = This changes how you get into your account, so it takes a passkey used just now.
proof-safe = Your account and passkeys. Nothing has changed.
proof-next = Use your passkey, then go on where you were.
prove-again = Use your passkey
recovering-title = First, create a passkey
recovering-happened = You are back in your account after a recovery. Until you have a passkey, nothing else opens.
recovering-next = Create a passkey on a device of yours. Then sign in with it.
frozen-title = Your account is frozen
frozen-happened = While it is frozen, nothing can be changed, by you or by anyone else.
frozen-safe = Your account and everything in it.
frozen-next = A passkey thaws it. If you have none, start a recovery.
suspended-title = This passkey is suspended
suspended-happened = It was reported lost or is being removed, so it signs in no more.
suspended-next = Use another passkey. If you did not report it, it can still stop its own removal.
number-title = This number has an account
number-happened = It was proved for an account before. We have told that account, and it may keep the number.
number-safe = Nothing was created or changed, and nobody gets into anything by this number.
number-next = Is the account yours? Then sign in. If not, come back after { $until }: unless the account says no, the number is free then.
on-hold-title = This waits already
on-hold-happened = The same change was asked for before, and its wait is not over.
on-hold-next = See what waits; you can stop it there.
last-contact-title = This address stays
last-contact-happened = It is your last phone number, or your last address. Codes and notices go there, so one has to stay.
last-contact-next = Put another in its place, or add one first.
busy-title = Very busy at the moment
busy-happened = We could not get to your request in time.
busy-safe = Your account and passkeys. Nothing is lost.
busy-next = Wait a moment, and try again.
unavailable-title = We have a problem on our side
unavailable-happened = It is not you, and not your device.
unavailable-safe = Your passkeys are fine; do not delete them.
unavailable-next = Try again in a minute.
untrusted-title = This takes a device that you trust
untrusted-happened = This device isn’t trusted for your account, or not yet.
untrusted-next = Use a trusted device, or choose this one under Trusted devices.
over-title = This has ended
over-happened = It was answered already, or nobody answered in time.
over-next = If you are still signing in, start again on the new device.
requests-title = Too many requests from your network
requests-happened = In the last minute more came from your network than we take. It may be someone else who uses it.
requests-next = Go on in { $wait }.

## The demo's messages

messages-title = Messages
messages-lede = This is a demo: nothing is sent. Here is what would have gone out, newest first. The page renews itself.
messages-empty-title = Nothing yet
messages-empty-text = Codes and notices appear here as soon as something sends one: create an account, for instance.
messages-sms = Text message to { $address }
messages-email = Email to { $address }

# Without a passkey.
way-other = A password or a code
other-way-title = Sign in another way
other-way-lede = With a password or a code to your phone you can look at your account and report a loss. A passkey opens the rest.
identifier-not-accepted = This is neither a user ID, an email nor a phone number. Look at it once more.
back-to-passkey = Use a passkey instead
factor-title = How do you want to sign in?
factor-lede = Use your password, or let us send a code to your phone. Never tell a code to anyone who calls or writes to you.
factor-second-title = One more proof
factor-second-lede = The first one fits. Without a passkey it takes two different ones.
factor-send-code = Text me a code
factor-another = Choose another way
factor-none-title = Here it takes a passkey
factor-none = There is no other way here. Use a passkey.
factor-off = This way failed too often in a row, so it is off here. Your account is safe, and your passkeys still work.
factor-device-no = This device could not prove with its own key that the account trusts it. You can prove the rest, but an address or the password can’t be changed from here.
another-factor-needed = This password is short, so it takes a code to your phone beside it, and there is no phone. Use a passkey.
approval-needed = Your account doesn’t know this browser. Without a passkey you can sign in only where you signed in before. Nothing has changed.
code-lede-sign-in = If the account has a phone number, a text message with six digits is on its way. It can take a minute.
reauthenticate-lede = Some things take a passkey used just now, so that nobody else can do them on a device that you left open.
quarantine-text = <b>You came in without a passkey.</b> You can look, report a loss, sign out elsewhere and freeze your account. Use a passkey to do more.
message-needs-proof = <b>This takes a passkey used just now.</b> Nothing has changed.
message-frozen = <b>Your account is frozen.</b> While it is, nothing can be changed. A passkey thaws it.

# The password.
password = Password
settings-password = A way back in
password-lede = A password is a way back in when no passkey is at hand. With it alone, nobody can change anything: your passkeys stay in charge.
password-wrong = The password doesn’t fit, or this account has none. Nothing has changed.
passwords-busy = Many people are signing in just now. Your password was not looked at; try again in a moment.
password-set-on = Set on
password-reach = Enough for
password-alone = Looking at your account where you signed in before
password-beside = The same, together with a code to your phone
password-set = Set a password
password-change = Change the password
password-new = New password
password-hint = At least 8 characters; with 15 it needs no code beside it. Three or four words that don’t belong together are good. Spaces are welcome.
password-show = Show what I type
password-remove = Remove the password
password-remove-text = Then nobody gets in with it, you neither. Your passkeys are not touched.
password-stays = Your account has no passkey, so it rests on the password and a code to your phone. A new password is set on a device that you trust and waits before it comes, every address of yours is told, and the password can’t be removed. With a passkey both go at once.
password-too-short = It is too short. Take at least 8 characters, better 15.
password-too-long = It is too long. Take at most 256 characters.
password-hidden = It holds a character that can’t be seen or typed again. Type it once more.
password-common = Many people use this one, so it is among the first that are tried. Take another.
password-breached = This one stands in a list of stolen passwords, so it is among the first that are tried. Take another, and change it wherever else you use it.
password-personal = It is made of your name, an address of yours or the name of this site, which are tried first. Take another.
password-repetitive = It repeats the same few characters, which is tried early. Take another.
notice-password-set = Your password is set. We told every address of your account.
notice-password-removed = Your password is removed. We told every address of your account.
strength-0 = It would be guessed at once.
strength-1 = It would be guessed fast.
strength-2 = It would be guessed in a while.
strength-3 = It is hard to guess.
strength-4 = It is out of reach for guessing.
phone-codes = Codes to your phone
phone-codes-text = A code by text message is a restricted way: numbers can be taken over, and messages read on the way. So it opens your account to look, and never changes it. A passkey, or a second one on another device, is the better way back in.
messages-outbox = What waits to go out, and why

## The demo's outbox

outbox-title = Outbox
outbox-lede = What waits to go out and why, and what has become of the rest. On a server that is no demo, the command passkeep outbox shows it.
outbox-messages = What the messages say
outbox-waiting = Waiting
outbox-nothing-waits = Nothing waits.
outbox-done = Done in the last 24 hours
outbox-nothing-done = Nothing has gone out in this time.
outbox-sms = Text message
outbox-email = Email
outbox-webhook = Webhook
outbox-logout = Sign-out, to an app
outbox-attempts = { $n ->
    [0] Not offered yet
    [one] Offered once
   *[other] Offered { $n } times
}
outbox-due = Next at
outbox-caused = Caused:
outbox-sent = Sent
outbox-dropped = Dropped

# Freezing and thawing

freeze-title = Freeze
settings-freeze = When something is wrong
freeze-lede = Stop everything at once when something is wrong: a lost phone, a stranger’s session, a call that you don’t trust.
freeze-point-sessions = Everyone who is signed in is signed out. Only you, here, stay.
freeze-point-changes = Nothing can be changed, added or removed, by anyone.
freeze-point-thaw = One of your passkeys thaws it. After that, nothing of value leaves the account for { $thaw_holds_value }.
freeze = Freeze my account
freeze-affirm = Keep it frozen
freeze-instead = Something is wrong? Freeze the account
freeze-instead-hint = It signs nobody in. Everyone is signed out, and nothing can be changed until a passkey thaws the account.
freeze-soon-title = It was frozen not long ago
freeze-soon-happened = This browser is new to the account, and from such a browser each way freezes it once in { $freeze_again }.
freeze-soon-next = Freeze it where you signed in before, or come back at { $until }.
frozen-since = Frozen since
frozen-until = Frozen until
frozen-until-hint = Someone froze it from a browser that your account doesn’t know. It ends by itself unless you keep it.
frozen-banner = <b>Your account is frozen.</b> Nothing can be changed until one of your passkeys thaws it.
thaw-title = Thaw
thaw-text = Use a passkey that you have had for at least { $passkey_settles }. Every address is told.
thaw = Thaw with a passkey
value-held = Nothing of value leaves the account until

# Recovery

recovery-title = Recovery
settings-recovery = Codes for the day when your devices are gone
recovery-lede = Recovery codes are for the day when your devices are gone. Print them and keep them apart from your phone.
recovery-codes = Recovery codes
recovery-codes-for = Recovery codes for { $host }
recovery-left = { $n ->
    [one] 1 of 10 left
   *[other] { $n } of 10 left
}
recovery-made = Made
recovery-none = You have no recovery codes yet.
recovery-make = Make recovery codes
recovery-replace = Make new codes
recovery-replace-hint = The old ones stop working as soon as the new ones are made.
recovery-shown-once = These codes are shown now and never again. Print or save them before you leave this page.
recovery-sheet-hint = Each code works once. Two proofs are needed to recover an account, so a code alone opens nothing. Never tell one to anyone.
recovery-print = Print
recovery-copy = Copy
recovery-copied = Copied
recovery-download = Save as text
recovery-saved = I have saved them
recovery-code = Recovery code
recovery-code-hint = Sixteen letters and digits from your printed sheet. Each code works once.
recovery-code-wrong = This is no unused recovery code of the account. Nothing has changed.
way-recovery = I lost my devices
recover-title = Recover your account
recover-lede = For when no device of yours can sign in any more. If one still can, use it: that is much faster.
recover-wait = You prove two different things, we tell every address of the account, and { $wait } later you can create a new passkey.
recover-first-title = First proof
recover-first-lede = Prove two different things: a recovery code, your password, a code to a phone or email that the account has had for { $contact_proves }, or a trusted device. Phone and email count as one, and a device beside them counts for nothing more: whoever holds it reads them.
recover-second-title = Second proof
recover-second-lede = The first one fits. Now prove another kind.
recover-one-hand-title = Something else is needed
recover-one-hand-lede = A device and a code to an address are in one hand, so they count as one. Prove a recovery code or your password too.
recover-device = Use this device, which the account trusts
recover-device-no = This is no device that the account trusts in full. Nothing has changed. Prove something else.
recover-in-use-title = A recovery code is needed
recover-in-use-lede = A passkey of this account was used in the last { $passkey_used }, so a password is not enough beside a code to an address or a device. Use a recovery code, or ask the people who run this service.
recover-send-email = Send a code to my email
recovering-here = Your recovery is waiting, and every address of the account was told when it is over. Come back then and prove the same two kinds again.
recovered-here = Your new passkey is ready. Sign in with it. Remove what you lost once the passkey is { $passkey_settles } old.

# What a loss would mean

what-if-title = What if I lose it?
what-if-lede = Worked out from what your account has today, by the rules that would apply.
what-if-fix = One lost device could lock you out. A second passkey or recovery codes would fix it.
what-if-phone = Your phone, with its number
what-if-passkey = “{ $name }”, with its device
what-if-codes = The sheet with your recovery codes
what-if-at-once = Back at once, with “{ $name }”
what-if-wait = { $wait }, by a recovery
what-if-days = { $n ->
    [one] 1 day, by a recovery
   *[other] { $n } days, by a recovery: while a passkey was used of late, a password and an address are not enough
}
what-if-staff = Only the people who run this service could help
what-if-staff-hint = A second passkey or recovery codes would fix it.

code-lede-recovery = If the account has had such an address for { $contact_proves }, we have sent it six digits. Type them here.

## Confirming an action

confirm-asks = { $app } asks you to confirm
confirm-asked = Asked
confirm-read = Read it here, then unlock
confirm-read-text = Your device’s own window will name { $host }, but neither what nor to whom. So read this page: it is what you confirm.
confirm-amount = Confirm { $amount }
confirm-action = Confirm
confirm-second = Confirm here too
confirm-no = No, don’t do this
confirm-not-me = I didn’t ask for this
confirm-not-me-text = Somebody may be using your account. We deny this, freeze your account and end every other session. A passkey of yours thaws it.
confirm-report = Deny it and freeze my account
confirm-takes-second = <b>This is new or large.</b> After you confirm, sign it on another trusted device of yours too; or it waits { $confirmation_hold }, and we tell every address of yours.
confirm-second-here = <b>You signed this on another device.</b> Sign it here too, and it is confirmed at once.
confirm-held = <b>You signed this here.</b> Open this page on another trusted device of yours and sign it there too, and it is confirmed at once. Until it is, you can still say no.
confirm-otherwise = Otherwise it is confirmed on
confirm-confirmed = Confirmed
confirm-digest = Digest
confirm-figure = Figure drawn from this receipt’s digest
confirm-figure-text = Drawn from the digest: the same receipt always gives the same figure. It helps you recognise the receipt. The signature proves it.
confirm-receipt = Your receipt
confirm-receipt-text = It proves that your passkey signed exactly these details at this time. Anyone who has it can check that offline. It can’t prove what a screen showed you. You find it in your history too.
confirm-receipt-save = Save the receipt
confirm-not-mine = I didn’t confirm this
confirm-denied = <b>You said no.</b> Nothing was confirmed.
confirm-withdrawn = <b>This is no longer asked for.</b> Nothing was confirmed.
confirm-expired = <b>The time for this is over.</b> Nothing was confirmed. If you still want it, start again in the app.
confirm-blocked = <b>Five answers failed, so this is blocked.</b> Nothing was confirmed. If you still want it, start again in the app.
confirm-void = <b>Your account was frozen or recovered since this was asked.</b> Nothing was confirmed.
confirm-refused-frozen = <b>Your account is frozen.</b> Nothing can be confirmed until one of your passkeys thaws it.
confirm-refused-proof = <b>You came in without a passkey.</b> Use one here, and you can confirm.
confirm-refused-value-held = <b>Your account was thawed or recovered of late.</b> Nothing of value leaves it yet.
confirm-refused-new-browser = <b>This browser is new to your account.</b> It can’t confirm this yet. A browser that your account knows can.
confirm-refused-too-new = <b>Your passkey is too new for this.</b> An older one can confirm it.
confirm-refused-level = <b>This takes a security key or another passkey that never leaves its device.</b> Create one in your settings.
confirm-refused-second-way = <b>First make sure that one lost phone doesn’t lock you out.</b> Create a second passkey, or save recovery codes.
confirm-back = Back to { $app }
receipt = Receipt

## Apps

nav-apps = Apps
settings-apps = What you went on to from here, and what each may ask for
apps-lede = Apps that you went on to from here, and what each may ask for. End any that you don’t use: it is signed out at once.
apps-none = You have gone on to no app yet.
app-since = Since
end-app = End
notice-app-ended = The app is signed out, and may ask for nothing any more.
continue-to = To go on to { $app }.
continue-back = Go back to { $app }
proceed-title = Going on
proceed-lede = This page leads on by itself. If it doesn’t, press the button.
consent-title = { $app } asks you
consent-lede = { $app } is not { $brand }’s own. It gets what stands here if you say yes, and nothing else.
consent-account = Your account
consent-asks = It asks for
consent-yes = Yes, go on to { $app }
consent-no = No, go back
consent-later = You can end this at any time in Settings, under Apps.
scope-openid = To know that it is you
scope-profile = Your name, your user ID and your language
scope-email = Your email
scope-phone = Your phone number
scope-offline = To go on while you are away
scope-own = { $scope }
scope-moves-value = Moves value
logout-title = Sign out here too?
logout-lede = You are signed in to { $brand } as { $name }. An app that you came from asks that you be signed out here.
logout-stay = Stay signed in
app-fault-title = This link leads nowhere
app-fault-happened = An app sent you here with a request that can’t be taken, so you are not sent back to it.
app-fault-next = Go back to the app and try again. If it happens again, tell the people who run it.
app-fault-developer = For its developer
app-fault-client = it must be there once, and be the id of an app that the operator has registered here. The server’s log has a line about it.
app-fault-redirect = it must be there once, and be one that is registered for this app, byte by byte. Register it, or send the one that is. The server’s log has a line about it.
app-fault-request = it must be one that this app has pushed in the last ten minutes, and that was not answered yet. Push the request again.
app-fault-hint = it must be an ID token that this server has given.
event-app-signed-in = Went on to { $app }
event-app-granted = Said yes to what { $app } asked for
event-app-revoked = Ended what { $app } may do
event-app-token-reused = A token of { $app } was used twice, so it was signed out
app-event-safe = Your passkeys and addresses are as they were. The app may do only what stands under Apps.
app-event-next = End what the app may do, then see which passkeys are yours.
way-apps = Look at the apps

## The operator's rules for platforms

policy-update-app = Passkeys need version { $min } of this app or a newer one. Update the app, then come back.
policy-update-os = Creating a passkey on this device takes { $system } { $min } or newer.
policy-set-lock = This device opens without a lock, so it can’t protect a passkey. Set a screen lock in its settings, then come back.
policy-harmony = This device’s system can’t keep a passkey for us yet.
policy-local-only-mac = On this version of macOS the passkey may stay on this Mac alone.
policy-open-in-browser = This window inside another app can’t use passkeys. Open this page in your browser.
verdict-this-system = this system
verdict-update-ios = To update: Settings › General › Software Update.
verdict-update-android = To update: Settings › System › Software update.
verdict-update-windows = To update: Settings › Windows Update.
verdict-update-mac = To update: System Settings › General › Software Update.
verdict-phone-or-key = You can still create one on another phone or tablet, by QR code, or on a security key.
verdict-phone = You can still create one on another phone or tablet, by QR code.
verdict-key = You can still create one on a security key.
verdict-another-way = You can still sign in another way. Your passkeys are fine.
verdict-nowhere = Until then no passkey can be created from here. Those that you have are fine.
verdict-nowhere-yet = Until then no passkey can be created from here.
verdict-get-update = Get the update
create-passkey-elsewhere = Create a passkey elsewhere
sign-in-another-way = Sign in another way
message-client = Your passkeys are fine. Choose another way, or come back when that is done.

## Why a passkey did not work

why-region = Why, and what to do
why-question = Why did it not work?
why-since = It has been so since
why-worked = One of your passkeys worked in this browser last on
why-reference = Reference, if somebody helps you
why-aloud = Read it out as:
why-copy = Copy
why-copied = (copied)
problems-title = Recent problems
problems-lede = What did not work with your passkeys in the last 30 days, and what helps. Nothing here was lost by it.
problems-none = Nothing in the last 30 days. If a passkey doesn’t work, it stands here, with what to do.
problem-create = Creating a passkey
problem-sign-in = Signing in
problem-confirm = Confirming an action
problem-prove = Proving that it’s you
settings-problems = What did not work, and why

## Help with passkeys

help-title = Help with passkeys
help-lede = For { $device }: that is what this browser says it runs on.
help-lede-chosen = For { $device }, which you chose.
help-lede-unknown = Choose your device, and the answers fit it.
help-choose = Another device?
help-questions = Questions
help-ios = iPhone and iPad
help-android = Android
help-mac = Mac
help-windows = Windows
help-linux = Linux
help-chromeos = Chromebook
help-harmony = HarmonyOS
help-any = any device
help-where = Where do passkeys live, and how do I delete one there?
help-where-text = The place decides where a passkey works, and what is lost with a device. Under Passkeys in your settings, each says where it was created.
help-sync = Does it sync?
help-sync-while = It syncs while
help-sync-never = Never.
help-delete = Delete it there
help-sign-in = Nothing asked, or it didn’t work?
help-not-there = Not on your new phone?
help-key-pin = How to set the key’s PIN
help-more = More about this
saw-title = What did you see?
saw-bluetooth-off = It asked for Bluetooth
saw-nothing-after-scan = Nothing after the scan
saw-phone-has-none = “No passkey” on the phone
saw-qr-not-read = The QR code did nothing
saw-key-has-no-pin = The key has no PIN
saw-key-does-nothing = The key did nothing
saw-own-key-has-none = My own key has none any more

## Invitations to create a passkey

invite-here-title = Sign in on this device directly next time?
invite-here-text = You have used a passkey from elsewhere. One that lives here takes about a minute.
invite-here = Create one here
invite-first-title = Want a passkey on this device?
invite-first-text = You came in without one. First use a passkey that you have: on your phone, by QR code, or on a security key. Then create one here.
invite-first = Use a passkey
invite-second-title = Your passkey lives in one place only
invite-second-text = If that is lost, so is your way in. Add a second one somewhere else: on your phone, or on a security key.
invite-second = Create a second one
invite-recovered-title = Never recover again
invite-recovered-text = You have recovered your account, and one passkey signs you in. A second one in another place takes about a minute.

# The support desk
support-title = Support desk
support-lede = Find an account or an attempt. What you look at stands in the account’s history.
support-find = Reference, user ID, email or phone
support-find-hint = Ask the caller for the reference on their screen, as in SIG-05 / 7F3K-9M2Q.
support-find-button = Find
support-nothing = Nothing found for “{ $text }”
support-nothing-next = A reference is kept for 30 days. Check each character with the caller, or ask for their user ID: nine digits. A phone number takes its country’s code.
support-second-title = Waiting for a second
support-second-lede = A colleague has signed these. Look at the account yourself before you do.
support-until = until { $until }
support-look = Look
support-watched = Each look is shown to the account’s owner.
support-role-look = You may find and read.
support-role-help = You may find, read, freeze, and have things sent.
support-role-decide = You may find, read, freeze, have things sent, and be one of the two who decide.
support-stop-hold = Stop what waits
support-shorten-hold = Shorten the wait
support-thaw = Thaw the account
support-prove-identity = Enter a proof of identity
support-say = What to say
support-say-theirs = In the caller’s language
support-why = Why, and what was seen
support-told = Told then
support-reference = Reference
support-rule = Rule
support-cause = Cause
support-cause-likely = likely
support-cause-possible = possible
support-cause-rare = rare
support-operator = For operators
support-proved = This attempt proved to be of the account { $id }.
support-claimed = This attempt named the account { $id }, and proved nothing. Whoever tried may be somebody else.
support-to-account = Look at the account
support-nobodys = No account is known for this attempt. Ask for the user ID if you need more.
support-speaks = Messages in { $language }
support-frozen = Frozen
support-quarantine = In quarantine somewhere
support-risk = Recovered of late
support-usual = As usual
support-happened = What happened
support-no-problem = Nothing failed in 30 days that names this account. Ask for the reference on their screen: what fails before sign-in often names nobody.
support-waits = What waits
support-nothing-waits = Nothing waits.
support-resend = Send notices again
support-propose-stop = Propose to stop it
support-propose-shorten = Propose to shorten it
support-can = What you can do
support-freeze = Freeze the account
support-offer = Send the way to a recovery
support-propose-thaw = Propose to thaw it
support-propose-identity = Propose a proof of identity
support-can-text = Each is told to the account’s owner. What is sent goes to addresses that are not new to the account, and holds no code: the person proves who they are by themselves.
support-status = Status
support-since = Account since
support-lapses = ends by itself { $until }
support-value = Value held
support-sessions = Sessions
support-none = None
support-devices = Devices
support-name = Name
support-kind = Kind
support-level = Level
support-made = Made
support-suspended = signs in no more since { $at }
support-never = Never
support-address = Address
support-proved-at = Proved
support-sendable = Can be sent to
support-old = Yes
support-young = Not yet: it came of late
support-notices = Messages sent
support-when = When
support-subject = What it says it is about
support-state = State
support-sent = Sent { $at } UTC
support-dropped = Not sent
support-failing = Fails, and is tried again
support-waiting = On its way
support-address-gone = An address that is gone
support-by-phone = text message
support-by-email = email
support-what = What
support-done-proposed = Proposed. Another person among the staff signs it next; the account’s owner was told.
support-done-withdrawn = Taken back.
support-done-decided = Done. Every address was told.
support-first-lede = This takes two. You sign first; within { $proposal } another person signs the same, or it ends.
support-reason = Reason
support-reason-hint = How you know it is them, and why it can’t wait. Both of you sign it, and the account’s owner reads it. No codes, no passwords.
support-stop-happens = What waits is not done. Whoever asked for it can ask anew. Every address is told.
support-shorten-happens = From the second signature on { $shortest_wait } are left, and never less. Every address is told, and can still stop it.
support-thaw-happens = The account works again. Nothing of value leaves it for { $thaw_holds_value }. Every address is told.
support-identity-happens = A recovery begins: { $recovery }, told three times to every address, stopped by any of them. At its end the person proves one more thing by themselves: a code to an address, their password, a device or a recovery code. You set nothing for them.
support-sign-first = Propose with your passkey
support-two-lede = Two sign this. Look at the account first, and ask your colleague if anything is unclear.
support-signed = Signed by
support-signed-you = You
support-signed-other = A colleague
support-ends = Ends
support-sign-second = Sign with your passkey, and do it
support-withdraw = Take it back
support-no-same-person = You proposed this, or sit at the same browser as who did: another person signs it.
support-no-own-account = This is your own account, or that of somebody at your browser. A colleague helps there.
support-no-proposal-over = This proposal is over: it was decided or taken back, or its day has passed.
support-no-already-proposed = The same waits for a second already.
support-no-too-little-left = What is left is as short as it may be.
support-no-staff-hold = Support began this wait, and does not shorten it.
support-no-reason = A reason has 1 to 300 characters.
support-no-not-frozen = The account is not frozen.
support-no-role = Your role does not reach as far.
support-no-looks = You have looked at as many accounts in this hour as one person may. Go on in { $wait }.
support-no-old-address = The account has no address but new ones, so nothing is sent.
support-no-resent = It was sent in the last hour. Ask the caller to look for it.
support-no-key-title = A security key is needed here
support-no-key = The support desk takes a passkey that never leaves its device and has proved its model, as a certified security key does. Your account has none.
support-no-key-next = Create one on such a key in your settings, or ask who runs this server.
support-no-title = That can’t be done here
support-no-next = Go back to the desk.
support-name-look = reader
support-name-help = helper
support-name-decide = decider
support-name-with-id = { $role }, user ID { $id }
support-trust-sign-up = It may let new devices sign in, since the account was made on it. It is trusted in full after one more sign-in with a passkey, from { $until } on.
support-trust-not-chosen = Not trusted: its owner has not chosen it. They can, on that device, under Trusted devices.
support-trust-signed-out = Not trusted any more, since its owner signed out on it. Signing in with a passkey that lives on it brings trust back; so does choosing it again, after some days.
support-trust-secret-lost = Not trusted any more: its cookies were cleared. Its owner can choose it again, on that device.
support-trust-copied = Not trusted any more: what made it trusted was seen in two places, so somebody may have copied it. Its owner should look at their sessions, then choose it again on that device.
support-hold-replace-contact = { $to } becomes the account’s address on { $until }
support-hold-give-up-number = { $name } leaves the account on { $until }
support-hold-change-password = Another password takes the place of the account’s on { $until }
support-hold-recovery = Someone is recovering the account. It opens on { $until }
support-hold-disputed-replacement = Does { $to } become the account’s address?
support-hold-disputed-number = Does { $name } leave the account?
support-hold-disputed-password = Does another password take the place of the account’s?
support-history = History, as its owner reads it
event-support-looked = Support looked at your account ({ $who })
event-support-froze = Support froze your account ({ $who })
event-recovery-offered = Support sent the way to a recovery to your addresses ({ $who })
event-notices-resent = Support sent you notices again ({ $who })
event-support-proposed = Support proposed: { $action } ({ $who }). Another person has yet to sign it
event-support-withdrew = Support took back what it had proposed: { $action }
event-support-decided = Two of support signed and did: { $action }
support-event-safe = Support sees no key, code, password or message of yours, and can set none.
support-event-next = If you didn’t talk to support, tell the operator, and stop what waits if there is anything. A freeze ends with your passkey.
event-withheld = (not shown)
charts-lede = The last 30 days, as of { $at }
charts-failures = Failures by code, platform and version
charts-drawn = { $what }: { $n } in 30 days
charts-code = Code
charts-platform = Platform
charts-version = Version
charts-week = 7 days
charts-month = 30 days
charts-unknown = Not known
charts-sign-ins = Sign-ins by method
charts-days = By day
charts-day = Day
charts-providers = Passkeys by provider
charts-provider = Provider
charts-unnamed = Without a name
charts-by-passkey = Passkey
charts-by-password = Password
charts-by-phone-code = Code by text message
charts-by-email-code = Code by email
charts-by-recovery-code = Recovery code
charts-by-device = Trusted device
charts-title = Charts
charts-sum = { $n } in all
support-quarantined = { $n } in quarantine
support-codes-left = { $n ->
    [one] One code left
   *[other] { $n } codes left
}
support-done-frozen = { $n ->
    [one] Frozen. One address was told.
   *[other] Frozen. { $n } addresses were told.
}
support-done-offered = { $n ->
    [one] Sent to one address.
   *[other] Sent to { $n } addresses.
}
support-done-resent = { $n ->
    [one] Sent again to one address.
   *[other] Sent again to { $n } addresses.
}
