# 页面文字。先说发生了什么，再说什么是安全的，最后说下一步。
# 只有模板用 html 或 rich 调用的文字里才可以有 <b>。

## 每个页面

skip = 跳到操作区
colophon = 当前网址：<b>{ $host }</b>。{ $brand } 绝不会通过电话或聊天向您索要验证码。
continue = 继续
cancel = 取消
save = 保存
start-again = 重新开始
try-again = 再试一次
go-on = 继续
sign-in-again = 重新登录
safe = 什么是安全的
next = 接下来怎么做
steps = 步骤
step-count = 第 { $at } 步，共 { $of } 步：
step-done = ，已完成
client = { $system } 上的 { $browser }
client-unknown = 未知浏览器
list-comma = 、
list-and = { $rest }、{ $last }
ago-now = 刚刚
ago-minutes = { $n } 分钟前
ago-hours = { $n } 小时前
ago-days = { $n } 天前
duration-seconds = { $n } 秒
duration-minutes = { $n } 分钟
duration-hours = { $n } 小时
scripts-needed = <b>这个浏览器无法使用通行密钥。</b>通行密钥需要 JavaScript，而它在这里已关闭或版本过旧。您的账户和通行密钥都安然无恙。请打开 JavaScript 后重新加载本页，或换一个浏览器。

## 登录

sign-in = 登录
sign-in-title = 登录 { $brand }
sign-in-lede = 用面容、指纹或锁屏密码登录。通行密钥猜不到、也骗不走，指纹不会离开您的设备。
identifier = 用户 ID、邮箱或手机号
sign-in-passkey = 使用通行密钥登录
nothing-typed = 无需输入。通行密钥可以在本设备、您的手机或安全密钥上。
shared-computer = 这是公用电脑
shared-computer-hint = 我们不会记住这个浏览器，15 分钟不操作就自动退出。
other-ways = 其他登录方式
way-phone = 用手机或平板扫描二维码
way-key = 安全密钥
new-here = 还没有账户？立即注册
elsewhere-title = 您的通行密钥在哪里？
elsewhere-text = 您没有在这个浏览器上用过通行密钥，它可能在另一台设备上。请选择它所在的地方，或点“使用通行密钥登录”在本设备上查找。
signed-out-here = 您已在这个浏览器上退出登录。通行密钥仍归您所有。
signed-out-everywhere = 您已在所有地方退出登录。通行密钥仍归您所有。
session-ended = 您已退出登录。账户和通行密钥没有任何变化。请登录后继续。

## 注册

sign-up = 注册
sign-up-title = 注册 { $brand } 账户
sign-up-lede = 先填手机号，我们发一个验证码，确认号码是您的。最后创建通行密钥，不用记任何密码。
step-phone = 手机号
step-code = 短信验证码
step-name = 称呼
step-passkey = 创建通行密钥
region = 国家或地区
phone = 手机号
phone-hint = 请填能收短信的手机号。
phone-not-accepted = 这不像是该国家或地区的手机号。请检查所选的国家或地区，以及每一位数字。
send-code = 发送验证码
have-account = 已有账户？去登录
code-title = 输入验证码
code-lede-phone = 我们已向尾号 { $address } 的手机发送六位数字的短信，可能要等一分钟左右。
code-lede-phone-unnamed = 我们已向您的手机发送六位数字的短信，可能要等一分钟左右。
code-lede-email = 我们已向 { $address } 发送六位数字的邮件，可能要等一分钟左右，也请看看垃圾邮件。
code-lede-email-unnamed = 我们已发送六位数字的邮件，可能要等一分钟左右，也请看看垃圾邮件。
code = 六位验证码
code-hint = 只在本页输入。我们绝不会通过电话或聊天索要它。
code-wrong = { $n ->
    [0] 验证码不对，而且次数已用完。请在下方重新获取。
   *[other] 验证码不对。还可以试 { $n } 次，之后需要重新获取。
}
code-not-six-digits = 验证码是六位数字。请查看最新收到的信息。
code-expired = 这个验证码已过期。没有任何损失，请在下方重新获取。
code-locked = 这个验证码的次数已用完。没有任何损失，请在下方重新获取。
too-many-codes = 获取验证码的次数太多。没有任何损失，{ $wait }后可以再次获取。
code-sent-again = 新的验证码已发出。只有最新的一个有效。
send-again = 重新发送
code-other-number = 换一个号码
code-other-email = 换一个邮箱
code-not-now = 以后再说
name-title = 怎么称呼您？
name-lede = 我们会这样称呼您，登录时通行密钥也会显示这个名字。
name = 称呼
name-hint = 1 到 40 个字符，姓名或昵称都可以。
name-not-accepted = 请填 1 到 40 个看得见的字符。
sign-up-passkey-title = { $name }，只差一步
sign-up-passkey-lede = 创建通行密钥，以后就用面容、指纹或锁屏密码登录。存放的地方决定您能在哪里用它登录。

## 创建通行密钥

