"""What may be asked of the lead list, and how a lead is told to have come."""

from datetime import date

import pytest

from services.domain.client_groups import group
from services.domain.lead_list import Day, Known, Problem, parse
from services.domain.list_rules import Direction, Kind, ListRules, Origin, Shown, origin_of
from services.domain.names import fold

TODAY = date(2026, 11, 26)
KNOWN = Known(TODAY, {"source": frozenset({"WEB"}), "manager": frozenset({"12"}), "stages": frozenset({"failure"})})
RULES = ListRules(
    calls=frozenset({fold("Звонок")}),
    missed=frozenset({fold("Неотвеченный звонок")}),
    outgoing=frozenset({fold("Исходящий звонок")}),
    local=frozenset({fold("Внутренний звонок")}),
    manual=frozenset({fold("Создан менеджером")}),
    chats=frozenset({fold("Авито"), fold("VK")}),
    channels=("VK", "Авито"),
)


@pytest.mark.rule("LL-01", "LL-19")
@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("Заявка с сайта", "Сайт", Origin(Kind.FORM, Direction.IN, "")),
        ("Входящий звонок +7…", "", Origin(Kind.CALL, Direction.IN, "")),
        ("Неотвеченный звонок", "", Origin(Kind.MISSED, Direction.IN, "")),
        ("исходящий  ЗВОНОК", "", Origin(Kind.CALL, Direction.OUT, "")),
        ("Внутренний звонок", "", Origin(Kind.CALL, Direction.LOCAL, "")),
        ("Создан менеджером", "Авито", Origin(Kind.MANUAL, Direction.IN, "Авито")),
        ("Заявка", "ВК", Origin(Kind.FORM, Direction.IN, "")),
        ("Заявка", "VK", Origin(Kind.CHAT, Direction.IN, "VK")),
    ],
)
def test_title_and_source_tell_how_a_lead_came(title: str, source: str, expected: Origin) -> None:
    assert origin_of(title, source, "", RULES) == expected


def test_the_channel_is_the_integration_that_sent_the_lead() -> None:
    assert origin_of("Заявка", "Сайт", "Форма-сервис", RULES).channel == "Форма-сервис"
    assert origin_of("Заявка с авито", "Сайт", "", RULES).channel == "Авито"


def test_leads_that_share_a_phone_through_others_are_of_one_client() -> None:
    keys = {5: {"a"}, 7: {"b"}, 9: {"b", "c"}, 8: {"a", "c"}, 10: {"d"}, 11: set()}
    assert group(keys) == {5: 5, 7: 5, 8: 5, 9: 5, 10: 10, 11: 11}


def test_a_query_means_the_last_thirty_days_by_arrival() -> None:
    wanted, problems = parse({}, KNOWN)
    assert not problems
    assert (wanted.first, wanted.last, wanted.day) == (date(2026, 10, 28), TODAY, Day.ARRIVAL)
    assert (wanted.sort, wanted.falling, wanted.page, wanted.silent_too) == ("time", True, 1, False)


def test_everything_that_may_be_asked_is_read() -> None:
    query = {"all": ["1"], "source": ["WEB"], "stages": ["failure"], "who": ["taker"], "day": ["taken"]}
    wanted, problems = parse(query | {"sort": ["manager"], "page": ["3"], "quality": ["junk", "repeat"]}, KNOWN)
    assert not problems
    assert (wanted.first, wanted.shows, wanted.day) == (None, Shown.TAKER, Day.TAKEN)
    assert (wanted.sort, wanted.falling, wanted.page) == ("manager", False, 3)
    assert wanted.of("quality") == {"junk", "repeat"}


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"from": "2026-11-20", "to": "2026-11-01"}, Problem("period", "20.11.2026 – 01.11.2026")),
        ({"from": "2027-01-01"}, Problem("future", "01.01.2027")),
        ({"from": "0001-01-01"}, Problem("date", "0001-01-01")),
        ({"to": "9999-12-31"}, Problem("date", "9999-12-31")),
        ({"from": "вчера"}, Problem("date", "вчера")),
        ({"page": "0"}, Problem("number", "0")),
        ({"page": "²"}, Problem("number", "²")),
        ({"size": "1000000"}, Problem("number", "1000000")),
        ({"sort": "phones"}, Problem("sort", "phones")),
        ({"quality": "best"}, Problem("no-quality", "best")),
        ({"source": "GONE"}, Problem("no-source", "GONE")),
        ({"manager": "99"}, Problem("no-manager", "99")),
        ({"who": "boss"}, Problem("who", "boss")),
    ],
)
def test_what_can_never_be_found_is_told(query: dict[str, str], problem: Problem) -> None:
    assert parse({name: [value] for name, value in query.items()}, KNOWN)[1] == [problem]
