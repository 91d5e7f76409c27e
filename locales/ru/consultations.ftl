# Встречи (консультации) и их таблица. HTML Telegram.

# Как назначить. $lead – имя лида; $day – день («05.06»); $time – время («17.00»); $whom – с кем, по имени
consultation-ask-day = 📅 <b>{ $lead }</b>: когда встреча?
    Выберите день или напишите: 05.06 в 17.00, завтра в 10
consultation-ask-time = 📅 <b>{ $lead }</b>, { $day }: во сколько?
consultation-ask-who = 📅 <b>{ $lead }</b>, { $day } в { $time }: с кем?
# $advice – кого предлагает очередь и почему, строками
consultation-ask-who-advised = 📅 <b>{ $lead }</b>, { $day } в { $time }: с кем?
    { $advice }
consultation-ask-note = 📅 <b>{ $lead }</b>, { $day } в { $time }, { $whom }
    Комментарий? Напишите его или нажмите кнопку
consultation-ask-reason = 📅 <b>{ $lead }</b>: почему в браке? Нажмите кнопку или напишите
# $note – комментарий или причина, может быть пусто; $status – статус, как он назван в регламенте
consultation-booked = ✅ Встреча записана: <b>{ $day } в { $time }</b>, { $whom }. Отменить можно на карточке лида
consultation-moved = ✅ Новое время: <b>{ $day } в { $time }</b>, { $whom }
consultation-spoiled = ✅ Встреча { $day } в { $time } в браке: { $note }

# Карточка встречи. $when – через сколько («через час»)
consultation-card = 📅 Встреча: <b>{ $lead }</b>
consultation-reminder = ⏰ Встреча { $when }: <b>{ $lead }</b>
consultation-how = ❓ Как прошла встреча? <b>{ $lead }</b>
consultation-taken-back = ↩️ Встреча отменена: <b>{ $lead }</b>
consultation-facts = <b>{ $day } в { $time }</b> · { $whom } · { $status }
# $source – источник коротко; $note – доп. комментарий
consultation-source = Источник: { $source }
consultation-note = 💬 { $note }
# $who – кто назначил, по имени
consultation-booked-by = Назначение: { $who }
# Менеджеру: тому, с кем встреча, бот написать не может
consultation-apart = ⚠️ У этого сотрудника нет бота, предупредите: { $whom }
# На карточке лида
card-consultation = 📅 Встреча { $day } в { $time } · { $whom } · { $status }

# Таблица консультаций в сообщении. $span – день, неделя или месяц; $first и $last – первый и последний день
register-title = { $span ->
    [week] 📅 <b>Встречи с { $first } по { $last }</b>
    [month] 📅 <b>Встречи с { $first } по { $last }</b>
   *[day] 📅 <b>Встречи { $first }</b>
}
register-empty = Встреч нет
# $count – сколько ещё
register-more = …и ещё { $count }: все они в файле Excel
register-day = <b>{ $day }, { $weekday }</b>
# $number – номер строки; $lead – лид; $told – источник и доп. комментарий
register-row = { $number }. { $time } · { $whom } · { $lead } · { $status } · { $told }

# Таблица консультаций в файле: колонки таблицы компании. Простой текст
register-file = Консультации { $first } – { $last }.xlsx
register-sheet = Консультации
register-slot = { $day } в { $time }
register-column-booked = день назначения
register-column-lead = ссылка на лид(назначен)
register-column-status = СТАТУС
register-column-at = время(+ дата)
register-column-whom = на кого назначили
register-column-source = источник
register-column-note = доп.коммент

# Кнопки: простой текст, коротко
button-consultation = 📅 Встреча
button-register-day = День
button-register-week = Неделя
button-register-month = Месяц
button-register-file = ⬇️ Файл Excel
button-no-comment = Без комментария
day-today = Сегодня
day-tomorrow = Завтра
weekday-1 = Пн
weekday-2 = Вт
weekday-3 = Ср
weekday-4 = Чт
weekday-5 = Пт
weekday-6 = Сб
weekday-7 = Вс
month-1 = Январь
month-2 = Февраль
month-3 = Март
month-4 = Апрель
month-5 = Май
month-6 = Июнь
month-7 = Июль
month-8 = Август
month-9 = Сентябрь
month-10 = Октябрь
month-11 = Ноябрь
month-12 = Декабрь

# Почему так назначить нельзя: простой текст. $days – на сколько дней вперёд; $opens, $closes – часы встреч
refusal-no-such-time = Не понял, когда. Напишите так: 05.06 в 17.00, завтра в 10.
refusal-day-past = { $day } уже прошло. Выберите другой день.
refusal-day-far = { $day } слишком далеко: назначаем не больше чем на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} вперёд.
refusal-day-full = { $day }: свободного времени нет. Выберите другой день.
refusal-slot-past = { $day } в { $time } – это уже прошло. Выберите другое время.
refusal-slot-hours = Встречи начинаются с { $opens }, последняя раньше { $closes }.
# $whom – с кем хотели встречу; $day и $time – встреча, которая мешает
refusal-slot-taken = Это время занято: { $whom }, встреча { $day } в { $time }.
refusal-slot-all-taken = В это время все заняты. Выберите другое.
refusal-no-consultants = Встречу назначить некому: сотрудников с нужной ролью нет или все отсутствуют. Скажите руководителю.
refusal-needs-source = Сначала укажите источник лида: без него встречу не записать.
refusal-consultation-open = У лида уже есть встреча: { $day } в { $time }. Перенести её можно кнопкой «Встреча» на карточке.
refusal-words-wanted = Нужны слова. Напишите коротко или нажмите кнопку.
# $limit – сколько знаков можно; $length – сколько прислали
refusal-too-long = Слишком длинно: { $length }, а можно { $limit } знаков. Сократите.
