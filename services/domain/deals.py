"""Deals that were handed to a sales manager: each is to be taken up within a time of the regulation (LT-26, LT-27)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from services.domain.lead import Semantics
from services.domain.people import Person, Role
from services.domain.working_hours import WorkingHours

LONG_AGO = timedelta(days=7)


class End(StrEnum):
    """How a handing ended."""

    TAKEN = "taken"  # by the button, or by a move of its stage
    GIVEN = "given"  # to somebody else
    CLOSED = "closed"
    GONE = "gone"  # deleted in the portal


@dataclass(frozen=True, slots=True)
class DealRules:
    """What a company says of deals: whose, how fast, and who hears of one that nobody took."""

    within: timedelta
    roles: frozenset[Role]
    heads: tuple[Role, ...]  # who is told: the first role that has anybody
    observe: bool = True  # whoever is told becomes an observer of the deal
    team: str = ""  # what reports call those who take deals
    hours: WorkingHours | None = field(default=None, compare=False)  # in which the time is counted; None: always

    def due(self, given_at: datetime) -> datetime:
        """Until when a deal that was handed over then is to be taken."""
        return self.hours.add(given_at, self.within) if self.hours else given_at + self.within

    def watches(self, person: Person | None) -> bool:
        """Whether deals of this person are watched."""
        return person is not None and person.has(*self.roles)


@dataclass(frozen=True, slots=True)
class PortalDeal:
    """A deal as the portal shows it; people by portal id."""

    id: int
    title: str
    manager_id: int
    stage: str
    semantics: Semantics
    created_at: datetime
    created_by: int
    updated_at: datetime
    moved_at: datetime
    moved_by: int
    observers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deal:
    """What the assistant knows of a deal: as it was when it was last read."""

    id: int
    title: str
    manager_id: int
    stage: str
    moved_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Handing:
    """A deal was handed to somebody, who has until `due_at`; `end` None: it waits."""

    id: int
    deal_id: int
    title: str
    manager_id: int
    given_at: datetime
    due_at: datetime
    late_at: datetime | None = None  # when its time was over and the head was told
    end: End | None = None
    ended_at: datetime | None = None

    @property
    def state(self) -> str:
        """What its messages show; they are drawn anew when it changes."""
        return self.end or ("late" if self.late_at else "")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a fresh look at a deal means: how the handing that waited ended, and when the next one began."""

    end: End | None = None
    ended_at: datetime | None = None
    given_at: datetime | None = None


def seen(known: Deal | None, waiting: Handing | None, fresh: PortalDeal | None, since: datetime, now: datetime) -> Seen:
    """Deals from before `since` are known by their first look, and begin nothing then.

    The portal does not tell when somebody became responsible: the time of the deal's last change is the nearest.
    """
    if fresh is None:
        return Seen(End.GONE, now)
    if fresh.semantics is not Semantics.PROCESS:
        return Seen(End.CLOSED, fresh.moved_at)
    if known is None:
        own = fresh.created_by == fresh.manager_id  # somebody who makes a deal has it in hand
        if own or fresh.created_at < since:
            return Seen()
        # One of long ago was closed, forgotten here, and is open again.
        given_at = fresh.created_at if now - fresh.created_at < LONG_AGO else min(fresh.updated_at, now)
        return _begun(None, fresh, fresh.created_at, given_at)
    if known.manager_id != fresh.manager_id:
        return _begun(known, fresh, known.moved_at, min(fresh.updated_at, now))
    if waiting and _moved_by_manager(known, fresh, known.moved_at):
        return Seen(End.TAKEN, max(fresh.moved_at, waiting.given_at))
    return Seen()


def _begun(known: Deal | None, fresh: PortalDeal, moved_before: datetime, given_at: datetime) -> Seen:
    """Handed to somebody; who has moved its stage since then has taken it already."""
    if _moved_by_manager(known, fresh, moved_before):
        return Seen(End.GIVEN, given_at)
    return Seen(End.GIVEN, given_at, given_at)


def _moved_by_manager(known: Deal | None, fresh: PortalDeal, moved_before: datetime) -> bool:
    """Only the responsible person's own move is taking it up: whoever hands a deal over moves it as well."""
    moved = fresh.moved_at > moved_before or (known is not None and known.stage != fresh.stage)
    return moved and fresh.moved_by == fresh.manager_id
