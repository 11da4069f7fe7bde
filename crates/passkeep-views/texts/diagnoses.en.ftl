# Why a passkey did not work: for each code what happened, in one sentence; why (`because-…`, as the code names its causes);
# and what to do: on a system (`ios`, `android`, `windows`, `mac`, `linux`, `chromeos`, `harmony`), on any (`any`), and for who
# runs the server or wrote the app (`operator`, `developer`). A second and third step end in -2 and -3.
# Say what can be done, not what we guess: browsers hide whether a person cancelled or had no passkey.

sig-00 = That passkey was not accepted.
    .because-not-told = Why is told to its owner alone: sign in another way, and look at the recent problems in your settings.
    .any = Use another passkey, or sign in another way.
    .any-2 = If someone helps you, read out the reference.

## This device, this browser, this page

env-01 = This browser can’t use passkeys.
    .because-old-browser = The browser is too old.
    .because-inside-app = The page is open inside another app.
    .because-not-secure = The page is not on a secure address.
    .any = Open the page in an up-to-date Chrome, Safari, Edge or Firefox.
    .any-2 = Or sign in another way.

env-02 = This device’s system is too old for passkeys.
    .because-system-old = The system is older than passkeys need.
    .ios = Open Settings › General › Software Update.
    .android = Open Settings › System › Software update.
    .windows = Open Settings › Windows Update.
    .mac = Open System Settings › General › Software Update.
    .any = No newer version? Save the passkey on another phone by QR code, or on a security key.

env-03 = This version of the app is too old for passkeys.
    .because-app-old = The app was not updated for a while.
    .ios = Open the app’s page in the App Store and update it.
    .android = Open the app’s page in the store and update it.
    .harmony = Open the app’s page in AppGallery and update it.
    .any = Install the newest version of the app, then try again.

env-04 = This phone’s system can’t hold a passkey for us yet.
    .because-no-service = The system has no passkey service.
    .because-region = The service is not offered where the phone was sold.
    .any = Use a passkey on another phone by QR code, or a security key.
    .any-2 = Or sign in another way.

env-05 = Your device opens without a lock, so it can’t protect a passkey.
    .because-no-lock = There is no PIN, pattern, fingerprint, face or passcode on it.
    .ios = Open Settings › Face ID & Passcode (or Touch ID & Passcode), and turn the passcode on.
    .android = Open Settings › Security › Screen lock. Choose a PIN, pattern or password, then add a fingerprint.
    .windows = Open Settings › Accounts › Sign-in options, and set up a PIN (Windows Hello).
    .mac = Open System Settings › Touch ID & Password.
    .harmony = Open Settings › Biometrics & password, and set a lock screen password.
    .any = Come back here and try again.

env-06 = This page is not on a secure address, so passkeys are off.
    .because-http = The address begins with http, not https.
    .because-certificate = The browser does not trust the page’s certificate.
    .because-address = The address is a number, or no name that passkeys can be bound to.
    .any = Type our address by hand, and don’t pass over a warning.
    .operator = Serve the exact origin over HTTPS with a certificate that browsers trust. Only http://localhost is exempt.

env-07 = Passkeys are not set up for this address.
    .because-sister-domain = The page was opened on a sister address.
    .because-rp-id = The RP ID of the server does not fit its address.
    .because-related-origins = The browser found no list of related addresses that names this one.
    .any = Open our main address, and sign in there.
    .operator = Compare rp_id, the list of origins and https://RP-ID/.well-known/webauthn: application/json, no redirect, at most five distinct names.

env-08 = This window inside an app can’t use passkeys.
    .because-opened-in-app = A link was opened inside a chat or mail app.
    .because-app-not-linked = The app’s window is not linked to our site.
    .any = Choose “Open in browser” in the window’s menu.
    .developer = Use Custom Tabs or ASWebAuthenticationSession, not a web view.

env-09 = Passkeys are blocked inside this frame.
    .because-not-allowed = The page around it does not allow them.
    .because-no-click = Nothing was pressed just before.
    .any = Open the page by itself, in a window of its own.
    .developer = Add allow="publickey-credentials-get; publickey-credentials-create" to the frame and start from a click, or open a top-level page.

env-10 = Nothing could open. Please press the button again.
    .because-no-click = The browser wants a button pressed just before.
    .because-other-window = Another window was in front.
    .because-late-options = The page was slow to get ready.
    .any = Press the button once more, with this window in front.
    .developer = Fetch options before the click, show a button, and never ask in a loop.

