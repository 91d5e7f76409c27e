# Ответы на нажатия: простой текст, до 200 знаков.

# $title – название кнопки; $name – здесь не нужен
toast-done = Готово: { $title }
# $title – название кнопки; $attempt – номер попытки; $hint – подсказка регламента или пусто
toast-attempt = { $title }: попытка { $attempt }. { $hint }
# $hold – сколько не напоминать
toast-held = Хорошо, подожду { DURATION($hold, case: "accusative") }
# $title – название кнопки
toast-confirm = Подтвердите: { $title }
toast-undone = Отменено, всё как было
toast-asked = Ответьте на вопрос ниже
toast-shown = { "" }
# $name – новый ответственный
toast-handed-over = Передано. Ответственный: { $name }
toast-taken-over = Лид ваш, он взят в работу
toast-reminded = Напоминание отправлено
toast-card-sent = Карточка ниже
toast-retrying = Записываю в Битрикс24 ещё раз
# $source – выбранный источник
toast-source = Принято: { $source }
toast-locked = Решаете вы: две минуты остальные ждут
toast-passed = Передано редакторам
toast-amended = Принято, действует сразу
toast-rejected = Хорошо, правила не будет

# Отказы: ничего не сделано, и вот почему.
refusal-page-stale = Ссылка уже использована или устарела. Откройте страницу заново из бота.
refusal-page-stranger = Вас нет среди сотрудников, поэтому страница закрыта.
refusal-stranger = Вас нет среди сотрудников. Отправьте мне /start, чтобы подключиться.
refusal-inactive = В Битрикс24 ваша учётная запись отключена, поэтому доступа нет. Если это ошибка, скажите администратору.
refusal-not-yours = Это лид другого менеджера.
refusal-supervisors-only = Это может только руководитель.
refusal-keepers-only = На этот вопрос отвечает ответственный за источники или руководитель.
refusal-admins-only = Такую роль даёт только администратор.
refusal-stale = Кнопка устарела: с лидом уже что-то сделали. Смотрите свежую карточку.
refusal-repeated = Уже принято.
# $title – название кнопки; $attempts – сколько попыток отмечено
refusal-already = Уже отмечено: { $title }
refusal-acted-already = Лид уже в работе, напоминать не нужно.
refusal-acted-since = После этого с лидом уже что-то сделали, отменить нельзя.
refusal-undone-already = Уже отменено.
refusal-undo-late = Время на отмену вышло. Исправьте в Битрикс24.
refusal-gone = Лид удалён в Битрикс24.
refusal-closed = Лид уже закрыт.
refusal-unknown-lead = Такого лида у меня нет. Откройте его в Битрикс24.
refusal-ticket-open = Вопрос об источнике уже задан, ждём ответа.
refusal-ticket-closed = На этот вопрос уже ответили.
refusal-no-twin = Дублей у этого лида больше не видно. Смотрите свежую карточку.
refusal-no-client = Прикрепить некуда: контакт клиента должен быть ровно один, а лид – ещё ни к кому не прикреплён.
# $who – кто сейчас решает
refusal-ticket-held = Сейчас решает { $who }. Через две минуты сможете и вы.
refusal-lock-not-you = Эту кнопку нажимает тот, чьё имя на ней. Ответить можно и без неё.
# $source – источник
refusal-source-known = Об этом уже спрашивали, это { $source }. Нажмите «Заменить на …» на карточке.
refusal-amendment-over = Это уже решили.
refusal-editors-only = Источники и правила меняют редакторы: маркетолог или руководитель.
refusal-source-settled = Источник уже не под вопросом, менять не нужно.
refusal-nothing-to-retry = Повторять нечего: всё записано.
# $name – кому хотели передать или напомнить
refusal-not-connected = Бот не может написать этому сотруднику: { $name }
# $name – у кого лид сейчас
refusal-theirs-already = Лид уже здесь: { $name }
refusal-try-again = Не получилось. Нажмите ещё раз через минуту.
