# Отчёты: HTML Telegram. Подписи графиков – простой текст.

# $span – за сколько; $first, $last – дни; $own – свои числа или всех
report-head = 📊 <b>{ $own ->
    [own] Ваши числа
   *[all] Отчёт
} { $span ->
    [day] за { $first }
    [week] за неделю { $first } – { $last }
   *[month] за месяц { $first } – { $last }
}</b>
# $share – доля в срок; $target – цель; $of – из скольких
report-good = ✅ В срок { $share } из { $of }, цель { $target }
report-below = 🔴 В срок { $share } из { $of } – ниже цели { $target }
report-nothing = Лидов, по которым можно судить, не было.
# $received – пришло; $away – вне смены; $waiting – срок ещё идёт
report-leads = Лидов: { $received }, из них вне смены { $away }, ещё в сроке { $waiting }
# $count – сколько
report-silent = Нерекламных, не в счёте: { $count }
# $n1, $n5, $n10 – взято за столько минут
report-within = Взяты за 1, 5 и 10 минут: { $n1 }, { $n5 } и { $n10 }
# $seconds – сколько секунд
report-median = Обычно первая реакция – { DURATION($seconds) } (медиана)
# $seconds – через сколько; $heard – известно телефонии; $told – отмечено нажатием
report-first-call = Первый звонок – обычно через { DURATION($seconds, case: "accusative") } (по телефонии { $heard }, по нажатиям { $told })
# $count – опоздали; $untouched – до сих пор не тронуты
report-late = Опоздали: { $count }, из них не тронуты { $untouched }
# $missed – без ответа; $reached – дозвонились
report-calls = Звонков без ответа: { $missed }, дозвонились { $reached }
# $booked – назначено; $held – проведено
report-meetings = Встреч назначено: { $booked }, проведено { $held }
# $right – верных источников; $handed – передано лидов
report-right = Источник верен при передаче: { $right } из { $handed }
report-repaired = Источников исправлено по комментарию: { $count }
# $asked – спросили; $answered – ответили
report-asked = Источник неизвестен: спросили { $asked }, ответили { $answered }
report-answer-time = Обычно отвечают за { DURATION($seconds, case: "accusative") }
# $words – поля и сколько лидов; $of – сколько лидов обработано
report-gaps = Не заполнено (из { $of }): { $words }
report-moved = Срок сдвигали: { $count }
# $words – стадии и сколько лидов
report-stages = Сейчас на стадиях: { $words }
report-breaches = <b>Нарушения срока</b>
# $name – лид; $manager – кто отвечал; $acted – взяли ли потом; $why – причина
report-breach = • { $name } · { $manager } · { $acted ->
    [no] не тронут
   *[yes] через { DURATION($seconds, case: "accusative") }
}{ $why ->
    [not_connected] , менеджер не подключён
    [blocked] , менеджер остановил бота
    [inactive] , менеджер уволен
    [nobody] , ответственного не было
    [absent] , менеджера не было на месте
   *[late] {""}
}
report-breaches-more = …и ещё { $count }
# Сделки. Рядом – название команды из регламента
report-team-leads = обработка лидов
report-team-deals = взятие сделок
report-deals-nothing = Сделок, по которым можно судить, ещё нет.
# $handed – передано; $waiting – срок ещё идёт; $dropped – до срока забрали или закрыли
report-deals = Передано сделок: { $handed }, ещё в сроке { $waiting }{ $dropped ->
    [0] {""}
   *[other] , забраны или закрыты до срока { $dropped }
}
# $seconds – сколько секунд
report-deal-median = Обычно берут за { DURATION($seconds, case: "accusative") } (медиана)
# $count – опоздали; $untaken – до сих пор не взяты
report-deals-late = Опоздали: { $count }, из них не взяты { $untaken }
# $name – сделка; $manager – кому передали; $taken – взяли ли потом
report-deal-breach = • { $name } · { $manager } · { $taken ->
    [no] не взята
   *[yes] через { DURATION($seconds, case: "accusative") }
}
report-field-name = имя
report-field-phone = телефон
report-field-email = почта
report-field-source = источник
report-table-name = Менеджер
report-table-leads = Лиды
report-table-late = Позже
report-table-deals = Сделки
report-table-in-time = Вовремя

# Графики. $minutes – минуты; $days – дни; $percent – проценты; $done из $of
report-reactions = За сколько минут взяли лид
report-reactions-of = { $days } · сколько лидов
report-mark = { $minutes } мин
report-over = >{ $minutes }
report-shares = Обработано в срок
report-shares-of = { $days } · только лиды, пришедшие в смену
report-deal-shares = Сделки взяты в срок
report-deal-shares-of = { $days } · сделки, о которых можно судить
report-target = цель { $percent } %
report-of = { $percent } % · { $done } из { $of }
report-sources = Источники
report-sources-of = { $days } · сколько лидов
report-source-right = Верны при передаче
report-source-wrong = Переданы с неверным
report-source-repaired = Исправлены по комментарию
report-source-asked = Спросили «откуда?»
report-source-answered = Получили ответ
report-hours = Звонки по часам
report-hours-of = { $days } · с ответом и без ответа
refusal-report-span = Напишите /report, /report week или /report month.
refusal-report-just-sent = Этот отчёт вы отправили только что. Следующий – через минуту.
