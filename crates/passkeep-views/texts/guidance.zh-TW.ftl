# 頁面 /help/passkeys：每個問題的答案，以及通行金鑰存放的位置。格式見 guidance.en.ftl。

## 為什麼無法建立

create = 多半是裝置還缺一樣東西：螢幕鎖定、存放的位置，或一次更新。
    .title = 為什麼無法建立通行金鑰？
    .answer-linux = Linux 本身不存通行金鑰，由瀏覽器、管理工具或安全金鑰來存。
    .answer-harmony = 鴻蒙系統到版本 5 為止不能存通行金鑰。另一支手機或安全金鑰可以。
    .ios = 設定密碼：「設定」›「Face ID 與密碼」，或「Touch ID 與密碼」。
    .ios-2 = 開啟 iCloud 密碼：通常在「設定」› 您的姓名 ›「iCloud」›「密碼」。
    .ios-3 = 更新 iOS：「設定」›「一般」›「軟體更新」。
    .android = 設定螢幕鎖定：通常在「設定」›「安全性」。
    .android-2 = 登入 Google 帳戶，或選擇其他管理工具：通常在「設定」›「密碼、密碼金鑰和帳戶」。
    .android-3 = 更新 Android 和 Google Play 服務。
    .mac = 設定 Touch ID 或登入密碼，並開啟 iCloud 密碼：通常在「系統設定」› 您的姓名 ›「iCloud」。
    .mac-2 = 更新 macOS：「系統設定」›「一般」›「軟體更新」。
    .windows = 設定有 PIN 的 Windows Hello：「設定」›「帳戶」›「登入選項」。
    .windows-2 = 更新 Windows：「設定」›「Windows Update」。
    .linux = 在 Chrome 登入您的 Google 帳戶。在 Firefox，請使用管理工具的擴充功能或安全金鑰。
    .chromeos = 用您的 Google 帳戶登入 Chromebook，並設定螢幕鎖定。
    .harmony = 建立時請選擇另一支手機或平板，或安全金鑰。
    .any = 請直接在瀏覽器開啟本網站，不要在其他應用程式的視窗裡開啟。
    .any-2 = 還是不行？請掃描 QR 碼選擇另一支手機，或選擇安全金鑰。

## 為什麼新手機上沒有

sync = 只有管理工具會同步，而且兩部裝置用同一個帳號，通行金鑰才會跟過去。
    .title = 為什麼新手機上沒有？
    .answer-android = 兩支手機登入同一個 Google 帳戶，它才會跟過去。沒有登入帳戶，就留在舊手機上。
    .answer-windows = Windows Hello 裡的通行金鑰離不開那部電腦。存在會同步的管理工具裡，才會跟過去。
    .answer-harmony = 就目前所知，鴻蒙系統上的通行金鑰只留在那支手機上。
    .ios = 兩部裝置要用同一個 Apple 帳號：看「設定」最上方您的姓名。
    .ios-2 = 兩部裝置都開啟「同步此 iPhone」：通常在「設定」› 您的姓名 ›「iCloud」›「密碼」。iOS 16 和 17 是「密碼與鑰匙圈」。
    .android = 在新手機上設定螢幕鎖定。Google 可能會詢問一次舊手機的螢幕鎖定，或您的 Google PIN 碼。
    .android-2 = 看看它在不在：在「設定」裡搜尋「密碼金鑰」。
    .mac = 兩部裝置要用同一個 Apple 帳號。通常在「系統設定」› 您的姓名 ›「iCloud」›「密碼」：「同步此 Mac」已開啟。
    .windows = 看看它是在哪裡建立的：這裡的通行金鑰清單寫著「建立於」。
    .windows-2 = 是 Microsoft 密碼管理員嗎？請在兩部電腦的 Edge 登入同一個 Microsoft 帳戶。
    .linux = 在 Chrome 登入同一個 Google 帳戶，並輸入您的 Google PIN 碼。
    .chromeos = 使用同一個 Google 帳戶，並開啟同步。
    .any = Apple 和 Google 之間不會互傳通行金鑰。請在新裝置上登入時，用舊裝置掃描 QR 碼。
    .any-2 = 然後在新裝置上再建立一把。

## 為什麼沒有跳出提示

not-asked = 瀏覽器尋找的地方沒有您的通行金鑰，或者它不能跳出提示。
    .title = 為什麼沒有要求我使用通行金鑰？
    .ios = 開啟自動填寫：通常在「設定」›「一般」›「自動填寫與密碼」。iOS 17 和更早的版本：「設定」›「密碼」。
    .android = 選擇存有您通行金鑰的管理工具：通常在「設定」›「密碼、密碼金鑰和帳戶」。
    .mac = 在 Chrome 或 Edge 的視窗中選擇「iCloud 鑰匙圈」，或改用 Safari。
    .windows = 在另一部電腦上建立的通行金鑰不在這部電腦上，除非它的管理工具會同步。
    .windows-2 = 在 Windows 10 上，輸入欄位不會提示 Windows Hello。請按「使用通行金鑰登入」。
    .linux = Linux 上的 Firefox 無法顯示給手機掃描的 QR 碼。請用 Chrome，或安全金鑰。
    .harmony = 請掃描 QR 碼，使用其他品牌的手機或平板，或用其他方式登入。
    .any = 請按「使用通行金鑰登入」。不是每個瀏覽器都會自動提示。
    .any-2 = 它在手機或安全金鑰上嗎？請在「其他登入方式」中選擇。
    .any-3 = 不要用無痕視窗，也不要用其他應用程式裡的視窗。請直接在瀏覽器開啟本網站。
    .any-4 = 密碼管理工具可能擋在前面：請解鎖它，或關閉它的視窗。

