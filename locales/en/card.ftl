# A lead's card: what the manager sees. Telegram HTML.

# $title – the lead's title in Bitrix24
card-title = { $title }
# $source – the source by its name in the portal, or source-none
card-source = Source: { $source }
source-none = not set
# The source of a lead that was added by hand, while nobody has named it
card-source-unconfirmed = Source: { $source } – not confirmed
# The source is in doubt, and the comment names no channel
card-doubt = ❓ The source is in doubt: the comment names no channel
# $line – the line of the comment; $source – the source it means
card-doubt-named = ❓ The source is in doubt. The comment says: “{ $line }” → { $source }
# $line – the line of the comment; the portal's dictionary has no such source
card-doubt-unlisted = ❓ The source is in doubt. The comment says: “{ $line }” – no such source in the list
# A referral. $name – who recommended us; $money – the bonus (“5,000 RUB”); $state – where its claim stands
card-bonus = 🎁 Recommended by { $name } · the bonus of { $money } { $state ->
    [checked] is checked
    [paid] is paid
   *[waiting] waits to be checked
}
card-bonus-unnamed = 🎁 Who recommended us is not written down yet · a bonus of { $money } waits
# An event. $event – what the regulation calls it; $state – where the lead stands
card-event = 🎫 { $event }: { $state }
# $stage – the stage by its name in the portal; $age – time since arrival ("3 minutes ago")
card-stage = { $stage } · arrived { $age }
# What is doubtful in the client's data. $flaws – separated by commas
card-flaws = 🔎 Check the data: { $flaws }
flaw-no-phone = no phone
flaw-phone-letters = letters in the phone
flaw-phone-short = digits are missing in the phone
flaw-phone-long = too many digits in the phone
flaw-phone-unknown = no such phone can exist
flaw-phone-abroad = the phone is of another country
flaw-no-name = no name
flaw-junk-name = the name looks made up
# Who else has this phone or e-mail. $twins – separated by commas, with links; $more – how many are not named
card-twins = 👥 Possible duplicate: { $twins }{ $more ->
    [0] { "" }
   *[other] {" "}and { $more } more
}
card-twins-unknown = 👥 Duplicates are still being checked
# $name – a name or a title, with a link
twin-contact = contact { $name }
twin-company = company { $name }
twin-lead = lead { $name }
# In place of a name when nobody is responsible
nobody = nobody

# $at – a time ("12:05")
due-manager = ⏳ Take it by { $at }
# $at – when the supervisors will hear of the lead
due-supervisors = ⚠️ At { $at } the supervisor hears of it
due-head = ⚠️ The head of sales hears of it at { $at }
due-duty = ⚠️ At { $at } the lead goes to whoever is on duty
due-next = ⚠️ At { $at } the lead goes to the next in the queue
due-participants = ⏳ I will remind everybody concerned at { $at }
# $title – the clock's title in the regulation; $at – when it speaks
due-clock = ⏳ { $title }: { $at }
due-over = 🔴 Overdue, the supervisor knows

# $hint – the regulation's hint
card-hint = 💡 { $hint }
# $title – what to do next at this stage
card-step = ➡️ Next: { $title }
card-step-link = 🎬 How to do it
# $title – the template's title; below it the text, a tap copies it
card-letter = 💬 Write to the client, { $title }:
# The lead's comment tells no address to write to
card-no-email = ✉️ No e-mail: it cannot go by mail. Ask the client for it and write it down
card-no-way = 🤷 The lead does not say where to write
card-ticket-open = 🏷 The source is being looked up, the answer will come here
# Questions of the regulation. $title – the question; $answer – the answer; $known – yes when there is one
card-topic = { $known ->
    [yes] ✓ { $title } { $answer }
   *[no] ✗ { $title }
}
# $said – a source that was named and is not in the list
card-source-waits = 📝 The source “{ $said }” waits for the editors: it is not in the list
card-refused = ⚠️ Bitrix24 did not take the change. Nothing is lost: tap “Try again”
card-gone = ✖️ The lead was deleted in Bitrix24
# $manager – the new responsible person
card-former = The lead was handed over. Responsible now: { $manager }

# What was done. $who – by whom; $at – a time
# $title – the button's title; $attempt – number of the attempt, 0 = not a call
trail-acted = { $attempt ->
    [0] ✅ { $title } · { $who }, { $at }
   *[other] 📞 { $title }, attempt { $attempt } · { $who }, { $at }
}
# $title – title of the button that was taken back
trail-undone = ↩️ Taken back: { $title } · { $who }, { $at }
# $to – the new responsible person
trail-handed-over = 👉 Responsible now: { $to } · { $who }, { $at }
# $because – why somebody else is responsible now: cover, duty or queue; $before – who was
trail-stood-in = 👉 Responsible now: { $to }, { $because ->
    [cover] who covers for { $before }
    [queue] who is next in the queue after { $before }
   *[duty] who is on duty while { $before } is away
} · { $at }
# $source – the source
trail-source-answered = 🏷 Source: { $source } · { $who }, { $at }
trail-source-named = 🏷 Source: { $source } · { $who }, { $at }
trail-source-settled = 🏷 Source: { $source } · in the list by now, { $at }
# $said – a source that is not in the list
trail-source-unlisted = 📝 Source: “{ $said }”, not in the list · { $who }, { $at }
# $source – the new source; $line – the line of the comment
trail-source-repaired = 🏷 Source put right: { $source } · { $who }, { $at }
# The same, done without a tap
trail-source-autofixed = 🤖 Source put right automatically: { $source }, the comment says “{ $line }” · { $at }
# $name – who recommended us
trail-referrer-named = 🎁 Recommended by { $name } · { $who }, { $at }
trail-bonus-checked = 🎁 The bonus is checked: { $name } · { $who }, { $at }
trail-bonus-paid = 🎁 The bonus is paid: { $name } · { $who }, { $at }
trail-bonus-withdrawn = 🎁 The bonus is turned down · { $who }, { $at }
# $title – how it was converted
trail-converted = 🤝 { $title } · { $who }, { $at }
trail-added-by-hand = ➕ Added by hand · { $who }, { $at }
# $stage – the stage it was moved to in Bitrix24
trail-handled-in-portal = 🔵 Taken in Bitrix24: “{ $stage }” · { $at }
trail-closed-in-portal = ⚪️ Closed in Bitrix24: “{ $stage }” · { $at }
trail-back-to-new = 🔁 Back to “{ $stage }” · { $at }
trail-conflict = ⚠️ Somebody changed this in Bitrix24 first, theirs was kept · { $at }
# $status – the new status of the meeting
trail-consultation-set = 📅 Meeting set · { $who }, { $at }
trail-consultation-changed = 📅 Meeting: { $status } · { $who }, { $at }

# Buttons: plain text, short
button-open = Open in Bitrix24
button-copy-phone = 📋 Number
button-copy-text = 📋 Text
button-way-whatsapp = 💬 WhatsApp
button-way-telegram = 💬 Telegram
button-way-vk = 💬 VK
button-way-email = 📋 E-mail
button-way-instagram = 💬 Instagram
button-copy-link = 📋 Link
# $source – the source that the comment names
button-repair = Replace with { $source }
button-referrer = ✍️ Who recommended us
button-back = ‹ Back
button-more = More…
# $title – title of the button to confirm
button-confirm = Yes: { $title }
# $title – title of the button to take back
button-undo = ↩️ Undo: { $title }
button-retry = 🔁 Try again
button-remind = 🔔 Remind
button-hand-over = 👉 Hand over
button-take-over = ✋ I take it
