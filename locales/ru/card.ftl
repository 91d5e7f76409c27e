# Карточка лида: что видит менеджер. HTML Telegram.

# $title – название лида в Битрикс24
card-title = { $title }
# $source – источник, как он назван в портале, или source-none
card-source = Источник: { $source }
source-none = не указан
# Источник лида, добавленного вручную, пока его не назвал человек
card-source-unconfirmed = Источник: { $source } – не подтверждён
# Источник под вопросом, а комментарий канала не называет
card-doubt = ❓ Источник под вопросом: в комментарии канал не назван
# $line – строка комментария; $source – источник, который из неё следует
card-doubt-named = ❓ Источник под вопросом. В комментарии: «{ $line }» → { $source }
# $line – строка комментария; такого источника в справочнике портала нет
card-doubt-unlisted = ❓ Источник под вопросом. В комментарии: «{ $line }» – такого источника нет в списке
# Рекомендация. $name – кто порекомендовал; $money – бонус («5 000 ₽»); $state – где заявка
card-bonus = 🎁 Рекомендация: { $name } · бонус { $money } { $state ->
    [checked] проверен
    [paid] выплачен
   *[waiting] ждёт проверки
}
card-bonus-unnamed = 🎁 Кто порекомендовал – ещё не записано · бонус { $money } ждёт
# Мероприятие. $event – как оно названо в регламенте; $state – в каком состоянии лид
card-event = 🎫 { $event }: { $state }
# $stage – стадия, как она названа в портале; $age – сколько прошло с поступления («3 минуты назад»)
card-stage = { $stage } · поступил { $age }
# Что в данных клиента под вопросом. $flaws – через запятую
card-flaws = 🔎 Проверьте данные: { $flaws }
flaw-no-phone = телефона нет
flaw-phone-letters = в телефоне буквы
flaw-phone-short = в телефоне не хватает цифр
flaw-phone-long = в телефоне лишние цифры
flaw-phone-unknown = таких телефонов не бывает
flaw-phone-abroad = телефон другой страны
flaw-no-name = имя не указано
flaw-junk-name = имя похоже на случайное
# У кого ещё этот телефон или почта. $twins – через запятую, со ссылками; $more – сколько не названо
card-twins = 👥 Возможный дубль: { $twins }{ $more ->
    [0] { "" }
   *[other] {" "}и ещё { $more }
}
card-twins-unknown = 👥 Дубли ещё проверяются
# $name – имя или название, со ссылкой
twin-contact = контакт { $name }
twin-company = компания { $name }
twin-lead = лид { $name }
# Вместо имени, когда у лида нет ответственного
nobody = не назначен

# $at – время («12:05»)
due-manager = ⏳ Взять в работу до { $at }
# $at – время, когда о лиде узнают руководители
due-supervisors = ⚠️ В { $at } о лиде узнает руководитель
due-head = ⚠️ В { $at } о лиде узнает руководитель отдела продаж
due-duty = ⚠️ В { $at } лид уйдёт дежурному
due-next = ⚠️ В { $at } лид уйдёт следующему в очереди
due-participants = ⏳ Напомню участникам в { $at }
# $title – название срока из регламента; $at – когда он наступит
due-clock = ⏳ { $title }: { $at }
due-over = 🔴 Срок вышел, руководитель уже знает

# $hint – подсказка из регламента
card-hint = 💡 { $hint }
# $title – что сделать дальше по этой стадии
card-step = ➡️ Дальше: { $title }
card-step-link = 🎬 Как это сделать
# $title – название шаблона; под строкой – текст, нажатие копирует его
card-letter = 💬 Напишите клиенту, { $title }:
# В комментарии лида нет ни одного адреса, куда можно написать
card-no-email = ✉️ Почты нет: по почте не отправить. Спросите её у клиента и запишите
card-no-way = 🤷 Куда написать, в лиде не сказано
card-ticket-open = 🏷 Источник выясняется, ответ придёт сюда
# Вопросы регламента. $title – вопрос; $answer – ответ; $known – yes, когда ответ есть
card-topic = { $known ->
    [yes] ✓ { $title } { $answer }
   *[no] ✗ { $title }
}
# $said – названный источник, которого в списке нет
card-source-waits = 📝 Источник «{ $said }» ждёт редакторов: в списке его нет
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
# $because – почему теперь другой ответственный: cover, duty или queue; $before – кто был
trail-stood-in = 👉 Теперь ответственный: { $to } – { $because ->
    [cover] подменяет, нет на месте: { $before }
    [queue] следующий по очереди, раньше был { $before }
   *[duty] дежурный, нет на месте: { $before }
} · { $at }
# $source – источник
trail-source-answered = 🏷 Источник: { $source } · { $who }, { $at }
trail-source-named = 🏷 Источник: { $source } · { $who }, { $at }
trail-source-settled = 🏷 Источник: { $source } · теперь есть в списке, { $at }
# $said – источник, которого нет в списке
trail-source-unlisted = 📝 Источник: «{ $said }», в списке его нет · { $who }, { $at }
# $source – новый источник; $line – строка комментария
trail-source-repaired = 🏷 Источник исправлен: { $source } · { $who }, { $at }
# То же, но сделано без нажатия
trail-source-autofixed = 🤖 Источник исправлен автоматически: { $source }, в комментарии «{ $line }» · { $at }
# $name – кто порекомендовал
trail-referrer-named = 🎁 Кто порекомендовал: { $name } · { $who }, { $at }
trail-bonus-checked = 🎁 Бонус проверен: { $name } · { $who }, { $at }
trail-bonus-paid = 🎁 Бонус выплачен: { $name } · { $who }, { $at }
trail-bonus-withdrawn = 🎁 Бонус отклонён · { $who }, { $at }
# $title – вариант конвертации
trail-converted = 🤝 { $title } · { $who }, { $at }
trail-added-by-hand = ➕ Добавлен вручную · { $who }, { $at }
# $stage – стадия, в которую лид перевели в Битрикс24
trail-handled-in-portal = 🔵 Взят в Битрикс24: «{ $stage }» · { $at }
trail-closed-in-portal = ⚪️ Закрыт в Битрикс24: «{ $stage }» · { $at }
trail-back-to-new = 🔁 Вернулся в «{ $stage }» · { $at }
trail-conflict = ⚠️ В Битрикс24 это изменили раньше, оставлено как там · { $at }
# $status – новый статус встречи
trail-consultation-set = 📅 Встреча назначена · { $who }, { $at }
trail-consultation-changed = 📅 Встреча: { $status } · { $who }, { $at }

# Кнопки: простой текст, коротко
button-open = Открыть в Битрикс24
button-copy-phone = 📋 Номер
button-copy-text = 📋 Текст
button-way-whatsapp = 💬 WhatsApp
button-way-telegram = 💬 Telegram
button-way-vk = 💬 VK
button-way-email = 📋 Почта
button-way-instagram = 💬 Instagram
button-copy-link = 📋 Ссылка
# $source – источник, который назван в комментарии
button-repair = Заменить на { $source }
button-referrer = ✍️ Кто порекомендовал
button-back = ‹ Назад
button-more = Ещё…
# $title – название кнопки, которую подтверждают
button-confirm = Да: { $title }
# $title – название кнопки, которую отменяют
button-undo = ↩️ Отменить: { $title }
button-retry = 🔁 Повторить запись
button-remind = 🔔 Напомнить
button-hand-over = 👉 Передать
button-take-over = ✋ Беру себе
