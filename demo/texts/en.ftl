# Layout
skip = Skip to the page
nav-portfolio = Portfolio
nav-transfers = Transfers
nav-activity = Activity
nav-security = Passkeys and security
sign-in = Sign in
sign-out = Sign out
foot-demo = A demonstration: the companies, the prices and the money are made up.
flag-title = No money leaves this account for now
flag-link = What happened

# Welcome
welcome-title = A brokerage that nobody can talk your money out of
welcome-lede = Sign in with a passkey. Confirm every withdrawal with it, word for word, and keep the receipt.
welcome-start = Sign in or open an account
welcome-how = You sign in at Passkeep, which keeps your passkeys. Larkfield never sees a password.
signed-out = You are signed out here and at Passkeep.
market = Market

# Portfolio
total = Everything together
cash = Cash
positions = Positions
positions-none = Nothing yet. Choose a security below to buy the first shares.
security = Security
shares = Shares
price = Price
value = Value
gain = Gain

# A security
chart-text = The last hour: from { $from } to { $to }
chart-range = Last hour: { $low } to { $high }
owned = Shares you have
order = Order
side = Buy or sell
buy = Buy
sell = Sell
estimate = About { $amount }
order-rule = Over $1,000.00 you confirm it with your passkey. The order ends if the price moves more than 1%.
order-place = Place order

# Transfers
transfers-lede = { $amount } can be withdrawn.
withdraw = Withdraw
withdraw-rule = You confirm each withdrawal with your passkey.
amount = Amount in US dollars
payee = To
payees = Payees
payees-none = Add a payee first: somebody whom you pay, or your own bank account.
payee-name = Name
payee-account = Account number
payee-rule = You confirm a new payee with your passkey, and on another trusted device. Without one it waits, so that you can stop it.
payee-add = Add payee

# Activity
activity-none = Orders, withdrawals and payees stand here, with their receipts.
title-buy = Buy { $quantity } { $symbol }
title-sell = Sell { $quantity } { $symbol }
title-withdrawal = Withdraw { $amount } to { $name }
title-payee = Add { $name } as a payee
state-asked = Waits for you
state-held = Signed, on hold
state-done = Done
state-denied = You said no
state-cancelled = Taken back
state-expired = Expired
state-blocked = Blocked
state-void = Void
state-failed = Not done
explained-asked = Confirm it with your passkey by { $until }. Nothing happens before you do.
explained-held = Your passkey signed it. It goes on when another trusted device of yours signs it too, or at { $until }. You can stop it until then.
explained-done = Your passkey confirmed it, and it is done. The receipt is below.
explained-done-small = It is done. Small orders need no confirming.
explained-denied = Nothing was done.
explained-cancelled = Nothing was done.
explained-expired = Nobody confirmed it in time, so nothing was done. You can start again.
explained-blocked = Five answers failed, so nothing was done. You can start again.
explained-void = Your account was frozen or recovered meanwhile, so nothing was done.
explained-price = The price had moved more than 1%, so nothing was traded. You can order again.
explained-flagged = Meanwhile Passkeep told us that your account may be at risk, so nothing was done.
explained-receipt = The receipt was not of what we asked, so nothing was done. Please tell us.
explained-not-asked = Passkeep took no question about it, so nothing was done.
confirm = Confirm with passkey
look = See it at Passkeep
cancel = Take it back
bound = At most
paid = Paid
received = Received
asked = Started
ended = Ended

# Receipt
receipt = Receipt
receipt-holds = We have just verified it.
receipt-proves = Your passkey signed exactly these words. What a screen showed, no receipt can prove.
receipt-fails = This receipt can’t be verified here now.
receipt-signed = Signed
receipt-digest = Digest
receipt-save = Save receipt
receipt-check = Anyone who has the file can check it offline: passkeep receipt verify. Keep it as long as you like.

# What did not work
error-title = That did not work
error-back = Back to Larkfield
fault-link = Mend it at Passkeep
fault-symbol = We don’t know this security.
fault-quantity = Give a number of whole shares, from 1 to 1,000,000.
fault-amount = Give an amount in dollars and cents, for example 250.00.
fault-name = Give a name of letters and digits, at most 60.
fault-account = Give the account number: 4 to 34 letters and digits.
fault-cash = That is more than the cash that you have.
fault-shares = That is more shares than you have.
fault-payee = Choose one of your payees.
fault-second-way = Before money can leave, save recovery codes or create a second passkey at Passkeep: then one lost phone doesn’t lock you out.
fault-too-many = Three actions already wait for you. Confirm one of them, or take it back, under Activity.
fault-held = Passkeep lets no money leave your account for now. Your history there says why, and until when.
fault-not-asked = Passkeep didn’t take it ({ $code }). Nothing was done.
fault-unreachable = We can’t reach Passkeep just now. Nothing was done; try again in a minute.
fault-sign-in = The sign-in did not work ({ $code }). Try again.
fault-sign-in-denied = You stopped the sign-in. Nothing happened.
fault-sign-in-unmet = Larkfield takes a passkey. Create one at Passkeep, then sign in again.
fault-sign-in-over = This sign-in is over, or began in another browser. Sign in again.
fault-nowhere = There is nothing here.
fault-foreign = That came from another site, so we did nothing.
fault-broken = We have a problem on our side. Nothing was done; try again in a minute.
flag-frozen = Your account at Passkeep is frozen. You can sell, and nothing else.
flag-thawed = Your account was frozen and is thawed. Until { $until } you can sell, and nothing else.
flag-recovered = Your account was recovered after a loss. Until { $until } you can sell, and nothing else.
