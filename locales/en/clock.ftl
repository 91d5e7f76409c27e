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
escalation-absent = ⚠️ <b>{ $lead }</b>: the responsible person is away and nobody covers: { $manager }
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

# How a lead came through, for a supervisor. $steps – story-… with commas
story = ⏱ { $steps }
# $seconds – time since the lead came in
story-received = heard of after { DURATION($seconds, case: "accusative") }
story-sent = card after { DURATION($seconds, case: "accusative") }
story-tapped = first tap after { DURATION($seconds, case: "accusative") }
story-written = written after { DURATION($seconds, case: "accusative") }
# Why nobody was in time
cause-arrived = Why: the portal told of the lead late
cause-off-hours = Why: the lead came while nobody works
cause-delivery = Why: the card reached the manager late
cause-seen = Why: the card was there in time, and nobody marked anything before time was over
cause-taken = Why: it was seen in time and taken late
# The timeline of a lead, by command. $lead – its name
lead-story = <b>{ $lead }</b>
lead-story-how = Send the lead's number: <code>/lead 12345</code>
