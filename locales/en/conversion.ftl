# Conversion. $lines – the lines below
conversion-ask = { $lines }
# $lead – the lead's name
conversion-variant = 🤝 What does <b>{ $lead }</b> become?
# $names – cards of the client that are in the portal
conversion-known = 👥 The client seems to be there already: { $names }
# $title – the variant; $gaps – what is missing, with commas
conversion-lacks = ✗ { $title } – fill in, in Bitrix24: { $gaps }
conversion-client = Which client is the deal for?
conversion-phone = Whose phone is it? It goes only where you say.
button-phone-contact = Personal – to the contact
button-phone-company = Office – to the company
conversion-sure = <b>{ $lead }</b> → { $title }. This cannot be undone from the chat.
# $name – the client whose card is there
conversion-for = Client: { $name }
conversion-phone-to-contact = ☎ The phone goes to the contact
conversion-phone-to-company = ☎ The phone goes to the company
button-convert = Convert
conversion-pick = Choose an answer with a button.
conversion-no-client = The portal has no card of this client: choose another way.
refusal-converting = The lead is being converted already.
refusal-converted = The lead was converted already.
# $lead – the lead's name; $title – the variant
conversion-begun = ⏳ <b>{ $lead }</b>: converting – { $title }.
conversion-done = { $lines }
# $id – the deal's number; $url – its page
conversion-made = ✅ <b>{ $lead }</b>: <a href="{ $url }">deal no. { $id }</a> created
# $title: a variant without a deal
conversion-kept = ✅ <b>{ $lead }</b>: { $title }
refusal-no-variant = Not for such a lead: fill in the qualification first.
# $phone – yes when the phone went there
conversion-contact = 👤 <a href="{ $url }">Contact no. { $id }</a>{ $phone ->
    [yes] {" "}– the phone is here
   *[no] { "" }
}
conversion-company = 🏢 <a href="{ $url }">Company no. { $id }</a>{ $phone ->
    [yes] {" "}– the phone is here
   *[no] { "" }
}
# $name – the client whose card was there
conversion-of-client = 👤 Client: <a href="{ $url }">{ $name }</a> – the phone was not copied there
# $reason – the portal's words
conversion-refused = ⚠️ <b>{ $lead }</b>: Bitrix24 did not take the conversion ({ $reason }). Put it right and tap Convert again: what was created is not created twice.
