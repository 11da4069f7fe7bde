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

message-replace-contact-code-subject = Your { $brand } code
message-replace-contact-code = { $code } is your code to use this { $kind ->
        [phone] number
       *[email] address
    } for an account at { $domain }. Never tell it to anyone. If you didn't ask for it, there is nothing to do.

message-claim-number-code-subject = Your { $brand } code
message-claim-number-code = This number belongs to an account at { $domain } already. Is the account yours? Then sign in there, and tell nobody this code. Is the number yours now, and the account somebody else's? Then { $code } is your code to ask for the number; the account has some days to say no.

message-account-renamed-subject = Your { $brand } account has another name
message-account-renamed = Your account at { $domain } is called { $name } now. If that wasn't you, sign in at { $domain } and end the sessions that you don't know.

message-hold-started-subject = Something is about to change in your { $brand } account
message-hold-started = { $what ->
        [remove_passkey] The passkey “{ $name }” signs in to your account at { $domain } no more. It will be removed on { $until }.
        [lose_passkey] The passkey “{ $name }” was reported lost and signs in to your account at { $domain } no more. It will be removed on { $until }. If it turns up, it comes back by two: the passkey itself, and an email about this.
        [remove_contact] { $name } will be removed from your account at { $domain } on { $until }.
        [replace_contact] { $to } will take the place of { $name } in your account at { $domain } on { $until }.
        [give_up_number] Somebody else has proved the number { $name }. It will leave your account at { $domain } on { $until }.
        [change_password] Another password will take the place of yours in your account at { $domain } on { $until }.
        [confirm_action] An action that a passkey of yours signed waits, since no other device has signed it: “{ $name }”. It will be confirmed in your account at { $domain } on { $until }.
       *[recovery] Somebody who proved two things of yours is recovering your account at { $domain }. They can make a passkey from { $until } on.
    } Did you ask for this? Then there is nothing to do. If not, nothing is lost yet: { $kind ->
        [phone] sign in at { $domain } and stop it there.
       *[email] open this page and press the button to stop it: { $link }
    }

message-hold-halfway-subject = Still waiting: a change in your { $brand } account
message-hold-halfway = A reminder: this waits, and can still be stopped. { $what ->
        [remove_passkey] The passkey “{ $name }” will be removed from your account at { $domain } on { $until }.
        [lose_passkey] The passkey “{ $name }”, which was reported lost, will be removed from your account at { $domain } on { $until }. If it turns up, it comes back by two: the passkey itself, and an email about this.
        [remove_contact] { $name } will be removed from your account at { $domain } on { $until }.
        [replace_contact] { $to } will take the place of { $name } in your account at { $domain } on { $until }.
        [give_up_number] Somebody else has proved the number { $name }. It will leave your account at { $domain } on { $until }.
        [change_password] Another password will take the place of yours in your account at { $domain } on { $until }.
        [confirm_action] An action that a passkey of yours signed waits: “{ $name }”. It will be confirmed in your account at { $domain } on { $until }.
       *[recovery] Somebody who proved two things of yours is recovering your account at { $domain }. They can make a passkey from { $until } on.
    } If you did not ask for this, { $kind ->
        [phone] sign in at { $domain } and stop it there.
       *[email] open this page and press the button to stop it: { $link }
    }

message-hold-done-subject = Done: a change in your { $brand } account
message-hold-done = The wait is over. { $what ->
        [remove_passkey] The passkey “{ $name }” was removed from your account at { $domain }.
        [lose_passkey] The passkey “{ $name }”, which was reported lost, was removed from your account at { $domain }.
        [remove_contact] { $name } was removed from your account at { $domain }.
        [replace_contact] { $to } has taken the place of { $name } in your account at { $domain }.
        [give_up_number] The number { $name } has left your account at { $domain }.
        [change_password] Your account at { $domain } has another password.
        [confirm_action] “{ $name }” was confirmed in your account at { $domain }.
       *[recovery] Whoever is recovering your account at { $domain } can make a passkey now. While they have not, a passkey of yours still stops it.
    } If that wasn't you, sign in at { $domain } and see what else has changed.

