"""How to convert a lead: the variant, whose card, whose phone, and whether for sure (RB-28)."""

from dataclasses import dataclass
from typing import Any

from services.domain.conversion import Conversion, Part, Stand, Variant, clients_of
from services.domain.flow.gaps import missing
from services.domain.form import LABEL, Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.lead import Lead
from services.domain.twins import Twin

SURE = "sure"
_KEPT = ("action", "variant", "client", "phone")
_PHONES = (Part.CONTACT, Part.COMPANY)
_CLIENTS = 5  # cards to choose from


@dataclass(frozen=True, slots=True)
class Desk:
    """What the conversation has to know; `stand`: of a conversion that was begun before."""

    rules: Conversion
    lead: Lead
    stand: Stand | None = None

    @property
    def clients(self) -> tuple[Twin, ...]:
        return clients_of(self.lead)[:_CLIENTS]

    @property
    def variants(self) -> list[Variant]:
        """Those for a known client first, when there is one (RB-27)."""
        fitting = [variant for variant in self.rules.variants if variant.fits(self.lead)]
        return sorted(fitting, key=lambda variant: not (variant.of_client and self.clients))


def conversion(state: State, given: Given | None) -> Reply:
    """`desk` of the state, None when the regulation has no conversion any more."""
    desk: Desk | None = state["desk"]
    if desk is None:
        return Wrong("refusal-stale")
    if desk.stand in (Stand.WAITING, Stand.DONE):
        return Wrong("refusal-converting" if desk.stand is Stand.WAITING else "refusal-converted")
    if not desk.variants:
        return Wrong("refusal-no-variant")
    told = {name: state.get(name, "") for name in _KEPT}
    if given is None:
        return _ask(desk, told)
    asked = _open(desk, told)
    if asked == SURE:
        return Finished(told) if given.choice == SURE else Wrong("conversion-pick")
    wrong = _refused(desk, asked, given.choice)
    return wrong or _ask(desk, {**told, asked: given.choice})


def client_of(desk: Desk, variant: Variant, code: str) -> Twin | None:
    """The card that the deal is for."""
    if not variant.of_client:
        return None
    return next((twin for twin in desk.clients if _code(twin) == code), desk.clients[0] if desk.clients else None)


def _open(desk: Desk, told: State) -> str:
    """What is still to be told."""
    variant = desk.rules.variant(told["variant"])
    if variant is None:
        return "variant"
    if variant.of_client and len(desk.clients) > 1 and not told["client"]:
        return "client"
    if Part.COMPANY in variant.creates and desk.lead.portal.phones and not told["phone"]:
        return "phone"
    return SURE


def _refused(desk: Desk, asked: str, choice: str) -> Wrong | None:
    """Why this is no answer: gaps are named, and nothing is converted (RB-28)."""
    if asked == "client":
        return None if choice in map(_code, desk.clients) else Wrong("conversion-pick")
    if asked == "phone":
        return None if choice in _PHONES else Wrong("conversion-pick")
    variant = desk.rules.variant(choice)
    if variant is None or not variant.fits(desk.lead):
        return Wrong("conversion-pick")
    if variant.of_client and not desk.clients:
        return Wrong("conversion-no-client")
    lacks = missing(desk.lead, variant.needs)
    return Wrong("refusal-gaps", {"gaps": ", ".join(lacks)}) if lacks else None


def _ask(desk: Desk, told: dict[str, Any]) -> Ask:
    match _open(desk, told):
        case "variant":
            return _ask_variant(desk, told)
        case "client":
            options = [Option(_code(twin), _named(twin)[:LABEL]) for twin in desk.clients]
            return _asked(told, [["conversion-client", {}]], options)
        case "phone":
            options = [Option(part, f"@button-phone-{part}") for part in _PHONES]
            return _asked(told, [["conversion-phone", {}]], options)
        case _:
            return _ask_sure(desk, told)


def _ask_variant(desk: Desk, told: dict[str, Any]) -> Ask:
    lines: list[Any] = [["conversion-variant", {"lead": desk.lead.called}]]
    if desk.clients:
        lines.append(["conversion-known", {"names": ", ".join(map(_named, desk.clients))}])
    lines += [
        ["conversion-lacks", {"title": variant.title, "gaps": ", ".join(lacks)}]
        for variant in desk.variants
        if (lacks := missing(desk.lead, variant.needs))
    ]
    suggested = [bool(variant.of_client and desk.clients) for variant in desk.variants]
    options = [
        Option(variant.code, variant.title, "success" if first else "")
        for variant, first in zip(desk.variants, suggested, strict=True)
    ]
    return _asked(told, lines, options)


def _ask_sure(desk: Desk, told: dict[str, Any]) -> Ask:
    variant = desk.rules.variant(told["variant"])
    lines: list[Any] = [["conversion-sure", {"title": variant.title if variant else "", "lead": desk.lead.called}]]
    if variant and (twin := client_of(desk, variant, told["client"])):
        lines.append(["conversion-for", {"name": _named(twin)}])
    elif desk.lead.portal.phones:
        lines.append([f"conversion-phone-to-{told['phone'] or Part.CONTACT}", {}])
    return _asked(told, lines, [Option(SURE, "@button-convert", "success")])


def _asked(told: dict[str, Any], lines: list[Any], options: list[Option]) -> Ask:
    return Ask("conversion-ask", told, {"lines": lines}, tuple((option,) for option in options))


def _code(twin: Twin) -> str:
    return f"{twin.kind}_{twin.id}"


def _named(twin: Twin) -> str:
    return twin.name or f"№ {twin.id}"
