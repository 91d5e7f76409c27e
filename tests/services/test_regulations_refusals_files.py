"""Files that are no TOML, broken values of any shape, and how all of it is told."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.regulations import Problem, RegulationError, check_file, describe, load
from services.regulations.checks import cross_check
from services.regulations.document import Document, Place
from services.regulations.inheritance import assemble, presets
from services.regulations.shape import read_shape
from tests.services.own_files import OP10, line_of, spoilt, written


def test_all_problems_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = spoilt(tmp_path, 'undo = "60s"', 'undo = "0s"')
    text = path.read_text(encoding="utf-8").replace('"10m"', '"1m"')
    path.write_text(text.replace('taken"]\nsource = "referral"', 'taken"]\nsource = "nowhere"'), encoding="utf-8")
    with pytest.raises(RegulationError) as caught:
        load(path)
    assert [problem.line for problem in caught.value.problems] == [
        line_of(path, fragment) for fragment in ('undo = "0s"', '"1m"', "nowhere")
    ]
    assert str(caught.value) == "\n".join(map(describe, caught.value.problems))


@pytest.mark.parametrize(
    ("old", "new", "row", "why"),
    [
        ('undo = "60s"', 'undo = "60s', "undo", "не по правилам TOML"),
        ('undo = "60s"', 'undo = "60s"\nundo = "60s"', "", "второй раз"),
        ("[fields]", "[sources]", "[sources]", "второй раз"),
        ('in = ["new"]\ntakes', 'in "new"\ntakes', 'in "new"', "не по правилам TOML"),
    ],
)
def test_toml_that_does_not_parse(old: str, new: str, row: str, why: str, tmp_path: Path) -> None:
    path = spoilt(tmp_path, old, new)
    (problem,) = check_file(path)
    text = path.read_text(encoding="utf-8")
    assert problem.line == text.count("\n", 0, text.rindex(row or 'undo = "60s"')) + 1
    assert why in problem.why


def test_a_text_that_breaks_off_is_reported_at_its_end(tmp_path: Path) -> None:
    path = written(tmp_path, 'name = "x"\nlist = [\n1,\n')
    (problem,) = check_file(path)
    assert problem.line == 3


def test_a_file_that_is_not_there_names_the_nearest_preset(tmp_path: Path) -> None:
    (problem,) = check_file("op1O")
    assert "нет" in problem.why
    assert "op10" in problem.cure
    (problem,) = check_file(tmp_path)
    assert problem.why == "такого регламента нет"


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_bytes(OP10.encode("cp1251", "replace"))
    (problem,) = check_file(path)
    assert "UTF-8" in problem.why


def test_notepad_marks_and_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OP10.replace("\n", "\r\n").encode())
    assert check_file(path) == []


def test_description_is_where_why_and_the_cure() -> None:
    problem = Problem("our.toml", 7, "undo", '"0s"', "это не срок", "пишите 60s")
    assert describe(problem) == 'our.toml:7: undo = "0s": это не срок\n    → пишите 60s'
    assert describe(Problem("our.toml", 1, "", "", "файл не читается", "проверьте")).startswith("our.toml:1: файл не")


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    (problem,) = check_file(spoilt(tmp_path, 'title = "Недозвон"', f'title = "{"Н" * 500}"'))
    assert len(problem.value) == 60


anything = st.recursive(
    st.none().map(lambda _: "")
    | st.text(max_size=5)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.sampled_from([date(2026, 1, 1), datetime(2026, 1, 1, 9, tzinfo=UTC), time(9), "first_touch", "new", "5m"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    *("name", "title", "edition", "undo", "stages", "sources", "aliases", "fields", "repair"),
    *("clocks", "actions", "extends", "timezone", "templates", "other"),
)
entry = st.dictionaries(
    st.sampled_from(
        [
            "code",
            "title",
            "in",
            "stage",
            "reason",
            "hints",
            "style",
            "ladder",
            "daily",
            "rules",
            "says",
            "source",
            "contacts",
        ]
    ),
    anything,
)


@given(st.dictionaries(st.sampled_from(KEYS), anything | entry | st.lists(entry | anything, max_size=3)))
def test_no_value_of_any_shape_is_told_in_english_or_breaks_the_check(data: dict[str, Any]) -> None:
    document = Document(data, {(): Place("our.toml", 1)})
    file, problems = read_shape(document)
    problems += cross_check(document)
    assert file or problems
    assert all(problem.why != "значение не подходит" for problem in problems)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Of everything in a document, of the entries of a list the first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from _paths(each, (*path, key))


@pytest.mark.parametrize("preset", presets())
def test_a_value_of_another_shape_anywhere_in_a_preset_does_not_break_the_check(preset: str) -> None:
    document = assemble(preset)
    for path in _paths(document.data):
        data = deepcopy(document.data)
        table: Any = data
        for key in path[:-1]:
            table = table[key]
        table[path[-1]] = [[]]
        spoiled = Document(data, document.places)
        _, problems = read_shape(spoiled)
        assert [*problems, *cross_check(spoiled)], path


def test_covers_of_another_shape_do_not_break_the_check(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "latuning"\n[duty]\ncovers = { anna = "anna" }\n')
    assert {problem.key for problem in check_file(path)} == {"duty.covers.anna"}
