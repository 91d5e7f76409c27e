"""The composition root, continued: everything that has to do with where leads come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.amendments import FORM as AMEND
from services.amendments import Amendments
from services.announcing import Announcing
from services.answering import Answering
from services.bells import Bells
from services.decisions import Carrier
from services.domain.after_call_form import AFTER_CALL, after_call_form
from services.domain.amend_form import amend_form
from services.domain.regulation import NAMING
from services.domain.source_form import source_form
from services.questions import Kind, Questions
from services.rulebook import Rulebook
from services.source_naming import SourceNaming
from services.source_words import SourceWords
from services.sources import Sources
from services.storage.database import Database
from services.suggestions import Suggestions
from services.taps import Taps
from services.waiting_leads import WaitingLeads


@dataclass(frozen=True)
class SourceParts:
    """By the names under which handlers ask for them; `waiting` is looked at when the dictionaries change."""

    sources: Sources
    source_words: SourceWords
    suggestions: Suggestions
    amendments: Amendments
    waiting: WaitingLeads


def build_sources(
    db: Database,
    taps: Taps,
    questions: Questions,
    carrier: Carrier,
    rulebook: Rulebook,
    bells: Bells,
    now: Callable[[], datetime],
) -> SourceParts:
    """The conversations are made known to `questions`."""
    answering, announcing = Answering(carrier, rulebook, now), Announcing(carrier, rulebook, now)
    waiting = WaitingLeads(db, carrier, rulebook, bells, now)
    amendments = Amendments(db, questions, announcing, waiting, rulebook, bells, now)
    naming = SourceNaming(rulebook, now)
    questions.register(NAMING, Kind(source_form(lambda: rulebook.source_list), naming.conclude))
    questions.register(AFTER_CALL, Kind(after_call_form(lambda: rulebook.source_list), naming.conclude))
    added = amend_form(lambda: rulebook.rules, lambda: rulebook.source_list)
    questions.register(AMEND, Kind(added, amendments.conclude))
    return SourceParts(
        sources=Sources(db, taps, answering, carrier, rulebook, now),
        source_words=SourceWords(db, answering, carrier, rulebook, bells, now),
        suggestions=Suggestions(db, taps, announcing, waiting, rulebook, bells, now),
        amendments=amendments,
        waiting=waiting,
    )
