"""What the keeper's answers are remembered by, and which leads they reach."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.bitrix24.demo import SOURCES, STAGES
from services.domain.amend_form import YES, amend_form
from services.domain.amendments import Amendment, Kind, State, amended
from services.domain.flow.repair_source import Doubt, in_doubt, known_already
from services.domain.form import Ask, Finished, Given, Wrong
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Lead
from services.domain.origins import LONGEST_MARK, mark_of, origin_of
from services.domain.source_list import SourceList
from services.regulations import bind, load
from tests.domain.examples import lead, portal_lead

TERMS = [Term(number, row[0], row[1], number * 10) for number, row in enumerate(SOURCES, 1)]
RULES = bind(load("op10"), TERMS, [Term(n, row[0], row[1], n) for n, row in enumerate(STAGES, 1)])
REPAIR = RULES.repair
NOW = datetime(2026, 3, 2, tzinfo=UTC)
BY_CODE = {term.code: term for term in TERMS}


def amendment(kind: Kind, mark: str, source: str, state: State = State.IN_FORCE, **values: str) -> Amendment:
    return Amendment(1, kind, mark, mark, source, state, 1, NOW, **values)


@pytest.mark.rule("OP10-22")
@pytest.mark.parametrize(
    ("comments", "mark"),
    [
        ("Заявка поступила: С лендинга <https://Promo.example/quiz/?utm_source=vk&yclid=1>", "promo.example/quiz"),
        ("Заявка поступила:\nС лендинга promo.example/quiz?step=2#top", "promo.example/quiz?step=2"),
        ("Заявка поступила: С группы вк <http://www.vk.com/club175000034>", "vk.com/club175000034"),
        ("Заявка поступила:\n\nС бота @romashka_new_bot", "с бота @romashka_new_bot"),
        ("Заявка поступила с: С Instagram на аккаунт: example", "с instagram на аккаунт: example"),
        ("Заявка поступила: Квиз «Подбор»", "квиз «подбор»"),
        ("Страница: promo.example", "promo.example"),
        ("Бот: @example_bot", "бот: @example_bot"),
        # What names no landing page, bot, group or account:
        ("Заявка поступила: С группы вк", ""),
        ("Группа: https://vk.com/", ""),
        ("Заявка поступила:\nТелефон: 89990000301", ""),
        ("Сообщение: Страница: promo.example", ""),
        ("Сообщение: хочу так же\nЗаявка поступила: с лендинга promo.example", ""),
        ("Ссылка на профиль: <http://vk.com/id700000001>", ""),
        ("смотрел на https://promo.example", ""),
        ("Страница: promo.example или other.example", ""),
        (f"Страница: promo.example/{'x' * LONGEST_MARK}", ""),
        (f"Заявка поступила: {'слово ' * 100}", ""),
        ("", ""),
    ],
)
def test_the_origin_that_a_comment_names(comments: str, mark: str) -> None:
    origin = origin_of(comments, REPAIR)
    assert (origin.mark if origin else "") == mark
    assert origin is None or origin.line in comments


@given(st.text(max_size=300))
def test_any_value_has_a_bounded_mark_and_always_the_same(value: str) -> None:
    mark = mark_of(value, REPAIR)
    assert len(mark) <= LONGEST_MARK
    assert mark == mark_of(f"  {value} ", REPAIR)


def test_names_that_differ_in_a_sign_are_different_origins() -> None:
    assert mark_of("С бота @ab_c", REPAIR) != mark_of("С бота @abc", REPAIR)


def unknown(source: str, **values: str) -> Lead:
    return lead(portal=portal_lead({SOURCE: source}, comments="Страница: promo.example/quiz"), **values)


@pytest.mark.rule("OP10-22", "OP10-15")
@pytest.mark.parametrize("sure", [True, False])
def test_what_was_learned_reaches_leads_without_a_source_of_their_own(sure: bool) -> None:
    state = State.IN_FORCE if sure else State.SUGGESTED
    said = amendment(Kind.ORIGIN, "promo.example/quiz", "UC_AVITO01", state, instead_of="WEB")
    rules = amended(RULES, [said], 1, TERMS)
    doubt = Doubt("Страница: promo.example/quiz", BY_CODE["UC_AVITO01"], by_itself=sure, learned=True)
    for source in ("", "UC_NONE01", "UC_SALEBOT01", "WEB"):
        assert in_doubt(unknown(source), rules) == doubt
        assert known_already(unknown(source), rules) is not None
    assert in_doubt(unknown("UC_AVITO01"), rules) is None
    assert in_doubt(unknown("UC_VK01"), rules) is None  # somebody's advertising knows better
    assert in_doubt(unknown("WEB", source_said="WEB"), rules) is None  # a person has said so
    assert in_doubt(unknown("WEB"), RULES) is None


def test_an_amendment_goes_before_the_file_and_is_silent_without_its_source() -> None:
    alias = amendment(Kind.ALIAS, "ВК", "UC_TV01")
    assert amended(RULES, [alias], 3, TERMS).spoken["ВК"] == BY_CODE["UC_TV01"]
    assert amended(RULES, [alias], 3, TERMS).key == "op10@2023-08-17.3"
    assert amended(RULES, [replace(alias, state=State.SUGGESTED)], 0, TERMS) == RULES
    assert amended(RULES, [replace(alias, source="GONE")], 0, TERMS) == RULES


def test_of_one_origin_what_is_in_force_goes_before_what_is_suggested() -> None:
    newer = replace(amendment(Kind.ORIGIN, "x", "UC_TV01", State.SUGGESTED), id=2)
    rules = amended(RULES, [amendment(Kind.ORIGIN, "x", "UC_VK01"), newer], 1, TERMS)
    assert (rules.repair.learned["x"].source.code, rules.repair.learned["x"].sure) == ("UC_VK01", True)


def test_an_editor_says_what_and_which_and_agrees() -> None:
    form = amend_form(lambda: RULES, lambda: SourceList(TERMS, RULES))
    asked = form({"kind": "origin"}, None)
    assert asked == Ask("question-amend-origin", {"kind": "origin"})
    assert form({"kind": "origin"}, Given(text="С группы вк")) == Wrong("amend-no-origin")
    assert form({"kind": "origin"}, Given(text="@example_bot")) == Wrong("amend-no-origin")  # of which network?
    assert form({"kind": "alias"}, Given(text="- !")) == Wrong("amend-no-letter")
    assert form({"kind": "alias"}, Given(text="сайт")) == Wrong("amend-is-a-name", {"source": "Сайт"})
    which = form({"kind": "origin"}, Given(text="Бот: @example_bot"))
    assert isinstance(which, Ask)
    sure = form(which.state, Given(text="телега"))
    assert isinstance(sure, Ask)
    assert sure.args == {"said": "бот: @example_bot", "source": "Telegram"}
    assert form(sure.state, Given(text="да")) == Wrong("amend-tap-please")
    assert form(sure.state, Given(choice=YES)) == Finished(
        {"kind": "origin", "said": "Бот: @example_bot", "mark": "бот: @example_bot", "source": "UC_TG01"}
    )