env-11 = Another passkey window is open already.
    .because-autofill-open = The offer in the field still waits.
    .because-double-click = The button was pressed twice.
    .any = Go on in the window that is open.
    .developer = End the autofill request and await its end before a modal call. Show nothing.

env-12 = Something on our side is set up wrongly.
    .because-option-broken = The server sent something that your browser or system can’t read.
    .because-client-old = The app and the server are of different versions.
    .any = Sign in another way. Your passkey is fine.
    .developer = Compare the options with the JSON of WebAuthn Level 3: base64url, user.id of 1 to 64 bytes, known values.

env-13 = This version of the app is not linked to our site yet.
    .because-file-missing = The site does not name the app.
    .because-one-relation = The site names the app for one purpose only.
    .because-signing-key = The app was signed with another key than the site names.
    .because-cached = The system remembers an older file of the site.
    .any = Sign in another way, or in a browser.
    .any-2 = Update the app.
    .operator = assetlinks.json takes both relations (handle_all_urls and get_login_creds) and the store’s signing key; apple-app-site-association the app’s identifier. Neither may redirect.

env-14 = Your password manager stopped the request.
    .because-manager-fails = An extension or app stepped in and failed.
    .because-vault-locked = Its vault is locked.
    .because-not-trusted = It does not trust this browser.
    .android = Open Settings › Passwords, passkeys & accounts, and choose the preferred service.
    .any = Unlock the manager, or choose “Use another device” or your browser in its window.
    .any-2 = Update it, or choose another place.

env-15 = It seems that your organisation has turned passkeys off here.
    .because-policy = Work or school manages this device or account.
    .any = Use your phone by QR code, or a security key.
    .any-2 = Ask whoever manages the device.

## Creating

cre-01 = No passkey was saved. You can try again now or later.
    .because-closed = The window was closed.
    .because-wrong-place = Another place was offered first.
    .because-unlock = The device did not recognise you, and the window was closed.
    .any = Try again, or save it on another device.

cre-02 = That took too long, so we stopped.
    .because-left-open = The window stayed open.
    .because-qr-slow = The way by QR code took its time.
    .any = Start again; a QR code is made anew.

cre-03 = Good news: that place already has a passkey of yours.
    .because-has-one = This device, or the manager that follows you to it, has one of this account.
    .any = You need no other one here. You can sign in with it.
    .any-2 = For a second one, choose another place.

cre-04 = The password manager chosen on this device can’t save passkeys.
    .because-no-passkeys = It holds passwords only.
    .because-manager-old = It is too old.
    .ios = Open Settings › General › AutoFill & Passwords, and turn on Passwords or a manager with passkeys.
    .android = Open Settings › Passwords, passkeys & accounts, and choose Google or another manager with passkeys.
    .windows = Choose Windows Hello under “Save another way”.
    .mac = Open System Settings › General › AutoFill & Passwords.
    .any = Or save the passkey on another phone by QR code.

cre-05 = This phone has nowhere to save a passkey.
    .because-no-account = There is no Google Account on it.
    .because-no-play-services = Google Play services are missing or too old.
    .because-all-off = Every service for passkeys is turned off.
    .android = Add a Google Account, or install a manager with passkeys and turn it on (Android 14 and newer).
    .android-2 = Update Google Play services.
    .any = Or save the passkey on another phone by QR code.

cre-06 = Apple needs iCloud Passwords & Keychain before it can save a passkey.
    .because-keychain-off = It is turned off.
    .because-not-signed-in = Nobody is signed in to an Apple Account.
    .because-two-factor = The Apple Account has no two-factor authentication.
    .ios = Open Settings › your name › iCloud › Passwords (iOS 16 and 17: Passwords and Keychain), and turn on Sync this iPhone.
    .mac = Open System Settings › your name › iCloud › Passwords, and turn on Sync this Mac.
    .any = Or choose another manager, or a security key.

cre-07 = This Apple device is not set up for passkeys yet.
    .because-no-passcode = It has no passcode.
    .because-keychain-off = iCloud Passwords is off.
    .ios = Turn on two things in Settings: a passcode, and your name › iCloud › Passwords.
    .mac = Turn on two things in System Settings: a password for this Mac, and your name › iCloud › Passwords.

cre-08 = Windows Hello is not ready on this PC.
    .because-no-pin = There is no Windows Hello PIN.
    .because-pin-reset = The PIN was reset; passkeys made under the old one may be gone.
    .because-tpm = The PC’s security chip (TPM) has a problem.
    .windows = Open Settings › Accounts › Sign-in options › PIN, and set it up, or choose “I forgot my PIN”.
    .windows-2 = After a reset, sign in another way, remove the old passkey in your settings, and create one anew.
    .any = Or use your phone by QR code.

