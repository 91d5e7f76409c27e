# Доска: что горит. HTML Telegram.

# Доска в чате (/board, /my). Сколько лидов: $late – просрочено, $warned – напомнили, $fresh – новых, $in_work – в работе
board-head = 🔴 { $late } · 🟡 { $warned } · 🟢 { $fresh } · 🔵 { $in_work }
board-empty = Открытых лидов нет, всё разобрано.
# $mark – цвет; $name – имя лида; $manager – ответственный; $age – сколько прошло; $due – когда следующий шаг
board-line = { $mark } { $name } · { $manager } · { $age }
board-line-due = { $mark } { $name } · { $manager } · до { $due }
# $count – сколько лидов не поместилось
board-more = { $count ->
    [one] …и ещё { $count } лид
    [few] …и ещё { $count } лида
   *[other] …и ещё { $count } лидов
}
# $link – ссылка, которая открывается один раз
board-link = На большом экране (ссылка на один раз, пять минут): { $link }
