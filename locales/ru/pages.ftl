# Страницы (Mini App): простой текст. Числа, которые меняют слово, – отдельными сообщениями: -one, -few, -many, -other.

page-nav-board = Сейчас
# $at – время последнего обновления
page-fresh = Обновлено в { $at }
page-lost = Нет связи, пробую снова
page-closed = Страница закрыта
page-nobody = не назначен
page-no-source = источник не указан

page-board-empty = Всё разобрано
page-board-empty-why = Открытых лидов нет. Новый появится здесь сам.
page-heat-late = просрочены
page-heat-warned = ждут, уже напомнили
page-heat-fresh = новые
page-heat-in_work = в работе
page-heat-late-short = опоздание
page-heat-warned-short = до руководителя
page-heat-fresh-short = до напоминания
page-heat-in_work-short = в работе
# $count – число попыток
page-attempts-one = { $count } попытка
page-attempts-few = { $count } попытки
page-attempts-many = { $count } попыток
page-attempts-other = { $count } попытки

# Последний шаг. $title – название кнопки; $to – кому передан
page-step-received = лид поступил
page-step-acted = { $title }
page-step-undone = отменено: { $title }
page-step-handed_over = передан: { $to }
page-step-reassigned = сменился ответственный
page-step-handled_in_portal = взят в Битрикс24
page-step-back_to_new = вернулся в новые
page-step-reminded_again = руководитель напомнил
