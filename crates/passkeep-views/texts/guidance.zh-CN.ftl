# 页面 /help/passkeys：每个问题的答案，以及通行密钥存放的位置。格式见 guidance.en.ftl。

## 为什么无法创建

create = 多半是设备还缺一样东西：锁屏、存放的位置，或一次更新。
    .title = 为什么无法创建通行密钥？
    .answer-linux = Linux 本身不存通行密钥，由浏览器、管理器或安全密钥来存。
    .answer-harmony = 鸿蒙系统到版本 5 为止不能存通行密钥。另一部手机或安全密钥可以。
    .ios = 设置密码：“设置”›“面容 ID 与密码”，或“触控 ID 与密码”。
    .ios-2 = 开启 iCloud 密码：通常在“设置”› 您的姓名 ›“iCloud”›“密码”。
    .ios-3 = 更新 iOS：“设置”›“通用”›“软件更新”。
    .android = 设置屏幕锁定：通常在“设置”›“安全”。
    .android-2 = 登录 Google 账号，或选择其他管理器：通常在“设置”›“密码、通行密钥和账号”。
    .android-3 = 更新 Android 和 Google Play 服务。
    .mac = 设置触控 ID 或登录密码，并开启 iCloud 密码：通常在“系统设置”› 您的姓名 ›“iCloud”。
    .mac-2 = 更新 macOS：“系统设置”›“通用”›“软件更新”。
    .windows = 设置带 PIN 的 Windows Hello：“设置”›“账户”›“登录选项”。
    .windows-2 = 更新 Windows：“设置”›“Windows 更新”。
    .linux = 在 Chrome 中登录您的 Google 账号。在 Firefox 中，请使用管理器的扩展程序或安全密钥。
    .chromeos = 用您的 Google 账号登录 Chromebook，并设置屏幕锁定。
    .harmony = 创建时请选择另一部手机或平板，或安全密钥。
    .any = 请直接在浏览器中打开本网站，不要在其他应用的窗口里打开。
    .any-2 = 还是不行？请扫描二维码选择另一部手机，或选择安全密钥。

## 为什么新手机上没有

sync = 只有管理器会同步，而且两台设备用同一个账号，通行密钥才会跟过去。
    .title = 为什么新手机上没有？
    .answer-android = 两部手机登录同一个 Google 账号，它才会跟过去。没有登录账号，就留在旧手机上。
    .answer-windows = Windows Hello 里的通行密钥离不开那台电脑。存在能同步的管理器里，才会跟过去。
    .answer-harmony = 据目前所知，鸿蒙系统上的通行密钥只留在那部手机上。
    .ios = 两台设备要用同一个 Apple 账户：看“设置”最上方您的姓名。
    .ios-2 = 两台设备都开启“同步此 iPhone”：通常在“设置”› 您的姓名 ›“iCloud”›“密码”。iOS 16 和 17 是“密码与钥匙串”。
    .android = 在新手机上设置屏幕锁定。Google 可能会问一次旧手机的锁屏密码，或您的 Google PIN。
    .android-2 = 看看它在不在：在“设置”里搜索“通行密钥”。
    .mac = 两台设备要用同一个 Apple 账户。通常在“系统设置”› 您的姓名 ›“iCloud”›“密码”：“同步此 Mac”已开启。
    .windows = 看看它是在哪里创建的：这里的通行密钥列表写着“创建于”。
    .windows-2 = 是 Microsoft 密码管理器吗？请在两台电脑的 Edge 中登录同一个 Microsoft 账户。
    .linux = 在 Chrome 中登录同一个 Google 账号，并输入您的 Google PIN。
    .chromeos = 使用同一个 Google 账号，并开启同步。
    .any = Apple 和 Google 之间不会互传通行密钥。请在新设备上登录时，用旧设备扫描二维码。
    .any-2 = 然后在新设备上再创建一个。

## 为什么没有弹出提示