message-hold-stopped-subject = Stopped: a change in your { $brand } account
message-hold-stopped = { $what ->
        [remove_passkey] The passkey “{ $name }” stays in your account at { $domain } and signs in again: its removal was stopped.
        [lose_passkey] The passkey “{ $name }” is back in your account at { $domain } and signs in again: it is lost no more.
        [remove_contact] { $name } stays in your account at { $domain }: its removal was stopped.
        [replace_contact] { $name } stays in your account at { $domain }. { $to } does not take its place.
        [give_up_number] The number { $name } stays in your account at { $domain }.
        [change_password] Your account at { $domain } keeps its password: no other takes its place.
        [confirm_action] “{ $name }” was stopped: it is not confirmed in your account at { $domain }.
       *[recovery] The recovery of your account at { $domain } was stopped.
    } If that wasn't you, sign in at { $domain } and see what else has changed.

message-hold-disputed-subject = Your word is needed: a change in your { $brand } account
message-hold-disputed = Somebody said no for the second time, so this neither goes on nor stops: { $what ->
        [remove_passkey] the removal of the passkey “{ $name }”
        [lose_passkey] the removal of the passkey “{ $name }”, which was reported lost,
        [remove_contact] the removal of { $name }
        [replace_contact] { $to } in the place of { $name }
        [give_up_number] the number { $name }, which somebody else has proved,
        [change_password] another password in the place of yours
        [confirm_action] the action “{ $name }”
       *[recovery] a recovery
    } in your account at { $domain }. Sign in at { $domain } and decide with a passkey that you have had for some time.{ $what ->
        [recovery] {" "}A recovery code decides it too, unless such a passkey does.
       *[other] {""}
    } { $what ->
        [lose_passkey] Until then the passkey stays as it is and signs in no more.
       *[other] If nobody decides, it ends after a while, and nothing has changed; sign in to see when.
    }

message-hold-upheld-subject = Decided: a change in your { $brand } account
message-hold-upheld = It was decided that this goes on, { $what ->
        [recovery] by a passkey that you have had for some time or by a recovery code
       *[other] by a passkey that you have had for some time
    }: { $what ->
        [remove_passkey] the passkey “{ $name }” is removed
        [lose_passkey] the passkey “{ $name }”, which was reported lost, is removed
        [remove_contact] { $name } is removed
        [replace_contact] { $to } takes the place of { $name }
        [give_up_number] the number { $name } leaves
        [change_password] another password takes the place of yours
        [confirm_action] “{ $name }” is confirmed
       *[recovery] the recovery opens
    } in your account at { $domain } on { $until }. If that wasn't you, sign in at { $domain } and stop it there.

message-hold-lapsed-subject = Nothing has changed in your { $brand } account
message-hold-lapsed = A change that waited in your account at { $domain } is not made, { $what ->
        [recovery] since nobody came to finish it in time
       *[other] since what it was about is no longer as it was
    }: { $what ->
        [remove_passkey] the removal of a passkey.
        [lose_passkey] the removal of a passkey that was reported lost.
        [remove_contact] the removal of { $name }.
        [replace_contact] { $to } in the place of { $name }.
        [give_up_number] the number { $name }, which somebody else has proved.
        [change_password] another password in the place of yours.
        [confirm_action] the action “{ $name }”.
       *[recovery] a recovery.
    } There is nothing to do.

message-hold-opposed-subject = Somebody said no: a change in your { $brand } account
message-hold-opposed = Somebody said no to { $what ->
        [remove_passkey] the removal of the passkey “{ $name }”
        [lose_passkey] the removal of the passkey “{ $name }”, which was reported lost,
        [remove_contact] the removal of { $name }
        [replace_contact] { $to } in the place of { $name }
        [give_up_number] giving up the number { $name }
        [change_password] another password
        [confirm_action] the action “{ $name }”
       *[recovery] a recovery
    } in your account at { $domain }. That is one of two: it still goes on, until { $until }. { $what ->
        [lose_passkey] The passkey itself and an email bring it back together.
       *[other] {""}
    } If that was you, { $kind ->
        [phone] give the other at { $domain }.
       *[email] and the email is what is missing, open this page and press the button: { $link }
    } If not, sign in at { $domain } and see what waits.

