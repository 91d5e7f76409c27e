# Questions step by step: what all of them share. The questions themselves are in the file of their subject.

button-cancel = ✕ Cancel
question-cancelled = All right, cancelled.
# In place of a question that was answered in words
question-answered = ✔️ Answer taken
# A voice message, a sticker and the like, which the bot cannot read
question-odd = I cannot read this kind of message: answer in words, or tap a button.

# Questions to the client. $title – the question; $place – which; $of – how many there are; $free – yes: in words, too
interview-ask = <b>{ $title }</b>
    Question { $place } of { $of }{ $free ->
        [yes] . Your own words will do
        [email] . Write the e-mail address
       *[no] {""}
    }
interview-email = This is no e-mail address. Write it whole, such as: <code>ivan@example.org</code>
interview-pick = Choose an answer.
# $lead – the lead's name; $title – what was noted
interview-done = ✔️ <b>{ $lead }</b>: { $title }. The answers are in Bitrix24.
button-skip = Skip
refusal-all-answered = All questions are answered already.
# $gaps – what is missing
refusal-gaps = Fill in first, in Bitrix24: { $gaps }.

# When to call again. $left – how often it may still be moved, 0 – as often as one likes
later-when = When to call again? Tap, or write “at 15:30”, “tomorrow at 10”.{ $left ->
        [0] {""}
       *[other] {" "}Moves left: { $left }
    }
later-unclear = I did not understand the time. Write “at 15:30” or “tomorrow at 10”.
later-past = That time is over.
# $within – how far ahead is allowed
later-far = Too far: { DURATION($within, case: "accusative") } at most.
# $lead – the lead's name; $at – when ("03.03 15:30")
later-noted = ⏰ <b>{ $lead }</b>: I will remind you { $at }.
button-later-m15 = In 15 minutes
button-later-m60 = In an hour
button-later-m180 = In 3 hours
button-later-day = Tomorrow at 10:00
# $most – how often it may be moved
refusal-no-more-moves = The time was moved as often as is allowed: { $most }.

# Whose lead it is (LT-07)
client-who = 👤 <b>{ $lead }</b>: whose lead is it? Send the name of the person or the company and I will look in Bitrix24.
# $said: what was typed, $more: how many more there are
client-which = Found for “{ $said }”. Who is it?{ $more ->
    [0] { "" }
   *[other] { " " }There are { $more } more: if it is none of these, send more of the name.
}
client-nobody = No contact or company is called “{ $said }”. Try another spelling.
client-words = Send the name of the person or the company, in short.
client-attached = 👤 <b>{ $lead }</b> has come again: { $client }
