"""What stands in the chats: a lead's card, reminder and escalation, drawn from values."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote as quote_url

from services.domain.bonus import BonusState
from services.domain.decision import Why
from services.domain.gateways import Message
from services.domain.lead import ORIGINATOR, Phase
from services.domain.list_rules import Direction, Kind, origin_of
from services.domain.regulation import FIRST_TOUCH
from services.domain.steps import FIELD, next_step
from services.telegram import keyboards, letters
from services.telegram.call_lines import call_lines
from services.telegram.client_lines import client_lines
from services.telegram.consultation_words import facts_of
from services.telegram.contacts import bare_text, spoken, without_phones
from services.telegram.html import Html, bold, cut, link, moment, quote, relative_time
from services.telegram.stories import cause
from services.telegram.texts import Texts
from services.telegram.views import LeadView

LENGTH = 500  # what a card should stay under: readable without scrolling
SHORTEST_COMMENT = 120
DOUBT_LINE = 120
ICONS = {
    Kind.CALL: "📞",
    Kind.MISSED: "📵",
    Kind.FORM: "📝",
    Kind.MANUAL: "✍️",
    Kind.CHAT: "💬",
    Kind.MAIL: "✉️",
}
OUTGOING = "📲"  # a call of ours


def card(view: LeadView, texts: Texts) -> Message:
    """The manager's card: who, what is due when, what was done, and the buttons of the moment."""
    lines = [_head(view), *_facts(view, texts), *_due(view, texts), *trail(view, texts), *_notes(view, texts)]
    lines += letters.lines(view, texts)
    return Message(join(lines, comment(view.lead.portal.comments, lines)), keyboards.of_card(view, texts))


def former(view: LeadView, texts: Texts) -> Message:
    """The card of a manager who is no longer responsible: says so, offers nothing."""
    return Message(join([_head(view), texts("card-former", manager=view.manager)]))


def reminder(view: LeadView, texts: Texts, clock: str = FIRST_TOUCH, *, again: bool) -> Message:
    """The nudge of a clock, with the same buttons as the card."""
    if clock != FIRST_TOUCH:
        return _named_reminder(view, texts, clock)
    facts = [*_phone(view), *client_lines(view, texts), *_doubt(view, texts), *_due(view, texts)]
    lines = [reminds(view, texts, again=again), *facts]
    if view.lead.phase is not Phase.NEW:
        lines = [_head(view), *trail(view, texts), *_notes(view, texts), *letters.lines(view, texts)]
    return Message(join(lines), keyboards.of_card(view, texts))


def reminds(view: LeadView, texts: Texts, clock: str = FIRST_TOUCH, *, again: bool) -> Html:
    """What a reminder says first."""
    if clock != FIRST_TOUCH:
        return texts("reminder-clock", lead=title(view), says=_says(view, clock))
    return texts("reminder-again" if again else "reminder", lead=title(view), age=age(view))


def _named_reminder(view: LeadView, texts: Texts, code: str) -> Message:
    """What a clock of the regulation says, in the company's words."""
    lines = [reminds(view, texts, code, again=False), *_phone(view), *trail(view, texts)]
    lines += [*_notes(view, texts), *letters.lines(view, texts)]
    return Message(join(lines), keyboards.of_card(view, texts))


def _says(view: LeadView, code: str) -> str:
    clock = view.rules.clock(code)
    return (clock.says or clock.title) if clock else ""


def escalation(view: LeadView, texts: Texts, why: str, clock: str = FIRST_TOUCH, about: str = "") -> Message:
    """For supervisors: who, what, how late, and one tap to act. Phones stay with the manager.

    `about`: whom it was sent about, if that is not who is responsible now.
    """
    lines = [
        *escalates(view, texts, why, clock, about),
        *trail(view, texts, in_group=True),
        *(_cause(view, texts) if why == Why.LATE and clock == FIRST_TOUCH else ()),
        *(call_lines(view.calls, texts) if view.view == keyboards.CALLS else ()),
    ]
    return Message(join(lines), keyboards.of_escalation(view, texts, clock))


