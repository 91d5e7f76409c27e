# Сроки: напоминания и сообщения руководителям. HTML Telegram.

# $lead – имя лида; $age – сколько прошло с поступления («5 минут назад»)
reminder = ⏰ <b>{ $lead }</b> ждёт звонка: лид поступил { $age }
# То же по просьбе руководителя
reminder-again = 🔔 Руководитель напоминает: <b>{ $lead }</b> ждёт звонка, лид поступил { $age }

# Другие сроки регламента. $lead – имя лида; $says – что сказано в регламенте
reminder-clock = ⏰ <b>{ $lead }</b>: { $says }

# Руководителям. $lead – имя лида; $manager – ответственный или nobody
escalation-late = 🚨 <b>{ $lead }</b>: лид никто не взял. Ответственный: { $manager }
# $says – что сказано в регламенте об этом сроке
escalation-clock = ⏰ <b>{ $lead }</b>: { $says }. Ответственный: { $manager }
escalation-not-connected = ⚠️ <b>{ $lead }</b>: ответственный не подключён к боту и карточку не видит: { $manager }
escalation-blocked = ⚠️ <b>{ $lead }</b>: у ответственного бот остановлен, карточка не дошла: { $manager }
escalation-inactive = ⚠️ <b>{ $lead }</b>: ответственный больше не работает: { $manager }
escalation-nobody = ⚠️ <b>{ $lead }</b>: у лида нет ответственного. Передайте его или возьмите себе
escalation-absent = ⚠️ <b>{ $lead }</b>: ответственного нет на месте, подменить некому: { $manager }
# $age – сколько прошло с поступления; $source – источник или source-none
escalation-facts = Поступил { $age } · источник: { $source }

# Сколько времени: функция DURATION. $count – число; $case – nominative («1 минута») или accusative («за 1 минуту») или genitive («больше 1 минуты»)
duration-seconds = { $case ->
    [accusative] { $count } { $count ->
        [one] секунду
        [few] секунды
       *[other] секунд
    }
    [genitive] { $count } { $count ->
        [one] секунды
       *[other] секунд
    }
   *[nominative] { $count } { $count ->
        [one] секунда
        [few] секунды
       *[other] секунд
    }
}
duration-minutes = { $case ->
    [accusative] { $count } { $count ->
        [one] минуту
        [few] минуты
       *[other] минут
    }
    [genitive] { $count } { $count ->
        [one] минуты
       *[other] минут
    }
   *[nominative] { $count } { $count ->
        [one] минута
        [few] минуты
       *[other] минут
    }
}
duration-hours = { $case ->
    [genitive] { $count } { $count ->
        [one] часа
       *[other] часов
    }
   *[nominative] { $count } { $count ->
        [one] час
        [few] часа
       *[other] часов
    }
}
duration-days = { $case ->
    [genitive] { $count } { $count ->
        [one] дня
       *[other] дней
    }
   *[nominative] { $count } { $count ->
        [one] день
        [few] дня
       *[other] дней
    }
}

# В уведомлениях Битрикс24, пока Telegram молчит
bell-instead = Telegram сейчас не отвечает, поэтому напоминание пришло сюда. Кнопки придут в Telegram, когда связь вернётся
# Тем же сообщением, когда Telegram ответил
bell-told = 🔔 Пока Telegram молчал, об этом сказало уведомление в Битрикс24

# Как лид прошёл, руководителю. $steps – story-… через запятую
story = ⏱ { $steps }
# $seconds – сколько прошло с поступления лида
story-received = бот узнал через { DURATION($seconds, case: "accusative") }
story-sent = карточка через { DURATION($seconds, case: "accusative") }
story-tapped = первое нажатие через { DURATION($seconds, case: "accusative") }
story-written = записано через { DURATION($seconds, case: "accusative") }
# Почему никто не успел
cause-arrived = Почему: портал поздно сообщил о лиде
cause-off-hours = Почему: лид пришёл в нерабочее время
cause-delivery = Почему: карточка поздно дошла до менеджера
cause-seen = Почему: карточка пришла вовремя, но до срока никто ничего не отметил
cause-taken = Почему: увидели вовремя, взяли поздно
# Хронология лида по команде. $lead – имя
lead-story = <b>{ $lead }</b>
lead-story-how = Пришлите номер лида: <code>/lead 12345</code>
