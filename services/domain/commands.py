"""The commands that do something for a person: what the menu offers, and what `/help` lists."""

from services.domain import access
from services.domain.flow.referral import may_list
from services.domain.people import Person, Role
from services.domain.regulation import Regulation


def commands_of(person: Person, rules: Regulation) -> list[str]:
    """The most used first. What everybody has is not among them: `/start`, `/help`, and `/cancel` inside a question."""
    supervises, away = access.to_supervise(person) is None, person.has(Role.MANAGER, Role.SALES)
    paid = rules.bonus is not None and may_list(person, rules.bonus) is None
    met = rules.consulting is not None
    offered = {
        "new": access.to_add_leads(person) is None and rules.adding is not None,
        "my": access.to_add_leads(person) is None,
        "board": supervises,
        "lead": supervises,
        "report": access.to_report(person) is None,
        "consultations": met,
        "queue": met or rules.queues,
        "shift": away,
        "away": away,
        "duty": bool(rules.duty),
        "bonuses": paid,
        "sources": access.to_amend(person, rules) is None,
        "invite": supervises,
    }
    return [command for command, does in offered.items() if does]
