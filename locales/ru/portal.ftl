# Комментарии в ленте лида в Битрикс24: простой текст. $who – кто (имя сотрудника); $title – слова регламента.

comment-action = { $title } – { $who }, через «Пять минут»
# $attempt – номер попытки
comment-attempt = { $title }, попытка { $attempt } – { $who }, через «Пять минут»
comment-undone = Отменено: { $title } – { $who }, через «Пять минут»
# $to – новый ответственный
comment-handed-over = Ответственный теперь { $to } – решение: { $who }, через «Пять минут»
# $source – источник
comment-source-answered = Источник: { $source } – ответ: { $who }, через «Пять минут»
