"""People as the terminal shows them."""

from collections.abc import Sequence

from services.domain.people import Person
from services.telegram.texts import Texts

COLUMNS = ("name", "bitrix", "telegram", "roles", "active")
GAP = "  "


def table(people: Sequence[Person], texts: Texts) -> str:
    """A line a person under a line of titles, in even columns."""
    titles = tuple(texts.plain(f"staff-column-{column}") for column in COLUMNS)
    rows = [titles, *(_row(person, texts) for person in people)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def roles_in_words(person: Person, texts: Texts) -> str:
    """«менеджер, руководитель»."""
    return ", ".join(texts.plain(f"role-{role}") for role in sorted(person.roles))


def _row(person: Person, texts: Texts) -> tuple[str, ...]:
    return (
        person.name or texts.plain("staff-nameless"),
        str(person.bitrix_id or "–"),
        _telegram(person, texts),
        roles_in_words(person, texts),
        texts.plain("staff-yes" if person.active else "staff-no"),
    )


def _telegram(person: Person, texts: Texts) -> str:
    if person.telegram_id is None:
        return texts.plain("staff-is-apart")
    return texts.plain("staff-is-blocked" if person.blocked else "staff-is-connected")
