# 人に送る文章。コードを含むメッセージの最後には、ブラウザが読む 1 行をプログラムが加えます。
# コードの SMS は、その 1 行とあわせて 70 文字（UCS-2 の 1 通）に収めます。

message-sign-up-code-subject = { $brand }のコード
message-sign-up-code = { $code } はアカウント作成のコードです。誰にも教えないでください。

message-already-has-account-subject = { $brand }のアカウント
message-already-has-account = どなたかが { $domain } で、{ $kind ->
        [phone] この番号
       *[email] このアドレス
    }へのコードを請求しましたが、すでにアカウントがあります。ご本人なら、{ $domain } でサインインしてください。心当たりがなければ、何も変わっていませんので、何もする必要はありません。

message-create-passkey-code-subject = { $brand }のコード
message-create-passkey-code = { $code } はパスキー作成のコードです。教えないでください。不審なら設定へ。

message-add-email-code-subject = { $brand }のコード
message-add-email-code = { $code } は、{ $domain } でこのメールアドレスを追加するためのコードです。誰にも教えないでください。心当たりがなければ、何もする必要はありません。

message-new-browser-subject = { $brand }のアカウントに新しいブラウザでサインインがありました
message-new-browser = { $domain } のアカウントに、これまで使われていないブラウザでサインインがありました：{ $browser }、{ $system }。心当たりがなければ、{ $domain } でサインインし、そのサインインを終了してください。

message-passkey-created-subject = { $brand }のアカウントにパスキーが追加されました
message-passkey-created = { $domain } のアカウントにパスキー「{ $name }」が追加されました。心当たりがなければ、{ $domain } でサインインし、削除してください。

message-passkey-removed-subject = { $brand }のアカウントからパスキーが削除されました
message-passkey-removed = { $domain } のアカウントからパスキー「{ $name }」が削除されました。もうサインインには使えません。心当たりがなければ、{ $domain } でサインインし、知らないサインインを終了してください。

message-email-added-subject = { $brand }のアカウントにメールアドレスが追加されました
message-email-added = { $domain } のアカウントにメールアドレス { $name } が追加されました。心当たりがなければ、{ $domain } でサインインし、知らないサインインを終了してください。

message-sign-in-code-subject = { $brand }のコード
message-sign-in-code = { $code } はサインインのコードです。誰にも教えないでください。

message-signed-in-without-passkey-subject = { $brand }のアカウントにパスキーなしのサインインがありました
message-signed-in-without-passkey = { $domain } のアカウントに、パスキーを使わないサインインがありました：{ $browser }、{ $system }。心当たりがなければ、パスキーで { $domain } にサインインし、そのサインインを終了してください。

message-password-set-subject = { $brand }のアカウントにパスワードが設定されました
message-password-set = { $domain } のアカウントにパスワードが設定されました。心当たりがなければ、パスキーで { $domain } にサインインし、削除してください。

message-password-changed-subject = { $brand }のアカウントのパスワードが変更されました
message-password-changed = { $domain } のアカウントのパスワードが変更されました。心当たりがなければ、パスキーで { $domain } にサインインし、削除してください。

message-password-removed-subject = { $brand }のアカウントのパスワードが削除されました
message-password-removed = { $domain } のアカウントのパスワードが削除されました。心当たりがなければ、パスキーで { $domain } にサインインし、知らないサインインを終了してください。

message-device-trusted-subject = { $brand }のアカウントで信頼するデバイスが選ばれました
message-device-trusted = { $domain } のアカウントで、信頼するデバイスが選ばれました：{ $browser }、{ $system }。心当たりがなければ、{ $domain } でサインインし、「信頼済みのデバイス」で取り消してください。

message-device-revoked-subject = { $brand }のアカウントからデバイスが取り消されました
message-device-revoked = { $domain } のアカウントからデバイス「{ $name }」が取り消され、サインアウトされました。心当たりがなければ、{ $domain } でサインインし、知らないサインインを終了してください。

