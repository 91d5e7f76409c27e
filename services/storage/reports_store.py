"""What reports count, read in portions: nobody who taps waits for a month of leads."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import report_rules
from services.domain.consultation import Status
from services.domain.decision import HANDED_BACK, HANDED_OFF
from services.domain.lead import SOURCE, STAGE, Phase
from services.domain.regulation import Regulation
from services.domain.report import Change, Choice, LeadFacts, Meeting, Question
from services.storage import list_conditions
from services.storage.tables import absences, choices, consultations, history, leads, listed, staff, tickets

PORTION = 250
IN_PORTAL = ("handled_in_portal", "closed_in_portal")
# Somebody else became responsible; the last one when a supervisor took the lead over.
CHANGED = ("reassigned", "handed_over", "stood_in", "acted")
TOLD = (*IN_PORTAL, *CHANGED, "undone", "unreachable", HANDED_OFF, HANDED_BACK)
Period = tuple[datetime, datetime]  # the end is not part of it


async def leads_of(conn: AsyncConnection, period: Period, rules: Regulation) -> tuple[list[LeadFacts], int]:
    """Leads that came in and count in statistics, and how many others there were (LL-11)."""
    counts = func.coalesce(list_conditions.advertising(rules.lists), True)
    # As a list row is made from the lead a moment later, a lead without one counts.
    found = (
        select(
            *leads.c["id", "name", "title", "phones", "emails", "fields", "entered_at", "manager_id", "taken_at"],
            listed.c.called_at,
            or_(listed.c.lead_id.is_(None), counts).label("counts"),
        )
        .outerjoin(listed, listed.c.lead_id == leads.c.id)
        .where(leads.c.entered_at < period[1], leads.c.phase != Phase.GONE)
        .order_by(leads.c.entered_at, leads.c.id)
        .limit(PORTION)
    )
    facts: list[LeadFacts] = []
    # Each page begins where the last one ended: an index is entered there, and nothing before it is looked at.
    place = tuple_(leads.c.entered_at, leads.c.id)
    silent, page = 0, (await conn.execute(found.where(place >= (period[0], 0)))).all()
    while page:
        counted = [row for row in page if row.counts]
        silent += len(page) - len(counted)
        told = await _told(conn, [row.id for row in counted])
        facts += [_lead(row, told.get(row.id, ()), rules) for row in counted]
        last = place > (page[-1].entered_at, page[-1].id)
        page = (await conn.execute(found.where(last))).all() if len(page) == PORTION else []
    return facts, silent


async def _told(conn: AsyncConnection, ids: Sequence[int]) -> Mapping[int, Sequence[Row[Any]]]:
    lines = select(*history.c["lead_id", "at", "kind", "data"]).order_by(history.c.id)
    told: dict[int, list[Row[Any]]] = {}
    for row in await conn.execute(lines.where(history.c.lead_id.in_(ids), history.c.kind.in_(TOLD))):
        told.setdefault(row.lead_id, []).append(row)
    return told


def _lead(row: Any, told: Sequence[Row[Any]], rules: Regulation) -> LeadFacts:
    since = [line for line in told if line.at >= row.entered_at]
    in_portal = next((_acted_at(line, row.entered_at) for line in since if line.kind in IN_PORTAL), None)
    why = next((line.data["why"] for line in since if line.kind == "unreachable"), "")
    source = row.fields.get(SOURCE, "")
    there = {
        report_rules.NAME: bool(row.name.strip()),
        report_rules.PHONE: bool(row.phones),
        report_rules.EMAIL: bool(row.emails),
        report_rules.SOURCE: bool(source) and source not in rules.no_source,
    }
    return LeadFacts(
        id=row.id,
        name=row.name or row.title,
        entered_at=row.entered_at,
        manager_id=row.manager_id,
        acted_at=min((each for each in (row.taken_at, in_portal) if each), default=None),
        stage=row.fields.get(STAGE, ""),
        lacks=frozenset(name for name, is_there in there.items() if not is_there),
        changes=[Change(line.at, before) for line in since if (before := _before(line)) is not None],
        why=why,
        called_after=_called_after(row, since),
        heard=_heard(row),
        handed_off=[
            line.data["right"] if line.kind == HANDED_OFF else None
            for line in since
            if line.kind in (HANDED_OFF, HANDED_BACK)
        ],
    )


def _heard(row: Any) -> bool:
    """Whether the telephony knows of a call since the lead was new."""
    return row.called_at is not None and row.called_at >= row.entered_at


def _called_after(row: Any, lines: Sequence[Row[Any]]) -> float | None:
    """By the telephony where it knows, else as somebody told and did not take back."""
    if _heard(row):
        return float((row.called_at - row.entered_at).total_seconds())
    told: dict[str, float] = {}
    for line in lines:
        if "called_after" in line.data:
            told[line.data["title"]] = line.data["called_after"]
        elif line.kind == "undone":
            told.pop(line.data["title"], None)
    return min(told.values(), default=None)


def _before(line: Row[Any]) -> int | None:
    """Who was responsible until then, None when that did not change."""
    before: int | None = line.data.get("before" if line.kind == "reassigned" else "from_id")
    return before


def _acted_at(line: Row[Any], entered_at: datetime) -> datetime:
    """By the portal's own clock, where it told how long the lead had stood in its stage."""
    stayed = line.data.get("stayed")
    return line.at if stayed is None else entered_at + timedelta(seconds=stayed)


