# Комментарии в ленте лида в Битрикс24: простой текст. $who – кто (имя сотрудника); $title – слова регламента.

comment-action = { $title } – { $who }, через «Пять минут»
# $deal – номер сделки
comment-converted = { $title }: сделка № { $deal } – { $who }, через «Пять минут»
# $attempt – номер попытки
comment-attempt = { $title }, попытка { $attempt } – { $who }, через «Пять минут»
# $kind, $name, $id – первый из найденных дублей; $others – сколько их ещё
comment-twin = { $title }: { $kind ->
    [contact] контакт
    [company] компания
   *[lead] лид
} { $name } (№ { $id }){ $others ->
    [0] { "" }
   *[other] {" "}и ещё { $others }
} – { $who }, через «Пять минут»
comment-undone = Отменено: { $title } – { $who }, через «Пять минут»
# $to – новый ответственный
comment-handed-over = Ответственный теперь { $to } – решение: { $who }, через «Пять минут»
# $to – кто ответственный теперь; $before – кто был; $because – почему: cover, duty или queue
comment-stood-in = Ответственный теперь { $to }: { $because ->
    [cover] подменяет, нет на месте: { $before }
    [queue] следующий по очереди, раньше был { $before }
   *[duty] дежурный, нет на месте: { $before }
} – «Пять минут»
# $source – источник
comment-source-answered = Источник: { $source } – ответ: { $who }, через «Пять минут»
comment-source-named = Источник: { $source } – { $who }, через «Пять минут»
# $said – источник, которого нет в списке
comment-source-unlisted = Источник: «{ $said }», в списке его нет – назвал: { $who }, через «Пять минут»
# $said – как его назвали
comment-source-settled = Источник: { $source } (назван «{ $said }») – «Пять минут»
# $source – новый источник; $line – строка комментария лида, на которой основано исправление
comment-source-repaired = Источник исправлен на { $source }: в комментарии «{ $line }» – { $who }, через «Пять минут»
comment-source-autofixed = Источник исправлен на { $source }: в комментарии «{ $line }» – автоматически, «Пять минут»
# $name – кто порекомендовал; $kind и $number – кто это в портале
comment-referrer = Кто порекомендовал: { $name }{ $kind ->
    [contact] { " " }(контакт № { $number })
    [company] { " " }(компания № { $number })
   *[none] { "" }
} – { $who }, через «Пять минут»
# Лид добавлен вручную. $title – из регламента
comment-added-by-hand = { $title } – { $who }, через «Пять минут»
# $said – как клиент назвал источник
comment-source-not-listed = Источник со слов клиента: «{ $said }», в списке источников такого нет.
comment-picture-lost = Скриншот приложить не удалось: спросите его у менеджера.
# $day, $time – когда встреча; $whom – с кем; $note – « (вебинар)» или пусто; $status – статус
comment-consultation-set = Назначена встреча: { $day } в { $time }, { $whom }{ $note } – { $who }, через «Пять минут»
comment-consultation-changed = Встреча { $day } в { $time }, { $whom }: { $status }{ $note } – { $who }, через «Пять минут»
