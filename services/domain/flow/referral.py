"""A referral after its tap: who recommended us, and how the bonus claim moves on (OP10-24, OP10-25)."""

from services.domain import access
from services.domain.bonus import Bonus, BonusRules, BonusState, Referrer
from services.domain.decision import Comment, Decision, MoveBonus, NameReferrer, Record, Redraw, Refusal, WithdrawBonus
from services.domain.lead import Lead
from services.domain.people import Person, Role
from services.domain.regulation import Regulation

_BEFORE = {
    BonusState.CHECKED: (BonusState.WAITING,),
    BonusState.PAID: (BonusState.CHECKED,),
    BonusState.WITHDRAWN: (BonusState.WAITING, BonusState.CHECKED),
}


def may_name(lead: Lead, bonus: Bonus | None, person: Person) -> Refusal | None:
    """Say who recommended this lead; a lead that was closed meanwhile was recommended all the same."""
    if refusal := access.to_act(person, lead):
        return refusal
    if bonus is None or bonus.state is BonusState.WITHDRAWN:
        return Refusal("bonus-withdrawn")
    return None if bonus.state is BonusState.WAITING else Refusal("bonus-checked")


def to_be_named(lead: Lead, bonus: Bonus | None, rules: Regulation) -> bool:
    """Whether the card should ask who recommended the lead: it was left for later, or a person said that it is a
    referral by another way than the referral's own button, so that nothing was claimed yet.
    """
    if bonus is None:
        said = lead.source_said == lead.portal.source and lead.source_said in rules.referral_sources
        return said and rules.bonus is not None
    return bonus.state is BonusState.WAITING and bonus.referrer is None


def name_referrer(lead: Lead, bonus: Bonus | None, referrer: Referrer, person: Person) -> Decision | Refusal:
    """Write down who recommended us."""
    if refusal := may_name(lead, bonus, person):
        return refusal
    told = {"name": referrer.name, "kind": referrer.kind.value if referrer.kind else "none", "number": referrer.id}
    effects = (
        NameReferrer(referrer),
        Comment("comment-referrer", args=told),
        Record("referrer_named", {"name": referrer.name}),
        Redraw(),
    )
    return Decision(lead, effects)


def move_bonus(
    lead: Lead, bonus: Bonus | None, to: BonusState, person: Person, rules: BonusRules | None
) -> Decision | Refusal:
    """Somebody found the claim right or wrong, or has paid it; only what is for somebody is found right."""
    if refusal := may_move(to, person, rules):
        return refusal
    if bonus is None or bonus.state is BonusState.WITHDRAWN:
        return Refusal("bonus-withdrawn")
    if bonus.state not in _BEFORE.get(to, ()):
        return Refusal("bonus-moved")
    if to is BonusState.WITHDRAWN:
        return Decision(lead, (WithdrawBonus(), Record("bonus_withdrawn"), Redraw()))
    if bonus.referrer is None:
        return Refusal("bonus-unnamed")
    told = {"name": bonus.referrer.name}
    return Decision(lead, (MoveBonus(to), Record(f"bonus_{to.value}", told), Redraw()))


def may_move(to: BonusState, person: Person, rules: BonusRules | None) -> Refusal | None:
    """The regulation names the roles (OP10-25)."""
    if not person.active:
        return Refusal("inactive")
    allowed = (rules.pays if to is BonusState.PAID else rules.checks) if rules else frozenset[Role]()
    return None if person.has(*allowed) else Refusal("bonus-roles")


def may_list(person: Person, rules: BonusRules | None) -> Refusal | None:
    """See all claims: overseers, and those who move them."""
    refusal = access.to_supervise(person)
    movers = rules.checks | rules.pays if rules else frozenset[Role]()
    return None if refusal is None or (person.active and person.has(*movers)) else refusal
