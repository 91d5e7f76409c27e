# Источники: что называет менеджер, что предлагают редакторам и что они меняют из чата. HTML Telegram.

# Вопрос менеджеру. $long – полные названия тех, что не помещаются на кнопку, или пусто
question-source = Откуда клиент о нас узнал? Нажмите или напишите.
    { $long }
# $words – что написали; $long – полные названия или пусто
question-source-near = 🔎 «{ $words }» – какой источник?
    { $long }
question-source-not-found = 🤷 «{ $words }» – такого источника в списке нет.
    { $long }
question-source-name-it = ✍️ Как называется источник? Напишите.
# $length – сколько знаков можно
source-words-please = Напишите словами, до { $length } знаков, или нажмите кнопку
# $lead – имя лида; $source – источник
source-named = 🏷 <b>{ $lead }</b>: источник – { $source }
# $lead – имя лида; $said – источник, которого нет в списке
source-named-unlisted = 📝 <b>{ $lead }</b>: «{ $said }» в списке нет. Передано редакторам, источник лида пока прежний

# Тому, кто спрашивал. $lead – имя лида; $source – источник
ticket-told-settled = 🏷 <b>{ $lead }</b>: источник теперь есть в списке – { $source }. В Битрикс24 запишу без вас
# $source – как его назвали
ticket-told-rejected = ⚪️ <b>{ $lead }</b>: источника «{ $source }» в списке не будет, у лида остался прежний

# Редакторам: предложение. $said – строка комментария; $source – источник; $who – кто ответил; $lead – имя лида
suggestion-rule = 📘 <b>Запомнить?</b> «{ $said }» – это { $source }
    Ответ: { $who }, лид: { $lead }. После подтверждения такие лиды исправлю сам.
# $said – как назвали источник
suggestion-unlisted = 📘 <b>Нет в списке:</b> «{ $said }»
    Назвал: { $who }, лид: { $lead }. Если это новый источник, добавьте его в справочник Битрикс24: увижу сам за 10 минут. Если известный под другим именем – выберите его.
# $source – источник; $who – кто решил
suggestion-in-force = ✅ Теперь это { $source } · решение: { $who }
suggestion-rejected = ✕ Не принято · решение: { $who }
suggestion-settled = ✅ Источник теперь есть в Битрикс24
suggestion-withdrawn = ↩️ Правило отозвано

# Всем, одной строкой. $said – слова; $source – источник; $edition – редакция файла; $number – номер поправки; $who – кто решил
amendment-alias = 📘 «{ $said }» теперь значит { $source } · редакция { $edition }, поправка { $number } · { $who }
amendment-origin = 📘 Лиды с «{ $said }» в комментарии теперь получают источник { $source } · редакция { $edition }, поправка { $number } · { $who }
amendment-withdrawn = 📘 «{ $said }» больше не значит { $source } · редакция { $edition }, поправка { $number } · { $who }
# Всем. $title – название регламента; $edition – редакция
edition-new = 📘 Действует новая редакция регламента «{ $title }»: { $edition }
# То же; $lines – что изменилось, строка на изменение
edition-changed = 📘 <b>Действует новая редакция регламента</b> «{ $title }»: { $edition }
    { $lines }
    Лиды, которые уже в работе, идут по прежней.
# $kind – changed, new, gone, new-whole или gone-whole (значения не показать); $what – о чём речь; $before, $after – как было и как стало
edition-change = { $kind ->
    [new] + { $what }: { $after }
    [new-whole] + { $what }
    [gone] − { $what }: убрано – { $before }
    [gone-whole] − { $what }: убрано
   *[changed] • { $what }: { $before } → { $after }
}
# $count – сколько изменений не показано
edition-more = …и ещё { $count }
edition-understood = ✓ Понятно
button-understood = Понятно
toast-understood = Спасибо
# $read – сколько человек нажали «Понятно»; $told – скольким сказано; $names – кто ещё нет, $more – сколько из них не названо
rules-unread = Новую редакцию прочитали { $read } из { $told }. Ещё не нажали «Понятно»: { $names }{ $more ->
        [0] { "" }
       *[other] {" "}и ещё { $more }
    }
rules-read-by-all = Новую редакцию прочитали все: { $told }

# Страница регламента, /sources. $title – название; $edition – редакция; $number – номер поправки, 0 – поправок не было
rules-edition = 📘 <b>{ $title }</b>
    Редакция { $edition }{ $number ->
        [0] { "" }
       *[other] , поправка { $number }
    }
rules-amended = Изменено из чата:
rules-as-filed = Из чата ничего не менялось.
# $right – у скольких лидов источник был верен при передаче; $handed – сколько передано за 30 дней; $percent – доля
rules-outcome = За 30 дней источник при передаче был верен у { $right } из { $handed } лидов: { $percent } %
# $said – слова; $source – источник
rules-alias = · говорят «{ $said }» – это { $source }
rules-origin = · в комментарии «{ $said }» – это { $source }

# Разговор с редактором
question-amend-alias = Как говорят люди? Напишите слово или два.
question-amend-origin = Что стоит в комментарии? Пришлите строку целиком или ссылку.
# $long – полные названия тех, что не помещаются на кнопку, или пусто
question-amend-source = Какой это источник? Нажмите или напишите.
    { $long }
# $said – слова; $source – источник
question-amend-confirm = «{ $said }» – это <b>{ $source }</b>. Вступит в силу сразу, остальные увидят одну строку.
amend-tap-please = Нажмите кнопку под вопросом
# $source – источник с таким названием
amend-is-a-name = Так уже называется источник «{ $source }»
amend-no-letter = Напишите словами: здесь нет ни буквы, ни цифры
amend-no-origin = Не вижу здесь ни лендинга, ни бота, ни группы, ни аккаунта. Пришлите строку комментария целиком.
# $said – слова; $source – источник; $number – номер поправки
amendment-added = ✅ «{ $said }» теперь { $source }. Поправка { $number }. Отозвать: /sources

# Кнопки: простой текст
button-confirm-rule = ✅ Запомнить
button-other-source = ✏️ Другой источник
button-same-as = 🔎 Это то же, что…
button-reject = ✕ Не нужно
button-amend = ✅ В силу
button-add-alias = ➕ Как говорят люди
button-add-origin = ➕ Что стоит в комментарии
# $said – слова поправки
button-withdraw = ✕ { $said }
button-withdraw-sure = Отозвать «{ $said }»
