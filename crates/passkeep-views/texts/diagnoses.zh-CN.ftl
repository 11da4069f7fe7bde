# 通行密钥为什么没有成功：每个代码一句话说明情况；原因（`because-…`，与代码中的名称一致）；以及在各系统上的步骤。

sig-00 = 这个通行密钥未被接受。
    .because-not-told = 原因只告知它的主人：请用其他方式登录，然后在设置中查看“近期问题”。
    .any = 请换一个通行密钥，或用其他方式登录。
    .any-2 = 如果有人在协助您，请读出参考编号。

## 设备、浏览器、页面

env-01 = 这个浏览器无法使用通行密钥。
    .because-old-browser = 浏览器版本太旧。
    .because-inside-app = 页面是在另一个应用里打开的。
    .because-not-secure = 页面的地址不安全。
    .any = 请用新版的 Chrome、Safari、Edge 或 Firefox 打开本页。
    .any-2 = 或用其他方式登录。

env-02 = 本设备的系统太旧，还不能用通行密钥。
    .because-system-old = 系统版本低于通行密钥的要求。
    .ios = 打开“设置”›“通用”›“软件更新”。
    .android = 打开“设置”›“系统”›“软件更新”。
    .windows = 打开“设置”›“Windows 更新”。
    .mac = 打开“系统设置”›“通用”›“软件更新”。
    .any = 没有新版本？可以扫描二维码，把通行密钥存到另一部手机，或存到安全密钥。

env-03 = 这个版本的应用太旧，还不能用通行密钥。
    .because-app-old = 应用有一段时间没有更新。
    .ios = 在 App Store 打开本应用的页面并更新。
    .android = 在应用商店打开本应用的页面并更新。
    .harmony = 在应用市场打开本应用的页面并更新。
    .any = 安装最新版本的应用，然后再试一次。

env-04 = 这部手机的系统暂时不能为我们保存通行密钥。
    .because-no-service = 系统没有通行密钥服务。
    .because-region = 手机销售地区不提供这项服务。
    .any = 请扫描二维码使用另一部手机上的通行密钥，或使用安全密钥。
    .any-2 = 或用其他方式登录。

env-05 = 您的设备没有设置锁屏，因此无法保护通行密钥。
    .because-no-lock = 设备上没有 PIN、图案、指纹、面容或密码。
    .ios = 打开“设置”›“面容 ID 与密码”（或“触控 ID 与密码”），开启密码。
    .android = 打开“设置”›“安全”›“屏幕锁定”，选择 PIN、图案或密码，再添加指纹。
    .windows = 打开“设置”›“账户”›“登录选项”，设置 PIN（Windows Hello）。
    .mac = 打开“系统设置”›“触控 ID 与密码”。
    .harmony = 打开“设置”›“生物识别和密码”，设置锁屏密码。
    .any = 回到这里再试一次。

env-06 = 本页的地址不安全，因此不能使用通行密钥。
    .because-http = 地址以 http 开头，而不是 https。
    .because-certificate = 浏览器不信任本页的证书。
    .because-address = 地址是一串数字，或不是通行密钥可以绑定的名称。
    .any = 请手动输入我们的地址，不要跳过浏览器的警告。
    .operator = 请用浏览器信任的证书，以 HTTPS 提供完全一致的来源。只有 http://localhost 例外。

env-07 = 这个地址没有设置通行密钥。
    .because-sister-domain = 页面是在另一个相关地址上打开的。
    .because-rp-id = 服务器的 RP ID 与其地址不符。
    .because-related-origins = 浏览器没有找到列有此地址的相关地址清单。
    .any = 请打开我们的主地址，在那里登录。
    .operator = 请核对 rp_id、来源清单和 https://RP-ID/.well-known/webauthn：类型为 application/json，不重定向，最多五个不同的名称。

env-08 = 应用里的这个窗口无法使用通行密钥。
    .because-opened-in-app = 链接是在聊天或邮件应用里打开的。
    .because-app-not-linked = 应用的窗口没有与我们的网站关联。
    .any = 请在窗口的菜单中选择“在浏览器中打开”。
    .developer = 请使用 Custom Tabs 或 ASWebAuthenticationSession，不要用网页视图。

env-09 = 这个框架里不能使用通行密钥。
    .because-not-allowed = 外层页面不允许。
    .because-no-click = 之前没有点按任何按钮。
    .any = 请在单独的窗口中打开本页。
    .developer = 请为框架加上 allow="publickey-credentials-get; publickey-credentials-create" 并由点按触发，或打开顶层页面。

