# Терминал: запуск и «python -m bot check». Простой текст.

# Запуск отменён
start-token-refused = Запуск отменён: Telegram не принимает токен бота.
    что сделать: возьмите токен у @BotFather (команда /token) и впишите его в BOT_TOKEN
# $reason – код отказа портала
start-webhook-refused = Запуск отменён: Битрикс24 не принимает вебхук ({ $reason }).
    что сделать: Битрикс24 → Разработчикам → Другое → Входящий вебхук (права crm, user_basic), адрес впишите в BITRIX24_WEBHOOK_URL
start-rights-missing = Запуск отменён: вебхуку Битрикс24 не хватает прав.

# Чем помочь вебхуку
cure-webhook = создайте новый входящий вебхук и впишите его адрес в BITRIX24_WEBHOOK_URL
cure-scope-crm = отметьте в настройках вебхука право «CRM (crm)»
cure-scope-user = отметьте в настройках вебхука право «Пользователи (user_basic)»: без него не найти людей по номеру телефона
cure-owner = пусть вебхук создаст администратор портала: владельцу нынешнего не хватает прав в CRM
cure-plan = на тарифе портала нет REST: нужен тариф с вебхуками
cure-overload = портал запретил REST из-за нагрузки: напишите в его поддержку
cure-leads-off = портал работает без лидов: включите лиды в настройках CRM
cure-unreachable = портал не отвечает: проверьте адрес и сеть, потом повторите
cure-unexpected = портал ответил не так, как описано: пришлите строку администратору портала

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
