"""The order of the board: what burns most stands first."""

from datetime import datetime, timedelta

from services.domain.board import Heat, OpenLead, ordered
from services.domain.lead import Phase
from tests.domain.examples import MINUTE, NOW


def open_lead(number: int, *, age: int, due: int | None, spoke: int | None, phase: Phase = Phase.NEW) -> OpenLead:
    """Minutes: since it came, until its next rung, since a rung spoke."""

    def ago(minutes: int | None, sign: int = -1) -> datetime | None:
        return None if minutes is None else NOW + sign * timedelta(minutes=minutes)

    return OpenLead(
        id=number,
        name="Олег",
        title="",
        source="",
        stage="NEW",
        manager_id=12,
        phase=phase,
        attempts=0,
        entered_at=NOW - age * MINUTE,
        taken_at=None,
        due_at=ago(due, 1),
        spoken_at=ago(spoke),
        last=None,
    )


def test_late_first_then_by_time_left_then_in_work() -> None:
    in_work = open_lead(1, age=90, due=None, spoke=80, phase=Phase.TAKEN)
    late, later = open_lead(2, age=30, due=None, spoke=20), open_lead(3, age=12, due=None, spoke=2)
    soon, warned = open_lead(4, age=9, due=1, spoke=4), open_lead(5, age=6, due=4, spoke=1)
    fresh, silent = open_lead(6, age=1, due=4, spoke=None), open_lead(7, age=0, due=None, spoke=None)
    found = ordered([in_work, silent, warned, later, fresh, soon, late])
    assert [lead.id for lead in found] == [2, 3, 4, 5, 7, 6, 1]
    assert [lead.heat for lead in (late, soon, fresh, silent, in_work)] == [
        Heat.LATE,
        Heat.WARNED,
        Heat.FRESH,
        Heat.FRESH,
        Heat.IN_WORK,
    ]
