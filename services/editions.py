"""Editions of the regulation: an open lead keeps the one it began with, and people hear of a new one."""

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.domain import access
from services.domain.amendments import Unread
from services.domain.decision import Refusal
from services.domain.gateways import Dictionaries
from services.domain.people import Person
from services.domain.regulation import Regulation
from services.regulations import Draft, RegulationError, bind, news, restored
from services.regulations.field_names import watched_fields
from services.rulebook import Rulebook
from services.storage import editions_store, marks_store, outbox_store, staff_store, updates_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.telling import SPEAK

log = logging.getLogger(__name__)

LATELY = timedelta(days=1)  # an edition that was in force then is kept in any case
NOTHING = Dictionaries([], [], [])


class Editions:
    """The text of each is kept once; every process draws all of them, so that it knows the rules of any open lead."""

    def __init__(self, db: Database, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._rulebook, self._bells, self._now = db, rulebook, bells, now
        self._terms = NOTHING
        self._drafts: dict[str, Draft] = {}  # by digest
        self._seen: tuple[str, ...] = ()
        self._announced = ""
        self.unfit: frozenset[str] = frozenset()  # editions of open leads by which nobody can go any more

    async def put_into_force(self, draft: Draft, terms: Dictionaries, used: Mapping[str, int]) -> set[str]:
        """From now on new leads begin with this one; the fields of a lead that any edition names.

        Raises RegulationError when it does not fit the portal: then what held before still holds.
        """
        rules = _bound(draft, terms)
        async with self._db.writing() as conn:
            await editions_store.keep(conn, draft.digest, draft.text, self._now())
            kept = await editions_store.digests(conn)
        self._terms, self._drafts[draft.digest] = terms, draft
        earlier = await self._drawn([each for each in kept if each != draft.digest])
        self._rulebook.put_into_force(rules, terms.sources, terms.stages, used, earlier)
        self._seen = kept
        drafts = (each for digest in kept if (each := self._drafts.get(digest)))
        return {name for each in drafts for name in watched_fields(each)}

    async def follow(self) -> None:
        """Learn the editions that other processes have put into force."""
        async with self._db.reading() as conn:
            kept = await editions_store.digests(conn)
        if kept == self._seen:
            return
        for edition in await self._drawn([each for each in kept if not self._rulebook.knows(each)]):
            self._rulebook.learn(edition)
        self._seen = kept

    async def announce(self) -> None:
        """Whoever works by the regulation hears once that another edition came into force, with what it changes."""
        rules = self._rulebook.rules
        if rules.digest == self._announced:  # another process may have another file: each speaks of its own once
            return
        async with self._db.writing() as conn:
            before = await marks_store.get(conn, marks_store.EDITION)
            if before is None:
                await marks_store.put(conn, marks_store.EDITION, rules.digest)
            elif before != rules.digest and await marks_store.swap(conn, marks_store.EDITION, before, rules.digest):
                await self._tell(conn, before, rules)
        self._announced = rules.digest
        self._bells.ring([Bell.TELEGRAM])

    async def _tell(self, conn: AsyncConnection, before: str, rules: Regulation) -> None:
        if before == f"{rules.name}@{rules.edition}":  # as it was noted down while contents were not compared
            return
        texts = await editions_store.texts(conn, (before, rules.digest))
        told = _told(rules, texts.get(before), texts[rules.digest])
        people = await staff_store.everyone(conn)
        to = [person.id for person in people if person.reachable and person.roles]
        number = await editions_store.announce(conn, told, to, self._now())
        await outbox_store.add(conn, [_notice(each, number, told) for each in to], self._now())

    async def take_note(self, update_id: int, person: Person, number: int) -> Mapping[str, Any] | Refusal:
        """«Понятно»: noted down once; what the message had said."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            told = await editions_store.told(conn, number)
            await editions_store.read(conn, number, person.id, self._now())
        return told or Refusal("stale")

    async def unread(self, person: Person) -> Unread | None:
        """For those who supervise; None for others, and when no edition was announced."""
        if access.to_supervise(person):
            return None
        async with self._db.reading() as conn:
            readers = await editions_store.readers(conn)
            people = [each for each in await staff_store.everyone(conn) if each.active]  # who left is not waited for
        names = {each.id: each.name or f"№ {each.telegram_id}" for each in people}
        readers = [each for each in readers if each.staff_id in names]
        missing = sorted(names[each.staff_id] for each in readers if each.read_at is None)
        return Unread(len(readers), tuple(missing)) if readers else None

    async def forget(self) -> None:
        """Editions that no open lead names."""
        async with self._db.writing() as conn:
            last = await marks_store.get(conn, marks_store.EDITION)
            await editions_store.forget(conn, self._now() - LATELY, last or "")

    async def _drawn(self, wanted: Collection[str]) -> list[Regulation]:
        """These editions, in the portal's codes of today; the rest is told in the log, and to the watch."""
        async with self._db.reading() as conn:
            texts = await editions_store.texts(conn, [each for each in wanted if each not in self._drafts])
            of_open_leads = await editions_store.of_open_leads(conn) if wanted else set()
        found, unfit = await asyncio.to_thread(self._bound, wanted, texts)  # taps go on
        missed = {digest: why for digest, why in unfit.items() if digest in of_open_leads}
        for digest, why in missed.items():
            log.error("edition %s holds no more, its leads go by the one in force:\n%s", self._name(digest), why)
        self.unfit = frozenset(map(self._name, missed))
        return found

    def _bound(self, wanted: Collection[str], texts: Mapping[str, str]) -> tuple[list[Regulation], dict[str, str]]:
        """And why the others do not hold."""
        found: list[Regulation] = []
        unfit: dict[str, str] = {}
        for digest in wanted:
            try:
                self._drafts[digest] = draft = self._drafts.get(digest) or restored(texts[digest])
                found.append(_bound(draft, self._terms))
            except (RegulationError, KeyError, ValueError) as error:
                unfit[digest] = str(error)
        return found, unfit

    def _name(self, digest: str) -> str:
        draft = self._drafts.get(digest)
        return f"{draft.file.name}@{draft.file.edition}" if draft else digest


def _bound(draft: Draft, terms: Dictionaries) -> Regulation:
    return bind(draft, terms.sources, terms.stages, terms.fields, deal_stages=terms.deal_stages)


def _told(rules: Regulation, before: str | None, after: str) -> dict[str, Any]:
    """What the message says: its key and what goes into it."""
    changes, more = news(json.loads(before), json.loads(after)) if before else ([], 0)
    lines = [
        ["edition-change", {"kind": e.kind, "what": e.what, "before": e.before, "after": e.after}] for e in changes
    ]
    if more:
        lines.append(["edition-more", {"count": more}])
    words: dict[str, Any] = {"title": rules.title, "edition": rules.edition}
    if not lines:
        return {"key": "edition-new", "args": words}
    return {"key": "edition-changed", "args": {**words, "lines": lines}}


def _notice(staff_id: int, number: int, told: Mapping[str, Any]) -> outbox_store.New:
    payload = {"staff": staff_id, **told, "news": number}
    return outbox_store.New(TELEGRAM, f"s{staff_id}:notice", "notice", payload, SPEAK)
