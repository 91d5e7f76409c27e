# Clocks: reminders and messages to supervisors. Telegram HTML.

# $lead – the lead's name; $age – time since arrival ("5 minutes ago")
reminder = ⏰ <b>{ $lead }</b> is waiting for a call: the lead arrived { $age }
# The same, asked for by a supervisor
reminder-again = 🔔 Your supervisor reminds you: <b>{ $lead }</b> is waiting for a call, the lead arrived { $age }

# Other clocks of the regulation. $lead – the lead's name; $says – the regulation's words
reminder-clock = ⏰ <b>{ $lead }</b>: { $says }

# To supervisors. $lead – the lead's name; $manager – who is responsible, or nobody
escalation-late = 🚨 <b>{ $lead }</b>: nobody took the lead. Responsible: { $manager }
# $says – the regulation's words for this clock
escalation-clock = ⏰ <b>{ $lead }</b>: { $says }. Responsible: { $manager }
escalation-not-connected = ⚠️ <b>{ $lead }</b>: the responsible person is not connected to the bot and sees no card: { $manager }
escalation-blocked = ⚠️ <b>{ $lead }</b>: the responsible person stopped the bot, the card did not arrive: { $manager }
escalation-inactive = ⚠️ <b>{ $lead }</b>: the responsible person no longer works here: { $manager }
escalation-nobody = ⚠️ <b>{ $lead }</b>: nobody is responsible. Hand the lead over or take it
# $age – time since arrival; $source – the source or source-none
escalation-facts = Arrived { $age } · source: { $source }

# How long: the function DURATION. $count – a number; $case – not needed in English
duration-seconds = { $case ->
   *[nominative] { $count } { $count ->
        [one] second
       *[other] seconds
    }
}
duration-minutes = { $case ->
   *[nominative] { $count } { $count ->
        [one] minute
       *[other] minutes
    }
}
duration-hours = { $case ->
   *[nominative] { $count } { $count ->
        [one] hour
       *[other] hours
    }
}
duration-days = { $case ->
   *[nominative] { $count } { $count ->
        [one] day
       *[other] days
    }
}

# In the notifications of Bitrix24, while Telegram is silent
bell-instead = Telegram does not answer now, so the reminder came here. The buttons will come to Telegram when it answers
# In the message itself, once Telegram answers
bell-told = 🔔 While Telegram was silent, a notification in Bitrix24 said so
