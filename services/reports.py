"""Numbers of a day, a week or a month, for whoever may see them."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta

from services.domain import access
from services.domain.decision import Refusal
from services.domain.members import names_of
from services.domain.people import Person
from services.domain.register import Span, days_of
from services.domain.report import FURTHEST, Facts, Told, count
from services.domain.slots import day_of, midnight
from services.rulebook import Rulebook
from services.storage import deals_store, reports_store, staff_store, terms_store
from services.storage.database import Database

NONE = timedelta(0)
MANY = 1000  # leads that are counted in some twenty milliseconds
KEPT = 16  # counts that somebody may look at again


class Reports:
    """Reads and counts; what was put right is right in the next report.

    `patience`: how old a count may be; whoever looks at the same numbers all the time need not have them counted anew.
    """

    def __init__(self, db: Database, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._db, self._rulebook, self._now = db, rulebook, now
        self._kept: dict[tuple[date, date, int | None], Told] = {}

    async def of(self, person: Person, span: Span, shift: int = 0, patience: timedelta = NONE) -> Told | Refusal:
        """`shift`: 0 for the span that runs, -1 for the one before."""
        if refusal := access.to_report(person):
            return refusal
        if not -FURTHEST <= shift <= 0:
            return Refusal("stale")
        first, _ = days_of(span, shift, day_of(self._now(), self._rulebook.rules.zone))
        return await self.of_day(person, span, first, patience)

    async def of_day(self, person: Person, span: Span, day: date, patience: timedelta = NONE) -> Told | Refusal:
        """The same of the span that a day belongs to."""
        if refusal := access.to_report(person):
            return refusal
        everybody = access.to_supervise(person) is None
        only = None if everybody else person.bitrix_id or 0
        return await self._lately(span, *days_of(span, 0, day), only, patience)

    async def everybodys(self, span: Span, day: date, patience: timedelta = NONE) -> Told:
        """The span that a day belongs to, for those whom the regulation names, who all may see it."""
        return await self._lately(span, *days_of(span, 0, day), None, patience)

    async def _lately(self, span: Span, first: date, last: date, only: int | None, patience: timedelta) -> Told:
        key = first, last, only
        kept = self._kept.get(key)
        if kept is None or self._now() - kept.at > patience:
            kept = await self._told(span, first, last, only)
            self._kept.pop(key, None)
            self._kept = dict([*self._kept.items(), (key, kept)][-KEPT:])
        return kept

    async def _told(self, span: Span, first: date, last: date, only: int | None) -> Told:
        rules, now = self._rulebook.rules, self._now()
        period = midnight(first, rules.zone), midnight(last + timedelta(days=1), rules.zone)
        async with self._db.studying() as conn:
            leads, silent = await reports_store.leads_of(conn, period, rules)
            facts = Facts(
                leads=leads,
                choices=await reports_store.choices_of(conn, period),
                meetings=await reports_store.meetings_of(conn, period),
                questions=await reports_store.questions_of(conn, period),
                away=await reports_store.away(conn, period),
                silent=silent,
                deals=await deals_store.handed_in(conn, *period) if rules.deals else (),
            )
            employees = await terms_store.all_of(conn, terms_store.EMPLOYEE)
            people = names_of(employees, await staff_store.everyone(conn))
            stages = {each.code: each.name for each in await terms_store.all_of(conn, "STATUS")}
        # A month of many leads takes its time; for a few a thread is not worth while.
        many = len(facts.leads) > MANY
        report = await asyncio.to_thread(count, facts, rules, now, only) if many else count(facts, rules, now, only)
        target = rules.reports.target
        return Told(span, first, last, now, report, people, stages, target, only is not None)