## 怎麼設定安全金鑰的 PIN 碼

key-pin = 安全金鑰要先有自己的 PIN 碼，才能存通行金鑰。第一次設定不會清除任何內容。
    .title = 怎麼設定安全金鑰的 PIN 碼？
    .warning = 重設會清除金鑰上的所有通行金鑰。設定新的 PIN 碼也找不回來。
    .answer-ios = iPhone 和 iPad 無法設定。請先在電腦上設定 PIN 碼，再回來。
    .answer-mac = Mac 自己的設定裡沒有這一項。請先在 Chrome 或另一部電腦上設定 PIN 碼。
    .answer-android = 請插上金鑰：手機可能會讓您設定 PIN 碼。大多數手機無法透過 NFC 設定。
    .answer-harmony = 請先在電腦上設定 PIN 碼，再回來。
    .android = 如果手機沒有讓您設定，請在電腦上設定 PIN 碼。
    .windows = 開啟「設定」›「帳戶」›「登入選項」›「安全性金鑰」›「管理」。
    .windows-2 = 插上金鑰，觸碰它，再選擇新增 PIN 碼。
    .mac = 在 Chrome：通常在「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .linux = 在 Chrome：通常在「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .chromeos = 通常在「設定」›「隱私權和安全性」›「安全性」›「管理安全金鑰」›「建立 PIN 碼」。
    .any = 廠商自己的工具在每部電腦上都能用。
    .any-2 = 至少用 4 個字元。有些金鑰要求 6 個。
    .any-3 = 連錯三次：拔下金鑰再插上。連錯八次：它會鎖住，只能重設。

## 為什麼沒有成功

failed = 您的通行金鑰多半沒有問題。請不要刪除它，看看您遇到的是哪一種。
    .title = 為什麼沒有成功？

not-here = 「這裡沒有通行金鑰」，或只出現 QR 碼
    .do = 它在另一部裝置上。請掃描 QR 碼使用那部裝置，或用安全金鑰，或用其他方式登入。

silent = 它原本在這部裝置上，現在沒有反應
    .do = 裝置重新設定過，或換了管理工具。請用其他方式登入，在設定中移除舊的通行金鑰，再建立新的。

removed = 它已從您的帳號移除，但這部裝置還會提示
    .do = 它在任何地方都不能登入了。請在裝置上刪除它，改用另一把。

other-account = 它屬於另一個帳號
    .do = 請再試一次，在視窗中選另一個名稱。或者把輸入欄位留空，按「使用通行金鑰登入」。

our-trouble = 我們這邊出了問題
    .do = 您的通行金鑰沒有問題，請不要刪除。過幾分鐘再試。

key-reset = 安全金鑰沒有 PIN 碼，或被重設過
    .do = 沒有 PIN 碼：設定一組。重設過：裡面的通行金鑰已經沒了。請在設定中移除它，設定 PIN 碼，再把金鑰重新新增。

## 裝置遺失了怎麼辦

lost = 不解鎖裝置，誰也用不了您的通行金鑰。但還是請切斷它。
    .title = 手機或裝置遺失了怎麼辦？
    .any = 請在您的另一部裝置上登入。沒有？請選「我的裝置遺失了」。
    .any-2 = 在「通行金鑰」裡通報遺失的那一把。從那時起，它在任何地方都不能登入。
    .any-3 = Apple 裝置：在「尋找」中標示為遺失，並從您的 Apple 帳號移除。
    .any-4 = Android 手機：在 Google 的「尋找中心」鎖定它，並將它登出您的 Google 帳戶。
    .any-5 = 電腦：在您的 Microsoft 帳戶的「裝置」中移除它。
    .any-6 = 會同步的通行金鑰還在您的其他裝置上。只有別人可能解鎖遺失的裝置時，才需要通報它。

## 通行金鑰存放的位置