def escalates(view: LeadView, texts: Texts, why: str, clock: str, about: str) -> tuple[Html, Html]:
    """What a message to supervisors says first: who, what, how late."""
    lead, manager = without_phones(title(view)), about or view.manager or texts("nobody")
    named = clock != FIRST_TOUCH and why == Why.LATE
    facts = texts("escalation-facts", age=age(view), source=view.source or texts("source-none"))
    if named:
        return texts("escalation-clock", lead=lead, manager=manager, says=_says(view, clock)), facts
    return texts(f"escalation-{why.replace('_', '-')}", lead=lead, manager=manager), facts


def _cause(view: LeadView, texts: Texts) -> list[str]:
    if view.story is None or view.late_since is None:
        return []
    clock = view.rules.clock(FIRST_TOUCH)
    return cause(view.story, view.late_since, clock.hours if clock else None, texts)


def title(view: LeadView) -> str:
    """What to call the lead: the person's name, else its title."""
    return cut(view.lead.called, 80)


def _head(view: LeadView) -> Html:
    return Html(f"{mark(view)} {bold(title(view))}")


def mark(view: LeadView) -> str:
    match view.lead.phase:
        case Phase.NEW:
            return "🔴" if view.late_since else "🟡" if view.warned else "🟢"
        case Phase.TAKEN:
            return "🔵"
        case Phase.CLOSED:
            return "⚪️"
        case Phase.GONE:
            return "✖️"


def _facts(view: LeadView, texts: Texts) -> list[str]:
    portal = view.lead.portal
    facts: list[str] = [*_phone(view), *client_lines(view, texts)]
    if portal.title and portal.title != title(view):
        facts.append(texts("card-title", title=cut(portal.title, 100)))
    facts.append(_source(view, texts))
    facts += [*_doubt(view, texts), *_bonus(view, texts), *_event(view, texts)]
    facts.append(texts("card-stage", stage=view.stage, age=age(view)))
    return facts


def _source(view: LeadView, texts: Texts) -> str:
    key = "card-source-unconfirmed" if view.lead.unconfirmed and view.lead.open else "card-source"
    said = texts(key, source=view.source or texts("source-none"))
    if not view.rules.lists.icons:
        return said
    portal = view.lead.portal
    origin = origin_of(portal.title, view.source, portal.fields.get(ORIGINATOR, ""), view.rules.lists)
    outgoing = origin.kind is Kind.CALL and origin.direction is Direction.OUT
    return Html(f"{OUTGOING if outgoing else ICONS[origin.kind]} {said}")


def _doubt(view: LeadView, texts: Texts) -> list[str]:
    """A source in doubt, with the line of the comment that was relied on (OP10-09, OP10-10)."""
    if view.doubt is None:
        return []
    if not view.doubt.line:
        return [texts("card-doubt")]
    line, source = cut(view.doubt.line, DOUBT_LINE), view.doubt.source
    return [
        texts("card-doubt-named", line=line, source=source.name) if source else texts("card-doubt-unlisted", line=line)
    ]


def _bonus(view: LeadView, texts: Texts) -> list[str]:
    """Who recommended us, and how far the bonus is (OP10-24, OP10-25)."""
    bonus = view.bonus
    if bonus is None or bonus.state is BonusState.WITHDRAWN:
        return []
    money = {"amount": bonus.amount, "currency": bonus.currency}
    if bonus.referrer is None:
        return [texts("card-bonus-unnamed", money=money)]
    name = cut(bonus.referrer.name, 80)
    return [texts("card-bonus", name=name, money=money, state=bonus.state.value)]


def _phone(view: LeadView) -> Sequence[str]:
    region = view.rules.correctness.region
    return [Html(f"☎ {spoken(phone, region)}") for phone in view.lead.portal.phones[:2]]


def age(view: LeadView) -> Html:
    """How long ago the lead came."""
    return relative_time(view.lead.entered_at, _local(view.lead.entered_at))


def _due(view: LeadView, texts: Texts) -> list[str]:
    lines: list[str] = [texts("due-clock", title=clock_title, at=hour(at)) for clock_title, at in view.running]
    if view.consultation:
        lines.append(texts("card-consultation", **facts_of(view.consultation, view.rules)))
    if view.lead.phase is not Phase.NEW:
        return lines
    if view.next_due:
        due_at, audience = view.next_due
        lines.append(texts(f"due-{audience.value}", at=hour(due_at)))
    elif view.late_since:
        lines.append(texts("due-over"))
    return lines


