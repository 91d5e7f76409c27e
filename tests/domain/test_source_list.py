"""The list of sources as people look for them: pages, letters, words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.bitrix24.demo import SOURCES, STAGES
from services.domain.form import Ask, Finished, Given, Reply, Wrong
from services.domain.gateways import Term
from services.domain.regulation import Regulation
from services.domain.source_form import LONGEST, choose
from services.domain.source_list import OFFERED, PAGE, SourceList
from services.regulations import bind, load


def terms(rows: tuple[tuple[str, ...], ...]) -> list[Term]:
    return [Term(number, row[0], row[1], number * 10) for number, row in enumerate(rows, 1)]


RULES: Regulation = bind(load("op10"), terms(SOURCES), terms(STAGES))
OFFERED_TERMS = [term for term in terms(SOURCES) if term.code not in RULES.no_source]
LIST = SourceList(OFFERED_TERMS, RULES)


@pytest.mark.rule("OP10-07", "OP10-08")
def test_the_pages_hold_every_source_once_in_order() -> None:
    pages = [LIST.shelf(f"page.{number}") for number in range(LIST.shelf("").pages)]
    assert [term for page in pages for term in page.terms] == OFFERED_TERMS
    assert {len(page.terms) for page in pages[:-1]} == {PAGE}
    assert (pages[0].view(-1), pages[-1].view(len(pages))) == ("page.3", "page.0")


@pytest.mark.rule("OP10-08")
def test_every_source_is_found_under_one_of_the_letters() -> None:
    letters = LIST.shelf("letters").letters
    found = {term.code for letter in letters for term in LIST.shelf(f"letter.{letter}.0").terms}
    assert found == {term.code for term in OFFERED_TERMS}
    assert "VK" in [term.name for term in LIST.shelf("letter.В.0").terms]
    assert "VK" in [term.name for term in LIST.shelf("letter.V.0").terms]


@pytest.mark.rule("OP10-08", "NL-01", "NL-15")
@pytest.mark.parametrize(
    ("said", "source", "near", "unlisted"),
    [
        ("вк", "VK", 0, False),
        ("BK", "VK", 0, False),
        ("С группы ВК", "VK", 0, False),
        (
            "Salebot.pro - Линия для подключения Salebot.pro",
            "Salebot.pro - Линия для подключения Salebot.pro",
            0,
            False,
        ),
        ("ватсап", None, 4, True),  # known, and the portal has four of them
        ("радио", None, 0, True),
        ("EasyBox", None, 0, True),
        ("авит", None, 1, False),
        ("бнер", None, 1, False),  # mistyped
        ("форма", None, 2, False),
        ("директ", None, 2, False),
        ("голубиная почта", None, 0, False),
        ("🙂", None, 0, False),
        ("", None, 0, False),
    ],
)
def test_what_words_mean(said: str, source: str | None, near: int, unlisted: bool) -> None:
    found = LIST.find(said)
    assert (found.source.name if found.source else None, len(found.near), found.unlisted) == (source, near, unlisted)


@given(st.text(max_size=80))
def test_any_words_and_any_view_find_only_what_is_in_the_list(said: str) -> None:
    found = LIST.find(said)
    assert {term for term in (found.source, *found.near) if term} <= set(OFFERED_TERMS)
    assert len(found.near) <= OFFERED
    shelf = LIST.shelf(said)
    assert set(shelf.terms) <= set(OFFERED_TERMS)
    assert 0 <= shelf.page < shelf.pages


@given(st.text(max_size=40), st.sampled_from(["", "said"]))
def test_any_tap_and_any_words_keep_the_conversation_in_its_bounds(given_: str, said: str) -> None:
    state = {"said": said} if said else {}
    for answer in (Given(choice=given_), Given(text=given_), Given(file_id=given_)):
        reply: Reply = choose(state, answer, LIST, unlisted=False)
        assert isinstance(reply, Ask | Wrong) or reply.values["source"] in {term.code for term in OFFERED_TERMS}


def test_the_conversation_names_a_source_or_what_is_in_no_list() -> None:
    asked = choose({"action": "x"}, None, LIST)
    assert isinstance(asked, Ask)
    assert choose(asked.state, Given(choice=asked.options[0][0].code), LIST) == Finished(
        {"source": "RECOMMENDATION", "name": "Рекомендация"}
    )
    naming = choose(asked.state, Given(choice="unlisted"), LIST)
    assert isinstance(naming, Ask)
    assert naming.state == {"action": "x", "naming": True}
    assert choose(naming.state, Given(text=" голубиная  почта "), LIST) == Finished({"unlisted": "голубиная почта"})
    offered = choose(asked.state, Given(text="голубиная почта"), LIST)
    assert isinstance(offered, Ask)
    assert choose(offered.state, Given(choice="unlisted"), LIST) == Finished({"unlisted": "голубиная почта"})
    assert choose(asked.state, Given(text="х" * (LONGEST + 1)), LIST) == Wrong(
        "source-words-please", {"length": LONGEST}
    )
    assert choose(asked.state, Given(choice="s999"), LIST) == Wrong("refusal-stale")
