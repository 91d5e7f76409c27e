"""The buttons of the moment. Which there are, the regulation and the lead's state say."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from services.domain.flow.act import not_now
from services.domain.gateways import Button, Keyboard, Term
from services.domain.lead import Phase
from services.domain.regulation import FIRST_TOUCH, Action, Style
from services.telegram.callbacks import (
    ActTap,
    CardTap,
    PageTap,
    QuestionTap,
    RepairTap,
    RetryTap,
    ShowTap,
    SourceTap,
    SupervisorTap,
    UndoTap,
)
from services.telegram.contacts import copied
from services.telegram.html import cut
from services.telegram.texts import Texts
from services.telegram.views import LeadView

PAGE = 8  # sources on a page
LABEL = 32  # characters of a button on a phone


def of_card(view: LeadView, texts: Texts) -> Keyboard:
    """Copy and open; the regulation's actions; undo and retry while they make sense."""
    if view.lead.phase is Phase.GONE:
        return ()
    if view.view.startswith("confirm:"):
        return _confirm(view, texts)
    rows = [_contact(view, texts), _repair(view, texts), *_pairs(_actions(view))]
    if view.undo:
        title = _title(view, view.undo.action)
        rows.append((_tap(texts.plain("button-undo", title=title), UndoTap(choice=view.undo.id)),))
    if view.refused:
        rows.append((_tap(texts.plain("button-retry"), RetryTap(lead=view.lead.id), Style.PRIMARY),))
    return tuple(row for row in rows if row)


def of_escalation(view: LeadView, texts: Texts, clock: str = FIRST_TOUCH) -> Keyboard:
    """Remind, hand over, take: only while nobody has acted. A lead in work can still be handed over."""
    lead = view.lead.id
    if not view.lead.open or (view.lead.phase is not Phase.NEW and clock == FIRST_TOUCH):
        return ((_open(view, texts),),) if view.url and view.lead.phase is not Phase.GONE else ()
    if view.view == "managers":
        rows = [
            (_tap(cut(person.name, LABEL), SupervisorTap(lead=lead, do="give", person=person.id)),)
            for person in view.managers[:30]
        ]
        return (*rows, (_tap(texts.plain("button-back"), ShowTap(lead=lead, view="")),))
    if view.lead.phase is not Phase.NEW:
        give = _tap(texts.plain("button-hand-over"), ShowTap(lead=lead, view="managers"))
        return ((give,), (_open(view, texts),))
    return (
        (
            _tap(texts.plain("button-remind"), SupervisorTap(lead=lead, do="remind"), Style.PRIMARY),
            _tap(texts.plain("button-hand-over"), ShowTap(lead=lead, view="managers")),
        ),
        (_tap(texts.plain("button-take-over"), SupervisorTap(lead=lead, do="take"), Style.SUCCESS),),
        (_open(view, texts),),
    )


def of_ticket(view: LeadView, texts: Texts, ticket_id: int, sources: Sequence[Term]) -> Keyboard:
    """The portal's sources, a page at a time."""
    pages = max(1, -(-len(sources) // PAGE))
    page = int(view.view.partition(":")[2] or 0) % pages
    shown = sources[page * PAGE : (page + 1) * PAGE]
    rows = list(_pairs([_tap(cut(term.name, LABEL), SourceTap(ticket=ticket_id, term=term.id)) for term in shown]))
    if pages > 1:
        rows.append(
            (
                _tap("‹", PageTap(ticket=ticket_id, page=(page - 1) % pages)),
                _tap(f"{page + 1} / {pages}", PageTap(ticket=ticket_id, page=page)),
                _tap("›", PageTap(ticket=ticket_id, page=(page + 1) % pages)),
            )
        )
    return (*rows, (_open(view, texts),))


def of_open_leads(leads: Sequence[tuple[int, str]]) -> Keyboard:
    """A button for each lead (id, name) that stands open."""
    return tuple((_tap(cut(name, LABEL), CardTap(lead=lead_id)),) for lead_id, name in leads)


def of_question(question_id: int, options: Sequence[Sequence[Sequence[str]]], texts: Texts) -> Keyboard:
    """The options of a question (code, title, style), and a way out."""
    rows = [
        tuple(
            _tap(
                _spelled(title, texts), QuestionTap(question=question_id, choice=code), Style(style) if style else None
            )
            for code, title, style in row
        )
        for row in options
    ]
    return (*rows, (_tap(texts.plain("button-cancel"), QuestionTap(question=question_id, choice="")),))


def _spelled(title: str, texts: Texts) -> str:
    """Words of ours begin with «@», those of the portal and of the regulation are shown as they are."""
    return texts.plain(title[1:]) if title.startswith("@") else cut(title, LABEL)


def _confirm(view: LeadView, texts: Texts) -> Keyboard:
    code = view.view.partition(":")[2]
    yes = ActTap(lead=view.lead.id, action=code, version=view.lead.version, confirmed=True)
    return (
        (_tap(texts.plain("button-confirm", title=_title(view, code)), yes, Style.DANGER),),
        (_tap(texts.plain("button-back"), ShowTap(lead=view.lead.id, view="")),),
    )


def _contact(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    numbers = (copied(phone, view.rules.correctness.region) for phone in view.lead.portal.phones[:1])
    copies = tuple(Button(texts.plain("button-copy-phone"), copy=number) for number in numbers if number)
    return (*copies, _open(view, texts))


def _repair(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    """What the comment says, in place of a source in doubt."""
    source = view.doubt.source if view.doubt else None
    if source is None:
        return ()
    tap = RepairTap(lead=view.lead.id, term=source.id, version=view.lead.version)
    return (_tap(texts.plain("button-repair", source=cut(source.name, LABEL)), tap, Style.PRIMARY),)


def _open(view: LeadView, texts: Texts) -> Button:
    return Button(texts.plain("button-open"), url=view.url)


def _actions(view: LeadView) -> list[Button]:
    return [
        _tap(
            action.title,
            ActTap(lead=view.lead.id, action=action.code, version=view.lead.version),
            _style(view, action),
        )
        for action in view.rules.actions
        if not_now(view.lead, action, ticket_open=view.ticket_open) is None
    ]


def _style(view: LeadView, action: Action) -> Style | None:
    """Colour follows urgency: once the lead is late, taking it is what burns."""
    if view.lead.phase is Phase.NEW and view.late_since:
        return Style.DANGER if action.takes and not action.closes else None
    return action.style


def _title(view: LeadView, code: str) -> str:
    action = view.rules.chosen(code)
    return action.title if action else code


def _pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Two short buttons share a row, a long one has its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        previous = rows[-1] if rows else ()
        if len(previous) == 1 and len(previous[0].text) <= 14 and len(button.text) <= 14:
            rows[-1] = (*previous, button)
        else:
            rows.append((button,))
    return rows


def _tap(
    text: str,
    data: CallbackData,
    style: Style | str | None = None,
) -> Button:
    return Button(text, data=data.pack(), style=style or "")
