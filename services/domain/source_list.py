"""The portal's sources as people look for them: page by page, by a letter, by what somebody says.

What a message shows of the list is its view, a text that fits into a button: "page.2", "letters", "letter.В.0".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from services.domain.channels import Channels
from services.domain.gateways import Term
from services.domain.names import key, words
from services.domain.regulation import Regulation

PAGE = 8  # sources on a page
OFFERED = 6  # sources that one word may mean: more are no help
ALIKE = 0.75  # of two spellings, for a word that was mistyped
LETTERS = "letters"
_VIEW = re.compile(r"|letters|page\.(?P<page>\d{1,3})|letter\.(?P<letter>[^\W_])\.(?P<of_letter>\d{1,3})")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What of the list is in sight; `letters` alone when one is to be chosen. `turn` begins the view of each page."""

    terms: tuple[Term, ...] = ()
    page: int = 0
    pages: int = 1
    turn: str = "page"
    letters: tuple[str, ...] = ()

    def view(self, page: int) -> str:
        """The view of another page; behind the last comes the first."""
        return f"{self.turn}.{page % self.pages}"


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody's words mean: `source`, or one of `near`; `unlisted`: a source indeed, but the portal lacks it."""

    source: Term | None = None
    near: tuple[Term, ...] = ()
    unlisted: bool = False


class SourceList:
    """Every source that is offered, most used first."""

    def __init__(self, terms: Sequence[Term], rules: Regulation) -> None:
        self.terms, self._rules = tuple(terms), rules
        said: dict[str, set[str]] = {term.code: {key(term.name)} for term in terms}
        for spelling, term in rules.spoken.items():
            if term and term.code in said:
                said[term.code].add(spelling)
        self._said: Mapping[str, set[str]] = said

    def shelf(self, view: str) -> Shelf:
        """What a view shows; a view that is none shows the first page."""
        found = _VIEW.fullmatch(view)
        if found and view == LETTERS:
            return Shelf(letters=tuple(sorted({each for term in self.terms for each in self._letters(term)})))
        if found and (letter := found["letter"]):
            terms = tuple(term for term in self.terms if letter in self._letters(term))
            return _shelf(terms, int(found["of_letter"]), f"letter.{letter}")
        return _shelf(self.terms, int(found["page"] or 0) if found else 0, "page")

    def find(self, said: str) -> Found:
        """Exactly one source, several that it may be, or none."""
        spelled = key(said)
        channel = Channels(self._rules.repair.rules, self._rules.spoken).find(said)
        exact = next((term for term in self.terms if key(term.name) == spelled), None)
        if exact := exact or (channel.source if channel else None):
            return Found(exact)
        near = tuple(self._near(said)) if spelled else ()
        return Found(near=near[:OFFERED], unlisted=channel is not None)

    def by_id(self, term_id: int) -> Term | None:
        """A source by its dictionary row."""
        return next((term for term in self.terms if term.id == term_id), None)

    def by_code(self, code: str) -> Term | None:
        """A source by its code."""
        return next((term for term in self.terms if term.code == code), None)

    def _letters(self, term: Term) -> set[str]:
        """The first letters of its name and of what people call it: «VK» is found under «V» and «В»."""
        return {spelling[0] for spelling in self._said[term.code] if spelling}

    def _near(self, said: str) -> Iterable[Term]:
        """Names that hold every word or its beginning; else those spelled almost alike."""
        others = self._rules.unlisted.get(key(said), ())
        held = [term for term in self.terms if any(_holds(term.name, each) for each in (said, *others))]
        spellings = {spelling: code for code, each in self._said.items() for spelling in each}
        begun = [code for spelling, code in spellings.items() if len(key(said)) > 1 and spelling.startswith(key(said))]
        alike = get_close_matches(key(said), spellings, n=OFFERED, cutoff=ALIKE) if not held and not begun else []
        codes = [*(term.code for term in held), *begun, *(spellings[each] for each in alike)]
        return (term for term in map(self.by_code, dict.fromkeys(codes)) if term)


def _shelf(terms: tuple[Term, ...], page: int, turn: str) -> Shelf:
    pages = max(1, -(-len(terms) // PAGE))
    page %= pages
    return Shelf(terms[page * PAGE : (page + 1) * PAGE], page, pages, turn)


def _holds(name: str, said: str) -> bool:
    return bool(words(said)) and all(any(each.startswith(word) for each in words(name)) for word in words(said))