message-device-copied-subject = { $brand }のアカウントのデバイスが信頼されなくなりました
message-device-copied = { $domain } のアカウントのデバイスを信頼するもとになる情報が、2 か所で見つかりました：{ $browser }、{ $system }。そのため信頼されなくなりましたが、アカウントの中身は元のままです。{ $domain } でサインインし、サインイン状況を確認して、そのデバイスを選び直してください。

message-approval-requested-subject = 新しいデバイスが{ $brand }のアカウントに入る許可を求めています
message-approval-requested = 新しいデバイスが、{ $domain } のアカウントに入る許可を求めています：{ $browser }、{ $system }、ネットワーク { $place }。まだ何も開かれていません。ご本人なら、信頼済みのデバイスで { $domain } を開いてください。違う場合も同じように開き、そこで断ってください。数字やコードは、決して誰にも教えないでください。

message-approval-failed-subject = 新しいデバイスは{ $brand }のアカウントに入れませんでした
message-approval-failed = 新しいデバイスが { $domain } のアカウントに入る許可を求めましたが、違う数字が入力されました：{ $browser }、{ $system }。この試みは終わり、何も開かれていません。誰かからその数字を伝えられたのなら、その人が入ろうとしていました。次は断ってください。

message-replace-contact-code-subject = { $brand }のコード
message-replace-contact-code = { $code } は{ $kind ->
        [phone] 番号変更のコードです。誰にも教えないでください。
       *[email] 、{ $domain } のアカウントでこのアドレスを使うためのコードです。誰にも教えないでください。心当たりがなければ、何もする必要はありません。
    }

message-claim-number-code-subject = { $brand }のコード
message-claim-number-code = この番号には、すでに { $domain } のアカウントがあります。ご自分のアカウントなら、そこでサインインし、このコードは誰にも教えないでください。今はあなたの番号で、アカウントがほかの人のものなら、{ $code } が番号を請求するためのコードです。相手は数日のあいだ断ることができます。

message-account-renamed-subject = { $brand }のアカウントのお名前が変わりました
message-account-renamed = { $domain } のアカウントのお名前が { $name } になりました。心当たりがなければ、{ $domain } でサインインし、知らないサインインを終了してください。

message-hold-started-subject = { $brand }のアカウントに変更が行われようとしています
message-hold-started = { $what ->
        [remove_passkey] パスキー「{ $name }」では、{ $domain } のアカウントにもうサインインできません。{ $until }に削除されます。
        [lose_passkey] パスキー「{ $name }」は紛失の届けがあり、{ $domain } のアカウントにもうサインインできません。{ $until }に削除されます。見つかったら、そのパスキー自身とこの件のメールの 2 つで戻せます。
        [remove_contact] { $name } は、{ $until }に { $domain } のアカウントから削除されます。
        [replace_contact] { $domain } のアカウントで、{ $until }に { $to } が { $name } と入れ替わります。
        [give_up_number] ほかの人が番号 { $name } を証明しました。{ $until }に { $domain } のアカウントから離れます。
        [change_password] { $domain } のアカウントのパスワードが、{ $until }に別のものに替わります。
        [confirm_action] あなたのパスキーが署名した操作が、別のデバイスで署名されていないため待っています：「{ $name }」。{ $domain } のアカウントで{ $until }に確定します。
       *[recovery] あなたの 2 つの証明を示した人が、{ $domain } のアカウントを復旧しようとしています。{ $until }からパスキーを作成できます。
    }ご本人の請求なら、何もする必要はありません。心当たりがなくても、まだ何も失われていません。{ $kind ->
        [phone] { $domain } でサインインして中止してください。
       *[email] このページを開き、ボタンを押して中止してください： { $link }
    }

