"""Stages as steps: a card names the one thing to do next, and where to learn how (RB-02, RB-06, RB-14)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.domain.lead import Lead

FIELD = re.compile(r"\{(\w+)\}")  # in a link: a field of the lead


@dataclass(frozen=True, slots=True)
class Step:
    """What is next for a lead in one of these stages, until the action `done` was chosen."""

    title: str
    stages: frozenset[str]
    done: str = ""
    hint: str = ""
    link: str = ""


def next_step(steps: Iterable[Step], lead: Lead) -> Step | None:
    """The first that is not done; none for a lead that ended."""
    if not lead.open:
        return None
    return next((step for step in steps if lead.portal.stage in step.stages and step.done not in lead.done), None)
