"""Keys and values of the wrong shape, told in words."""

import re
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from services.regulations.action_entries import (
    ActionEntry,
    DepartmentEntry,
    FieldNames,
    FunnelEntry,
    FunnelStateEntry,
    QuestionEntry,
    StepEntry,
    TemplateEntry,
)
from services.regulations.clock_entries import (
    AbsenceEntry,
    ClockEntry,
    DutyEntry,
    HoursEntry,
    LadderEntry,
    QueueEntry,
    RungEntry,
    WhenEntry,
)
from services.regulations.consultation_entries import ConsultationsEntry, MirrorEntry, StatusEntry
from services.regulations.conversion_entries import ConversionEntry, VariantEntry
from services.regulations.deal_entries import DealsEntry
from services.regulations.document import Document
from services.regulations.entry import ATTEMPT, CODE, CURRENCY, FIELD, FILLED, LINK, NAME, PROPERTY, TRIGGER, USER
from services.regulations.lines import KeyPath
from services.regulations.model import RegulationFile
from services.regulations.problems import Problem, suggestion
from services.regulations.report_entries import WEEKLY, ReportsEntry
from services.regulations.source_entries import (
    BonusEntry,
    ContactNames,
    CorrectnessEntry,
    LeadListEntry,
    ManualEntry,
    RepairEntry,
    RepairRuleEntry,
)

_PARTS: dict[tuple[str, ...], type[BaseModel]] = {
    (): RegulationFile,
    ("fields",): FieldNames,
    ("correctness",): CorrectnessEntry,
    ("bonus",): BonusEntry,
    ("funnels",): FunnelEntry,
    ("funnels", "states"): FunnelStateEntry,
    ("clocks",): ClockEntry,
    ("hours",): HoursEntry,
    ("duty",): DutyEntry,
    ("queue",): QueueEntry,
    ("absence",): AbsenceEntry,
    ("ladders",): LadderEntry,
    ("ladders", "when"): WhenEntry,
    ("ladders", "ladder"): RungEntry,
    ("clocks", "ladder"): RungEntry,
    ("actions",): ActionEntry,
    ("templates", "*"): TemplateEntry,
    ("departments", "*"): DepartmentEntry,
    ("questions",): QuestionEntry,
    ("steps",): StepEntry,
    ("manual",): ManualEntry,
    ("lead_list",): LeadListEntry,
    ("reports",): ReportsEntry,
    ("consultations",): ConsultationsEntry,
    ("consultations", "statuses"): StatusEntry,
    ("consultations", "mirror"): MirrorEntry,
    ("conversion",): ConversionEntry,
    ("conversion", "variants"): VariantEntry,
    ("deals",): DealsEntry,
    ("repair",): RepairEntry,
    ("repair", "contacts"): ContactNames,
    ("repair", "rules"): RepairRuleEntry,
}
_PATTERNS = {
    NAME: ("имя не из латиницы", "строчные латинские буквы, цифры и дефис, например our-company"),
    CODE: ("код не из латиницы", "строчные латинские буквы, цифры и «_», например no_answer"),
    FILLED: ("пустой текст", "напишите хотя бы одно слово или уберите ключ"),
    FIELD: ("так поля не называются", "имя поля, как его пишет crm.item.*: statusDescription или ufCrm_1704817278"),
    PROPERTY: ("так поля списка не называются", 'идентификатор из настроек поля: "PROPERTY_204"'),
    USER: ("это не номер сотрудника", 'номер из Битрикс24 в кавычках: covers = { "12" = 13 }'),
    LINK: ("это не ссылка", "адрес целиком, с https://"),
    CURRENCY: ("это не код валюты", 'три заглавные латинские буквы: "RUB"'),
    WEEKLY: ("это не день недели и время", 'например "mon 10:00": mon, tue, wed, thu, fri, sat или sun'),
    TRIGGER: ("код триггера не из латиницы", "тот, что показывает Битрикс24 в настройке триггера, например c5u4m"),
    ATTEMPT: ("номер попытки – не число от 1 до 99", 'номер в кавычках: hints = { "1" = "…" }'),
}
_WORDS = {
    "missing": ("нет обязательного ключа", "добавьте его; пример – в regulations/op10.toml"),
    "string_type": ("здесь нужен текст", 'возьмите значение в кавычки: "…"'),
    "bool_type": ("здесь нужно «да» или «нет»", "true или false, без кавычек"),
    "date_type": ("здесь нужна дата", "год-месяц-день без кавычек: 2023-08-17"),
    "list_type": ("здесь нужен список", 'квадратные скобки: ["…", "…"]; для ступеней и кнопок – разделы [[…]]'),
    "dict_type": ("здесь нужна таблица", "раздел [имя] или фигурные скобки { … }"),
    "too_short": ("список пуст", "добавьте хотя бы одну запись"),
    "timezone": ("такого часового пояса нет", 'имя из базы IANA: "Europe/Moscow", "Asia/Yekaterinburg"'),
    "attempts": ("здесь нужно true или число попыток", "true – одна попытка, 2 – две сразу"),
    "float_type": ("здесь нужно число", "доля от 0 до 1, например 0.9"),
    "int_type": ("здесь нужно целое число", "без кавычек и пробелов: 2, 5000"),
    "greater_than_equal": ("число слишком маленькое", "возьмите побольше"),
    "less_than_equal": ("число слишком большое", "возьмите поменьше"),
    "time_of_day": ("это не время суток", 'часы и минуты в кавычках: "09:30"'),
    "duration": ("это не срок больше нуля", 'часы, минуты, секунды слитно: "90s", "5m", "1h30m", "2h"'),
}
_OTHER = ("значение не подходит", "сравните с regulations/op10.toml")


