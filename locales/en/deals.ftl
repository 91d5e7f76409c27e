# Deals that were handed to a sales manager. Telegram HTML.

# The card of the new responsible person. $deal – the deal's title
deal-card = 🤝 The deal <b>{ $deal }</b> was handed to you
# $at – until when
deal-until = ⏳ Take it by { $at }
# $at – when its time was over
deal-over = 🔴 Its time was over at { $at }, the head knows
deal-taken = ✅ The deal <b>{ $deal }</b> is in work
# $at – when it was taken; $by – how much too late
deal-taken-at = Taken at { $at }
deal-taken-late = Taken at { $at }, too late by { DURATION($by, case: "accusative") }
deal-given = ➡️ The deal <b>{ $deal }</b> is somebody else's now
deal-closed = ⚪️ The deal <b>{ $deal }</b> is closed
deal-gone = 🗑 The deal <b>{ $deal }</b> was deleted in Bitrix24
button-take-deal = I take it

# To the head. $manager – who is responsible
deal-late = 🚨 <b>{ $deal }</b>: nobody took the deal. Responsible: { $manager }
# $given – when it was handed over; $due – until when; $ago – how long since ("5 minutes ago")
deal-late-facts = Handed over at { $given }, to be taken by { $due } ({ $ago })
deal-observed = 👁 You are being made an observer of the deal in Bitrix24
deal-late-given = ➡️ The deal was handed to somebody else
deal-late-closed = ⚪️ The deal is closed
deal-late-gone = 🗑 The deal was deleted in Bitrix24
# Notices in Bitrix24: plain text. $url – the deal's address
deal-bell = The deal “{ $deal }” was handed to you. Take it by { $at }: { $url }
deal-late-bell = The deal “{ $deal }” was not taken in time. Responsible: { $manager }. { $url }
# To administrators. $deal – the deal's number; $reason – the portal's words
observers-refused = ⚠️ Bitrix24 did not add an observer to deal No. { $deal }: { $reason }

# Answers to taps
toast-deal-taken = The deal is yours, its clock has stopped
refusal-not-your-deal = A deal is taken by whom it was handed to.
refusal-deal-taken = The deal is in work already.
refusal-stale-deal = The deal was handed to somebody else or closed. Open it in Bitrix24.