not-asked = 浏览器查找的地方没有您的通行密钥，或者它不能弹出提示。
    .title = 为什么没有问我要通行密钥？
    .ios = 开启自动填充：通常在“设置”›“通用”›“自动填充与密码”。iOS 17 及更早版本：“设置”›“密码”。
    .android = 选择存有您通行密钥的管理器：通常在“设置”›“密码、通行密钥和账号”。
    .mac = 在 Chrome 或 Edge 的窗口中选择“iCloud 钥匙串”，或改用 Safari。
    .windows = 在另一台电脑上创建的通行密钥不在这台电脑上，除非它的管理器会同步。
    .windows-2 = 在 Windows 10 上，输入框不会提示 Windows Hello。请点“使用通行密钥登录”。
    .linux = Linux 上的 Firefox 无法显示给手机扫的二维码。请用 Chrome，或安全密钥。
    .harmony = 请扫描二维码，使用其他品牌的手机或平板，或用其他方式登录。
    .any = 请点“使用通行密钥登录”。不是每个浏览器都会自动提示。
    .any-2 = 它在手机或安全密钥上吗？请在“其他登录方式”中选择。
    .any-3 = 不要用无痕窗口，也不要用其他应用里的窗口。请直接在浏览器中打开本网站。
    .any-4 = 密码管理器可能挡在前面：请解锁它，或关闭它的窗口。

## 怎样设置安全密钥的 PIN

key-pin = 安全密钥要先有自己的 PIN，才能存通行密钥。第一次设置不会清除任何内容。
    .title = 怎样设置安全密钥的 PIN？
    .warning = 重置会清除密钥上的所有通行密钥。设置新 PIN 也无法找回。
    .answer-ios = iPhone 和 iPad 无法设置。请先在电脑上设好 PIN，然后再来。
    .answer-mac = Mac 自己的设置里没有这一项。请先在 Chrome 或另一台电脑上设好 PIN。
    .answer-android = 请插入密钥：手机可能会让您设置 PIN。大多数手机无法通过 NFC 设置。
    .answer-harmony = 请先在电脑上设好 PIN，然后再来。
    .android = 如果手机没有让您设置，请在电脑上设置 PIN。
    .windows = 打开“设置”›“账户”›“登录选项”›“安全密钥”›“管理”。
    .windows-2 = 插入密钥，触碰它，然后选择添加 PIN。
    .mac = 在 Chrome 中：通常在“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .linux = 在 Chrome 中：通常在“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .chromeos = 通常在“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .any = 厂商自己的工具在每台电脑上都能用。
    .any-2 = 至少用 4 个字符。有些密钥要求 6 个。
    .any-3 = 连错三次：拔下密钥再插上。连错八次：它会锁住，只能重置。

## 为什么没有成功

failed = 您的通行密钥多半没有问题。请不要删除它，看看您遇到的是哪一种。
    .title = 为什么没有成功？

not-here = “这里没有通行密钥”，或只出现二维码
    .do = 它在另一台设备上。请扫描二维码使用那台设备，或用安全密钥，或用其他方式登录。

silent = 它原来在这台设备上，现在没有反应
    .do = 设备重新设置过，或换了管理器。请用其他方式登录，在设置中移除旧的通行密钥，再创建新的。

removed = 它已从您的账户移除，但这台设备还会提示
    .do = 它在任何地方都不能登录了。请在设备上删除它，改用另一个。

other-account = 它属于另一个账户
    .do = 请再试一次，在窗口中选另一个名字。或者把输入框留空，点“使用通行密钥登录”。

our-trouble = 我们这边出了问题
    .do = 您的通行密钥安然无恙，请不要删除。几分钟后再试。

key-reset = 安全密钥没有 PIN，或被重置过
    .do = 没有 PIN：设置一个。重置过：里面的通行密钥已经没了。请在设置中移除它，设置 PIN，再把密钥作为新的添加。

## 设备丢了怎么办

lost = 不解锁设备，谁也用不了您的通行密钥。但还是请切断它。
    .title = 手机或设备丢了怎么办？
    .any = 请在您的另一台设备上登录。没有？请选“我的设备丢失了”。
    .any-2 = 在“通行密钥”里报告丢失的那一个。从那时起，它在任何地方都不能登录。
    .any-3 = Apple 设备：在“查找”中标记为丢失，并从您的 Apple 账户移除。
    .any-4 = Android 手机：在 Google 的“查找中心”锁定它，并将它退出您的 Google 账号。
    .any-5 = 电脑：在您的 Microsoft 账户的“设备”中移除它。
    .any-6 = 能同步的通行密钥还在您的其他设备上。只有别人可能解锁丢失的设备时，才需要报告它。

## 通行密钥存放的位置

