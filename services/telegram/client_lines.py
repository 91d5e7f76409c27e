"""What a card says of the client's data: what looks wrong with it (NL-09), and who else has it (NL-07)."""

from services.domain.twins import NAMED, Twin
from services.telegram.html import Html, cut, link
from services.telegram.texts import Texts
from services.telegram.views import LeadView

NAME = 40


def client_lines(view: LeadView, texts: Texts) -> list[str]:
    """A line each, none when all is well."""
    lines: list[str] = []
    if view.flaws and view.lead.open:
        lines.append(texts("card-flaws", flaws=", ".join(texts.plain(f"flaw-{flaw}") for flaw in view.flaws)))
    if view.lead.twins:
        named = Html(", ".join(_named(twin, view, texts) for twin in view.lead.twins[:NAMED]))
        lines.append(texts("card-twins", twins=named, more=len(view.lead.twins[NAMED:])))
    elif view.lead.twins is None and view.lead.open:
        lines.append(texts("card-twins-unknown"))
    return lines


def _named(twin: Twin, view: LeadView, texts: Texts) -> Html:
    name = " ".join(twin.name.split()) or f"№ {twin.id}"
    return texts(f"twin-{twin.kind}", name=link(cut(name, NAME), view.twin_url(twin)))
