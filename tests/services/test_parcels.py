"""Which entries go out as one message."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.delivery.parcels import FEW, MOST, Parcel
from services.storage.outbox_store import TELEGRAM, Entry

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def entry(number: int, kind: str = "reminder", lead_id: int | None = None, **payload: Any) -> Entry:
    lead = number if lead_id is None else lead_id
    return Entry(number, TELEGRAM, f"b12:{lead}", kind, lead, payload, 1, 0, False, NOW)


def packed(*entries: Entry) -> list[int]:
    """What goes with the first of these, all for one chat."""
    parcel = Parcel(6012, 0.0, [entries[0]])
    for each in entries[1:]:
        if parcel.holds(each):
            parcel.entries.append(each)
    parcel.close()
    return [each.id for each in parcel.entries]


@pytest.mark.parametrize("kind", ["reminder", "escalation", "ticket"])
def test_several_of_a_kind_go_together(kind: str) -> None:
    assert packed(*(entry(number, kind) for number in range(5))) == [0, 1, 2, 3, 4]


def test_a_few_go_one_by_one() -> None:
    assert packed(*(entry(number) for number in range(FEW - 1))) == [0]
    assert len(packed(*(entry(number) for number in range(FEW)))) == FEW


def test_what_is_too_much_for_one_message_waits_for_the_next() -> None:
    assert packed(*(entry(number) for number in range(25))) == list(range(MOST))


@pytest.mark.parametrize("kind", ["card", "notice", "question", "picture", "consultation", "suggestion"])
def test_everything_else_goes_alone(kind: str) -> None:
    assert packed(*(entry(number, kind) for number in range(5))) == [0]
    assert packed(entry(0), entry(1, kind), entry(2), entry(3)) == [0, 2, 3]


def test_kinds_are_not_mixed() -> None:
    assert packed(entry(0), entry(1, "escalation"), entry(2), entry(3, "ticket"), entry(4)) == [0, 2, 4]


@pytest.mark.parametrize("how", [{"alone": True}, {"reply_to": 3}])
def test_what_somebody_asked_for_goes_alone(how: dict[str, Any]) -> None:
    assert packed(entry(0, **how), entry(1), entry(2), entry(3)) == [0]
    assert packed(entry(0), entry(1, **how), entry(2), entry(3)) == [0, 2, 3]


def test_a_lead_is_listed_once() -> None:
    assert packed(entry(0), entry(1), entry(2, lead_id=1), entry(3)) == [0, 1, 3]


def test_redraws_of_one_message_are_one_edit() -> None:
    def redraw(number: int, message: int) -> Entry:
        return entry(number, "redraw", message=message)

    assert packed(redraw(0, 5), redraw(1, 6), redraw(2, 5)) == [0, 2]
    assert packed(redraw(0, 5), redraw(1, 5)) == [0, 1]
