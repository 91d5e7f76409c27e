"""The company's questions: what is asked, what is an answer, and what is missing before a step."""

from dataclasses import replace

import pytest

from services.domain.flow.gaps import gaps
from services.domain.form import Ask, Finished, Given, Reply, Wrong
from services.domain.interview import SKIP, Sheet, Topic, interview
from services.domain.lead import EMAIL, Lead
from tests.domain.examples import TAKE, lead, portal_lead, refused

KIND = Topic("kind", "Физлицо?", "ufCrmKind", (("Физлицо", "45"), ("Юрлицо", "46")))
WISH = Topic("wish", "Что нужно?", "ufCrmWish", free=True)
MAIL = Topic("mail", "Почта?", EMAIL, free=True)
SHEET = Sheet({"ask": [KIND, WISH]})


def talk(*given: Given, sheet: Sheet = SHEET) -> Reply:
    """The reply to the last of these answers."""
    reply = interview({"action": "ask", "sheet": sheet}, None)
    for each in given:
        assert isinstance(reply, Ask), reply
        reply = interview({**reply.state, "sheet": sheet}, each)
    return reply


@pytest.mark.rule("LT-09", "LT-31")
def test_each_answer_goes_by_its_question() -> None:
    first = talk()
    assert isinstance(first, Ask)
    assert first.args == {"title": "Физлицо?", "place": 1, "of": 2, "free": "no"}
    assert [[option.title for option in row] for row in first.options] == [["Физлицо", "Юрлицо"], ["@button-skip"]]
    done = talk(Given(choice="a1"), Given(text="двери из  латуни"))
    assert done == Finished({"answers": {"kind": ["Юрлицо", "46"], "wish": ["двери из латуни"] * 2}, "action": "ask"})
    assert talk(Given(text="физлицо"), Given(choice=SKIP)) == Finished(
        {"answers": {"kind": ["Физлицо", "45"]}, "action": "ask"}
    )


@pytest.mark.parametrize(
    "given", [Given(text="не знаю"), Given(choice="a7"), Given(), Given(file_id="x", picture=True)]
)
def test_what_is_no_answer_is_asked_again(given: Given) -> None:
    assert talk(given) == Wrong("interview-pick")


def test_what_the_portal_knows_already_is_not_asked() -> None:
    assert talk(sheet=Sheet({"ask": []})) == Wrong("refusal-all-answered")
    assert KIND.said(lead({"ufCrmKind": "46"})) == "Юрлицо"
    assert KIND.said(lead()) == ""


@pytest.mark.rule("RB-19")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ivan@example.org", True),
        (" i.van+kp@mail.example.org ", True),
        ("иван@почта.рф", True),
        ("ivan@example", False),
        ("ivan example.org", False),
        ("ivan@@example.org", False),
        (".ivan@example.org", False),
        ("iv..an@example.org", False),
        ("ivan@-example.org", False),
        ("ivan@example.org, anna@example.org", False),
        ("<ivan@example.org>", False),
        ("a" * 190 + "@example.org", False),
        ("", False),
    ],
)
def test_only_an_address_is_an_e_mail(said: str, told: bool) -> None:
    asked = Sheet({"ask": [MAIL]})
    first = talk(sheet=asked)
    assert isinstance(first, Ask)
    assert first.args["free"] == "email"
    answer = said.strip()
    finished = Finished({"answers": {"mail": [answer, answer]}, "action": "ask"})
    assert talk(Given(text=said), sheet=asked) == (finished if told else Wrong("interview-email"))
    assert talk(Given(choice=SKIP), sheet=asked) == Finished({"answers": {}, "action": "ask"})


@pytest.mark.rule("RB-19")
def test_an_e_mail_is_known_from_the_portal_or_while_it_is_on_its_way() -> None:
    assert MAIL.said(lead(portal=portal_lead(emails=("a@example.org",)))) == "a@example.org"
    assert MAIL.said(lead({EMAIL: "b@example.org"})) == "b@example.org"
    assert MAIL.said(lead()) == ""


@pytest.mark.rule("LT-11", "LT-15")
@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (lead(), "почта, поле"),
        (lead({"ufCrmX": "1"}, portal=portal_lead({"ufCrmX": "1"}, emails=("a@example.org",))), ""),
        (replace(lead(), portal=portal_lead(name="", phones=())), "имя, телефон, почта, контакт, поле"),
    ],
)
def test_what_is_missing_is_named(known: Lead, missing: str) -> None:
    titles = {"name": "имя", "phone": "телефон", "email": "почта", "contact": "контакт", "ufCrmX": "поле"}
    wanted = replace(TAKE, needs=titles)
    refusal = gaps(known, wanted)
    assert (refusal.args["gaps"] if refusal else "") == missing
    assert gaps(known, TAKE) is None


def test_the_refusal_has_words() -> None:
    assert refused(gaps(lead(), replace(TAKE, needs={"email": "почта"}))) == "gaps"
