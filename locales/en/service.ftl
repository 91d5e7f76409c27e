# Service: outages, alarms to administrators, help. Telegram HTML.

# $minutes – minutes without connection; $count – how many leads stand open
outage = 🔌 There was no connection to Telegram for { DURATION($minutes, unit: "minutes", case: "accusative") }: taps may not have arrived.
    { $count ->
        [one] { $count } lead stands open
       *[other] { $count } leads stand open
    }. Tap a name to get a fresh card.

# A row of the meetings table was refused. $lead – the lead's name; $id – its number; $reason – Bitrix24's own words
mirror-refused = ⚠️ Bitrix24 did not take the row of the meetings table for <b>{ $lead }</b> (No. { $id }): { $reason }
    Nothing is lost. Remove the cause and tap “Try again” on the card.
# $lead – the lead's name; $id – its number; $reason – Bitrix24's own words
write-refused = ⚠️ Bitrix24 did not take the change of <b>{ $lead }</b> (No. { $id }): { $reason }
    Nothing is lost. Remove the cause and tap “Try again” on the card.
# A trigger was pulled and the answer lost. $lead – the lead's name; $id – its number; $reason – not needed here
trigger-unsure = ⚠️ The answer of Bitrix24 was lost: it is not known whether the message for lead <b>{ $lead }</b> (№ { $id }) went out.
    Look at the lead's timeline. If the message is not there, tap “Try again” on the card.
portal-unreachable = Bitrix24 does not answer just now. Please try again in a minute.
not-understood = I understand buttons and commands. What I can do: /help

# Alarms to administrators: what happened and what to do
alarm-telegram-credentials = 🚨 Telegram does not accept the bot's token: it was revoked or replaced. Messages are kept and will not be lost.
    What to do: get the valid token from @BotFather (/token), put it into BOT_TOKEN and restart the bot.
# $minutes – minutes without an answer
alarm-telegram-down = 🚨 Telegram has not answered for { DURATION($minutes, unit: "minutes", case: "accusative") }. Messages are kept and will go out when it answers.
    What to do: see whether the server reaches the internet, and api.telegram.org from it.
# $cure – what to do, in small letters
alarm-bitrix24-shut = 🚨 Bitrix24 has closed its door to the webhook. Changes are kept and will not be lost.
    What to do: { $cure }.
alarm-bitrix24-scope = 🚨 The Bitrix24 webhook lacks the right “CRM (crm)”. Changes are kept and will not be lost.
    What to do: tick that right in the webhook's settings. The bot need not be restarted.
# $channel – where it does not go; $minutes – for how many minutes the oldest one waits
alarm-outbox-stuck = 🚨 { $channel ->
        [telegram] A message has not gone out to Telegram
       *[other] A change has not gone out to Bitrix24
    } for { DURATION($minutes, unit: "minutes", case: "accusative") }, although there is a connection.
    What to do: look into the bot's log. If it shows no reason, restart the bot: nothing is lost.
# $count – changes not taken within the last hour
alarm-writes-refused = 🚨 Bitrix24 did not take { $count ->
        [one] { $count } change
       *[other] { $count } changes
    } within an hour. It looks like a setting of the portal.
    What to do: see the reason in the messages about them (a required field, rights, a workflow), remove it, and tap “Try again” on the cards.
# $megabytes – what is left
alarm-disk = 🚨 { $megabytes } MB are left on the disk with the database.
    What to do: make room. Once it is full the bot cannot remember taps.
alarm-database = 🚨 The database takes no writes: the disk is full, the database is locked or out of reach. Taps wait at Telegram and will not be lost.
    What to do: see whether there is room on the disk and whether another program holds the database; for PostgreSQL, whether the server runs.
# $editions – editions, separated by commas
alarm-edition = 🚨 Open leads began with an edition of the regulation that does not fit the portal any more: { $editions }. They go by the one in force; the bot's log tells more.
    What to do: give Bitrix24 back the stage or source that it lacks, or nothing, if the edition in force suits these leads.
# Numbers of leads: $unwatched – without a clock; $overdue – time is over and nothing was said; $unsaid – nobody was there to be told; $unread – not read from the portal; $deals – deals whose time is over in silence
alarm-audit = 🚨 The audit found leads that nobody watches. Their numbers are in the bot's log.
    Without a clock: { $unwatched }. Time over in silence: { $overdue }. Nobody to be told: { $unsaid }. Not read from the portal: { $unread }. Deals, time over in silence: { $deals }.
    What to do: call these leads. Nobody to be told: connect a supervisor (/invite). The rest passes with a restart of the bot; if it comes back, send the log to the developers.
alarm-telegram-conflict = 🚨 Another program uses the same bot token: updates go now to it, now to us.
    What to do: stop the second copy of the bot, or get a new token from @BotFather (/revoke) and put it into BOT_TOKEN.
alarm-bitrix24-credentials = 🚨 Bitrix24 does not accept the webhook: it was deleted or switched off, or its owner was dismissed. Changes are kept and will not be lost.
    What to do: create a new incoming webhook (rights crm, user_basic), put it into BITRIX24_WEBHOOK_URL and restart the bot.
# $minutes – minutes without an answer
alarm-bitrix24-down = 🚨 Bitrix24 has not answered for { DURATION($minutes, unit: "minutes", case: "accusative") }. Changes are kept and will go out when it answers.
    What to do: see whether the portal opens in a browser.
# $what – what works again; $minutes – for how many minutes it did not
alarm-over = ✅ All right again: { $what }. It took { DURATION($minutes, unit: "minutes") }
# What works again
alarm-what-telegram-credentials = the bot's token
alarm-what-telegram-conflict = receiving updates: the other program with this token is gone
alarm-what-telegram-down = the connection to Telegram
alarm-what-bitrix24-credentials = the Bitrix24 webhook
alarm-what-bitrix24-shut = access to Bitrix24
alarm-what-bitrix24-scope = the webhook's right “CRM (crm)”
alarm-what-bitrix24-down = the connection to Bitrix24
alarm-what-outbox-stuck = sending: whatever waited has gone out
alarm-what-writes-refused = changes in Bitrix24
alarm-what-disk = room on the disk
alarm-what-database = the database
alarm-what-edition = editions of open leads: each fits the portal
alarm-what-audit = the audit: every lead is watched

# $roles – the person's roles, separated by commas
help = <b>“Five Minutes”</b> sees to it that no lead waits. Your role: { $roles }

    • A new lead comes as a card. Tap a button: the change goes to Bitrix24 and the card is updated.
    • A slip? For a minute after the tap there is “Undo”.
    • The source is unknown? Tap the button for it, the answer will come here.
    • A request came past Bitrix24? Send a screenshot, forward the message or write /new: I add the lead.
    • Time is running out: I remind you. Time is over: the supervisor hears of it.
    • A change was not taken? Nothing is lost: “Try again” on the card.
