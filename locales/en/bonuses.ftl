# Bonuses for referrals: the list for those who check them, and for accounting. Telegram HTML.

bonuses-title = 🎁 <b>Bonuses for referrals</b>
# $state – where the claims stand; $count – how many; $money – what they come to
bonuses-sum = { $state ->
    [checked] Checked: { $count } for { $money }
    [paid] Paid: { $count } for { $money }
   *[waiting] Waiting to be checked: { $count } for { $money }
}
bonuses-none = No claims yet: they come from the referral button on a lead's card.
bonuses-waiting = Below are those that wait to be checked, the oldest first.
bonuses-checked = Below are the checked ones, they are due.
bonuses-paid = Below are the paid ones.

# One claim. $lead – the lead; $money – the bonus; $name – who recommended us; $who – who did it; $at – when
bonus-lead = 🎁 Lead <b>{ $lead }</b> · { $money }
bonus-referrer = Recommended by { $name }
bonus-referrer-unnamed = Who recommended us is not written down yet
bonus-claimed = Claimed: { $who }, { $at }
bonus-checked = Checked: { $who }, { $at }
bonus-paid = Paid: { $who }, { $at }
bonus-turned-down = Turned down
# $source – the lead's source now
bonus-other-source = ⚠️ The lead's source is another one now: { $source }

# To whoever claimed the bonus. $lead – the lead; $name – who recommended us; $who – who decided
bonus-told-paid = 🎁 The bonus of { $money } is paid: { $name } (lead <b>{ $lead }</b>) – { $who }
bonus-told-withdrawn = 🎁 The bonus of { $money } for the lead <b>{ $lead }</b> is turned down – { $who }

# The file for accounting: plain text. $day – the day (“2026-03-02”)
bonuses-file = Bonuses for referrals { $day }.xlsx
bonuses-sheet = Bonuses
bonuses-state = { $state ->
    [checked] checked
    [paid] paid
   *[waiting] waiting
}
bonuses-column-lead = Lead
bonuses-column-link = Link to the lead
bonuses-column-referrer = Recommended by
bonuses-column-client = Link to the client
bonuses-column-amount = Amount
bonuses-column-currency = Currency
bonuses-column-state = State
bonuses-column-source = Source of the lead
bonuses-column-claimed-at = Claimed
bonuses-column-claimed-by = Claimed by
bonuses-column-checked-at = Checked
bonuses-column-checked-by = Checked by
bonuses-column-paid-at = Paid
bonuses-column-paid-by = Paid by

# Buttons and answers to taps: plain text
button-bonus-checked = ✅ Checked
button-bonus-paid = 💸 Paid
button-bonus-withdrawn = ✕ Turn down
button-bonuses = ‹ To the list
button-bonuses-waiting = Waiting
button-bonuses-checked = Checked
button-bonuses-paid = Paid
button-bonuses-file = ⬇️ Excel file
toast-bonus-checked = Noted: checked
toast-bonus-paid = Noted: paid
toast-bonus-withdrawn = Turned down
toast-export = Making the file, it will come here
