"""What has to be known of a client before a step: named, and nothing is done until it is there (LT-15, RB-28)."""

from collections.abc import Mapping

from services.domain.decision import Refusal
from services.domain.lead import Lead
from services.domain.regulation import Action

NEEDS = ("name", "phone", "email", "contact")  # what has names of its own; all else are fields


def gaps(lead: Lead, action: Action) -> Refusal | None:
    """The titles of what is missing, in the order of the regulation; None when nothing is."""
    titles = missing(lead, action.needs)
    return Refusal("gaps", {"gaps": ", ".join(titles)}) if titles else None


def missing(lead: Lead, needs: Mapping[str, str]) -> list[str]:
    """Of what is needed the titles of all that the portal lacks."""
    return [title for name, title in needs.items() if not held(lead, name)]


def held(lead: Lead, name: str) -> bool:
    """Whether the portal has it: name, phone, email, contact (either of them), or a field by its own name."""
    portal = lead.portal
    match name:
        case "name":
            return bool(portal.name)
        case "phone":
            return bool(portal.phones)
        case "email":
            return bool(portal.email)
        case "contact":
            return bool(portal.phones or portal.email)
        case _:
            return bool(portal.fields.get(name))
