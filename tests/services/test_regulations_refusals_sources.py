"""[sources], [aliases], [repair], [manual]: what cannot be is refused with its cure."""

from pathlib import Path

import pytest

from tests.services.own_files import check_refused

# old text, new text, what the line of the problem holds, key, value, why, cure
CASES = {
    "source of manual leads not declared": (
        'source = "referral"   #',
        'source = "referal"    #',
        'source = "referal"',
        "manual.source",
        '"referal"',
        "в [sources] такого имени нет",
        "referral",
    ),
    "something that a manual lead has not": (
        'ask = ["name"',
        'ask = ["mail"',
        "ask = ",
        "manual.ask.1",
        '"mail"',
        "такого значения нет",
        "можно назвать: name, phone, source",
    ),
    "alias of a source not declared": (
        '"телега" = "telegram"',
        '"телега" = "telegrm"',
        '"телега" = "telegrm"',
        "aliases.телега",
        '"telegrm"',
        "в [sources] такого имени нет",
        "telegram",
    ),
    "one word for two sources": (
        '"телега" = "telegram"',
        '"телега" = "telegram"\n"BK" = "ok"',
        '"BK" = "ok"',
        "aliases.BK",
        '"BK"',
        "это уже значит vk",
        "оставьте одну запись",
    ),
    "an alias without a letter": (
        '"телега" = "telegram"',
        '"-" = "telegram"',
        '"-" = "telegram"',
        "aliases.-",
        '"-"',
        "ни буквы, ни цифры",
        "как говорят люди",
    ),
    "repair to a source not declared": (
        'source = "two_gis"',
        'source = "twogis"',
        'source = "twogis"',
        "repair.rules.two_gis.source",
        '"twogis"',
        "в [sources] такого имени нет",
        "two_gis",
    ),
    "two rules of repair with one code": (
        'code = "two_gis"',
        'code = "avito"',
        "",
        "repair.rules.avito.code",
        '"avito"',
        "уже занят",
        "свой код",
    ),
    "one phrase for two sources": (
        '"С 2gis"',
        '"с ABИТО"',
        "ABИТО",
        "repair.rules.two_gis.says.2",
        '"с ABИТО"',
        "это уже значит avito",
        "оставьте одну запись",
    ),
    "unknown key of repair": (
        "autofix = false",
        "autofixx = false",
        "autofixx",
        "repair.autofixx",
        "",
        "неизвестный ключ",
        "autofix",
    ),
    "unknown key of a rule of repair": (
        'hosts = ["2gis.ru"]',
        'host = ["2gis.ru"]',
        'host = ["2gis.ru"]',
        "repair.rules.two_gis.host",
        "",
        "неизвестный ключ",
        "hosts",
    ),
    "unknown contact": (
        'domain = ["domain"]',
        'domains = ["domain"]',
        "domains",
        "repair.contacts.domains",
        "",
        "неизвестный ключ",
        "domain",
    ),
    "autofix is neither yes nor no": (
        "autofix = false",
        'autofix = "yes"',
        'autofix = "yes"',
        "repair.autofix",
        '"yes"',
        "«да» или «нет»",
        "true или false",
    ),
    "one name instead of a list": (
        '["Рекомендация", "По рекомендации", "RECOMMENDATION"]',
        '"Рекомендация"',
        "referral =",
        "sources.referral",
        '"Рекомендация"',
        "здесь нужен список",
        "квадратные скобки",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_line_and_cure(case: str, tmp_path: Path) -> None:
    check_refused(tmp_path, *CASES[case])
