# 傳送給人的訊息。含驗證碼的訊息最後另有一行供瀏覽器讀取，由程式加上。
# 驗證碼簡訊連同那一行要放得進 70 個字元（UCS-2 的一則）。

message-sign-up-code-subject = 您的 { $brand } 驗證碼
message-sign-up-code = { $code } 是您建立帳號的驗證碼。不論誰索取，都不要告訴他。

message-already-has-account-subject = 您的 { $brand } 帳號
message-already-has-account = 有人在 { $domain } 要求將驗證碼傳送到{ $kind ->
        [phone] 這個號碼
       *[email] 這個電子郵件
    }，但它已屬於一個帳號。如果是您本人，請在 { $domain } 登入。如果不是，沒有任何改變，您不必做任何事。

message-create-passkey-code-subject = 您的 { $brand } 驗證碼
message-create-passkey-code = { $code } 是您建立通行金鑰的驗證碼，不要告訴任何人。不是您？請看登入狀態。

message-add-email-code-subject = 您的 { $brand } 驗證碼
message-add-email-code = { $code } 是您在 { $domain } 新增這個電子郵件的驗證碼。不要告訴任何人。如果不是您要求的，您不必做任何事。

message-new-browser-subject = 您的 { $brand } 帳號在新的瀏覽器上登入
message-new-browser = 您在 { $domain } 的帳號在不認得的瀏覽器上登入：{ $browser }，{ $system }。如果不是您本人，請在 { $domain } 登入，並結束那處登入。

message-passkey-created-subject = 您的 { $brand } 帳號新增了通行金鑰
message-passkey-created = 您在 { $domain } 的帳號新增了通行金鑰「{ $name }」。如果不是您本人，請在 { $domain } 登入並移除它。

message-passkey-removed-subject = 您的 { $brand } 帳號移除了通行金鑰
message-passkey-removed = 您在 { $domain } 的帳號移除了通行金鑰「{ $name }」，它已不能登入。如果不是您本人，請在 { $domain } 登入，並結束您不認得的登入。

message-email-added-subject = 您的 { $brand } 帳號新增了電子郵件
message-email-added = 您在 { $domain } 的帳號新增了電子郵件 { $name }。如果不是您本人，請在 { $domain } 登入，並結束您不認得的登入。

message-sign-in-code-subject = 您的 { $brand } 驗證碼
message-sign-in-code = { $code } 是您登入的驗證碼。不論誰索取，都不要告訴他。

message-signed-in-without-passkey-subject = 有人沒用通行金鑰登入您的 { $brand } 帳號
message-signed-in-without-passkey = 您在 { $domain } 的帳號有一次沒用通行金鑰的登入：{ $browser }，{ $system }。如果不是您本人，請用通行金鑰在 { $domain } 登入，並結束那處登入。

message-password-set-subject = 您的 { $brand } 帳號新增了密碼
message-password-set = 您在 { $domain } 的帳號設定了密碼。如果不是您本人，請用通行金鑰在 { $domain } 登入並移除它。

message-password-changed-subject = 您的 { $brand } 帳號變更了密碼
message-password-changed = 您在 { $domain } 的帳號變更了密碼。如果不是您本人，請用通行金鑰在 { $domain } 登入並移除它。

message-password-removed-subject = 您的 { $brand } 帳號移除了密碼
message-password-removed = 您在 { $domain } 的帳號移除了密碼。如果不是您本人，請用通行金鑰在 { $domain } 登入，並結束您不認得的登入。

message-device-trusted-subject = 您的 { $brand } 帳號選定了受信任的裝置
message-device-trusted = 您在 { $domain } 的帳號選定了一部受信任的裝置：{ $browser }，{ $system }。如果不是您本人，請在 { $domain } 登入，並在「受信任的裝置」中撤銷它。

