"""Who is at work: absences, and who stands in for somebody who is away (LT-24)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.domain.people import Person, Role


class Away(StrEnum):
    """Why somebody is away for a while; «off» without an end is `Person.absent` itself."""

    PAUSE = "pause"
    VACATION = "vacation"
    SICK = "sick"


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from `since` until `until`; `cover_id`: the colleague who agreed to stand in."""

    id: int
    staff_id: int
    kind: Away
    since: datetime
    until: datetime
    cover_id: int | None = None

    def now(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


class Because(StrEnum):
    """Why somebody stands in."""

    COVER = "cover"  # agreed to
    DUTY = "duty"
    QUEUE = "queue"  # is next
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who gets a lead in place of somebody else, and why; nobody: the supervisors decide."""

    because: Because
    person: Person | None = None


def present(people: Iterable[Person], absences: Iterable[Absence]) -> list[Person]:
    """The people, those marked absent who are away by one of these absences."""
    away = {absence.staff_id for absence in absences}
    return [replace(person, absent=True) if person.id in away else person for person in people]


def may_stand_in(person: Person | None) -> bool:
    """Whether a lead can be given to this person now."""
    return person is not None and person.reachable and not person.absent and person.bitrix_id is not None


def stand_in(
    absent: Person,
    people: Mapping[int, Person],
    cover_id: int | None,
    duty_id: int | None,
    covers: Mapping[int, int] | None = None,
) -> StandIn:
    """Whoever agreed to, else whoever always does, else whoever is on duty, else nobody; `people` by staff id.

    `covers`: who stands in for whom by portal number, and for them in turn: a chain without a cycle.
    """
    found = people.get(cover_id or 0)
    if found and found.id != absent.id and may_stand_in(found):
        return StandIn(Because.COVER, found)
    chain = _chain(absent.bitrix_id, covers or {}, {person.bitrix_id: person for person in people.values()})
    if usual := next(filter(may_stand_in, chain), None):
        return StandIn(Because.COVER, usual)
    on_duty = people.get(duty_id or 0)
    able = on_duty is not None and on_duty.id != absent.id and may_stand_in(on_duty)
    return StandIn(Because.DUTY, on_duty) if able else StandIn(Because.NOBODY)


def _chain(
    bitrix_id: int | None, covers: Mapping[int, int], people: Mapping[int | None, Person]
) -> Iterator[Person | None]:
    while (bitrix_id := covers.get(bitrix_id or 0)) is not None:
        yield people.get(bitrix_id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A manager's place in the queue of leads: how many wait there, and how many in a row are the person's share."""

    person: Person
    leads: int
    weight: int

    @property
    def out(self) -> bool:
        """Whether the queue goes past the person now."""
        return not (self.weight and may_stand_in(self.person))


def in_turn(people: Iterable[Person], in_hand: Mapping[int, int], weights: Mapping[int, int]) -> list[Waiting]:
    """Managers, whose turn it is first, those it goes past last; `in_hand` and `weights` by portal number.

    One of twice the weight has twice as many leads that wait before it is somebody else's turn.
    """
    managers = [
        Waiting(each, in_hand.get(each.bitrix_id, 0), weights.get(each.bitrix_id, 1))
        for each in people
        if each.has(Role.MANAGER) and each.bitrix_id and each.active
    ]
    return sorted(managers, key=lambda each: (each.out, (each.leads + 1) / max(1, each.weight), each.person.id))


def next_in_queue(
    people: Iterable[Person], in_hand: Mapping[int, int], but: int, weights: Mapping[int, int] | None = None
) -> StandIn:
    """Whose turn it is, except the one who has the lead."""
    order = (each for each in in_turn(people, in_hand, weights or {}) if not each.out)
    chosen = next((each.person for each in order if each.person.bitrix_id != but), None)
    return StandIn(Because.QUEUE, chosen) if chosen else StandIn(Because.NOBODY)
