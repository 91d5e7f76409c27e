"""What names the regulation, its stages, fields, bonus and rights: what cannot be is refused with its cure."""

from pathlib import Path

import pytest

from tests.services.own_files import check_refused

# old text, new text, what the line of the problem holds, key, value, why, cure
CASES = {
    "a bonus in words": (
        "amount = 5000",
        'amount = "5 000"',
        'amount = "5 000"',
        "bonus.amount",
        '"5 000"',
        "здесь нужно целое число",
        "5000",
    ),
    "a bonus of nothing": (
        "amount = 5000",
        "amount = 0",
        "amount = 0",
        "bonus.amount",
        "0",
        "число слишком маленькое",
        "побольше",
    ),
    "a currency by its sign": (
        'currency = "RUB"',
        'currency = "руб."',
        'currency = "руб."',
        "bonus.currency",
        '"руб."',
        "это не код валюты",
        "RUB",
    ),
    "a role that is not there": (
        'pays = ["admin"] ',
        'pays = ["accountant"] ',
        'pays = ["accountant"]',
        "bonus.pays.1",
        '"accountant"',
        "такого значения нет",
        "admin",
    ),
    "no such time zone": (
        'timezone = "Europe/Moscow"',
        'timezone = "Moscow"',
        "timezone = ",
        "timezone",
        '"Moscow"',
        "такого часового пояса нет",
        "Europe/Moscow",
    ),
    "unknown key at the top": (
        'undo = "60s"',
        'undo = "60s"\nundoo = 1',
        "undoo",
        "undoo",
        "",
        "неизвестный ключ",
        "undo",
    ),
    "a manager is no editor": (
        'editors = ["editor", "supervisor", "admin"]',
        'editors = ["manager"]',
        'editors = ["manager"]',
        "editors.1",
        '"manager"',
        "такого значения нет",
        "supervisor",
    ),
    "zero duration": ('undo = "60s"', 'undo = "0s"', 'undo = "0s"', "undo", '"0s"', "не срок больше нуля", "1h30m"),
    "duration as a number": ('undo = "60s"', "undo = 60", "undo = 60", "undo", "60", "не срок больше нуля", '"90s"'),
    "no new stages": (
        'new = ["Необработанный лид", "NEW"]',
        "",
        "[stages]",
        "stages.new",
        "",
        "нет обязательного ключа",
        'new = ["Необработанный лид"',
    ),
    "alias without names": (
        'rejected = ["Отказ", "JUNK"]',
        "rejected = []",
        "rejected = []",
        "stages.rejected",
        "[]",
        "список пуст",
        "хотя бы одну",
    ),
    "alias not in Latin": (
        'rejected = ["Отказ", "JUNK"]',
        'rejected = ["JUNK"]\n"Отказ" = ["JUNK"]',
        '"Отказ" =',
        "stages.Отказ",
        '"Отказ"',
        "код не из латиницы",
        "no_answer",
    ),
    "reason over the comments": (
        'reject_reason = "statusDescription"',
        'reject_reason = "comments"',
        "reject_reason",
        "fields.reject_reason",
        '"comments"',
        "занято другим",
        "ufCrm_",
    ),
    "field in the old spelling": (
        'reject_reason = "statusDescription"',
        'reject_reason = "STATUS_DESCRIPTION"',
        "STATUS_DESCRIPTION",
        "fields.reject_reason",
        '"STATUS_DESCRIPTION"',
        "так поля не называются",
        "statusDescription",
    ),
    "no such country": (
        'region = "RU"',
        'region = "RUS"',
        "RUS",
        "correctness.region",
        '"RUS"',
        "такой страны нет",
        "RU, KZ",
    ),
    "date in quotes": (
        "edition = 2023-08-17",
        'edition = "2023-08-17"',
        "edition =",
        "edition",
        '"2023-08-17"',
        "здесь нужна дата",
        "без кавычек",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_line_and_cure(case: str, tmp_path: Path) -> None:
    check_refused(tmp_path, *CASES[case])
