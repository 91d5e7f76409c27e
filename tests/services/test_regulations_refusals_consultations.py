"""[consultations] and its mirror: what cannot be is refused with its cure."""

from pathlib import Path

import pytest

from services.regulations import check_file
from tests.services.own_files import OP10, check_refused, line_of, written

# old text, new text, what the line of the problem holds, key, value, why, cure
CASES = {
    "meetings that end before they begin": (
        'closes = "20:00"',
        'closes = "08:00"',
        "closes = ",
        "consultations.closes",
        '"08:00"',
        "раньше, чем начинаются",
        "позже opens",
    ),
    "a status twice": (
        'code = "held"',
        'code = "set"',
        "",
        "consultations.statuses.set.code",
        '"set"',
        "этот статус уже есть",
        "calls",
    ),
    "a status with a clock that is not there": (
        'title = "зв 3р в день" # (OP10-32)\nstarts = ["call_plan"]',
        'title = "зв 3р в день" # (OP10-32)\nstarts = ["calls_plan"]',
        '["calls_plan"]',
        "consultations.statuses.calls.starts.1",
        '"calls_plan"',
        "такого срока нет",
        "call_plan",
    ),
    "a source of the table that is not declared": (
        'vk_page = "вк личная"',
        'vk_pag = "вк личная"',
        "vk_pag = ",
        "consultations.sources.vk_pag",
        '"vk_pag"',
        "в [sources] такого имени нет",
        "vk_page",
    ),
    "a list without its columns": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\niblock_id = 51\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "не сказано, что в каком поле",
        "PROPERTY_204",
    ),
    "a list that is not named": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\nfields = { at = "PROPERTY_1" }\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "какой список",
        "iblock_id",
    ),
    "a field that no list has": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\ncode = "a"\nfields = { at = "TIME" }\n\n[consultations.sources]',
        "fields = {",
        "consultations.mirror.fields.at",
        '"TIME"',
        "так поля списка не называются",
        "PROPERTY_204",
    ),
    "a calendar without its number": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "какой календарь",
        "section",
    ),
    "a calendar of nobody": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\ntype = "user"\nsection = 7\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "чей календарь",
        "owner",
    ),
    "a key of the other kind": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\nsection = 7\ncode = "a"\n\n[consultations.sources]',
        'code = "a"',
        "consultations.mirror.code",
        '"a"',
        "ничего не значит",
        "для списка",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_line_and_cure(case: str, tmp_path: Path) -> None:
    check_refused(tmp_path, *CASES[case])


def test_meetings_need_their_section(tmp_path: Path) -> None:
    path = written(tmp_path, OP10[: OP10.index("# Встречи")] + OP10[OP10.index("# Бонус") :])
    (problem,) = check_file(path)
    assert (problem.key, problem.why) == ("actions.consultation.asks", "не сказано, когда и с кем встречи")
    assert problem.line == line_of(path, 'asks = "consultation"')
