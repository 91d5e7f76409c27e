"""A consultation in the words of the company's table."""

from services.domain.consultation import Consultation, status_code
from services.domain.regulation import Regulation
from services.domain.slots import day_words, time_words
from services.telegram.texts import Texts


def facts_of(row: Consultation, rules: Regulation) -> dict[str, str]:
    """Day and time («05.06», «17.00»), with whom, the status, the comment."""
    action = rules.chosen(status_code(row.status))
    return {
        "day": day_words(row.at, rules.zone),
        "time": time_words(row.at, rules.zone),
        "whom": row.with_name,
        "status": action.title if action else row.status.value,
        "note": row.note,
    }


def cells(row: Consultation, url: str, source: str, rules: Regulation, texts: Texts) -> dict[str, str]:
    """The row by the columns of the company's table (`register.COLUMNS`), people and source in short (OP10-30)."""
    facts = facts_of(row, rules)
    return {
        "booked": day_words(row.booked_at, rules.zone),
        "lead": url,
        "status": facts["status"],
        "at": texts.plain("register-slot", day=facts["day"], time=facts["time"]),
        "whom": row.with_name,
        "source": source,
        "note": row.note,
    }


def short_source(code: str, name: str, rules: Regulation) -> str:
    """«вк» for VK: the company's short name of a source, else the portal's (OP10-34)."""
    return rules.consulting.sources.get(code, name) if rules.consulting else name