env-10 = 没有窗口能打开。请再点一次按钮。
    .because-no-click = 浏览器要求刚刚点按过按钮。
    .because-other-window = 另一个窗口在前面。
    .because-late-options = 页面准备得慢了一些。
    .any = 让本窗口保持在最前面，再点一次按钮。
    .developer = 请在点按之前取得选项，显示按钮，不要循环请求。

env-11 = 另一个通行密钥窗口已经打开。
    .because-autofill-open = 输入框中的提示仍在等待。
    .because-double-click = 按钮点了两次。
    .any = 请在已打开的窗口中继续。
    .developer = 请先结束自动填充请求并等它结束，再发起弹窗请求。不要显示任何内容。

env-12 = 我们这边的设置有误。
    .because-option-broken = 服务器发来的内容，您的浏览器或系统无法读取。
    .because-client-old = 应用与服务器的版本不一致。
    .any = 请用其他方式登录。您的通行密钥安然无恙。
    .developer = 请将选项与 WebAuthn Level 3 的 JSON 对照：base64url、user.id 为 1 到 64 字节、取值已知。

env-13 = 这个版本的应用还没有与我们的网站关联。
    .because-file-missing = 网站没有列出这个应用。
    .because-one-relation = 网站只为一种用途列出了应用。
    .because-signing-key = 应用的签名密钥与网站所列的不同。
    .because-cached = 系统记住的是网站较旧的文件。
    .any = 请用其他方式登录，或在浏览器中登录。
    .any-2 = 请更新应用。
    .operator = assetlinks.json 需要两种关系（handle_all_urls 和 get_login_creds）以及商店的签名密钥；apple-app-site-association 需要应用标识。两个文件都不能重定向。

env-14 = 您的密码管理器中止了请求。
    .because-manager-fails = 某个扩展或应用介入后失败。
    .because-vault-locked = 它的保险库已锁定。
    .because-not-trusted = 它不信任这个浏览器。
    .android = 打开“设置”›“密码、通行密钥和账号”，选择首选服务。
    .any = 请解锁管理器，或在它的窗口中选择“使用其他设备”或浏览器。
    .any-2 = 请更新它，或选择其他位置。

env-15 = 您的组织似乎在这里关闭了通行密钥。
    .because-policy = 本设备或账户由单位或学校管理。
    .any = 请用手机扫描二维码，或使用安全密钥。
    .any-2 = 请询问设备的管理者。

## 创建

cre-01 = 没有保存通行密钥。您可以现在或以后再试。
    .because-closed = 窗口被关闭。
    .because-wrong-place = 首先提供的是另一个位置。
    .because-unlock = 设备没有认出您，窗口随后关闭。
    .any = 请再试一次，或存到另一台设备。

cre-02 = 等待的时间太久，我们已停止。
    .because-left-open = 窗口一直开着。
    .because-qr-slow = 扫描二维码花了较长时间。
    .any = 请重新开始；二维码会重新生成。

cre-03 = 好消息：那里已有您的通行密钥。
    .because-has-one = 本设备或随您同步的管理器中，已有此账户的通行密钥。
    .any = 这里不需要再存一个，可以直接用它登录。
    .any-2 = 想再存一个，请选择另一个地方。

cre-04 = 本设备上选用的密码管理器无法保存通行密钥。
    .because-no-passkeys = 它只保存密码。
    .because-manager-old = 它的版本太旧。
    .ios = 打开“设置”›“通用”›“自动填充与密码”，开启“密码”或支持通行密钥的管理器。
    .android = 打开“设置”›“密码、通行密钥和账号”，选择 Google 或其他支持通行密钥的管理器。
    .windows = 在“以其他方式保存”中选择 Windows Hello。
    .mac = 打开“系统设置”›“通用”›“自动填充与密码”。
    .any = 或扫描二维码，把通行密钥存到另一部手机。

cre-05 = 这部手机没有地方保存通行密钥。
    .because-no-account = 手机上没有 Google 账号。
    .because-no-play-services = 缺少 Google Play 服务，或版本太旧。
    .because-all-off = 所有通行密钥服务都已关闭。
    .android = 请添加 Google 账号，或安装并开启支持通行密钥的管理器（Android 14 及以上）。
    .android-2 = 请更新 Google Play 服务。
    .any = 或扫描二维码，把通行密钥存到另一部手机。

