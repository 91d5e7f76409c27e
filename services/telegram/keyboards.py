"""The buttons of the moment. Which there are, the regulation and the lead's state say."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from services.domain.consultation import CONSULTATION, Consultation, Status, status_code
from services.domain.flow.act import not_now
from services.domain.flow.consult import meets_first
from services.domain.flow.referral import to_be_named
from services.domain.form import LABEL
from services.domain.gateways import Button, Keyboard
from services.domain.lead import Phase
from services.domain.regulation import FIRST_TOUCH, Action, Style
from services.domain.steps import next_step
from services.telegram import letters
from services.telegram.callbacks import (
    ActTap,
    CallsTap,
    CardTap,
    ConsultationTap,
    CoverTap,
    EditionTap,
    QuestionTap,
    ReferrerTap,
    RepairTap,
    RetryTap,
    ShowTap,
    SupervisorTap,
    UndoTap,
)
from services.telegram.contacts import copied
from services.telegram.faces import MORE, MOST, Item, face, page_of, pages, paired
from services.telegram.html import cut
from services.telegram.texts import Texts
from services.telegram.views import LeadView

MANAGERS = "managers"  # the view of an escalation that lists them: «managers», «managers1» and on
LISTED = 30  # on a page
CALLS = "calls"  # the view of an escalation that tells of calls


def of_card(view: LeadView, texts: Texts) -> Keyboard:
    """Copy and open; what is to be done, the most used first; undo and retry while they make sense."""
    if view.lead.phase is Phase.GONE:
        return ()
    if view.view.startswith("confirm:"):
        return _confirm(view, texts)
    below = _afterwards(view, texts)
    rows, left = face(_items(view, texts), MOST - 1, _turn(view, texts, "more", 1))
    further, page = pages(left), page_of(view.view)
    if not 0 < page <= len(further):
        return (_contact(view, texts), *rows, *below)
    on = (_turn(view, texts, "more", page + 1),) if page < len(further) else ()
    return (*further[page - 1], (_turn(view, texts, "back", page - 1), *on))


def _items(view: LeadView, texts: Texts) -> list[Item]:
    """What may be done now, in the order of its use."""
    own = (_repair(view, texts), _consultation(view, texts), _referrer(view, texts))
    return [*(Item(row) for row in own if row), *_actions(view, texts)]


def _turn(view: LeadView, texts: Texts, way: str, page: int) -> Button:
    """To a page of the further buttons, or back."""
    return tap(texts.plain(f"button-{way}"), ShowTap(lead=view.lead.id, view=f"{MORE}{page}" if page else ""))


def of_escalation(view: LeadView, texts: Texts, clock: str = FIRST_TOUCH) -> Keyboard:
    """Remind, hand over, take: only while nobody has acted. A lead in work can still be handed over."""
    lead = view.lead.id
    if not view.lead.open or (view.lead.phase is not Phase.NEW and clock == FIRST_TOUCH):
        return ((open_lead(view, texts),),) if view.url and view.lead.phase is not Phase.GONE else ()
    if view.view.startswith(MANAGERS):
        return _managers(view, texts)
    turned = ShowTap(lead=lead, view="" if view.view == CALLS else CALLS)
    calls = tap(texts.plain("button-back" if view.view == CALLS else "button-calls"), turned)
    below = (open_lead(view, texts), calls)
    if view.lead.phase is not Phase.NEW:
        give = tap(texts.plain("button-hand-over"), ShowTap(lead=lead, view=MANAGERS))
        return ((give,), below)
    return (
        (
            tap(texts.plain("button-remind"), SupervisorTap(lead=lead, do="remind"), Style.PRIMARY),
            tap(texts.plain("button-hand-over"), ShowTap(lead=lead, view=MANAGERS)),
        ),
        (tap(texts.plain("button-take-over"), SupervisorTap(lead=lead, do="take"), Style.SUCCESS),),
        below,
    )


def _managers(view: LeadView, texts: Texts) -> Keyboard:
    """Whom the lead may be given to, a page at a time."""
    lead, page = view.lead.id, page_of(view.view, MANAGERS)
    first = page * LISTED
    rows = [
        (tap(cut(person.name, LABEL), SupervisorTap(lead=lead, do="give", person=person.id)),)
        for person in view.managers[first : first + LISTED]
    ]
    before = ("", MANAGERS)[page] if page < 2 else f"{MANAGERS}{page - 1}"
    turn = [tap(texts.plain("button-back"), ShowTap(lead=lead, view=before))]
    if len(view.managers) > first + LISTED:
        turn.append(tap(texts.plain("button-more"), ShowTap(lead=lead, view=f"{MANAGERS}{page + 1}")))
    return (*rows, tuple(turn))


def of_open_leads(leads: Sequence[tuple[int, str]]) -> Keyboard:
    """A button for each lead (id, name) that stands open."""
    return tuple((tap(cut(name, LABEL), CardTap(lead=lead_id)),) for lead_id, name in leads)


def of_board(leads: Sequence[tuple[int, str]], texts: Texts) -> Keyboard:
    """The same for those who supervise: beside each lead the history of its calls."""
    calls = texts.plain("button-calls")
    return tuple(
        (*row, tap(calls, CallsTap(lead=lead_id)))
        for row, (lead_id, _) in zip(of_open_leads(leads), leads, strict=True)
    )


def of_edition(news: int, texts: Texts) -> Keyboard:
    """Take note of a new edition."""
    return ((tap(texts.plain("button-understood"), EditionTap(news=news), Style.PRIMARY),),)


def of_cover(absence_id: int, texts: Texts) -> Keyboard:
    """Stand in for somebody."""
    return ((tap(texts.plain("button-cover"), CoverTap(absence=absence_id), Style.SUCCESS),),)


def of_question(
    question_id: int, options: Sequence[Sequence[Sequence[str]]], texts: Texts, *, cancel: bool = True
) -> Keyboard:
    """The options of a question (code, title, style), and a way out unless they are one."""
    rows = [
        tuple(
            tap(_spelled(title, texts), QuestionTap(question=question_id, choice=code), Style(style) if style else None)
            for code, title, style in row
        )
        for row in options
    ]
    if not cancel:
        return tuple(rows)
    return (*rows, (tap(texts.plain("button-cancel"), QuestionTap(question=question_id, choice="")),))


def _spelled(title: str, texts: Texts) -> str:
    """Words of ours begin with «@», those of the portal and of the regulation are shown as they are."""
    return texts.plain(title[1:]) if title.startswith("@") else short(title)


def _confirm(view: LeadView, texts: Texts) -> Keyboard:
    code = view.view.partition(":")[2]
    yes = ActTap(lead=view.lead.id, action=code, version=view.lead.version, confirmed=True)
    return (
        (tap(texts.plain("button-confirm", title=_title(view, code)), yes, Style.DANGER),),
        (tap(texts.plain("button-back"), ShowTap(lead=view.lead.id, view="")),),
    )


def _contact(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    numbers = (copied(phone, view.rules.correctness.region) for phone in view.lead.portal.phones[:1])
    copies = tuple(Button(texts.plain("button-copy-phone"), copy=number) for number in numbers if number)
    return (*copies, open_lead(view, texts))


def _repair(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    """What the comment says, in place of a source in doubt."""
    source = view.doubt.source if view.doubt else None
    if source is None:
        return ()
    agreed = RepairTap(lead=view.lead.id, term=source.id, version=view.lead.version)
    return (tap(texts.plain("button-repair", source=short(source.name)), agreed, Style.PRIMARY),)


def _referrer(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    """A referral whose referrer is to be told later."""
    if not to_be_named(view.lead, view.bonus, view.rules):
        return ()
    return (tap(texts.plain("button-referrer"), ReferrerTap(lead=view.lead.id)),)


def _consultation(view: LeadView, texts: Texts) -> tuple[Button, ...]:
    """The lead's consultation with its statuses."""
    row = view.consultation
    return (tap(texts.plain("button-consultation"), ConsultationTap(row=row.id)),) if row else ()


