"""[conversion]: what cannot be is refused with its cure."""

from pathlib import Path

import pytest

from services.regulations import check_file
from services.regulations.inheritance import PRESETS
from tests.services.own_files import spoilt, written

ROBOTS = (PRESETS / "funnel-robots.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('asks = "conversion"\n', "", "conversion", "ни одна кнопка не конвертирует"),
        ('stage = "converted"', 'stage = "convertd"', "conversion.stage", "в [stages] такого имени нет"),
        ('stages = ["offered"]\nstage =', 'stages = ["ofered"]\nstage =', "conversion.stages.1", "такого имени нет"),
        ('["deal", "contact", "company"]', '["deal", "company"]', "conversion.variants.company.creates", "так не"),
        ('creates = ["deal"]', 'creates = ["contact"]', "conversion.variants.known.creates", "так не конвертируют"),
        ('code = "known"', 'code = "person"', "conversion.variants.person.code", "этот код уже занят выше"),
        ('creates = ["deal"]', 'creates = ["deal"]\nreason = "x"', "conversion.variants.known.creates", "так не"),
        (
            'stage = "converted"',
            'stage = "converted"\ndeal_stage = "C9:NEW"',
            "conversion.deal_stage",
            "другой воронки",
        ),
        (
            'stage = "converted"',
            'stage = "converted"\ncategory = 9\ndeal_stage = "NEW"',
            "conversion.deal_stage",
            "другой воронки",
        ),
        (
            'creates = ["deal"]',
            'creates = ["deal"]\nstage = "no"',
            "conversion.variants.known.stage",
            "такого имени нет",
        ),
    ],
)
def test_a_conversion_that_cannot_be_carried_out(old: str, new: str, key: str, why: str, tmp_path: Path) -> None:
    (problem,) = check_file(spoilt(tmp_path, old, new, ROBOTS))
    assert problem.key == key
    assert why in problem.why
    assert problem.cure


def test_a_button_that_converts_needs_the_section(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'extends = "op10"\n[[actions]]\ncode = "convert"\ntitle = "В сделку"\nasks = "conversion"\n'
    )
    (problem,) = check_file(path)
    assert (problem.line, problem.key, problem.why) == (5, "actions.convert.asks", "не сказано, во что конвертировать")
