"""The part of a regulation file about deals."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from services.domain.deals import DealRules
from services.domain.people import Role
from services.domain.working_hours import WorkingHours
from services.regulations.entry import Duration, Entry, Roles, Title

_TOLD = {
    "head": (Role.HEAD, Role.SUPERVISOR, Role.ADMIN),
    "supervisors": (Role.SUPERVISOR, Role.ADMIN),
}


class DealsEntry(Entry):
    """[deals]: how fast a deal is to be taken by whoever it was handed to."""

    within: Duration = Field(
        default=timedelta(hours=2), description='За сколько взять в работу с момента смены ответственного: "2h"'
    )
    time: Literal["real", "working"] = Field(
        default="real", description="Как идёт время: real – всегда, working – только в рабочие часы из [hours]"
    )
    roles: Roles = Field(default=[Role.SALES], description="За чьими сделками следить: роли нового ответственного")
    notify: Literal["head", "supervisors"] = Field(
        default="head", description="Кому сказать, если не взяли: head – руководителю отдела продаж, supervisors"
    )
    observer: bool = Field(default=True, description="Поставить того, кому сказали, наблюдателем сделки")
    team: Title | None = Field(default=None, description="Как в отчётах назвать тех, кто берёт сделки")


def deal_rules(entry: DealsEntry | None, hours: WorkingHours | None) -> DealRules | None:
    """None when deals are not watched."""
    if entry is None:
        return None
    return DealRules(
        within=entry.within,
        roles=frozenset(entry.roles),
        heads=_TOLD[entry.notify],
        observe=entry.observer,
        team=entry.team or "",
        hours=hours if entry.time == "working" else None,
    )