create-passkey = 创建通行密钥
new-passkey-title = 再创建一个通行密钥
new-passkey-lede = 在另一处再存一个，丢失一台设备也不会让您无法登录。大约需要一分钟。
new-passkey-code = 我们向您尾号 { $address } 的手机发送验证码。
new-passkey-use = 用您已有的通行密钥再确认一次。
new-passkey-place = 本设备、另一部手机或平板，或者安全密钥。
step-use-passkey = 使用已有的通行密钥
step-place = 选择存放的地方
back-to-passkeys = 返回通行密钥
waits-until = 您刚在这个浏览器上首次登录，暂时还不能在这里创建或移除通行密钥。您已有的一切都是安全的。请用以前登录过的浏览器，或在 { $until } 之后再来。
grant-title = 使用已有的通行密钥
grant-lede = 这能确认是您本人在添加通行密钥，而不是拿到您手机或看到您短信的人。
grant-next = <b>接下来，</b>设备会弹出 { $host } 的系统窗口。请选择此账户的任一通行密钥：本设备、手机或安全密钥上的都可以。
grant-other-ways = 其他方式
grant-use = 使用通行密钥
place-title = 这个通行密钥存放在哪里？
place-lede = 存放的地方决定您能在哪里用它登录，也决定丢失什么会失去它。
places-legend = 存放的地方
place-other-device = 另一部手机或平板
this-ios = 这台 iPhone 或 iPad
this-android = 这部手机或平板
this-mac = 这台 Mac
this-windows = 这台电脑
this-linux = 这台电脑
this-chromeos = 这台 Chromebook
this-other = 本设备
where-this-apple = 存在“Apple 密码”中，也可以改选其他管理器。登录同一 Apple 账户的所有 Apple 设备都能用。
where-this-android = 存在 Google 密码管理工具中，也可以改选其他管理器。登录同一 Google 账号的设备都能用。
where-this-windows = 存在 Windows Hello 中，只限这台电脑；也可以改选能同步的管理器。
where-this-chromeos = 存在 Google 密码管理工具中。登录同一 Google 账号的设备都能用。
where-this-linux = 存在浏览器的密码管理器或您选的其他管理器中，是否同步由它决定。
where-this-other = 存在本设备的密码管理器中，是否同步由它决定。
where-other-ios = 用它扫描二维码。通行密钥存在那台设备上，不在本设备上。两台设备都要打开蓝牙。
where-other-android = 用它扫描二维码。通行密钥存在那台设备上，不在本设备上。两台设备都要打开蓝牙。
where-other-computer = 用它扫描二维码。通行密钥存在那台设备上，不在这台电脑上。两台设备都要打开蓝牙。
where-key-apple = 存在密钥本身。密钥须事先设好 PIN。请在别处再备一把。
where-key-android = 存在密钥本身。插入使用最稳妥。请在别处再备一把。
where-key-other = 存在密钥本身。系统会要求输入或设置 PIN。请在别处再备一把。
next-ios = <b>接下来，</b>设备会弹出 { $host } 的系统窗口，请用面容 ID、触控 ID 或密码解锁。
next-android = <b>接下来，</b>设备会弹出 { $host } 的系统窗口，请用指纹、面容或锁屏密码解锁。
next-mac = <b>接下来，</b>Mac 会弹出 { $host } 的系统窗口，请用触控 ID 或密码解锁。想用 1Password、Bitwarden 等管理器，请选“这台 Mac”，再在窗口里选它。
next-windows = <b>接下来，</b>Windows 会弹出 { $host } 的系统窗口，请用面容、指纹或 PIN 解锁。想用 1Password、Bitwarden 等管理器，请选“这台电脑”，再在窗口里选它。
next-other = <b>接下来，</b>浏览器会弹出 { $host } 的窗口，请用锁屏密码、PIN 等解锁。
reach-here = 仅限这里，除非同步
reach-there = 在那台设备上
reach-key-only = 只在密钥上

## 通行密钥

