# 通行金鑰為什麼沒有成功：每個代碼用一句話說明發生了什麼事；為什麼（`because-…`，和程式碼中的名稱一致）；以及在各系統上怎麼做。
# 只說能做什麼，不說我們猜的：瀏覽器不會透露是本人取消，還是沒有通行金鑰。

sig-00 = 那把通行金鑰未被接受。
    .because-not-told = 原因只告訴它的主人：請用其他方式登入，再到設定中查看最近的問題。
    .any = 請使用別的通行金鑰，或用其他方式登入。
    .any-2 = 如果有人在協助您，請把參考編號唸給對方聽。

## 這部裝置、這個瀏覽器、這個頁面

env-01 = 這個瀏覽器無法使用通行金鑰。
    .because-old-browser = 瀏覽器太舊。
    .because-inside-app = 頁面是在別的應用程式裡開啟的。
    .because-not-secure = 頁面的網址不安全。
    .any = 請用最新版的 Chrome、Safari、Edge 或 Firefox 開啟本頁。
    .any-2 = 或用其他方式登入。

env-02 = 這部裝置的系統太舊，還不能使用通行金鑰。
    .because-system-old = 系統比通行金鑰所需的版本還舊。
    .ios = 開啟「設定」›「一般」›「軟體更新」。
    .android = 開啟「設定」›「系統」›「軟體更新」。
    .windows = 開啟「設定」›「Windows Update」。
    .mac = 開啟「系統設定」›「一般」›「軟體更新」。
    .any = 沒有更新的版本？請掃描 QR 碼，把通行金鑰存在另一支手機上，或存在安全金鑰上。

env-03 = 這個版本的應用程式太舊，還不能使用通行金鑰。
    .because-app-old = 應用程式有一陣子沒有更新。
    .ios = 在 App Store 開啟這個應用程式的頁面並更新。
    .android = 在應用程式商店開啟這個應用程式的頁面並更新。
    .harmony = 在 AppGallery 開啟這個應用程式的頁面並更新。
    .any = 請安裝最新版的應用程式，再試一次。

env-04 = 這支手機的系統還不能為我們保存通行金鑰。
    .because-no-service = 系統沒有通行金鑰服務。
    .because-region = 手機銷售的地區不提供這項服務。
    .any = 請用 QR 碼使用另一支手機上的通行金鑰，或使用安全金鑰。
    .any-2 = 或用其他方式登入。

env-05 = 您的裝置沒有鎖定就能開啟，所以無法保護通行金鑰。
    .because-no-lock = 裝置上沒有設定 PIN 碼、圖案、指紋、臉部或密碼。
    .ios = 開啟「設定」›「Face ID 與密碼」（或「Touch ID 與密碼」），再開啟密碼。
    .android = 開啟「設定」›「安全性」›「螢幕鎖定」，選擇 PIN 碼、圖案或密碼，再新增指紋。
    .windows = 開啟「設定」›「帳戶」›「登入選項」，設定 PIN（Windows Hello）。
    .mac = 開啟「系統設定」›「Touch ID 與密碼」。
    .harmony = 開啟「設定」›「生物識別和密碼」，設定鎖定螢幕密碼。
    .any = 請回到這裡再試一次。

env-06 = 本頁的網址不安全，所以不能使用通行金鑰。
    .because-http = 網址的開頭是 http，不是 https。
    .because-certificate = 瀏覽器不信任本頁的憑證。
    .because-address = 網址是一串數字，或不是通行金鑰可以綁定的名稱。
    .any = 請親手輸入我們的網址，不要略過警告。
    .operator = 請用瀏覽器信任的憑證，以 HTTPS 提供完全相同的來源。只有 http://localhost 例外。

env-07 = 這個網址還沒有設定通行金鑰。
    .because-sister-domain = 頁面是在相關的另一個網址開啟的。
    .because-rp-id = 伺服器的 RP ID 和它的網址不符。
    .because-related-origins = 瀏覽器找不到列出這個網址的相關網址清單。
    .any = 請開啟我們的主要網址，在那裡登入。
    .operator = 請比對 rp_id、來源清單和 https://RP-ID/.well-known/webauthn：類型為 application/json、不重新導向、最多五個不同的名稱。

