"""The register of consultations as a private message: the rows of a day, a week or a month."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from services.domain.form import in_rows
from services.domain.gateways import Button, Message
from services.domain.register import Page, Row, Span
from services.domain.regulation import Regulation
from services.domain.slots import day_of
from services.telegram.callbacks import ConsultationTap, RegisterTap
from services.telegram.consultation_words import facts_of, short_source
from services.telegram.html import Html, cut, lines, link
from services.telegram.keyboards import tap
from services.telegram.texts import Texts

SHOWN = 24  # rows in a message; the table has all
IN_A_ROW = 8
NAME, NOTE = 40, 60


def listed(
    page: Page,
    rules: Regulation,
    texts: Texts,
    source_name: Callable[[str], str],
    lead_url: Callable[[int], str],
) -> Message:
    """Numbered rows with links to their leads; a number opens the consultation."""
    shown = list(enumerate(page.rows[:SHOWN], 1))
    words = [texts("register-title", span=page.span.value, first=f"{page.first:%d.%m}", last=f"{page.last:%d.%m}")]
    for day, rows in groupby(shown, lambda each: day_of(each[1].consultation.at, rules.zone)):
        if page.span is not Span.DAY:
            words.append(_day(day, texts))
        words += [_row(number, row, rules, texts, source_name, lead_url) for number, row in rows]
    if not shown:
        words.append(texts("register-empty"))
    if left := len(page.rows) - len(shown):
        words.append(texts("register-more", count=left))
    return Message(lines(*words), tuple(_keyboard(page, texts)))


def _day(day: date, texts: Texts) -> Html:
    return texts("register-day", day=f"{day:%d.%m}", weekday=texts.plain(f"weekday-{day.isoweekday()}"))


def _row(
    number: int,
    row: Row,
    rules: Regulation,
    texts: Texts,
    source_name: Callable[[str], str],
    lead_url: Callable[[int], str],
) -> Html:
    held = row.consultation
    source = short_source(row.source, source_name(row.source), rules) or texts.plain("source-none")
    told = " · ".join([source, cut(held.note, NOTE)] if held.note else [source])
    shown = {name: value for name, value in facts_of(held, rules).items() if name in ("time", "whom", "status")}
    lead = link(cut(row.lead, NAME), lead_url(held.lead_id))
    return texts("register-row", number=number, lead=lead, told=told, **shown)


def _keyboard(page: Page, texts: Texts) -> Iterator[tuple[Button, ...]]:
    numbers = [
        tap(str(number), ConsultationTap(row=row.consultation.id)) for number, row in enumerate(page.rows[:SHOWN], 1)
    ]
    yield from in_rows(numbers, IN_A_ROW)
    yield (
        tap("‹", RegisterTap(span=page.span.value, shift=page.shift - 1)),
        *(tap(texts.plain(f"button-register-{span.value}"), RegisterTap(span=span.value)) for span in Span),
        tap("›", RegisterTap(span=page.span.value, shift=page.shift + 1)),
    )
    yield (tap(texts.plain("button-register-file"), RegisterTap(span=page.span.value, shift=page.shift, file=True)),)
