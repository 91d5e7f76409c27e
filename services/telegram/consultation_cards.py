"""A consultation as it stands in a private chat: when, with whom, its status, and the statuses as buttons."""

from datetime import timedelta

from services.domain.consultation import COMING, Consultation
from services.domain.gateways import Message
from services.domain.regulation import Rung
from services.telegram import keyboards
from services.telegram.cards import title
from services.telegram.consultation_words import facts_of, short_source
from services.telegram.contacts import spoken
from services.telegram.html import Html, lines, relative_time
from services.telegram.texts import Texts
from services.telegram.views import LeadView


def consultation(
    view: LeadView,
    row: Consultation,
    texts: Texts,
    booked_by: str,
    *,
    rung: Rung | None = None,
    apart: bool = False,
    undo: bool = False,
) -> Message:
    """`rung`: what sent it; `apart`: whom the client meets cannot be told by us; `undo`: the reader may."""
    facts = facts_of(row, view.rules)
    source = short_source(view.lead.portal.source, view.source, view.rules)
    words = [
        texts(_head(row, rung), lead=title(view), when=_when(row, facts["time"])),
        *(Html(f"☎ {spoken(phone, view.rules.correctness.region)}") for phone in view.lead.portal.phones[:1]),
        texts("consultation-facts", **facts),
        texts("consultation-source", source=source or texts("source-none")),
        *([texts("consultation-note", note=row.note)] if row.note else []),
    ]
    if booked_by:
        words.append(texts("consultation-booked-by", who=booked_by))
    if apart and row.status in COMING:
        words.append(texts("consultation-apart", whom=row.with_name))
    return Message(lines(*words), keyboards.of_consultation(view, row, texts, undo=undo))


def _head(row: Consultation, rung: Rung | None) -> str:
    if row.taken_back:
        return "consultation-taken-back"
    if row.status not in COMING or rung is None:
        return "consultation-card"
    return "consultation-reminder" if rung.after < timedelta() else "consultation-how"


def _when(row: Consultation, time: str) -> Html:
    """«in an hour», kept fresh by the reader's own client."""
    return relative_time(row.at, time)
