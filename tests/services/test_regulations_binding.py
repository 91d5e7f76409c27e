"""The same file serves portals whose dictionaries differ."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.domain.gateways import Term
from services.domain.lead import Phase
from services.domain.people import Role
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Action, Audience, Daily, Regulation, Rung, Style
from services.domain.templates import Way
from services.regulations import RegulationError, bind, load
from services.regulations.field_names import watched_fields
from tests.services.own_files import written


def terms(*rows: tuple[str, str]) -> list[Term]:
    return [Term(number, code, name, number * 10) for number, (code, name) in enumerate(rows, 1)]


# The dictionaries of the sandbox, and those that Bitrix24 creates.
DEMO_STAGES = terms(
    ("NEW", "Необработанный лид"),
    ("IN_PROCESS", "2. Взят в работу"),
    ("UC_MEETING", "3. Назначена консультация"),
    ("CONVERTED", "Качественный лид"),
    ("JUNK", "Отказ"),
)
DEMO_SOURCES = terms(("UC_NONE", "Не выбрано"), ("UC_REFERRAL", "Рекомендация"), ("UC_VK01", "VK"))
DEFAULT_STAGES = terms(
    ("NEW", "Не обработан"),
    ("IN_PROCESS", "В работе"),
    ("PROCESSED", "Обработан"),
    ("JUNK", "Некачественный лид"),
    ("CONVERTED", "Качественный лид"),
)
DEFAULT_SOURCES = terms(("CALL", "Звонок"), ("RECOMMENDATION", "По рекомендации"), ("OTHER", "Другое"))

FILE = """
name = "our"
title = "Наш"
edition = 2026-01-01
undo = "60s"
[stages]
new = ["NEW", "С мероприятия"]
[sources]
vk = ["ВК", "VK"]
[[clocks]]
code = "first_touch"
title = "Первая реакция"
ladder = [{ after = "5m", notify = "manager" }]
[[actions]]
code = "vk"
title = "Источник: VK"
source = "vk"
"""


def our(tmp_path: Path, sources: list[Term], stages: list[Term] = DEFAULT_STAGES, text: str = FILE) -> Regulation:
    path = written(tmp_path, text)
    return bind(load(path), sources=sources, stages=stages)


def test_op10_in_the_portal_of_the_sandbox() -> None:
    regulation = bind(load("op10"), sources=DEMO_SOURCES, stages=DEMO_STAGES)
    assert regulation.key == "op10@2023-08-17"
    assert regulation.new_stages == {"NEW"}
    assert regulation.undo == timedelta(seconds=60)
    assert "statusDescription" in watched_fields(load("op10"))
    both, taken = frozenset({Phase.NEW, Phase.TAKEN}), frozenset({Phase.TAKEN})
    assert tuple(action for action in regulation.actions if action.funnels is None) == (
        Action(
            "missed_sent",
            "Отправлено",
            taken,
            Style.SUCCESS,
            comment="Отправлен шаблон «Недозвон»",
            attempts_from=2,
            until_reached=True,
            once=True,
            unless=frozenset({"no_whatsapp", "bad_number"}),
            template="missed",
            via=(Way.WHATSAPP,),
        ),
        Action(
            "no_whatsapp",
            "Нет ватсапа",
            taken,
            comment="нет ватсапа",
            exact=True,
            lacks=(Way.WHATSAPP,),
            attempts_from=2,
            until_reached=True,
            once=True,
            unless=frozenset({"missed_sent"}),
        ),
        Action(
            "bad_number_sent",
            "Написал клиенту",
            taken,
            Style.SUCCESS,
            comment="Клиенту написали о недозвоне и о неправильном номере",
            until_reached=True,
            once=True,
            after=frozenset({"bad_number"}),
            template="bad_number",
            via=(Way.WHATSAPP, Way.VK, Way.TELEGRAM, Way.INSTAGRAM),
        ),
        Action("take", "Взял в работу", frozenset({Phase.NEW}), Style.SUCCESS, {"stageId": "IN_PROCESS"}, takes=True),
        Action(
            "no_answer",
            "Недозвон",
            both,
            Style.PRIMARY,
            stage_if_new="IN_PROCESS",
            counts_attempt=True,
            hints={1: "Сразу позвоните второй раз"},
            takes=True,
            starts=("call_plan",),
        ),
        Action(
            "twin",
            "Это дубль",
            both,
            fields={"stageId": "JUNK", "statusDescription": "Дубль"},
            takes=True,
            closes=True,
            confirm=True,
            needs_twin=True,
        ),
        Action(
            "consultation",
            "Назначить встречу",
            both,
            Style.SUCCESS,
            {"stageId": "UC_MEETING"},
            takes=True,
            reached=True,
            asks="consultation",
            needs_source=True,
            starts=("consultation",),
            on_register=True,
        ),
        Action(
            "reached",
            "Дозвонился",
            both,
            Style.SUCCESS,
            stage_if_new="IN_PROCESS",
            takes=True,
            reached=True,
            until_reached=True,
        ),
        Action(
            "referral",
            "Источник: рекомендация",
            both,
            fields={"sourceId": "UC_REFERRAL"},
            asks_referrer=True,
        ),
        Action(
            "bad_data",
            "Отказ: некорректные данные",
            both,
            Style.DANGER,
            {"stageId": "JUNK", "statusDescription": "Некорректные данные"},
            takes=True,
            closes=True,
            confirm=True,
        ),
        Action("ask_source", "Источник неизвестен", both, asks_source=True),
        Action(
            "both_missed",
            "Оба без ответа",
            both,
            stage_if_new="IN_PROCESS",
            counts_attempt=2,
            takes=True,
            starts=("call_plan",),
            unless=frozenset({"no_answer"}),
            once=True,
        ),
        Action("name_source", "Указать источник", both, asks="source"),
        Action(
            "bad_number",
            "Номер не обслуживается",
            taken,
            attempts_from=1,
            until_reached=True,
            once=True,
            stops=frozenset({"call_plan"}),
        ),
        Action("on_call", "Я на звонке", frozenset({Phase.NEW}), once=True, holds=timedelta(minutes=3)),
    )
    assert regulation.correctness.region == "RU"
    assert {"ТЕСТ", "ФЫВА"} <= regulation.correctness.junk_names
    clock, plan, *_, ticket, consultation = regulation.clocks
    assert clock.code == FIRST_TOUCH
    assert clock.ladder == (
        Rung(timedelta(minutes=5), Audience.MANAGER),
        Rung(timedelta(minutes=10), Audience.SUPERVISORS),
    )
    assert plan.daily == Daily((time(10), time(14), time(18)), ZoneInfo("Europe/Moscow"))
    assert regulation.chase == {"call_plan"}
    hour = timedelta(hours=1)
    assert consultation.ladder == (Rung(-hour, Audience.PARTICIPANTS), Rung(hour, Audience.PARTICIPANTS))
    assert regulation.reached_stages == {"UC_MEETING"}
    assert ticket.code == SOURCE_TICKET
    assert [rung.audience for rung in ticket.ladder] == [Audience.KEEPER, Audience.DEPUTY, Audience.SUPERVISORS]
    assert regulation.editors == (Role.EDITOR, Role.SUPERVISOR, Role.ADMIN)


@pytest.mark.rule("OP10-31", "OP10-32")
def test_statuses_of_the_register_are_choices_in_the_companys_words() -> None:
    regulation = bind(load("op10"), sources=DEMO_SOURCES, stages=DEMO_STAGES)
    statuses = {action.code: action for action in regulation.reserved if action.on_register}
    titles = ["назначено", "проведено", "перенесено", "в браке", "зв 3р в день"]
    assert [action.title for action in statuses.values()] == titles
    assert statuses["consultation_calls"].starts == ("call_plan",)
    assert all("call_plan" in each.stops for code, each in statuses.items() if code != "consultation_calls")
    assert regulation.consultation_clocks == {"consultation", "call_plan"}
    assert regulation.consulting
    assert regulation.consulting.sources == {"UC_VK01": "вк", "UC_REFERRAL": "рекомендация"}


def test_op10_in_a_portal_with_the_default_dictionaries() -> None:
    regulation = bind(load("op10"), sources=DEFAULT_SOURCES, stages=DEFAULT_STAGES)
    assert regulation.new_stages == {"NEW"}
    fields = {action.code: action.fields for action in regulation.actions}
    assert fields["take"] == {"stageId": "IN_PROCESS"}
    assert regulation.reached_stages == {"PROCESSED"}
    assert fields["referral"] == {"sourceId": "RECOMMENDATION"}
    assert fields["bad_data"]["stageId"] == "JUNK"


def test_demo_is_op10_with_seconds() -> None:
    demo = bind(load("demo"), sources=DEMO_SOURCES, stages=DEMO_STAGES)
    op10 = bind(load("op10"), sources=DEMO_SOURCES, stages=DEMO_STAGES)
    assert demo.key == "demo@2023-08-17"
    held = [replace(action, holds=op10.actions[number].holds) for number, action in enumerate(demo.actions)]
    assert (tuple(held), demo.new_stages, demo.undo) == (op10.actions, op10.new_stages, op10.undo)
    assert [(rung.after.seconds, rung.audience) for rung in demo.clocks[0].ladder] == [
        (10, Audience.MANAGER),
        (20, Audience.SUPERVISORS),
    ]


@pytest.mark.rule("NL-15")
@pytest.mark.parametrize("name", ["ВК", "BK", "вк", " B K "])
def test_a_name_is_matched_as_people_read_it(name: str, tmp_path: Path) -> None:
    regulation = our(tmp_path, terms(("WEB", "Веб-сайт"), ("UC_1", name)))
    assert regulation.actions[0].fields == {"sourceId": "UC_1"}


def test_yo_and_spaces_do_not_matter(tmp_path: Path) -> None:
    text = FILE.replace('"ВК", "VK"', '"Мёд и  чай"')
    assert our(tmp_path, terms(("UC_1", "мед и\u00a0Чай")), text=text).actions[0].fields == {"sourceId": "UC_1"}


def test_the_first_name_that_exists_wins(tmp_path: Path) -> None:
    assert our(tmp_path, terms(("A", "VK"), ("B", "ВК"))).actions[0].fields == {"sourceId": "B"}


def test_a_code_is_matched_exactly_and_before_a_name(tmp_path: Path) -> None:
    assert our(tmp_path, terms(("A", "vk"), ("VK", "Группа"))).actions[0].fields == {"sourceId": "VK"}
    with pytest.raises(RegulationError):
        our(tmp_path, terms(("vk", "Группа")))


def test_every_new_stage_that_exists_counts(tmp_path: Path) -> None:
    sources = terms(("VK", "VK"))
    stages = terms(("NEW", "Не обработан"), ("UC_EVENT", "С мероприятия"), ("JUNK", "Отказ"))
    assert our(tmp_path, sources, stages).new_stages == {"NEW", "UC_EVENT"}
    assert our(tmp_path, sources, stages[1:]).new_stages == {"UC_EVENT"}


def test_what_the_portal_lacks_is_told_with_the_nearest_names() -> None:
    stages = terms(("NEW", "Не обработан"), ("UC_1", "2. Взяли в работу"), ("UC_2", "Мусор"))
    draft = load("op10")
    with pytest.raises(RegulationError) as caught:
        bind(draft, sources=[], stages=stages)
    in_work, _meeting, rejected, referral = caught.value.problems
    text = Path(in_work.file).read_text(encoding="utf-8").splitlines()
    assert text[in_work.line - 1].startswith("in_work = ")
    assert in_work.key == "stages.in_work"
    assert in_work.value.startswith('["2. Взят в работу", ')
    assert in_work.why == "в справочнике стадий лида портала этого нет"
    assert in_work.cure == "в портале есть: «2. Взяли в работу» (UC_1)"
    assert rejected.cure == "в портале есть: «Не обработан» (NEW), «2. Взяли в работу» (UC_1), «Мусор» (UC_2)"
    assert (referral.key, referral.cure) == ("sources.referral", "справочник пуст: проверьте права вебхука на CRM")


def test_no_new_stage_in_the_portal(tmp_path: Path) -> None:
    with pytest.raises(RegulationError, match=r"our\.toml:7: stages\.new = "):
        our(tmp_path, terms(("VK", "VK")), terms(("UC_1", "Ждёт")))


def test_a_field_that_the_portal_lacks_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, FILE + '[fields]\nreject_reason = "statusDescripton"\n')
    fields = terms(("title", "Название"), ("statusDescription", "Дополнительно о стадии"))
    with pytest.raises(RegulationError) as refused:
        bind(load(path), [Term(1, "VK", "VK", 1)], DEFAULT_STAGES, fields)
    (problem,) = refused.value.problems
    assert (problem.key, problem.value) == ("fields.reject_reason", '"statusDescripton"')
    assert "statusDescription" in problem.cure


FIELDS = """
[lead_list]
object_field = "ufCrmFlat"

