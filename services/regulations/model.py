"""The shape of a regulation file; `regulations/schema.json` is made from it."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from services.regulations.action_entries import (
    ActionEntry,
    DepartmentEntry,
    FieldNames,
    FunnelEntry,
    QuestionEntry,
    StepEntry,
    TemplateEntry,
)
from services.regulations.clock_entries import AbsenceEntry, ClockEntry, DutyEntry, HoursEntry, LadderEntry, QueueEntry
from services.regulations.consultation_entries import ConsultationsEntry
from services.regulations.conversion_entries import ConversionEntry
from services.regulations.deal_entries import DealsEntry
from services.regulations.entry import NAME, Code, Duration, Editor, Entry, Terms, Text, Title, _timezone
from services.regulations.report_entries import ReportsEntry
from services.regulations.source_entries import BonusEntry, CorrectnessEntry, LeadListEntry, ManualEntry, RepairEntry


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
    departments: dict[Code, DepartmentEntry] = Field(default={}, description="Отделы, в которые передают лиды")
    steps: list[StepEntry] = Field(default=[], description="Что делать дальше, по стадиям")
    questions: list[QuestionEntry] = Field(default=[], description="Вопросы клиенту, ответы – в поля лида")
    fields: FieldNames = Field(default=FieldNames(), description="Поля лида")
    correctness: CorrectnessEntry = Field(default=CorrectnessEntry(), description="Что на карточке под вопросом")
    repair: RepairEntry | None = Field(default=None, description="Исправление неверного источника")
    hours: HoursEntry | None = Field(default=None, description="Рабочие часы")
    ladders: list[LadderEntry] = Field(default=[], description="Какие лиды первыми, и их собственные ступени")
    duty: DutyEntry | None = Field(default=None, description="Дежурные: назначает руководитель командой /duty")
    queue: QueueEntry | None = Field(default=None, description="Очередь менеджеров, которым раздают лиды")
    absence: AbsenceEntry | None = Field(default=None, description="Кого нет на месте")
    bonus: BonusEntry | None = Field(default=None, description="Бонус за рекомендацию")
    funnels: list[FunnelEntry] = Field(default=[], description="Мероприятия, лиды которых проходят состояния")
    manual: ManualEntry | None = Field(default=None, description="Лид, который менеджер добавляет сам")
    reports: ReportsEntry = Field(default=ReportsEntry(), description="Отчёты")
    lead_list: LeadListEntry = Field(default=LeadListEntry(), description="Список лидов")
    consultations: ConsultationsEntry | None = Field(default=None, description="Встречи и их таблица")
    conversion: ConversionEntry | None = Field(default=None, description="Во что конвертируют лид")
    deals: DealsEntry | None = Field(default=None, description="Сделки, которые передали менеджерам по продажам")
    clocks: Annotated[list[ClockEntry], Field(min_length=1)] = Field(description="Сроки")
    actions: Annotated[list[ActionEntry], Field(min_length=1)] = Field(description="Кнопки в порядке показа")
