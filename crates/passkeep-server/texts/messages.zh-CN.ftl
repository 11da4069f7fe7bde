# 发送给用户的消息。带验证码的消息末尾另有一行供浏览器读取，由程序添加。

message-sign-up-code-subject = 您的 { $brand } 验证码
message-sign-up-code = { $code } 是您在 { $domain } 创建账户的验证码。无论谁索要，都不要告诉任何人。

message-already-has-account-subject = 您的 { $brand } 账户
message-already-has-account = 有人在 { $domain } 请求向{ $kind ->
        [phone] 此号码
       *[email] 此邮箱
    }发送验证码，但它已属于一个账户。如果是您本人，请在 { $domain } 登录。如果不是，账户没有任何变化，您无需操作。

message-create-passkey-code-subject = 您的 { $brand } 验证码
message-create-passkey-code = { $code } 是您在 { $domain } 创建通行密钥的验证码。不要告诉任何人。如果不是您请求的，可能有他人登录了您的账户：请在设置中查看“会话”。

message-add-email-code-subject = 您的 { $brand } 验证码
message-add-email-code = { $code } 是您在 { $domain } 添加此邮箱的验证码。不要告诉任何人。如果不是您请求的，您无需操作。

message-new-browser-subject = 您的 { $brand } 账户在新的浏览器上登录
message-new-browser = 您在 { $domain } 的账户在一个未知的浏览器上登录：{ $browser }，{ $system }。如果不是您本人，请在 { $domain } 登录并结束该会话。

message-passkey-created-subject = 您的 { $brand } 账户添加了通行密钥
message-passkey-created = 您在 { $domain } 的账户添加了通行密钥“{ $name }”。如果不是您本人，请在 { $domain } 登录并将其移除。

message-passkey-removed-subject = 您的 { $brand } 账户移除了通行密钥
message-passkey-removed = 您在 { $domain } 的账户移除了通行密钥“{ $name }”，它不能再用于登录。如果不是您本人，请在 { $domain } 登录并结束您不认识的会话。

message-email-added-subject = 您的 { $brand } 账户添加了邮箱
message-email-added = 您在 { $domain } 的账户添加了邮箱 { $name }。如果不是您本人，请在 { $domain } 登录并结束您不认识的会话。

message-sign-in-code-subject = 您的 { $brand } 验证码
message-sign-in-code = { $code } 是您在 { $domain } 登录的验证码。无论谁索要，都不要告诉任何人。如果不是您请求的，您无需操作：仅凭验证码无法更改您账户中的任何内容。

message-signed-in-without-passkey-subject = 有人未用通行密钥登录了您的 { $brand } 账户
message-signed-in-without-passkey = 您在 { $domain } 的账户在未使用通行密钥的情况下登录：{ $browser }，{ $system }。如果不是您本人，请用通行密钥在 { $domain } 登录并结束该会话。

message-password-set-subject = 您的 { $brand } 账户添加了密码
message-password-set = 您在 { $domain } 的账户设置了密码。如果不是您本人，请用通行密钥在 { $domain } 登录并移除密码。

message-password-changed-subject = 您的 { $brand } 账户更改了密码
message-password-changed = 您在 { $domain } 的账户更改了密码。如果不是您本人，请用通行密钥在 { $domain } 登录并移除密码。

message-password-removed-subject = 您的 { $brand } 账户移除了密码
message-password-removed = 您在 { $domain } 的账户移除了密码。如果不是您本人，请用通行密钥在 { $domain } 登录，并结束您不认识的会话。

message-device-trusted-subject = 您的 { $brand } 账户选定了受信任设备
message-device-trusted = 您在 { $domain } 的账户选定了一台受信任设备：{ $browser }，{ $system }。如果不是您本人，请在 { $domain } 登录，并在“受信任设备”中撤销它。

message-device-revoked-subject = 您的 { $brand } 账户撤销了设备
message-device-revoked = 您在 { $domain } 的账户撤销了设备“{ $name }”，它已被退出登录。如果不是您本人，请在 { $domain } 登录并结束您不认识的会话。

message-device-copied-subject = 您的 { $brand } 账户有一台设备不再受信任
message-device-copied = 您在 { $domain } 的账户中，一台设备的受信任凭据出现在两个地方：{ $browser }，{ $system }。因此它不再受信任，账户内容保持不变。请在 { $domain } 登录，查看您的会话，然后重新选定该设备。

message-approval-requested-subject = 有新设备请求进入您的 { $brand } 账户
message-approval-requested = 有新设备请求进入您在 { $domain } 的账户：{ $browser }，{ $system }，网络 { $place }。尚未打开任何内容。如果是您本人，请在您信任的设备上打开 { $domain }。如果不是，也请在那里说明。不要把数字或验证码告诉任何人。

message-approval-failed-subject = 一台新设备未能进入您的 { $brand } 账户
message-approval-failed = 有新设备请求进入您在 { $domain } 的账户，但为它输入的数字不对：{ $browser }，{ $system }。此次尝试已结束，没有打开任何内容。如果那个数字是别人给您的，说明他们想进入您的账户：下次请选择“不是我”。

message-account-frozen-subject = 您的 { $brand } 账户已冻结
message-account-frozen = 您在 { $domain } 的账户已从您的一台受信任设备上冻结，所有人都已退出登录。冻结期间不能更改任何内容。您可以在 { $domain } 用通行密钥解冻。