message-device-revoked-subject = 您的 { $brand } 帳號撤銷了裝置
message-device-revoked = 您在 { $domain } 的帳號撤銷了裝置「{ $name }」，它也已登出。如果不是您本人，請在 { $domain } 登入，並結束您不認得的登入。

message-device-copied-subject = 您的 { $brand } 帳號有一部裝置不再受信任
message-device-copied = 您在 { $domain } 的帳號中，讓一部裝置受信任的憑證出現在兩個地方：{ $browser }，{ $system }。所以它不再受信任，帳號的內容則和原來一樣。請在 { $domain } 登入，查看登入狀態，再重新選定那部裝置。

message-approval-requested-subject = 有新裝置要求進入您的 { $brand } 帳號
message-approval-requested = 有新裝置要求進入您在 { $domain } 的帳號：{ $browser }，{ $system }，網路 { $place }。還沒有打開任何東西。如果是您本人，請在您信任的裝置上開啟 { $domain }。如果不是，也請開啟它，並在那裡說不是。不要把數字或驗證碼告訴任何人。

message-approval-failed-subject = 一部新裝置沒能進入您的 { $brand } 帳號
message-approval-failed = 有新裝置要求進入您在 { $domain } 的帳號，但為它輸入的數字不對：{ $browser }，{ $system }。這次嘗試已結束，沒有打開任何東西。如果那個數字是別人給您的，表示對方想進入您的帳號：下次請拒絕。

message-replace-contact-code-subject = 您的 { $brand } 驗證碼
message-replace-contact-code = { $code } 是{ $kind ->
        [phone] 您換用這個號碼的驗證碼。不要告訴任何人。
       *[email] 在 { $domain } 的帳號使用這個電子郵件的驗證碼。不要告訴任何人。如果不是您要求的，您不必做任何事。
    }

message-claim-number-code-subject = 您的 { $brand } 驗證碼
message-claim-number-code = 這個號碼已屬於 { $domain } 的一個帳號。如果帳號是您的，請在那裡登入，不要把這組驗證碼告訴任何人。如果號碼現在是您的，而帳號是別人的，{ $code } 就是您要求取得這個號碼的驗證碼；那個帳號有幾天時間可以拒絕。

message-account-renamed-subject = 您的 { $brand } 帳號換了稱呼
message-account-renamed = 您在 { $domain } 的帳號現在的稱呼是 { $name }。如果不是您本人，請在 { $domain } 登入，並結束您不認得的登入。

message-hold-started-subject = 您的 { $brand } 帳號即將有變更
message-hold-started = { $what ->
        [remove_passkey] 通行金鑰「{ $name }」已不能登入您在 { $domain } 的帳號，將於 { $until } 移除。
        [lose_passkey] 通行金鑰「{ $name }」已通報遺失，不能再登入您在 { $domain } 的帳號，將於 { $until } 移除。如果找到了，要憑這把通行金鑰本身和一封相關郵件，才能恢復它。
        [remove_contact] { $name } 將於 { $until } 從您在 { $domain } 的帳號移除。
        [replace_contact] { $to } 將於 { $until } 在您 { $domain } 的帳號中取代 { $name }。
        [give_up_number] 有別人證明了號碼 { $name }，它將於 { $until } 離開您在 { $domain } 的帳號。
        [change_password] 另一組密碼將於 { $until } 取代您在 { $domain } 的帳號的密碼。
        [confirm_action] 您的通行金鑰簽署了一項操作，但沒有其他裝置簽署，所以它在等待：「{ $name }」。它將於 { $until } 在您 { $domain } 的帳號中確認生效。
       *[recovery] 有人提出了您的兩項證明，正在復原您在 { $domain } 的帳號。從 { $until } 起，對方可以建立通行金鑰。
    }如果是您要求的，您不必做任何事。如果不是，目前還沒有任何損失：{ $kind ->
        [phone] 請在 { $domain } 登入並阻止它。
       *[email] 請開啟這個頁面，按下按鈕阻止它： { $link }
    }

