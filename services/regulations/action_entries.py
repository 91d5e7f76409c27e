"""The parts of a regulation file that people choose and send: buttons, templates, events."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.domain.regulation import Style
from services.domain.templates import Way
from services.regulations.entry import (
    ATTEMPT,
    LINK,
    Attempts,
    Code,
    Duration,
    Entry,
    FieldName,
    Letter,
    Text,
    Title,
    Trigger,
)


class ActionEntry(Entry):
    """[[actions]]: a button on the card."""

    code: Code = Field(description="Постоянное имя кнопки: латиница, цифры, «_», до 20 знаков")
    title: Title = Field(description="Надпись на кнопке, до 40 знаков")
    phases: Annotated[list[Literal["new", "taken"]], Field(min_length=1)] = Field(
        default=["new", "taken"], alias="in", description="Когда кнопка видна: new – никто не взялся, taken – в работе"
    )
    style: Annotated[Style | None, Field(strict=False)] = Field(default=None, description="Цвет кнопки")
    stage: Code | None = Field(default=None, description="Стадия, в которую перевести лид: имя из [stages]")
    stage_if_new: Code | None = Field(
        default=None, description="То же, но только для лида в новой стадии: дальше по воронке его не вернёт"
    )
    source: Code | None = Field(default=None, description="Источник, который поставить: имя из [sources]")
    reason: Text | None = Field(default=None, description="Причина отказа: пишется в поле fields.reject_reason")
    forwards: Code | None = Field(
        default=None,
        description="Передать лид в отдел: имя из [departments]; ответственным станет его сотрудник",
    )
    comment: Text | None = Field(default=None, description="Комментарий в ленту лида; без него – надпись кнопки")
    counts_attempt: Attempts = Field(
        default=0, description="true – считать попыткой дозвона; число – столько попыток сразу"
    )
    hints: dict[Annotated[str, StringConstraints(pattern=ATTEMPT)], Text] = Field(
        default={}, description='Подсказка после попытки номер N: {"1" = "…"}'
    )
    takes: bool = Field(default=False, description="Лид взят: срок первой реакции останавливается")
    closes: bool = Field(default=False, description="Работа с лидом окончена")
    confirm: bool = Field(default=False, description="Переспросить перед записью")
    needs_source: bool = Field(default=False, description="Только для лида с известным источником")
    needs: dict[FieldName, Title] = Field(
        default={},
        description="Без чего кнопка не сработает, и как это назвать: name, phone, email, contact или поле лида",
    )
    asks: Literal["consultation", "questions", "later", "conversion", "client"] | None = Field(
        default=None,
        description="Сначала расспросить: consultation – назначить встречу (раздел [consultations]), "
        "questions – задать вопросы, later – когда перезвонить, conversion – как конвертировать (раздел [conversion]), "
        "client – чей это лид, найти по имени",
    )
    questions: list[Code] = Field(default=[], description='С asks = "questions": какие вопросы из [[questions]]')
    within: Duration | None = Field(default=None, description='С asks = "later": не дальше чем через столько: "48h"')
    moves: Annotated[int, Field(ge=1, le=99)] | None = Field(
        default=None, description='С asks = "later": сколько раз на лид'
    )
    asks_source: bool = Field(default=False, description="Открыть заявку «источник неизвестен»")
    names_source: bool = Field(default=False, description="Спросить, откуда лид, и записать названный источник")
    asks_referrer: bool = Field(default=False, description="Спросить, кто порекомендовал, и заявить бонус из [bonus]")
    funnels: list[Code] | None = Field(
        default=None, description="На лидах каких мероприятий кнопка есть; [] – только без мероприятия; нет – на всех"
    )
    starts: list[Code] = Field(default=[], description="Какие сроки из [[clocks]] кнопка запускает")
    stops: list[Code] = Field(default=[], description="Какие сроки из [[clocks]] кнопка останавливает")
    reached: bool = Field(
        default=False, description="С клиентом связались: лид взят, сроки с until_reached останавливаются"
    )
    until_reached: bool = Field(default=False, description="Показывать, только пока с клиентом не связались")
    needs_twin: bool = Field(default=False, description="Кнопка видна, только когда найдены возможные дубли")
    attaches: bool = Field(
        default=False,
        description="Прикрепить лид к контакту клиента (или компании); кнопка видна, когда такой найден ровно один",
    )
    client: Literal["new", "known"] | None = Field(
        default=None,
        description="Показывать, только если клиент обратился впервые (new) или уже есть в портале (known)",
    )
    denies: bool = Field(default=False, description="Совпал только телефон или почта: клиент другой и считается новым")
    attempts_from: Annotated[int, Field(ge=0, le=99)] = Field(
        default=0, description="Показывать, когда попыток дозвона столько или больше"
    )
    after: list[Code] = Field(default=[], description="Показывать после одной из этих кнопок")
    unless: list[Code] = Field(default=[], description="Не показывать после любой из этих кнопок")
    once: bool = Field(default=False, description="Один раз на лид")
    holds: Duration | None = Field(
        default=None, description='Один раз отложить срок первой реакции: "3m", пока менеджер на звонке'
    )
    exact: bool = Field(default=False, description="Комментарий – слово в слово, без подписи")
    template: Code | None = Field(
        default=None, description="Кнопка отмечает, что шаблон отправлен; пока она есть, карточка показывает его текст"
    )
    via: list[Annotated[Way, Field(strict=False)]] = Field(
        default=[], description="Куда отправить шаблон: ссылки на карточке, если в лиде есть куда"
    )
    lacks: list[Annotated[Way, Field(strict=False)]] = Field(
        default=[], description="Туда клиенту написать нельзя: ссылок туда больше не будет"
    )
    trigger: Trigger | None = Field(
        default=None, description="Код триггера «Отслеживание входящего вебхука» в роботах Битрикс24"
    )
    not_target: bool = Field(default=False, description="Обращение нецелевое: спам, неверные данные")
    more: bool = Field(default=False, description="Нужна редко: всегда за кнопкой «Ещё…»")


class TemplateEntry(Entry):
    """[templates.name]: what is written to a client."""

    title: Title = Field(description="Как шаблон называют люди")
    text: Letter = Field(
        description="Текст; в фигурных скобках – {name} клиент, {manager} ответственный, {phone} телефон"
    )


class FieldNames(Entry):
    """[fields]: portal fields the actions write, as `crm.item.*` spells them."""

    reject_reason: FieldName | None = Field(
        default=None, description="Поле лида для причины отказа, например statusDescription"
    )
    event: FieldName | None = Field(
        default=None, description="Поле лида, в котором сказано мероприятие, например ufCrmEvent"
    )
    event_state: FieldName | None = Field(
        default=None, description="Текстовое поле лида, в которое пишется состояние из [[funnels]]"
    )


class FunnelStateEntry(Entry):
    """[[funnels.states]]: where an action brings the lead."""

    done: Code = Field(description="Какая кнопка сюда приводит: код из [[actions]]")
    title: Title = Field(description="Как назвать состояние: «был на вебинаре»")
    next: Text | None = Field(default=None, description="Что делать дальше: подсказка на карточке")
    stages: list[Code] = Field(
        default=[], description="Стадии, которые значат то же, кто бы лид туда ни перевёл: имена из [stages]"
    )


class FunnelEntry(Entry):
    """[[funnels]]: an event whose leads go through states."""

    code: Code = Field(description="Постоянное имя мероприятия: латиница, цифры, «_», до 20 знаков")
    title: Title = Field(description="Название для людей: «Вебинар»")
    words: list[Text] = Field(default=[], description="Слова в названии лида, по которым он узнаётся")
    sources: list[Code] = Field(default=[], description="Источники, по которым он узнаётся: имена из [sources]")
    values: list[Text] = Field(default=[], description="Значения поля fields.event, по которым он узнаётся")
    arrives: Title = Field(description="Состояние, в котором лид приходит: «зарегистрирован»")
    next: Text | None = Field(default=None, description="Что делать с таким лидом: подсказка на карточке")
    starts: list[Code] = Field(default=[], description="Какие сроки из [[clocks]] начинаются с приходом лида")
    states: list[FunnelStateEntry] = Field(default=[], description="Состояния по порядку")


class QuestionEntry(Entry):
    """[[questions]]: what the client is asked, and where the answer is kept."""

    code: Code = Field(description="Постоянное имя вопроса: латиница, цифры, «_», до 20 знаков")
    title: Text = Field(description="Вопрос, как его прочтёт менеджер")
    kind: Literal["text", "email"] = Field(
        default="text", description="Что спрашивают: email – почту клиента, она проверяется и пишется в лид как почта"
    )
    field: FieldName | None = Field(
        default=None, description="Поле лида для ответа, например ufCrmClientType; у вопроса о почте его нет"
    )
    answers: list[Title] = Field(default=[], description="Ответы: кнопки")
    values: list[Text] = Field(
        default=[], description="Что записать в поле, по порядку ответов; без них – сами ответы (для списков – номера)"
    )
    free: bool = Field(default=False, description="Можно ответить своими словами")


class DepartmentEntry(Entry):
    """[departments.name]: where a request goes that is not for sales."""

    title: Title = Field(description="Название отдела")
    responsible: Annotated[int, Field(ge=1)] = Field(description="Номер сотрудника Битрикс24, который принимает лиды")


class StepEntry(Entry):
    """[[steps]]: the next thing to do for leads of some stages."""

    code: Code = Field(description="Постоянное имя шага: латиница, цифры, «_», до 20 знаков")
    title: Text = Field(description="Что сделать дальше: строка карточки")
    stages: Annotated[list[Code], Field(min_length=1)] = Field(description="В каких стадиях: имена из [stages]")
    done: Code | None = Field(default=None, description="Какая кнопка завершает шаг: код из [[actions]]")
    hint: Text | None = Field(default=None, description="Подсказка: как это сделать, что сказать")
    link: Annotated[str, StringConstraints(max_length=200, pattern=LINK)] | None = Field(
        default=None, description="Ссылка на видео или инструкцию: https://…; {ufCrmInn} – значение поля лида"
    )
