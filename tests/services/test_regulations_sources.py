"""Sources in a regulation: what people call them, what makes one doubtful, and what a portal lacks."""

import re
from pathlib import Path

import pytest

from sandbox.bitrix24.demo import SOURCES, STAGES
from services.domain.gateways import Term
from services.domain.names import fold, key, words
from services.domain.regulation import Action, Phase, Regulation
from services.domain.repair import REPAIR
from services.regulations import bind, load
from services.regulations.inheritance import PRESETS
from tests.services.own_files import written

BITRIX24_SOURCES = (
    ("CALL", "Звонок"),
    ("EMAIL", "Электронная почта"),
    ("WEB", "Веб-сайт"),
    ("ADVERTISING", "Реклама"),
    ("PARTNER", "Существующий клиент"),
    ("RECOMMENDATION", "По рекомендации"),
    ("TRADE_SHOW", "Выставка"),
    ("WEBFORM", "CRM-форма"),
    ("CALLBACK", "Обратный звонок"),
    ("RC_GENERATOR", "Генератор продаж"),
    ("STORE", "Интернет-магазин"),
    ("OTHER", "Другое"),
)


def terms(rows: tuple[tuple[str, ...], ...]) -> list[Term]:
    return [Term(number, row[0], row[1], number * 10) for number, row in enumerate(rows, 1)]


def bound(name: str | Path = "op10", sources: tuple[tuple[str, ...], ...] = SOURCES) -> Regulation:
    return bind(load(name), sources=terms(sources), stages=terms(STAGES))


def meant(rules: Regulation, said: str) -> str | None:
    """The code of what people say, None for «not listed»; KeyError for a word that means nothing."""
    source = rules.spoken[key(said)]
    return source.code if source else None


@pytest.mark.rule("OP10-19")
def test_a_lead_added_by_hand_gets_the_regulations_source(tmp_path: Path) -> None:
    adding = bound().adding
    assert adding is not None
    assert (adding.stage, adding.source) == ("NEW", "RECOMMENDATION")
    assert adding.ask == adding.later == {"name", "phone", "source"}
    ours = written(tmp_path, 'extends = "op10"\nname = "our"\n[manual]\nask = ["phone"]\nlater = []\n')
    other = bound(ours).adding
    assert other is not None
    assert (other.title, other.ask, other.later) == (adding.title, {"phone"}, frozenset())


def test_without_a_source_of_its_own_such_a_lead_has_none(tmp_path: Path) -> None:
    ours = tmp_path / "our.toml"
    text = (PRESETS / "op10.toml").read_text("utf-8")
    ours.write_text(re.sub(r'\nsource = "referral" +#', "\n#", text), encoding="utf-8")
    adding = bound(ours).adding
    assert adding is not None
    assert adding.source == "UC_NONE01"


@pytest.mark.rule("NL-01", "NL-15")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("вк", "UC_VK01"),
        ("BK", "UC_VK01"),  # Latin letters that look Cyrillic
        ("bk", "UC_VK01"),
        ("ВКонтакте", "UC_VK01"),
        ("vk", "UC_VK01"),
        ("телеграмм", "UC_TG01"),
        ("Телеграм", "UC_TG01"),
        ("инста", "UC_INSTA01"),
        ("авито", "UC_AVITO01"),
        ("2гис", "UC_2GIS01"),
        ("2 ГИС", "UC_2GIS01"),
        ("2-gis", "UC_2GIS01"),
        ("сайт", "WEB"),
        ("баннер", "UC_BANNER01"),
        ("По рекомендации", "RECOMMENDATION"),
        ("Сервис звонок", "UC_CALL01"),  # the catalogue's own name needs no alias
    ],
)
def test_what_people_say_is_a_source_of_the_portal(said: str, code: str) -> None:
    assert meant(bound(), said) == code


