"""Collects what a message about a lead shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.domain.absence import may_stand_in
from services.domain.client import flaws_of
from services.domain.decision import Why
from services.domain.flow.repair_source import in_doubt
from services.domain.history import Line
from services.domain.lead import Lead
from services.domain.people import Person, Role
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Audience, Regulation
from services.domain.twins import Twin
from services.rulebook import Rulebook
from services.storage import (
    bonuses_store,
    calls_store,
    choices_store,
    consultations_store,
    deadlines_store,
    history_store,
    leads_store,
    outbox_store,
    staff_store,
    terms_store,
    tickets_store,
    timeline_store,
)
from services.storage.deadlines_store import Due
from services.telegram.keyboards import CALLS
from services.telegram.views import LeadView

TRAIL = 3
# What of a lead's history its messages tell.
TOLD = frozenset(
    {
        "added_by_hand",
        "acted",
        "undone",
        "handed_over",
        "stood_in",
        "source_answered",
        "source_named",
        "source_unlisted",
        "source_settled",
        "source_repaired",
        "source_autofixed",
        "consultation_set",
        "consultation_changed",
        "handled_in_portal",
        "closed_in_portal",
        "back_to_new",
        "conflict",
        "referrer_named",
        "bonus_checked",
        "bonus_paid",
        "bonus_withdrawn",
    }
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A view and the revision of the lead it was made from."""

    view: LeadView
    revision: int


class Viewing:
    """Reads a lead with everything around it."""

    def __init__(
        self,
        rulebook: Rulebook,
        lead_url: Callable[[int], str],
        twin_url: Callable[[Twin], str],
        now: Callable[[], datetime],
    ) -> None:
        self._rulebook, self._lead_url, self._twin_url, self._now = rulebook, lead_url, twin_url, now

    async def of(self, conn: AsyncConnection, lead_id: int, view: str = "") -> Seen | None:
        """None when the lead is not known."""
        kept = await leads_store.find(conn, lead_id)
        if kept is None:
            return None
        lead, now = kept.lead, self._now()
        rules = self._rulebook.of(lead)
        waiting = await deadlines_store.waiting(conn, lead_id)
        due = waiting.pop(FIRST_TOUCH, None)
        waiting.pop(SOURCE_TICKET, None)  # what runs there is not the manager's
        fired = await deadlines_store.last_fired(conn, lead_id, FIRST_TOUCH)
        lines = await history_store.last(conn, lead_id)
        seen = LeadView(
            lead=lead,
            rules=rules,
            manager=await _employee(conn, lead.portal.manager_id),
            stage=self._rulebook.stage_name(lead.portal.stage),
            source=self._rulebook.source_name(lead.portal.source) if lead.portal.source else "",
            url=self._lead_url(lead_id),
            now=now,
            next_due=(due.due_at, _audience(lead, rules, due.clock, due.rung)) if due else None,
            running=_running(rules, waiting),
            late_since=fired.due_at if fired and due is None else None,
            warned=fired is not None,
            trail=self.told(lines)[-TRAIL:],
            doubt=in_doubt(lead, rules),
            flaws=flaws_of(lead.portal, rules),
            twin_url=self._twin_url,
            undo=await choices_store.undoable(conn, lead_id, lead.version, now),
            ticket_open=await tickets_store.open_of(conn, lead_id) is not None,
            waits_for_editors=passed.said if (passed := await tickets_store.passed_of(conn, lead_id)) else "",
            bonus=await bonuses_store.of(conn, lead_id) if rules.bonus else None,
            consultation=await consultations_store.open_of(conn, lead_id),
            refused=bool(await outbox_store.refused_of(conn, lead_id)),
            story=await timeline_store.of(conn, lead) if fired else None,
            view=view,
            calls=await calls_store.of(conn, lead_id, self._rulebook.rules) if view == CALLS else (),
            managers=await self._managers(conn, lead.portal.manager_id) if view.startswith("managers") else (),
        )
        return Seen(seen, kept.revision)

    async def about(self, conn: AsyncConnection, facts: Mapping[str, Any]) -> str:
        """Whom an escalation was sent about: what is wrong with one manager is not said of the next.

        "" where it is the lead that is late: then whoever is responsible now.
        """
        return await _employee(conn, facts["about"]) if facts["why"] != Why.LATE and "about" in facts else ""

    def told(self, lines: Sequence[Line]) -> list[Line]:
        """Those that messages tell, in the portal's words."""
        return [self._line(line) for line in lines if line.kind in TOLD]

    def _line(self, line: Line) -> Line:
        data = dict(line.data)
        if "stage" in data:
            data["stage"] = self._rulebook.stage_name(str(data["stage"]))
        return replace(line, data=data)

    async def _managers(self, conn: AsyncConnection, present: int) -> list[Person]:
        return [
            person
            for person in (await attendance.people_now(conn, self._now())).values()
            if person.has(Role.MANAGER) and may_stand_in(person) and person.bitrix_id != present
        ]


def _running(rules: Regulation, waiting: Mapping[str, Due]) -> list[tuple[str, datetime]]:
    clocks = [(rules.clock(code), due.due_at) for code, due in waiting.items()]
    return [(clock.title, at) for clock, at in clocks if clock and not clock.counts_down]


def _audience(lead: Lead, rules: Regulation, code: str, rung: int) -> Audience:
    clock = rules.clock_of(code, lead)
    return clock.ladder[min(rung, len(clock.ladder) - 1)].audience if clock else Audience.MANAGER


async def _employee(conn: AsyncConnection, bitrix_id: int) -> str:
    """The name, also of somebody who never connected, or the number in the portal; "" for nobody."""
    person = await staff_store.by_bitrix(conn, bitrix_id)
    if person and person.name:
        return person.name
    return await terms_store.name_of(conn, terms_store.EMPLOYEE, str(bitrix_id)) or (
        f"№ {bitrix_id}" if bitrix_id else ""
    )
