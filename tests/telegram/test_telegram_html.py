"""Text from outside becomes HTML once, and only once."""

from datetime import UTC, datetime

import pytest

from sandbox.telegram.tags import parse_html
from services.telegram.html import Html, bold, clean, cut, escape, lines, link, moment, quote, relative_time

AT = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)


def test_text_is_escaped_once() -> None:
    assert escape("<b>Ко & К°</b>") == "&lt;b&gt;Ко &amp; К°&lt;/b&gt;"
    assert escape(escape("<")) == "&lt;"
    assert bold("<") == "<b>&lt;</b>"
    assert bold(Html("<i>да</i>")) == "<b><i>да</i></b>"


def test_html_joined_with_text_is_text_again() -> None:
    assert escape(Html("<b>") + "x") == "&lt;b&gt;x"


def test_an_address_cannot_leave_its_attribute() -> None:
    text, entities = parse_html(link("лид", 'https://portal.test/?a="><b>&c'))
    assert text == "лид"
    assert entities[0]["type"] == "text_link"
    assert link("лид <1>", "") == "лид &lt;1&gt;"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (quote("a\nb"), "blockquote"),
        (quote("a", expandable=True), "expandable_blockquote"),
        (relative_time(AT, "12:05"), "date_time"),
        (moment(AT, "12:05"), "date_time"),
        (bold("a"), "bold"),
    ],
)
def test_telegram_takes_every_piece(html: Html, kind: str) -> None:
    _, entities = parse_html(html)
    assert [each["type"] for each in entities] == [kind]


def test_a_time_is_the_same_from_a_datetime_and_from_seconds() -> None:
    assert (
        relative_time(AT, "x")
        == relative_time(AT.timestamp(), "x")
        == Html('<tg-time unix="1795435500" format="r">x</tg-time>')
    )


@pytest.mark.parametrize(("text", "bare"), [("a\0b", "ab"), ("смайл \ud83d", "смайл ?"), ("👌", "👌")])
def test_what_no_wire_can_carry_is_left_out(text: str, bare: str) -> None:
    assert clean(text) == bare
    assert escape(text).encode() == bare.encode()


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [("пять", 4, "пять"), ("пять минут", 6, "пять…"), ("пять минут", 7, "пять м…"), ("", 5, ""), ("ab", 1, "…")],
)
def test_a_cut_shows_that_it_is_one(text: str, length: int, shown: str) -> None:
    assert cut(text, length) == shown


def test_html_is_never_cut() -> None:
    with pytest.raises(TypeError):
        cut(bold("длинное имя"), 5)


def test_lines_leave_out_what_is_not_there() -> None:
    assert lines(bold("a"), "", "<") == "<b>a</b>\n&lt;"
