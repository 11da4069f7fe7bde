# Layout
skip = 跳到內文
nav-portfolio = 投資組合
nav-transfers = 轉帳
nav-activity = 記錄
nav-security = 通行金鑰與安全性
sign-in = 登入
sign-out = 登出
foot-demo = 這是示範：公司、價格和金錢都是虛構的。
flag-title = 目前資金不能離開這個帳號
flag-link = 發生了什麼事

# Welcome
welcome-title = 誰也騙不走您資金的券商
welcome-lede = 用通行金鑰登入。每一筆提領都由您逐字確認，並留下憑據。
welcome-start = 登入或開戶
welcome-how = 您在 Passkeep 登入，通行金鑰由它保管。Larkfield 從不會看到密碼。
signed-out = 您已在這裡和 Passkeep 登出。
market = 市場

# Portfolio
total = 全部合計
cash = 現金
positions = 持股
positions-none = 還沒有持股。請在下方選擇證券，買進第一筆。
security = 證券
shares = 股數
price = 價格
value = 市值
gain = 損益

# A security
chart-text = 最近一小時：從 { $from } 到 { $to }
chart-range = 最近一小時：{ $low } 到 { $high }
owned = 您持有的股數
order = 下單
side = 買進或賣出
buy = 買進
sell = 賣出
estimate = 約 { $amount }
order-rule = 超過 $1,000.00 的委託由您用通行金鑰確認。如果價格變動超過 1%，委託就會結束。
order-place = 送出委託

# Transfers
transfers-lede = 可提領 { $amount }。
withdraw = 提領
withdraw-rule = 每一筆提領都由您用通行金鑰確認。
amount = 金額（美元）
payee = 收款人
payees = 收款人清單
payees-none = 請先新增收款人：您要付款的人，或您自己的銀行帳戶。
payee-name = 姓名
payee-account = 帳號
payee-rule = 新的收款人由您用通行金鑰確認，還要在另一部受信任的裝置上確認。沒有這樣的裝置時會先等待，讓您能夠阻止。
payee-add = 新增收款人

# Activity
activity-none = 委託、提領、收款人和各自的憑據都會列在這裡。
title-buy = 買進 { $quantity } 股 { $symbol }
title-sell = 賣出 { $quantity } 股 { $symbol }
title-withdrawal = 提領 { $amount } 給 { $name }
title-payee = 新增收款人 { $name }
state-asked = 等待您
state-held = 已簽署，等待中
state-done = 已完成
state-denied = 您已拒絕
state-cancelled = 已收回
state-expired = 已過期
state-blocked = 已封鎖
state-void = 已失效
state-failed = 未執行
explained-asked = 請在 { $until } 之前用通行金鑰確認。在那之前什麼都不會發生。
explained-held = 您的通行金鑰已簽署。等您另一部受信任的裝置也簽署，或到 { $until } 時，就會繼續。在那之前您可以阻止。
explained-done = 您的通行金鑰已確認，事情已完成。憑據在下方。
explained-done-small = 已完成。小額委託不必確認。
explained-denied = 什麼都沒有執行。
explained-cancelled = 什麼都沒有執行。
explained-expired = 沒有人及時確認，所以什麼都沒有執行。您可以重新開始。
explained-blocked = 五次回答失敗，所以什麼都沒有執行。您可以重新開始。
explained-void = 您的帳號在這期間被凍結或復原，所以什麼都沒有執行。
explained-price = 價格變動超過 1%，所以沒有成交。您可以重新下單。
explained-flagged = Passkeep 在這期間告知您的帳號可能有風險，所以什麼都沒有執行。
explained-receipt = 憑據和我們要求的不符，所以什麼都沒有執行。請告訴我們。
explained-not-asked = Passkeep 沒有受理，所以什麼都沒有執行。
confirm = 用通行金鑰確認
look = 在 Passkeep 查看
cancel = 收回
bound = 最高金額
paid = 支付
received = 收到
asked = 開始
ended = 結束

# Receipt
receipt = 憑據
receipt-holds = 我們剛剛驗證過它。
receipt-proves = 您的通行金鑰簽署的正是這些文字。螢幕顯示過什麼，任何憑據都無法證明。
receipt-fails = 目前無法在這裡驗證這份憑據。
receipt-signed = 簽署時間
receipt-digest = 摘要
receipt-save = 儲存憑據
receipt-check = 任何持有這個檔案的人都能離線查驗：passkeep receipt verify。您想保存多久都可以。

# What did not work
error-title = 沒有成功
error-back = 返回 Larkfield
fault-link = 前往 Passkeep 處理
fault-symbol = 我們不認得這檔證券。
fault-quantity = 請輸入 1 到 1,000,000 之間的整數股數。
fault-amount = 請輸入美元金額，到分為止，例如 250.00。
fault-name = 請輸入由文字和數字組成的姓名，最多 60 個字元。
fault-account = 請輸入帳號：4 到 34 個字母和數字。
fault-cash = 這超過您的現金。
fault-shares = 這超過您持有的股數。
fault-payee = 請選擇一位收款人。
fault-second-way = 在資金離開之前，請在 Passkeep 儲存復原碼或建立第二把通行金鑰：這樣遺失一支手機也不會把您鎖在門外。
fault-too-many = 已有三件事在等您。請在「記錄」中確認或收回其中一件。
fault-held = Passkeep 目前不讓資金離開您的帳號。那裡的歷史記錄會說明原因和期限。
fault-not-asked = Passkeep 沒有受理（{ $code }）。什麼都沒有執行。
fault-unreachable = 目前無法連上 Passkeep。什麼都沒有執行，請一分鐘後再試一次。
fault-sign-in = 登入沒有成功（{ $code }）。請再試一次。
fault-sign-in-denied = 您停止了登入。什麼都沒有發生。
fault-sign-in-unmet = Larkfield 需要通行金鑰。請在 Passkeep 建立一把，再重新登入。
fault-sign-in-over = 這次登入已結束，或是在別的瀏覽器中開始的。請重新登入。
fault-nowhere = 這裡什麼都沒有。
fault-foreign = 這是從別的網站送來的，所以我們什麼都沒做。
fault-broken = 我們這邊有問題。什麼都沒有執行，請一分鐘後再試一次。
flag-frozen = 您在 Passkeep 的帳號已凍結。您只能賣出。
flag-thawed = 您的帳號曾凍結，現已解凍。在 { $until } 之前您只能賣出。
flag-recovered = 您的帳號在遺失後已復原。在 { $until } 之前您只能賣出。
