"""How often a lead may be spoken of, and must be: by when its clock began, who acted, and when the process lived."""

from tests.kill.clock import ESCALATE, REMIND
from tests.kill.office import Case
from tests.kill.product import Product
from tests.oracle.bounds import Bounds

PROMPT = 2.5  # seconds within which a process that is at work has spoken: the chat may have to wait for its turn
GROUP = 7.0  # the same for a group: it may be written to each third second, and several leads may be late at once
SLACK = 0.5  # seconds between the arrival of a card and the note of it


def bounds(case: Case, carded_at: float | None, product: Product) -> tuple[Bounds, Bounds]:
    """Of reminders and of escalations. After an outage only the highest rung that is due speaks."""
    remind_at, escalate_at = case.zero + REMIND, case.zero + ESCALATE
    late_card = carded_at is None or carded_at + SLACK >= remind_at  # a card that came so late reminds by itself
    reminders = _rung(case, remind_at, PROMPT, product, excused=late_card)
    escalations = _rung(case, escalate_at, GROUP, product, excused=False)
    if case.given:
        given, stopped = case.given
        reminders += Bounds(0, int(stopped is None or stopped >= given + REMIND))
        escalations = Bounds(1, 1) + Bounds(0, int(stopped is None or stopped >= given + ESCALATE))
    return reminders, escalations


def _rung(case: Case, due: float, prompt: float, product: Product, *, excused: bool) -> Bounds:
    if case.seen and case.seen < due and not case.given:
        return Bounds(0, 0)
    acted = case.tapped is not None and case.tapped < due + prompt
    if case.seen is None and due == case.zero + ESCALATE:
        return Bounds(1, 1)  # nobody stopped the clock for good: sooner or later the supervisors hear of it
    spoke = not excused and not acted and product.at_work(due, due + prompt)
    return Bounds(int(spoke), 1)
