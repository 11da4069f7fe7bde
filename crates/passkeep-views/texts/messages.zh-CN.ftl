# 发送给用户的消息。带验证码的消息末尾另有一行供浏览器读取，由程序添加。
# 验证码短信连同那一行不超过 70 个字符（UCS-2 的一条）。

message-sign-up-code-subject = 您的 { $brand } 验证码
message-sign-up-code = { $code } 是您创建账户的验证码。无论谁索要，都不要告诉任何人。

message-already-has-account-subject = 您的 { $brand } 账户
message-already-has-account = 有人在 { $domain } 请求向{ $kind ->
        [phone] 此号码
       *[email] 此邮箱
    }发送验证码，但它已属于一个账户。如果是您本人，请在 { $domain } 登录。如果不是，账户没有任何变化，您无需操作。

message-create-passkey-code-subject = 您的 { $brand } 验证码
message-create-passkey-code = { $code } 是您创建通行密钥的验证码，不要告诉任何人。不是您？请看登录状态。

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
message-sign-in-code = { $code } 是您登录的验证码。无论谁索要，都不要告诉任何人。

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

message-replace-contact-code-subject = 您的 { $brand } 验证码
message-replace-contact-code = { $code } 是{ $kind ->
        [phone] 您换用此号码的验证码。不要告诉任何人。
       *[email] 在 { $domain } 的账户使用此邮箱的验证码。不要告诉任何人。如果不是您请求的，您无需操作。
    }

message-claim-number-code-subject = 您的 { $brand } 验证码
message-claim-number-code = 此号码已属于 { $domain } 的一个账户。如果账户是您的，请在那里登录，不要把此验证码告诉任何人。如果号码现在归您使用，而账户是别人的，{ $code } 就是您申请此号码的验证码；该账户有几天时间可以拒绝。

message-account-renamed-subject = 您的 { $brand } 账户换了称呼
message-account-renamed = 您在 { $domain } 的账户现在的称呼是 { $name }。如果不是您本人，请在 { $domain } 登录并结束您不认识的会话。

message-hold-started-subject = 您的 { $brand } 账户即将有变动
message-hold-started = { $what ->
        [remove_passkey] 通行密钥“{ $name }”已不能用于登录您在 { $domain } 的账户，将于 { $until } 移除。
        [lose_passkey] 通行密钥“{ $name }”被报告丢失，已不能用于登录您在 { $domain } 的账户，将于 { $until } 移除。如果找回了，凭这个通行密钥本身，再加上一封相关邮件，就能恢复它。
        [remove_contact] { $name } 将于 { $until } 从您在 { $domain } 的账户移除。
        [replace_contact] { $to } 将于 { $until } 取代 { $name }，成为您在 { $domain } 的账户的联系方式。
        [give_up_number] 有人证明了号码 { $name } 归其使用，它将于 { $until } 离开您在 { $domain } 的账户。
        [change_password] 新密码将于 { $until } 取代您在 { $domain } 的账户现在的密码。
        [confirm_action] 您的通行密钥签署了一项操作，但没有其他设备签署，所以它要等待：“{ $name }”。它将于 { $until } 在您 { $domain } 的账户中得到确认。
       *[recovery] 有人提供了您的两种证明，正在恢复您在 { $domain } 的账户。从 { $until } 起，对方可以创建通行密钥。
    }如果是您本人，无需操作。如果不是，目前还没有任何损失：{ $kind ->
        [phone] 请在 { $domain } 登录并阻止它。
       *[email] 请打开此页面，点按钮阻止它：{ $link }
    }

message-hold-halfway-subject = 仍在等待：您的 { $brand } 账户即将有变动
message-hold-halfway = 提醒您：下面这件事仍在等待，还可以阻止。{ $what ->
        [remove_passkey] 通行密钥“{ $name }”将于 { $until } 从您在 { $domain } 的账户移除。
        [lose_passkey] 被报告丢失的通行密钥“{ $name }”将于 { $until } 从您在 { $domain } 的账户移除。如果找回了，凭这个通行密钥本身，再加上一封相关邮件，就能恢复它。
        [remove_contact] { $name } 将于 { $until } 从您在 { $domain } 的账户移除。
        [replace_contact] { $to } 将于 { $until } 取代 { $name }，成为您在 { $domain } 的账户的联系方式。
        [give_up_number] 有人证明了号码 { $name } 归其使用，它将于 { $until } 离开您在 { $domain } 的账户。
        [change_password] 新密码将于 { $until } 取代您在 { $domain } 的账户现在的密码。
        [confirm_action] 您的通行密钥签署的一项操作正在等待：“{ $name }”。它将于 { $until } 在您 { $domain } 的账户中得到确认。
       *[recovery] 有人提供了您的两种证明，正在恢复您在 { $domain } 的账户。从 { $until } 起，对方可以创建通行密钥。
    }如果不是您请求的，{ $kind ->
        [phone] 请在 { $domain } 登录并阻止它。
       *[email] 请打开此页面，点按钮阻止它：{ $link }
    }