nav-passkeys = 通行密钥
nav-devices = 受信任设备
nav-contacts = 手机和邮箱
nav-sessions = 登录状态
nav-history = 历史记录
passkeys-lede-none = 用面容、指纹或锁屏密码登录。
passkeys-lede-one = 您有一个通行密钥。在另一处再存一个，丢失其中一个也不会让您无法登录。
passkeys-lede-one-device = 这个通行密钥只存在一处。在别处再存一个，丢失它也不会让您无法登录。
passkeys-lede-many = 您有 { $n } 个通行密钥，用任何一个都能登录。
passkeys-empty-title = 还没有通行密钥
passkeys-empty-text = 通行密钥猜不到、也骗不走，而且什么都不用记。大约需要一分钟。
welcome-title = 欢迎您，{ $name }。这是您的用户 ID
welcome-text = 请记下来：凭它随时可以说明哪个账户是您的，在设置里也能找到。它不是秘密，只凭它谁也无法登录。
notice-created = <b>通行密钥已保存为“{ $name }”。</b>从现在起可以用它登录。
notice-rename = 换一个名称
notice-renamed = 已重命名为“{ $name }”。
notice-removed = <b>“{ $name }”已移除，</b>不能再用于登录。您的设备可能仍会显示它，直到您在设备上删除。
chip-here = 本机
chip-synced = 已同步
chip-not-yet = 尚未同步
chip-one-device = 仅限一台设备
chip-key = 安全密钥
reach-synced = 在您同步的各台设备上
reach-one = 仅在一台设备上
reach-key = 仅在一把安全密钥上
works-on = 适用范围
works-on-key = 插入或贴近此密钥的任何设备
works-on-not-yet = 创建它的设备；待管理器同步后，其他设备也可使用
works-on-chrome-mac = 创建它的那台 Mac 上的 Chrome，不会同步到其他设备
works-on-edge-mac = 创建它的那台 Mac 上的 Edge，不会同步到其他设备
works-on-one-pc = 创建它的那台电脑，不会同步到其他电脑
works-on-one-mac = 创建它的那台 Mac，不会同步到其他设备
works-on-one-phone = 创建它的那部手机或平板，不会同步到其他设备
works-on-one-computer = 创建它的那台电脑，不会同步到其他设备
works-on-one-device = 一台设备，不会同步到其他设备
works-on-apple = 登录同一 Apple 账户的所有 Apple 设备
works-on-google = 登录同一 Google 账号的设备
works-on-samsung = 登录同一三星账户的三星设备
works-on-microsoft = 用同一 Microsoft 帐户登录的 Edge
works-on-provider = 您使用 { $provider } 的任何地方
works-on-apple-likely = 很可能是登录同一 Apple 账户的所有 Apple 设备
works-on-unnamed = 其密码管理器同步到的各台设备
created-in = 创建于
created-in-key = 安全密钥本身
created-in-hello-likely = 很可能是 Windows Hello
created-in-device = 设备本身
created-in-apple-likely = 很可能是“Apple 密码”
created-in-unnamed = 未提供名称的密码管理器
model = 型号
model-certified = 已通过 FIDO 认证（{ $level }），并在创建时得到证明
model-proved = 在创建通行密钥时得到证明
model-claimed = 由验证器自称，未经证明
weakness-no-verification = <b>{ $model } 存在已知缺陷：</b>拿到它的人可能无需 PIN 或指纹即可使用。请在其他位置创建通行密钥，然后移除这一个。
weakness-imitated = <b>{ $model } 存在已知缺陷：</b>它可能被仿冒。只要密钥在您手中，账户就是安全的。请在其他位置创建通行密钥，然后移除这一个。
weakness-from-afar = <b>{ $model } 存在已知缺陷：</b>其中的通行密钥可能被远程复制。请立即在其他位置创建通行密钥，然后移除这一个。
weakness-by-holder = <b>{ $model } 存在已知缺陷：</b>拿到它一段时间的人可以复制其中的通行密钥。请随身保管，在其他位置创建通行密钥，然后移除这一个。
weakness-revoked = <b>{ $model } 已不再受信任：</b>为此类设备认证的 FIDO 已将其撤销。请在其他位置创建通行密钥，然后移除这一个。
last-used = 上次使用
never-used = 从未使用
rename = 重命名
remove = 移除
card-name = 此通行密钥的名称
card-name-hint = 1 到 40 个字符，只有您能看到。
card-name-not-accepted = 请填 1 到 40 个看得见的字符，并且不与您的其他通行密钥同名。
removed-title = 最近 30 天内移除的
removed-text = 不能再用于登录。如果设备仍显示它，请在设备上删除。

## 移除通行密钥

remove-title = 移除“{ $name }”？
remove-lede = 移除后无法恢复，但您随时可以创建新的通行密钥。
removal-stops = 现在会停用什么
removal-stops-text = 从现在起不能再用它登录。无法恢复，但可以创建新的。
removal-stays = 设备上会留下什么
removal-remains = 您还有什么
remains-one = 一个通行密钥：{ $name }。
remains-many = { $n } 个通行密钥：{ $names }。
removal-sessions = 同时退出用它登录的会话
keep = 保留
remove-passkey = 移除
stays-key = 密钥上仍会保留它，直到您用密钥厂商的工具，或在浏览器的安全密钥设置中删除。
stays-apple = 您的 Apple 设备可能仍会显示它，直到您在设备上删除：<b>密码 › { $host } › 删除通行密钥</b>。
stays-google = 您的设备可能仍会显示它，直到您在那里删除：<b>Google 密码管理工具 › { $host } › 删除</b>。
stays-edge = Edge 可能仍会显示它，直到您在那里删除：<b>Edge › 设置 › 密码和自动填充</b>，找到 { $host }。
stays-chrome = Chrome 可能仍会显示它，直到您在那里删除：<b>Chrome › 设置 › 自动填充和密码</b>，找到 { $host }。
stays-windows = Windows 可能仍会显示它，直到您在那台电脑上删除：<b>设置 › 帐户 › 通行密钥 › ⋯ › 删除</b>，找到 { $host }。
stays-provider = { $provider } 可能仍会显示它，直到您在那里删除。
stays-device = 设备可能仍会显示它，直到您在设备的密码设置中删除，找到 { $host }。

