# The command menu in Telegram (plain text, up to 256 characters) and the words of the terminal.

command-start = Connect
command-help = What I can do
command-invite = Invite a colleague

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