message-hold-undecided-subject = Nothing has changed in your { $brand } account
message-hold-undecided = Nobody decided a dispute in your account at { $domain }, so nothing comes of it: { $what ->
        [remove_passkey] the passkey “{ $name }” stays, and signs in again
        [lose_passkey] the passkey “{ $name }” stays as it is
        [remove_contact] { $name } stays
        [replace_contact] { $name } stays, and { $to } does not take its place
        [give_up_number] the number { $name } stays
        [change_password] the password stays
        [confirm_action] “{ $name }” is not confirmed
       *[recovery] the recovery lets nobody in
    }. Whoever still wants it has to ask anew.

message-account-frozen-subject = Your { $brand } account is frozen
message-account-frozen = Your account at { $domain } was frozen, from { $browser }, { $system }. Nobody can change anything in it until one of your passkeys thaws it. If it wasn't you, sign in at { $domain } with your passkey and thaw it.

message-account-thawed-subject = Your { $brand } account was thawed
message-account-thawed = Your account at { $domain } was thawed with a passkey, from { $browser }, { $system }. If that wasn't you, freeze it again at { $domain } and remove that passkey.

message-recovery-contact-code-subject = Your { $brand } code
message-recovery-contact-code = { $code } is your code to recover your account at { $domain }. Never tell it to anyone, whoever asks. If you didn't ask for it, someone is trying to get into your account: sign in at { $domain } with your passkey and freeze it.

message-recovery-codes-replaced-subject = New recovery codes for your { $brand } account
message-recovery-codes-replaced = New recovery codes were made for your account at { $domain }. The old ones work no more. If that wasn't you, freeze your account at { $domain } now.

message-recovery-code-used-subject = A recovery code of your { $brand } account was used
message-recovery-code-used = A recovery code of your account at { $domain } was used, on { $browser }, { $system }. It alone opens nothing. If that wasn't you, sign in at { $domain } with your passkey and make new codes.

message-account-recovered-subject = Your { $brand } account was recovered
message-account-recovered = Your account at { $domain } was recovered, on { $browser }, { $system }: a passkey can be added there now. Everyone who was signed in is signed out. If that wasn't you, freeze your account at { $domain } now.

message-frozen-by-support-subject = Support froze your { $brand } account
message-frozen-by-support = Support froze your account at { $domain }. Nobody can change anything in it until one of your passkeys thaws it. If you didn't ask for this, sign in at { $domain } with your passkey and thaw it.

message-recovery-offered-subject = The way back into your { $brand } account
message-recovery-offered = Support sends you this since you, or somebody who says so, lost the way in. To begin, open { $link } yourself and prove who you are there. There is a wait, and every address is told. Nobody from support ever asks you for a code. If you didn't ask for this, there is nothing to do: nothing has changed.

message-support-proposed-subject = Support proposes a change for your { $brand } account
message-support-proposed = One person of support wants to do this for your account at { $domain }: { $action ->
        [stop_hold] stop what waits
        [shorten_hold] shorten a wait
        [thaw] thaw your account
       *[prove_identity] enter a proof of who you are
    }. Another has to sign it first. If you didn't ask support for this, sign in at { $domain } with your passkey, look at your history, and tell us.

message-support-decided-subject = Support made a change for your { $brand } account
message-support-decided = Two people of support signed, and this was done for your account at { $domain }: { $action ->
        [stop_hold] stop what waits
        [shorten_hold] shorten a wait
        [thaw] thaw your account
       *[prove_identity] enter a proof of who you are
    }. { $until ->
        [none] For a while nothing of value leaves the account.
       *[other] The wait ends on { $until }, and can still be stopped until then.
    } If you didn't ask support for this, sign in at { $domain } with your passkey and freeze the account.
