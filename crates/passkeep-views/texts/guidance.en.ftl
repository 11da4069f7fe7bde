# The page /help/passkeys: the answers to each question, and the places where passkeys live. A message's own text is the answer
# for any system; `answer-SYSTEM` takes its place. Steps are those of a system (`ios`, `android`, `windows`, `mac`, `linux`,
# `chromeos`, `harmony`), then those of `any`; a second and third end in -2 and -3. Menus move with every release, so what we
# haven't seen is worded with care: "usually under".

## Why can't I create one?

create = Most often the device lacks something first: a screen lock, a place to save, or an update.
    .title = Why can’t I create a passkey?
    .answer-linux = Linux itself keeps no passkeys: your browser, a manager or a security key does.
    .answer-harmony = HarmonyOS up to version 5 keeps no passkeys. Another phone or a security key can.
    .ios = Set a passcode: Settings › Face ID & Passcode, or Touch ID & Passcode.
    .ios-2 = Turn on iCloud passwords: usually under Settings › your name › iCloud › Passwords.
    .ios-3 = Bring iOS up to date: Settings › General › Software Update.
    .android = Set a screen lock: usually under Settings › Security.
    .android-2 = Sign in to a Google Account, or choose another manager: usually under Settings › Passwords, passkeys & accounts.
    .android-3 = Bring Android and Google Play services up to date.
    .mac = Set up Touch ID or a login password, and turn on iCloud passwords: usually under System Settings › your name › iCloud.
    .mac-2 = Bring macOS up to date: System Settings › General › Software Update.
    .windows = Set up Windows Hello with a PIN: Settings › Accounts › Sign-in options.
    .windows-2 = Bring Windows up to date: Settings › Windows Update.
    .linux = In Chrome, sign in to your Google Account. In Firefox, use a manager’s extension or a security key.
    .chromeos = Sign in to the Chromebook with your Google Account, and set a screen lock.
    .harmony = When you create one, choose another phone or tablet, or a security key.
    .any = Open this site in the browser itself, not in a window inside another app.
    .any-2 = It still can’t? Choose another phone by QR code, or a security key.

## Why isn't it on my new phone?

sync = A passkey comes along only where its manager syncs, with the same account on both devices.
    .title = Why isn’t it on my new phone?
    .answer-android = It comes along where both phones are signed in to the same Google Account. Without one it stays on the old phone.
    .answer-windows = A passkey in Windows Hello never leaves its PC. One in a manager that syncs comes along.
    .answer-harmony = On HarmonyOS a passkey stays on its phone, as far as is known.
    .ios = Use the same Apple Account on both: Settings, your name at the top.
    .ios-2 = On both, turn on “Sync this iPhone”: usually under Settings › your name › iCloud › Passwords. On iOS 16 and 17: Passwords and Keychain.
    .android = Set a screen lock on the new phone. Google may ask once for the old phone’s lock, or for your Google PIN.
    .android-2 = Look whether it is there: search the Settings for “passkeys”.
    .mac = Use the same Apple Account on both. Usually under System Settings › your name › iCloud › Passwords: “Sync this Mac” is on.
    .windows = See where it was created: your passkeys here say “Created in”.
    .windows-2 = Was it Microsoft Password Manager? Sign in to Edge with the same Microsoft account on both.
    .linux = In Chrome, sign in to the same Google Account and enter your Google PIN.
    .chromeos = Use the same Google Account, with sync on.
    .any = Apple and Google don’t pass passkeys to each other. Sign in on the new device with the old one, by QR code.
    .any-2 = Then create another passkey there.

## Why wasn't I asked?