## 设置

settings-title = 密码与安全
settings-lede = 您如何登录、我们如何联系您，以及您在哪里登录着。
settings-passkeys = { $n } 个通行密钥
settings-devices = { $n } 台设备
settings-contacts = { $n } 个联系方式
settings-sessions = { $n ->
    [1] 仅在这个浏览器上登录
   *[other] 在 { $n } 个浏览器上登录
}
settings-history = 与您的账户有关的每一件事
settings-name = 称呼
settings-user-id = 用户 ID
settings-user-id-hint = 说明哪个账户是您的。不是秘密，请记下来。
user-id = 用户 ID { $id }
sign-out = 退出登录
contacts-lede = 验证码和账户通知会发到这里。登录时也可以填其中任何一个。
phones = 手机号
emails = 邮箱
emails-empty-title = 还没有邮箱
emails-empty-text = 添加邮箱后，即使手机丢失或换号，您也能收到账户变动的通知。
add-email = 添加邮箱
add-email-title = 添加邮箱
add-email-lede = 我们发一个验证码，确认邮箱是您的。账户通知也会发到那里。
email = 邮箱
email-hint = 请填现在就能收信的邮箱。
email-already-yours = 您已添加过此邮箱，无需再次添加。
email-not-accepted = 这不像是邮箱地址。它应有 @ 和域名，例如 ada@example.com。
proved = { $day }用验证码确认
notice-email-added = <b>{ $address } 已确认是您的。</b>登录时也可以填它。
sessions-lede = 您现在登录着的浏览器。请退出您不认识的。
this-browser = 当前浏览器
session-began = 登录于
session-by = 使用 { $passkey }
session-seen = 最近活动：
end-others = 退出其他所有登录
end-all = 全部退出
sessions-no-others = 您没有在其他地方登录。
notice-ended = 已退出 { $n } 处登录。那里需要重新登录。

## 历史记录

history-lede = 与您的账户有关的每一件事，最新的在最前。记录只会增加，不会改动。
today = 今天
yesterday = 昨天
day-in-utc = { $day }，时间为 UTC
times-in-utc = 时间为 UTC
older = 更早的
newest = 最新的
history-end = 以上是账户创建以来的全部记录。
new-browser = 新浏览器
not-me = 不是我
not-me-which = ：{ $what }，{ $time }
event-this-browser = 当前浏览器
event-near = { $place }附近
event-name = “{ $name }”
event-some-passkey = 一个已不存在的通行密钥
event-erased = （已删除）
event-account-created = 您的账户已创建
event-passkey-created = 创建了通行密钥：{ $passkey }
event-passkey-renamed = 通行密钥已从{ $from }重命名为{ $to }
event-passkey-removed = 移除了通行密钥{ $name }，由{ $passkey }确认
event-grant-given = 您用{ $passkey }允许创建新的通行密钥
event-signed-in = 您用{ $passkey }登录
event-signed-out = 您退出了登录
event-session-replaced = 您重新登录，之前的登录随之结束
event-session-ended = 另一处登录被退出
event-others-ended = { $n ->
    [0] 退出其他所有登录，当时没有其他登录
   *[other] 退出了其他 { $n } 处登录
}
event-sessions-ended = 退出了全部 { $n } 处登录
event-email-added = 添加了邮箱：{ $email }
event-signed-in-without-passkey = 您未用通行密钥登录，使用了{ $methods }
event-proved-again = 您再次证明了身份，使用了{ $methods }
event-password-set = 设置了密码
event-password-changed = 更改了密码
event-password-removed = 移除了密码
password-event-safe = 您的通行密钥。仅凭密码，谁也无法更改任何内容。
password-event-next = 请在其他地方退出登录，然后设置新密码或移除密码。
way-password = 查看密码
method-password = 密码
method-phone-code = 手机验证码
method-recovery-code = 恢复代码
method-approval = 受信任设备
event-device-trusted = 选定了一台受信任设备
event-device-renamed = 一台设备更改了名称
event-device-revoked = 撤销了一台设备
event-device-untrusted = 一台设备不再受信任
event-approval-requested = 有新设备请求进入
event-approval-given = 受信任设备允许了新设备进入
event-approval-denied = 拒绝了一台新设备
device-event-safe = 您的通行密钥。仅凭一台设备，什么也打不开。
device-event-next = 请查看您的设备，撤销不属于您的设备，然后在其他地方退出登录。
way-devices = 查看设备
event-unknown = 有一项变动，本页暂时还无法说明

## 主人不认识的事