cre-06 = Apple 需要先开启“iCloud 密码与钥匙串”，才能保存通行密钥。
    .because-keychain-off = 它处于关闭状态。
    .because-not-signed-in = 没有登录 Apple 账户。
    .because-two-factor = Apple 账户没有开启双重认证。
    .ios = 打开“设置”› 您的姓名 ›“iCloud”›“密码”（iOS 16 和 17：“密码与钥匙串”），开启“同步此 iPhone”。
    .mac = 打开“系统设置”› 您的姓名 ›“iCloud”›“密码”，开启“同步此 Mac”。
    .any = 或选择其他管理器，或使用安全密钥。

cre-07 = 这台 Apple 设备还没有为通行密钥做好设置。
    .because-no-passcode = 它没有锁屏密码。
    .because-keychain-off = “iCloud 密码”已关闭。
    .ios = 请在“设置”中开启两项：锁屏密码，以及您的姓名 ›“iCloud”›“密码”。
    .mac = 请在“系统设置”中开启两项：此 Mac 的密码，以及您的姓名 ›“iCloud”›“密码”。

cre-08 = 这台电脑上的 Windows Hello 还没有准备好。
    .because-no-pin = 没有设置 Windows Hello PIN。
    .because-pin-reset = PIN 被重置过；旧 PIN 下的通行密钥可能已经消失。
    .because-tpm = 电脑的安全芯片（TPM）有问题。
    .windows = 打开“设置”›“账户”›“登录选项”›“PIN”，进行设置，或选择“我忘记了我的 PIN”。
    .windows-2 = 重置之后，请用其他方式登录，在设置中移除旧的通行密钥，再创建新的。
    .any = 或用手机扫描二维码。

cre-09 = 安全密钥上没有空间存放更多通行密钥。
    .because-full = 上面的位置都已占用。
    .any = 请删除密钥上不再需要的通行密钥：在 Chrome 的“管理安全密钥”›“登录数据”中，或用厂商的工具。
    .any-2 = 或使用另一个安全密钥。

cre-10 = 这个安全密钥无法存放通行密钥。
    .because-u2f = 它是只能用于第二步验证的旧型号。
    .because-no-verification = 它既没有 PIN，也没有指纹读取器。
    .any = 请使用带 PIN 或指纹的 FIDO2 安全密钥、手机或本设备。

cre-11 = 这台设备与我们的服务器没有共同的方法。
    .because-algorithms = 它的签名方式不在我们所要求的之内。
    .any = 请选择其他位置。大多数手机、电脑和管理器都可以使用。
    .operator = 请提供算法 -7（ES256）、-257（RS256，供部分 Windows TPM 使用）和 -8。

cre-12 = 本设备上的密码管理器没有正常应答。
    .because-crashed = 它停止运行，或发来了损坏的内容。
    .because-updating = 它的某个部分正在更新。
    .because-strict-options = 它做不到所要求的全部内容。
    .android = 请更新 Google Play 服务和管理器，然后重启手机。
    .any = 请再试一次。如果再次发生，请选择其他位置。
    .developer = 请查看客户端自己的日志：错误本身只说“未知”。

cre-13 = 没有自动添加通行密钥。
    .because-other-manager = 密码不是来自这个管理器。
    .because-too-long-ago = 登录已过去太久。
    .because-opted-out = 管理器被设为不这样做。
    .any = 您可以随时在设置中创建。
    .developer = 不要显示任何内容。下次进入设置时再邀请。

cre-14 = 我们无法确认是您本人，因此没有添加通行密钥。
    .because-code-wrong = 验证码不对。
    .because-code-old = 验证码已过期。
    .because-number-lost = 这个号码已不属于您。
    .any = 请获取新的验证码，并输入最新的一个。
    .any-2 = 或用您已有的通行密钥证明身份。

cre-15 = 您的设备保存了通行密钥，但我们没有收到。
    .because-network = 途中网络断开。
    .because-tab-closed = 页面被关闭。
    .because-refused = 设备发来的内容未被接受。
    .ios = 请再点一次按钮。如果留下了不能登录的通行密钥：“密码”App › 我们的名称 ›“删除通行密钥”。
    .android = 请再点一次按钮。如果留下了不能登录的通行密钥：Google 密码管理器 › 我们的名称 ›“删除”。
    .any = 请再点一次按钮。您的其他通行密钥安然无恙。

cre-16 = 您的通行密钥已达到一个账户的上限。
    .because-old-ones = 旧的一直没有移除。
    .any = 请移除不再使用的通行密钥，然后再来。

