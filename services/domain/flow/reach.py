"""The client is reached, or a meeting is set: the chase is over, wherever that was recorded (NL-02, NL-03)."""

from dataclasses import replace

from services.domain.decision import Effect, StopClocks
from services.domain.lead import Lead
from services.domain.regulation import Regulation


def reach(lead: Lead, rules: Regulation) -> tuple[Lead, list[Effect]]:
    """The lead as reached, and the end of the clocks that run until then."""
    return replace(lead, reached=True), [StopClocks(rules.chase)] if rules.chase else []
