"""What is to be written to the client now: the filled template, ready to copy, and where it can be sent."""

from dataclasses import dataclass
from urllib.parse import quote

from services.domain import phones
from services.domain.flow.act import not_now
from services.domain.form import in_rows
from services.domain.gateways import Button
from services.domain.names import visible
from services.domain.regulation import Action
from services.domain.templates import Template, Way, fill
from services.domain.ways import ways_to_write
from services.telegram.html import code, cut
from services.telegram.texts import Texts
from services.telegram.views import LeadView

VALUE = 60  # characters that fill a placeholder at most
COPIED = 256  # what a copy button holds
ADDRESS = 2000  # characters of a link: a longer one goes without the text

_ADDRESSES = {
    Way.WHATSAPP: "https://wa.me/{}",
    Way.TELEGRAM: "https://t.me/{}",
    Way.VK: "https://vk.com/{}",
    Way.INSTAGRAM: "https://www.instagram.com/{}/",
}
_TAKE_TEXT = (Way.WHATSAPP, Way.TELEGRAM)  # their links open the chat with the text ready to send


@dataclass(frozen=True, slots=True)
class Letter:
    """A template filled for a lead; `links`: where to send it, with the address."""

    template: Template
    text: str
    links: tuple[tuple[Way, str], ...]


def letter(view: LeadView, action: Action) -> Letter | None:
    """What the action says was sent, while it is on offer."""
    template = view.rules.template(action.template)
    if template is None or not_now(view.lead, action, ticket_open=view.ticket_open):
        return None
    text = fill(template.text, _values(view))
    ways = ways_to_write(view.lead, view.rules)
    return Letter(template, text, tuple((way, address(way, ways[way], text)) for way in action.via if way in ways))


def lines(view: LeadView, texts: Texts) -> list[str]:
    """The letters of the moment, as the card shows them: a tap on the text copies it."""
    told: list[str] = []
    for action in view.rules.actions:
        if found := letter(view, action):
            told += [texts("card-letter", title=found.template.title), code(found.text)]
            lacks_email = Way.EMAIL in action.via and Way.EMAIL not in dict(found.links)
            if lacks_email:
                told.append(texts("card-no-email"))
            if action.via and not found.links and set(action.via) != {Way.EMAIL}:
                told.append(texts("card-no-way"))
    return told


def rows(found: Letter, texts: Texts) -> list[tuple[Button, ...]]:
    """Where to send it, and a button that copies it: two rows at most."""
    buttons = [_way(way, link, texts) for way, link in found.links]
    if len(found.text) <= COPIED:
        buttons.append(Button(texts.plain("button-copy-text"), copy=found.text))
    return in_rows(buttons, max(2, -(-len(buttons) // 2)))


def _way(way: Way, link: str, texts: Texts) -> Button:
    """Telegram opens no mail program: the address is copied."""
    words = texts.plain(f"button-way-{way.value}")
    return Button(words, copy=link) if way is Way.EMAIL else Button(words, url=link)


def address(way: Way, name: str, text: str) -> str:
    """The chat with the client, with the text ready to send where the messenger takes one; an e-mail as it is."""
    if way is Way.EMAIL:
        return name[:COPIED]
    bare = _ADDRESSES[way].format(quote(name))
    whole = f"{bare}?text={quote(text)}" if way in _TAKE_TEXT else bare
    return whole if len(whole) <= ADDRESS else bare


def _values(view: LeadView) -> dict[str, str]:
    portal, region = view.lead.portal, view.rules.correctness.region
    number = phones.spoken(next(iter(portal.phones), ""), region)
    values = {"name": portal.name, "manager": view.manager, "phone": number}
    return {place: cut(" ".join(visible(value).split()), VALUE) for place, value in values.items()}
