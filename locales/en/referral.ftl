# A referral: who recommended us. Telegram HTML.

# $lead – the lead's name
referrer-who = 🎁 <b>{ $lead }</b>: who recommended us? Write the name, I will look among contacts and companies.
    Ask the client: there is a bonus for whoever did.
# $said – what the manager wrote; $more – how many more were found
referrer-which = Found by “{ $said }”. Who is it?{ $more ->
    [0] { "" }
   *[other] { " " }There are { $more } more: if nobody fits, write more of the name.
}
referrer-nobody = The portal has no contact or company called “{ $said }”. Write it another way, or write it down as it is.
referrer-unasked = Bitrix24 did not answer the search for “{ $said }”. Write it again, or write it down as it is.
# Not an answer: plain text
referrer-words = Write the name in words, or tap “Later”.
# $most – how many characters it may have
referrer-long = That is too long: the name is enough, up to { $most } characters.

# $lead – the lead's name; $referrer – who recommended us; $money – the bonus (“5,000 RUB”)
referrer-noted = 🎁 <b>{ $lead }</b>: recommended by { $referrer }. The bonus of { $money } waits to be checked.
    { sales-proposal }
referrer-withdrawn = 🎁 <b>{ $lead }</b>: the referral was taken back, nobody needs to be asked.
referrer-later = All right. “✍️ Who recommended us” waits on the card: <b>{ $lead }</b>

# Buttons: plain text
button-referrer-as-said = ✍️ Write it down as it is
button-referrer-later = Later
