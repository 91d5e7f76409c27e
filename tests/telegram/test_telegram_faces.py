"""Six rows at most, whatever is to be done; what does not fit is behind «Ещё…», and nothing is lost."""

import pytest

from services.domain.gateways import Button
from services.telegram.faces import MOST, Item, face, page_of, pages

MORE = Button("Ещё…", data="more")
SHORT, LONG = Item((Button("Дозвонился"),)), Item((Button("Отказ: некорректные данные"),))
SELDOM = Item((Button("Редкое"),), more=True)


def texts(rows: list[tuple[Button, ...]]) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


def test_what_fits_needs_no_further_page() -> None:
    rows, left = face([SHORT, SHORT, LONG], 2, MORE)
    assert texts(rows) == [["Дозвонился", "Дозвонился"], ["Отказ: некорректные данные"]]
    assert left == []


def test_a_shorter_button_fills_the_room_that_a_longer_one_left() -> None:
    rows, left = face([SHORT, LONG, LONG, Item((Button("Недозвон"),))], 2, MORE)
    assert texts(rows) == [["Дозвонился", "Недозвон"], ["Ещё…"]]
    assert left == [LONG, LONG]


def test_what_is_seldom_needed_is_never_on_the_face() -> None:
    rows, left = face([SELDOM, SHORT], 4, MORE)
    assert texts(rows) == [["Дозвонился", "Ещё…"]]
    assert left == [SELDOM]


@pytest.mark.parametrize("room", range(1, MOST))
@pytest.mark.parametrize("count", range(25))
def test_nothing_is_lost_and_no_page_is_long(room: int, count: int) -> None:
    items = [Item((Button(f"{number} " + "я" * (number * 7 % 30)),), more=number % 5 == 0) for number in range(count)]
    rows, left = face(items, room, MORE)
    further = pages(left)
    assert len(rows) <= room
    assert all(len(page) < MOST for page in further)
    shown = [button for page in (rows, *further) for row in page for button in row if button is not MORE]
    assert sorted(button.text for button in shown) == sorted(item.row[0].text for item in items)


@pytest.mark.parametrize(
    ("view", "page"), [("", 0), ("more1", 1), ("more12", 12), ("more", 0), ("managers", 0), ("1", 0)]
)
def test_the_page_of_a_view(view: str, page: int) -> None:
    assert page_of(view) == page