env-08 = 這個在應用程式裡的視窗無法使用通行金鑰。
    .because-opened-in-app = 連結是在聊天或郵件應用程式裡開啟的。
    .because-app-not-linked = 應用程式的視窗沒有和我們的網站建立關聯。
    .any = 請在視窗的選單中選擇「在瀏覽器中開啟」。
    .developer = 請使用 Custom Tabs 或 ASWebAuthenticationSession，不要用 WebView。

env-09 = 這個內嵌框架裡不能使用通行金鑰。
    .because-not-allowed = 外層的頁面不允許。
    .because-no-click = 在這之前沒有按下任何按鈕。
    .any = 請在單獨的視窗中開啟本頁。
    .developer = 請為框架加上 allow="publickey-credentials-get; publickey-credentials-create" 並由點按開始，或開啟最上層的頁面。

env-10 = 沒有視窗能開啟。請再按一次按鈕。
    .because-no-click = 瀏覽器需要您剛按過按鈕。
    .because-other-window = 前面有別的視窗。
    .because-late-options = 頁面準備得太慢。
    .any = 請讓這個視窗保持在最前面，再按一次按鈕。
    .developer = 請在點按之前取得選項、顯示按鈕，絕不要循環要求。

env-11 = 另一個通行金鑰視窗已經開啟。
    .because-autofill-open = 輸入欄中的提示還在等待。
    .because-double-click = 按鈕按了兩次。
    .any = 請在已開啟的視窗中繼續。
    .developer = 請先結束自動填入的要求並等它結束，再發出強制回應的呼叫。不要顯示任何內容。

env-12 = 我們這邊有東西設定錯了。
    .because-option-broken = 伺服器送來的內容，您的瀏覽器或系統無法讀取。
    .because-client-old = 應用程式和伺服器的版本不同。
    .any = 請用其他方式登入。您的通行金鑰沒事。
    .developer = 請將選項和 WebAuthn Level 3 的 JSON 比對：base64url、user.id 為 1 到 64 位元組、已知的值。

env-13 = 這個版本的應用程式還沒有和我們的網站建立關聯。
    .because-file-missing = 網站沒有列出這個應用程式。
    .because-one-relation = 網站只為一種用途列出這個應用程式。
    .because-signing-key = 應用程式的簽署金鑰和網站列出的不同。
    .because-cached = 系統記住的是網站較舊的檔案。
    .any = 請用其他方式登入，或在瀏覽器中登入。
    .any-2 = 請更新應用程式。
    .operator = assetlinks.json 需要兩種關係（handle_all_urls 和 get_login_creds）以及商店的簽署金鑰；apple-app-site-association 需要應用程式的識別碼。兩者都不能重新導向。

env-14 = 您的密碼管理工具停止了這項要求。
    .because-manager-fails = 有擴充功能或應用程式介入，但沒有成功。
    .because-vault-locked = 它的保管庫已鎖定。
    .because-not-trusted = 它不信任這個瀏覽器。
    .android = 開啟「設定」›「密碼、密碼金鑰和帳戶」，選擇偏好的服務。
    .any = 請解鎖管理工具，或在它的視窗中選擇「使用其他裝置」或您的瀏覽器。
    .any-2 = 請更新它，或選擇別的位置。

env-15 = 您的組織似乎在這裡停用了通行金鑰。
    .because-policy = 這部裝置或帳號由公司或學校管理。
    .any = 請掃描 QR 碼使用手機，或使用安全金鑰。
    .any-2 = 請詢問管理這部裝置的人。

## 建立

cre-01 = 沒有儲存通行金鑰。您可以現在或以後再試一次。
    .because-closed = 視窗關閉了。
    .because-wrong-place = 最先提供的是別的位置。
    .because-unlock = 裝置沒有認出您，視窗就關閉了。
    .any = 請再試一次，或存在別的裝置上。

cre-02 = 等待的時間太久，所以我們停止了。
    .because-left-open = 視窗一直開著。
    .because-qr-slow = 掃描 QR 碼花了比較久的時間。
    .any = 請重新開始；QR 碼會重新產生。

