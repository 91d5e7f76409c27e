"""Where a client can be written to: only what the lead tells, and never an address from outside."""

from dataclasses import replace

import pytest

from services.domain.correctness import Correctness
from services.domain.names import key
from services.domain.repair import ContactKeys, Repair
from services.domain.templates import Way
from services.domain.ways import ways_to_write
from tests.domain.examples import NO_ANSWER, RULES, lead, portal_lead

KEYS = ContactKeys(
    profile=frozenset({key("Ссылка на профиль")}),
    domain=frozenset({key("domain")}),
    telegram=frozenset({key("tg_username")}),
    instagram=frozenset({key("instagram_username")}),
    phone=frozenset({key("phone")}),
)
OURS = replace(RULES, repair=Repair(contacts=KEYS), correctness=Correctness(region="RU"))


def ways(comments: str, *phones: str) -> dict[Way, str]:
    return dict(ways_to_write(replace(lead(), portal=portal_lead(comments=comments, phones=phones)), OURS))


@pytest.mark.rule("NL-14")
@pytest.mark.parametrize(
    ("comments", "found"),
    [
        ("domain: id700000001", {Way.VK: "id700000001"}),
        ("Ссылка на профиль: <http://vk.com/id700000001>", {Way.VK: "id700000001"}),
        ("Ссылка на профиль: https://m.vk.com/example.client/?from=x", {Way.VK: "example.client"}),
        ("tg_username: @example_client", {Way.TELEGRAM: "example_client"}),
        ("Ссылка на профиль: https://t.me/example_client", {Way.TELEGRAM: "example_client"}),
        ("instagram_username: example.client", {Way.INSTAGRAM: "example.client"}),
        ("Ссылка на профиль: https://www.instagram.com/example.client/", {Way.INSTAGRAM: "example.client"}),
        ("phone: 8 (999) 000-00-01", {Way.WHATSAPP: "79990000001"}),
    ],
)
def test_a_comment_tells_where_to_write(comments: str, found: dict[Way, str]) -> None:
    assert ways(comments) == found


@pytest.mark.parametrize(
    "comments",
    [
        "",
        "Ссылка на профиль: https://vk.com.example.org/id700000001",
        "Ссылка на профиль: https://example.org/vk.com/id700000001",
        "Ссылка на профиль: javascript:alert(1)",
        "Ссылка на профиль: https://vk.com/id1/../../x",
        "Ссылка на профиль: https://user@vk.com/id700000001",
        "domain: 1",
        "domain: vk.com/id700000001",
        "tg_username: @пример",
        "tg_username: @example?start=x",
        "Наш tg_username: @example_client",
        "phone: 12-34",
    ],
)
def test_what_is_no_name_of_a_person_is_left_out(comments: str) -> None:
    assert ways(comments) == {}


def test_the_first_phone_that_is_one_goes_before_those_of_the_comment() -> None:
    assert ways("phone: 89990000009", "12-34", "8 999 000-00-01")[Way.WHATSAPP] == "79990000001"
    assert ways("phone: 89990000009")[Way.WHATSAPP] == "79990000009"


def test_where_the_client_is_not_nobody_is_sent() -> None:
    missing = replace(NO_ANSWER, code="no_whatsapp", lacks=(Way.WHATSAPP,))
    rules = replace(OURS, actions=(*OURS.actions, missing))
    assert Way.WHATSAPP in ways_to_write(lead(done=frozenset({"no_answer"})), rules)
    assert Way.WHATSAPP not in ways_to_write(lead(done=frozenset({"no_whatsapp"})), rules)
