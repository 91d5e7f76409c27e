"""What people hear at once: outcomes and refusals in their language."""

from services.domain.decision import Refusal
from services.domain.people import Person
from services.taps import Outcome
from services.telegram.texts import Texts


def toast(texts: Texts, outcome: Outcome) -> str:
    """The answer to a tap, plain text."""
    if isinstance(outcome, Refusal):
        return refusal(texts, outcome)
    action, lead = outcome.action, outcome.lead
    if outcome.key == "done" and action and lead:
        hint = action.hints.get(lead.attempts, "") if action.counts_attempt else ""
        if action.counts_attempt:
            return texts.plain("toast-attempt", title=action.title, attempt=lead.attempts, hint=hint).strip()
        if action.holds:
            return texts.plain("toast-held", hold=action.holds)
        return texts.plain("toast-done", title=action.title)
    return texts.plain(
        f"toast-{outcome.key}", name=outcome.name, source=outcome.name, title=action.title if action else ""
    )


def refusal(texts: Texts, refused: Refusal) -> str:
    """Why nothing was done, plain text."""
    return texts.plain(f"refusal-{refused.code}", **refused.args)


def is_alert(outcome: object) -> bool:
    """Refusals that a hurried person must not overlook are shown as a window."""
    return isinstance(outcome, Refusal) and outcome.code not in ("already", "repeated", "undone-already")


def roles(texts: Texts, person: Person) -> str:
    """The person's roles in words."""
    return ", ".join(texts.plain(f"role-{role.value}") for role in sorted(person.roles))
