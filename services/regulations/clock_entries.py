"""The parts of a regulation file that say when: hours, clocks and their ladders."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.domain.regulation import Audience
from services.regulations.entry import USER, Code, Duration, Entry, FieldName, Terms, Text, TimeOfDay, Title


class RungEntry(Entry):
    """[[clocks.ladder]]: one rung of a ladder."""

    after: Duration | None = Field(default=None, description='Через сколько после начала срока: "5m", "90s", "1h30m"')
    by: Literal["day_end"] | None = Field(default=None, description="Вместо after: к концу рабочего дня")
    late: Duration | None = Field(default=None, description='С by: за сколько до конца дня лид уже не успевают: "1h"')
    next_day: TimeOfDay | None = Field(
        default=None, description='С by и late: до какого времени следующего рабочего дня: "12:00"'
    )
    before: Duration | None = Field(
        default=None, description='Вместо after – за сколько до назначенного времени, например встречи: "1h"'
    )
    notify: Annotated[Audience, Field(strict=False)] = Field(
        description="Кому сказать: manager, supervisors, head; duty – отдать дежурному, next – следующему в очереди"
    )
    repeat: Duration | None = Field(default=None, description='С after: повторять через столько: "10m"')
    times: Annotated[int, Field(ge=1, le=20)] | None = Field(default=None, description="С repeat: сколько раз")


class HoursEntry(Entry):
    """[hours]: when the team works."""

    week: Annotated[dict[Text, list[Text]], Field(min_length=1)] = Field(
        description='Рабочие часы по дням недели: { mon-fri = ["09:00-13:00", "14:00-18:00"] }'
    )
    country: Text | None = Field(default=None, description="Страна, чьи праздники – выходные: RU")
    hold: bool = Field(
        default=False, description="Лиды, пришедшие в нерабочее время, ждут его начала и приходят одним списком"
    )
    stagger: Duration | None = Field(
        default=None, description='С hold: через сколько после предыдущего начинается срок следующего: "2m"'
    )
    days: dict[Text, list[Text]] = Field(
        default={}, description='Дни не как всегда: "2026-05-02" = [] – выходной, "2026-11-03" = ["09:00-15:00"]'
    )


class DutyEntry(Entry):
    """[duty]: who stands in for those who are away."""

    roles: Annotated[list[Literal["manager", "sales", "supervisor"]], Field(min_length=1)] = Field(
        description="Кого можно назначить дежурным: роли"
    )
    covers: dict[Annotated[str, StringConstraints(pattern=USER)], Annotated[int, Field(ge=1)]] = Field(
        default={}, description='Кто кого всегда подменяет, номера сотрудников Битрикс24: { "12" = 13 }'
    )


class QueueEntry(Entry):
    """[queue]: in which turn managers get leads that nobody has taken."""

    weights: dict[Annotated[str, StringConstraints(pattern=USER)], Annotated[int, Field(ge=0, le=100)]] = Field(
        description='Доли, номера сотрудников Битрикс24: { "12" = 2 } – вдвое больше; 0 – мимо; без доли – 1'
    )


class AbsenceEntry(Entry):
    """[absence]: who is away."""

    from_timeman: bool = Field(
        default=False,
        description="Рабочий день в Битрикс24: закончен или на паузе – человека нет на месте (право timeman)",
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
    notify: Annotated[Audience, Field(strict=False)] | None = Field(
        default=None, description="С daily: кому сказать; без него – менеджеру"
    )
    while_new: bool = Field(
        default=False, description="Начинается с каждым новым лидом и идёт, пока никто не взялся, как первая реакция"
    )
    time: Literal["real", "working"] = Field(
        default="real", description="Как идёт время: real – всегда, working – только в рабочие часы из [hours]"
    )


class WhenEntry(Entry):
    """[ladders.when]: which leads a ladder is for."""

    sources: list[Code] = Field(default=[], description="Лиды с одним из этих источников: имена из [sources]")
    words: list[Text] = Field(default=[], description="Лиды, в названии которых есть одно из этих слов")
    fields: dict[FieldName, Terms] = Field(
        default={}, description='Лиды, у которых в поле портала одно из значений: { ufCrmArea = ["Москва"] }'
    )


class LadderEntry(Entry):
    """[[ladders]]: some leads go first, and have rungs of their own; the first that fits holds."""

    code: Code = Field(description="Постоянное имя: латиница, цифры, «_», до 20 знаков")
    title: Title = Field(description="Название для людей")
    when: WhenEntry = Field(description="Для каких лидов")
    clock: Code = Field(default="first_touch", description="Чьи ступени заменить: срок из [[clocks]]")
    ladder: Annotated[list[RungEntry], Field(min_length=1)] | None = Field(
        default=None, description="Ступени; без них лиды только идут в этом порядке"
    )