cre-17 = 这里不接受这类通行密钥。
    .because-rule = 这里的规则只接受其他种类。
    .any = 您的账户中没有保存任何内容。请选择其他位置。
    .any-2 = 您可以在设备上删除新建的通行密钥。
    .operator = 请在用户选择位置之前说明接受哪些种类；规则在 [attestation] 中。

## 登录

sig-01 = 您可以再试一次通行密钥，或选择其他方式。
    .because-closed = 窗口被关闭。
    .because-none-listed = 窗口没有列出合适的通行密钥。
    .because-qr-shown = 显示了二维码，但并不需要。
    .any = 请再试一次，或打开“其他方式”。

sig-02 = 等待的时间太久，我们已停止。
    .because-left-open = 窗口一直开着。
    .because-phone-not-found = 没有找到手机。
    .any = 请再试一次。

sig-03 = 本设备上没有可用于此处的通行密钥。
    .because-other-device = 它在另一台设备上。
    .because-other-manager = 它在另一个管理器，或本浏览器的另一个用户中。
    .because-not-synced = 它没有同步到本设备。
    .because-deleted-here = 它在这里被删除。
    .any = 请用存有它的手机：选择“其他设备”并扫描二维码。
    .any-2 = 或使用您的安全密钥。
    .any-3 = 或用其他方式登录，然后在这里添加通行密钥。

sig-04 = 这里没有询问通行密钥。
    .because-browser = 这个浏览器不在输入框中提供通行密钥。
    .because-removed = 您的一个通行密钥已被移除。
    .because-none-here = 这个浏览器没有用于此地址的通行密钥。
    .because-autofill-off = 自动填充已关闭。
    .any = 请点按“使用通行密钥登录”。
    .any-2 = 登录后，可以在“通行密钥”中创建一个。

sig-05 = 这个通行密钥已不能登录任何账户。
    .because-still-on-device = 它已在我们的设置中移除，但仍在您的设备上。
    .because-never-known = 这里没有账户拥有它。
    .because-on-hold = 它被报告丢失，或即将被移除。
    .ios = 不想再看到它：“密码”App › 我们的名称 ›“删除通行密钥”。新系统会自行隐藏。
    .android = 不想再看到它：Google 密码管理器 › 我们的名称 ›“删除”。
    .windows = 不想再看到它：“设置”›“账户”›“通行密钥”›“…”›“删除”。
    .mac = 不想再看到它：“密码”App › 我们的名称 ›“删除通行密钥”。
    .any = 请用其他方式登录，然后添加新的通行密钥。

sig-06 = 原来在本设备上的通行密钥似乎已经不在。
    .because-reset = 设备被重置，或浏览器数据被删除。
    .because-deleted-here = 它在管理器中被删除。
    .because-pin-reset = Windows PIN 被重置。
    .because-new-fingerprint = 指纹或面容重新设置过。
    .any = 请用其他方式登录，在“通行密钥”中移除旧的，再创建新的。

sig-07 = 那个通行密钥属于另一个账户。
    .because-several-accounts = 您的管理器中有几个账户的通行密钥。
    .any = 请在窗口中选择另一个通行密钥。
    .any-2 = 或不输入任何内容直接登录：会进入这个通行密钥自己的账户。

sig-08 = 您的通行密钥不会自行出现在本设备上。
    .because-one-device = 其中有的只在一台设备或一个安全密钥上，不会移动。
    .because-other-ecosystem = 其中有的同步在本系统看不到的地方。
    .because-sync-off = 同步已关闭。
    .because-other-account = 本设备使用的是另一个 Apple、Google 或 Microsoft 账户。
    .because-manager-missing = 您的管理器不在本设备上。
    .ios = 两台设备都要登录同一个 Apple 账户，并开启“设置”› 您的姓名 ›“iCloud”›“密码”。
    .android = “设置”›“Google”›“所有服务”›“密码管理器”：在同一个 Google 账号下开启同步。
    .windows = Windows Hello 通行密钥不会移动。请用手机扫描二维码，然后在这台电脑上创建一个。
    .mac = “系统设置”› 您的姓名 ›“iCloud”›“密码”›“同步此 Mac”。
    .any = 请扫描二维码使用存有它的设备，然后在这里创建一个。

sig-09 = 您的设备没有认出您。
    .because-not-recognised = 手指潮湿、戴着口罩或光线不足。
    .because-too-many = 尝试的次数太多。
    .any = 请再试一次，并在同一窗口中选择密码或 PIN。