message-hold-halfway-subject = 仍在等待：您的 { $brand } 帳號的變更
message-hold-halfway = 提醒您：這件事仍在等待，還可以阻止。{ $what ->
        [remove_passkey] 通行金鑰「{ $name }」將於 { $until } 從您在 { $domain } 的帳號移除。
        [lose_passkey] 已通報遺失的通行金鑰「{ $name }」將於 { $until } 從您在 { $domain } 的帳號移除。如果找到了，要憑這把通行金鑰本身和一封相關郵件，才能恢復它。
        [remove_contact] { $name } 將於 { $until } 從您在 { $domain } 的帳號移除。
        [replace_contact] { $to } 將於 { $until } 在您 { $domain } 的帳號中取代 { $name }。
        [give_up_number] 有別人證明了號碼 { $name }，它將於 { $until } 離開您在 { $domain } 的帳號。
        [change_password] 另一組密碼將於 { $until } 取代您在 { $domain } 的帳號的密碼。
        [confirm_action] 您的通行金鑰簽署的一項操作正在等待：「{ $name }」。它將於 { $until } 在您 { $domain } 的帳號中確認生效。
       *[recovery] 有人提出了您的兩項證明，正在復原您在 { $domain } 的帳號。從 { $until } 起，對方可以建立通行金鑰。
    }如果不是您要求的，{ $kind ->
        [phone] 請在 { $domain } 登入並阻止它。
       *[email] 請開啟這個頁面，按下按鈕阻止它： { $link }
    }

message-hold-done-subject = 已完成：您的 { $brand } 帳號的變更
message-hold-done = 等待已結束。{ $what ->
        [remove_passkey] 通行金鑰「{ $name }」已從您在 { $domain } 的帳號移除。
        [lose_passkey] 已通報遺失的通行金鑰「{ $name }」已從您在 { $domain } 的帳號移除。
        [remove_contact] { $name } 已從您在 { $domain } 的帳號移除。
        [replace_contact] 在您 { $domain } 的帳號中，{ $to } 已取代 { $name }。
        [give_up_number] 號碼 { $name } 已離開您在 { $domain } 的帳號。
        [change_password] 您在 { $domain } 的帳號已換成另一組密碼。
        [confirm_action] 「{ $name }」已在您 { $domain } 的帳號中確認生效。
       *[recovery] 正在復原您在 { $domain } 的帳號的人，現在可以建立通行金鑰。在對方建立之前，您的通行金鑰仍可以阻止。
    }如果不是您本人，請在 { $domain } 登入，看看還有什麼改變。

message-hold-stopped-subject = 已阻止：您的 { $brand } 帳號的變更
message-hold-stopped = { $what ->
        [remove_passkey] 移除已被阻止：通行金鑰「{ $name }」留在您在 { $domain } 的帳號中，又能登入。
        [lose_passkey] 通行金鑰「{ $name }」已回到您在 { $domain } 的帳號，又能登入，不再算是遺失。
        [remove_contact] 移除已被阻止：{ $name } 留在您在 { $domain } 的帳號中。
        [replace_contact] { $name } 留在您在 { $domain } 的帳號中，{ $to } 不會取代它。
        [give_up_number] 號碼 { $name } 留在您在 { $domain } 的帳號中。
        [change_password] 您在 { $domain } 的帳號保留原來的密碼，不會由另一組取代。
        [confirm_action] 「{ $name }」已被阻止，不會在您 { $domain } 的帳號中確認生效。
       *[recovery] 您在 { $domain } 的帳號的復原已被阻止。
    }如果不是您本人，請在 { $domain } 登入，看看還有什麼改變。

