"""The first file of a company: whatever the portal calls its stages and sources, it is a regulation."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.gateways import Term
from services.regulations import bind, load
from services.regulations.beginning import Answers, code_of, guess, written_file
from tests.services.own_files import written

STAGES = [
    Term(1, "NEW", "Новый", 1),
    Term(2, "UC_WORK", 'В "работе"', 2),
    Term(3, "CONVERTED", "Успех", 3, "S"),
    Term(4, "JUNK", "Брак", 4, "F"),
]


def test_it_is_a_regulation_in_the_portals_own_words(tmp_path: Path) -> None:
    sources = [Term(1, "WEB", "Сайт", 1), Term(2, "WEB2", "сайт", 2), Term(3, "X", "★", 3)]
    new, in_work, rejected = guess(STAGES)
    said = Answers("our", "Наши «правила»", "Asia/Yekaterinburg", new, in_work, rejected, "3m", "9m", "10:00", "20:00")
    path = written(tmp_path, written_file(said, STAGES, sources, date(2026, 3, 2)))
    rules = bind(load(path), sources, STAGES)
    assert (rules.name, rules.title, rules.edition) == ("our", "Наши «правила»", "2026-03-02")
    assert rules.new_stages == {"NEW"}
    assert [action.fields.get("stageId") for action in rules.actions] == ["UC_WORK", None, "JUNK"]
    assert [str(rung.after) for rung in rules.clocks[0].ladder] == ["0:03:00", "0:09:00"]
    assert "# ещё в портале" in path.read_text(encoding="utf-8")


@given(st.lists(st.text(min_size=1, max_size=30), max_size=8))
def test_any_names_of_sources_make_a_file_that_can_be_read(names: list[str]) -> None:
    said = Answers("our", "Наши", "UTC", "NEW", "UC_WORK", "JUNK")
    sources = [Term(number, f"S{number}", name, number) for number, name in enumerate(names)]
    read = tomllib.loads(written_file(said, STAGES, sources, date(2026, 3, 2)))
    assert [terms[-1] for terms in read.get("sources", {}).values()] == [source.code for source in sources]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Инстаграм", "instagram"), ("2Гис", "2gis"), ("★", "source"), ("Я.Директ", "ya_direkt")],
)
def test_a_name_becomes_a_code(name: str, code: str) -> None:
    assert code_of(name) == code