cre-03 = 好消息：那裡已經有您的通行金鑰。
    .because-has-one = 這部裝置，或會同步到它的管理工具，已經有這個帳號的通行金鑰。
    .any = 這裡不必再建立一把，可以直接用它登入。
    .any-2 = 想再建立一把，請選擇別的位置。

cre-04 = 這部裝置上選用的密碼管理工具無法儲存通行金鑰。
    .because-no-passkeys = 它只保存密碼。
    .because-manager-old = 它的版本太舊。
    .ios = 開啟「設定」›「一般」›「自動填寫與密碼」，再開啟「密碼」或支援通行金鑰的管理工具。
    .android = 開啟「設定」›「密碼、密碼金鑰和帳戶」，選擇 Google 或其他支援通行金鑰的管理工具。
    .windows = 在「以其他方式儲存」中選擇 Windows Hello。
    .mac = 開啟「系統設定」›「一般」›「自動填寫與密碼」。
    .any = 或掃描 QR 碼，把通行金鑰存在另一支手機上。

cre-05 = 這支手機沒有地方可以儲存通行金鑰。
    .because-no-account = 手機上沒有 Google 帳戶。
    .because-no-play-services = 沒有 Google Play 服務，或版本太舊。
    .because-all-off = 所有通行金鑰服務都已關閉。
    .android = 請新增 Google 帳戶，或安裝支援通行金鑰的管理工具並開啟它（Android 14 或更新的版本）。
    .android-2 = 請更新 Google Play 服務。
    .any = 或掃描 QR 碼，把通行金鑰存在另一支手機上。

cre-06 = 要先開啟 iCloud「密碼與鑰匙圈」，Apple 才能儲存通行金鑰。
    .because-keychain-off = 它已關閉。
    .because-not-signed-in = 沒有登入 Apple 帳號。
    .because-two-factor = Apple 帳號沒有開啟雙重認證。
    .ios = 開啟「設定」› 您的姓名 ›「iCloud」›「密碼」（iOS 16 和 17：「密碼與鑰匙圈」），再開啟「同步此 iPhone」。
    .mac = 開啟「系統設定」› 您的姓名 ›「iCloud」›「密碼」，再開啟「同步此 Mac」。
    .any = 或選擇其他管理工具，或使用安全金鑰。

cre-07 = 這部 Apple 裝置還沒有為通行金鑰做好設定。
    .because-no-passcode = 它沒有設定密碼。
    .because-keychain-off = iCloud「密碼」已關閉。
    .ios = 請在「設定」中開啟兩樣：裝置的密碼，以及您的姓名 ›「iCloud」›「密碼」。
    .mac = 請在「系統設定」中開啟兩樣：這部 Mac 的密碼，以及您的姓名 ›「iCloud」›「密碼」。

cre-08 = 這部電腦上的 Windows Hello 還沒有準備好。
    .because-no-pin = 沒有設定 Windows Hello PIN 碼。
    .because-pin-reset = PIN 碼重設過；用舊 PIN 碼建立的通行金鑰可能已不在。
    .because-tpm = 電腦的安全晶片（TPM）有問題。
    .windows = 開啟「設定」›「帳戶」›「登入選項」›「PIN」進行設定，或選擇「我忘記我的 PIN」。
    .windows-2 = 重設之後，請用其他方式登入，在設定中移除舊的通行金鑰，再建立新的。
    .any = 或掃描 QR 碼使用手機。

cre-09 = 安全金鑰上沒有空間再放一把通行金鑰。
    .because-full = 上面的位置都已占用。
    .any = 請刪除安全金鑰上不再需要的通行金鑰：在 Chrome 的「管理安全金鑰」›「登入資料」中，或用廠商的工具。
    .any-2 = 或使用另一把安全金鑰。

cre-10 = 這把安全金鑰無法存放通行金鑰。
    .because-u2f = 它是舊款，只能用於兩步驟驗證的第二步。
    .because-no-verification = 它沒有 PIN 碼，也沒有指紋感應器。
    .any = 請使用有 PIN 碼或指紋的 FIDO2 安全金鑰、手機，或這部裝置。

