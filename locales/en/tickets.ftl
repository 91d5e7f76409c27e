# The "unknown source" ticket. Telegram HTML.

# $who – who asks; $lead – the lead's name
ticket-open = 🏷 <b>Where did this lead come from?</b> { $lead }
    Asked by: { $who }
# $source – the source; $who – who answered
ticket-answered = ✅ Source: <b>{ $source }</b> · answered by { $who }
ticket-withdrawn = ⚪️ The question was withdrawn, no answer needed
# To the manager who asked. $lead – the lead's name; $source – the source; $who – who answered
ticket-told = 🏷 <b>{ $lead }</b>: the source is { $source } (answered by { $who }). I will write it to Bitrix24
