"""An XLSX workbook, written row by row: rows go to the disk as they come, so that a long table needs no memory.

Text is written as text, whatever it looks like: what a client was called can be no formula and no link.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

DAY = 86_400  # seconds: a file counts time in days
CELL = 32_767  # characters that a cell takes
LINKS = 65_000  # links that a sheet takes, a little less than Excel's limit
LINK_LENGTH = 2_000
SHEET_TITLE = 31
ROWS = 1_000_000  # of a sheet, a little less than Excel's limit
_STREAMED = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")


class Kind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    NUMBER = "number"
    DURATION = "duration"  # seconds, shown as minutes and seconds
    MOMENT = "moment"  # an aware time, shown in the reader's zone
    LINK = "link"  # an address of our own making, never of a client's


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; rows have a value for each column, None for an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def workbook(sheets: Sequence[Sheet], zone: tzinfo | None = None, folder: str | None = None) -> bytes:
    """The file; times in `zone`, None: the machine's own. Takes a while for long tables: call it elsewhere.

    `folder`: where rows lie meanwhile, if not among the machine's temporary files.
    """
    file = io.BytesIO()
    with Workbook(file, {**_STREAMED, "tmpdir": folder}) as book:
        look = _Look(book)
        for sheet in sheets:
            _write(book.add_worksheet(_title(sheet.title)), sheet, look, zone)
    return file.getvalue()


class _Look:
    """Formats, made once a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text: Format = book.add_format({"valign": "top"})
        # A leading «=» stays text also when somebody edits the cell.
        self.quoted: Format = book.add_format({"valign": "top", "quote_prefix": True})
        self.number: Format = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.duration: Format = book.add_format({"num_format": "[m]:ss", "valign": "top"})
        self.moment: Format = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"})
        self.link: Format = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})


def _write(page: Worksheet, sheet: Sheet, look: _Look, zone: tzinfo | None) -> None:
    page.freeze_panes(1, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    for number, column in enumerate(sheet.columns):
        page.write_string(0, number, column.title, look.head)
    count = 0
    for count, row in enumerate(sheet.rows, 1):
        if count > ROWS:
            raise ValueError(f"a sheet takes {ROWS} rows")
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if value is not None and value != "":
                _cell(page, (count, number), column.kind, value, look, zone)
    page.autofilter(0, 0, count, len(sheet.columns) - 1)


def _cell(page: Worksheet, at: tuple[int, int], kind: Kind, value: Any, look: _Look, zone: tzinfo | None) -> None:
    match kind:
        case Kind.NUMBER:
            page.write_number(*at, value, look.number)
        case Kind.DURATION:
            page.write_number(*at, value / DAY, look.duration)
        case Kind.MOMENT:
            page.write_datetime(*at, _local(value, zone), look.moment)
        case Kind.LINK if at[0] <= LINKS and len(value) <= LINK_LENGTH:
            page.write_url(*at, value, look.link)
        case _:
            text = _clean(str(value))
            page.write_string(*at, text, look.quoted if text.startswith(_LOOKS_LIKE_FORMULA) else look.text)


def _local(value: datetime, zone: tzinfo | None) -> datetime:
    """As a clock on the wall shows it: a cell has no time zone."""
    return value.astimezone(zone).replace(tzinfo=None, microsecond=0)


def _clean(text: str) -> str:
    """Without halves of a cut emoji, which no file can hold; as long as a cell takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")[:CELL]


def _title(title: str) -> str:
    return title.translate(_FORBIDDEN).strip("' ")[:SHEET_TITLE] or "1"