cre-11 = 這部裝置和我們的伺服器沒有共同的方法。
    .because-algorithms = 它簽署的方式不在我們要求的之中。
    .any = 請選擇別的位置。大多數手機、電腦和管理工具都可以。
    .operator = 請提供演算法 -7（ES256）、-257（RS256，供某些 Windows TPM 使用）和 -8。

cre-12 = 這部裝置上的密碼管理工具沒有正常回答。
    .because-crashed = 它停止運作，或送來損壞的內容。
    .because-updating = 它有一部分正在更新。
    .because-strict-options = 它無法做到要求的全部。
    .android = 請更新 Google Play 服務和管理工具，再重新啟動手機。
    .any = 請再試一次。如果又發生，請選擇別的位置。
    .developer = 請查看用戶端自己的記錄：它回報的只有「不明」。

cre-13 = 沒有自動新增通行金鑰。
    .because-other-manager = 密碼不是來自這個管理工具。
    .because-too-long-ago = 登入已過了太久。
    .because-opted-out = 管理工具設定為不要這麼做。
    .any = 您隨時可以在設定中建立一把。
    .developer = 不要顯示任何內容。下次進入設定時再邀請。

cre-14 = 我們無法確認是您本人，所以沒有新增通行金鑰。
    .because-code-wrong = 驗證碼不對。
    .because-code-old = 驗證碼太舊。
    .because-number-lost = 這個號碼已不是您的。
    .any = 請重新索取驗證碼，並輸入最新的一組。
    .any-2 = 或用您現有的通行金鑰證明。

cre-15 = 您的裝置儲存了通行金鑰，但我們沒有收到。
    .because-network = 途中網路斷線了。
    .because-tab-closed = 頁面關閉了。
    .because-refused = 裝置送來的內容未被接受。
    .ios = 請再按一次按鈕。如果留下了不能登入的通行金鑰：「密碼」App › 我們的名稱 ›「刪除通行密鑰」。
    .android = 請再按一次按鈕。如果留下了不能登入的通行金鑰：Google 密碼管理工具 › 我們的名稱 ›「刪除」。
    .any = 請再按一次按鈕。您的其他通行金鑰沒事。

cre-16 = 您的通行金鑰已達一個帳號的上限。
    .because-old-ones = 舊的一直沒有移除。
    .any = 請移除一把不再使用的，再回來。

cre-17 = 這裡不接受這類通行金鑰。
    .because-rule = 這裡的規則只接受其他種類。
    .any = 您的帳號沒有儲存任何東西。請選擇別的位置。
    .any-2 = 您可以刪除裝置上新的通行金鑰。
    .operator = 請在使用者選擇位置之前，說明接受哪些種類；規則在 [attestation] 中。

## 登入

sig-01 = 您可以再試一次通行金鑰，或選擇其他方式。
    .because-closed = 視窗關閉了。
    .because-none-listed = 視窗沒有列出合適的通行金鑰。
    .because-qr-shown = 顯示了 QR 碼，但您不需要。
    .any = 請再試一次，或開啟「其他登入方式」。

sig-02 = 等待的時間太久，所以我們停止了。
    .because-left-open = 視窗一直開著。
    .because-phone-not-found = 沒有找到手機。
    .any = 請再試一次。

sig-03 = 這部裝置上沒有可用於這裡的通行金鑰。
    .because-other-device = 它在別的裝置上。
    .because-other-manager = 它在別的管理工具，或這個瀏覽器的另一個設定檔中。
    .because-not-synced = 它沒有同步到這部裝置。
    .because-deleted-here = 它在這裡被刪除了。
    .any = 請使用存有它的手機：選擇「其他裝置」，再掃描 QR 碼。
    .any-2 = 或使用您的安全金鑰。
    .any-3 = 或用其他方式登入，再到這裡新增通行金鑰。

sig-04 = 這裡沒有跳出通行金鑰的要求。
    .because-browser = 這個瀏覽器不會在輸入欄中提供通行金鑰。
    .because-removed = 您有一把通行金鑰已移除。
    .because-none-here = 這個瀏覽器沒有用於這個網址的通行金鑰。
    .because-autofill-off = 自動填入已關閉。
    .any = 請按「使用通行金鑰登入」。
    .any-2 = 登入之後，請在「通行金鑰」中建立一把。