cre-09 = The key has no room for another passkey.
    .because-full = Every place on it is taken.
    .any = Delete one on the key that you need no more: in Chrome under Manage security keys › Sign-in data, or with the maker’s tool.
    .any-2 = Or use another key.

cre-10 = This security key can’t hold a passkey.
    .because-u2f = It is an old one, for second steps only.
    .because-no-verification = It has neither a PIN nor a fingerprint reader.
    .any = Use a FIDO2 key with a PIN or fingerprint, a phone or this device.

cre-11 = This device and our server have no method in common.
    .because-algorithms = It signs in ways that we don’t ask for.
    .any = Choose another place. Most phones, computers and managers work.
    .operator = Offer the algorithms -7 (ES256), -257 (RS256, for some Windows TPMs) and -8.

cre-12 = The password manager on this device did not answer properly.
    .because-crashed = It stopped, or sent something broken.
    .because-updating = A part of it is being updated.
    .because-strict-options = It can’t do all that was asked.
    .android = Update Google Play services and the manager, then restart the phone.
    .any = Try again once. If it happens again, choose another place.
    .developer = Look at the client’s own log: the error says no more than unknown.

cre-13 = No passkey was added by itself.
    .because-other-manager = The password did not come from this manager.
    .because-too-long-ago = The sign-in was too long ago.
    .because-opted-out = The manager is told not to.
    .any = Create one in your settings when you like.
    .developer = Say nothing. Invite at the next visit to the settings.

cre-14 = We could not check that it is you, so no passkey was added.
    .because-code-wrong = The code was another.
    .because-code-old = The code was too old.
    .because-number-lost = The number is not yours any more.
    .any = Ask for a new code, and type the newest one.
    .any-2 = Or prove it with a passkey that you have.

cre-15 = Your device saved a passkey, but it did not reach us.
    .because-network = The connection was lost in between.
    .because-tab-closed = The page was closed.
    .because-refused = What the device sent was not accepted.
    .ios = Press the button again. If a passkey of ours stays that doesn’t sign in: Passwords app › our name › Delete passkey.
    .android = Press the button again. If a passkey of ours stays that doesn’t sign in: Google Password Manager › our name › delete.
    .any = Press the button again. Your other passkeys are fine.

cre-16 = You have as many passkeys as an account may have.
    .because-old-ones = Old ones were never removed.
    .any = Remove one that you use no more, then come back.

cre-17 = This kind of passkey is not accepted here.
    .because-rule = The rules here take other kinds.
    .any = Nothing was saved in your account. Choose another place.
    .any-2 = You may delete the new passkey on the device.
    .operator = Name the kinds that you accept before people choose a place; the rules stand in [attestation].

## Signing in

sig-01 = You can try your passkey again, or choose another way.
    .because-closed = The window was closed.
    .because-none-listed = It listed no passkey that fits.
    .because-qr-shown = A QR code was shown and not wanted.
    .any = Try again, or open Other ways.

sig-02 = That took too long, so we stopped.
    .because-left-open = The window stayed open.
    .because-phone-not-found = The phone was not found.
    .any = Try again.

sig-03 = This device has no passkey for this.
    .because-other-device = It is on another device.
    .because-other-manager = It is in another manager, or another profile of this browser.
    .because-not-synced = It was not synced to this device.
    .because-deleted-here = It was deleted here.
    .any = Use the phone that has it: choose “another device” and scan the QR code.
    .any-2 = Or use your security key.
    .any-3 = Or sign in another way, then add a passkey here.

sig-04 = Nothing here asked for a passkey.
    .because-browser = This browser offers no passkeys in a field.
    .because-removed = A passkey of yours was removed.
    .because-none-here = This browser has none for this address.
    .because-autofill-off = Autofill is turned off.
    .any = Press “Sign in with a passkey”.
    .any-2 = Once signed in, create one under Passkeys.

sig-05 = This passkey signs in to no account any more.
    .because-still-on-device = It was removed in our settings, and is still on your device.
    .because-never-known = No account here has it.
    .because-on-hold = It was reported lost, or is about to be removed.
    .ios = To see it no more: Passwords app › our name › Delete passkey. Newer systems hide it by themselves.
    .android = To see it no more: Google Password Manager › our name › delete.
    .windows = To see it no more: Settings › Accounts › Passkeys › … › Delete.
    .mac = To see it no more: Passwords app › our name › Delete passkey.
    .any = Sign in another way, then add a new passkey.

