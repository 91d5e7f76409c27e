"""Few big buttons: what stands on a card's face, and what is behind «Ещё…», a page at a time.

The buttons come in the order of their use. A page takes those that fit, in that order; a shorter one may fill
the room that a longer one left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.domain.gateways import Button

Row = tuple[Button, ...]

MOST = 6  # rows of buttons under a message
HALF = 19  # characters of a button that shares its row
MORE = "more"  # the view of a message that shows a further page: «more1» and on


@dataclass(frozen=True, slots=True)
class Item:
    """A row of its own, or a button that may share its row; `more`: never on the face."""

    row: Row
    more: bool = False


def page_of(view: str, of: str = MORE) -> int:
    """The page of this list that a view shows, «more2»; 0: its first, or the face."""
    number = view.removeprefix(of)
    return int(number) if view.startswith(of) and number.isdecimal() else 0


def face(items: Sequence[Item], room: int, more: Button) -> tuple[list[Row], list[Item]]:
    """What fits into `room` rows, and what is left for the pages behind `more`."""
    whole = _rows(items)
    if len(whole) <= room and not any(item.more for item in items):
        return whole, []
    shown: list[Item] = []
    for item in items:
        if not item.more and len(_rows([*shown, item, Item((more,))])) <= room:
            shown.append(item)
    return _rows([*shown, Item((more,))]), [item for item in items if item not in shown]


def pages(items: Sequence[Item]) -> list[list[Row]]:
    """What the face left, in pages with room for a row that leads on and back."""
    found: list[list[Item]] = []
    for item in items:
        if found and len(_rows([*found[-1], item])) < MOST:
            found[-1].append(item)
        else:
            found.append([item])
    return [_rows(page) for page in found]


def paired(rows: Sequence[Row]) -> list[Row]:
    """Two short buttons that follow each other share a row."""
    joined: list[Row] = []
    for row in rows:
        if joined and _short(joined[-1]) and _short(row):
            joined[-1] = (*joined[-1], *row)
        else:
            joined.append(row)
    return joined


def _rows(items: Sequence[Item]) -> list[Row]:
    return paired([item.row for item in items])


def _short(row: Row) -> bool:
    return len(row) == 1 and len(row[0].text) <= HALF
