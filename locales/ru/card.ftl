# Карточка лида: что видит менеджер. HTML Telegram.

# $title – название лида в Битрикс24
card-title = { $title }
# $source – источник, как он назван в портале, или source-none
card-source = Источник: { $source }
source-none = не указан
# $stage – стадия, как она названа в портале; $age – сколько прошло с поступления («3 минуты назад»)
card-stage = { $stage } · поступил { $age }
# Вместо имени, когда у лида нет ответственного
nobody = не назначен

# $at – время («12:05»)
due-manager = ⏳ Взять в работу до { $at }
# $at – время, когда о лиде узнают руководители
due-supervisors = ⚠️ В { $at } о лиде узнает руководитель
due-over = 🔴 Срок вышел, руководитель уже знает

# $hint – подсказка из регламента
card-hint = 💡 { $hint }
card-ticket-open = 🏷 Источник выясняется, ответ придёт сюда
card-refused = ⚠️ Битрикс24 не принял запись. Ничего не потеряно: нажмите «Повторить запись»
card-gone = ✖️ Лид удалён в Битрикс24
# $manager – новый ответственный
card-former = Лид передан. Теперь ответственный: { $manager }

# Что было сделано. $who – кто; $at – время
# $title – название кнопки; $attempt – номер попытки, 0 = не звонок
trail-acted = { $attempt ->
    [0] ✅ { $title } · { $who }, { $at }
   *[other] 📞 { $title }, попытка { $attempt } · { $who }, { $at }
}
# $title – название отменённой кнопки
trail-undone = ↩️ Отменено: { $title } · { $who }, { $at }
# $to – новый ответственный
trail-handed-over = 👉 Теперь ответственный: { $to } · { $who }, { $at }
# $source – источник
trail-source-answered = 🏷 Источник: { $source } · { $who }, { $at }
# $stage – стадия, в которую лид перевели в Битрикс24
trail-handled-in-portal = 🔵 Взят в Битрикс24: «{ $stage }» · { $at }
trail-closed-in-portal = ⚪️ Закрыт в Битрикс24: «{ $stage }» · { $at }
trail-back-to-new = 🔁 Вернулся в «{ $stage }» · { $at }
trail-conflict = ⚠️ В Битрикс24 это изменили раньше, оставлено как там · { $at }

# Кнопки: простой текст, коротко
button-open = Открыть в Битрикс24
button-copy-phone = 📋 Номер
button-copy-link = 📋 Ссылка
button-back = ‹ Назад
# $title – название кнопки, которую подтверждают
button-confirm = Да: { $title }
# $title – название кнопки, которую отменяют
button-undo = ↩️ Отменить: { $title }
button-retry = 🔁 Повторить запись
button-remind = 🔔 Напомнить
button-hand-over = 👉 Передать
button-take-over = ✋ Беру себе
