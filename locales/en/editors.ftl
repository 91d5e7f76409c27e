# Sources: what a manager names, what is suggested to the editors, and what they change from the chat. Telegram HTML.

# The question to a manager. $long – whole names of those that do not fit on a button, or nothing
question-source = How did the client hear of us? Tap or write.
    { $long }
# $words – what was written; $long – whole names, or nothing
question-source-near = 🔎 “{ $words }”: which source?
    { $long }
question-source-not-found = 🤷 “{ $words }”: there is no such source in the list.
    { $long }
question-source-name-it = ✍️ What is the source called? Write it.
# $length – how many characters are allowed
source-words-please = Write it in words, up to { $length } characters, or tap a button
# $lead – the lead's name; $source – the source
source-named = 🏷 <b>{ $lead }</b>: the source is { $source }
# $lead – the lead's name; $said – a source that is not in the list
source-named-unlisted = 📝 <b>{ $lead }</b>: “{ $said }” is not in the list. The editors will decide, the lead keeps its source for now

# To whoever asked. $lead – the lead's name; $source – the source
ticket-told-settled = 🏷 <b>{ $lead }</b>: the source is in the list by now: { $source }. I will write it to Bitrix24
# $source – what it was called
ticket-told-rejected = ⚪️ <b>{ $lead }</b>: there will be no source “{ $source }”, the lead keeps the one it had

# To the editors: a suggestion. $said – the comment's line; $source – the source; $who – who answered; $lead – the lead's name
suggestion-rule = 📘 <b>Remember it?</b> “{ $said }” is { $source }
    Answered by { $who }, lead: { $lead }. Once you agree, I put such leads right by myself.
# $said – what the source was called
suggestion-unlisted = 📘 <b>Not in the list:</b> “{ $said }”
    Named by { $who }, lead: { $lead }. If it is a new source, add it to the dictionary in Bitrix24: I see it within 10 minutes. If it is a known one by another name, pick it.
# $source – the source; $who – who decided
suggestion-in-force = ✅ This is { $source } now · decided by { $who }
suggestion-rejected = ✕ Not taken · decided by { $who }
suggestion-settled = ✅ The source is in Bitrix24 by now
suggestion-withdrawn = ↩️ The rule was withdrawn

# To everybody, one line. $said – the words; $source – the source; $edition – of the file; $number – the amendment's; $who – who decided
amendment-alias = 📘 “{ $said }” means { $source } now · edition { $edition }, amendment { $number } · { $who }
amendment-origin = 📘 Leads with “{ $said }” in the comment get the source { $source } now · edition { $edition }, amendment { $number } · { $who }
amendment-withdrawn = 📘 “{ $said }” does not mean { $source } any more · edition { $edition }, amendment { $number } · { $who }
# To everybody. $title – the regulation's title; $edition – its edition
edition-new = 📘 A new edition of “{ $title }” is in force: { $edition }
# The same; $lines – what has changed, a line each
edition-changed = 📘 <b>A new edition is in force</b> of “{ $title }”: { $edition }
    { $lines }
    Leads that are open already go on by the one before.
# $kind – changed, new, gone, new-whole or gone-whole (no value to be shown); $what – what it is about; $before, $after – how it was, and is
edition-change = { $kind ->
    [new] + { $what }: { $after }
    [new-whole] + { $what }
    [gone] − { $what }: taken out: { $before }
    [gone-whole] − { $what }: taken out
   *[changed] • { $what }: { $before } → { $after }
}
# $count – changes that are not shown
edition-more = …and { $count } more
edition-understood = ✓ Understood
button-understood = Understood
toast-understood = Thank you
# $read – how many tapped “Understood”; $told – how many were told; $names – who has not yet, $more – how many of them are not named
rules-unread = Of the new edition { $read } of { $told } have taken note. Not yet: { $names }{ $more ->
        [0] { "" }
       *[other] {" "}and { $more } more
    }
rules-read-by-all = Everybody has taken note of the new edition: { $told }

# The page of the regulation, /sources. $title – its title; $edition – its edition; $number – the amendment's, 0 when there was none
rules-edition = 📘 <b>{ $title }</b>
    Edition { $edition }{ $number ->
        [0] { "" }
       *[other] , amendment { $number }
    }
rules-amended = Changed from the chat:
rules-as-filed = Nothing was changed from the chat.
# $right – leads with the right source; $handed – leads taken within 30 days; $percent – the share
rules-outcome = In 30 days, { $right } of { $handed } leads had the right source when they were handed off: { $percent } %
# $said – the words; $source – the source
rules-alias = · people say “{ $said }”: this is { $source }
rules-origin = · the comment says “{ $said }”: this is { $source }

# The conversation with an editor
question-amend-alias = What do people say? Write a word or two.
question-amend-origin = What does the comment say? Send the whole line, or a link.
# $long – whole names of those that do not fit on a button, or nothing
question-amend-source = Which source is it? Tap or write.
    { $long }
# $said – the words; $source – the source
question-amend-confirm = “{ $said }” is <b>{ $source }</b>. It comes into force at once, the others see one line.
amend-tap-please = Tap the button below the question
# $source – the source of that name
amend-is-a-name = A source is called so already: “{ $source }”
amend-no-letter = Write it in words: there is neither a letter nor a digit
amend-no-origin = I see no landing page, bot, group or account here. Send the whole line of the comment.
# $said – the words; $source – the source; $number – the amendment's
amendment-added = ✅ “{ $said }” is { $source } now. Amendment { $number }. To withdraw it: /sources

# Buttons: plain text
button-confirm-rule = ✅ Remember
button-other-source = ✏️ Another source
button-same-as = 🔎 It is the same as…
button-reject = ✕ No need
button-amend = ✅ Into force
button-add-alias = ➕ What people say
button-add-origin = ➕ What comments say
# $said – the amendment's words
button-withdraw = ✕ { $said }
button-withdraw-sure = Withdraw “{ $said }”
