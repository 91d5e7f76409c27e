# Терминал: команды «python -m bot …». Простой текст.

# Справка: «python -m bot --help»
help-about = «Пять минут» – помощник колл-центра в Telegram для тех, кто работает в Битрикс24.
help-usage = как вызвать:
help-commands = команды
help-arguments = что указать
help-options = параметры
help-help = показать эту справку
help-command = КОМАНДА
help-run = запустить бота
help-demo = показать бота в песочнице: Telegram и Битрикс24 понарошку, одна страница в браузере
help-check = проверить настройки, токен, вебхук, справочники, группы и людей
help-staff = кто работает с ботом: добавить, показать, убрать
help-staff-add = добавить человека или дать ему ещё одну роль
help-staff-list = показать всех
help-staff-remove = убрать человека
help-regulation = проверить файл регламента
help-regulation-check = проверить файл без портала
help-regulation-diff = чем второй регламент отличается от первого
help-regulation-simulate = что сказал бы регламент о лидах прошлых дней
help-history = за сколько дней, например 30d
help-regulation-new = начать регламент новой компании: спросит и запишет файл
help-erase = забыть клиента: всё, что бот о нём знает
help-erase-lead = номер лида
help-erase-phone = телефон; забываются все лиды с ним
erase-phone-short = ✗ Нужен телефон целиком: десять цифр
# $count – сколько лидов забыто
erase-done = { $count ->
    [one] ✓ Забыт { $count } лид
    [few] ✓ Забыты { $count } лида
   *[other] ✓ Забыто { $count } лидов
}
erase-nobody = ✗ Такого лида здесь нет
help-migrate = создать или обновить таблицы базы данных
help-to = к какой версии таблиц перейти (например, назад перед возвратом к прежнему боту); без него – к новейшей
help-since = взять в работу и лиды, созданные с этого времени (ISO 8601); без него – только новые
help-port = порт страницы (по умолчанию 8090); если он занят, возьмётся свободный
help-open = сразу открыть страницу в браузере
help-bitrix = номер сотрудника в Битрикс24 (он виден в адресе его профиля)
help-telegram = номер человека в Telegram; без него появится ссылка-приглашение
help-role = что человек делает
help-name = имя; без него берётся из Битрикс24
help-file = путь к файлу или имя готового регламента

# Ошибки в самой команде. $name – параметр; $value – что написано; $options – что можно написать
args-wrong = { $reason }
    справка: { $command } --help
args-required = не хватает: { $name }
args-unknown = лишнее: { $value }
args-choice = { $name }: нет такого значения – { $value }; можно: { $options }
args-value = { $name }: после него нужно значение
args-number = нужно целое число больше нуля, а не «{ $value }»
args-port = нужен порт от 0 до 65535, а не «{ $value }»
args-moment = нужно время вида 2026-09-01T09:00, а не «{ $value }»

# Песочница. $address – страница
demo-starting = Запускаю песочницу и бота, это несколько секунд…
demo-sandbox = песочница
demo-bot = бот
demo-ready = Готово. Откройте в браузере:

    { "    " }{ $address }

    Закончить: Ctrl+C
demo-ended = Песочница и бот остановлены.
# $program – кто; $code – код завершения; $log – последние строки журнала
demo-died = Остановилась программа «{ $program }» (код { $code }). Конец её журнала:
    { $log }
demo-late = Программа «{ $program }» не готова и через { DURATION($seconds, case: "accusative") }. Конец её журнала:
    { $log }

# Люди. $name – имя; $id – номер в Битрикс24; $roles – роли через запятую
staff-added = ✓ { $name } (Битрикс24 { $id }): { $roles }
staff-nameless = без имени
staff-name-later = Имя появится, когда ответит Битрикс24: сейчас он не отвечает.
# $telegram – номер в Telegram
staff-connected = Подключён: Telegram { $telegram }. Пусть один раз откроет бота и нажмёт «Старт».
# $link – ссылка
staff-link = Отправьте человеку ссылку. Она сработает один раз и живёт неделю:
    { $link }
# $code – код приглашения
staff-code = Telegram сейчас не отвечает, поэтому вместо ссылки – код. Пусть человек отправит боту (один раз, за неделю):
    /start { $code }
staff-unknown = ✗ В Битрикс24 нет сотрудника { $id }.
    что сделать: откройте профиль сотрудника в портале – номер стоит в адресе: …/company/personal/user/14/
staff-dismissed = ✗ { $name } (Битрикс24 { $id }) уволен в портале, подключать некого.
staff-removed = ✓ Больше не работает с ботом: { $name } (Битрикс24 { $id })
staff-absent = ✗ Среди подключённых нет сотрудника Битрикс24 { $id }.
    что сделать: python -m bot staff list
staff-none = Пока никого. Добавьте первого: python -m bot staff add --bitrix НОМЕР --role supervisor
staff-column-name = Имя
staff-column-bitrix = Битрикс24
staff-column-telegram = Telegram
staff-column-roles = Роли
staff-column-active = Работает
staff-is-connected = подключён
staff-is-apart = не подключён
staff-is-blocked = остановил бота
staff-yes = да
staff-no = нет