sig-06 = The passkey that was on this device seems to be gone.
    .because-reset = The device was reset, or the browser’s data deleted.
    .because-deleted-here = It was deleted in the manager.
    .because-pin-reset = The Windows PIN was reset.
    .because-new-fingerprint = Fingerprint or face was set up anew.
    .any = Sign in another way, remove the old passkey under Passkeys, and create one anew.

sig-07 = That passkey is another account’s.
    .because-several-accounts = Your manager holds passkeys of several accounts.
    .any = Choose another passkey in the window.
    .any-2 = Or sign in with nothing typed: then this passkey’s own account opens.

sig-08 = Your passkeys don’t come to this device by themselves.
    .because-one-device = One of them lives on one device or key, and never moves.
    .because-other-ecosystem = One of them is synced where this system can’t look.
    .because-sync-off = Syncing is turned off.
    .because-other-account = This device uses another Apple, Google or Microsoft account.
    .because-manager-missing = Your manager is not on this device.
    .ios = Settings › your name › iCloud › Passwords must be on, on both devices, under the same Apple Account.
    .android = Settings › Google › All services › Password Manager: sync on, under the same Google Account.
    .windows = Windows Hello passkeys never move. Use your phone by QR code, then create one on this PC.
    .mac = System Settings › your name › iCloud › Passwords › Sync this Mac.
    .any = Use the device that has it by QR code, then create one here.

sig-09 = Your device could not recognise you.
    .because-not-recognised = A wet finger, a mask, little light.
    .because-too-many = Too many tries.
    .any = Try again, and choose the passcode or PIN in the same window.

sig-10 = Your passkey is fine, but the account is on hold.
    .because-hold = It is frozen, or something waits for a decision.
    .any = Look at your settings; they say what waits. Whoever helps you asks for the reference.

sig-11 = A device that you trust must say yes to this one.
    .because-not-answered = Nobody answered in time, or somebody said no.
    .because-none-at-hand = No trusted device is at hand.
    .any = Start again here, and answer on the other device.
    .any-2 = Don’t have it any more? Use recovery; there is a waiting time.

sig-12 = Let’s get you back in, and cut off the lost device.
    .because-lost = The device is lost or broken.
    .any = Sign in another way, or start a recovery.
    .any-2 = Then report the passkey lost, and create one on the new device.

## A phone, by QR code

hyb-01 = Both devices need Bluetooth. Nothing is paired.
    .because-off = It is turned off on one of them.
    .because-not-allowed = The browser may not use it.
    .because-none = This computer has none.
    .ios = Open Control Centre, and turn Bluetooth on.
    .android = Open Quick settings, turn Bluetooth on, and allow nearby devices.
    .windows = Open Settings › Bluetooth & devices.
    .mac = Open System Settings › Privacy & Security › Bluetooth, and allow the browser.
    .any = Turn Bluetooth on, on both devices, then try again.

hyb-02 = The phone and this computer could not find each other.
    .because-offline = The phone has no connection.
    .because-vpn = A VPN or firewall stands between.
    .because-apart = They are too far apart.
    .any = Keep both within a few metres and online, with a VPN off for a minute.
    .operator = The network must let cable.ua5v.com and cable.auth.com through.

hyb-03 = That phone has no passkey for this.
    .because-never-there = It never had one.
    .because-other-account = It is signed in to another Apple or Google account.
    .any = Use the device where you created it, or sign in another way.

hyb-04 = The QR code was not read.
    .because-chat-app = It was scanned from inside another app.
    .because-expired = It was too old.
    .because-phone-old = The phone’s system is too old.
    .any = Scan with the phone’s own camera app.
    .any-2 = Start again for a new code.

## Security keys

key-01 = Your security key has no PIN yet.
    .because-new = The key is new.
    .because-reset = The key was reset.
    .windows = Open Settings › Accounts › Sign-in options › Security key › Manage, and set a PIN.
    .mac = In Chrome: Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .linux = In Chrome: Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .chromeos = Open Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .ios = Set the PIN on a computer first, then come back.
    .android = Set the PIN on a computer, or with the maker’s app.
    .any = The maker’s tool works everywhere. A reset, though, erases every passkey on the key.

key-02 = That was not the key’s PIN.
    .because-typing = It was typed wrongly.
    .because-other-key = It is the PIN of another key.
    .any = Check which key it is. After 8 wrong tries in a row the key locks.

key-03 = The key wants a rest after three wrong PINs.
    .because-three-wrong = Three tries in a row were wrong.
    .any = Unplug it, plug it in again, and try once more.
    .any-2 = Don’t guess: 8 wrong tries in a row lock it for good.

