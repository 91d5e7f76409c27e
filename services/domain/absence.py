"""Who is at work: absences, and who stands in for somebody who is away (LT-24)."""

from collections.abc import Iterable, Mapping
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


def stand_in(absent: Person, people: Mapping[int, Person], cover_id: int | None, duty_id: int | None) -> StandIn:
    """Whoever agreed to, else whoever is on duty, else nobody; `people` by staff id."""
    for because, staff_id in ((Because.COVER, cover_id), (Because.DUTY, duty_id)):
        person = people.get(staff_id or 0)
        if person and person.id != absent.id and may_stand_in(person):
            return StandIn(because, person)
    return StandIn(Because.NOBODY)


def next_in_queue(people: Iterable[Person], in_hand: Mapping[int, int], but: int) -> StandIn:
    """The manager at work with the fewest leads that wait, except the one who has it; `in_hand` by portal number."""
    able = [each for each in people if each.has(Role.MANAGER) and may_stand_in(each) and each.bitrix_id != but]
    chosen = min(able, key=lambda each: (in_hand.get(each.bitrix_id or 0, 0), each.id), default=None)
    return StandIn(Because.QUEUE, chosen) if chosen else StandIn(Because.NOBODY)
