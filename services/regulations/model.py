"""The shape of a regulation file; `regulations/schema.json` is made from it."""

import re
from datetime import date, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.domain.list_rules import Shown
from services.domain.people import Role
from services.domain.phones import RUSSIA
from services.domain.regulation import Audience, Style
from services.domain.templates import Way
from services.regulations import durations

NAME = r"^[a-z0-9][a-z0-9-]*$"
CODE = r"^[a-z0-9_]+$"
FILLED = r"\S"
FIELD = r"^[a-z][A-Za-z0-9_]*$"
TRIGGER = r"^[A-Za-z0-9_-]+$"
MOST = 9  # calls without an answer that one tap may tell of
ATTEMPT = r"^[1-9][0-9]?$"
PROPERTY = r"^PROPERTY_[1-9][0-9]*$"
TIME_OF_DAY = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
CURRENCY = r"^[A-Z]{3}$"
MONEY = 2_000_000_000  # of a bonus: what a database column holds


def _duration(value: object) -> timedelta:
    try:
        return durations.parse_duration(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("duration", "not a duration above zero") from None


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown; a folder of the list; not a name at all
        raise PydanticCustomError("timezone", "not a time zone") from None
    return name


def _attempts(value: object) -> int:
    if isinstance(value, int) and (isinstance(value, bool) or 1 <= value <= MOST):
        return int(value)
    raise PydanticCustomError("attempts", "neither yes, no nor a number of calls")


def _time_of_day(value: object) -> time:
    if not isinstance(value, str) or not re.fullmatch(TIME_OF_DAY, value):
        raise PydanticCustomError("time_of_day", "not a time of day")
    return time.fromisoformat(value)


Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": durations.PATTERN, "minLength": 2}),
]
Attempts = Annotated[
    int, BeforeValidator(_attempts), WithJsonSchema({"type": ["boolean", "integer"], "minimum": 1, "maximum": MOST})
]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": TIME_OF_DAY})]
Title = Annotated[str, StringConstraints(max_length=40, pattern=FILLED)]
Text = Annotated[str, StringConstraints(max_length=200, pattern=FILLED)]  # 200: what a toast in Telegram holds
Trigger = Annotated[str, StringConstraints(max_length=60, pattern=TRIGGER)]
Letter = Annotated[str, StringConstraints(max_length=500, pattern=FILLED)]
Code = Annotated[str, StringConstraints(max_length=20, pattern=CODE)]  # short: it travels in 64 bytes of callback data
Column = Literal["booked", "lead", "status", "at", "whom", "source", "note"]  # as in services.domain.register
Terms = Annotated[list[Text], Field(min_length=1)]
Editor = Literal["editor", "supervisor", "keeper", "admin"]  # never a manager (OP10-03)
Roles = Annotated[list[Annotated[Role, Field(strict=False)]], Field(min_length=1)]


