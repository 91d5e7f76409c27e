# Настройки: что прочитает тот, кто запускает бота.
settings-refused = { $count ->
    [one] Запуск отменён: не принята { $count } настройка.
    [few] Запуск отменён: не приняты { $count } настройки.
   *[other] Запуск отменён: не принято { $count } настроек.
}
settings-origin = откуда: { $text }
settings-why = почему: { $text }
settings-cure = что сделать: { $text }
settings-masked = •••• (скрыто, знаков: { $length })

settings-origin-nowhere = нигде не задано
settings-origin-environment = окружение процесса
settings-origin-file = файл { $file }

settings-why-missing = это обязательная настройка, а её нет
settings-why-bot-token = токен бота выглядит иначе: цифры, двоеточие, латинские буквы и цифры
settings-why-webhook-path = путь должен быть /rest/<номер пользователя>/<секрет>/ и ничего после него
settings-why-url = это не адрес: нужен https://узел, без пробелов, пароля, ? и #
settings-why-url-https = нужен https: по http секреты увидит любой по дороге; http годится только для своей машины
settings-why-url-path = после имени узла ничего не должно быть
settings-why-database-url = это не адрес базы данных
settings-why-database-memory = база в памяти потеряет всё при перезапуске
settings-why-database-name = не названа база данных
settings-why-database-kind = база «{ $kind }» не подходит: только sqlite или postgresql+asyncpg
settings-why-chat-id = номер группы в Telegram всегда отрицательный
settings-why-telegram-ids = нужны номера через запятую
settings-why-int-parsing = нужно целое число
settings-why-greater-than-equal = меньше наименьшего: { $ge }
settings-why-less-than-equal = больше наибольшего: { $le }
settings-why-enum = такого значения нет
settings-why-given-twice = секрет задан дважды: и значением, и файлом
settings-why-secret-unreadable = файл с секретом не читается: { $reason }
settings-why-secret-empty = файл с секретом пуст
settings-why-env-file = файл настроек не читается: { $reason }

settings-cure-bot-token = возьмите токен у @BotFather (команда /token): BOT_TOKEN=123456789:AA…
settings-cure-telegram-api-url = уберите строку (будет https://api.telegram.org) или укажите свой сервер Bot API: TELEGRAM_API_URL=http://127.0.0.1:8081
settings-cure-public-url = оставьте пустым, если бот не виден из интернета, или: PUBLIC_URL=https://bot.example.org
settings-cure-bitrix24-webhook-url = Битрикс24 → Разработчикам → Другое → Входящий вебхук (права crm, user_basic): BITRIX24_WEBHOOK_URL=https://портал/rest/1/секрет/
settings-cure-bitrix24-application-token = скопируйте токен приложения из исходящего вебхука Битрикс24 или оставьте пустым
settings-cure-bitrix24-sweep-seconds = секунды от 1 до 3600: BITRIX24_SWEEP_SECONDS=60
settings-cure-bitrix24-plan = BITRIX24_PLAN=standard или BITRIX24_PLAN=enterprise
settings-cure-database-url = уберите строку (будет SQLite в data/) или: DATABASE_URL=postgresql+asyncpg://имя:пароль@узел/база
settings-cure-heartbeat-url = адрес проверки из сервиса мониторинга или пусто: HEARTBEAT_URL=https://hc.example.org/ping/…
settings-cure-http-host = HTTP_HOST=127.0.0.1
settings-cure-http-port = порт от 0 до 65535, 0 – любой свободный: HTTP_PORT=8080
settings-cure-regulation = имя готового регламента или путь к файлу: REGULATION=op10
settings-cure-supervisors-chat-id = добавьте бота в группу и возьмите её номер, например: SUPERVISORS_CHAT_ID=-1001234567890
settings-cure-sources-chat-id = добавьте бота в группу и возьмите её номер, например: SOURCES_CHAT_ID=-1001234567890
settings-cure-admin-ids = ADMIN_IDS=111111111,222222222
settings-cure-language = LANGUAGE=ru или LANGUAGE=en
settings-cure-log-level = LOG_LEVEL=DEBUG, INFO, WARNING, ERROR или CRITICAL
settings-cure-log-format = LOG_FORMAT=text или LOG_FORMAT=json
settings-cure-given-twice = оставьте что-то одно: { $key } или { $key }_FILE
settings-cure-secret-unreadable = проверьте путь и права на файл или уберите { $key }
settings-cure-secret-empty = впишите секрет в файл или уберите { $key }
settings-cure-env-file = дайте процессу право читать файл и сохраните его в кодировке UTF-8
