# Settings: what the person reads who starts the bot.
settings-refused = { $count ->
    [one] Not started: { $count } setting was refused.
   *[other] Not started: { $count } settings were refused.
}
settings-origin = where: { $text }
settings-why = why: { $text }
settings-cure = cure: { $text }
settings-masked = •••• (hidden, { $length } characters)

settings-origin-nowhere = not set anywhere
settings-origin-environment = environment of the process
settings-origin-file = file { $file }

settings-why-missing = the setting is required, and it is not there
settings-why-bot-token = a bot token looks different: digits, a colon, Latin letters and digits
settings-why-webhook-path = the path must be /rest/<user number>/<secret>/ with nothing after it
settings-why-url = this is no address: https://host is wanted, without spaces, password, ? and #
settings-why-url-https = https is wanted: over http anybody on the way sees the secrets; http is for your own machine only
settings-why-url-path = nothing may stand after the host
settings-why-database-url = this is no database address
settings-why-database-memory = a database in memory loses everything at a restart
settings-why-database-name = no database is named
settings-why-database-kind = the database “{ $kind }” will not do: only sqlite or postgresql+asyncpg
settings-why-chat-id = the id of a group in Telegram is always negative
settings-why-telegram-ids = ids are wanted, parted by commas
settings-why-int-parsing = a whole number is wanted
settings-why-greater-than-equal = below the lowest: { $ge }
settings-why-less-than-equal = above the highest: { $le }
settings-why-enum = there is no such value
settings-why-given-twice = the secret is given twice: as a value and as a file
settings-why-secret-unreadable = the file with the secret cannot be read: { $reason }
settings-why-secret-empty = the file with the secret is empty
settings-why-env-file = the file with the settings cannot be read: { $reason }

settings-cure-bot-token = get the token from @BotFather (command /token): BOT_TOKEN=123456789:AA…
settings-cure-telegram-api-url = remove the line (then https://api.telegram.org) or name your own Bot API server: TELEGRAM_API_URL=http://127.0.0.1:8081
settings-cure-public-url = leave it empty when the internet cannot reach the bot, or: PUBLIC_URL=https://bot.example.org
settings-cure-bitrix24-webhook-url = Bitrix24 → Developer resources → Other → Inbound webhook (scopes crm, user_basic): BITRIX24_WEBHOOK_URL=https://portal/rest/1/secret/
settings-cure-bitrix24-application-token = copy the application token from the outbound webhook of Bitrix24, or leave it empty
settings-cure-bitrix24-sweep-seconds = seconds from 1 to 3600: BITRIX24_SWEEP_SECONDS=60
settings-cure-bitrix24-plan = BITRIX24_PLAN=standard or BITRIX24_PLAN=enterprise
settings-cure-database-url = remove the line (then SQLite in data/) or: DATABASE_URL=postgresql+asyncpg://user:password@host/database
settings-cure-heartbeat-url = the address of a check of your monitoring service, or nothing: HEARTBEAT_URL=https://hc.example.org/ping/…
settings-cure-http-host = HTTP_HOST=127.0.0.1
settings-cure-http-port = a port from 0 to 65535, 0 for any free one: HTTP_PORT=8080
settings-cure-regulation = the name of a preset or a path to a file: REGULATION=op10
settings-cure-supervisors-chat-id = add the bot to the group and take the group's id, for example: SUPERVISORS_CHAT_ID=-1001234567890
settings-cure-sources-chat-id = add the bot to the group and take the group's id, for example: SOURCES_CHAT_ID=-1001234567890
settings-cure-admin-ids = ADMIN_IDS=111111111,222222222
settings-cure-language = LANGUAGE=ru or LANGUAGE=en
settings-cure-log-level = LOG_LEVEL=DEBUG, INFO, WARNING, ERROR or CRITICAL
settings-cure-log-format = LOG_FORMAT=text or LOG_FORMAT=json
settings-cure-given-twice = keep one of them: { $key } or { $key }_FILE
settings-cure-secret-unreadable = check the path and the rights of the file, or remove { $key }
settings-cure-secret-empty = write the secret into the file, or remove { $key }
settings-cure-env-file = let the process read the file, and save it as UTF-8
