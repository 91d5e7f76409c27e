"""What looks wrong with a client's data; nothing is decided."""

import pytest

from services.domain.client import flaws_of, lookup_keys
from services.domain.correctness import Correctness, Flaw, flaws
from services.regulations import load
from services.regulations.binding import bind
from tests.domain.examples import RULES, portal_lead
from tests.services.test_regulations_binding import DEMO_SOURCES, DEMO_STAGES

GOOD = ("+79990000001",)
RULES_OF_OP10 = bind(load("op10"), DEMO_SOURCES, DEMO_STAGES)


@pytest.mark.rule("NL-09")
@pytest.mark.parametrize(
    ("phones", "flaw"),
    [
        (("8 (999) 000-00-01",), None),
        ((), Flaw.NO_PHONE),
        (("12-34",), Flaw.PHONE_SHORT),
        (("+7 999 000 00 011",), Flaw.PHONE_LONG),
        (("8999000000O",), Flaw.PHONE_LETTERS),
        (("+7 000 000 00 00",), Flaw.PHONE_UNKNOWN),
        (("+375 29 123-45-67",), Flaw.PHONE_ABROAD),
        (("12-34", "+79990000001"), None),
    ],
)
def test_what_is_wrong_with_the_phone(phones: tuple[str, ...], flaw: Flaw | None) -> None:
    assert flaws("Олег", phones, Correctness()) == ((flaw,) if flaw else ())


@pytest.mark.rule("NL-09")
@pytest.mark.parametrize("name", ["Олег", "Ли", "Ян Тестов", "Анна-Мария", "Oleg", "О. Генри", "Тест Олегович"])
def test_a_name_of_a_person(name: str) -> None:
    assert flaws(name, GOOD, RULES_OF_OP10.correctness) == ()


@pytest.mark.rule("NL-09")
@pytest.mark.parametrize(
    "name",
    ["<b>фыва</b>", "Тест", "ТЕСТ тест", "tect", "ааааа", "q", "123", "+79990000001", "...", "Без имени", "asdf"],
)
def test_a_name_of_nobody(name: str) -> None:
    assert flaws(name, GOOD, RULES_OF_OP10.correctness) == (Flaw.JUNK_NAME,)


def test_no_name_is_not_a_junk_name_and_both_may_be_wrong() -> None:
    assert flaws(" ", ("12-34",), Correctness()) == (Flaw.PHONE_SHORT, Flaw.NO_NAME)


def test_the_region_is_the_regulations() -> None:
    german = Correctness(region="DE")
    assert flaws("Олег", ("030 1234567",), german) == ()
    assert flaws("Олег", GOOD, german) == (Flaw.PHONE_ABROAD,)


@pytest.mark.rule("OP10-14", "OP10-13")
def test_a_phone_that_only_the_comment_tells_counts() -> None:
    fresh = portal_lead(phones=(), comments="Имя: Мария\nphone: 8 999 000 00 01")
    assert flaws_of(fresh, RULES_OF_OP10) == ()
    assert flaws_of(fresh, RULES) == (Flaw.NO_PHONE,)
    assert "+79990000001" in lookup_keys(fresh, RULES_OF_OP10).phones