def read_shape(document: Document) -> tuple[RegulationFile | None, list[Problem]]:
    """The file as values, or everything that is wrong with its keys and types."""
    try:
        return RegulationFile.model_validate(document.data), []
    except ValidationError as error:
        return None, [_problem(document, detail) for detail in error.errors(include_url=False)]


def _problem(document: Document, detail: ErrorDetails) -> Problem:
    path: KeyPath = tuple(part for part in detail["loc"] if part != "[key]")
    why, cure = _words(path, detail)
    value: Any = None if detail["type"] in ("missing", "extra_forbidden") else detail["input"]
    return document.problem(path, why, cure, value)


def _words(path: KeyPath, detail: ErrorDetails) -> tuple[str, str]:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return "неизвестный ключ", suggestion(str(path[-1]), _known_keys(path[:-1]))
        case "enum" | "literal_error":
            return "такого значения нет", suggestion(
                str(detail["input"]), re.findall(r"'([^']+)'", context["expected"])
            )
        case "string_too_long":
            return f"длиннее {context['max_length']} знаков", "сократите"
        case "string_pattern_mismatch":
            return _PATTERNS[context["pattern"]]
        case "model_type":
            return _WORDS["dict_type"]
        case kind:
            return _WORDS.get(kind, _OTHER)


def part_of(path: tuple[str, ...]) -> type[BaseModel] | None:
    """The shape of the table at a path, in which codes of entries may stand; None where tables are free."""
    keys: tuple[str, ...] = ()
    for part in path:
        if (*keys, part) in _PARTS or (*keys, part, "*") in _PARTS:
            keys = (*keys, part)
        elif (*keys, "*") in _PARTS:
            keys = (*keys, "*")
    return _PARTS.get(keys)


def _known_keys(path: KeyPath) -> list[str]:
    keys = tuple(key for key in path if isinstance(key, str))
    part = _PARTS.get(keys) or _PARTS[(keys[0], "*")]  # tables of which the file gives the names
    return [field.alias or name for name, field in part.model_fields.items()]
