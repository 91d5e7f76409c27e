# The terminal: the start and "python -m bot check". Plain text.

# The start was called off
start-token-refused = Not started: Telegram does not accept the bot's token.
    what to do: get a token from @BotFather (command /token) and put it into BOT_TOKEN
# $reason – the portal's code of refusal
start-webhook-refused = Not started: Bitrix24 does not accept the webhook ({ $reason }).
    what to do: Bitrix24 → Developer resources → Other → Inbound webhook (rights crm, user_basic), put its address into BITRIX24_WEBHOOK_URL
start-rights-missing = Not started: the Bitrix24 webhook lacks rights.

# What helps the webhook
cure-webhook = make a new inbound webhook and put its address into BITRIX24_WEBHOOK_URL
cure-scope-crm = tick the right “CRM (crm)” in the webhook's settings
cure-scope-user = tick the right “Users (user_basic)” in the webhook's settings: without it nobody is found by phone number
cure-owner = let an administrator of the portal make the webhook: the owner of this one lacks rights in the CRM
cure-plan = the portal's plan has no REST: it takes a plan with webhooks
cure-overload = the portal has blocked REST for load: write to its support
cure-leads-off = the portal works without leads: switch leads on in the CRM settings
cure-unreachable = the portal does not answer: check the address and the network, then try again
cure-unexpected = the portal answered in a way that is not documented: show this line to its administrator

# The report of "python -m bot check", a line each. $detail – what was found; $cure – what to do
check-good = ✓ { $detail }
check-bad = ✗ { $detail }
    what to do: { $cure }
# $username – the bot's name without @
check-bot = the bot @{ $username } answers
check-bot-token = Telegram does not accept the token
check-bot-token-cure = get a token from @BotFather (command /token) and put it into BOT_TOKEN
check-telegram-down = Telegram does not answer
check-telegram-down-cure = check the network and TELEGRAM_API_URL
# $title – the group's title; $setting – name of the setting
check-chat = { $setting }: the bot may write to the group “{ $title }”
check-chat-missing = { $setting }: the bot is not in this group
check-chat-missing-cure = add the bot to the group and check its number: a supergroup's begins with -100
check-chat-mute = { $setting }: the bot may not write in the group “{ $title }”
check-chat-mute-cure = give the bot the right to send messages
# $chat – the group's new number
check-chat-moved = { $setting }: the group became a supergroup
check-chat-moved-cure = put in the new number: { $setting }={ $chat }
