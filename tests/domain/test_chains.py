"""The values a field goes through while our writes are on their way, and what of them is still to be written."""

from dataclasses import replace

import pytest

from services.domain.flow.merge import merge
from services.domain.flow.write_back import Plan, plan
from services.domain.lead import SOURCE, STAGE, Change
from tests.domain.examples import lead, portal_lead


class TestChoosing:
    """`Lead.choosing`."""

    def test_a_choice_is_seen_at_once_and_begins_a_chain(self) -> None:
        chosen, changes = lead().choosing({STAGE: "IN_PROCESS"})
        assert chosen.portal.stage == "IN_PROCESS"
        assert changes == {STAGE: Change("NEW", "IN_PROCESS")}
        assert chosen.pending == {STAGE: ("NEW", "IN_PROCESS")}

    def test_what_stands_there_already_is_no_change(self) -> None:
        assert lead().choosing({STAGE: "NEW"}) == (lead(), {})

    def test_choices_in_a_row_make_one_chain(self) -> None:
        first, _ = lead().choosing({STAGE: "IN_PROCESS"})
        second, changes = first.choosing({STAGE: "JUNK", SOURCE: "CALL"})
        assert changes == {STAGE: Change("IN_PROCESS", "JUNK"), SOURCE: Change("WEB", "CALL")}
        assert second.pending == {STAGE: ("NEW", "IN_PROCESS", "JUNK"), SOURCE: ("WEB", "CALL")}

    def test_a_field_that_the_lead_never_had_was_empty(self) -> None:
        _, changes = lead().choosing({"ufCrmReason": "дубль"})
        assert changes == {"ufCrmReason": Change("", "дубль")}


class TestSettled:
    """`Lead.settled`."""

    @pytest.mark.parametrize(
        ("chain", "value", "rest"),
        [
            (("A", "B", "C"), "B", ("B", "C")),
            (("A", "B", "C"), "C", None),
            (("A", "B"), "B", None),
            (("A", "B", "A"), "B", ("B", "A")),
            (("B", "A", "B"), "A", ("A", "B")),
            (("A", "B", "A"), "A", None),
            (("A", "B"), "X", ("A", "B")),
        ],
    )
    def test_the_chain_begins_where_the_portal_is(
        self, chain: tuple[str, ...], value: str, rest: tuple[str, ...] | None
    ) -> None:
        settled = lead(pending={STAGE: chain, SOURCE: ("1", "2")}).settled(STAGE, value)
        assert settled.pending == {SOURCE: ("1", "2"), **({STAGE: rest} if rest else {})}

    def test_nothing_on_its_way(self) -> None:
        assert lead().settled(STAGE, "NEW") == lead()


class TestPlan:
    """Look before writing."""

    def _plan(self, held: str, *chain: str) -> Plan:
        return plan(portal_lead({STAGE: held}), {STAGE: Change("NEW", "IN_PROCESS")}, {STAGE: chain} if chain else {})

    def test_what_stood_there_is_replaced(self) -> None:
        assert self._plan("NEW", "NEW", "IN_PROCESS") == Plan({STAGE: "IN_PROCESS"}, frozenset())

    def test_what_is_there_already_is_done(self) -> None:
        assert self._plan("IN_PROCESS", "NEW", "IN_PROCESS") == Plan({}, frozenset())

    def test_an_earlier_write_of_ours_that_never_arrived_holds_nothing_up(self) -> None:
        changes = {STAGE: Change("IN_PROCESS", "JUNK")}
        planned = plan(portal_lead(), changes, {STAGE: ("NEW", "IN_PROCESS", "JUNK")})
        assert planned == Plan({STAGE: "JUNK"}, frozenset())

    def test_somebody_else_was_faster(self) -> None:
        assert self._plan("UC_MEETING", "NEW", "IN_PROCESS") == Plan({}, frozenset({STAGE}))

    def test_a_choice_that_was_overruled_is_dropped(self) -> None:
        """Somebody moved the lead, a read told of it, and they moved it back: our old choice must not come after."""
        assert self._plan("NEW") == Plan({}, frozenset())

    def test_a_choice_that_was_overruled_does_not_spoil_the_one_after_it(self) -> None:
        assert self._plan("UC_MEETING", "UC_MEETING", "JUNK") == Plan({}, frozenset())

    def test_each_field_goes_its_own_way(self) -> None:
        known, _ = lead().choosing({STAGE: "IN_PROCESS", SOURCE: "CALL"})
        changes = {STAGE: Change("NEW", "IN_PROCESS"), SOURCE: Change("WEB", "CALL")}
        planned = plan(portal_lead({SOURCE: "RADIO"}), changes, known.pending)
        assert planned == Plan({STAGE: "IN_PROCESS"}, frozenset({SOURCE}))


def test_a_field_that_a_read_leaves_out_stays_as_it_was() -> None:
    merged, foreign = merge(lead(), replace(portal_lead(), fields={STAGE: "NEW"}))
    assert merged.portal.fields == lead().portal.fields
    assert foreign == frozenset()