doubt-title = 不是您本人？
full-stop = 。
doubt-when = 时间
doubt-device = 设备
doubt-none = 这件事无需撤销：只有您本人能做，或者对谁都没有害处。
it-was-me = 是我本人
back-to-history = 返回历史记录
way-remove-passkey = 移除通行密钥{ $passkey }
way-passkeys = 查看您的通行密钥
way-create-passkey = 创建通行密钥
way-contacts = 查看您的联系方式
way-sessions = 查看您的登录状态
unknown-safe = 任何事都会留下记录：之后发生的也会出现在您的历史记录里。
unknown-next = 这条记录由我们较新的程序写下，本页暂时还说不出它是什么。请过几分钟重新加载。如果那时您什么都没做，请退出其他所有登录，并查看您的通行密钥和联系方式。
created-safe = 新的通行密钥可以登录，但在最初一段时间内不能移除您较早的通行密钥。我们已通知您的所有联系方式。
created-next = 请退出其他所有登录，再用较早的通行密钥移除它。创建它的人当时用了您的某个通行密钥：请看历史记录里紧挨着它之前的那一条。
renamed-safe = 名称不能用来登录。通行密钥没有变，您的通行密钥都还能登录。
renamed-next = 做这件事的人当时登录着您的账户。请退出其他所有登录，然后可以把名称改回来。
passkey-removed-safe = 您的其他通行密钥都还能登录。被移除的那个谁也不能再用来登录。
passkey-removed-next = 它无法恢复。请退出其他所有登录；如果用来确认的通行密钥不只在您手中，请移除它，再创建一个新的。
grant-safe = 仅凭这一步什么也打不开：它只允许在几分钟内创建一次通行密钥。如果创建了，历史记录里会有。
grant-given-next = 有人用了您已解锁的设备，或持有这个通行密钥。请退出其他所有登录；如果它不只在您手中，请移除它。
signed-in-safe = 登录本身不会改动通行密钥和联系方式。首次登录您账户的浏览器在最初一段时间内不能做这些改动。
signed-in-next = 请立即退出其他所有登录。有人用了您已解锁的设备、持有这个通行密钥，或让您替他确认了登录：如果它不只在您手中，请移除它。
ended-safe = 没有任何损失：通行密钥和联系方式都没有变，您可以重新登录。
ended-next = 做这件事的人当时登录着您的账户。请退出其他所有登录，并查看您的通行密钥。
email-added-safe = 邮箱本身不能用来登录：登录仍然需要您的通行密钥。
email-added-next = 做这件事的人当时登录着您的账户。请退出其他所有登录。邮箱目前还不能在这些页面上移除：请联系本服务的运营方，并查看您的通行密钥。

## 设备

devices-lede = 您的账户认识的浏览器和应用。受信任设备可以让新设备进入，也可以拒绝陌生人。
devices-shared = <b>此浏览器不会被记住，</b>例如在共用电脑上，因此不能设为受信任设备。
trust-title = 信任此设备
trust-text = 仅在它只归您一人使用时选择。它会生成一个留在此浏览器中的密钥。几天之后，再用通行密钥登录一次，此设备就可以让新设备进入。
trust-this = 信任此设备
device-name = 此设备的名称
device-name-not-accepted = 请使用 1 到 40 个可见字符，且不要与您的其他设备重名。
device-trust = 信任
device-client = 浏览器
device-first-seen = 首次登录：
device-last-seen = 最近出现
chip-trusted = 受信任
chip-approves = 可批准登录
chip-untrusted = 未受信任
chip-new = 新
trust-settled = 受信任：可以让新设备进入。
trust-sign-up = 您的账户是在它上面创建的，因此它可以批准新设备登录。{ $until } 之后再用通行密钥登录一次，它就完全受信任。
trust-not-chosen = 未受信任，因为尚未选定。您可以在该设备上选定它。
trust-not-chosen-here = 未受信任，因为尚未选定。
trust-not-yet = 已选定，但尚未受信任。{ $until } 之后再用通行密钥登录一次即可。
trust-no-full-sign-in = 已选定，但尚未受信任。它需要一次完整的登录，几天后再登录一次。
trust-signed-out = 不再受信任，因为您在它上面退出了登录。用存放在该设备上的通行密钥登录即可恢复；也可以重新选定，几天后生效。
trust-secret-lost = 不再受信任：它的 Cookie 已被清除。请在该设备上重新选定。
trust-copied = 不再受信任：它的受信任凭据出现在两个地方。请先查看您的会话，再在该设备上重新选定。
revoke = 撤销
revoke-device = 撤销设备
revoke-title = 要撤销“{ $name }”吗？
revoke-lede = 账户将不再认识此设备。
revoke-stops = 它会立即退出登录，也不能再让新设备进入。再次登录时，它就是一台新设备。
revoke-stays = 您的通行密钥保持不变，包括存放在该设备上的。
revoke-here = 这就是您正在使用的设备：您会在这里退出登录。
notice-chosen = <b>已选定此设备。</b>等待期见下方，期满后再登录一次，它就受信任。
notice-revoked = <b>设备已撤销。</b>它已退出登录，您的账户不再认识它。
notice-approved = <b>已让新设备进入。</b>最初 24 小时内，它不能更改您的登录方式。
notice-denied = <b>已拒绝新设备。</b>没有打开任何内容。
approval-waits = <b>有一台新设备请求进入。</b>尚未打开任何内容。
approval-look = 查看并回答

