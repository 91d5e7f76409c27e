"""What the lead list asks, as SQL over `leads` and `listed`: both databases, plain columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, case, cast, or_, select

from services.domain.lead import Phase
from services.domain.lead_list import Day, Filter, Quality
from services.domain.list_rules import Direction, Kind, ListRules, Shown
from services.storage.tables import leads, listed


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter with what it means: moments of its days, portal ids of its people, sources of its groups."""

    wanted: Filter
    rules: ListRules
    since: datetime | None
    until: datetime | None  # not included
    people: frozenset[int] | None  # None: everybody
    sources: frozenset[str] | None
    stages: frozenset[str]
    semantics: frozenset[str]
    ranks: Mapping[str, Sequence[Any]] = field(default_factory=dict)  # of stages, sources, managers by name


def advertising(rules: ListRules, of: FromClause = listed) -> ColumnElement[bool]:
    """Counts in statistics (LL-11)."""
    counted = or_(of.c.direction == Direction.IN, and_(of.c.direction == Direction.OUT, of.c.saved))
    return and_(of.c.source.not_in(sorted(rules.silent)), counted) if rules.silent else counted


def junk(rules: ListRules) -> ColumnElement[bool]:
    """No target: by hand, by a button, between colleagues, or too short a talk (LL-08)."""
    chosen = cast(leads.c.done, Text)
    said = [chosen.like(f'%"{_literally(code)}"%', escape="\\") for code in sorted(rules.junk)]
    short = and_(listed.c.kind == Kind.CALL, listed.c.seconds < rules.short_call)
    return or_(listed.c.junk, listed.c.direction == Direction.LOCAL, short, *said)


def repeated(rules: ListRules) -> ColumnElement[bool]:
    """The client was there before, or has an earlier advertising lead (LL-09)."""
    earlier = listed.alias("earlier")
    same = and_(earlier.c.client == listed.c.client, earlier.c.lead_id < listed.c.lead_id, advertising(rules, earlier))
    return or_(listed.c.known, select(1).select_from(earlier).where(same).correlate(listed).exists())


def quality(rules: ListRules) -> ColumnElement[str]:
    """target, junk, repeat, or "" for a first lead that is no advertising (LL-07)."""
    return case(
        (junk(rules), Quality.JUNK),
        (repeated(rules), Quality.REPEAT),
        (advertising(rules), Quality.TARGET),
        else_="",
    )


def conditions(asked: Asked) -> list[ColumnElement[bool]]:
    """Everything but whether silent leads are shown."""
    wanted = asked.wanted
    found: list[ColumnElement[bool]] = [leads.c.phase != Phase.GONE]
    at = leads.c.taken_at if wanted.day is Day.TAKEN else leads.c.created_at
    manager = leads.c.taken_by if wanted.shows is Shown.TAKER else leads.c.manager_id
    if asked.since is not None:
        found.append(at >= asked.since)
    if asked.until is not None:
        found.append(at < asked.until)
    elif wanted.day is Day.TAKEN:
        found.append(at.is_not(None))
    if asked.people is not None:
        found.append(manager.in_(sorted(asked.people)))
    if wanted.foreign:
        found.append(and_(leads.c.taken_by.is_not(None), leads.c.taken_by != leads.c.manager_id))
    if wanted.lead:
        client = select(listed.c.client).where(listed.c.lead_id == wanted.lead).scalar_subquery()
        found.append(listed.c.client == client)
    found += _codes(asked)
    if wanted.of("quality"):
        found.append(_quality(wanted, asked.rules))
    return found


def _codes(asked: Asked) -> list[ColumnElement[bool]]:
    wanted = asked.wanted
    found: list[ColumnElement[bool]] = []
    columns = (("kind", listed.c.kind), ("direction", listed.c.direction), ("channel", listed.c.channel))
    for name, column in (*columns, ("tag", listed.c.tag)):
        if wanted.of(name):
            found.append(column.in_(sorted(wanted.of(name))))
    if asked.sources is not None or wanted.no_source:
        nothing = [""] if wanted.no_source else []
        found.append(listed.c.source.in_([*sorted(asked.sources or ()), *nothing]))
    if asked.stages or asked.semantics:
        by_meaning = leads.c.semantics.in_(sorted(asked.semantics))
        found.append(or_(listed.c.stage.in_(sorted(asked.stages)), by_meaning))
    return found


def _quality(wanted: Filter, rules: ListRules) -> ColumnElement[bool]:
    asked = wanted.of("quality")
    ways: list[ColumnElement[bool]] = []
    if Quality.UNSORTED in asked:
        ways.append(leads.c.phase == Phase.NEW)
    if Quality.UNCHECKED in asked:
        ways.append(unchecked())
    if Quality.JUNK in asked:
        ways.append(junk(rules))
    if Quality.REPEAT in asked:
        ways.append(and_(~junk(rules), repeated(rules)))
    if Quality.TARGET in asked:
        ways.append(and_(advertising(rules), ~junk(rules), ~repeated(rules)))
    return or_(*ways)


def unchecked() -> ColumnElement[bool]:
    """Nobody has done anything with it yet (LL-10)."""
    return and_(leads.c.phase == Phase.NEW, leads.c.version == 0)


def order(asked: Asked) -> list[ColumnElement[Any]]:
    """Ties are broken by id, so that no lead stands on two pages."""
    wanted = asked.wanted
    manager = leads.c.taken_by if wanted.shows is Shown.TAKER else leads.c.manager_id
    columns: dict[str, ColumnElement[Any]] = {
        "time": leads.c.created_at,
        "taken": leads.c.taken_at,
        "name": leads.c.name,
        "type": listed.c.kind,
        "channel": listed.c.channel,
        "duration": listed.c.seconds,
        "stage": _rank(listed.c.stage, asked.ranks.get("stage", ())),
        "source": _rank(listed.c.source, asked.ranks.get("source", ())),
        "manager": _rank(manager, asked.ranks.get("manager", ())),
    }
    by = columns[wanted.sort]
    return [by.desc().nulls_last(), leads.c.id.desc()] if wanted.falling else [by.asc().nulls_last(), leads.c.id.asc()]


def _rank(column: ColumnElement[Any], ranked: Sequence[Any]) -> ColumnElement[Any]:
    places = {value: place for place, value in enumerate(ranked)}
    return case(places, value=column, else_=len(places)) if places else column


def _literally(code: str) -> str:
    return code.replace("_", "\\_")
