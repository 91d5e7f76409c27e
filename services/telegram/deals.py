"""A deal that was handed to somebody: the card of whoever is to take it, and what the head sees when nobody did."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from services.domain.deals import End, Handing
from services.domain.gateways import Button, Keyboard, Message
from services.domain.regulation import Style
from services.telegram.callbacks import DealTap
from services.telegram.contacts import without_phones
from services.telegram.html import Html, cut, escape, lines, moment, relative_time
from services.telegram.keyboards import tap
from services.telegram.texts import Texts

TITLE = 100


@dataclass(frozen=True, slots=True)
class DealView:
    """What a message about a handing shows; `observed`: the reader was made an observer of the deal."""

    handing: Handing
    manager: str
    url: str
    zone: tzinfo | None
    observed: bool = False


def card(view: DealView, texts: Texts) -> Message:
    """Until when it is to be taken, and one big button."""
    handing = view.handing
    told = [texts(f"deal-{handing.end or 'card'}", deal=_title(handing))]
    if handing.end is None:
        key = "deal-over" if handing.late_at else "deal-until"
        told.append(texts(key, at=_when(view, handing.due_at)))
    elif handing.end is End.TAKEN:
        told.append(_taken(view, texts))
    return Message(lines(*told), _keyboard(view, texts, takes=handing.end is None))


def late(view: DealView, texts: Texts) -> Message:
    """Who, what, how late; the age is kept fresh by the reader's own client."""
    handing = view.handing
    facts = {
        "given": _when(view, handing.given_at),
        "due": _when(view, handing.due_at),
        "ago": relative_time(handing.due_at, texts.moment(handing.due_at)),
    }
    told = [
        texts("deal-late", deal=without_phones(_title(handing)), manager=view.manager or texts("nobody")),
        texts("deal-late-facts", **facts),
    ]
    if handing.end is End.TAKEN:
        told.append(_taken(view, texts))
    elif handing.end:
        told.append(texts(f"deal-late-{handing.end}"))
    elif view.observed:
        told.append(texts("deal-observed"))
    return Message(lines(*told), _keyboard(view, texts, takes=False))


def bell(view: DealView, texts: Texts) -> str:
    """The card in plain words, for the bell of the portal."""
    due = f"{view.handing.due_at.astimezone(view.zone):%d.%m %H:%M}"
    return texts.plain("deal-bell", deal=_title(view.handing), at=due, url=view.url)


def _taken(view: DealView, texts: Texts) -> Html:
    """When, and how much too late."""
    handing = view.handing
    at = handing.ended_at or handing.due_at
    if at <= handing.due_at:
        return texts("deal-taken-at", at=_when(view, at))
    return texts("deal-taken-late", at=_when(view, at), by=at - handing.due_at)


def _title(handing: Handing) -> str:
    return cut(handing.title, TITLE) or f"№ {handing.deal_id}"


def _when(view: DealView, at: datetime) -> Html:
    """The time of day; of another day than the deal was handed over on, that day as well."""
    local, given = at.astimezone(view.zone), view.handing.given_at.astimezone(view.zone)
    return moment(at, f"{local:%H:%M}") if local.date() == given.date() else escape(f"{local:%d.%m %H:%M}")


def _keyboard(view: DealView, texts: Texts, *, takes: bool) -> Keyboard:
    style = Style.DANGER if view.handing.late_at else Style.SUCCESS
    take = ((tap(texts.plain("button-take-deal"), DealTap(handing=view.handing.id), style),),) if takes else ()
    shown = view.url and view.handing.end is not End.GONE
    return (*take, *(((Button(texts.plain("button-open"), url=view.url),),) if shown else ()))
