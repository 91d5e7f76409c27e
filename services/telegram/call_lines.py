"""The calls of a lead in words."""

from collections.abc import Sequence

from services.domain.call_history import CallHistory, LeadCall
from services.domain.gateways import Message
from services.telegram.contacts import without_phones
from services.telegram.html import Html, bold, cut, escape, link
from services.telegram.texts import Texts

SHOWN = 12
SAFE = ("https://", "http://")


def history(found: CallHistory, texts: Texts) -> Message:
    """A message of its own."""
    head = bold(cut(without_phones(found.called), 80))
    return Message("\n".join([head, *call_lines(found.calls, texts)]))


def call_lines(calls: Sequence[LeadCall], texts: Texts) -> list[str]:
    """The newest first; how many more there were."""
    if not calls:
        return [texts("calls-none")]
    told: list[str] = [texts("calls-head", count=len(calls)), *(_line(call, texts) for call in calls[:SHOWN])]
    return [*told, texts("calls-more", count=len(calls) - SHOWN)] if len(calls) > SHOWN else told


def _line(call: LeadCall, texts: Texts) -> Html:
    at, (minutes, seconds) = texts.moment(call.at), divmod(call.seconds, 60)
    if call.title:
        said = texts("calls-told", at=at, title=call.title)
    else:
        way, lasted = "out" if call.outgoing else "in", f"{minutes}:{seconds:02}"
        result = texts.plain(f"page-leads-result-{call.result}")
        said = texts("calls-heard", at=at, way=way, lasted=lasted, result=result)
    heard = link(texts.plain("calls-record"), call.record) if call.record.startswith(SAFE) else ""
    return Html(" · ".join(escape(part) for part in (said, cut(call.who, 60), heard) if part))
