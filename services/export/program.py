"""A program of its own: the rows of a table in, an Excel file out.

It is run for each file and ends: a long table takes seconds in which Python would let those who tap wait.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

END = "end"


def main() -> None:
    """Line by line from standard input: the table's head, portions of rows, `END`; the file to standard output."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from services.export.workbook import Column, Kind, Sheet, workbook

    os.nice(10)  # behind everybody who waits, also where the assistant itself goes before others
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    title, zone, columns = json.loads(sys.stdin.readline())
    head = [Column(name, Kind(kind), width) for name, kind, width in columns]
    moments = [number for number, column in enumerate(head) if column.kind is Kind.MOMENT]
    with tempfile.TemporaryDirectory() as folder:
        sheet = Sheet(title, head, _rows(sys.stdin, moments))
        content = workbook([sheet], ZoneInfo(zone) if zone else None, folder)
        sys.stdout.buffer.write(content)


def _rows(lines: IO[str], moments: list[int]) -> Iterator[list[Any]]:
    """Until the end is said; whoever asked for the file may have gone before."""
    for line in lines:
        portion = json.loads(line)
        if portion == END:
            return
        for row in portion:
            for number in moments:
                row[number] = row[number] and datetime.fromtimestamp(row[number], UTC)
            yield row
    raise SystemExit(1)


if __name__ == "__main__":
    main()
