"""The preset `latuning`: its times, and what cannot be in the sections that it has."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.domain.due_times import due_times
from services.domain.gateways import Term
from services.domain.lead import SOURCE
from services.domain.regulation import FIRST_TOUCH, Audience
from services.regulations import RegulationError, bind, load
from tests.domain.examples import lead
from tests.services.own_files import spoilt

STAGES = [Term(1, "NEW", "Новый лид", 1), Term(2, "WORK", "В работе", 2), Term(3, "JUNK", "Забракованный лид", 3, "F")]
SOURCES = [Term(1, "INSTA", "Instagram", 1), Term(2, "WEB", "Сайт", 2)]


def at(day: int, clock: str) -> datetime:
    """A time in Moscow of a day in April 2026, whose first is a Wednesday."""
    return datetime.fromisoformat(f"2026-04-{day:02}T{clock}+03:00").astimezone(UTC)


@pytest.mark.rule("LT-20", "LT-21", "LT-22", "LT-14")
def test_the_times_are_those_of_the_text() -> None:
    rules = bind(load("latuning"), SOURCES, STAGES, year=2026)
    clock, sweep, silence = (rules.clock(code) for code in (FIRST_TOUCH, "sweep", "silence"))
    assert clock is not None
    assert sweep is not None
    assert silence is not None
    assert due_times(clock, at(1, "12:00"))[-1] == at(1, "19:00")
    assert due_times(clock, at(1, "18:10"))[-1] == at(2, "12:00")
    assert due_times(clock, at(3, "18:30"))[-1] == at(6, "12:00"), "a Friday evening"
    assert due_times(sweep, at(1, "12:00")) == [at(1, "14:00")]
    assert due_times(sweep, at(3, "15:00")) == [at(6, "14:00")]
    assert [rung.audience for rung in sweep.ladder] == [Audience.DUTY]
    assert due_times(silence, at(1, "12:00"))[0] == at(3, "12:00")


@pytest.mark.rule("LT-10", "LT-25")
def test_messengers_go_first_then_the_territory_of_the_object() -> None:
    rules = bind(load("latuning"), SOURCES, STAGES, year=2026)
    places = [{SOURCE: "INSTA"}, {"ufCrmPlace": "Садовое кольцо"}, {"ufCrmPlace": "ТТК"}, {"ufCrmPlace": "Москва"}]
    places += [{"ufCrmPlace": "Город-миллионник"}, {SOURCE: "WEB"}]
    assert [rules.rank(lead(fields)) for fields in places] == list(range(6))


@pytest.mark.rule("LT-02", "LT-03")
def test_every_channel_of_the_text_is_known_where_the_portal_has_it() -> None:
    sites = ("latuning.ru", "brassing.ru", "latunprofile.ru", "raillingbrass.ru")
    social = ("Instagram latuning.ru", "ВК latuning.ru")
    direct = ("Звонок на номера компании", "Whatsapp latuning.ru")
    mail = tuple(f"Почта {domain}" for domain in (*sites, "golden-steel.ru", "latuning.kz"))
    names = ("Контекстная реклама latuning.ru", *sites, *social, *direct, *mail)
    terms = [Term(number, f"S{number}", name, number) for number, name in enumerate(names)]
    groups = bind(load("latuning"), terms, STAGES, year=2026).lists.groups
    named = {group: {names[int(code[1:])] for code in codes} for group, codes in groups.items()}
    assert named == {
        "Сайты": {names[0], *sites},
        "Соцсети": set(social),
        "Звонки и мессенджеры": set(direct),
        "Почта": set(mail),
    }


def test_fields_that_the_portal_lacks_are_named() -> None:
    with pytest.raises(RegulationError) as refused:
        bind(load("latuning"), SOURCES, STAGES, [Term(1, "statusDescription", "Причина", 1)], year=2026)
    named = [problem.key for problem in refused.value.problems]
    assert "questions.sphere.field" in named
    assert "ladders.territory1.when.fields.ufCrmPlace" in named


# what is changed, the key that is named, a word of the cure
BAD = {
    "no such question": (
        'questions = ["client_type"',
        'questions = ["client"',
        "actions.qualify.questions.1",
        "client",
    ),
    "asks nothing": ('asks = "questions"\n', "", "actions.qualify.questions", "asks"),
    "no questions": (
        'questions = ["client_type", "sphere", "request", "history", "place"]\n',
        "",
        "actions.qualify.asks",
        "client_type",
    ),
    "no answers": ("free = true\n", "", "questions.request", "free = true"),
    "too few values": (
        'answers = ["Физлицо", "Юрлицо"]',
        'answers = ["Физлицо", "Юрлицо"]\nvalues = ["45"]',
        "questions.client_type.values",
        "values",
    ),
    "a field twice": ('field = "ufCrmSphere"', 'field = "ufCrmClientType"', "questions.sphere.field", "ufCrm"),
    "no field": ('field = "ufCrmSphere"\n', "", "questions.sphere", 'kind = "email"'),
    "an e-mail in a field": (
        'field = "ufCrmSphere"\nanswers = ["Дизайнер", "Дизайн-бюро", "Производство", "Строительство", "Для себя"]',
        'field = "ufCrmSphere"\nkind = "email"',
        "questions.sphere.field",
        "уберите field",
    ),
    "no such department": ('forwards = "legal"', 'forwards = "law"', "actions.to_legal.forwards", "[departments]"),
    "an unknown placeholder": (
        "Здравствуйте, {name}! К сожалению, мы так",
        "{client}!",
        "templates.no_contact.text",
        "{name}",
    ),
}


@pytest.mark.parametrize(("old", "new", "key", "cure"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_with_its_cure(tmp_path: Path, old: str, new: str, key: str, cure: str) -> None:
    text = (Path(__file__).parents[2] / "regulations" / "latuning.toml").read_text(encoding="utf-8")
    path = spoilt(tmp_path, old, new, text)
    with pytest.raises(RegulationError) as refused:
        load(path)
    assert [(each.key, cure in each.cure) for each in refused.value.problems] == [(key, True)]
