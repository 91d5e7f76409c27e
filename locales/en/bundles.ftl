# Messages that list several leads. Telegram HTML.

# Several leads in one message: when many had gathered for a chat. $count – how many still wait
bundle-reminder = 📋 { $count ->
    [0] <b>All of this is done</b>
    [one] <b>{ $count } lead</b> is waiting for you
   *[other] <b>{ $count } leads</b> are waiting for you
}
bundle-reminder-how = Tap a name to get the card with its buttons
bundle-escalation = 📋 { $count ->
    [0] <b>All of this is done</b>
    [one] <b>{ $count } lead</b> needs a decision
   *[other] <b>{ $count } leads</b> need a decision
}
# $age – when it arrived; $manager – who is responsible; $source – the source
bundle-late = 🚨 <b>{ $lead }</b>: nobody took the lead · { $age } · { $manager } · { $source }
bundle-escalation-how = Tap a name to get that lead alone, with its buttons
# $count – how many questions are open
bundle-ticket = 📋 { $count ->
    [0] <b>These questions are answered</b>
    [one] <b>Where did this lead come from?</b> { $count } question
   *[other] <b>Where did these leads come from?</b> { $count } questions
}
bundle-ticket-how = Tap a name to get the question with its answers
# $lead – the lead's name; $who – who asks
bundle-asked = 🏷 <b>{ $lead }</b>: { $who } asks
# $end – ticket-answered, ticket-passed or ticket-withdrawn
bundle-answered = <s>{ $lead }</s> { $end }
# $mark – the lead's state as on its card
bundle-acted = { $mark } <s>{ $lead }</s>
# Somebody answered such a list in words: which question that is about is not known
bundle-which = Which question is this an answer to? Tap the lead's name and answer the question that comes
