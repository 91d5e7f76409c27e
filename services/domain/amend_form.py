"""The conversation in which an editor adds what people say, or what a comment names, and the source that it means."""

from collections.abc import Callable

from services.domain.amendments import Kind
from services.domain.comment_lines import named
from services.domain.form import Ask, Finished, Form, Given, Option, Reply, State, Wrong
from services.domain.names import key
from services.domain.origins import mark_of, origin_of
from services.domain.regulation import Regulation
from services.domain.repair import Repair
from services.domain.source_form import LONGEST, choose
from services.domain.source_list import SourceList

LONGEST_LINE = 300  # characters of a comment's line
YES = "yes"


def amend_form(rules: Callable[[], Regulation], sources: Callable[[], SourceList]) -> Form:
    """Finished with `kind`, `said`, `mark` and `source` (a code)."""

    def form(state: State, given: Given | None) -> Reply:
        if "said" not in state:
            return _what(state, given, rules(), sources())
        if "source" not in state:
            return _which(state, given, sources())
        if given and given.choice == YES:
            return Finished({name: state[name] for name in ("kind", "said", "mark", "source")})
        return Wrong("amend-tap-please")

    return form


def _what(state: State, given: Given | None, rules: Regulation, sources: SourceList) -> Reply:
    """What people say, or a line of a comment."""
    alias = state["kind"] == Kind.ALIAS
    if given is None:
        return Ask("question-amend-alias" if alias else "question-amend-origin", state)
    said = " ".join(given.text.split())
    if not said or len(said) > (LONGEST if alias else LONGEST_LINE):
        return Wrong("source-words-please", {"length": LONGEST if alias else LONGEST_LINE})
    if alias:
        named = next((term for term in sources.terms if key(term.name) == key(said)), None)
        if named or not key(said):
            return Wrong("amend-is-a-name", {"source": named.name}) if named else Wrong("amend-no-letter")
        mark = key(said)
    else:
        mark = _mark(said, rules.repair)
        if not mark:
            return Wrong("amend-no-origin")
    return _list({**state, "said": said, "mark": mark}, None, sources)


def _mark(said: str, repair: Repair) -> str:
    """Of a line with a field, as comments have them, or of a value alone."""
    if named(said)[0] in repair.labels | repair.origins:
        origin = origin_of(said, repair)
        return origin.mark if origin else ""
    return mark_of(said, repair)


def _which(state: State, given: Given | None, sources: SourceList) -> Reply:
    """The source; then everything once more, to be agreed to."""
    chosen = _list(state, given, sources)
    if not isinstance(chosen, Finished):
        return chosen
    shown = state["said"] if state["kind"] == Kind.ALIAS else state["mark"]
    told = {"said": shown, "source": chosen.values["name"]}
    kept = {**state, "source": chosen.values["source"]}
    return Ask("question-amend-confirm", kept, told, ((Option(YES, "@button-amend", "success"),),))


def _list(state: State, given: Given | None, sources: SourceList) -> Reply:
    """The conversation about the source keeps its own state in `list`."""
    reply = choose(state.get("list", {}), given, sources, "question-amend-source", unlisted=False)
    return (
        Ask(reply.key, {**state, "list": reply.state}, reply.args, reply.options) if isinstance(reply, Ask) else reply
    )