apple-passwords = 登入您 Apple 帳號的所有 Apple 裝置都能用。
    .title = Apple「密碼」（iCloud）
    .sync-ios = 「同步此 iPhone」已開啟：通常在「設定」› 您的姓名 ›「iCloud」›「密碼」。iOS 16 和 17 是「密碼與鑰匙圈」。
    .sync-mac = 「同步此 Mac」已開啟：通常在「系統設定」› 您的姓名 ›「iCloud」›「密碼」。
    .sync-any = 兩部裝置使用同一個 Apple 帳號，並開啟 iCloud 密碼。
    .delete-ios = 「密碼」App › { $host } ›「刪除通行密鑰」。iOS 17 和更早的版本：「設定」›「密碼」› { $host }。
    .delete-mac = 「密碼」App › { $host } ›「刪除通行密鑰」。macOS 14 和更早的版本：「系統設定」›「密碼」› { $host }。
    .delete-any = 在 Apple 裝置上：「密碼」App › { $host } ›「刪除通行密鑰」。

google-password-manager = 使用同一個 Google 帳戶的 Android 裝置，以及任何系統上的 Chrome 都能用。
    .title = Google 密碼管理工具
    .sync-android = 您的 Google 帳戶已登入並同步：通常在「設定」›「Google」›「所有服務」›「密碼管理工具」。小米、OPPO、vivo 和三星：在「設定」裡搜尋「密碼金鑰」。
    .sync-any = Chrome 已登入您的 Google 帳戶。它可能會詢問一次您的 Google PIN 碼。
    .delete-android = Google 密碼管理工具 › { $host } ›「刪除」。
    .delete-any = Chrome ›「設定」›「自動填入和密碼」›「Google 密碼管理工具」› { $host } ›「刪除」。

this-phone = 只留在這支手機上。手機遺失，通行金鑰也跟著遺失：請在別處再備一把。
    .title = 只在這支手機上
    .title-android = 只在這支手機上，沒有 Google 帳戶
    .delete-any = 在系統的密碼設定裡：通常在「設定」›「密碼、密碼金鑰和帳戶」。
    .delete-harmony = 在系統的密碼設定裡。

samsung-pass = 使用同一個三星帳號的三星裝置都能用。
    .title = 三星 Pass
    .sync-any = 已登入三星帳號：通常在「設定」›「安全性與隱私」›「Samsung Pass」。
    .delete-any = Samsung Pass，或 Samsung Wallet › { $host }。

windows-hello = 只留在這部電腦上，屬於這個 Windows 使用者。重設 Windows PIN 可能會毀掉它。
    .title = Windows Hello（這部電腦）
    .delete-any = 「設定」›「帳戶」›「通行金鑰」› { $host } ›「⋯」›「刪除」。Windows 11 22H2 或更新的版本才有這一頁。

microsoft-password-manager = 使用同一個 Microsoft 帳戶的 Edge 都能用。
    .title = Microsoft 密碼管理員
    .sync-any = Edge ›「設定」›「密碼和自動填入」：已登入個人帳戶，並設定好管理員的 PIN 碼。
    .delete-any = Edge ›「設定」›「密碼和自動填入」› { $host }。

browser-on-mac = 只留在這部 Mac 的這個瀏覽器裡。
    .title = 這部 Mac 上的 Chrome 或 Edge
    .delete-any = Chrome ›「設定」›「自動填入和密碼」。Edge ›「設定」›「密碼和自動填入」。

other-manager = 您在哪裡用那個管理工具，它就在哪裡能用。
    .title = 其他管理工具，例如 1Password 或 Bitwarden
    .note-ios = 需要 iOS 17 或更新的版本，在「設定」›「一般」›「自動填寫與密碼」中開啟。
    .note-android = 需要 Android 14 或更新的版本，在「設定」›「密碼、密碼金鑰和帳戶」中選擇。
    .note-mac = 需要 macOS 14 或更新的版本，或瀏覽器中的擴充功能。
    .note-windows = 通常是瀏覽器中的擴充功能。在 Windows 11 25H2 上，有些可在「設定」›「帳戶」›「通行金鑰」›「進階選項」中選擇。
    .note-linux = 使用它在瀏覽器中的擴充功能。
    .note-chromeos = 使用它在瀏覽器中的擴充功能。
    .sync-any = 兩部裝置都登入了那個管理工具。
    .delete-any = 在管理工具裡，{ $host } 之下。

security-key = 只留在金鑰上。請在別處再備一把。
    .title = 安全金鑰
    .note-ios = 透過 USB-C、Lightning 接頭或 NFC 使用。請先在電腦上設定它的 PIN 碼。
    .note-android = 請透過 USB-C 插上。大多數手機透過 NFC 無法要求輸入 PIN 碼。
    .delete-any = 用廠商的工具，或在 Chrome 的安全金鑰設定裡。只刪除這一項；重設會清除全部。

another-device = 用它掃描 QR 碼。通行金鑰會存在那部裝置上，而不是這部。
    .title = 另一支手機或平板
    .note-any = 兩部裝置都要開啟藍牙。
    .note-windows = 兩部裝置都要開啟藍牙。在 Windows 10 上，只有 Chrome 和 Edge 會顯示 QR 碼。
    .note-linux = 兩部裝置都要開啟藍牙。Linux 上的 Firefox 無法顯示 QR 碼。
    .delete-any = 在那部裝置上。
