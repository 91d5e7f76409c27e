# Конвертация. $lines – строки ниже
conversion-ask = { $lines }
# $lead – имя лида
conversion-variant = 🤝 Во что конвертировать <b>{ $lead }</b>?
# $names – карточки клиента, которые уже есть в портале
conversion-known = 👥 Похоже, клиент уже есть: { $names }
# $title – вариант; $gaps – чего не хватает, через запятую
conversion-lacks = ✗ { $title } – заполните в Битрикс24: { $gaps }
conversion-client = Для какого клиента сделка?
conversion-phone = Чей это телефон? Он попадёт только туда, куда скажете.
button-phone-contact = Личный – в контакт
button-phone-company = Рабочий – в компанию
conversion-sure = <b>{ $lead }</b> → { $title }. Отменить это из чата нельзя.
# $name – клиент, чья карточка уже есть
conversion-for = Клиент: { $name }
conversion-phone-to-contact = ☎ Телефон попадёт в контакт
conversion-phone-to-company = ☎ Телефон попадёт в компанию
button-convert = Конвертировать
conversion-pick = Выберите ответ кнопкой.
conversion-no-client = Карточки клиента в портале не нашлось: выберите другой вариант.
refusal-converting = Лид уже конвертируется.
refusal-converted = Лид уже сконвертирован.
# $lead – имя лида; $title – вариант
conversion-begun = ⏳ <b>{ $lead }</b>: конвертирую – { $title }.
conversion-done = { $lines }
# $id – номер сделки; $url – её страница
conversion-made = ✅ <b>{ $lead }</b>: создана <a href="{ $url }">сделка № { $id }</a>
# $title – вариант без сделки
conversion-kept = ✅ <b>{ $lead }</b>: { $title }
refusal-no-variant = Для такого лида это не подходит: сначала заполните квалификацию.
# $phone – yes, когда телефон попал сюда
conversion-contact = 👤 <a href="{ $url }">Контакт № { $id }</a>{ $phone ->
    [yes] {" "}– телефон здесь
   *[no] { "" }
}
conversion-company = 🏢 <a href="{ $url }">Компания № { $id }</a>{ $phone ->
    [yes] {" "}– телефон здесь
   *[no] { "" }
}
# $name – клиент, чья карточка уже была
conversion-of-client = 👤 Клиент: <a href="{ $url }">{ $name }</a> – телефон в его карточку не переносился
# $reason – слова портала
conversion-refused = ⚠️ <b>{ $lead }</b>: Битрикс24 не принял конвертацию ({ $reason }). Исправьте и нажмите «Конвертировать» ещё раз: созданное раньше не повторится.
