# Бонусы за рекомендации: список для проверяющих и бухгалтерии. HTML Telegram.

bonuses-title = 🎁 <b>Бонусы за рекомендации</b>
# $state – где заявки; $count – сколько их; $money – на какую сумму
bonuses-sum = { $state ->
    [checked] Проверено: { $count } на { $money }
    [paid] Выплачено: { $count } на { $money }
   *[waiting] Ждёт проверки: { $count } на { $money }
}
bonuses-none = Заявок пока нет: они появляются по кнопке «рекомендация» на карточке лида.
bonuses-waiting = Ниже те, что ждут проверки, давние первыми.
bonuses-checked = Ниже проверенные, их пора выплатить.
bonuses-paid = Ниже выплаченные.

# Одна заявка. $lead – лид; $money – бонус; $name – кто порекомендовал; $who – кто это сделал; $at – когда
bonus-lead = 🎁 Лид <b>{ $lead }</b> · { $money }
bonus-referrer = Кто порекомендовал: { $name }
bonus-referrer-unnamed = Кто порекомендовал, ещё не записано
bonus-claimed = Заявка: { $who }, { $at }
bonus-checked = Проверка: { $who }, { $at }
bonus-paid = Выплата: { $who }, { $at }
bonus-turned-down = Отклонена
# $source – источник лида сейчас
bonus-other-source = ⚠️ Источник лида теперь другой: { $source }

# Тому, кто заявил бонус. $lead – лид; $name – кто порекомендовал; $who – кто решил
bonus-told-paid = 🎁 Бонус { $money } выплачен: { $name } (лид <b>{ $lead }</b>) – { $who }
bonus-told-withdrawn = 🎁 Бонус { $money } за лид <b>{ $lead }</b> отклонён – { $who }

# Файл для бухгалтерии: простой текст. $day – день («2026-03-02»)
bonuses-file = Бонусы за рекомендации { $day }.xlsx
bonuses-sheet = Бонусы
bonuses-state = { $state ->
    [checked] проверен
    [paid] выплачен
   *[waiting] ждёт
}
bonuses-column-lead = Лид
bonuses-column-link = Ссылка на лид
bonuses-column-referrer = Кто порекомендовал
bonuses-column-client = Ссылка на клиента
bonuses-column-amount = Сумма
bonuses-column-currency = Валюта
bonuses-column-state = Статус
bonuses-column-source = Источник лида
bonuses-column-claimed-at = Заявлен
bonuses-column-claimed-by = Кем заявлен
bonuses-column-checked-at = Проверен
bonuses-column-checked-by = Кем проверен
bonuses-column-paid-at = Выплачен
bonuses-column-paid-by = Кем выплачен

# Кнопки и ответы на нажатия: простой текст
button-bonus-checked = ✅ Проверен
button-bonus-paid = 💸 Выплачен
button-bonus-withdrawn = ✕ Отклонить
button-bonuses = ‹ К списку
button-bonuses-waiting = Ждут
button-bonuses-checked = Проверены
button-bonuses-paid = Выплачены
button-bonuses-file = ⬇️ Файл Excel
toast-bonus-checked = Отмечено: проверен
toast-bonus-paid = Отмечено: выплачен
toast-bonus-withdrawn = Отклонено
toast-export = Готовлю файл, он придёт сюда
