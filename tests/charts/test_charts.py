"""Charts: what is drawn is what was counted, nothing of it is markup, and pictures hold letters."""

import struct
import xml.etree.ElementTree as ET

import pytest

from services.charts.png import NotDrawnError, pictures
from services.charts.svg import LONGEST, Bar, Chart, Mark, bars, columns

BARS = [Bar("1", 4, "4", "good"), Bar("<b>2</b>", 2, "2"), Bar("3", 0, "0")]
CHART = Chart("Заголовок", "подпись", BARS, [Mark(1, "м")])
SVG = "{http://www.w3.org/2000/svg}"


def sizes(svg: str, kind: str, side: str) -> list[float]:
    return [float(each.attrib[side]) for each in ET.fromstring(svg).iter(f"{SVG}rect") if each.get("class") == kind]  # noqa: S314


def words(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def test_columns_are_as_high_as_their_values() -> None:
    drawn = columns(CHART)
    (tallest,), (half,) = sizes(drawn, "good", "height"), sizes(drawn, "plain", "height")
    assert tallest == 2 * half
    assert "<b>2</b>" in words(drawn)


def test_bars_end_where_the_scale_says() -> None:
    drawn = bars(Chart("Доля", "", [Bar("А" * 99, 0.5, "50 %", "bad"), Bar("Б", 2.0, "200 %", "good")], most=1.0))
    whole = sizes(drawn, "empty", "width")[0]
    assert sizes(drawn, "bad", "width") == [whole / 2]
    assert sizes(drawn, "good", "width") == [whole]
    assert max(map(len, words(drawn))) == LONGEST


def test_labels_are_thinned_out_values_are_not() -> None:
    hours = Chart("Часы", "", [Bar(str(hour), 1, "1") for hour in range(24)], every=3)
    labels = [each for each in words(columns(hours)) if each.isdigit() and each != "1"]
    assert labels == ["0", "3", "6", "9", "12", "15", "18", "21"]


def test_nothing_counted_is_a_chart_too() -> None:
    for draw in (columns, bars):
        ET.fromstring(draw(Chart("Пусто", "", [])))  # noqa: S314


async def test_pictures_are_sharp_and_the_letters_are_there() -> None:
    empty = Chart("", "", [])
    one, other = await pictures([columns(Chart("Русские буквы", "", [])), columns(empty)])
    assert one.startswith(b"\x89PNG")
    assert struct.unpack(">I", one[16:20]) == (1440,)
    assert len(one) > len(other) + 3000  # a font without these letters would leave the paper white


async def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(NotDrawnError):
        await pictures(["<svg"])