sig-10 = 您的通行密钥没有问题，但账户处于暂停状态。
    .because-hold = 账户已冻结，或有事项等待决定。
    .any = 请查看设置，其中说明了在等待什么。协助您的人会问参考编号。

sig-11 = 需要您的受信任设备同意这台设备。
    .because-not-answered = 没有及时回答，或回答了“否”。
    .because-none-at-hand = 手边没有受信任设备。
    .any = 请在这里重新开始，并在另一台设备上回答。
    .any-2 = 已经没有那台设备？请使用恢复；需要等待一段时间。

sig-12 = 我们来帮您重新登录，并切断丢失的设备。
    .because-lost = 设备丢失或损坏。
    .any = 请用其他方式登录，或开始恢复。
    .any-2 = 然后报告通行密钥丢失，并在新设备上创建一个。

## 用手机扫描二维码

hyb-01 = 两台设备都需要打开蓝牙，无需配对。
    .because-off = 其中一台的蓝牙已关闭。
    .because-not-allowed = 浏览器没有使用蓝牙的权限。
    .because-none = 这台电脑没有蓝牙。
    .ios = 打开“控制中心”，开启蓝牙。
    .android = 打开快捷设置，开启蓝牙，并允许“附近的设备”。
    .windows = 打开“设置”›“蓝牙和其他设备”。
    .mac = 打开“系统设置”›“隐私与安全性”›“蓝牙”，允许浏览器使用。
    .any = 请在两台设备上打开蓝牙，然后再试一次。

hyb-02 = 手机和这台电脑没有找到对方。
    .because-offline = 手机没有网络。
    .because-vpn = 中间隔着 VPN 或防火墙。
    .because-apart = 它们相距太远。
    .any = 让两台设备相距几米之内并保持联网，暂时关闭 VPN。
    .operator = 网络必须放行 cable.ua5v.com 和 cable.auth.com。

hyb-03 = 那部手机上没有可用于此处的通行密钥。
    .because-never-there = 它从未有过。
    .because-other-account = 它登录的是另一个 Apple 或 Google 账户。
    .any = 请用当初创建它的设备，或用其他方式登录。

hyb-04 = 二维码没有读出来。
    .because-chat-app = 是在另一个应用里扫描的。
    .because-expired = 二维码已过期。
    .because-phone-old = 手机的系统太旧。
    .any = 请用手机自带的相机扫描。
    .any-2 = 请重新开始以获得新的二维码。

## 安全密钥

key-01 = 您的安全密钥还没有 PIN。
    .because-new = 安全密钥是新的。
    .because-reset = 安全密钥被重置过。
    .windows = 打开“设置”›“账户”›“登录选项”›“安全密钥”›“管理”，设置 PIN。
    .mac = 在 Chrome 中：“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .linux = 在 Chrome 中：“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .chromeos = 打开“设置”›“隐私和安全”›“安全”›“管理安全密钥”›“创建 PIN 码”。
    .ios = 请先在电脑上设置 PIN，然后再来。
    .android = 请在电脑上，或用厂商的应用设置 PIN。
    .any = 厂商的工具在哪里都可以用。但重置会清除密钥上的全部通行密钥。

key-02 = 这不是安全密钥的 PIN。
    .because-typing = 输入有误。
    .because-other-key = 这是另一个安全密钥的 PIN。
    .any = 请确认是哪一个安全密钥。连续输错 8 次后会锁定。

key-03 = 连续三次输错 PIN，安全密钥需要暂停一下。
    .because-three-wrong = 连续三次输入有误。
    .any = 请拔下再插上，然后再试一次。
    .any-2 = 不要猜：连续输错 8 次会永久锁定。

key-04 = 这个安全密钥已锁定。只能重置，而重置会清除上面的全部通行密钥。
    .because-all-used = PIN 的尝试次数已全部用完。
    .any = 请先用其他方式登录，在设置中移除它的通行密钥。
    .any-2 = 然后用厂商的工具重置，设置 PIN，再作为新的添加。

key-05 = 这个安全密钥被重置过，上面的通行密钥已不存在。
    .because-reset = 重置会清除 PIN 和通行密钥；设置新 PIN 也无法找回。
    .any = 请用其他方式登录，在设置中移除它的通行密钥，设置 PIN，再作为新的添加。

key-06 = 本设备无法以这种方式连接安全密钥。
    .because-plug = 接口不同：USB-A 或 USB-C。
    .because-nfc = Android 系统通过 NFC 读取安全密钥时不使用 PIN，在这里不够。
    .because-nfc-off = NFC 已关闭，或本设备没有 NFC。
    .android = 请通过 USB-C 插入安全密钥。
    .ios = 请将安全密钥靠近 iPhone 的上边缘；iPad 需要 USB-C。
    .any = 请使用转接头，或用其他方式。

