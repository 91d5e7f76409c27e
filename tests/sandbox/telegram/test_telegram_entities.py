"""Telegram's HTML: entities in UTF-16 units, the server's words for every fault."""

from html import escape

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities import Entity, trim, utf16, with_found
from sandbox.telegram.errors import ApiError
from sandbox.telegram.tags import parse_html


def marks(html: str) -> list[tuple[str, str]]:
    """Type and covered text of every entity."""
    plain, entities = parse_html(html)
    units = plain.encode("utf-16-le")
    cut = [units[each["offset"] * 2 : (each["offset"] + each["length"]) * 2] for each in entities]
    return [(each["type"], piece.decode("utf-16-le")) for each, piece in zip(entities, cut, strict=True)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<b>да</b>", [("bold", "да")]),
        ("😀<strong>да</strong>", [("bold", "да")]),
        ("<i>a<u>b</u></i>", [("italic", "ab"), ("underline", "b")]),
        ("<B>да</B>", [("bold", "да")]),
        ("<b>да</>", [("bold", "да")]),
        ("<code>+79990000001</code>", [("code", "+79990000001")]),
        ("<blockquote>a</blockquote>", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", [("spoiler", "a"), ("spoiler", "b")]),
        ('<a href="https://example.com/?a=1&amp;b=2">a</a>', [("text_link", "a")]),
        ("<a href='nowhere'>a</a>", []),
        ('<a href="tg://user?id=5012">a</a>', [("text_mention", "a")]),
        ('<tg-time unix="1790000000" format="r">12:30</tg-time>', [("date_time", "12:30")]),
        ("<b></b>a", []),
        ("&lt;b&gt; &amp; &quot; &#1103; &#x44f;", []),
    ],
)
def test_tags(html: str, found: list[tuple[str, str]]) -> None:
    assert marks(html) == found


def test_what_entities_carry() -> None:
    _, entities = parse_html(
        '<a href="https://Example.com">a</a><tg-time unix="1790000000" format="r">b</tg-time>'
        '<pre><code class="language-python">c</code></pre>'
    )
    assert entities == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.com/"},
        {"type": "date_time", "offset": 1, "length": 1, "unix_time": 1790000000, "date_time_format": "r"},
        {"type": "pre", "offset": 2, "length": 1, "language": "python"},
    ]


def test_references_stand_for_their_characters_and_unknown_ones_for_themselves() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#1103;&#x44f;&nbsp;& &#0;")[0] == '<>&"яя&nbsp;& &#0;'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("я<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("Иван <ivan@example.com>", 'Unsupported start tag "ivan@example.com" at byte offset 9'),
        ("<", "Unclosed start tag at byte offset 0"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x!>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<b =1>a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<tg-time unix="1" format="x">a</tg-time>', "Invalid date format used"),
    ],
)
def test_faults(html: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(html)
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_text_comes_back_whole(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])


@given(st.lists(st.tuples(st.sampled_from("bius"), st.text("ая😀 <&>", min_size=1)), max_size=5))
def test_parsing_undoes_aiograms_own_html(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in parts)
    plain, entities = parse_html(source)
    assert html_decoration.unparse(plain, [MessageEntity.model_validate(each) for each in entities]) == source


@given(st.text("ая😀 \n", max_size=12))
def test_trimming_keeps_entities_on_their_text(text: str) -> None:
    source = f"  {text}x<b>y</b>  \n"
    plain, entities = trim(*parse_html(source))
    assert plain == plain.strip(" \n")
    assert entities[-1] == {"type": "bold", "offset": utf16(plain) - 1, "length": 1}


def test_links_and_commands_are_found_but_not_inside_links() -> None:
    text = "/start@five_minutes_bot см. https://example.com/a, @alina a@example.com #лид +7 999 000-00-01"
    found = [(each["type"], text[each["offset"] :][: each["length"]]) for each in with_found(text, [])]
    assert found == [
        ("bot_command", "/start@five_minutes_bot"),
        ("url", "https://example.com/a"),
        ("mention", "@alina"),
        ("email", "a@example.com"),
        ("hashtag", "#лид"),
        ("phone_number", "+7 999 000-00-01"),
    ]
    link: list[Entity] = [{"type": "text_link", "offset": 0, "length": len(text), "url": "https://example.com/"}]
    assert with_found(text, link) == link