sig-05 = 這把通行金鑰已不能登入任何帳號。
    .because-still-on-device = 它已在我們的設定中移除，但還在您的裝置上。
    .because-never-known = 這裡沒有任何帳號有這把通行金鑰。
    .because-on-hold = 它已通報遺失，或即將被移除。
    .ios = 不想再看到它：「密碼」App › 我們的名稱 ›「刪除通行密鑰」。較新的系統會自行隱藏。
    .android = 不想再看到它：Google 密碼管理工具 › 我們的名稱 ›「刪除」。
    .windows = 不想再看到它：「設定」›「帳戶」›「通行金鑰」›「⋯」›「刪除」。
    .mac = 不想再看到它：「密碼」App › 我們的名稱 ›「刪除通行密鑰」。
    .any = 請用其他方式登入，再新增通行金鑰。

sig-06 = 原本在這部裝置上的通行金鑰似乎已不在。
    .because-reset = 裝置重設過，或瀏覽器的資料已刪除。
    .because-deleted-here = 它在管理工具中被刪除了。
    .because-pin-reset = Windows 的 PIN 碼重設過。
    .because-new-fingerprint = 指紋或臉部重新設定過。
    .any = 請用其他方式登入，在「通行金鑰」中移除舊的，再建立新的。

sig-07 = 那把通行金鑰是另一個帳號的。
    .because-several-accounts = 您的管理工具中有好幾個帳號的通行金鑰。
    .any = 請在視窗中選擇別的通行金鑰。
    .any-2 = 或什麼都不輸入就登入：會進入這把通行金鑰自己的帳號。

sig-08 = 您的通行金鑰不會自己來到這部裝置。
    .because-one-device = 其中有的只在一部裝置或一把安全金鑰上，不會移動。
    .because-other-ecosystem = 其中有的同步在這個系統看不到的地方。
    .because-sync-off = 同步已關閉。
    .because-other-account = 這部裝置使用的是另一個 Apple、Google 或 Microsoft 的帳號。
    .because-manager-missing = 您的管理工具不在這部裝置上。
    .ios = 兩部裝置都要登入同一個 Apple 帳號，並開啟「設定」› 您的姓名 ›「iCloud」›「密碼」。
    .android = 「設定」›「Google」›「所有服務」›「密碼管理工具」：在同一個 Google 帳戶開啟同步功能。
    .windows = Windows Hello 的通行金鑰不會移動。請掃描 QR 碼使用手機，再於這部電腦上建立一把。
    .mac = 「系統設定」› 您的姓名 ›「iCloud」›「密碼」›「同步此 Mac」。
    .any = 請用 QR 碼使用存有它的裝置，再於這裡建立一把。

sig-09 = 您的裝置沒有認出您。
    .because-not-recognised = 手指潮濕、戴著口罩，或光線不足。
    .because-too-many = 嘗試太多次。
    .any = 請再試一次，並在同一個視窗中選擇密碼或 PIN 碼。

sig-10 = 您的通行金鑰沒事，但帳號暫時停住了。
    .because-hold = 帳號已凍結，或有事情在等待決定。
    .any = 請查看設定，那裡會說明在等待什麼。協助您的人會詢問參考編號。

sig-11 = 您信任的裝置必須同意讓這部裝置進入。
    .because-not-answered = 沒有人及時回答，或有人拒絕了。
    .because-none-at-hand = 手邊沒有受信任的裝置。
    .any = 請在這裡重新開始，再到另一部裝置上回答。
    .any-2 = 那部裝置已不在？請使用復原；需要等待一段時間。

sig-12 = 我們來幫您重新進入，並切斷遺失的裝置。
    .because-lost = 裝置遺失或損壞了。
    .any = 請用其他方式登入，或開始復原。
    .any-2 = 再通報通行金鑰遺失，並在新裝置上建立一把。

## 用手機掃描 QR 碼

hyb-01 = 兩部裝置都需要藍牙，不會配對任何裝置。
    .because-off = 其中一部的藍牙已關閉。
    .because-not-allowed = 瀏覽器沒有使用藍牙的權限。
    .because-none = 這部電腦沒有藍牙。
    .ios = 開啟「控制中心」，再開啟藍牙。
    .android = 開啟「快速設定」，再開啟藍牙，並允許「鄰近裝置」。
    .windows = 開啟「設定」›「藍牙與裝置」。
    .mac = 開啟「系統設定」›「隱私權與安全性」›「藍牙」，並允許瀏覽器使用。
    .any = 請在兩部裝置上開啟藍牙，再試一次。