message-hold-halfway-subject = 待っています：{ $brand }のアカウントの変更
message-hold-halfway = 念のためのお知らせです。この変更は待っていて、まだ中止できます。{ $what ->
        [remove_passkey] パスキー「{ $name }」は、{ $until }に { $domain } のアカウントから削除されます。
        [lose_passkey] 紛失の届けがあったパスキー「{ $name }」は、{ $until }に { $domain } のアカウントから削除されます。見つかったら、そのパスキー自身とこの件のメールの 2 つで戻せます。
        [remove_contact] { $name } は、{ $until }に { $domain } のアカウントから削除されます。
        [replace_contact] { $domain } のアカウントで、{ $until }に { $to } が { $name } と入れ替わります。
        [give_up_number] ほかの人が番号 { $name } を証明しました。{ $until }に { $domain } のアカウントから離れます。
        [change_password] { $domain } のアカウントのパスワードが、{ $until }に別のものに替わります。
        [confirm_action] あなたのパスキーが署名した操作が待っています：「{ $name }」。{ $domain } のアカウントで{ $until }に確定します。
       *[recovery] あなたの 2 つの証明を示した人が、{ $domain } のアカウントを復旧しようとしています。{ $until }からパスキーを作成できます。
    }心当たりがなければ、{ $kind ->
        [phone] { $domain } でサインインして中止してください。
       *[email] このページを開き、ボタンを押して中止してください： { $link }
    }

message-hold-done-subject = 完了：{ $brand }のアカウントの変更
message-hold-done = 待ち時間が終わりました。{ $what ->
        [remove_passkey] パスキー「{ $name }」は、{ $domain } のアカウントから削除されました。
        [lose_passkey] 紛失の届けがあったパスキー「{ $name }」は、{ $domain } のアカウントから削除されました。
        [remove_contact] { $name } は、{ $domain } のアカウントから削除されました。
        [replace_contact] { $domain } のアカウントで、{ $to } が { $name } と入れ替わりました。
        [give_up_number] 番号 { $name } は、{ $domain } のアカウントから離れました。
        [change_password] { $domain } のアカウントのパスワードが、別のものに替わりました。
        [confirm_action] 「{ $name }」は、{ $domain } のアカウントで確定しました。
       *[recovery] { $domain } のアカウントを復旧している人は、今パスキーを作成できます。作成されるまでは、あなたのパスキーで中止できます。
    }心当たりがなければ、{ $domain } でサインインし、ほかに何が変わったか確認してください。

message-hold-stopped-subject = 中止：{ $brand }のアカウントの変更
message-hold-stopped = { $what ->
        [remove_passkey] 削除は中止されました。パスキー「{ $name }」は { $domain } のアカウントに残り、またサインインに使えます。
        [lose_passkey] パスキー「{ $name }」は { $domain } のアカウントに戻り、またサインインに使えます。紛失の扱いではなくなりました。
        [remove_contact] 削除は中止されました。{ $name } は { $domain } のアカウントに残ります。
        [replace_contact] { $name } は { $domain } のアカウントに残ります。{ $to } とは入れ替わりません。
        [give_up_number] 番号 { $name } は { $domain } のアカウントに残ります。
        [change_password] { $domain } のアカウントのパスワードは今のままです。別のものには替わりません。
        [confirm_action] 「{ $name }」は中止されました。{ $domain } のアカウントで確定しません。
       *[recovery] { $domain } のアカウントの復旧は中止されました。
    }心当たりがなければ、{ $domain } でサインインし、ほかに何が変わったか確認してください。

