"""Sales managers (МП): with whom the next consultation is held (OP10-27, OP10-28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from services.domain.people import Employee, Person

_NEVER = datetime.min.replace(tzinfo=UTC)


class Skip(StrEnum):
    """Why the queue goes past a sales manager."""

    ABSENT = "absent"
    LEFT = "left"  # does not work in the company any more


class Because(StrEnum):
    """Why somebody is proposed."""

    OWN = "own"  # made the contract of the client who recommended us
    OWN_ABSENT = "own_absent"  # the same, and is away now
    QUEUE = "queue"
    LEFT = "left"  # whoever made that contract has left: the queue decides
    NOBODY = "nobody"  # there is nobody to propose


@dataclass(frozen=True, slots=True)
class Proposal:
    """With whom to hold the consultation; `order` is the whole queue, its next one first.

    `own`: whoever made the contract of the client who recommended us, also when the person has left.
    """

    because: Because
    manager: Employee | None
    own: Employee | None = None
    order: tuple[Person, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the words `sales-proposal` of locales/ take."""
        return {
            "because": self.because.value,
            "name": self.manager.name if self.manager else "",
            "own": self.own.name if self.own else "",
            "order": queue_lines(self.order),
        }


def skip(person: Person) -> Skip | None:
    """Why the queue goes past this person; None when it does not."""
    if not person.active:
        return Skip.LEFT
    return Skip.ABSENT if person.absent else None


def in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """The queue: whoever has waited longest since the last turn is next; a newcomer goes before everybody.

    Those it goes past keep their place, so that nobody loses a turn by being away.
    """
    known = [person for person in people if person.bitrix_id]
    return tuple(sorted(known, key=lambda person: (person.turn_at or _NEVER, person.id)))


def propose_sales_manager(own: Employee | None, people: Iterable[Person]) -> Proposal:
    """`own`: who made the contract of the client who recommended us; `people`: all sales managers."""
    order = in_order(people)
    if own and own.active:
        away = any(person.absent for person in order if person.bitrix_id == own.bitrix_id)
        return Proposal(Because.OWN_ABSENT if away else Because.OWN, own, own, order)
    following = next((person for person in order if skip(person) is None), None)
    if following is None:
        return Proposal(Because.NOBODY, None, own, order)
    manager = Employee(following.bitrix_id or 0, following.name, active=True)
    return Proposal(Because.LEFT if own else Because.QUEUE, manager, own, order)


def queue_lines(order: Iterable[Person]) -> list[list[Any]]:
    """The queue as lines of words: who is the how-manieth, who is passed over and why."""
    lines: list[list[Any]] = []
    place = 0
    for person in order:
        why = skip(person)
        place += why is None
        lines.append(["sales-place", {"place": place, "name": person.name, "skip": why.value if why else "no"}])
    return lines