[[steps]]
code = "look"
title = "посмотреть реестр"
stages = ["new"]
link = "https://example.org/?query={ufCrmTaxId}"

[[actions]]
code = "convert"
title = "В сделку"
asks = "conversion"
needs = { name = "имя", ufCrmRequest = "запрос" }

[conversion]
stages = ["new"]
stage = "new"

[[conversion.variants]]
code = "person"
title = "Физлицо"
creates = ["deal", "contact"]
needs = { phone = "телефон", ufCrmPassport = "паспорт" }
any = { ufCrmClientType = ["Физлицо"] }
"""


def test_every_field_that_the_portal_lacks_is_named_wherever_it_is_used(tmp_path: Path) -> None:
    path = written(tmp_path, FILE + FIELDS)
    with pytest.raises(RegulationError) as refused:
        bind(load(path), [Term(1, "VK", "VK", 1)], DEFAULT_STAGES, terms(("title", "Название")))
    assert sorted(problem.key for problem in refused.value.problems) == [
        "actions.convert.needs.ufCrmRequest",
        "conversion.variants.person.any.ufCrmClientType",
        "conversion.variants.person.needs.ufCrmPassport",
        "lead_list.object_field",
        "steps.look.link",
    ]


CONVERTING = FIELDS.replace('stage = "new"\n', 'stage = "new"\ncategory = 9\ndeal_stage = "C9:NEWW"\n', 1)
FUNNELS = {0: terms(("NEW", "Новая")), 9: terms(("C9:NEW", "Новая"), ("C9:WORK", "В работе"))}


def test_a_deal_stage_that_the_funnel_lacks_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, FILE + CONVERTING)
    with pytest.raises(RegulationError) as refused:
        bind(load(path), [Term(1, "VK", "VK", 1)], DEFAULT_STAGES, deal_stages=FUNNELS)
    (problem,) = refused.value.problems
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1] == 'deal_stage = "C9:NEWW"'
    assert (problem.key, problem.value) == ("conversion.deal_stage", '"C9:NEWW"')
    assert problem.why == "в воронке сделок 9 стадии с таким кодом нет"
    assert problem.cure.startswith("в портале есть: «Новая» (C9:NEW)")


def test_a_funnel_of_deals_that_the_portal_lacks_is_named_with_those_it_has(tmp_path: Path) -> None:
    path = written(tmp_path, FILE + CONVERTING.replace("9", "7"))
    with pytest.raises(RegulationError) as refused:
        bind(load(path), [Term(1, "VK", "VK", 1)], DEFAULT_STAGES, deal_stages=FUNNELS)
    (problem,) = refused.value.problems
    assert (problem.key, problem.value) == ("conversion.category", "7")
    assert problem.cure == "в портале есть воронки: 0, 9"


def test_a_deal_stage_that_is_there_or_of_which_the_portal_does_not_tell_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, FILE + CONVERTING.replace("NEWW", "NEW"))
    for known in (FUNNELS, {}, None):
        conversion = bind(load(path), [Term(1, "VK", "VK", 1)], DEFAULT_STAGES, deal_stages=known).conversion
        assert conversion is not None
        assert (conversion.category, conversion.deal_stage) == (9, "C9:NEW")
