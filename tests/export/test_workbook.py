"""Tables for the office: text stays text, times are the reader's, long tables do not fill the memory."""

import io
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.export.workbook import CELL, Column, Kind, Sheet, workbook
from tests.export.xlsx import cells

MOSCOW = ZoneInfo("Europe/Moscow")
NASTY = [
    "=1+1",
    '=HYPERLINK("http://x.example","жми")',
    "+79990000301",
    "-1",
    "@SUM(A1)",
    "<b>Олег</b> & Ко",
    "http://x.example",
    "раз\nдва",
    "а\0б\x07\x1b",
    "\ud83d",
    "👨‍👩‍👧‍👦",
    "{=1}",
    "mailto:a@example.org",
]


def test_whatever_a_client_is_called_stays_text() -> None:
    content = workbook([Sheet("Лиды", [Column("Имя")], ([name] for name in NASTY))])
    head, *rows = cells(content)
    assert head == [("inlineStr", "Имя")]
    assert {kind for ((kind, _),) in rows} == {"inlineStr"}
    assert [text for ((_, text),) in rows[:6]] == NASTY[:6]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
        assert not [name for name in archive.namelist() if "rels" in name and "sheet1" in name]


def test_numbers_times_and_links_are_what_they_are() -> None:
    columns = [Column("Сумма", Kind.NUMBER), Column("Когда", Kind.MOMENT), Column("Лид", Kind.LINK), Column("Нет")]
    at = datetime(2026, 3, 2, 21, 30, 15, 999, tzinfo=UTC)
    content = workbook(
        [Sheet("Бонусы", columns, [[5000, at, "https://portal.example/crm/lead/details/7/", None]])], MOSCOW
    )
    (_, row) = cells(content)
    (_, amount), (_, moment), (kind, address) = row
    assert (amount, kind, address) == ("5000", "inlineStr", "https://portal.example/crm/lead/details/7/")
    assert float(moment) == pytest.approx(46084 + (30 * 60 + 15) / 86400, abs=1e-6)  # 3 March, 00:30:15 in Moscow


def test_titles_that_excel_refuses_are_mended() -> None:
    content = workbook([Sheet("Бонусы: 01/03 [все] " + "ж" * 40, [Column("a")], []), Sheet("'?'", [Column("a")], [])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    assert names[0].startswith("Бонусы  01 03  все  ж")
    assert [len(name) <= 31 for name in names] == [True, True]


def test_a_text_longer_than_a_cell_is_cut() -> None:
    _, ((_, text),) = cells(workbook([Sheet("a", [Column("a")], [["ж" * (CELL + 5)]])]))
    assert len(text) == CELL


def test_a_long_table_does_not_fill_the_memory() -> None:
    columns = [Column("Имя"), Column("Сумма", Kind.NUMBER)]
    tracemalloc.start()
    content = workbook([Sheet("a", columns, ([f"Клиент {number}", number] for number in range(20_000)))])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(cells(content)) == 20_001
    assert peak < 8_000_000  # kept whole it would be more than twice that