key-04 = This key is locked. Only a reset helps, and a reset erases every passkey on it.
    .because-all-used = All tries of its PIN are used.
    .any = Sign in another way first, and remove the key’s passkey in your settings.
    .any-2 = Then reset it with the maker’s tool, set a PIN, and add it as new.

key-05 = This key was reset, so its passkey is no more.
    .because-reset = A reset erases PIN and passkeys; a new PIN doesn’t bring them back.
    .any = Sign in another way, remove the key’s passkey in your settings, set a PIN, and add the key as new.

key-06 = This device can’t reach the key that way.
    .because-plug = Its plug is another, USB-A or USB-C.
    .because-nfc = Android itself reads keys by NFC without a PIN, which is not enough here.
    .because-nfc-off = NFC is off, or this device has none.
    .android = Plug the key in by USB-C.
    .ios = Hold the key to the top edge of the iPhone; an iPad needs USB-C.
    .any = Use an adapter, or another way.

key-07 = This key has no passkey of your account.
    .because-other-key = Another key was used.
    .any = Use the key that you added, then try again.

## The server

srv-01 = This page was open too long. Nothing has changed.
    .because-page-open = It waited longer than we can.
    .because-back = An older page was shown again.
    .because-twice = The answer was sent twice.
    .any = Start again.
    .developer = Fetch fresh options first, then ask for the click.

srv-02 = The request came from an address that we don’t accept.
    .because-not-configured = A new domain or app is not configured.
    .because-between = Another page stood between you and us.
    .any = Type our address by hand, and sign in there.
    .operator = If the origin is yours, add it to origins or to the app’s client. If not, take it as an attack.

srv-03 = This passkey was made for another address of ours.
    .because-rp-changed = Our address for passkeys has changed.
    .because-subdomain = It was made on another of our addresses.
    .any = Sign in another way, and create a passkey here.
    .operator = Never change rp_id; use related origins.

srv-04 = Your device’s answer could not be used.
    .because-client-broken = The browser or manager sent something broken.
    .because-tampered = Something changed it on the way.
    .any = Try again; if it stays so, choose another way.

srv-05 = Please unlock with your fingerprint, face, PIN or passcode.
    .because-not-asked = The device did not ask for it.
    .because-key-no-pin = The security key has no PIN.
    .because-lid = The Mac’s lid is closed, so Touch ID is out of reach.
    .any = Try again, and unlock when you are asked.

srv-06 = Your passkey’s answer did not check out.
    .because-other-key-stored = Another key is on file for it.
    .because-broken = The device or manager is broken.
    .because-tampered = Something changed the answer on the way.
    .any = Sign in another way, then replace this passkey.
    .operator = One is an accident; many within an hour point to a fault in a migration, or to an attack.

srv-07 = We want to look twice at this passkey.
    .because-copied = It may have been copied or restored.
    .because-order = Two answers came in the wrong order.
    .any = Sign in another way once. If it stays so, replace this passkey.
    .operator = The signature counter went back. Tell the owner.

srv-08 = This passkey behaves unlike before.
    .because-faulty = The manager says something else of it than at first.
    .because-swapped = It is not the one that was added.
    .any = Sign in another way, and add a new passkey.
    .operator = Some managers change the backup flag by mistake; look whether one model does.

srv-09 = We could not tell which account this passkey is for.
    .because-old-key = It is an old one that doesn’t say whose it is.
    .because-restored = The records were restored from a copy.
    .any = Type your user ID first, then use it.

srv-10 = We could not check the maker of this key.
    .because-synced = Synced passkeys don’t prove where they live.
    .because-not-trusted = Its certificate leads to nobody that we trust.
    .because-revoked = Its maker withdrew it.
    .any = Choose another place, or another key.
    .operator = passkeep metadata show AAGUID says what is known of the model.

srv-11 = This passkey is on file already.
    .because-twice = It was sent twice.
    .because-other = It is somebody else’s.
    .any = If it is yours, there is nothing to do.
    .developer = The same registration sent again in its flow’s life gets the same answer; this one was another.

srv-12 = Too many tries. Please wait a little.
    .because-tries = This account, device or network asked too often.
    .any = Wait, then try again. Other ways still work.

srv-13 = We have a problem on our side. Your passkey is fine; do not delete it.
    .because-outage = Our server or its database is not at its best.
    .any = Try again in a minute.
    .operator = Look at the server’s log and at /healthz.

srv-14 = There is no connection. Your passkey is fine.
    .because-offline = This device is offline, or something stands between.
    .any = Try again once you are online.
