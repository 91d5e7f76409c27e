# A lead that a manager adds: the conversation, twins, the outcome. Telegram HTML.

# Questions. $name – the client's name, empty while unknown; $pictures – screenshots sent; $phone – the phone in question; $long – whole names of sources that do not fit on a button
manual-name = ➕ <b>New lead</b>{ $pictures ->
        [0] { "" }
       *[other] { " " }· 📎 { $pictures }
    }
    What is the client's name? Screenshots may be sent as we go.
manual-phone = ➕ <b>New lead</b> { $name }{ $pictures ->
        [0] { "" }
       *[other] { " " }· 📎 { $pictures }
    }
    What is the client's phone number?
manual-phone-doubtful = ➕ <b>New lead</b> { $name }{ $pictures ->
        [0] { "" }
       *[other] { " " }· 📎 { $pictures }
    }
    There is no such number as { $phone }. Check it and send it again, or leave it as it is.
manual-source = ➕ <b>New lead</b> { $name }{ $pictures ->
        [0] { "" }
       *[other] { " " }· 📎 { $pictures }
    }
    How did the client hear of us? Tap, or write it.
    { $long }
button-later = I will find out later

# It did not fit, the question stays
# $length – characters sent; $most – how many fit
manual-name-long = The name is too long: { $length } characters, Bitrix24 takes { $most }. Please send a shorter one.
manual-name-letters = There is no letter in this name. Send the name in words, I will ask for the phone next.
manual-phone-letters = This does not look like a phone. Send the number alone, such as +7 999 000-00-01.
manual-phone-short = Digits are missing. Send the whole number, such as +7 999 000-00-01.
manual-phone-long = There are too many digits. Check the number and send it again.
manual-no-picture = This file is no picture. Send the screenshot as a picture.
# $megabytes – how many megabytes are possible
manual-too-big = Too much: all screenshots together may have { $megabytes } MB. Send it as a plain picture, not “as a file”.
# $most – how many screenshots are possible
manual-too-many = A lead takes up to { $most } screenshots. Attach the others in Bitrix24.

# After the call: the source of a lead that was added by hand is not confirmed yet. $lead – the lead's name; $long – as above
question-after-call = 📞 <b>{ $lead }</b>: how did the client hear of us? Tap, or write it.
    { $long }

# The outcome. $name – the client's name, empty while unknown
manual-creating = ⏳ Creating the lead in Bitrix24… <b>{ $name }</b>
    Should the portal not answer, it will be created once it does.
# $id – the lead's number in the portal
manual-created = ✅ Lead No. { $id } created: <b>{ $name }</b>. Its card comes separately
manual-cancelled = ⚪️ No lead was created. <b>{ $name }</b>
# $reason – the portal's words
manual-refused = ⚠️ Bitrix24 did not create the lead <b>{ $name }</b>: { $reason }
    Remove the cause and try again: I have everything you sent.
# Below these words there is a list
manual-doubled = 👥 Bitrix24 has this phone already. Create a new lead <b>{ $name }</b>?
# $more – how many are not named
manual-twins-more = • and { $more } more
button-manual-create = Create it anyway
button-manual-again = 🔁 Try again
button-manual-open = Open what was found
button-manual-cancel = ✕ Do not create
refusal-manual-decided = That is decided already, see the message.
refusal-managers-only = Managers and supervisors may add leads.
refusal-no-employee = You are not among the employees of Bitrix24, so the lead would be nobody's. Tell the administrator.
refusal-source-unconfirmed = The source is not confirmed yet. Ask the client how they heard of the company, then name it on the card.