# Регламент и база. $title, $name, $edition – из файла регламента
regulation-good = ✓ { $title } ({ $name }, редакция { $edition }): ошибок нет
regulation-same = Различий нет
# $kind – changed, new или gone; $key – ключ; $before и $after – что стоит в первом и во втором
regulation-difference = { $kind ->
    [new] + { $key } = { $after }
    [gone] − { $key } = { $before }
   *[changed] ~ { $key }: { $before } → { $after }
}
# Проверка на прошлых лидах. $leads – сколько лидов; $days – за сколько дней; $name – имя регламента
simulate-days = Число дней пишется так: --history 30d
simulate-nothing = За { $days } дн. лидов нет: проверять не на чем
simulate-title = Лиды за { $days } дн.: { $leads }. Сколько раз сказали бы и кому
# $audience – кому
simulate-audience = { $audience ->
    [manager] менеджеру
    [supervisors] руководителям
    [head] руководителю отдела продаж
    [duty] отдать дежурному
    [next] отдать следующему
    [keeper] ответственному за источники
    [deputy] заместителю
   *[participants] участникам встречи
}
simulate-late = лидов дошло дальше менеджера
simulate-chart = Лиды, которые дошли бы дальше менеджера, по дням ({ $name }):

# Новый регламент. $file – имя файла
new-no-portal = Битрикс24 не отвечает: стадии и источники взять неоткуда. Проверьте BITRIX24_WEBHOOK_URL
new-there = Файл { $file } уже есть: выберите другое имя
new-name = Имя регламента, латиницей
new-title = Название для людей
new-zone = Часовой пояс
new-stage-new = Какая стадия – новый лид (номер)
new-stage-work = Какая – взят в работу
new-stage-rejected = Какая – отказ
new-remind = Через сколько напомнить менеджеру
new-escalate = Через сколько сказать руководителям
new-opens = Начало рабочего дня
new-closes = Конец рабочего дня
new-again = Не подходит, ещё раз
new-done = Записан файл { $file }. Поправьте его под себя и впишите в REGULATION
migrate-done = ✓ База данных готова

# Запуск отменён
start-token-refused = Запуск отменён: Telegram не принимает токен бота.
    что сделать: возьмите токен у @BotFather (команда /token) и впишите его в BOT_TOKEN
# $reason – код отказа портала
start-webhook-refused = Запуск отменён: Битрикс24 не принимает вебхук ({ $reason }).
    что сделать: Битрикс24 → Разработчикам → Другое → Входящий вебхук (права crm, user_basic), адрес впишите в BITRIX24_WEBHOOK_URL
start-rights-missing = Запуск отменён: вебхуку Битрикс24 не хватает прав.
# $address – адрес базы без пароля; $reason – слова драйвера
start-database-refused = Запуск отменён: база данных не открывается.
    DATABASE_URL = { $address }
    почему: { $reason }
    что сделать: проверьте адрес, права на папку, работает ли сервер базы, и впишите верное в DATABASE_URL
# $name – что вписано в REGULATION; под этой строкой – ошибки регламента
start-regulation-refused = Запуск отменён: регламент не принят.
    REGULATION = { $name }
# $host, $port – где бот должен слушать
start-port-taken = Запуск отменён: порт { $port } на { $host } занят другой программой.
    что сделать: остановите её (возможно, это второй экземпляр бота) или впишите другой порт в HTTP_PORT
start-port-refused = Запуск отменён: слушать { $host }:{ $port } не получается ({ $reason }).
    что сделать: проверьте HTTP_HOST (обычно 127.0.0.1) и HTTP_PORT (обычно 8080; порты до 1024 требуют особых прав)

# Чем помочь вебхуку
cure-webhook = создайте новый входящий вебхук и впишите его адрес в BITRIX24_WEBHOOK_URL
cure-scope-crm = отметьте в настройках вебхука право «CRM (crm)»
cure-scope-user = отметьте в настройках вебхука право «Пользователи (user_basic)»: без него не найти людей по номеру телефона
cure-scope-timeman = отметьте в настройках вебхука право «Учёт рабочего времени (timeman)»: без него закончивший рабочий день в портале не считается ушедшим
cure-scope-im = отметьте в настройках вебхука право «Чат и уведомления (im)»: пока Telegram молчит, напоминания придут в уведомления портала
cure-scope-lists = отметьте в настройках вебхука право «Списки (lists)»: без него таблица встреч не повторяется в портале
cure-scope-calendar = отметьте в настройках вебхука право «Календарь (calendar)»: без него таблица встреч не повторяется в портале
cure-list = списка из [consultations.mirror] нет, или владелец вебхука его не видит: проверьте iblock_type, iblock_id или code и права на список
cure-calendar = календаря из [consultations.mirror] нет, или владелец вебхука его не видит: проверьте type, owner и section
cure-column = такого поля в списке нет, или его тип – не «Строка»: проверьте fields в [consultations.mirror]
cure-deals = дайте владельцу вебхука право читать и менять сделки: без него за сделками из раздела [deals] не проследить
cure-owner = пусть вебхук создаст администратор портала: владельцу нынешнего не хватает прав в CRM
cure-plan = на тарифе портала нет REST: нужен тариф с вебхуками
cure-overload = портал запретил REST из-за нагрузки: напишите в его поддержку
cure-leads-off = портал работает без лидов: включите лиды в настройках CRM
cure-unreachable = портал не отвечает: проверьте адрес и сеть, потом повторите
cure-unexpected = портал ответил не так, как описано: пришлите строку администратору портала

