"""What a comment says of a lead's source: never a wrong answer on the corpus beside this file, and a line for each."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.bitrix24.demo import SOURCES, STAGES
from services.domain.comment_lines import readable
from services.domain.contact_hints import Contacts, read_contacts
from services.domain.gateways import Term
from services.domain.source_hints import NOTHING, SourceHint, read_source
from services.regulations import bind, load

LARGE = 20_000  # characters of what ⟪…⟫ stands for


def terms(rows: Any) -> list[Term]:
    return [Term(number, row[0], row[1], number * 10) for number, row in enumerate(rows, 1)]


RULES = bind(load("op10"), sources=terms(SOURCES), stages=terms(STAGES))
CORPUS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("source_comments.toml").read_text("utf-8"))[
    "comment"
]
NAMES = [each["name"] for each in CORPUS]


def text_of(comment: dict[str, Any]) -> str:
    before, opening, rest = comment["text"].partition("⟪")
    repeated, _, after = rest.partition("⟫")
    return before + repeated * (LARGE // max(1, len(repeated))) + after if opening else str(comment["text"])


def read(text: str) -> SourceHint:
    return read_source(text, RULES.repair, RULES.spoken)


def test_the_corpus_is_large_and_its_answers_are_sources_of_the_portal() -> None:
    assert len(CORPUS) >= 60
    assert len(set(NAMES)) == len(NAMES)
    assert {each["source"] for each in CORPUS} <= {"", *(name for _, name in SOURCES)}


@pytest.mark.rule("OP10-10", "OP10-11", "OP10-12", "OP10-13", "NL-15")
@pytest.mark.parametrize("comment", CORPUS, ids=NAMES)
def test_no_answer_is_wrong_and_each_is_quoted(comment: dict[str, Any]) -> None:
    hint = read(text_of(comment))
    if hint.source:
        assert hint.source.name == comment["source"]
        assert hint.line
    if hint.line:
        assert hint.line == comment["line"]
        assert hint.line in readable(text_of(comment))
    if comment.get("line"):
        assert hint.line, "the corpus says that this one is answered"


def test_precision_is_whole_and_most_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    answers = [(comment["source"], hint.source.name) for comment in CORPUS if (hint := read(text_of(comment))).source]
    right = sum(meant == found for meant, found in answers)
    known = sum(bool(comment["source"]) for comment in CORPUS)
    with capsys.disabled():
        print(f"\nsource hints: {len(CORPUS)} comments, precision {right}/{len(answers)}, recall {right}/{known}")
    assert right == len(answers) > 0
    assert right / known >= 0.8


@pytest.mark.rule("OP10-11", "OP10-12", "OP10-13", "OP10-14")
@pytest.mark.parametrize("comment", [each for each in CORPUS if "contacts" in each], ids=lambda each: each["name"])
def test_contacts_are_read_in_one_form(comment: dict[str, Any]) -> None:
    expected = {**comment["contacts"], "phones": tuple(comment["contacts"].get("phones", ()))}
    found = read_contacts(text_of(comment), RULES.repair)
    for kind, value in expected.items():
        assert getattr(found, kind) == value, kind


@pytest.mark.parametrize(
    "text",
    [
        "domain: None такого нет",
        "tg_username:",
        "tg_username: @<b>",
        "Тег клиента: <script>",
        "bdate: скоро",
        "phone: перезвоните вечером",
        "phone: 12-34",
        "Ссылка на профиль: javascript:alert(1)",
        "Телефон:\nЗаявка поступила: С группы вк",
    ],
)
def test_what_is_no_contact_is_left_out(text: str) -> None:
    assert read_contacts(text, RULES.repair) == Contacts()


def test_several_phones_are_told_once_each() -> None:
    text = "phone: +79990000001, 8 999 000-00-02\nТелефон: 8 (999) 000-00-01"
    assert read_contacts(text, RULES.repair).phones == ("+79990000001", "+79990000002")


def test_a_longer_comment_than_the_portal_keeps_gets_no_answer() -> None:
    assert read("Заявка поступила: С группы вк" + "\n" * 65_536) == NOTHING


CLEAR = [each for each in CORPUS if each.get("line") and each["source"] and "⟪" not in each["text"]]


@pytest.mark.parametrize("comment", CLEAR, ids=lambda each: each["name"])
def test_a_second_opinion_takes_every_answer_away(comment: dict[str, Any]) -> None:
    other = "С телеграм бота @romashka_bot" if comment["source"] != "Telegram" else "С группы вк"
    assert read(f"{text_of(comment)}\n\nЗаявка поступила: {other}").source is None
    assert read(f"Заявка поступила: {other}\n\n{text_of(comment)}").source is None


PIECES = st.sampled_from(
    (
        *("Заявка поступила", ":", "\n", "С группы вк", "с телеграм бота", "@romashka_bot", "<", ">", "[b]", "[/b]"),
        *(
            "«",
            "»",
            "<https://vk.com/club1>",
            "t.me/x",
            "свернуть",
            "Сообщение:",
            "phone:",
            "8999",
            " ",
            "\u200b",
            "не ",
        ),
    )
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_any_text_is_read_without_a_fall_and_never_answered_without_its_words(text: str) -> None:
    hint = read(text)
    read_contacts(text, RULES.repair)
    assert not hint.source or hint.line in readable(text)
    if hint.source and hint.source.name == "VK":
        assert "вк" in hint.line.lower() or "vk" in hint.line.lower()
