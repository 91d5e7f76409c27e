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
# A tap or a command failed, and not by the person's fault
try-again = That did not work. Please try again in a minute.

# Alarms to administrators: what happened and what to do
alarm-telegram-conflict = 🚨 Another program uses the same bot token: updates go now to it, now to us.
    What to do: stop the second copy of the bot, or get a new token from @BotFather (/revoke) and put it into BOT_TOKEN.
alarm-bitrix24-credentials = 🚨 Bitrix24 does not accept the webhook: it was deleted or switched off, or its owner was dismissed. Changes are kept and will not be lost.
    What to do: create a new incoming webhook (rights crm, user_basic), put it into BITRIX24_WEBHOOK_URL and restart the bot.
# $minutes – minutes without an answer
alarm-bitrix24-down = 🚨 Bitrix24 has not answered for { DURATION($minutes, unit: "minutes", case: "accusative") }. Changes are kept and will go out when it answers.
    What to do: see whether the portal opens in a browser.
# $chat – number of the group; $setting – name of the setting
alarm-chat-unreachable = 🚨 The bot cannot write to the group { $chat }.
    What to do: bring the bot back into the group with the right to write, or correct { $setting }.
# $what – what works again
alarm-over = ✅ Works again: { $what }

# $roles – the person's roles, separated by commas
help = <b>“Five Minutes”</b> sees to it that no lead waits. Your role: { $roles }

    • A new lead comes as a card. Tap a button: the change goes to Bitrix24 and the card is updated.
    • A slip? For a minute after the tap there is “Undo”.
    • The source is unknown? Tap the button for it, the answer will come here.
    • A request came past Bitrix24? Send a screenshot, forward the message or write /new: I add the lead.
    • Time is running out: I remind you. Time is over: the supervisor hears of it.
    • A change was not taken? Nothing is lost: “Try again” on the card.

    Sources and the edition of the regulation: /sources
    Meetings: /consultations, bonuses for referrals: /bonuses, the queue of consultations: /queue
    Invite a colleague: /invite (supervisors and administrators)