## 新设备请求进入

wait-title = 请在您信任的设备上确认
wait-lede = 此浏览器对您的账户来说是新的。请在您已在使用的设备上输入这里显示的数字。尚未打开任何内容。
wait-number = 您的数字
wait-how = 在您的另一台设备上
wait-how-text = 在那里打开本网站并登录：设置页面会显示这个请求。我们也已发送到您的邮箱。此页面会自动继续。
wait-without-scripts = 此页面每隔几秒会重新查看。
wait-stop = 停止登录
wait-approved = 您的另一台设备已同意。
wait-denied = 您的另一台设备已拒绝，因此没有打开任何内容。
wait-number-wrong = 另一台设备上输入的数字不对，此次尝试已结束。没有打开任何内容。
wait-over = 没有人及时回答，此次尝试已结束。没有打开任何内容。
wait-safe = 您的账户和通行密钥都安全，没有任何变化。
timer-ends = 截止时间：
timer-left = 剩余 { $wait }
timer-minutes = 剩余 { $n } 分钟
timer-seconds = 剩余 { $n } 秒
approve-title = 是您本人在登录吗？
approve-lede = 有人想在一台新设备上打开您的账户。尚未打开任何内容。
approve-device = 设备
approve-where = 位置
approve-where-hint = 这是它的网络，可能离本人很远
approve-when = 时间
approve-number = 新设备上的数字
approve-number-hint = 请亲自从那个屏幕上读取；输错一次，此次尝试就会结束。如果数字是别人给您的，请选择“不是我”。
approve-yes = 让此设备进入
approve-no = 不是我
approve-freeze = 不是我，并冻结我的账户
approve-next = 让它进入时，您的设备会要求面容、指纹或屏幕锁。“不是我”会立即结束此次尝试。冻结还会让所有人退出登录，包括您自己；通行密钥可以解冻账户。
sign-in-frozen = <b>您的账户已冻结，</b>所有人都已退出登录。账户中的内容保持不变。请用通行密钥登录，以便查看和解冻。

## 由脚本显示的消息

message-working = 请稍候……
message-cancelled = 没关系。可以再试一次，或选择其他方式。
message-cancelled-again = <b>还是不行，但没有任何变化。</b>如果本设备找不到您的通行密钥，请换一种方式：用手机扫描二维码，或使用安全密钥。
message-renewed = 本页打开了较长时间，我们已将它更新。您输入的内容都在，请再点一次按钮。
message-not-found-here = <b>本设备上没有找到您的通行密钥。</b>它们仍在原来的地方。请用手机扫描二维码，或使用安全密钥。
message-already-here = <b>那里已有您的通行密钥，</b>可以直接用它登录，无需再做什么。想再存一个，请选择另一个地方。
message-not-accepted = <b>这个通行密钥未被接受。</b>没有任何变化。请换一个通行密钥，或选择其他方式。
message-authenticator = <b>这里不接受这类验证器。</b>您的账户中没有保存任何内容。请选择其他位置：大多数手机、电脑和密码管理器都可以使用。您可以在设备上删除新建的通行密钥。
message-removed = <b>这个通行密钥已从账户中移除，</b>不能再用于登录。账户是安全的。请用另一个通行密钥，并在设备上删除这一个，以免继续显示。
message-expired = <b>等待的时间太久了。</b>没有任何变化。
message-unsupported = <b>这个浏览器无法用通行密钥完成这一步。</b>您的通行密钥安然无恙。请选择其他方式，或换用新版浏览器。
message-offline = <b>网络没有连接。</b>您的通行密钥安然无恙，也没有任何变化。联网后请再试一次。
message-server-problem = <b>我们这边出了问题。</b>您的通行密钥安然无恙，请不要删除。过一分钟再试一次。
message-busy = <b>还有别的操作没有完成。</b>您的通行密钥安然无恙。请关闭其他通行密钥窗口，稍等片刻再试一次。
message-signed-out = <b>您已退出登录。</b>账户和通行密钥没有任何变化。
message-waits = <b>您刚在这个浏览器上首次登录，</b>24 小时内不能在这里创建或移除通行密钥。您已有的一切都是安全的。请用以前登录过的浏览器，或以后再来。
message-until = 可以操作的时间：
message-last-passkey = <b>这是您唯一的通行密钥，所以不能移除。</b>没有它您就无法登录。请先再创建一个。
message-too-new = <b>这个通行密钥太新，还不能做这件事。</b>没有任何变化。请用较早的通行密钥，或以后再来。
message-number = 请输入新设备上显示的两位数字。
message-number-wrong = <b>数字不对，此次尝试已结束。</b>没有打开任何内容。如果是您本人，请在新设备上重新开始。如果数字是别人给您的，说明他们想进入您的账户。
message-approval-over = <b>此请求已结束：</b>已有人回答，或没有及时回答。此后没有因它打开任何内容。
message-many-approvals = <b>等待回答的新设备太多。</b>尚未打开任何内容。请在您信任的设备上回答，或等几分钟。
message-untrusted = <b>此设备现在不能这样做：</b>它对您的账户未受信任，或它的密钥已不在。没有任何变化。
message-other = <b>没有成功，</b>浏览器也没有说明原因。没有任何变化。请再试一次，或选择其他方式。

