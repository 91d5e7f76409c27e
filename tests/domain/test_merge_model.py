"""The portal executes our writes late and in order, other people write there too, and reads come at any moment.

Ours are letters, other people's are numbers that never repeat, so that it is known whose a value is. Asserted
after every step: nothing of ours is ever taken for somebody else's change, what somebody else wrote wins over
what was chosen without seeing it and is reported, and what was chosen after seeing it wins.
"""

from collections import deque
from dataclasses import replace
from datetime import timedelta

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.domain.flow.merge import merge
from services.domain.flow.write_back import plan
from services.domain.lead import STAGE, Change, Lead, PortalLead
from tests.domain.examples import NOW, lead, portal_lead

OURS = st.sampled_from("ABC")
START = "0"


class Portal(RuleBasedStateMachine):
    """One field of one lead, seen from both sides."""

    @initialize()
    def begin(self) -> None:
        self.lead: Lead = lead({STAGE: START})
        self.held = START
        self.expected = START  # what the field has to be in the end
        self.unseen = ""  # written by somebody else, not yet read by us
        self.queue: deque[dict[str, Change]] = deque()
        self.reading: str | None = None  # what a read under way has seen
        self.seen_at_read = ""
        self.foreigners = 0

    @rule(value=OURS)
    def choose(self, value: str) -> None:
        """Somebody taps a button."""
        self.lead, changes = self.lead.choosing({STAGE: value})
        if changes:
            self.queue.append(changes)
        if not self.unseen:
            self.expected = value

    @rule()
    def somebody_else(self) -> None:
        """Somebody changes the field in the portal."""
        self.foreigners += 1
        self.held = self.expected = self.unseen = str(self.foreigners)

    @precondition(lambda self: self.queue)
    @rule(answered=st.booleans())
    def write(self, answered: bool) -> None:
        """The first write of the lane goes out; without an answer it stays there, to be repeated."""
        (changes,) = list(self.queue)[:1]
        planned = plan(_shows(self.held), changes, self.lead.pending)
        self.held = planned.values.get(STAGE, self.held)
        if answered:
            self.queue.popleft()
            self._learn(changes, STAGE in planned.conflicts)

    @precondition(lambda self: self.reading is None)
    @rule()
    def begin_read(self) -> None:
        """The portal is asked."""
        self.reading, self.seen_at_read = self.held, self.unseen

    @precondition(lambda self: self.reading is not None)
    @rule()
    def end_read(self) -> None:
        """The answer is here."""
        assert self.reading is not None
        self._read(self.reading, self.seen_at_read)
        self.reading = None

    @invariant()
    def the_view_is_right_once_everything_was_seen(self) -> None:
        """What people act on, and what it will come to."""
        if not self.unseen:
            assert self.lead.portal.stage == self.expected

    def teardown(self) -> None:
        """Everything comes to rest."""
        while self.queue:
            self.write(answered=True)
        self._read(self.held, self.unseen)
        assert self.held == self.expected
        assert self.lead.portal.stage == self.expected
        assert self.lead.pending == {}

    def _learn(self, changes: dict[str, Change], conflict: bool) -> None:
        """As the delivery does it."""
        if conflict:
            self.lead = replace(self.lead, pending={})
        else:
            self.lead = self.lead.settled(STAGE, changes[STAGE].after)
        self.reading = None  # a read that began before is read again

    def _read(self, seen: str, unseen: str) -> None:
        self.lead, foreign = merge(self.lead, _shows(seen))
        if foreign:
            assert seen == unseen, "ours was taken for somebody else's"
        if unseen and unseen == self.unseen:
            assert foreign == {STAGE}, "a change by somebody else was not reported"
            self.unseen = ""


def _shows(value: str) -> PortalLead:
    return portal_lead({STAGE: value}, updated_at=NOW + timedelta(seconds=1))


TestPortal = Portal.TestCase
TestPortal.settings = hypothesis.settings(
    hypothesis.settings.get_profile("any machine"), max_examples=300, stateful_step_count=25, derandomize=True
)
