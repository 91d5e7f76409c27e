# Answers to taps: plain text, up to 200 characters.

# $title – the button's title; $name – not needed here
toast-done = Done: { $title }
# $title – the button's title; $attempt – number of the attempt; $hint – the regulation's hint, or empty
toast-attempt = { $title }: attempt { $attempt }. { $hint }
# $hold – for how long there is no reminder
toast-held = Fine, I shall wait { DURATION($hold, case: "accusative") }
# $title – the button's title
toast-confirm = Please confirm: { $title }
toast-undone = Taken back, all as before
toast-asked = Answer the question below
toast-shown = { "" }
# $name – the new responsible person
toast-handed-over = Handed over. Responsible: { $name }
toast-taken-over = The lead is yours and in work
toast-reminded = The reminder is on its way
toast-card-sent = The card is below
toast-picked = The lead is below
toast-retrying = Writing to Bitrix24 once more
# $source – the source that was picked
toast-source = Noted: { $source }
toast-locked = You decide, the others wait
toast-passed = Passed on to the editors
toast-amended = Noted, in force at once
toast-rejected = Fine, there will be no rule

# Refusals: nothing was done, and why.
refusal-page-stale = The link was used already or is too old. Open the page from the bot again.
refusal-page-stranger = You are not among the staff, so the page is closed.
refusal-stranger = You are not on the staff list. Send me /start to connect.
refusal-inactive = Your Bitrix24 account is switched off, so there is no access. If this is a mistake, tell an administrator.
refusal-not-yours = This lead belongs to another manager.
refusal-supervisors-only = Only a supervisor may do this.
refusal-keepers-only = The source keeper or a supervisor answers this question.
refusal-admins-only = Only an administrator may give this role.
refusal-stale = This button is out of date: something was done since. See the fresh card.
refusal-repeated = Taken already.
# $title – the button's title; $attempts – attempts noted so far
refusal-already = Noted already: { $title }
refusal-acted-already = The lead is in work, no reminder needed.
refusal-acted-since = Something was done to the lead since, this cannot be taken back.
refusal-undone-already = Taken back already.
refusal-undo-late = The time to undo is over. Please correct it in Bitrix24.
refusal-gone = The lead was deleted in Bitrix24.
refusal-closed = The lead is closed already.
refusal-unknown-lead = I do not know this lead. Open it in Bitrix24.
refusal-meeting-set = The meeting is set, nobody has to be called by the plan. What became of it is said behind “📅 Meeting”.
refusal-ticket-open = The source was asked about already, the answer is awaited.
refusal-ticket-closed = This question was answered already.
refusal-no-twin = No duplicates of this lead are left. Look at the fresh card.
refusal-no-client = Nothing to attach to: there must be exactly one contact of the client, and the lead attached to none yet.
# $who – who is deciding
refusal-ticket-held = { $who } is deciding now. Until when, the question says.
refusal-lock-not-you = Whoever is named on this button taps it. You can answer without it.
# $source – the source
refusal-source-known = This was asked before, it is { $source }. Tap the button on the card that puts it right.
refusal-amendment-over = This was decided already.
refusal-editors-only = Sources and rules are changed by the editors: marketing or a supervisor.
refusal-source-settled = The source is no longer in doubt, no change needed.
refusal-bonus-withdrawn = The bonus is not claimed any more: the referral was taken back.
refusal-bonus-checked = The bonus was checked already, it is too late to name somebody else. Tell your supervisor.
refusal-bonus-moved = Something was done to this claim meanwhile. Open the list anew: /bonuses
refusal-bonus-unnamed = First write down who recommended us: the button is on the lead's card.
refusal-bonus-roles = Other people say this: the regulation names their roles.
refusal-nothing-to-retry = Nothing to try again: all is written.
# $name – whom the lead or the reminder was meant for
refusal-not-connected = The bot cannot write to this person: { $name }
# $name – who has the lead now
refusal-theirs-already = The lead is here already: { $name }