not-asked = Where your browser looked there is no passkey of yours, or it wasn’t allowed to ask.
    .title = Why wasn’t I asked for my passkey?
    .ios = Turn on AutoFill: usually under Settings › General › AutoFill & Passwords. On iOS 17 and older: Settings › Passwords.
    .android = Choose the manager that has your passkey: usually under Settings › Passwords, passkeys & accounts.
    .mac = In Chrome or Edge, choose iCloud Keychain in the browser’s window. Or use Safari.
    .windows = A passkey that was made on another PC isn’t on this one, unless its manager syncs.
    .windows-2 = On Windows 10 the name field doesn’t offer Windows Hello. Press “Sign in with a passkey”.
    .linux = Firefox on Linux can’t show the QR code for a phone. Use Chrome, or a security key.
    .harmony = Use a phone or tablet of another maker by QR code, or sign in another way.
    .any = Press “Sign in with a passkey”. Not every browser asks by itself.
    .any-2 = Is it on your phone or on a key? Choose that under “Other ways to sign in”.
    .any-3 = Leave private windows and windows inside other apps. Open this site in the browser itself.
    .any-4 = A password manager may stand in the way: unlock it, or close its window.

## How do I set a security key's PIN?

key-pin = A key takes a PIN of its own before it can hold a passkey. Setting the first one erases nothing.
    .title = How do I set a security key’s PIN?
    .warning = A reset erases every passkey on the key. A new PIN doesn’t bring them back.
    .answer-ios = An iPhone or iPad can’t set it. Set the PIN on a computer first, then come back.
    .answer-mac = A Mac’s own settings can’t set it. Set the PIN in Chrome or on another computer first.
    .answer-android = Plug the key in: your phone may offer to set the PIN. By NFC most phones can’t.
    .answer-harmony = Set the PIN on a computer first, then come back.
    .android = If your phone doesn’t offer it, set the PIN on a computer.
    .windows = Open Settings › Accounts › Sign-in options › Security key › Manage.
    .windows-2 = Plug the key in, touch it, and choose to add a PIN.
    .mac = In Chrome: usually under Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .linux = In Chrome: usually under Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .chromeos = Usually under Settings › Privacy and security › Security › Manage security keys › Create a PIN.
    .any = The maker’s own tool works on every computer.
    .any-2 = Take 4 characters or more. Some keys want 6.
    .any-3 = Three wrong tries: unplug the key and plug it in again. Eight in a row: it locks, and only a reset helps.

## Why did it fail?

failed = Most often your passkey is fine. Don’t delete it; look for what you saw.
    .title = Why did it fail?

not-here = “No passkey here”, or only a QR code
    .do = It is on another device. Use that one by QR code, a security key, or another way to sign in.

silent = It was on this device, and answers no more
    .do = The device was set up anew, or its manager was switched. Sign in another way, remove the old passkey in your settings, and create a new one.

removed = It was removed from your account, but this device still offers it
    .do = It signs in nowhere any more. Delete it on the device, and use another one.

other-account = It belongs to another account
    .do = Try again and pick the other name in the window. Or leave the field empty and press “Sign in with a passkey”.

our-trouble = We had a problem on our side
    .do = Your passkey is fine; don’t delete it. Try again in a few minutes.

key-reset = The security key has no PIN, or was reset
    .do = Without a PIN: set one. After a reset its passkey is gone: remove it in your settings, set a PIN, and add the key as new.

## What if my device is lost?

lost = Nobody can use your passkeys without unlocking the device. Cut it off all the same.
    .title = What if my phone or device is lost?
    .any = Sign in on another device of yours. There is none? Choose “I lost my devices”.
    .any-2 = Under Passkeys, report the one that is lost. From then on it signs in nowhere.
    .any-3 = An Apple device: mark it as lost in Find My, and remove it from your Apple Account.
    .any-4 = An Android phone: lock it in Google’s Find Hub, and sign it out of your Google Account.
    .any-5 = A PC: remove it under Devices of your Microsoft account.
    .any-6 = A passkey that syncs is still on your other devices. Report it only if somebody could unlock the lost one.

## Where passkeys live