message-hold-done-subject = 已完成：您的 { $brand } 账户的变动
message-hold-done = 等待已结束。{ $what ->
        [remove_passkey] 通行密钥“{ $name }”已从您在 { $domain } 的账户移除。
        [lose_passkey] 被报告丢失的通行密钥“{ $name }”已从您在 { $domain } 的账户移除。
        [remove_contact] { $name } 已从您在 { $domain } 的账户移除。
        [replace_contact] 在您 { $domain } 的账户中，{ $to } 已取代 { $name }。
        [give_up_number] 号码 { $name } 已离开您在 { $domain } 的账户。
        [change_password] 您在 { $domain } 的账户已换用新密码。
        [confirm_action] “{ $name }”已在您 { $domain } 的账户中得到确认。
       *[recovery] 正在恢复您在 { $domain } 的账户的人现在可以创建通行密钥。在对方创建之前，您的通行密钥仍可以阻止它。
    }如果不是您本人，请在 { $domain } 登录，看看还有什么变动。

message-hold-stopped-subject = 已阻止：您的 { $brand } 账户的变动
message-hold-stopped = { $what ->
        [remove_passkey] 移除已被阻止：通行密钥“{ $name }”留在您在 { $domain } 的账户中，又可用于登录。
        [lose_passkey] 通行密钥“{ $name }”已回到您在 { $domain } 的账户，又可用于登录，不再算作丢失。
        [remove_contact] 移除已被阻止：{ $name } 留在您在 { $domain } 的账户中。
        [replace_contact] { $name } 留在您在 { $domain } 的账户中，{ $to } 不会取代它。
        [give_up_number] 号码 { $name } 留在您在 { $domain } 的账户中。
        [change_password] 您在 { $domain } 的账户保留现在的密码，新密码不会取代它。
        [confirm_action] “{ $name }”已被阻止，不会在您 { $domain } 的账户中得到确认。
       *[recovery] 您在 { $domain } 的账户的恢复流程已被阻止。
    }如果不是您本人，请在 { $domain } 登录，看看还有什么变动。

message-hold-disputed-subject = 需要您决定：您的 { $brand } 账户的变动
message-hold-disputed = 有人第二次提出反对，所以下面这件事既不继续，也不停止：{ $what ->
        [remove_passkey] 移除通行密钥“{ $name }”
        [lose_passkey] 移除被报告丢失的通行密钥“{ $name }”
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 他人已证明归其使用的号码 { $name }
        [change_password] 用新密码取代现在的密码
        [confirm_action] 操作“{ $name }”
       *[recovery] 恢复账户
    }。请在 { $domain } 登录，用您已使用一段时间的通行密钥作出决定。{ $what ->
        [recovery] 恢复码也可以决定，除非这样的通行密钥另作决定。
       *[other] {""}
    }{ $what ->
        [lose_passkey] 在此之前，该通行密钥保持现状，不能用于登录。
       *[other] 如果没有人决定，它会在一段时间后结束，什么都不会改变；登录后可查看时间。
    }

message-hold-upheld-subject = 已决定：您的 { $brand } 账户的变动
message-hold-upheld = { $what ->
        [recovery] 一个您已使用一段时间的通行密钥或一个恢复码
       *[other] 一个您已使用一段时间的通行密钥
    }决定，下面这件事继续进行，时间是 { $until }：{ $what ->
        [remove_passkey] 移除通行密钥“{ $name }”
        [lose_passkey] 移除被报告丢失的通行密钥“{ $name }”
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 号码 { $name } 离开账户
        [change_password] 用新密码取代现在的密码
        [confirm_action] 确认“{ $name }”
       *[recovery] 开放恢复流程
    }。如果不是您本人，请在 { $domain } 登录并阻止它。

message-hold-lapsed-subject = 您的 { $brand } 账户没有变动
message-hold-lapsed = 您在 { $domain } 的账户中有一项等待中的变动不再进行，{ $what ->
        [recovery] 因为没有人按时来完成它
       *[other] 因为情况已与当时不同
    }：{ $what ->
        [remove_passkey] 移除一个通行密钥。
        [lose_passkey] 移除一个被报告丢失的通行密钥。
        [remove_contact] 移除 { $name }。
        [replace_contact] 用 { $to } 取代 { $name }。
        [give_up_number] 他人已证明归其使用的号码 { $name }。
        [change_password] 用新密码取代现在的密码。
        [confirm_action] 操作“{ $name }”。
       *[recovery] 恢复账户。
    }您无需操作。