hyb-02 = 手機和這部電腦找不到對方。
    .because-offline = 手機沒有網路連線。
    .because-vpn = 中間有 VPN 或防火牆。
    .because-apart = 兩者離得太遠。
    .any = 請讓兩者相距在幾公尺內並保持連線，並暫時關閉 VPN。
    .operator = 網路必須放行 cable.ua5v.com 和 cable.auth.com。

hyb-03 = 那支手機上沒有可用於這裡的通行金鑰。
    .because-never-there = 它從來沒有過。
    .because-other-account = 它登入的是另一個 Apple 或 Google 的帳號。
    .any = 請使用當初建立它的裝置，或用其他方式登入。

hyb-04 = QR 碼沒有讀出來。
    .because-chat-app = 是從別的應用程式裡掃描的。
    .because-expired = QR 碼太舊了。
    .because-phone-old = 手機的系統太舊。
    .any = 請用手機內建的相機掃描。
    .any-2 = 請重新開始，取得新的 QR 碼。

## 安全金鑰

key-01 = 您的安全金鑰還沒有 PIN 碼。
    .because-new = 安全金鑰是新的。
    .because-reset = 安全金鑰重設過。
    .windows = 開啟「設定」›「帳戶」›「登入選項」›「安全性金鑰」›「管理」，設定 PIN 碼。
    .mac = 在 Chrome：「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .linux = 在 Chrome：「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .chromeos = 開啟「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .ios = 請先在電腦上設定 PIN 碼，再回來。
    .android = 請在電腦上，或用廠商的應用程式設定 PIN 碼。
    .any = 廠商的工具在哪裡都能用。但重設會清除安全金鑰上的所有通行金鑰。

key-02 = 這不是安全金鑰的 PIN 碼。
    .because-typing = 打錯了。
    .because-other-key = 這是另一把安全金鑰的 PIN 碼。
    .any = 請確認是哪一把安全金鑰。連續錯 8 次後會鎖定。

key-03 = PIN 碼錯了三次，安全金鑰需要休息一下。
    .because-three-wrong = 連續三次都不對。
    .any = 請拔下來，重新插上，再試一次。
    .any-2 = 不要用猜的：連續錯 8 次會永久鎖定。

key-04 = 這把安全金鑰已鎖定。只能重設，而重設會清除上面的所有通行金鑰。
    .because-all-used = PIN 碼的嘗試次數已用完。
    .any = 請先用其他方式登入，在設定中移除這把安全金鑰的通行金鑰。
    .any-2 = 再用廠商的工具重設、設定 PIN 碼，並重新新增。

key-05 = 這把安全金鑰重設過，所以上面的通行金鑰已不在。
    .because-reset = 重設會清除 PIN 碼和通行金鑰；設定新的 PIN 碼也找不回來。
    .any = 請用其他方式登入，在設定中移除這把安全金鑰的通行金鑰，設定 PIN 碼，再重新新增。

key-06 = 這部裝置無法用這種方式連接安全金鑰。
    .because-plug = 接頭不同：USB-A 或 USB-C。
    .because-nfc = Android 系統透過 NFC 讀取安全金鑰時不使用 PIN 碼，在這裡還不夠。
    .because-nfc-off = NFC 已關閉，或這部裝置沒有 NFC。
    .android = 請用 USB-C 插上安全金鑰。
    .ios = 請將安全金鑰靠近 iPhone 的上緣；iPad 需要 USB-C。
    .any = 請使用轉接頭，或其他方式。

key-07 = 這把安全金鑰上沒有您帳號的通行金鑰。
    .because-other-key = 用的是另一把安全金鑰。
    .any = 請使用您新增過的安全金鑰，再試一次。

## 伺服器

srv-01 = 本頁開啟太久了。沒有任何改變。
    .because-page-open = 等待的時間超過了期限。
    .because-back = 顯示的是較舊的頁面。
    .because-twice = 回答送出了兩次。
    .any = 請重新開始。
    .developer = 請先取得新的選項，再請使用者點按。

