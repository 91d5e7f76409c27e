"""The question where a lead came from, as the keepers see it: phones are masked, it may stand in a group."""

from collections.abc import Sequence
from dataclasses import replace

from services.domain.gateways import Button, Keyboard, Message, Term
from services.telegram import picker
from services.telegram.callbacks import ListTap, LockTap, PassTap, SourceTap
from services.telegram.cards import DOUBT_LINE, comment, hour, join, title, trail
from services.telegram.contacts import bare_text, masked, without_phones
from services.telegram.html import Html, cut
from services.telegram.keyboards import open_lead, pairs, short, tap
from services.telegram.texts import Texts
from services.telegram.views import LeadView, TicketView

UNLISTED = "unlisted"  # the view in which the name of a source is asked for that is in no list


def ticket(view: LeadView, texts: Texts, asked: TicketView) -> Message:
    """Who asks, what is known, what was tried; then the answer, or the list to choose from."""
    if asked.words:
        return _offer(view, texts, asked)
    lead = without_phones(title(view))
    lines = [
        texts("ticket-open", who=asked.asked_by, lead=lead),
        *(Html(f"☎ {masked(phone)}") for phone in view.lead.portal.phones[:1]),
        texts("card-source", source=view.source or texts("source-none")),
        *_known(texts, asked),
        *_tried(replace(view, trail=asked.tried), texts),
    ]
    if asked.state != "open":
        return Message(join([*lines, end(texts, asked)], _quote(view, lines)))
    lines += _open_notes(texts, asked)
    names = picker.whole_names(asked.shelf.terms)
    return Message("\n".join([join(lines, _quote(view, lines)), *names]), _keyboard(view, texts, asked))


def _offer(view: LeadView, texts: Texts, asked: TicketView) -> Message:
    """Words that name several sources, or none: which is meant? Once that is said, nothing but the answer."""
    key = "ticket-near" if asked.near else "ticket-not-found"
    line = texts(key, words=asked.words, lead=without_phones(title(view)))
    if asked.state != "open":
        return Message(join([line, end(texts, asked)]))
    buttons = pairs([_source(asked, term) for term in asked.near])
    passing = tap(texts.plain("button-pass"), PassTap(ticket=asked.id))
    return Message("\n".join([line, *picker.whole_names(asked.near)]), (*buttons, (passing,)))


def _known(texts: Texts, asked: TicketView) -> list[Html]:
    """What the comment names, and the other leads that it brought."""
    said = [texts("ticket-line", line=cut(without_phones(asked.line), DOUBT_LINE))] if asked.line else []
    joined = [texts("ticket-joined", lead=without_phones(lead), who=who) for lead, who in asked.joined]
    return [*said, *joined]


def _tried(view: LeadView, texts: Texts) -> list[str]:
    """What was done with the lead before the question."""
    done = trail(view, texts, in_group=True)
    return [texts("ticket-tried"), *done] if done else [texts("ticket-tried-nothing")]


def _open_notes(texts: Texts, asked: TicketView) -> list[Html]:
    notes = []
    if asked.late and asked.asked_at:
        notes.append(texts("ticket-late", at=hour(asked.asked_at)))
    if asked.holder and asked.held_until:
        notes.append(texts("ticket-held", who=asked.holder, at=hour(asked.held_until)))
    notes.append(texts("ticket-name-it" if asked.view == UNLISTED else "ticket-how"))
    return notes


def end(texts: Texts, asked: TicketView) -> Html:
    """What came of the question."""
    match asked.state:
        case "answered":
            return texts("ticket-answered", source=asked.answer, who=asked.answered_by)
        case "passed":
            return texts("ticket-passed", said=asked.answer, who=asked.answered_by)
    return texts("ticket-withdrawn")


def _keyboard(view: LeadView, texts: Texts, asked: TicketView) -> Keyboard:
    def turn(to: str) -> ListTap:
        return ListTap(ticket=asked.id, view=to)

    if asked.view == UNLISTED:
        return ((tap(texts.plain("button-back"), turn("page.0")),), (open_lead(view, texts),))
    locks = [
        tap(texts.plain("button-lock", who=person.name.partition(" ")[0]), LockTap(ticket=asked.id, person=person.id))
        for person in asked.may_lock
    ]
    found = picker.rows(asked.shelf, lambda term: SourceTap(ticket=asked.id, term=term.id), turn)
    others = (picker.way(asked.shelf, texts, turn), tap(texts.plain("button-unlisted"), turn(UNLISTED)))
    return (*((lock,) for lock in locks), *found, others, (open_lead(view, texts),))


def _source(asked: TicketView, term: Term) -> Button:
    return tap(short(term.name), SourceTap(ticket=asked.id, term=term.id))


def _quote(view: LeadView, lines: Sequence[str]) -> Html | None:
    return comment(without_phones(bare_text(view.lead.portal.comments)), lines)