message-hold-disputed-subject = 需要您決定：您的 { $brand } 帳號的變更
message-hold-disputed = 有人第二次提出反對，所以您在 { $domain } 的帳號中，這件事既不繼續，也不停止：{ $what ->
        [remove_passkey] 移除通行金鑰「{ $name }」
        [lose_passkey] 移除已通報遺失的通行金鑰「{ $name }」
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 別人已證明的號碼 { $name }
        [change_password] 用另一組密碼取代您的密碼
        [confirm_action] 操作「{ $name }」
       *[recovery] 復原帳號
    }。請在 { $domain } 登入，用您已使用一段時間的通行金鑰決定。{ $what ->
        [recovery] 復原碼也可以決定，除非有這樣的通行金鑰另作決定。
       *[other] {""}
    }{ $what ->
        [lose_passkey] 在那之前，這把通行金鑰維持現狀，不能登入。
       *[other] 如果沒有人決定，它會在一段時間後結束，什麼都不會改變；登入可查看到什麼時候。
    }

message-hold-upheld-subject = 已決定：您的 { $brand } 帳號的變更
message-hold-upheld = { $what ->
        [recovery] 一把您已使用一段時間的通行金鑰，或一組復原碼
       *[other] 一把您已使用一段時間的通行金鑰
    }決定，您在 { $domain } 的帳號中，這件事將於 { $until } 繼續進行：{ $what ->
        [remove_passkey] 移除通行金鑰「{ $name }」
        [lose_passkey] 移除已通報遺失的通行金鑰「{ $name }」
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 號碼 { $name } 離開帳號
        [change_password] 用另一組密碼取代您的密碼
        [confirm_action] 確認「{ $name }」
       *[recovery] 開放復原
    }。如果不是您本人，請在 { $domain } 登入並阻止它。

message-hold-lapsed-subject = 您的 { $brand } 帳號沒有任何改變
message-hold-lapsed = 您在 { $domain } 的帳號中，一項等待中的變更不會進行，{ $what ->
        [recovery] 因為沒有人及時完成它
       *[other] 因為情況已和當時不同
    }：{ $what ->
        [remove_passkey] 移除一把通行金鑰。
        [lose_passkey] 移除一把已通報遺失的通行金鑰。
        [remove_contact] 移除 { $name }。
        [replace_contact] 用 { $to } 取代 { $name }。
        [give_up_number] 別人已證明的號碼 { $name }。
        [change_password] 用另一組密碼取代您的密碼。
        [confirm_action] 操作「{ $name }」。
       *[recovery] 復原帳號。
    }您不必做任何事。

message-hold-opposed-subject = 有人提出反對：您的 { $brand } 帳號的變更
message-hold-opposed = 有人反對您在 { $domain } 的帳號中的這件事：{ $what ->
        [remove_passkey] 移除通行金鑰「{ $name }」
        [lose_passkey] 移除已通報遺失的通行金鑰「{ $name }」
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 放棄號碼 { $name }
        [change_password] 更換密碼
        [confirm_action] 操作「{ $name }」
       *[recovery] 復原帳號
    }。這是兩樣中的一樣，所以它仍在繼續，直到 { $until }。{ $what ->
        [lose_passkey] 要憑這把通行金鑰本身加上一封郵件，才能恢復它。
       *[other] {""}
    }如果是您本人，{ $kind ->
        [phone] 請在 { $domain } 提出另一樣。
       *[email] 而缺的正是郵件，請開啟這個頁面，按下按鈕： { $link }
    } 如果不是，請在 { $domain } 登入，查看等待中的變更。

message-hold-undecided-subject = 您的 { $brand } 帳號沒有任何改變
message-hold-undecided = 沒有人對您在 { $domain } 的帳號中的爭議作出決定，所以不會有任何改變：{ $what ->
        [remove_passkey] 通行金鑰「{ $name }」保留，又能登入
        [lose_passkey] 通行金鑰「{ $name }」維持現狀
        [remove_contact] { $name } 保留
        [replace_contact] { $name } 保留，{ $to } 不會取代它
        [give_up_number] 號碼 { $name } 保留
        [change_password] 密碼保留
        [confirm_action] 「{ $name }」沒有確認生效
       *[recovery] 復原沒有讓任何人進入
    }。如果仍有需要，必須重新要求。