def trail(view: LeadView, texts: Texts, *, in_group: bool = False) -> list[str]:
    lines: list[str] = []
    for line in view.trail:
        at, data = hour(line.at), {**line.data}
        if said := str(data.get("line", "")):
            data["line"] = cut(without_phones(said) if in_group else said, DOUBT_LINE)
        lines.append(texts(f"trail-{line.kind.replace('_', '-')}", who=line.who, at=at, **data))
    if view.lead.phase is Phase.GONE:
        lines.append(texts("card-gone"))
    return lines


def _notes(view: LeadView, texts: Texts) -> list[str]:
    """What its manager should know or do now."""
    hints = (_hint(view), _source_hint(view), _event_hint(view))
    lines: list[str] = [texts("card-hint", hint=hint) for hint in hints if hint]
    lines += [*_step(view, texts), *_topics(view, texts)]
    if view.ticket_open:
        lines.append(texts("card-ticket-open"))
    if view.waits_for_editors:
        lines.append(texts("card-source-waits", said=view.waits_for_editors))
    if view.refused:
        lines.append(texts("card-refused"))
    return lines


def _step(view: LeadView, texts: Texts) -> list[str]:
    """The one thing to do next, and how (RB-02, RB-06)."""
    step = next_step(view.rules.steps, view.lead)
    if step is None:
        return []
    lines: list[str] = [texts("card-step", title=step.title)]
    if step.hint:
        lines.append(texts("card-hint", hint=step.hint))
    address = _address(view, step.link)
    return [*lines, link(texts("card-step-link"), address)] if address else lines


def _address(view: LeadView, address: str) -> str:
    """With the lead's fields in place of `{field}`; "" while one of them is empty (RB-30)."""
    held = view.lead.portal.fields
    if any(not held.get(name) for name in FIELD.findall(address)):
        return ""
    return FIELD.sub(lambda found: quote_url(held[found[1]], safe=""), address)


def _topics(view: LeadView, texts: Texts) -> list[str]:
    """The company's questions, with what is answered: while somebody works on the lead."""
    if view.lead.phase is not Phase.TAKEN:
        return []
    said = [(topic, topic.said(view.lead)) for topic in view.rules.topics]
    return [
        texts("card-topic", title=cut(topic.title, 40), answer=cut(answer, 60), known="yes" if answer else "no")
        for topic, answer in said
    ]


def _hint(view: LeadView) -> str:
    """What the regulation says to do after this many attempts."""
    if view.lead.phase is not Phase.TAKEN:
        return ""
    hints = (action.hints.get(view.lead.attempts, "") for action in view.rules.actions if action.counts_attempt)
    return next((hint for hint in hints if hint), "")


def _source_hint(view: LeadView) -> str:
    """What to ask the client while the source is not confirmed (OP10-23)."""
    waits = view.lead.unconfirmed and view.lead.open
    return view.rules.adding.hint if waits and view.rules.adding else ""


def _event(view: LeadView, texts: Texts) -> list[str]:
    """The event that the lead came from, and how far it is (NL-17, NL-18)."""
    funnel = view.rules.funnel(view.lead.funnel)
    return [texts("card-event", event=funnel.title, state=funnel.state_of(view.lead).title)] if funnel else []


def _event_hint(view: LeadView) -> str:
    """The next action of the lead's state."""
    funnel = view.rules.funnel(view.lead.funnel)
    return funnel.state_of(view.lead).next if funnel and view.lead.open else ""


def comment(comments: str, lines: Sequence[str]) -> Html | None:
    text = bare_text(comments)
    if not text:
        return None
    room = max(SHORTEST_COMMENT, LENGTH - sum(len(line) for line in lines))
    return quote(cut(text, room), expandable=True)


def join(lines: Sequence[str], tail: Html | None = None) -> str:
    return "\n".join([*lines, *([tail] if tail else [])])


def hour(at: datetime) -> Html:
    return moment(at, _local(at))


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")
