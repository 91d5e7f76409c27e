# Меню команд в Telegram (простой текст, до 256 знаков) и слова терминала.

command-start = Подключиться
command-help = Что я умею
command-invite = Пригласить коллегу

# Отчёт «python -m bot check»: строка на пункт. $detail – что найдено; $cure – что сделать
check-good = ✓ { $detail }
check-bad = ✗ { $detail }
    что сделать: { $cure }
# $username – имя бота без @
check-bot = бот @{ $username } отвечает
check-bot-token = Telegram не принимает токен
check-bot-token-cure = возьмите токен у @BotFather (команда /token) и впишите его в BOT_TOKEN
check-telegram-down = Telegram не отвечает
check-telegram-down-cure = проверьте сеть и TELEGRAM_API_URL
# $title – название группы; $setting – имя настройки
check-chat = { $setting }: бот может писать в группу «{ $title }»
check-chat-missing = { $setting }: бота нет в этой группе
check-chat-missing-cure = добавьте бота в группу и проверьте её номер: у супергрупп он начинается с -100
check-chat-mute = { $setting }: в группе «{ $title }» боту нельзя писать
check-chat-mute-cure = дайте боту право отправлять сообщения
# $chat – новый номер группы
check-chat-moved = { $setting }: группа стала супергруппой
check-chat-moved-cure = впишите новый номер: { $setting }={ $chat }
