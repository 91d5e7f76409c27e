"""After the call: where did the client hear of us? Asked while nobody has confirmed the source (OP10-20, OP10-23)."""

from collections.abc import Callable
from dataclasses import replace

from services.domain.form import Ask, Form, Given, Reply, State
from services.domain.source_form import source_form
from services.domain.source_list import SourceList

AFTER_CALL = "after_call"  # as the conversation is called


def after_call_form(sources: Callable[[], SourceList]) -> Form:
    """The naming of a source, with the lead's name (`lead` of the state) in its first question."""
    name = source_form(sources, "question-after-call")

    def form(state: State, given: Given | None) -> Reply:
        reply = name(state, given)
        return replace(reply, args={**reply.args, "lead": state["lead"]}) if isinstance(reply, Ask) else reply

    return form