apple-passwords = Works on every Apple device signed in to your Apple Account.
    .title = Apple Passwords (iCloud)
    .sync-ios = “Sync this iPhone” is on: usually under Settings › your name › iCloud › Passwords. On iOS 16 and 17: Passwords and Keychain.
    .sync-mac = “Sync this Mac” is on: usually under System Settings › your name › iCloud › Passwords.
    .sync-any = Both devices use the same Apple Account, with iCloud passwords on.
    .delete-ios = Passwords › { $host } › Delete Passkey. On iOS 17 and older: Settings › Passwords › { $host }.
    .delete-mac = Passwords › { $host } › Delete Passkey. On macOS 14 and older: System Settings › Passwords › { $host }.
    .delete-any = On an Apple device: Passwords › { $host } › Delete Passkey.

google-password-manager = Works on Android, and in Chrome on any system, with the same Google Account.
    .title = Google Password Manager
    .sync-android = Your Google Account is signed in and syncs: usually under Settings › Google › All services › Password Manager. On Xiaomi, OPPO, vivo and Samsung, search the Settings for “passkeys”.
    .sync-any = Chrome is signed in to your Google Account. It may ask once for your Google PIN.
    .delete-android = Google Password Manager › { $host } › Delete.
    .delete-any = Chrome › Settings › Autofill and passwords › Google Password Manager › { $host } › Delete.

this-phone = Stays on this phone. If the phone is lost, so is the passkey: add a second one elsewhere.
    .title = This phone alone
    .title-android = This phone alone, without a Google Account
    .delete-any = In the password settings of the system: usually under Settings › Passwords, passkeys & accounts.
    .delete-harmony = In the password settings of the system.

samsung-pass = Works on your Samsung devices, with the same Samsung account.
    .title = Samsung Pass
    .sync-any = Your Samsung account is signed in: usually under Settings › Security and privacy › Samsung Pass.
    .delete-any = Samsung Pass, or Samsung Wallet › { $host }.

windows-hello = Stays on this PC, for this Windows user. Resetting the Windows PIN can destroy it.
    .title = Windows Hello
    .delete-any = Settings › Accounts › Passkeys › { $host } › ⋯ › Delete. Windows 11 22H2 or newer has this page.

microsoft-password-manager = Works where you use Edge with the same Microsoft account.
    .title = Microsoft Password Manager
    .sync-any = Edge › Settings › Passwords and autofill: a personal account is signed in, and the manager’s PIN is set.
    .delete-any = Edge › Settings › Passwords and autofill › { $host }.

browser-on-mac = Stays in this browser, on this Mac.
    .title = Chrome or Edge on this Mac
    .delete-any = Chrome › Settings › Autofill and passwords. Edge › Settings › Passwords and autofill.

other-manager = Works wherever you use that manager.
    .title = Another manager, such as 1Password or Bitwarden
    .note-ios = Takes iOS 17 or newer, and is turned on under Settings › General › AutoFill & Passwords.
    .note-android = Takes Android 14 or newer, and is chosen under Settings › Passwords, passkeys & accounts.
    .note-mac = Takes macOS 14 or newer, or the manager’s extension in the browser.
    .note-windows = Usually an extension in the browser. On Windows 11 25H2 some are chosen under Settings › Accounts › Passkeys › Advanced options.
    .note-linux = Its extension in the browser.
    .note-chromeos = Its extension in the browser.
    .sync-any = Both devices are signed in to that manager.
    .delete-any = In the manager, under { $host }.

security-key = Stays on the key. Keep a second key somewhere else.
    .title = A security key
    .note-ios = By USB-C, Lightning or NFC. Its PIN is set on a computer first.
    .note-android = Plug it in by USB-C. By NFC most phones can’t ask for its PIN.
    .delete-any = With the maker’s tool, or in Chrome’s settings for security keys. Delete this one entry; a reset erases all.

another-device = You scan a QR code with it. The passkey is saved there, and not here.
    .title = Another phone or tablet
    .note-any = Bluetooth must be on for both.
    .note-windows = Bluetooth must be on for both. On Windows 10 only Chrome and Edge show the QR code.
    .note-linux = Bluetooth must be on for both. Firefox on Linux can’t show the QR code.
    .delete-any = On that device.
