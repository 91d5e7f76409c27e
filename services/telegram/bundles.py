"""A message that lists several leads, when too many wait for one chat: who, what, how late, and a button for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.domain.decision import Why
from services.domain.form import LABEL
from services.domain.gateways import Button, Message
from services.domain.lead import Phase
from services.domain.regulation import FIRST_TOUCH
from services.telegram import cards, keyboards, tickets
from services.telegram.callbacks import AloneTap, CardTap
from services.telegram.contacts import without_phones
from services.telegram.html import Html, cut
from services.telegram.texts import Texts
from services.telegram.views import LeadView, TicketView


@dataclass(frozen=True, slots=True)
class Line:
    """A lead in the list; without a button nobody is needed any more. `gone`: nor will anybody be."""

    html: Html
    button: Button | None = None
    gone: bool = False


def bundle(role: str, lines: Sequence[Line], texts: Texts, *, told: bool = False) -> Message:
    """`told`: in the portal, while Telegram was silent."""
    buttons = [line.button for line in lines if line.button]
    said = [texts(f"bundle-{role}", count=len(buttons)), *(line.html for line in lines)]
    said += [texts(f"bundle-{role}-how")] if buttons else []
    said += [texts("bell-told")] if told else []
    return Message("\n".join(said), tuple(keyboards.pairs(buttons)))


def of_reminder(view: LeadView, texts: Texts, clock: str, *, again: bool) -> Line:
    """The button sends a fresh card."""
    button = keyboards.tap(cut(cards.title(view), LABEL), CardTap(lead=view.lead.id))
    return Line(cards.reminds(view, texts, clock, again=again), button)


def of_escalation(view: LeadView, texts: Texts, why: str, clock: str = FIRST_TOUCH, about: str = "") -> Line:
    """The button sends the message that the lead would have had alone."""
    head, facts = cards.escalates(view, texts, why, clock, about)
    html = Html(f"{head} · {facts}")
    if why == Why.LATE and clock == FIRST_TOUCH:
        manager, source = view.manager or texts("nobody"), view.source or texts("source-none")
        lead = without_phones(cards.title(view))
        html = texts("bundle-late", lead=lead, age=cards.age(view), manager=manager, source=source)
    return Line(html, _alone(view, "escalation"))


def of_ticket(view: LeadView, texts: Texts, asked: TicketView | None) -> Line:
    """A question, or its answer."""
    lead, state = without_phones(cards.title(view)), asked.state if asked else "withdrawn"
    if asked is None or state != "open":
        end = tickets.end(texts, asked) if asked else texts("ticket-withdrawn")
        line = texts("bundle-answered", lead=lead, end=end)
        return Line(line, gone=state in ("answered", "withdrawn"))
    return Line(texts("bundle-asked", lead=lead, who=asked.asked_by), _alone(view, "ticket"))


def of_acted(view: LeadView, texts: Texts, *, in_group: bool) -> Line:
    """Nobody needs to hear of it any more: the lead is struck out, with what was done last."""
    lead = cards.title(view)
    last = cards.trail(view, texts, in_group=in_group)[-1:]
    html = texts("bundle-acted", mark=cards.mark(view), lead=without_phones(lead) if in_group else lead)
    return Line(Html(" ".join([html, *last])), gone=view.lead.phase is Phase.GONE)


def _alone(view: LeadView, role: str) -> Button:
    return keyboards.tap(cut(without_phones(cards.title(view)), LABEL), AloneTap(lead=view.lead.id, role=role))
