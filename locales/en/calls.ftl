# Calls of a lead: from taps and from the portal's telephony. $count – how many; $at – when; $title – the button
# $way – out or in; $lasted – «1:35»; $result – how it ended

button-calls = 📞 Calls
calls-none = 📞 Nothing is known of calls: nobody told of any, and the portal's telephony heard none.
calls-head = { $count ->
    [1] 📞 { $count } call:
   *[other] 📞 { $count } calls, the latest first:
}
calls-more = …and { $count } more
calls-told = { $at } · { $title }
calls-heard = { $at } · ☎ { $way ->
    [in] incoming
   *[out] outgoing
} { $lasted } · { $result }
calls-record = recording
