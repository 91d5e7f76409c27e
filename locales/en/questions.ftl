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
       *[no] {""}
    }
interview-pick = Choose an answer.
# $lead – the lead's name; $title – what was noted
interview-done = ✔️ <b>{ $lead }</b>: { $title }. The answers are in Bitrix24.
button-skip = Skip
refusal-all-answered = All questions are answered already.
# $gaps – what is missing
refusal-gaps = Fill in first, in Bitrix24: { $gaps }.