## 页面无法继续时

safe-nothing-changed = 您的账户和通行密钥都安全，没有任何变化。
next-start-again = 请重新开始，只需一分钟。
not-found-title = 这里什么都没有
not-found-happened = 网址可能有误，或者原来的内容已不在。
not-found-next = 请从其他页面继续。
expired-title = 等待的时间太久了
expired-happened = 为了您的安全，这样的页面只在几分钟内有效。
spent-title = 这一步已经完成
spent-happened = 它之前已经完成，可能是在另一个标签页里。
spent-safe = 所做的已经保存，只保存了一次。
spent-next = 请从那里继续。
ticket-title = 这个页面无法继续
ticket-happened = 它是在另一个浏览器中打开的，或者缺少前面的步骤。
signed-out-title = 您已退出登录
signed-out-happened = 登录已结束：有一段时间没有操作，或在别处被退出。
signed-out-safe = 账户和通行密钥没有任何变化。
signed-out-next = 请重新登录后继续。
origin-title = 这个请求不是来自我们的页面
origin-happened = 它由其他网站发出，或者浏览器隐藏了来源，所以我们拦下了它。
origin-next = 如果是您本人，请重新打开页面再做一次。
request-title = 我们读不懂这个请求
request-happened = 浏览器发来的内容与本页面应发送的不同。
large-title = 一次发送的内容太多
large-happened = 发来的内容超过了我们能接收的大小。
many-title = 获取验证码的次数太多
many-happened = 短时间内多次获取了验证码。
many-safe = 您的账户和通行密钥都安全。您手上最新的验证码仍然有效。
many-next = { $wait }后可以再次获取。
waits-title = 这个浏览器需要等一等
waits-happened = 您刚在这里首次登录，暂时还不能创建或移除通行密钥。
waits-next = 请用以前登录过的浏览器，或在 { $until } 之后再来。
new-title = 这个通行密钥太新
new-happened = 新的通行密钥可以登录，但暂时还不能更改其他通行密钥。
new-next = 请用较早的通行密钥，或在 { $until } 之后再来。
proof-title = 请再次证明是您本人
proof-happened = 这会改变您进入账户的方式，所以需要您现在使用一次通行密钥。
proof-safe = 您的账户和通行密钥都安全，没有任何变化。
proof-next = 请使用通行密钥，然后继续刚才的操作。
prove-again = 使用通行密钥
recovering-title = 请先创建通行密钥
recovering-happened = 您刚通过恢复流程回到账户。在您拥有通行密钥之前，其他功能都不可用。
recovering-next = 请在您的设备上创建通行密钥，然后用它登录。
frozen-title = 您的账户已冻结
frozen-happened = 冻结期间，您和任何人都无法更改任何内容。
frozen-safe = 您的账户和其中的一切。
frozen-next = 用通行密钥可以解冻。如果没有通行密钥，请开始恢复流程。
suspended-title = 这个通行密钥已暂停使用
suspended-happened = 它已被报告丢失或正在移除，所以不能再用来登录。
suspended-next = 请使用其他通行密钥。如果不是您报告的，它仍可以阻止自己被移除。
last-title = 这是您唯一的通行密钥
last-happened = 没有它您就无法登录，所以不能移除。
last-safe = 您的账户和这个通行密钥。
last-next = 请先再创建一个通行密钥，然后就能移除这一个。
busy-title = 现在非常繁忙
busy-happened = 我们没能及时处理您的请求。
busy-safe = 您的账户和通行密钥都安全，没有任何损失。
busy-next = 请稍等片刻，再试一次。
unavailable-title = 我们这边出了问题
unavailable-happened = 不是您的问题，也不是您的设备的问题。
unavailable-safe = 您的通行密钥安然无恙，请不要删除。
unavailable-next = 请过一分钟再试。
untrusted-title = 这一步需要受信任设备
untrusted-happened = 此设备对您的账户尚未受信任。
untrusted-next = 请使用受信任设备，或在“受信任设备”中选定此设备。
over-title = 此请求已结束
over-happened = 已有人回答，或没有及时回答。
over-next = 如果您仍想登录，请在新设备上重新开始。
requests-title = 来自您网络的请求太多
requests-happened = 最近一分钟内，来自您网络的请求超过了我们能接受的数量。也可能是同一网络中的其他人。
requests-next = 请在{ $wait }后继续。

## 演示消息

messages-title = 消息
messages-lede = 这是演示，什么都不会真正发出。这里是本应发出的内容，最新的在最前，页面会自动更新。
messages-empty-title = 还没有消息
messages-empty-text = 一有验证码或通知发出，就会显示在这里。比如，注册一个账户试试。
messages-sms = 短信，发给 { $address }
messages-email = 邮件，发给 { $address }

