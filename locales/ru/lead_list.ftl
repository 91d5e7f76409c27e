# Список лидов: чего найти нельзя, и отказы. $value – что было в фильтре.
list-problem-period = Период задан наоборот: { $value }. Поменяйте даты местами.
list-problem-future = Период начинается в будущем: { $value }.
list-problem-date = «{ $value }» – не дата. Нужен вид 2026-11-25.
list-problem-number = «{ $value }» – не число, которое здесь может быть.
list-problem-sort = По «{ $value }» список не сортируется.
list-problem-day = Дня «{ $value }» нет: бывает день поступления и день принятия в работу.
list-problem-who = «{ $value }»: показать можно взявшего или ответственного.
list-problem-many = В одном фильтре слишком много значений.
list-problem-nobody = Таких сотрудников нет: выбранные менеджеры не работают в выбранных отделах.
list-problem-no-kind = Типа обращений «{ $value }» нет.
list-problem-no-quality = Качества «{ $value }» нет.
list-problem-no-direction = Направления «{ $value }» нет.
list-problem-no-department = Отдела «{ $value }» в портале нет.
list-problem-no-manager = Сотрудника № { $value } в портале нет.
list-problem-no-source = Источника «{ $value }» в портале нет.
list-problem-no-group = Группы источников «{ $value }» в регламенте нет.
list-problem-no-stage = Стадии «{ $value }» в портале нет.
list-problem-no-stages = Группы стадий «{ $value }» нет.
list-problem-no-tag = Лидов с тегом «{ $value }» нет.
list-problem-no-channel = Лидов из канала «{ $value }» нет.

refusal-views-enough = Видов сохранено уже 30. Удалите ненужный.
refusal-export-forbidden = Сохранять список в файл вам нельзя: так решено в регламенте.
refusal-filter-impossible = С таким фильтром найти нечего: посмотрите, что о нём сказано на странице.
# $found – сколько лидов; $most – сколько помещается в файл
refusal-list-too-large = Лидов { $found }, а в файл помещается { $most }. Сохраните по месяцам:
refusal-file-not-made = Файл сделать не получилось. Попробуйте ещё раз, а если не выйдет – сохраните CSV.
