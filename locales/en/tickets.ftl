# The "unknown source" ticket. Telegram HTML.

# $who – who asks; $lead – the lead's name
ticket-open = 🏷 <b>Where did this lead come from?</b> { $lead }
    Asked by: { $who }
# $line – the comment's line that names a landing page, bot, group or account
ticket-line = 🔎 In the comment: “{ $line }”
# $lead – the name of another lead with the same question; $who – who asks
ticket-joined = ➕ The same question: { $lead } ({ $who })
ticket-tried = What was done so far:
ticket-tried-nothing = The manager has noted nothing yet
# $at – when it was asked
ticket-late = ⏰ Waiting for an answer since { $at }
# $who – who is answering; $at – until when
ticket-held = 🔒 <b>{ $who }</b> decides, until { $at }
# $lead – the lead's name
ticket-picture = 📎 What came with the lead: { $lead }
ticket-how = ✍️ Pick a source, or reply to this message in words
ticket-name-it = ✍️ What is the source called? Reply to this message
# $source – the source; $who – who answered
ticket-answered = ✅ Source: <b>{ $source }</b> · answered by { $who }
# $said – a source that is not in the list; $who – who named it
ticket-passed = 📝 Source: “{ $said }” · named by { $who }. It is not in the list, the editors decide
ticket-withdrawn = ⚪️ The question was withdrawn, no answer needed
# $words – what was written; $lead – the lead's name
ticket-near = 🔎 “{ $words }”: which source? { $lead }
ticket-not-found = 🤷 “{ $words }”: there is no such source in the list. { $lead }
# $source – the source
ticket-noted = ✅ Noted: { $source }
# $said – what was written
ticket-passed-on = 📝 “{ $said }” is not in the list. The editors will decide, the lead keeps its source for now
# $length – how many characters are allowed
ticket-words-please = Write the name of the source in words, up to { $length } characters, or tap a button
# To the manager who asked. $lead – the lead's name; $source – the source; $who – who answered
ticket-told = 🏷 <b>{ $lead }</b>: the source is { $source } (answered by { $who }). I will write it to Bitrix24
# The same, but there is no such source in the list
ticket-told-passed = 🏷 <b>{ $lead }</b>: the source is “{ $source }” (answered by { $who }). It is not in the list yet: the editors decide, I will write it to Bitrix24

# Buttons: plain text. $who – a first name
button-lock = ✋ { $who } decides
button-letters = 🔎 By letter
button-all-sources = 📋 Whole list
button-unlisted = 📝 Not in the list
button-pass = 📝 Not in the list: to the editors
