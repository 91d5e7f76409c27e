# Reports: Telegram's HTML. Words of charts are plain text.

# $span – of how long; $first, $last – days; $own – one's own numbers or everybody's
report-head = 📊 <b>{ $own ->
    [own] Your numbers
   *[all] Report
} { $span ->
    [day] of { $first }
    [week] of the week { $first } – { $last }
   *[month] of the month { $first } – { $last }
}</b>
# $share – in time; $target – the target; $of – of how many
report-good = ✅ { $share } of { $of } in time, the target is { $target }
report-below = 🔴 { $share } of { $of } in time – below the target of { $target }
report-nothing = There were no leads to judge by.
# $received – came in; $away – off shift; $waiting – in time still
report-leads = Leads: { $received }, of them off shift { $away }, with time left { $waiting }
# $count – how many
report-silent = No advertising, not counted: { $count }
# $n1, $n5, $n10 – taken within so many minutes
report-within = Taken within 1, 5 and 10 minutes: { $n1 }, { $n5 } and { $n10 }
# $seconds – how many seconds
report-median = Usual first reaction: { DURATION($seconds) } (median)
# $seconds – after how long; $heard – known to the telephony; $told – told by a tap
report-first-call = First call: usually after { DURATION($seconds, case: "accusative") } (by the telephony { $heard }, by taps { $told })
# $count – late; $untouched – nobody has acted yet
report-late = Late: { $count }, of them untouched { $untouched }
# $missed – without an answer; $reached – reached
report-calls = Calls without an answer: { $missed }, reached { $reached }
# $booked – booked; $held – took place
report-meetings = Meetings booked: { $booked }, held { $held }
# $right – right sources; $handed – leads handed off
report-right = Source right at hand-off: { $right } of { $handed }
report-repaired = Sources put right by the comment: { $count }
# $asked – asked; $answered – answered
report-asked = Unknown sources: asked { $asked }, answered { $answered }
report-answer-time = The usual answer takes { DURATION($seconds, case: "accusative") }
# $words – fields and numbers of leads; $of – leads processed
report-gaps = Not filled in (of { $of }): { $words }
report-moved = Deadlines moved: { $count }
# $words – stages and numbers of leads
report-stages = Stages now: { $words }
report-breaches = <b>Late leads</b>
# $name – the lead; $manager – who answered for it; $acted – whether somebody has acted since; $why – the reason
report-breach = • { $name } · { $manager } · { $acted ->
    [no] untouched
   *[yes] after { DURATION($seconds, case: "accusative") }
}{ $why ->
    [not_connected] , the manager is not connected
    [blocked] , the manager stopped the bot
    [inactive] , the manager has left
    [nobody] , nobody was responsible
    [absent] , the manager was away
   *[late] {""}
}
report-breaches-more = …and { $count } more
# Deals. Beside it stands what the regulation calls the team
report-team-leads = handling of leads
report-team-deals = taking of deals
report-deals-nothing = No deals that can be judged yet.
# $handed – handed over; $waiting – in time still; $dropped – taken away or closed in time
report-deals = Deals handed over: { $handed }, in time still { $waiting }{ $dropped ->
    [0] {""}
   *[other] , taken away or closed in time { $dropped }
}
# $seconds – seconds
report-deal-median = Usually taken after { DURATION($seconds, case: "accusative") } (median)
# $count – late; $untaken – nobody has taken them yet
report-deals-late = Late: { $count }, of them not taken { $untaken }
# $name – the deal; $manager – whom it was handed to; $taken – whether it was taken since
report-deal-breach = • { $name } · { $manager } · { $taken ->
    [no] not taken
   *[yes] after { DURATION($seconds, case: "accusative") }
}
report-field-name = name
report-field-phone = phone
report-field-email = e-mail
report-field-source = source
report-table-name = Manager
report-table-leads = Leads
report-table-late = Late
report-table-deals = Deals
report-table-in-time = In time

# Charts. $minutes – minutes; $days – days; $percent – percent; $done of $of
report-reactions = Minutes until a lead was taken
report-reactions-of = { $days } · leads
report-mark = { $minutes } min
report-over = >{ $minutes }
report-shares = Processed in time
report-shares-of = { $days } · only leads that came on shift
report-deal-shares = Deals taken in time
report-deal-shares-of = { $days } · deals that can be judged
report-target = target { $percent } %
report-of = { $percent } % · { $done } of { $of }
report-sources = Sources
report-sources-of = { $days } · leads
report-source-right = Right at hand-off
report-source-wrong = Handed off with a wrong one
report-source-repaired = Put right by the comment
report-source-asked = Asked about
report-source-answered = Answered
report-hours = Calls by hour
report-hours-of = { $days } · with and without an answer
refusal-report-span = Write /report, /report week or /report month.
refusal-report-just-sent = You have just sent a report. Another one in a minute.
