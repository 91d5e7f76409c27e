"""Fluent messages: safe, in either language, and loud about mistakes at the right time."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from services.telegram.html import Html, bold
from services.telegram.texts import Texts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two small languages; `only-ru` and `only-en` are missing on the other side."""
    write(tmp_path, "ru", 'hello = <b>Да</b>, { $name }\nlong = { DURATION($for, case: "accusative") }\nonly-ru = да\n')
    write(tmp_path, "en", "hello = <b>Yes</b>, { $name }\nonly-en = yes { $name }\n")
    return tmp_path


def write(root: Path, language: str, source: str) -> None:
    (root / language).mkdir(exist_ok=True)
    (root / language / "words.ftl").write_text(source, "utf-8")


def test_text_is_escaped_and_html_is_not(root: Path) -> None:
    texts = Texts("ru", strict=True, root=root)
    assert texts("hello", name="<Иван & Ко>") == "<b>Да</b>, &lt;Иван &amp; Ко&gt;"
    assert texts("hello", name=bold("Иван")) == "<b>Да</b>, <b>Иван</b>"
    assert isinstance(texts("hello", name="x"), Html)


def test_plain_text_is_left_as_it_is(root: Path) -> None:
    shown = Texts("ru", strict=True, root=root).plain("hello", name="<Иван & Ко>\0")
    assert shown == "<b>Да</b>, <Иван & Ко>"
    assert not isinstance(shown, Html)


def test_a_text_of_any_length_is_shown_whole(root: Path) -> None:
    """Fluent alone gives up at 2,500 characters."""
    assert Texts("ru", strict=True, root=root)("hello", name="&" * 5000).count("&amp;") == 5000


def test_braces_from_outside_are_only_letters(root: Path) -> None:
    assert (
        Texts("ru", strict=True, root=root).plain("hello", name="{ $name } { hello }").endswith("{ $name } { hello }")
    )


def test_numbers_are_not_grouped(root: Path) -> None:
    assert Texts("ru", strict=True, root=root)("hello", name=1234567).endswith("1234567")


def test_a_message_that_is_missing_comes_in_the_other_language(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Texts("ru", root=root)("only-en", name="<x>") == "yes &lt;x&gt;"
    assert "only-en" in caplog.text


def test_a_key_that_nobody_has_is_shown_itself(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Texts("ru", root=root)("nothing") == "nothing"
    assert "nothing" in caplog.text


def test_a_missing_argument_leaves_a_name_and_a_line_in_the_log(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert "Да" in Texts("ru", root=root)("hello")
    assert "name" in caplog.text


@pytest.mark.parametrize(("key", "args"), [("nothing", {}), ("only-en", {"name": "x"}), ("hello", {})])
def test_strict_texts_raise(root: Path, key: str, args: dict[str, str]) -> None:
    with pytest.raises(LookupError, match=key):
        Texts("ru", strict=True, root=root)(key, **args)


@pytest.mark.parametrize("source", ["fine = да\n\nbroken = { $name\n", "a = 1\n\na = 2\n"])
def test_a_broken_file_stops_the_start_with_its_line(tmp_path: Path, source: str) -> None:
    write(tmp_path, "ru", source)
    with pytest.raises(ValueError, match=r"ru/words\.ftl:3: "):
        Texts("ru", strict=True, root=tmp_path)


@pytest.mark.parametrize(
    ("seconds", "case", "ru", "en"),
    [
        (0, "nominative", "0 секунд", "0 seconds"),
        (10, "accusative", "10 секунд", "10 seconds"),
        (1, "accusative", "1 секунду", "1 second"),
        (60, "nominative", "1 минута", "1 minute"),
        (60, "accusative", "1 минуту", "1 minute"),
        (60, "genitive", "1 минуты", "1 minute"),
        (90, "accusative", "90 секунд", "90 seconds"),
        (150, "accusative", "2 минуты", "2 minutes"),
        (300, "genitive", "5 минут", "5 minutes"),
        (21 * 60, "accusative", "21 минуту", "21 minutes"),
        (3600, "genitive", "1 часа", "1 hour"),
        (2 * 3600 + 600, "nominative", "2 часа 10 минут", "2 hours 10 minutes"),
        (86400, "nominative", "1 день", "1 day"),
        (3 * 86400 + 3600, "accusative", "3 дня 1 час", "3 days 1 hour"),
        (-5, "nominative", "0 секунд", "0 seconds"),
    ],
)
def test_durations_in_words(tmp_path: Path, seconds: int, case: str, ru: str, en: str) -> None:
    real = Path(__file__).parents[2] / "locales"
    for language, words in (("ru", ru), ("en", en)):
        write(tmp_path, language, f'test-for = {{ DURATION($for, case: "{case}") }}\n')
        (tmp_path / language / "clock.ftl").write_text((real / language / "clock.ftl").read_text("utf-8"), "utf-8")
        texts = Texts(language, strict=True, root=tmp_path)
        assert texts.plain("test-for", **{"for": timedelta(seconds=seconds)}) == words
        assert texts.plain("test-for", **{"for": seconds}) == words


def test_russian_counts_leads() -> None:
    texts = Texts("ru", strict=True)
    shown = [texts("outage", minutes=5, count=count).splitlines()[1].split(".")[0] for count in (1, 3, 11, 21)]
    assert shown == ["Открыт 1 лид", "Открыто 3 лида", "Открыто 11 лидов", "Открыт 21 лид"]


def test_a_toast_may_be_silent() -> None:
    assert Texts("ru", strict=True).plain("toast-shown", name="", title="") == ""


def test_twenty_one_leads_are_not_one() -> None:
    texts = Texts("ru", strict=True)
    assert texts("leads-released", count=1).endswith("пришёл 1 лид. Позвоните ему первым делом.")
    assert texts("leads-released", count=21).endswith("пришёл 21 лид. Звоните по порядку: сроки идут один за другим.")
