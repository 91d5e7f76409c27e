"""The conversation in which somebody names a source: by a button, by a letter, or in words."""

from collections.abc import Callable, Sequence

from services.domain.form import HALF, LABEL, Ask, Finished, Form, Given, Option, Reply, State, Wrong, in_rows
from services.domain.gateways import Term
from services.domain.source_list import LETTERS, Shelf, SourceList

LONGEST = 60  # characters of a source's name
LETTERS_IN_A_ROW = 7
_UNLISTED, _PICK, _LOOK = "unlisted", "s", "v."

Row = tuple[Option, ...]


def source_form(sources: Callable[[], SourceList], ask: str = "question-source") -> Form:
    """Finished with `source` (a code) and `name`, or with `unlisted`: what the source is called that is in no list."""

    def form(state: State, given: Given | None) -> Reply:
        return choose(state, given, sources(), ask)

    return form


def choose(
    state: State, given: Given | None, sources: SourceList, ask: str = "question-source", *, unlisted: bool = True
) -> Reply:
    """A step of the conversation; `ask`: the words of the question, `unlisted`: whether a new name may be given."""
    if given is None:
        return _list(state, sources, "", ask, unlisted)
    if given.choice:
        return _tapped(state, given.choice, sources, ask, unlisted)
    said = " ".join(given.text.split())
    if not said or len(said) > LONGEST:
        return Wrong("source-words-please", {"length": LONGEST})
    found = sources.find(said)
    if found.source:
        return _finished(found.source)
    if not found.near and unlisted and (found.unlisted or state.get("naming")):
        return Finished({"unlisted": said})
    key = "question-source-near" if found.near else "question-source-not-found"
    options = (*_rows(found.near), (Option("v.page.0", "@button-all-sources"),))
    if unlisted:
        options = (*options, (Option(_UNLISTED, "@button-pass"),))
    return Ask(key, {**state, "said": said}, {"words": said, "long": _long(found.near)}, options)


def _tapped(state: State, choice: str, sources: SourceList, ask: str, unlisted: bool) -> Reply:
    if choice.startswith(_LOOK):
        return _list(state, sources, choice.removeprefix(_LOOK), ask, unlisted)
    if choice == _UNLISTED and unlisted:
        if said := state.get("said"):
            return Finished({"unlisted": said})
        back = ((Option("v.page.0", "@button-all-sources"),),)
        return Ask("question-source-name-it", {**state, "naming": True}, options=back)
    number = choice.removeprefix(_PICK)
    source = sources.by_id(int(number)) if choice.startswith(_PICK) and number.isdecimal() else None
    return _finished(source) if source else Wrong("refusal-stale")


def _list(state: State, sources: SourceList, view: str, ask: str, unlisted: bool) -> Ask:
    shelf = sources.shelf(view)
    whole = shelf.turn == "page" and not shelf.letters
    other = Option(f"v.{LETTERS}", "@button-letters") if whole else Option("v.page.0", "@button-all-sources")
    last = (other, Option(_UNLISTED, "@button-unlisted")) if unlisted else (other,)
    kept = {name: value for name, value in state.items() if name not in ("said", "naming")}
    return Ask(ask, kept, {"long": _long(shelf.terms)}, (*_rows(shelf.terms), *_turns(shelf), last))


def _turns(shelf: Shelf) -> list[Row]:
    letters = [Option(f"v.letter.{letter}.0", letter) for letter in shelf.letters]
    rows = in_rows(letters, LETTERS_IN_A_ROW)
    if shelf.pages > 1:
        number = f"{shelf.page + 1} / {shelf.pages}"
        steps = (("‹", -1), (number, 0), ("›", 1))
        rows.append(tuple(Option(f"v.{shelf.view(shelf.page + step)}", title) for title, step in steps))
    return rows


def _rows(terms: Sequence[Term]) -> list[Row]:
    rows: list[Row] = []
    for term in terms:
        option, before = Option(f"{_PICK}{term.id}", term.name), rows[-1] if rows else ()
        if len(before) == 1 and len(before[0].title) <= HALF and len(option.title) <= HALF:
            rows[-1] = (*before, option)
        else:
            rows.append((option,))
    return rows


def _long(terms: Sequence[Term]) -> str:
    """The names that do not fit on a button, whole."""
    return "\n".join(f"· {term.name}" for term in terms if len(term.name) > LABEL)


def _finished(source: Term) -> Finished:
    return Finished({"source": source.code, "name": source.name})
