# Layout
skip = 跳到正文
nav-portfolio = 投资组合
nav-transfers = 转账
nav-activity = 记录
nav-security = 通行密钥与安全
sign-in = 登录
sign-out = 退出登录
foot-demo = 这是演示：公司、价格和资金都是虚构的。
flag-title = 目前资金不能转出此账户
flag-link = 查看发生了什么

# Welcome
welcome-title = 谁也骗不走您资金的券商
welcome-lede = 用通行密钥登录。每一笔提现都由您逐字确认，并留下凭证。
welcome-start = 登录或开户
welcome-how = 您在 Passkeep 登录，通行密钥由它保管。Larkfield 从不接触任何密码。
signed-out = 您已在这里和 Passkeep 退出登录。
market = 市场

# Portfolio
total = 总资产
cash = 现金
positions = 持仓
positions-none = 还没有持仓。请在下方选择证券，买入第一笔。
security = 证券
shares = 股数
price = 价格
value = 市值
gain = 盈亏

# A security
chart-text = 最近一小时：从 { $from } 到 { $to }
chart-range = 最近一小时：{ $low } 至 { $high }
owned = 您持有的股数
order = 下单
side = 买入或卖出
buy = 买入
sell = 卖出
estimate = 约 { $amount }
order-rule = 超过 $1,000.00 的订单由您用通行密钥确认。若价格变动超过 1%，订单作废。
order-place = 提交订单

# Transfers
transfers-lede = 可提现 { $amount }。
withdraw = 提现
withdraw-rule = 每一笔提现都由您用通行密钥确认。
amount = 金额（美元）
payee = 收款人
payees = 收款人列表
payees-none = 请先添加收款人：您要付款的人，或您自己的银行账户。
payee-name = 姓名
payee-account = 账号
payee-rule = 新收款人由您用通行密钥确认，还需在另一台受信任设备上确认。没有这样的设备时会先等待，以便您阻止。
payee-add = 添加收款人

# Activity
activity-none = 订单、提现、收款人及其凭证都会列在这里。
title-buy = 买入 { $quantity } 股 { $symbol }
title-sell = 卖出 { $quantity } 股 { $symbol }
title-withdrawal = 向 { $name } 提现 { $amount }
title-payee = 添加收款人 { $name }
state-asked = 等待您确认
state-held = 已签名，等待中
state-done = 已完成
state-denied = 您已拒绝
state-cancelled = 已撤回
state-expired = 已过期
state-blocked = 已锁定
state-void = 已失效
state-failed = 未执行
explained-asked = 请在 { $until } 之前用通行密钥确认。在此之前什么都不会发生。
explained-held = 您的通行密钥已签名。您的另一台受信任设备也签名后，或到 { $until } 时，才会继续。在那之前您可以阻止。
explained-done = 您的通行密钥已确认，操作已完成。凭证在下方。
explained-done-small = 操作已完成。小额订单无需确认。
explained-denied = 什么都没有执行。
explained-cancelled = 什么都没有执行。
explained-expired = 没有人及时确认，因此什么都没有执行。您可以重新开始。
explained-blocked = 五次确认失败，因此什么都没有执行。您可以重新开始。
explained-void = 您的账户在此期间被冻结或恢复，因此什么都没有执行。
explained-price = 价格变动超过 1%，因此没有成交。您可以重新下单。
explained-flagged = Passkeep 在此期间告知您的账户可能有风险，因此什么都没有执行。
explained-receipt = 凭证与我们请求的内容不符，因此什么都没有执行。请告诉我们。
explained-not-asked = Passkeep 没有受理，因此什么都没有执行。
confirm = 用通行密钥确认
look = 在 Passkeep 查看
cancel = 撤回
bound = 最高金额
paid = 支付
received = 收到
asked = 开始
ended = 结束

# Receipt
receipt = 凭证
receipt-holds = 我们刚刚验证了它。
receipt-proves = 您的通行密钥签署的正是以下文字。屏幕显示过什么，任何凭证都无法证明。
receipt-fails = 目前无法在此验证这份凭证。
receipt-signed = 签名时间
receipt-digest = 摘要
receipt-save = 保存凭证
receipt-check = 任何持有该文件的人都可以离线验证：passkeep receipt verify。您想保存多久都可以。

# What did not work
error-title = 没有成功
error-back = 返回 Larkfield
fault-link = 前往 Passkeep 处理
fault-symbol = 我们不认识这只证券。
fault-quantity = 请输入 1 到 1,000,000 之间的整数股数。
fault-amount = 请输入金额，例如 250.00。
fault-name = 请输入由文字和数字组成的姓名，最多 60 个字符。
fault-account = 请输入账号：4 到 34 位字母和数字。
fault-cash = 这超过了您的现金。
fault-shares = 这超过了您持有的股数。
fault-payee = 请选择一位收款人。
fault-second-way = 在资金转出之前，请在 Passkeep 保存恢复码或创建第二个通行密钥：这样丢一部手机也不会把您锁在门外。
fault-too-many = 已有三项操作等待您。请在“记录”中确认或撤回其中一项。
fault-held = Passkeep 目前不允许资金转出您的账户。那里的历史记录会说明原因和期限。
fault-not-asked = Passkeep 没有受理（{ $code }）。什么都没有执行。
fault-unreachable = 目前无法连接 Passkeep。什么都没有执行，请稍后再试。
fault-sign-in = 登录没有成功（{ $code }）。请再试一次。
fault-sign-in-denied = 您中止了登录。什么都没有发生。
fault-sign-in-unmet = Larkfield 需要通行密钥。请在 Passkeep 创建一个，然后重新登录。
fault-sign-in-over = 这次登录已经结束，或是在另一个浏览器中开始的。请重新登录。
fault-nowhere = 这里什么都没有。
fault-foreign = 请求来自另一个网站，因此我们没有执行。
fault-broken = 我们这边出了问题。什么都没有执行，请稍后再试。
flag-frozen = 您在 Passkeep 的账户已冻结。您只能卖出。
flag-thawed = 您的账户曾被冻结，现已解冻。在 { $until } 之前您只能卖出。
flag-recovered = 您的账户在丢失后已恢复。在 { $until } 之前您只能卖出。