def of_consultation(view: LeadView, row: Consultation, texts: Texts, *, undo: bool) -> Keyboard:
    """Copy and open; the other statuses; undo and retry while they make sense (OP10-31)."""
    if row.taken_back or view.lead.phase is Phase.GONE:
        return ((open_lead(view, texts),),)
    statuses = [
        tap(action.title, ConsultationTap(row=row.id, status=status, version=view.lead.version), action.style)
        for status in Status
        if status is not row.status and (action := view.rules.chosen(status_code(status)))
    ]
    return (_contact(view, texts), *pairs(statuses), *_afterwards(view, texts, undo=undo))


def open_lead(view: LeadView, texts: Texts) -> Button:
    return Button(texts.plain("button-open"), url=view.url)


def _afterwards(view: LeadView, texts: Texts, *, undo: bool = True) -> list[tuple[Button, ...]]:
    """The way back from the last choice, and another try of what the portal refused."""
    rows: list[tuple[Button, ...]] = []
    if undo and view.undo:
        title = _title(view, view.undo.action)
        rows.append((tap(texts.plain("button-undo", title=title), UndoTap(choice=view.undo.id)),))
    if view.refused:
        rows.append((tap(texts.plain("button-retry"), RetryTap(lead=view.lead.id), Style.PRIMARY),))
    return rows


