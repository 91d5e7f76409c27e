"""What a regulation file says of reports."""

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.domain.report_rules import ReportRules
from services.regulations.entry import Entry, TimeOfDay, Title
from services.regulations.hours import DAYS

WEEKLY = rf"^({'|'.join(DAYS)}) ([01][0-9]|2[0-3]):[0-5][0-9]$"
To = Literal["chat", "supervisor", "admin", "editor", "keeper", "deputy"]
Required = Literal["name", "phone", "email", "source"]


class ReportsEntry(Entry):
    """[reports]: when reports are sent, to whom, and what they are measured by."""

    daily: TimeOfDay | None = Field(
        default=None, description='Когда присылать отчёт за день: "19:00"; до полудня – за вчерашний день'
    )
    weekly: Annotated[str, StringConstraints(pattern=WEEKLY)] | None = Field(
        default=None, description='Когда присылать отчёт за неделю: "mon 10:00" – за прошлую, "fri 18:00" – за эту'
    )
    to: Annotated[list[To], Field(min_length=1)] = Field(
        default=["chat"], description="Кому: chat – группа руководителей, или роли"
    )
    target: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.9, description="Какая доля лидов должна быть обработана в срок: 0.9"
    )
    required: list[Required] = Field(
        default=["name", "phone", "source"], description="Что у обработанного лида должно быть заполнено"
    )
    team: Title | None = Field(default=None, description="Как назвать тех, кто обрабатывает лиды")


def report_rules(entry: ReportsEntry) -> ReportRules:
    """The same as values."""
    weekly = None
    if entry.weekly:
        day, _, at = entry.weekly.partition(" ")
        weekly = (DAYS.index(day), time.fromisoformat(at))
    return ReportRules(entry.daily, weekly, tuple(entry.to), entry.target, tuple(entry.required), team=entry.team or "")
