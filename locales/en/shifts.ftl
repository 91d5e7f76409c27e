# Shifts, pauses, vacations, covers, duty. Telegram HTML.

shift-on = 🟢 You are on shift: new leads come to you.
shift-away = ⚪️ You are away: new leads go to whoever covers for you, or to the person on duty.
# $until – until when ("12:30"); $cover – who covers, or "–"
shift-pause = ☕ Pause until { $until }. Covered by: { $cover }
# $kind – vacation or sick; $first and $last – the first and the last day ("25.12")
shift-planned = { $kind ->
    [sick] 🤒 Sick leave: { $first } – { $last }
   *[vacation] 🏖 Vacation: { $first } – { $last }
}
# $count – how many leads the person has in hand
shift-in-hand = { $count ->
    [one] You still have { $count } open lead. Who gets it?
   *[other] You still have { $count } open leads. Who gets them?
}
# $lead – the lead's name
shift-lead = • { $lead }
away-how = Write the days behind the command, such as <code>/away 25.12-08.01</code> for a vacation or <code>/away sick 3.03-7.03</code>. Back earlier? Tap “I am on shift” in /shift.
leaving-how = Write for how many minutes, such as “away for 30 minutes”, 4 hours at most.

# Buttons and short answers: plain text. $minutes – how many; $name – a name
button-pause = ☕ { $minutes } min
button-ask-cover = 🙋 Leave for 30 minutes, covered
button-shift-off = End my shift
button-shift-on = I am on shift
button-shift-give = 👉 { $name }
button-cover = I will cover
toast-shift-given = Handed over
refusal-not-here = Away now: { $name }. Choose somebody else.
refusal-nobody-to-cover = Your pause has begun, but nobody can cover: new leads go to the person on duty or to the supervisor.
refusal-cover-over = Nobody has to cover any more.
refusal-covered = Covered already by { $name }.
refusal-no-duty = The regulation has no [duty] section: there is no duty roster.
refusal-nobody-for-duty = There is nobody with a suitable role.

# Covers. $name – who leaves, or who covers; $until – until when
cover-asked = 🙋 <b>{ $name }</b> leaves until { $until }. Will you cover? New leads will come to you meanwhile.
cover-found = 🤝 <b>{ $name }</b> covers for you until { $until }.
cover-yours = 🤝 You cover for <b>{ $name }</b> until { $until }. New leads come to you.

# The end of a shift. $name – whose; $count – how many leads
shift-given = { $count ->
    [one] 👉 <b>{ $name }</b> hands { $count } lead over to you. Begin at the top.
   *[other] 👉 <b>{ $name }</b> hands { $count } leads over to you. Begin at the top.
}

# Leads that waited for the beginning of work. $count – how many
leads-released = { $count ->
    [one] 🌅 While nobody was here, { $count } lead came. Call it first.
   *[other] 🌅 While nobody was here, { $count } leads came. Call them in this order: their times run one after another.
}
# To supervisors. $lines – who has how many
leads-released-all = 🌅 Leads that waited for the beginning of work were given out:
    { $lines }
leads-released-line = • { $name }: { $count }

# Duty. $day – weekday and date; $name – who is on duty; $away – here, away or nobody
duty-title = <b>On duty</b>
    Whoever is on duty gets the leads of those who are away.
duty-day = { $away ->
    [nobody] { $day } – nobody
    [away] { $day } – { $name } (away now)
   *[here] { $day } – { $name }
}
duty-whom = Who is on duty: { $day }?
duty-date = { $weekday ->
    [d0] Mon
    [d1] Tue
    [d2] Wed
    [d3] Thu
    [d4] Fri
    [d5] Sat
   *[d6] Sun
} { $day }

# A supervisor said so on the page. $by – who; $first and $last – days ("25.12")
said-shift-on = 🟢 <b>{ $by }</b>: you are on shift, new leads come to you.
said-shift-off = ⚪️ <b>{ $by }</b>: you are away, new leads go to whoever covers for you, or to the person on duty. Back? /shift
said-away-planned = 🗓 <b>{ $by }</b>: you are away { $first } – { $last }. If not so, say it in /shift.
said-away-withdrawn = 🗓 <b>{ $by }</b>: the absence was cancelled. How it is now: /shift
refusal-days-impossible = These days cannot be noted: the first not after the last, not in the past, half a year at most.