message-account-frozen-subject = 您的 { $brand } 帳號已凍結
message-account-frozen = 您在 { $domain } 的帳號已凍結，來自 { $browser }，{ $system }。在您的通行金鑰解凍之前，誰都不能變更其中的任何內容。如果不是您本人，請用通行金鑰在 { $domain } 登入並解凍。

message-account-thawed-subject = 您的 { $brand } 帳號已解凍
message-account-thawed = 您在 { $domain } 的帳號已用通行金鑰解凍，來自 { $browser }，{ $system }。如果不是您本人，請在 { $domain } 再次凍結，並移除那把通行金鑰。

message-recovery-contact-code-subject = 您的 { $brand } 驗證碼
message-recovery-contact-code = { $code } 是您復原帳號的驗證碼，不要告訴任何人。不是您？請凍結帳號。

message-recovery-codes-replaced-subject = 您的 { $brand } 帳號有了新的復原碼
message-recovery-codes-replaced = 您在 { $domain } 的帳號產生了新的復原碼，舊的已失效。如果不是您本人，請立即在 { $domain } 凍結帳號。

message-recovery-code-used-subject = 您的 { $brand } 帳號有一組復原碼被使用
message-recovery-code-used = 您在 { $domain } 的帳號有一組復原碼被使用，在 { $browser }，{ $system }。只憑它什麼也打不開。如果不是您本人，請用通行金鑰在 { $domain } 登入，並產生新的復原碼。

message-account-recovered-subject = 您的 { $brand } 帳號已復原
message-account-recovered = 您在 { $domain } 的帳號已在 { $browser }，{ $system } 上復原：現在可以在那裡新增通行金鑰。所有登入中的人都已登出。如果不是您本人，請立即在 { $domain } 凍結帳號。

message-frozen-by-support-subject = 客服凍結了您的 { $brand } 帳號
message-frozen-by-support = 客服凍結了您在 { $domain } 的帳號。在您用通行金鑰解凍之前，任何人都不能變更其中的內容。如果您沒有提出要求，請用通行金鑰登入 { $domain } 並解凍。

message-recovery-offered-subject = 復原您的 { $brand } 帳號
message-recovery-offered = 客服寄送此訊息，是因為您（或自稱是您的人）無法登入。如需開始，請自行開啟 { $link } 並在那裡證明身分；其間有一段等待時間，所有地址都會收到通知。客服絕不會向您索取驗證碼。如果您沒有提出要求，無須任何操作：什麼都沒有改變。

message-support-proposed-subject = 客服提議變更您的 { $brand } 帳號
message-support-proposed = 一名客服人員希望對您在 { $domain } 的帳號執行：{ $action ->
        [stop_hold] 停止等待中的變更
        [shorten_hold] 縮短等待時間
        [thaw] 解凍您的帳號
       *[prove_identity] 登錄您的身分證明
    }。還須另一人簽署。如果您沒有向客服提出要求，請用通行金鑰登入 { $domain }，查看歷史記錄並告訴我們。

message-support-decided-subject = 客服變更了您的 { $brand } 帳號
message-support-decided = 兩名客服人員已簽署，並對您在 { $domain } 的帳號執行了：{ $action ->
        [stop_hold] 停止等待中的變更
        [shorten_hold] 縮短等待時間
        [thaw] 解凍您的帳號
       *[prove_identity] 登錄您的身分證明
    }。{ $until ->
        [none] 一段時間內任何有價值的東西都不能轉出。
       *[other] 等待於 { $until } 結束，在此之前仍可阻止。
    } 如果您沒有向客服提出要求，請用通行金鑰登入 { $domain } 並凍結帳號。