@pytest.mark.rule("NL-01")
@pytest.mark.parametrize("said", ["ютуб", "радио", "услышали по радио", "увидели по телефону", "EasyBox", "вайбер"])
def test_what_the_portal_lacks_is_known_as_not_listed(said: str) -> None:
    assert meant(bound(), said) is None


def test_an_unknown_word_is_unknown() -> None:
    assert key("голубиная почта") not in bound().spoken


def test_a_source_that_the_portal_gets_later_is_listed_from_then_on() -> None:
    assert meant(bound(sources=(*SOURCES, ("UC_9", "Радио"))), "радио") == "UC_9"


def test_an_alias_of_the_company_goes_before_a_name_of_the_portal(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "op10"\nname = "our"\n[aliases]\n"баннер" = "tv"\n"радио" = "radio"\n')
    rules = bound(path)
    assert meant(rules, "баннер") == "UC_TV01"
    assert meant(rules, "вк") == "UC_VK01"


@pytest.mark.rule("OP10-07")
def test_not_chosen_is_no_source() -> None:
    rules = bound()
    assert rules.no_source == {"UC_NONE01"}
    assert key("Не выбрано") not in rules.spoken


@pytest.mark.rule("OP10-09")
def test_a_doubtful_source_is_found_by_the_word_in_its_name() -> None:
    repair = bound().repair
    assert repair.sources == {"UC_SALEBOT01"}
    assert repair.words == {fold("salebot")}
    assert repair.autofix is False
    assert all(source is None or source.code != "UC_SALEBOT01" for source in bound().spoken.values())


def test_rules_are_bound_to_sources_of_the_portal() -> None:
    rules = {rule.says[0]: rule.source.code if rule.source else None for rule in bound().repair.rules}
    assert rules[words("С группы вк")] == "UC_VK01"
    assert rules[words("С телеграм бота")] == "UC_TG01"
    assert rules[words("С Instagram на аккаунт")] == "UC_INSTA01"
    assert rules[words("С viber бота")] is None


def test_a_portal_with_the_default_dictionary_has_few_sources_and_that_is_fine() -> None:
    rules = bound(sources=BITRIX24_SOURCES)
    assert rules.no_source == frozenset()
    assert {rule.source.code for rule in rules.repair.rules if rule.source} == {"WEB"}
    assert meant(rules, "сайт") == "WEB"
    assert meant(rules, "вк") is None


def test_a_repair_can_be_named_when_it_is_taken_back_and_is_no_button() -> None:
    rules = bound()
    both = frozenset({Phase.NEW, Phase.TAKEN})
    assert rules.chosen(REPAIR) == Action(REPAIR, "Исправление источника", both)
    assert rules.action(REPAIR) is None
    assert rules.chosen("take") is rules.action("take")


def test_a_company_adds_a_rule_and_switches_autofix_on(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text(
        """
extends = "op10"
name = "our"
[repair]
autofix = true
[repair.contacts]
tag = ["Метка"]
[[repair.rules]]
code = "telegram"
says = ["Из нашего бота"]
[[repair.rules]]
code = "tv"
says = ["С телевизора"]
source = "tv"
""",
        encoding="utf-8",
    )
    repair, base = bound(path).repair, bound().repair
    assert repair.autofix
    assert (repair.labels, repair.contacts.tag, repair.contacts.order) == (
        base.labels,
        {key("Метка")},
        base.contacts.order,
    )
    assert len(repair.rules) == len(base.rules) + 1
    said = {rule.says: rule.source.code for rule in repair.rules if rule.source}
    assert said[(words("Из нашего бота"),)] == "UC_TG01"
    assert said[(words("С телевизора"),)] == "UC_TV01"


def test_a_regulation_without_repair_doubts_nothing(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "regulations" / "op10.toml").read_text(encoding="utf-8")
    path = written(tmp_path, text[: text.index("[repair]")] + text[text.index("[fields]") :])
    rules = bound(path)
    assert (rules.repair.words, rules.repair.rules) == (frozenset(), ())
    assert all(each.on_register for each in rules.reserved)