srv-02 = 要求來自我們不接受的網址。
    .because-not-configured = 新的網域或應用程式還沒有設定。
    .because-between = 有別的頁面介於您和我們之間。
    .any = 請親手輸入我們的網址，在那裡登入。
    .operator = 如果來源是您的，請將它加入來源清單，或該應用程式的用戶端設定。如果不是，請視為攻擊。

srv-03 = 這把通行金鑰是為我們的另一個網址建立的。
    .because-rp-changed = 我們用於通行金鑰的網址改變了。
    .because-subdomain = 它是在我們的另一個網址建立的。
    .any = 請用其他方式登入，並在這裡建立通行金鑰。
    .operator = 絕不要變更 rp_id；請使用相關來源。

srv-04 = 您裝置的回答無法使用。
    .because-client-broken = 瀏覽器或管理工具送來損壞的內容。
    .because-tampered = 途中有東西改動了它。
    .any = 請再試一次；如果還是這樣，請選擇其他方式。

srv-05 = 請用指紋、臉部、PIN 碼或密碼解鎖。
    .because-not-asked = 裝置沒有要求解鎖。
    .because-key-no-pin = 安全金鑰沒有 PIN 碼。
    .because-lid = Mac 的上蓋闔著，所以用不到 Touch ID。
    .any = 請再試一次，並在要求時解鎖。

srv-06 = 您通行金鑰的回答和記錄不符。
    .because-other-key-stored = 記錄中存的是另一把金鑰。
    .because-broken = 裝置或管理工具故障。
    .because-tampered = 途中有東西改動了回答。
    .any = 請用其他方式登入，再換掉這把通行金鑰。
    .operator = 一次是偶然；一小時內多次，表示移轉出了錯，或有人攻擊。

srv-07 = 我們想再確認一次這把通行金鑰。
    .because-copied = 它可能被複製或還原過。
    .because-order = 兩個回答抵達的順序顛倒了。
    .any = 請用其他方式登入一次。如果還是這樣，請換掉這把通行金鑰。
    .operator = 簽章計數器倒退了。請告知它的主人。

srv-08 = 這把通行金鑰的表現和以前不同。
    .because-faulty = 管理工具對它的說明和最初不同。
    .because-swapped = 它不是當初新增的那一把。
    .any = 請用其他方式登入，並新增通行金鑰。
    .operator = 有些管理工具會誤改備份旗標；請看看是否都是同一個型號。

srv-09 = 我們無法得知這把通行金鑰是哪個帳號的。
    .because-old-key = 它是舊的，不會說明屬於誰。
    .because-restored = 記錄是從備份還原的。
    .any = 請先輸入您的使用者 ID，再使用它。

srv-10 = 我們無法查驗這把金鑰的廠商。
    .because-synced = 會同步的通行金鑰無法證明自己在哪裡。
    .because-not-trusted = 它的憑證無法追溯到我們信任的任何一方。
    .because-revoked = 廠商已將它撤回。
    .any = 請選擇別的位置，或另一把安全金鑰。
    .operator = passkeep metadata show AAGUID 會顯示這個型號的已知資訊。

srv-11 = 這把通行金鑰已有記錄。
    .because-twice = 它送出了兩次。
    .because-other = 它是別人的。
    .any = 如果它是您的，不必再做什麼。
    .developer = 同一次註冊在流程有效期間內重送，會得到相同的回答；這一次是別的註冊。

srv-12 = 嘗試太多次了。請稍等一下。
    .because-tries = 這個帳號、裝置或網路太常提出要求。
    .any = 請等一下，再試一次。其他方式仍可使用。

srv-13 = 我們這邊有問題。您的通行金鑰沒事，請不要刪除它。
    .because-outage = 我們的伺服器或資料庫狀況不佳。
    .any = 一分鐘後再試一次。
    .operator = 請查看伺服器的記錄和 /healthz。

srv-14 = 沒有網路連線。您的通行金鑰沒事。
    .because-offline = 這部裝置沒有連上網路，或中間有東西擋住。
    .any = 連上網路後請再試一次。
