"""Who may do what to a lead: the only place where that is decided."""

from services.domain.consultation import Consultation
from services.domain.decision import Refusal
from services.domain.lead import Lead
from services.domain.people import Person, Role
from services.domain.regulation import Regulation

_OVERSEERS = (Role.SUPERVISOR, Role.HEAD, Role.ADMIN)


def to_act(person: Person, lead: Lead) -> Refusal | None:
    """Act on the lead: its responsible manager, a supervisor or an administrator (OP10-16)."""
    if not person.active:
        return Refusal("inactive")
    if person.has(*_OVERSEERS):
        return None
    if (
        person.has(Role.MANAGER, Role.SALES)
        and person.bitrix_id is not None
        and person.bitrix_id == lead.portal.manager_id
    ):
        return None
    return Refusal("not-yours")


def to_take_deal(person: Person, manager_id: int) -> Refusal | None:
    """Say that a deal is in hand: whoever is responsible for it, nobody else (LT-26)."""
    if not person.active:
        return Refusal("inactive")
    return None if person.bitrix_id and person.bitrix_id == manager_id else Refusal("not-your-deal")


def to_add_leads(person: Person) -> Refusal | None:
    """Add a lead by hand; whoever does is responsible for it (OP10-17)."""
    if not person.active:
        return Refusal("inactive")
    if not person.has(Role.MANAGER, *_OVERSEERS):
        return Refusal("managers-only")
    return None if person.bitrix_id else Refusal("no-employee")


def to_consult(person: Person, lead: Lead, row: Consultation) -> Refusal | None:
    """Say what became of a consultation: whom the client met, too."""
    if person.active and person.bitrix_id is not None and person.bitrix_id == row.with_id:
        return None
    return to_act(person, lead)


def to_supervise(person: Person) -> Refusal | None:
    """Remind, hand over, take, invite."""
    if not person.active:
        return Refusal("inactive")
    return None if person.has(*_OVERSEERS) else Refusal("supervisors-only")


def to_answer_tickets(person: Person) -> Refusal | None:
    """Say where a lead came from (OP10-22)."""
    if not person.active:
        return Refusal("inactive")
    return None if person.has(Role.KEEPER, Role.DEPUTY, *_OVERSEERS) else Refusal("keepers-only")


def to_amend(person: Person, rules: Regulation) -> Refusal | None:
    """Change sources and rules from the chat: whom the regulation names, never a manager as such (OP10-03)."""
    if not person.active:
        return Refusal("inactive")
    return None if person.has(*rules.editors) else Refusal("editors-only")


def to_report(person: Person) -> Refusal | None:
    """See numbers: overseers everybody's, a manager one's own (LL-02)."""
    if not person.active:
        return Refusal("inactive")
    return None if person.has(Role.MANAGER, *_OVERSEERS) else Refusal("managers-only")


def to_administer(person: Person) -> Refusal | None:
    """Repeat a refused write of somebody else."""
    if not person.active:
        return Refusal("inactive")
    return None if person.has(*_OVERSEERS) else Refusal("supervisors-only")


def to_say_absent(person: Person, who: Person) -> Refusal | None:
    """Say that somebody is away or back: the person, or an overseer."""
    return None if person.active and person.id == who.id else to_supervise(person)


def to_set_duty(person: Person, rules: Regulation) -> Refusal | None:
    """Set the duty roster: the head of sales, an overseer (LT-23)."""
    return to_supervise(person) if rules.duty else Refusal("no-duty")


def may_see(person: Person, lead: Lead) -> bool:
    """See the lead's card whole."""
    return to_act(person, lead) is None
