"""Who recommended us? Found in the portal, written down as it was said, or told later (OP10-24)."""

from collections.abc import Sequence
from typing import Any

from services.domain.bonus import NAME_LENGTH, ClientKind, Referrer
from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong

REFERRER = "referrer"  # the form's name
SHOWN = 6  # clients that are offered
_LATER, _AS_SAID, _MATCH = "later", "said", "m"
_SIGNS = {ClientKind.CONTACT: "👤", ClientKind.COMPANY: "🏢"}


def referrer_form(state: State, given: Given | None) -> Reply:
    """`state["lead"]` names the lead. `given.found`: the clients called so, or who made a chosen one's contract;
    None when the portal did not answer. Finished without values: told later.
    """
    if given is None:
        return Ask("referrer-who", {}, {"lead": state["lead"]}, ((_LATER_OPTION,),), cancel=False)
    if given.choice:
        return _chosen(state, given)
    return _named(given)


def referrer_of(values: State) -> Referrer | None:
    """Who was named in a finished form, None: later."""
    if not values:
        return None
    kind = ClientKind(values["kind"]) if values["kind"] else None
    return Referrer(values["name"], kind, values["id"], values["manager_id"])


def asked_for(state: State, given: Given) -> str | Referrer | None:
    """What to ask the portal before the answer is taken: a name, or who made the contract of the chosen client."""
    if given.choice:
        return match(state, given.choice)
    return tidy(given.text) or None


def _named(given: Given) -> Reply:
    said = tidy(given.text)
    if not any(each.isalpha() for each in said):
        return Wrong("referrer-words")
    if len(said) > NAME_LENGTH:
        return Wrong("referrer-long", {"most": NAME_LENGTH})
    found: Sequence[Referrer] | None = given.found
    shown = found[:SHOWN] if found else ()
    state = {"said": said, "found": [packed(each) for each in shown]}
    buttons = tuple((Option(f"{_MATCH}{place}", label(each, shown)),) for place, each in enumerate(shown))
    options = (*buttons, (Option(_AS_SAID, "@button-referrer-as-said"),), (_LATER_OPTION,))
    key = "referrer-unasked" if found is None else "referrer-which" if found else "referrer-nobody"
    args = {"said": said, "more": max(0, len(found or ()) - SHOWN)} if found else {"said": said}
    return Ask(key, state, args, options, cancel=False)


def _chosen(state: State, given: Given) -> Reply:
    if given.choice == _LATER:
        return Finished({})
    if given.choice == _AS_SAID and "said" in state:
        return Finished(packed(Referrer(state["said"])))
    chosen = match(state, given.choice)
    if chosen is None:
        return Wrong("refusal-stale")
    if given.found is None:
        return Wrong("portal-unreachable")
    return Finished(packed(chosen) | {"manager_id": given.found})


def match(state: State, choice: str) -> Referrer | None:
    """Which of those that were found and offered."""
    found = state.get("found", ())
    place = choice.removeprefix(_MATCH)
    return referrer_of(found[int(place)]) if place.isdecimal() and int(place) < len(found) else None


def packed(referrer: Referrer) -> dict[str, Any]:
    """As it lies in a conversation's state."""
    kind = referrer.kind.value if referrer.kind else ""
    return {"name": referrer.name, "kind": kind, "id": referrer.id, "manager_id": referrer.manager_id}


def label(client: Referrer, shown: Sequence[Referrer]) -> str:
    """Namesakes are told apart by their number in the portal."""
    sign = _SIGNS[client.kind] if client.kind else ""
    namesakes = sum(each.name == client.name for each in shown) > 1
    return f"{sign} № {client.id} {client.name}" if namesakes else f"{sign} {client.name}"


def tidy(text: str) -> str:
    """A name as it was typed, without needless space."""
    return " ".join(text.split())


_LATER_OPTION = Option(_LATER, "@button-referrer-later")