# Отчёт «python -m bot check»: строка на пункт. $detail – что найдено; $cure – что сделать
check-good = ✓ { $detail }
check-bad = ✗ { $detail }
    { "  " }что сделать: { $cure }
# $username – имя бота без @
check-bot = бот @{ $username } отвечает
check-bot-token = Telegram не принимает токен
check-bot-token-cure = возьмите токен у @BotFather (команда /token) и впишите его в BOT_TOKEN
check-telegram-down = Telegram не отвечает
check-telegram-down-cure = проверьте сеть и TELEGRAM_API_URL
# $title – название группы; $setting – имя настройки
check-chat = { $setting }: бот может писать в группу «{ $title }»
check-chat-missing = { $setting }: бота нет в этой группе
check-chat-missing-cure = добавьте бота в группу и проверьте её номер: у супергрупп он начинается с -100
check-chat-mute = { $setting }: в группе «{ $title }» боту нельзя писать
check-chat-mute-cure = дайте боту право отправлять сообщения
# $chat – новый номер группы
check-chat-moved = { $setting }: группа стала супергруппой
check-chat-moved-cure = впишите новый номер: { $setting }={ $chat }
# $name – имя настройки; $value – значение (секреты скрыты); $origin – откуда
check-setting = { $name } = { $value } ({ $origin })
check-unset = не задано
check-default = по умолчанию
check-regulation = регламент: { $title }, редакция { $edition }
check-database = база данных отвечает, таблицы на месте
check-database-down = база данных не отвечает: { $reason }
check-database-down-cure = проверьте DATABASE_URL, права на папку и работает ли сервер базы
check-database-old = таблиц в базе данных ещё нет, или они от прежней версии
check-database-old-cure = python -m bot migrate (или просто запустите бота: он сделает это сам)
check-database-newer = таблицы в базе данных от более новой версии бота
check-database-newer-cure = обновите бота или верните копию базы
check-telegram-refused = Telegram отказывает: { $reason }
# $url – адрес, на который Telegram присылает обновления
check-public-url = PUBLIC_URL: Telegram присылает обновления на { $url }
check-public-url-other = PUBLIC_URL: Telegram ещё не знает адреса { $url }
check-public-url-other-cure = запустите бота: python -m bot run – он сообщит адрес сам
check-public-url-failing = PUBLIC_URL: Telegram не может доставить обновления: { $reason }
check-public-url-failing-cure = проверьте, что { $url } открыт из интернета, с верным сертификатом, и ведёт на HTTP_HOST:HTTP_PORT
# $title – имя человека в Telegram; $id – его номер
check-admin = ADMIN_IDS: бот может писать администратору { $title } ({ $id })
check-admin-apart = ADMIN_IDS: бот не может писать администратору { $id }
check-admin-apart-cure = пусть он откроет бота и нажмёт «Старт», или исправьте номер
check-admins-none = нет ни одного администратора: о сбоях никто не узнает
check-admins-none-cure = впишите свой номер в Telegram в ADMIN_IDS
# $what – метод портала
check-right = Битрикс24: { $what }
# $what – метод; $cure – что сделать
check-right-optional = Битрикс24: { $what } – не обязательно, но { $cure }
# $section – справочник регламента; $name – имя в регламенте; $title, $code – что в портале
check-term = регламент, { $section }: { $name } – это «{ $title }» ({ $code })
check-term-missing = регламент, { $place }
# $name – имя источника в регламенте; $title – как он там назван
check-source-unlisted = регламент, [sources]: { $name } («{ $title }») нет в списке портала: слова о нём понятны, но не ставятся
check-dictionary = справочники Битрикс24 не прочитаны: { $reason }
# $name – человек; $id – номер в Битрикс24; $roles – роли
check-person = { $name } (Битрикс24 { $id }, { $roles }): подключён
check-person-apart = { $name } (Битрикс24 { $id }, { $roles }): не подключён
check-person-apart-cure = python -m bot staff add --bitrix { $id } --role { $role } – появится ссылка, отправьте её человеку
check-person-blocked = { $name } (Битрикс24 { $id }, { $roles }): остановил бота
check-person-blocked-cure = пусть откроет бота и нажмёт «Старт»
check-role-none = нет ни одного человека с ролью «{ $role }»
check-role-none-cure = python -m bot staff add --bitrix НОМЕР --role { $code }
check-all-good = Всё в порядке.
check-some-bad = { $count ->
    [one] Осталось исправить { $count } пункт.
    [few] Осталось исправить { $count } пункта.
   *[other] Осталось исправить { $count } пунктов.
}