async def choices_of(conn: AsyncConnection, period: Period) -> list[Choice]:
    """Buttons chosen in the period and not taken back; 0 for somebody without a number in the portal."""
    found = (
        select(choices.c.id, choices.c.lead_id, choices.c.action, choices.c.at, staff.c.bitrix_id)
        .outerjoin(staff, staff.c.id == choices.c.staff_id)
        .where(choices.c.at < period[1], choices.c.undone_at.is_(None))
        .order_by(choices.c.at, choices.c.id)
        .limit(PORTION)
    )
    told: list[Choice] = []
    place = tuple_(choices.c.at, choices.c.id)
    page = (await conn.execute(found.where(place >= (period[0], 0)))).all()
    while page:
        told += [Choice(row.bitrix_id or 0, row.lead_id, row.action, row.at) for row in page]
        last = place > (page[-1].at, page[-1].id)
        page = (await conn.execute(found.where(last))).all() if len(page) == PORTION else []
    return told


async def meetings_of(conn: AsyncConnection, period: Period) -> list[Meeting]:
    """Meetings that were booked in the period, and those whose time was in it and that took place."""
    booked = and_(consultations.c.booked_at >= period[0], consultations.c.booked_at < period[1])
    held = and_(consultations.c.at >= period[0], consultations.c.at < period[1], consultations.c.status == Status.HELD)
    rows = await conn.execute(
        select(staff.c.bitrix_id, booked.label("booked"), held.label("held"))
        .select_from(consultations)
        .outerjoin(staff, staff.c.id == consultations.c.booked_by)
        .where(or_(booked, held), ~consultations.c.taken_back)
    )
    return [Meeting(row.bitrix_id or 0, bool(row.booked), bool(row.held)) for row in rows]


async def questions_of(conn: AsyncConnection, period: Period) -> list[Question]:
    """Unknown sources that were asked about, and not taken back."""
    rows = await conn.execute(
        select(staff.c.bitrix_id, tickets.c.asked_at, tickets.c.answered_at)
        .select_from(tickets)
        .outerjoin(staff, staff.c.id == tickets.c.asked_by)
        .where(tickets.c.asked_at >= period[0], tickets.c.asked_at < period[1], tickets.c.state != "withdrawn")
    )
    return [Question(row.bitrix_id or 0, row.asked_at, row.answered_at) for row in rows]


async def away(conn: AsyncConnection, period: Period) -> dict[int, list[Period]]:
    """Absences that touch the period, by person."""
    rows = await conn.execute(
        select(staff.c.bitrix_id, absences.c.since, absences.c.until)
        .join(staff, staff.c.id == absences.c.staff_id)
        .where(absences.c.since < period[1], absences.c.until > period[0])
    )
    found: dict[int, list[Period]] = {}
    for row in rows:
        found.setdefault(row.bitrix_id or 0, []).append((row.since, row.until))
    return found
