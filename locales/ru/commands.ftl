# Меню команд в Telegram: простой текст, до 256 знаков.

command-start = Подключиться
command-help = Что я умею
command-sources = Источники и поправки
command-invite = Пригласить коллегу
command-queue = Очередь консультаций
command-shift = Моя смена, перерыв, подмена
command-away = Отпуск или больничный
command-duty = Кто дежурит
command-my = Мои открытые лиды
command-board = Доска: все открытые лиды
command-lead = Как шёл лид: по его номеру
command-report = Отчёт: день, week, month
command-new = Добавить лид
command-bonuses = Бонусы за рекомендации
command-consultations = Встречи и их таблица

# Кнопка рядом с вводом, открывает страницы
command-pages = Доска