apple-passwords = 登录您 Apple 账户的所有 Apple 设备都能用。
    .title = Apple 密码（iCloud）
    .sync-ios = “同步此 iPhone”已开启：通常在“设置”› 您的姓名 ›“iCloud”›“密码”。iOS 16 和 17 是“密码与钥匙串”。
    .sync-mac = “同步此 Mac”已开启：通常在“系统设置”› 您的姓名 ›“iCloud”›“密码”。
    .sync-any = 两台设备使用同一个 Apple 账户，并开启 iCloud 密码。
    .delete-ios = “密码”App › { $host } ›“删除通行密钥”。iOS 17 及更早版本：“设置”›“密码”› { $host }。
    .delete-mac = “密码”App › { $host } ›“删除通行密钥”。macOS 14 及更早版本：“系统设置”›“密码”› { $host }。
    .delete-any = 在 Apple 设备上：“密码”App › { $host } ›“删除通行密钥”。

google-password-manager = 使用同一个 Google 账号的 Android 设备，以及任何系统上的 Chrome 都能用。
    .title = Google 密码管理器
    .sync-android = 您的 Google 账号已登录并同步：通常在“设置”›“Google”›“所有服务”›“密码管理器”。小米、OPPO、vivo 和三星：在“设置”里搜索“通行密钥”。
    .sync-any = Chrome 已登录您的 Google 账号。它可能会问一次您的 Google PIN。
    .delete-android = Google 密码管理器 › { $host } ›“删除”。
    .delete-any = Chrome ›“设置”›“自动填充和密码”›“Google 密码管理工具”› { $host } ›“删除”。

this-phone = 只留在这部手机上。手机丢了，通行密钥也就没了：请在别处再备一个。
    .title = 只在这部手机上
    .title-android = 只在这部手机上，没有 Google 账号
    .delete-any = 在系统的密码设置里：通常在“设置”›“密码、通行密钥和账号”。
    .delete-harmony = 在系统的密码设置里。

samsung-pass = 使用同一个三星账户的三星设备都能用。
    .title = 三星 Pass
    .sync-any = 已登录三星账户：通常在“设置”›“安全和隐私”›“Samsung Pass”。
    .delete-any = Samsung Pass，或 Samsung Wallet › { $host }。

windows-hello = 只留在这台电脑上，属于这个 Windows 用户。重置 Windows PIN 可能会毁掉它。
    .title = Windows Hello（本机）
    .delete-any = “设置”›“账户”›“通行密钥”› { $host } ›“…”›“删除”。Windows 11 22H2 或更新版本才有这一页。

microsoft-password-manager = 使用同一个 Microsoft 账户的 Edge 都能用。
    .title = Microsoft 密码管理器
    .sync-any = Edge ›“设置”›“密码和自动填充”：已登录个人账户，并设好管理器的 PIN。
    .delete-any = Edge ›“设置”›“密码和自动填充”› { $host }。

browser-on-mac = 只留在这台 Mac 的这个浏览器里。
    .title = 这台 Mac 上的 Chrome 或 Edge
    .delete-any = Chrome ›“设置”›“自动填充和密码”。Edge ›“设置”›“密码和自动填充”。

other-manager = 您在哪里用那个管理器，它就在哪里能用。
    .title = 其他管理器，例如 1Password 或 Bitwarden
    .note-ios = 需要 iOS 17 或更新版本，在“设置”›“通用”›“自动填充与密码”中开启。
    .note-android = 需要 Android 14 或更新版本，在“设置”›“密码、通行密钥和账号”中选择。
    .note-mac = 需要 macOS 14 或更新版本，或浏览器中的扩展程序。
    .note-windows = 通常是浏览器中的扩展程序。在 Windows 11 25H2 上，有些可在“设置”›“账户”›“通行密钥”›“高级选项”中选择。
    .note-linux = 使用它在浏览器中的扩展程序。
    .note-chromeos = 使用它在浏览器中的扩展程序。
    .sync-any = 两台设备都登录了那个管理器。
    .delete-any = 在管理器里，{ $host } 之下。

security-key = 只留在密钥上。请在别处再备一把。
    .title = 安全密钥
    .note-ios = 通过 USB-C、闪电接口或 NFC 使用。请先在电脑上设好它的 PIN。
    .note-android = 请通过 USB-C 插入。大多数手机通过 NFC 无法要求输入 PIN。
    .delete-any = 用厂商的工具，或在 Chrome 的安全密钥设置里。只删除这一项；重置会清除全部。

another-device = 用它扫描二维码。通行密钥存在那台设备上，不在本设备上。
    .title = 另一部手机或平板
    .note-any = 两台设备都要打开蓝牙。
    .note-windows = 两台设备都要打开蓝牙。在 Windows 10 上，只有 Chrome 和 Edge 会显示二维码。
    .note-linux = 两台设备都要打开蓝牙。Linux 上的 Firefox 无法显示二维码。
    .delete-any = 在那台设备上。
