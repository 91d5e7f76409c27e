"""Whose lead is it? A contact or a company of the portal, found by name (LT-07)."""

from collections.abc import Sequence

from services.domain.bonus import NAME_LENGTH, Referrer
from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.referrer_form import SHOWN, label, match, packed, tidy

CLIENT = "client"  # as the conversation is called


def client_form(state: State, given: Given | None) -> Reply:
    """`state` holds the lead's name and the action; `given.found`: who is called so, None: the portal is silent.

    Finished with the client found, as `referrer_form.packed`, and the action.
    """
    kept = {"action": state.get("action", "")}
    if given is None:
        return Ask("client-who", kept, {"lead": state["lead"]})
    if given.choice:
        chosen = match(state, given.choice)
        return Finished(kept | packed(chosen)) if chosen else Wrong("refusal-stale")
    said = tidy(given.text)
    if not any(each.isalpha() for each in said) or len(said) > NAME_LENGTH:
        return Wrong("client-words")
    found: Sequence[Referrer] | None = given.found
    if found is None:
        return Wrong("portal-unreachable")
    shown = found[:SHOWN]
    buttons = tuple((Option(f"m{place}", label(each, shown)),) for place, each in enumerate(shown))
    args = {"said": said, "more": max(0, len(found) - SHOWN)} if shown else {"said": said}
    return Ask(
        "client-which" if shown else "client-nobody", kept | {"found": [packed(each) for each in shown]}, args, buttons
    )


def wanted(given: Given) -> str:
    """What to look for in the portal; "" for nothing."""
    return "" if given.choice else tidy(given.text)
