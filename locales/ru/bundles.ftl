# Сообщения, которые перечисляют несколько лидов. HTML Telegram.

# Несколько лидов одним сообщением: когда для чата их накопилось сразу много. $count – сколько ещё ждут
bundle-reminder = 📋 { $count ->
    [0] <b>По этим лидам уже всё сделано</b>
    [one] <b>{ $count } лид</b> ждёт вас
    [few] <b>{ $count } лида</b> ждут вас
   *[other] <b>{ $count } лидов</b> ждут вас
}
bundle-reminder-how = Нажмите на имя: пришлю карточку с кнопками
bundle-escalation = 📋 { $count ->
    [0] <b>По этим лидам уже всё сделано</b>
    [one] <b>{ $count } лид</b> ждёт решения
    [few] <b>{ $count } лида</b> ждут решения
   *[other] <b>{ $count } лидов</b> ждут решения
}
# $age – когда поступил; $manager – ответственный; $source – источник
bundle-late = 🚨 <b>{ $lead }</b>: лид никто не взял · { $age } · { $manager } · { $source }
bundle-escalation-how = Нажмите на имя: пришлю этот лид отдельно, с кнопками
# $count – сколько вопросов ещё открыто
bundle-ticket = 📋 { $count ->
    [0] <b>На эти вопросы уже ответили</b>
    [one] <b>Откуда лид?</b> { $count } вопрос
    [few] <b>Откуда лиды?</b> { $count } вопроса
   *[other] <b>Откуда лиды?</b> { $count } вопросов
}
bundle-ticket-how = Нажмите на имя: пришлю вопрос с вариантами ответа
# $lead – имя лида; $who – кто спрашивает
bundle-asked = 🏷 <b>{ $lead }</b>: спрашивает { $who }
# $end – ticket-answered, ticket-passed или ticket-withdrawn
bundle-answered = <s>{ $lead }</s> { $end }
# $mark – состояние лида, как на карточке
bundle-acted = { $mark } <s>{ $lead }</s>
# Ответили словами на такой список: на какой вопрос, неизвестно
bundle-which = На какой вопрос это ответ? Нажмите на имя лида и ответьте на вопрос, который придёт