# 不使用通行密钥。
way-other = 密码或验证码
other-way-title = 用其他方式登录
other-way-lede = 用密码或手机验证码，您可以查看账户、报告丢失。其他操作需要通行密钥。
identifier-not-accepted = 这不是用户 ID、邮箱或手机号码。请再检查一下。
back-to-passkey = 改用通行密钥
factor-title = 您想怎样登录？
factor-lede = 请输入密码，或让我们向您的手机发送验证码。无论谁来电或来信索要，都不要告诉对方验证码。
factor-second-title = 还需要一项证明
factor-second-lede = 第一项已通过。不使用通行密钥时，需要两项不同的证明。
factor-send-code = 向我的手机发送验证码
factor-another = 选择其他方式
factor-none = 这里没有其他方式。请使用通行密钥。
factor-off = 这种方式连续失败次数过多，已在此停用。您的账户是安全的，通行密钥仍可使用。
another-factor-needed = 这个密码较短，还需要手机验证码，但账户没有手机号码。请使用通行密钥。
approval-needed = 您的账户不认识这个浏览器。不使用通行密钥时，只能在以前登录过的地方登录。没有任何变化。
code-lede-sign-in = 如果该账户有手机号码，六位数字的短信已在路上，可能要等一分钟左右。
reauthenticate-lede = 有些操作需要您现在使用一次通行密钥，这样别人就无法在您离开的设备上进行这些操作。
quarantine-text = <b>您未使用通行密钥登录。</b>您可以查看账户、报告丢失、在其他地方退出登录以及冻结账户。其他操作请使用通行密钥。
message-needs-proof = <b>这项操作需要您现在使用一次通行密钥。</b>没有任何变化。
message-frozen = <b>您的账户已冻结。</b>冻结期间无法更改任何内容。用通行密钥可以解冻。
message-suspended = <b>这个通行密钥已暂停使用。</b>它已被报告丢失或正在移除，不能再用来登录。请使用其他通行密钥。

# 密码。
password = 密码
settings-password = 备用的登录方式
password-lede = 当手边没有通行密钥时，密码是备用的登录方式。仅凭密码，谁也无法更改任何内容：一切仍由您的通行密钥掌控。
password-wrong = 密码不正确，或该账户没有密码。没有任何变化。
passwords-busy = 现在登录的人很多，您的密码还没有被检查。请稍后再试。
password-set-on = 设置时间
password-reach = 可用于
password-alone = 在以前登录过的地方查看账户
password-beside = 与手机验证码一起，查看账户
password-set = 设置密码
password-change = 更改密码
password-new = 新密码
password-hint = 至少 8 个字符；达到 15 个就不需要再加验证码。三四个互不相关的词就很好，可以用空格。
password-show = 显示我输入的内容
password-remove = 移除密码
password-remove-text = 移除后，谁都不能再用它登录，包括您自己。您的通行密钥不受影响。
password-too-short = 太短了。请至少用 8 个字符，最好 15 个。
password-too-long = 太长了。请最多用 256 个字符。
password-hidden = 其中有看不见或无法再次输入的字符。请重新输入。
password-common = 很多人用这个密码，它会最先被猜到。请换一个。
password-breached = 这个密码在已泄露的名单中，会最先被尝试。请换一个，在其他使用它的地方也请更改。
password-personal = 它由您的姓名、您的联系方式或本网站的名称组成，会最先被尝试。请换一个。
password-repetitive = 它总在重复同样几个字符，很早就会被尝试。请换一个。
notice-password-set = 密码已设置。我们已通知您账户的所有联系方式。
notice-password-removed = 密码已移除。我们已通知您账户的所有联系方式。
strength-0 = 马上就会被猜到。
strength-1 = 很快就会被猜到。
strength-2 = 过一段时间会被猜到。
strength-3 = 很难被猜到。
strength-4 = 几乎不可能被猜到。
phone-codes = 手机验证码
phone-codes-text = 短信验证码是受限的方式：号码可能被冒用，短信可能被截取。所以它只能让您查看账户，不能更改账户。通行密钥，或另一台设备上的第二个通行密钥，是更好的备用方式。
messages-outbox = 哪些消息还在等待，原因是什么

## 演示发件箱

outbox-title = 发件箱
outbox-lede = 哪些消息还在等待发出、原因是什么，以及其余消息的结果。在非演示的服务器上，用命令 passkeep outbox 查看。
outbox-messages = 消息的内容
outbox-waiting = 等待中
outbox-nothing-waits = 没有消息在等待。
outbox-done = 最近 24 小时内已完成
outbox-nothing-done = 这段时间内没有消息发出。
outbox-sms = 短信
outbox-email = 邮件
outbox-webhook = Webhook
outbox-attempts = { $n ->
    [0] 尚未尝试发送
   *[other] 已尝试发送 { $n } 次
}
outbox-due = 下次尝试：
outbox-caused = 产生时间：
outbox-sent = 已发送
outbox-dropped = 已放弃
