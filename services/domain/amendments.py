"""Amendments: what editors change in the regulation from the chat, on top of its file (OP10-03, OP10-04)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.domain.gateways import Term
from services.domain.names import key
from services.domain.regulation import Regulation
from services.domain.repair import Learned


class Kind(StrEnum):
    """What an amendment says."""

    ALIAS = "alias"  # what people call a source
    ORIGIN = "origin"  # which source a landing page, bot, group or account means
    UNLISTED = "unlisted"  # people name a source that the portal lacks: it waits for one


class State(StrEnum):
    """Where an amendment stands."""

    SUGGESTED = "suggested"
    IN_FORCE = "in_force"
    REJECTED = "rejected"
    SETTLED = "settled"  # the portal has the source by now
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Amendment:
    """`said` as it was written, `mark` what it is known by; `source` a code, "" while it has none.

    `instead_of`: of an origin, the source that such leads arrive with; `line`: of the comment that was relied on.
    """

    id: int
    kind: Kind
    said: str
    mark: str
    source: str
    state: State
    suggested_by: int
    suggested_at: datetime
    instead_of: str = ""
    line: str = ""
    lead_id: int | None = None
    decided_by: int | None = None

    @property
    def shown(self) -> str:
        """How people are told of it: an origin by what it is recognised by."""
        return self.mark if self.kind is Kind.ORIGIN else self.said


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the leads that were handed off lately, how many had the right source then (OP10-01)."""

    right: int
    handed: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.handed) if self.handed else 100


@dataclass(frozen=True, slots=True)
class Unread:
    """Of the people who were told of the newest edition: how many they were, and who has not tapped «Понятно»."""

    told: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The regulation as people see it: its edition, what was amended, and whether this person may amend it.

    `outcome`: what all of it is for, told to those who may.
    """

    rules: Regulation
    amendments: tuple[tuple[Amendment, str], ...]  # those in force, each with the name of its source
    may_amend: bool
    outcome: Outcome


def amended(rules: Regulation, amendments: Sequence[Amendment], number: int, sources: Sequence[Term]) -> Regulation:
    """The regulation of the file with the amendments on top; `number` counts the changes made so far.

    An amendment goes before what the file says of the same words. One whose source the portal has no more is silent.
    """
    terms = {term.code: term for term in sources}
    named = {each.mark: terms[each.source] for each in _in_force(amendments, Kind.ALIAS) if each.source in terms}
    spellings = {said: named[mark] for said in rules.unlisted if (mark := mark_of_unlisted(said, rules)) in named}
    aliases = {**spellings, **named}
    repair = replace(rules.repair, learned=_learned(rules, amendments, terms))
    return replace(rules, spoken={**rules.spoken, **aliases}, repair=repair, amendment=number)


def outcome_of(steps: Iterable[tuple[int, bool | None]]) -> Outcome:
    """`steps`: leads as they were handed off, oldest first, and whether the source was right; None: given back.

    Of each lead the first counts: what is put right later was not right then.
    """
    first: dict[int, bool] = {}
    for lead_id, right in steps:
        if right is None:
            first.pop(lead_id, None)
        else:
            first.setdefault(lead_id, right)
    return Outcome(sum(first.values()), len(first))


def mark_of_unlisted(said: str, rules: Regulation) -> str:
    """What a source that the portal lacks is known by: «изибокс» and «EasyBox» are one, if the file says so."""
    return key(rules.unlisted.get(key(said), (said,))[0])


def _learned(rules: Regulation, amendments: Sequence[Amendment], terms: Mapping[str, Term]) -> dict[str, Learned]:
    """What is in force goes before what is only suggested, the newer before the older."""
    known = [each for each in amendments if each.kind is Kind.ORIGIN and each.source in terms]
    doubtful = rules.repair.sources | rules.no_source
    return {
        each.mark: Learned(terms[each.source], doubtful | {each.instead_of}, each.state is State.IN_FORCE)
        for each in sorted(known, key=lambda each: (each.state is State.IN_FORCE, each.id))
    }


def _in_force(amendments: Iterable[Amendment], kind: Kind) -> Iterable[Amendment]:
    return (each for each in amendments if each.kind is kind and each.state is State.IN_FORCE)