class Entry(BaseModel):
    """What all parts of the file have in common: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RungEntry(Entry):
    """[[clocks.ladder]]: one step of a ladder."""

    after: Duration | None = Field(default=None, description='Через сколько после начала срока: "5m", "90s", "1h30m"')
    by: Literal["day_end"] | None = Field(default=None, description="Вместо after: к концу рабочего дня")
    late: Duration | None = Field(default=None, description='С by: за сколько до конца дня лид уже не успевают: "1h"')
    next_day: TimeOfDay | None = Field(
        default=None, description='С by и late: до какого времени следующего рабочего дня: "12:00"'
    )
    before: Duration | None = Field(
        default=None, description='Вместо after – за сколько до назначенного времени, например встречи: "1h"'
    )
    notify: Annotated[Audience, Field(strict=False)] = Field(description="Кому напомнить")


class HoursEntry(Entry):
    """[hours]: when the team works."""

    week: Annotated[dict[Text, list[Text]], Field(min_length=1)] = Field(
        description='Рабочие часы по дням недели: { mon-fri = ["09:00-13:00", "14:00-18:00"] }'
    )
    country: Text | None = Field(default=None, description="Страна, чьи праздники – выходные: RU")
    days: dict[Text, list[Text]] = Field(
        default={}, description='Дни не как всегда: "2026-05-02" = [] – выходной, "2026-11-03" = ["09:00-15:00"]'
    )


class ClockEntry(Entry):
    """[[clocks]]: a deadline with its ladder."""

    code: Code = Field(description="Имя срока; first_touch – первая реакция на новый лид, остальные запускают кнопки")
    title: Title = Field(description="Название для людей")
    says: Text | None = Field(default=None, description="Что сказать, когда срок настал; без него – название")
    ladder: Annotated[list[RungEntry], Field(min_length=1)] | None = Field(
        default=None, description="Ступени по порядку времени"
    )
    daily: Annotated[list[TimeOfDay], Field(min_length=1)] | None = Field(
        default=None,
        description='Вместо ступеней – часы суток: ["10:00", "18:00"]; напоминает менеджеру, пока не остановят',
    )
    until_reached: bool = Field(
        default=False, description="Кончается, когда с клиентом связались, где бы это ни отметили"
    )
    time: Literal["real", "working"] = Field(
        default="real", description="Как идёт время: real – всегда, working – только в рабочие часы из [hours]"
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
    asks: Literal["consultation"] | None = Field(
        default=None, description="Сначала расспросить: consultation – назначить встречу (раздел [consultations])"
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
        description="Прикрепить лид к контакту клиента; кнопка видна, когда такой контакт найден ровно один",
    )
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

    reject_reason: Annotated[str, StringConstraints(max_length=50, pattern=FIELD)] | None = Field(
        default=None, description="Поле лида для причины отказа, например statusDescription"
    )
    event: Annotated[str, StringConstraints(max_length=50, pattern=FIELD)] | None = Field(
        default=None, description="Поле лида, в котором сказано мероприятие, например ufCrmEvent"
    )
    event_state: Annotated[str, StringConstraints(max_length=50, pattern=FIELD)] | None = Field(
        default=None, description="Текстовое поле лида, в которое пишется состояние из [[funnels]]"
    )


class FunnelStateEntry(Entry):
    """[[funnels.states]]: where an action brings the lead."""

    done: Code = Field(description="Какая кнопка сюда приводит: код из [[actions]]")
    title: Title = Field(description="Как назвать состояние: «был на вебинаре»")
    next: Text | None = Field(default=None, description="Что делать дальше: подсказка на карточке")


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


class CorrectnessEntry(Entry):
    """[correctness]: what the card warns of."""

    region: str = Field(default=RUSSIA, description='Страна, чьи номера пишут без кода: двухбуквенный код ("RU")')
    junk_names: list[Text] = Field(default=[], description="Слова, из которых имя клиента не состоит: «тест»")


class RepairRuleEntry(Entry):
    """[[repair.rules]]: what a comment says, and the source that it means."""

    code: Code = Field(description="Постоянное имя правила: латиница, цифры, «_», до 20 знаков")
    says: Terms = Field(description="Как комментарий называет канал, с первого слова: «С группы вк»")
    source: Code = Field(description="Верный источник: имя из [sources]")
    hosts: list[Text] = Field(
        default=[], description="Куда ведут ссылки этого канала: vk.com; чужая ссылка – нет ответа"
    )


class ContactNames(Entry):
    """[repair.contacts]: what the fields of a comment are called."""

    profile: list[Text] = Field(default=[], description="Ссылка на профиль")
    domain: list[Text] = Field(default=[], description="Короткое имя профиля")
    telegram: list[Text] = Field(default=[], description="Имя в Telegram")
    instagram: list[Text] = Field(default=[], description="Имя в Instagram")
    tag: list[Text] = Field(default=[], description="Тег клиента")
    order: list[Text] = Field(default=[], description="Номер заказа")
    birthday: list[Text] = Field(default=[], description="День рождения")
    phone: list[Text] = Field(default=[], description="Телефон")


class RepairEntry(Entry):
    """[repair]: which sources are doubtful, and what puts them right."""

    title: Title = Field(description="Как назвать исправление в отмене и в ленте лида")
    suspicious: Terms = Field(description="Слова в источнике или в названии лида, при которых источник под вопросом")
    autofix: bool = Field(default=False, description="Исправлять сразу, без нажатия; отменить можно как любой выбор")
    labels: Terms = Field(description="Что в комментарии стоит перед источником: «Заявка поступила»")
    own_words: list[Text] = Field(default=[], description="Поля, в которых пишет сам клиент: им не верим")
    noise: list[Text] = Field(default=[], description="Слова, которые добавляет страница: «свернуть»")
    origins: list[Text] = Field(
        default=[], description="Поля, которые называют лендинг, бота, группу или аккаунт: по ним запоминаются ответы"
    )
    contacts: ContactNames = Field(default=ContactNames(), description="Как в комментарии названы данные клиента")
    rules: list[RepairRuleEntry] = Field(default=[], description="Что сказано в комментарии → источник")


class BonusEntry(Entry):
    """[bonus]: what a referral is worth, and who may move its claim on."""

    amount: Annotated[int, Field(ge=1, le=MONEY)] = Field(
        description="Сколько перечислить за рекомендацию, целое число"
    )
    currency: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(
        default="RUB", description="Валюта: код ISO из трёх букв, например RUB"
    )
    checks: Roles = Field(description="Кто отмечает «проверен»: роли")
    pays: Roles = Field(description="Кто отмечает «выплачен»: роли")


class ManualEntry(Entry):
    """[manual]: leads that managers add in the chat."""

    title: Title = Field(description="Название лида в Битрикс24")
    source: Code | None = Field(
        default=None, description="Источник, пока его не назвал человек: имя из [sources]; он не подтверждён"
    )
    ask: Annotated[list[Literal["name", "phone", "source"]], Field(min_length=1)] = Field(
        default=["name", "phone", "source"], description="Что спросить у менеджера"
    )
    later: list[Literal["name", "phone", "source"]] = Field(default=[], description="Что из этого можно узнать позже")
    note: Text | None = Field(default=None, description="Что написать в ленту лида, пока источник не назван")
    hint: Text | None = Field(default=None, description="Что спросить у клиента, пока источник не подтверждён")


class LeadListEntry(Entry):
    """[lead_list]: which leads count, how they came, how the list groups them."""

    no_statistics: list[Code] = Field(
        default=[], description="Источники, которые не учитываются в статистике: имена из [sources]"
    )
    groups: dict[Title, list[Code]] = Field(default={}, description="Группы источников: название → имена из [sources]")
    stage_groups: dict[Title, list[Code]] = Field(default={}, description="Группы стадий: название → имена из [stages]")
    offices: dict[Title, Terms] = Field(default={}, description="Офисы: название → отделы портала; нет – столбец скрыт")
    calls: list[Text] = Field(default=[], description="Слова в названии лида, источнике, интеграции: звонок")
    missed: list[Text] = Field(default=[], description="То же: неотвеченный звонок")
    outgoing: list[Text] = Field(default=[], description="То же: исходящий звонок, в статистику не идёт")
    local: list[Text] = Field(default=[], description="То же: звонок между сотрудниками")
    manual: list[Text] = Field(default=[], description="То же: лид завёл сотрудник")
    chats: list[Text] = Field(default=[], description="То же: чат")
    channels: list[Text] = Field(default=[], description="Интеграции, как их называть в столбце «Канал»")
    short_call: Duration | None = Field(default=None, description='Разговор короче – не лид: "10s"')
    object_field: Annotated[str, StringConstraints(max_length=50, pattern=FIELD)] | None = Field(
        default=None, description="Поле лида с объектом, например ufCrmObject"
    )
    manager: Annotated[Shown, Field(strict=False)] = Field(
        default=Shown.RESPONSIBLE, description="Кого показывает столбец «Менеджер»: responsible или taker"
    )
    export: Annotated[list[Annotated[Role, Field(strict=False)]], Field(min_length=1)] = Field(
        default=[Role.SUPERVISOR, Role.ADMIN], description="Чьим ролям можно сохранять список в файл"
    )


class StatusEntry(Entry):
    """[[consultations.statuses]]: a status of the register, a button as well."""

    code: Literal["set", "held", "moved", "spoiled", "calls"] = Field(
        description="set – назначено, held – проведено, moved – перенесено, spoiled – в браке, calls – звонки"
    )
    title: Title = Field(description="Как статус назван в таблице и на кнопке")
    style: Annotated[Style | None, Field(strict=False)] = Field(default=None, description="Цвет кнопки")
    stage: Code | None = Field(default=None, description="Стадия, в которую перевести лид: имя из [stages]")
    starts: list[Code] = Field(default=[], description="Какие сроки из [[clocks]] статус запускает")
    stops: list[Code] = Field(default=[], description="Какие сроки из [[clocks]] статус останавливает")


class MirrorEntry(Entry):
    """[consultations.mirror]: where in the portal the register is kept as well."""

    kind: Literal["list", "calendar"] = Field(description="list – универсальный список, calendar – календарь")
    iblock_type: Literal["lists", "bitrix_processes"] | None = Field(
        default=None, description="Тип списка; без него – lists"
    )
    iblock_id: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Номер списка")
    code: Title | None = Field(default=None, description="Символьный код списка вместо номера")
    fields: dict[Column, Annotated[str, StringConstraints(pattern=PROPERTY)]] | None = Field(
        default=None, description='Столбец таблицы → поле списка типа «Строка»: { at = "PROPERTY_204" }'
    )
    type: Literal["company_calendar", "group", "user"] | None = Field(
        default=None, description="Чей календарь: компании, группы или сотрудника; без него – компании"
    )
    owner: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Номер группы или сотрудника")
    section: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Номер календаря")


class ConsultationsEntry(Entry):
    """[consultations]: when meetings are, with whom, and what their register says."""

    opens: TimeOfDay = Field(description='Первая встреча дня: "09:00"')
    closes: TimeOfDay = Field(description='С этого часа встречи уже не начинаются: "20:00"')
    step: Duration = Field(description='Через сколько предлагать время: "30m"')
    lasts: Duration = Field(description='Сколько длится встреча: "1h"')
    days_ahead: Annotated[int, Field(ge=1, le=180)] = Field(default=60, description="На сколько дней вперёд назначают")
    roles: Annotated[list[Literal["sales", "supervisor", "manager"]], Field(min_length=1)] = Field(
        alias="with", description="С кем встречи: роли сотрудников"
    )
    notes: list[Title] = Field(default=[], description="Комментарии одним нажатием: «вебинар»")
    reasons: list[Title] = Field(default=[], description="Причины брака одним нажатием")
    sources: dict[Code, Title] = Field(default={}, description="Как источник назван в таблице: имя из [sources] → «вк»")
    mirror: MirrorEntry | None = Field(default=None, description="Куда в портале повторять строки таблицы")
    statuses: Annotated[list[StatusEntry], Field(min_length=5, max_length=5)] = Field(description="Пять статусов")


class RegulationFile(Entry):
    """A whole file, with everything it extends merged in."""

    extends: Text | None = Field(default=None, description="Регламент, от которого этот отличается: имя или путь")
    name: Annotated[str, StringConstraints(max_length=40, pattern=NAME)] = Field(description="Имя регламента латиницей")
    title: Title = Field(description="Название для людей")
    edition: date = Field(description="Дата редакции без кавычек: 2023-08-17")
    timezone: Annotated[str, AfterValidator(_timezone)] | None = Field(
        default=None, description='Часовой пояс компании: "Europe/Moscow"; без него – тот, что у машины'
    )
    undo: Duration = Field(description='Сколько времени можно отменить выбор: "60s"')
    lock: Duration = Field(
        default=timedelta(minutes=2), description='Сколько «Решает …» держит вопрос об источнике за одним: "2m"'
    )
    editors: Annotated[list[Editor], Field(min_length=1)] = Field(
        default=["editor", "supervisor", "admin"],
        description="Кто меняет источники и правила из чата; предложения идут первым, кто есть",
    )
    stages: dict[Code, Terms] = Field(
        description="Стадии: имя → названия или коды из справочника портала, первое найденное; "
        "new – все, что новые; reached – все, что значат «с клиентом связались», их может не быть"
    )
    sources: dict[Code, Terms] = Field(
        default={},
        description="Источники: имя → названия или коды, первое найденное; none – все, что значат «не указан»",
    )
    aliases: dict[Text, Code] = Field(default={}, description="Как говорят люди → имя из [sources]")
    templates: dict[Code, TemplateEntry] = Field(default={}, description="Шаблоны сообщений клиенту")
    fields: FieldNames = Field(default=FieldNames(), description="Поля лида")
    correctness: CorrectnessEntry = Field(default=CorrectnessEntry(), description="Что на карточке под вопросом")
    repair: RepairEntry | None = Field(default=None, description="Исправление неверного источника")
    hours: HoursEntry | None = Field(default=None, description="Рабочие часы")
    bonus: BonusEntry | None = Field(default=None, description="Бонус за рекомендацию")
    funnels: list[FunnelEntry] = Field(default=[], description="Мероприятия, лиды которых проходят состояния")
    manual: ManualEntry | None = Field(default=None, description="Лид, который менеджер добавляет сам")
    lead_list: LeadListEntry = Field(default=LeadListEntry(), description="Список лидов")
    consultations: ConsultationsEntry | None = Field(default=None, description="Встречи и их таблица")
    clocks: Annotated[list[ClockEntry], Field(min_length=1)] = Field(description="Сроки")
    actions: Annotated[list[ActionEntry], Field(min_length=1)] = Field(description="Кнопки в порядке показа")