message-hold-disputed-subject = あなたの判断が必要です：{ $brand }のアカウントの変更
message-hold-disputed = 2 度目の反対があったため、進みも止まりもしません：{ $what ->
        [remove_passkey] パスキー「{ $name }」の削除
        [lose_passkey] 紛失の届けがあったパスキー「{ $name }」の削除
        [remove_contact] { $name } の削除
        [replace_contact] { $name } と { $to } の入れ替え
        [give_up_number] ほかの人が証明した番号 { $name }
        [change_password] 別のパスワードへの変更
        [confirm_action] 操作「{ $name }」
       *[recovery] 復旧
    }（{ $domain } のアカウント）。{ $domain } でサインインし、しばらく前からお持ちのパスキーで決めてください。{ $what ->
        [recovery] そのようなパスキーで決められなければ、復旧コードでも決められます。
       *[other] {""}
    }{ $what ->
        [lose_passkey] 決まるまで、このパスキーは今のまま、サインインには使えません。
       *[other] 決まらなければ、しばらくして終わり、何も変わりません。いつまでかは、サインインして見てください。
    }

message-hold-upheld-subject = 決定：{ $brand }のアカウントの変更
message-hold-upheld = { $what ->
        [recovery] しばらく前からお持ちのパスキー、または復旧コード
       *[other] しばらく前からお持ちのパスキー
    }によって、続けることに決まりました。{ $domain } のアカウントで{ $until }に実行されます：{ $what ->
        [remove_passkey] パスキー「{ $name }」の削除
        [lose_passkey] 紛失の届けがあったパスキー「{ $name }」の削除
        [remove_contact] { $name } の削除
        [replace_contact] { $name } と { $to } の入れ替え
        [give_up_number] 番号 { $name } が離れること
        [change_password] 別のパスワードへの変更
        [confirm_action] 「{ $name }」の確定
       *[recovery] 復旧の開始
    }。心当たりがなければ、{ $domain } でサインインして中止してください。

message-hold-lapsed-subject = { $brand }のアカウントは何も変わっていません
message-hold-lapsed = { $domain } のアカウントで待っていた変更は行われません。{ $what ->
        [recovery] 時間内に完了されなかったためです
       *[other] 対象がもう当時のままではないためです
    }：{ $what ->
        [remove_passkey] パスキーの削除。
        [lose_passkey] 紛失の届けがあったパスキーの削除。
        [remove_contact] { $name } の削除。
        [replace_contact] { $name } と { $to } の入れ替え。
        [give_up_number] ほかの人が証明した番号 { $name }。
        [change_password] 別のパスワードへの変更。
        [confirm_action] 操作「{ $name }」。
       *[recovery] 復旧。
    }何もする必要はありません。

message-hold-opposed-subject = 反対がありました：{ $brand }のアカウントの変更
message-hold-opposed = { $domain } のアカウントで、次の変更に反対がありました：{ $what ->
        [remove_passkey] パスキー「{ $name }」の削除
        [lose_passkey] 紛失の届けがあったパスキー「{ $name }」の削除
        [remove_contact] { $name } の削除
        [replace_contact] { $name } と { $to } の入れ替え
        [give_up_number] 番号 { $name } が離れること
        [change_password] 別のパスワードへの変更
        [confirm_action] 操作「{ $name }」
       *[recovery] 復旧
    }。止めるには 2 つ必要で、これはその 1 つです。変更は{ $until }まで待っていて、まだ止まっていません。{ $what ->
        [lose_passkey] このパスキー自身とメールの 2 つがそろうと、パスキーを戻せます。
       *[other] {""}
    }あなたが反対したのなら、{ $kind ->
        [phone] { $domain } でもう一方も示してください。
       *[email] 足りないものがメールのときは、このページを開き、ボタンを押してください： { $link }
    } 心当たりがなければ、{ $domain } でサインインし、待っている変更を見てください。

message-hold-undecided-subject = { $brand }のアカウントは何も変わっていません
message-hold-undecided = { $domain } のアカウントの異議が決まらなかったため、何も行われません：{ $what ->
        [remove_passkey] パスキー「{ $name }」は残り、またサインインに使えます
        [lose_passkey] パスキー「{ $name }」は今のままです
        [remove_contact] { $name } は残ります
        [replace_contact] { $name } は残り、{ $to } とは入れ替わりません
        [give_up_number] 番号 { $name } は残ります
        [change_password] パスワードは今のままです
        [confirm_action] 「{ $name }」は確定しません
       *[recovery] 復旧で入れる人はいません
    }。まだ必要な人は、もう一度請求してください。

