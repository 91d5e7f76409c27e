"""A suggestion to the editors: what somebody has said, and one tap to make a rule of it."""

from services.domain.amendments import Kind, State
from services.domain.gateways import Keyboard, Message
from services.domain.regulation import Style
from services.telegram import picker
from services.telegram.callbacks import AmendTap
from services.telegram.cards import DOUBT_LINE, join, title
from services.telegram.contacts import without_phones
from services.telegram.html import Html, cut
from services.telegram.keyboards import open_lead, tap
from services.telegram.texts import Texts
from services.telegram.views import LeadView, SuggestionView


def suggestion(view: LeadView, texts: Texts, asked: SuggestionView) -> Message:
    """The words, who said them, and of which lead; then what became of it."""
    amendment = asked.amendment
    facts = {
        "said": cut(without_phones(amendment.said), DOUBT_LINE),
        "source": asked.source,
        "who": asked.suggested_by,
        "lead": without_phones(title(view)),
    }
    unlisted = amendment.kind is Kind.UNLISTED or not asked.source
    lines = [texts("suggestion-unlisted" if unlisted else "suggestion-rule", **facts)]
    if amendment.state is not State.SUGGESTED:
        return Message(join([*lines, _end(texts, asked)]))
    names = picker.whole_names(asked.shelf.terms) if asked.shelf else []
    return Message("\n".join([*lines, *names]), _keyboard(view, texts, asked, unlisted=unlisted))


def _end(texts: Texts, asked: SuggestionView) -> Html:
    match asked.amendment.state:
        case State.IN_FORCE:
            return texts("suggestion-in-force", source=asked.source, who=asked.decided_by)
        case State.SETTLED:
            return texts("suggestion-settled")
        case State.WITHDRAWN:
            return texts("suggestion-withdrawn")
    return texts("suggestion-rejected", who=asked.decided_by)


def _keyboard(view: LeadView, texts: Texts, asked: SuggestionView, *, unlisted: bool) -> Keyboard:
    number = asked.amendment.id

    def turn(to: str) -> AmendTap:
        return AmendTap(amendment=number, do="look", view=to)

    if asked.shelf:
        found = picker.rows(asked.shelf, lambda term: AmendTap(amendment=number, do="yes", term=term.id), turn)
        return (*found, (picker.way(asked.shelf, texts, turn), tap(texts.plain("button-back"), turn(""))))
    other = tap(texts.plain("button-same-as" if unlisted else "button-other-source"), turn("page.0"))
    no = tap(texts.plain("button-reject"), AmendTap(amendment=number, do="no"))
    yes = tap(texts.plain("button-confirm-rule"), AmendTap(amendment=number, do="yes"), Style.SUCCESS)
    return (*(() if unlisted else ((yes,),)), (other,), (no,), (open_lead(view, texts),))