message-hold-opposed-subject = 有人提出反对：您的 { $brand } 账户的变动
message-hold-opposed = 有人反对您在 { $domain } 的账户中的这件事：{ $what ->
        [remove_passkey] 移除通行密钥“{ $name }”
        [lose_passkey] 移除被报告丢失的通行密钥“{ $name }”
        [remove_contact] 移除 { $name }
        [replace_contact] 用 { $to } 取代 { $name }
        [give_up_number] 放弃号码 { $name }
        [change_password] 更换密码
        [confirm_action] 操作“{ $name }”
       *[recovery] 恢复账户
    }。这是两样中的一样：它仍在继续，直到 { $until }。{ $what ->
        [lose_passkey] 凭通行密钥本身加上一封邮件，才能恢复它。
       *[other] {""}
    }如果是您本人，{ $kind ->
        [phone] 请在 { $domain } 提供另一样。
       *[email] 而缺的正是邮件，请打开此页面并点按钮：{ $link }
    }。如果不是，请在 { $domain } 登录，看看有什么在等待。

message-hold-undecided-subject = 您的 { $brand } 账户没有变动
message-hold-undecided = 没有人就您在 { $domain } 的账户中的争议作出决定，所以什么都没有发生：{ $what ->
        [remove_passkey] 通行密钥“{ $name }”保留，又可用于登录
        [lose_passkey] 通行密钥“{ $name }”保持现状
        [remove_contact] { $name } 保留
        [replace_contact] { $name } 保留，{ $to } 不会取代它
        [give_up_number] 号码 { $name } 保留
        [change_password] 密码保留
        [confirm_action] “{ $name }”没有得到确认
       *[recovery] 恢复流程没有让任何人进入
    }。如果仍然需要，请重新提出。

message-account-frozen-subject = 您的 { $brand } 账户已冻结
message-account-frozen = 您在 { $domain } 的账户已被冻结，操作来自 { $browser }，{ $system }。在您用通行密钥解冻之前，任何人都不能更改其中的内容。如果不是您本人操作，请用通行密钥登录 { $domain } 并解冻。

message-account-thawed-subject = 您的 { $brand } 账户已解冻
message-account-thawed = 您在 { $domain } 的账户已用通行密钥解冻，操作来自 { $browser }，{ $system }。如果不是您本人操作，请到 { $domain } 再次冻结账户，并移除该通行密钥。

message-recovery-contact-code-subject = 您的 { $brand } 验证码
message-recovery-contact-code = { $code } 是您恢复账户的验证码，不要告诉任何人。不是您？请冻结账户。

message-recovery-codes-replaced-subject = 您的 { $brand } 账户有了新的恢复码
message-recovery-codes-replaced = 您在 { $domain } 的账户已生成新的恢复码，旧的恢复码已失效。如果不是您本人操作，请立即到 { $domain } 冻结账户。

message-recovery-code-used-subject = 您的 { $brand } 账户有一个恢复码被使用
message-recovery-code-used = 您在 { $domain } 的账户有一个恢复码被使用，设备为 { $browser }，{ $system }。仅凭它无法进入账户。如果不是您本人操作，请用通行密钥登录 { $domain } 并生成新的恢复码。

message-account-recovered-subject = 您的 { $brand } 账户已恢复
message-account-recovered = 您在 { $domain } 的账户已在 { $browser }，{ $system } 上恢复：现在可以在那里添加通行密钥。所有已登录的设备均已退出。如果不是您本人操作，请立即到 { $domain } 冻结账户。

message-frozen-by-support-subject = 客服冻结了您的 { $brand } 账户
message-frozen-by-support = 客服冻结了您在 { $domain } 的账户。在您用通行密钥解冻之前，任何人都不能更改其中的内容。如果您没有提出要求，请用通行密钥登录 { $domain } 并解冻。

message-recovery-offered-subject = 恢复您的 { $brand } 账户
message-recovery-offered = 客服发送此消息，是因为您（或自称是您的人）无法登录。如需开始，请自己打开 { $link } 并在那里证明身份；其间有一段等待时间，所有地址都会收到通知。客服绝不会向您索要验证码。如果您没有提出要求，无需任何操作：什么都没有改变。

message-support-proposed-subject = 客服提议更改您的 { $brand } 账户
message-support-proposed = 一名客服人员希望对您在 { $domain } 的账户执行：{ $action ->
        [stop_hold] 停止等待中的变动
        [shorten_hold] 缩短等待时间
        [thaw] 解冻您的账户
       *[prove_identity] 录入您的身份证明
    }。还须另一人签署。如果您没有向客服提出要求，请用通行密钥登录 { $domain }，查看历史记录并告诉我们。

message-support-decided-subject = 客服更改了您的 { $brand } 账户
message-support-decided = 两名客服人员已签署，并对您在 { $domain } 的账户执行了：{ $action ->
        [stop_hold] 停止等待中的变动
        [shorten_hold] 缩短等待时间
        [thaw] 解冻您的账户
       *[prove_identity] 录入您的身份证明
    }。{ $until ->
        [none] 一段时间内任何有价值的东西都不能转出。
       *[other] 等待于 { $until } 结束，在此之前仍可阻止。
    } 如果您没有向客服提出要求，请用通行密钥登录 { $domain } 并冻结账户。