message-account-frozen-subject = { $brand }のアカウントが凍結されました
message-account-frozen = { $domain } のアカウントが、{ $browser }、{ $system } から凍結されました。あなたのパスキーで解除するまで、誰も何も変更できません。心当たりがなければ、パスキーで { $domain } にサインインして解除してください。

message-account-thawed-subject = { $brand }のアカウントの凍結が解除されました
message-account-thawed = { $domain } のアカウントの凍結が、{ $browser }、{ $system } からパスキーで解除されました。心当たりがなければ、{ $domain } でもう一度凍結し、そのパスキーを削除してください。

message-recovery-contact-code-subject = { $brand }のコード
message-recovery-contact-code = { $code } は復旧のコードです。教えないでください。不審なら凍結を。

message-recovery-codes-replaced-subject = { $brand }のアカウントの新しい復旧コード
message-recovery-codes-replaced = { $domain } のアカウントに新しい復旧コードが作成されました。古いコードはもう使えません。心当たりがなければ、今すぐ { $domain } でアカウントを凍結してください。

message-recovery-code-used-subject = { $brand }のアカウントの復旧コードが使われました
message-recovery-code-used = { $domain } のアカウントの復旧コードが、{ $browser }、{ $system } で使われました。これだけでは何も開きません。心当たりがなければ、パスキーで { $domain } にサインインし、新しいコードを作成してください。

message-account-recovered-subject = { $brand }のアカウントが復旧されました
message-account-recovered = { $domain } のアカウントが、{ $browser }、{ $system } で復旧されました。今、そこでパスキーを追加できます。サインイン中の全員がサインアウトされました。心当たりがなければ、今すぐ { $domain } でアカウントを凍結してください。

message-frozen-by-support-subject = サポートが { $brand } のアカウントを凍結しました
message-frozen-by-support = { $domain } のアカウントをサポートが凍結しました。パスキーで解除するまで、だれも何も変更できません。お心当たりがなければ、{ $domain } にパスキーでサインインして解除してください。

message-recovery-offered-subject = { $brand } のアカウントに戻るには
message-recovery-offered = ご本人（またはそう名のる人）がサインインできなくなったため、サポートがお送りしています。始めるには、ご自分で { $link } を開き、本人であることを証明してください。待ち時間があり、すべての連絡先に知らされます。サポートがコードをたずねることはありません。お心当たりがなければ、何もする必要はありません。何も変わっていません。

message-support-proposed-subject = サポートが { $brand } のアカウントの変更を提案しました
message-support-proposed = サポートの 1 人が { $domain } のアカウントについて提案しています: { $action ->
        [stop_hold] 待っている変更を止める
        [shorten_hold] 待ち時間を短くする
        [thaw] アカウントの凍結を解除する
       *[prove_identity] ご本人の確認を登録する
    }。もう 1 人の署名が必要です。サポートに頼んでいなければ、{ $domain } にパスキーでサインインして履歴を確かめ、お知らせください。

message-support-decided-subject = サポートが { $brand } のアカウントを変更しました
message-support-decided = サポートの 2 人が署名し、{ $domain } のアカウントについて実行しました: { $action ->
        [stop_hold] 待っている変更を止める
        [shorten_hold] 待ち時間を短くする
        [thaw] アカウントの凍結を解除する
       *[prove_identity] ご本人の確認を登録する
    }。{ $until ->
        [none] しばらくは価値のあるものを移せません。
       *[other] 待ち時間は { $until } に終わり、それまでは止められます。
    } サポートに頼んでいなければ、{ $domain } にパスキーでサインインしてアカウントを凍結してください。
