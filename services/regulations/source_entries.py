"""The parts of a regulation file about where leads come from, and about the client's data."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.domain.list_rules import Shown
from services.domain.people import Role
from services.domain.phones import RUSSIA
from services.regulations.entry import CURRENCY, MONEY, Code, Duration, Entry, FieldName, Roles, Terms, Text, Title


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
    mails: list[Text] = Field(default=[], description="То же: письмо")
    channels: list[Text] = Field(default=[], description="Интеграции, как их называть в столбце «Канал»")
    by_company: bool = Field(default=False, description="Все контакты одной компании – один клиент")
    short_call: Duration | None = Field(default=None, description='Разговор короче – не лид: "10s"')
    object_field: FieldName | None = Field(default=None, description="Поле лида с объектом, например ufCrmObject")
    manager: Annotated[Shown, Field(strict=False)] = Field(
        default=Shown.RESPONSIBLE, description="Кого показывает столбец «Менеджер»: responsible или taker"
    )
    icons: bool = Field(default=False, description="Значок на карточке: как пришёл лид")
    export: Annotated[list[Annotated[Role, Field(strict=False)]], Field(min_length=1)] = Field(
        default=[Role.SUPERVISOR, Role.ADMIN], description="Чьим ролям можно сохранять список в файл"
    )