def _actions(view: LeadView, texts: Texts) -> list[Item]:
    """What may be chosen now; above what tells that a letter was sent, where to send it."""
    items: list[Item] = []
    step = next_step(view.rules.steps, view.lead)
    following = step.done if step else ""  # what ends the step stands first
    for action in sorted(view.rules.actions, key=lambda each: each.code != following):
        if not_now(view.lead, action, ticket_open=view.ticket_open) is not None:
            continue
        if _all_told(view, action):
            continue
        if meets_first(action, view.consultation) or (view.consultation and action.asks == CONSULTATION):
            continue
        if found := letters.letter(view, action):
            items += [Item(row) for row in letters.rows(found, texts)]
        data = ActTap(lead=view.lead.id, action=action.code, version=view.lead.version)
        items.append(Item((tap(action.title, data, _style(view, action, following)),), action.more))
    return items


def _all_told(view: LeadView, action: Action) -> bool:
    """Whether a button only asks for an e-mail that is known by now."""
    topics = [topic for topic in view.rules.topics if topic.code in action.topics]
    return bool(topics) and all(topic.of_email and topic.said(view.lead) for topic in topics)


def _style(view: LeadView, action: Action, following: str) -> Style | None:
    """Colour follows urgency: once the lead is late, taking it is what burns; else it is what is next."""
    if view.lead.phase is Phase.NEW and view.late_since:
        return Style.DANGER if action.takes and not action.closes else None
    if action.style is Style.DANGER or not following:
        return None if _behind(view, action) else action.style
    return Style.SUCCESS if action.code == following else None


def _behind(view: LeadView, action: Action) -> bool:
    """Whether the action ended a step already: it may be chosen again, and is not what matters."""
    return action.code in view.lead.done and any(step.done == action.code for step in view.rules.steps)


def _title(view: LeadView, code: str) -> str:
    action = view.rules.chosen(code)
    return action.title if action else code


def short(name: str) -> str:
    """A name that fits on a button. Long ones differ at the end more often than in the middle: both ends stay."""
    if len(name) <= LABEL:
        return name
    half = LABEL // 2
    tail = name[-half:]
    whole_words = tail if name[-half - 1] == " " else tail.partition(" ")[2]
    return f"{name[: half - 1].rstrip()}…{whole_words or tail}"


def pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Two short buttons share a row, a long one has its own."""
    return paired([(button,) for button in buttons])


def tap(
    text: str,
    data: CallbackData,
    style: Style | str | None = None,
) -> Button:
    return Button(text, data=data.pack(), style=style or "")
