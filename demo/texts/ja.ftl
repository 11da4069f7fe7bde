# Layout
skip = 本文へ移動
nav-portfolio = 資産
nav-transfers = 送金
nav-activity = 取引
nav-security = パスキーとセキュリティ
sign-in = サインイン
sign-out = サインアウト
foot-demo = これはデモです。会社、価格、お金はすべて架空のものです。
flag-title = 今はこの口座からお金を出せません
flag-link = 何が起きたか

# Welcome
welcome-title = 誰にも言葉巧みにお金を奪われない証券会社
welcome-lede = パスキーでサインイン。出金のたびに一言一句を確認し、控えを残せます。
welcome-start = サインインまたは口座開設
welcome-how = サインインは、パスキーを預かる Passkeep で行います。Larkfield がパスワードを目にすることはありません。
signed-out = ここと Passkeep からサインアウトしました。
market = マーケット

# Portfolio
total = 合計
cash = 現金
positions = 保有銘柄
positions-none = まだありません。下の銘柄を選んで、最初の株を買ってください。
security = 銘柄
shares = 株数
price = 株価
value = 評価額
gain = 損益

# A security
chart-text = この 1 時間：{ $from } から { $to }
chart-range = この 1 時間：{ $low } ～ { $high }
owned = 保有株数
order = 注文
side = 売買の区分
buy = 買い
sell = 売り
estimate = 約 { $amount }
order-rule = $1,000.00 を超える注文は、パスキーで確認します。株価が 1% を超えて動くと、注文は終わります。
order-place = 注文する

# Transfers
transfers-lede = { $amount } を出金できます。
withdraw = 出金
withdraw-rule = 出金のたびに、パスキーで確認します。
amount = 金額（米ドル）
payee = 送金先
payees = 送金先の一覧
payees-none = 先に送金先を追加してください。支払う相手か、ご自分の銀行口座です。
payee-name = 名前
payee-account = 口座番号
payee-rule = 新しい送金先は、パスキーと、別の信頼済みのデバイスで確認します。別のデバイスがなければ待ち時間があり、そのあいだは中止できます。
payee-add = 送金先を追加

# Activity
activity-none = 注文、出金、送金先が、控えとともにここに並びます。
title-buy = { $symbol } を { $quantity } 株買い
title-sell = { $symbol } を { $quantity } 株売り
title-withdrawal = { $name } に { $amount } を出金
title-payee = 送金先 { $name } を追加
state-asked = 確認待ち
state-held = 署名済み、待機中
state-done = 完了
state-denied = お断り
state-cancelled = 取り下げ
state-expired = 期限切れ
state-blocked = 停止
state-void = 無効
state-failed = 未実行
explained-asked = { $until }までにパスキーで確認してください。それまでは何も起きません。
explained-held = パスキーで署名しました。別の信頼済みのデバイスでも署名するか、{ $until }になると進みます。それまでは中止できます。
explained-done = パスキーで確認し、完了しました。控えは下にあります。
explained-done-small = 完了しました。少額の注文に確認は不要です。
explained-denied = 何も行われていません。
explained-cancelled = 何も行われていません。
explained-expired = 時間内に確認されなかったため、何も行われていません。最初からやり直せます。
explained-blocked = 5 回失敗したため、何も行われていません。最初からやり直せます。
explained-void = そのあいだにアカウントが凍結または復旧されたため、何も行われていません。
explained-price = 株価が 1% を超えて動いたため、取引は行われていません。もう一度注文できます。
explained-flagged = そのあいだに、アカウントに危険があるかもしれないと Passkeep から知らせがあったため、何も行われていません。
explained-receipt = 控えが求めた内容と違うため、何も行われていません。お知らせください。
explained-not-asked = Passkeep が受け付けなかったため、何も行われていません。
confirm = パスキーで確認
look = Passkeep で見る
cancel = 取り下げる
bound = 上限
paid = 支払額
received = 受取額
asked = 開始
ended = 終了

# Receipt
receipt = 控え
receipt-holds = たった今、検証しました。
receipt-proves = あなたのパスキーは、まさにこの文言に署名しました。画面に何が表示されたかは、どの控えも証明できません。
receipt-fails = この控えは、今ここでは検証できません。
receipt-signed = 署名日時
receipt-digest = ダイジェスト
receipt-save = 控えを保存
receipt-check = ファイルを持っている人は誰でも、オフラインで検証できます：passkeep receipt verify。いつまでも保管できます。

# What did not work
error-title = うまくいきませんでした
error-back = Larkfield に戻る
fault-link = Passkeep で解決する
fault-symbol = この銘柄は扱っていません。
fault-quantity = 1～1,000,000 の整数の株数を入力してください。
fault-amount = 250.00 のように、ドルとセントで金額を入力してください。
fault-name = 文字と数字で、60 文字までの名前を入力してください。
fault-account = 口座番号を 4～34 文字の英数字で入力してください。
fault-cash = お持ちの現金を超えています。
fault-shares = お持ちの株数を超えています。
fault-payee = 送金先をひとつ選んでください。
fault-second-way = お金を出す前に、Passkeep で復旧コードを保存するか、2 つ目のパスキーを作成してください。電話をひとつなくしても入れなくなりません。
fault-too-many = すでに 3 件が確認を待っています。「取引」で、ひとつを確認するか取り下げてください。
fault-held = Passkeep は今、この口座からお金を出すことを認めていません。理由と期限は、Passkeep の履歴にあります。
fault-not-asked = Passkeep が受け付けませんでした（{ $code }）。何も行われていません。
fault-unreachable = 今 Passkeep に接続できません。何も行われていません。1 分後にもう一度お試しください。
fault-sign-in = サインインできませんでした（{ $code }）。もう一度お試しください。
fault-sign-in-denied = サインインをやめました。何も起きていません。
fault-sign-in-unmet = Larkfield にはパスキーが必要です。Passkeep で作成してから、もう一度サインインしてください。
fault-sign-in-over = このサインインは終わったか、別のブラウザで始められたものです。もう一度サインインしてください。
fault-nowhere = ここには何もありません。
fault-foreign = 別のサイトから来たため、何も行いませんでした。
fault-broken = こちら側に問題が起きています。何も行われていません。1 分後にもう一度お試しください。
flag-frozen = Passkeep のアカウントは凍結されています。できるのは売りだけです。
flag-thawed = アカウントの凍結は解除されました。{ $until }まで、できるのは売りだけです。
flag-recovered = 紛失のあと、アカウントが復旧されました。{ $until }まで、できるのは売りだけです。
