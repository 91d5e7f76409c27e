"""docs/rules.md tells the truth about which tests are marked with which rule."""

from pathlib import Path

import pytest

from scripts.rules import PAGE, REQUIREMENTS, ROOT, ids_in, kept_by, mistakes, page, rule_ids

SAMPLE = """
import pytest
pytestmark = [pytest.mark.browser, pytest.mark.rule("LT-01")]

@pytest.mark.rule("NL-06", "NL-20")
async def test_one(): ...

@pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.rule("OP10-02"))])
def test_two(x): ...

@pytest.mark.rule("NL-01")
def not_a_test(): ...

@pytest.mark.rule("RB-01")
class TestMany:
    @pytest.mark.rule("RB-02")
    def test_inside(self): ...
"""


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, list[str]]:
    (tmp_path / "tests" / "deep").mkdir(parents=True)
    (tmp_path / "tests" / "deep" / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    return kept_by(tmp_path / "tests")


def test_marks_are_found_wherever_pytest_takes_them(kept: dict[str, list[str]]) -> None:
    where = "tests/deep/test_sample.py::"
    assert kept == {
        "LT-01": [f"{where}test_one", f"{where}test_two", f"{where}TestMany::test_inside"],
        "NL-06": [f"{where}test_one"],
        "NL-20": [f"{where}test_one"],
        "OP10-02": [f"{where}test_two"],
        "RB-01": [f"{where}TestMany::test_inside"],
        "RB-02": [f"{where}TestMany::test_inside"],
    }


def test_the_page_counts_and_names_what_nobody_covers(kept: dict[str, list[str]]) -> None:
    text = page(kept)
    assert "| all | 147 | 6 |" in text
    assert "Nobody covers (141): OP10-01, OP10-03, " in text
    assert "| NL-06 | `tests/deep/test_sample.py::test_one` |" in text
    assert "| NL-07 | – |" in text


def test_a_mark_that_names_no_rule_is_a_mistake() -> None:
    assert mistakes({"NL-06": ["a"], "NL-99": ["b"], "RULE": ["c"]}) == [
        "NL-99: no such rule, in b",
        "RULE: no such rule, in c",
    ]


def test_the_ids_are_those_of_the_requirements() -> None:
    if not REQUIREMENTS.exists():
        pytest.skip("the requirements page is not beside this repository")
    assert ids_in(REQUIREMENTS.read_text(encoding="utf-8")) == rule_ids()


def test_the_page_in_the_docs_is_up_to_date() -> None:
    kept = kept_by(ROOT / "tests")
    assert mistakes(kept) == []
    assert PAGE.read_text(encoding="utf-8") == page(kept), "run: python -m scripts.rules --write"
