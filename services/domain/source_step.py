"""A step of a conversation in which a source is named: from the portal's list, page by page, or in words (OP10-08)."""

from dataclasses import dataclass

from services.domain.form import Given, Option, Wrong
from services.domain.source_list import LETTERS, SourceList

LONGEST = 60  # characters of a source's name
WIDE = 16  # a longer name has a row of its own
IN_A_ROW = 7  # letters
NEAR = "near."  # begins the view of sources that somebody's words may mean


@dataclass(frozen=True, slots=True)
class Named:
    """`source`: its code; `unlisted`: words for one that the portal lacks; `view`: nothing yet, show this."""

    source: str = ""
    unlisted: str = ""
    view: str = ""


def read_source(given: Given, sources: SourceList) -> Named | Wrong:
    """What was tapped or said."""
    if given.choice.startswith("v"):
        return Named(view=given.choice[1:])
    if given.choice:
        term = sources.by_id(int(given.choice[1:])) if given.choice[1:].isdecimal() else None
        return Named(term.code) if term and given.choice[0] == "s" else Wrong("refusal-stale")
    said = " ".join(given.text.split())
    if not said or len(said) > LONGEST:
        return Wrong("source-words-long", {"most": LONGEST})
    found = sources.find(said)
    if found.source:
        return Named(found.source.code)
    if found.near:
        return Named(view=NEAR + ".".join(str(term.id) for term in found.near))
    return Named(unlisted=said) if found.unlisted else Wrong("source-words-unknown", {"said": said})


def ask_source(sources: SourceList, view: str) -> tuple[tuple[Option, ...], ...]:
    """The buttons of a view: sources, letters, and the way to the others."""
    if view.startswith(NEAR):
        ids = [int(each) for each in view[len(NEAR) :].split(".") if each.isdecimal()]
        near = [Option(f"s{term.id}", term.name) for term in map(sources.by_id, ids) if term]
        return (*_pairs(near), (_to("page.0", "@button-all-sources"),))
    shelf = sources.shelf(view)
    rows = list(_pairs([Option(f"s{term.id}", term.name) for term in shelf.terms]))
    letters = [_to(f"letter.{letter}.0", letter) for letter in shelf.letters]
    rows += [tuple(letters[start : start + IN_A_ROW]) for start in range(0, len(letters), IN_A_ROW)]
    if shelf.pages > 1:
        number = f"{shelf.page + 1} / {shelf.pages}"
        steps = (("‹", -1), (number, 0), ("›", 1))
        rows.append(tuple(_to(shelf.view(shelf.page + step), title) for title, step in steps))
    whole = shelf.turn == "page" and not shelf.letters
    rows.append((_to(LETTERS, "@button-letters") if whole else _to("page.0", "@button-all-sources"),))
    return tuple(rows)


def _to(view: str, title: str) -> Option:
    return Option(f"v{view}", title)


def _pairs(options: list[Option]) -> list[tuple[Option, ...]]:
    """Two short names share a row, a long one has its own."""
    rows: list[tuple[Option, ...]] = []
    for option in options:
        previous = rows[-1] if rows else ()
        if len(previous) == 1 and max(len(previous[0].title), len(option.title)) <= WIDE:
            rows[-1] = (*previous, option)
        else:
            rows.append((option,))
    return rows
