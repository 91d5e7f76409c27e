"""The register of consultations as a table for the office: exactly the company's columns, in its order (OP10-30)."""

from collections.abc import Callable, Iterable

from services.domain.register import COLUMNS, Row
from services.export.workbook import Column, Kind, Sheet
from services.rulebook import Rulebook
from services.telegram.consultation_words import cells, short_source
from services.telegram.texts import Texts

_WIDTHS = {"booked": 12, "lead": 48, "status": 16, "at": 16, "whom": 16, "source": 16, "note": 40}


def register_sheet(rows: Iterable[Row], rulebook: Rulebook, lead_url: Callable[[int], str], texts: Texts) -> Sheet:
    """Day and time stay text, as the company's table spells them (OP10-33)."""
    columns = [
        Column(texts.plain(f"register-column-{name}"), Kind.LINK if name == "lead" else Kind.TEXT, _WIDTHS[name])
        for name in COLUMNS
    ]
    return Sheet(texts.plain("register-sheet"), columns, (_cells(row, rulebook, lead_url, texts) for row in rows))


def _cells(row: Row, rulebook: Rulebook, lead_url: Callable[[int], str], texts: Texts) -> list[str]:
    source = short_source(row.source, rulebook.source_name(row.source), rulebook.rules)
    told = cells(row.consultation, lead_url(row.consultation.lead_id), source, rulebook.rules, texts)
    return [told[name] for name in COLUMNS]
