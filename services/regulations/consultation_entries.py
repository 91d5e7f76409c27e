"""The parts of a regulation file about meetings and their register."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.domain.regulation import Style
from services.regulations.entry import PROPERTY, Code, Column, Duration, Entry, TimeOfDay, Title


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