key-07 = 这个安全密钥上没有您账户的通行密钥。
    .because-other-key = 用的是另一个安全密钥。
    .any = 请用您添加过的安全密钥，然后再试一次。

## 服务器

srv-01 = 本页打开得太久。没有任何变化。
    .because-page-open = 等待的时间超过了期限。
    .because-back = 显示的是较旧的页面。
    .because-twice = 应答发送了两次。
    .any = 请重新开始。
    .developer = 请先取得新的选项，再请用户点按。

srv-02 = 请求来自我们不接受的地址。
    .because-not-configured = 新的域名或应用尚未配置。
    .because-between = 有另一个页面夹在您与我们之间。
    .any = 请手动输入我们的地址，在那里登录。
    .operator = 如果来源是您的，请把它加入来源清单或应用的配置；如果不是，请视为攻击。

srv-03 = 这个通行密钥是为我们的另一个地址创建的。
    .because-rp-changed = 我们用于通行密钥的地址有变化。
    .because-subdomain = 它是在我们的另一个地址上创建的。
    .any = 请用其他方式登录，并在这里创建通行密钥。
    .operator = 不要更改 rp_id；请使用相关来源。

srv-04 = 您设备的应答无法使用。
    .because-client-broken = 浏览器或管理器发来了损坏的内容。
    .because-tampered = 应答在途中被改动。
    .any = 请再试一次；如果仍然如此，请选择其他方式。

srv-05 = 请用指纹、面容、PIN 或密码解锁。
    .because-not-asked = 设备没有要求解锁。
    .because-key-no-pin = 安全密钥没有 PIN。
    .because-lid = Mac 合着盖子，无法使用触控 ID。
    .any = 请再试一次，并在要求时解锁。

srv-06 = 您通行密钥的应答未通过核对。
    .because-other-key-stored = 存档的是另一个密钥。
    .because-broken = 设备或管理器有故障。
    .because-tampered = 应答在途中被改动。
    .any = 请用其他方式登录，然后更换这个通行密钥。
    .operator = 一次是偶然；一小时内多次，说明迁移出错或有攻击。

srv-07 = 我们想再确认一下这个通行密钥。
    .because-copied = 它可能被复制或恢复过。
    .because-order = 两个应答的先后顺序颠倒。
    .any = 请用其他方式登录一次。如果仍然如此，请更换这个通行密钥。
    .operator = 签名计数器倒退。请告知其主人。

srv-08 = 这个通行密钥的表现与以前不同。
    .because-faulty = 管理器对它的说明与最初不一致。
    .because-swapped = 它不是当初添加的那一个。
    .any = 请用其他方式登录，并添加新的通行密钥。
    .operator = 有些管理器会误改备份标志；请查看是否集中在某个型号。

srv-09 = 我们无法判断这个通行密钥属于哪个账户。
    .because-old-key = 它是不会说明归属的旧通行密钥。
    .because-restored = 记录是从副本恢复的。
    .any = 请先输入您的用户 ID，再使用它。

srv-10 = 我们无法核实这个安全密钥的制造商。
    .because-synced = 同步的通行密钥不能证明自己在哪里。
    .because-not-trusted = 它的证书无法追溯到我们信任的一方。
    .because-revoked = 制造商已将它撤回。
    .any = 请选择其他位置，或另一个安全密钥。
    .operator = passkeep metadata show AAGUID 会显示该型号的已知信息。

srv-11 = 这个通行密钥已经登记。
    .because-twice = 它被发送了两次。
    .because-other = 它是别人的。
    .any = 如果它是您的，无需再做什么。
    .developer = 同一次登记在其流程期限内重发会得到相同的应答；这一次是另一个。

srv-12 = 尝试次数太多。请稍等片刻。
    .because-tries = 这个账户、设备或网络请求得太频繁。
    .any = 请稍等，然后再试一次。其他方式仍可使用。

srv-13 = 我们这边出了问题。您的通行密钥安然无恙，请不要删除。
    .because-outage = 我们的服务器或数据库状态不佳。
    .any = 过一分钟再试一次。
    .operator = 请查看服务器的日志和 /healthz。

srv-14 = 网络没有连接。您的通行密钥安然无恙。
    .because-offline = 本设备没有联网，或中间有阻隔。
    .any = 联网后请再试一次。
