# Meetings (consultations) and their table. Telegram's HTML.

# How to set one. $lead – the lead's name; $day – day («05.06»); $time – time («17.00»); $whom – with whom, first name
consultation-ask-day = 📅 <b>{ $lead }</b>: when is the meeting?
    Pick a day, or write: 05.06 17.00, tomorrow at 10
consultation-ask-time = 📅 <b>{ $lead }</b>, { $day }: at what time?
consultation-ask-who = 📅 <b>{ $lead }</b>, { $day } at { $time }: with whom?
# $advice – whom the queue proposes and why, in lines
consultation-ask-who-advised = 📅 <b>{ $lead }</b>, { $day } at { $time }: with whom?
    { $advice }
consultation-ask-note = 📅 <b>{ $lead }</b>, { $day } at { $time }, { $whom }
    A comment? Write it, or press a button
consultation-ask-reason = 📅 <b>{ $lead }</b>: why is it spoiled? Press a button, or write
# $note – comment or reason, may be empty; $status – the status as the regulation calls it
consultation-booked = ✅ The meeting is set: <b>{ $day } at { $time }</b>, { $whom }. You can undo it on the lead's card
consultation-moved = ✅ New time: <b>{ $day } at { $time }</b>, { $whom }
consultation-spoiled = ✅ The meeting of { $day } at { $time } is spoiled: { $note }

# Card of a meeting. $when – how soon («in an hour»)
consultation-card = 📅 Meeting: <b>{ $lead }</b>
consultation-reminder = ⏰ Meeting { $when }: <b>{ $lead }</b>
consultation-how = ❓ How did the meeting go? <b>{ $lead }</b>
consultation-taken-back = ↩️ The meeting is off: <b>{ $lead }</b>
consultation-facts = <b>{ $day } at { $time }</b> · { $whom } · { $status }
# $source – the source, in short; $note – the extra comment
consultation-source = Source: { $source }
consultation-note = 💬 { $note }
# $who – who set it, first name
consultation-booked-by = Set by { $who }
# To the manager: whom the client meets cannot be written to
consultation-apart = ⚠️ Not connected to the bot, please tell them: { $whom }
# On the lead's card
card-consultation = 📅 Meeting { $day } at { $time } · { $whom } · { $status }

# The table of meetings in a message. $span – day, week or month; $first and $last – the first and the last day
register-title = { $span ->
    [week] 📅 <b>Meetings from { $first } to { $last }</b>
    [month] 📅 <b>Meetings from { $first } to { $last }</b>
   *[day] 📅 <b>Meetings of { $first }</b>
}
register-empty = No meetings
# $count – how many more
register-more = …and { $count } more: all of them are in the Excel file
register-day = <b>{ $day }, { $weekday }</b>
# $number – number of the row; $lead – the lead; $told – source and extra comment
register-row = { $number }. { $time } · { $whom } · { $lead } · { $status } · { $told }

# The table of meetings in a file: the columns of the company's table. Plain text
register-file = Meetings { $first } – { $last }.xlsx
register-sheet = Meetings
register-slot = { $day } at { $time }
register-column-booked = set on
register-column-lead = link to the lead
register-column-status = STATUS
register-column-at = time (+ date)
register-column-whom = with whom
register-column-source = source
register-column-note = extra comment

# Buttons: plain text, short
button-consultation = 📅 Meeting
button-register-day = Day
button-register-week = Week
button-register-month = Month
button-register-file = ⬇️ Excel file
button-no-comment = No comment
day-today = Today
day-tomorrow = Tomorrow
weekday-1 = Mo
weekday-2 = Tu
weekday-3 = We
weekday-4 = Th
weekday-5 = Fr
weekday-6 = Sa
weekday-7 = Su
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Why it cannot be set so: plain text. $days – how many days ahead; $opens, $closes – the hours of meetings
refusal-no-such-time = I did not get when. Write it like this: 05.06 17.00, tomorrow at 10.
refusal-day-past = { $day } is over. Pick another day.
refusal-day-far = { $day } is too far away: meetings are set { $days ->
    [one] { $days } day
   *[other] { $days } days
} ahead at most.
refusal-day-full = { $day }: no time is free. Pick another day.
refusal-slot-past = { $day } at { $time } is over. Pick another time.
refusal-slot-hours = Meetings begin from { $opens }, the last one before { $closes }.
# $whom – with whom; $day and $time – the meeting that is in the way
refusal-slot-taken = That time is taken: { $whom } has a meeting on { $day } at { $time }.
refusal-slot-all-taken = Everybody is busy at that time. Pick another.
refusal-no-consultants = There is nobody to meet: no employee has the role for it, or all are away. Tell a supervisor.
refusal-needs-source = Set the lead's source first: without it a meeting cannot be recorded.
refusal-consultation-open = The lead has a meeting already: { $day } at { $time }. Move it with “Meeting” on the card.
refusal-words-wanted = Words are needed. Write a few, or press a button.
# $limit – characters allowed; $length – characters sent
refusal-too-long = Too long: { $length } characters, { $limit } are allowed. Please shorten it.
