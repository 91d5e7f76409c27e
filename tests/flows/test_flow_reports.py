"""Reports: their numbers are those of the database, and everybody sees what is theirs."""

import statistics
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from sandbox.telegram.chats import Message
from sandbox.world import ALINA, ANGELINA, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.register import Span
from services.domain.report import Told
from services.storage import staff_store
from tests.flows.desk import Desk
from tests.flows.harness import ALINA_ID, TIMUR_ID, VERA_ID, NewWorld, World

NOON = datetime(2026, 3, 3, 9, 0, tzinfo=UTC).timestamp()  # Tuesday, 12:00 in Moscow


async def person(world: World, telegram_id: int) -> Person:
    async with world.app.db.reading() as conn:
        found = await staff_store.by_telegram(conn, telegram_id)
    assert found is not None
    return found


async def told(world: World, telegram_id: int = VERA, span: Span = Span.DAY, shift: int = 0) -> Told:
    found = await world.app.reports.of(await person(world, telegram_id), span, shift)
    assert isinstance(found, Told)
    return found


async def rows(world: World, query: str, **values: Any) -> list[Any]:
    async with world.app.db.reading() as conn:
        return list((await conn.execute(text(query), values)).all())


async def a_day(world: World) -> dict[str, int]:
    """Taken at once, in six minutes, late and in the portal; handed over, never touched, no advertising."""
    yesterday = await world.new_lead(name="Вчерашний")
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.clock.to(NOON)
    quick = await world.new_lead(name="Быстрый", sourceId="UC_VK01")
    await world.until(quick, 40)
    await world.tap(ALINA, ALINA, "Недозвон")
    slow = await world.new_lead(name="", phone="")
    await world.until(slow, 360)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.tap(ALINA, ALINA, "Дозвонился", world.chat(ALINA).about("Заявка с сайта")[-1])
    late = await world.new_lead(name="Поздний", manager=TIMUR_ID)
    await world.until(late, 900)
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    in_portal = await world.new_lead(name="Портальный", manager=TIMUR_ID)
    await world.until(in_portal, 120)
    await world.change(in_portal, stageId="IN_PROCESS")
    undone = await world.new_lead(name="Отменённый")
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Недозвон")
    await world.until(undone, 1200)
    outgoing = await world.new_lead(title="Исходящий звонок", name="Свой")
    asked = await world.new_lead(name="Спрошенный", sourceId="")
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.advance(60)
    fresh = await world.new_lead(name="Новый")
    await world.app.listing.catch_up()
    names = ("yesterday", "quick", "slow", "late", "in_portal", "undone", "outgoing", "asked", "fresh")
    return dict(zip(names, (yesterday, quick, slow, late, in_portal, undone, outgoing, asked, fresh), strict=True))


async def test_the_numbers_are_those_of_the_database(world: World) -> None:
    leads = await a_day(world)
    report = (await told(world)).report
    since = "2026-03-03 00:00:00+03:00" if not world.app.db.sqlite else "2026-03-02 21:00:00"
    counted = [each for name, each in leads.items() if name not in ("yesterday", "outgoing")]
    received = await rows(world, "select id from leads where entered_at >= :since order by id", since=_moment(since))
    assert [row.id for row in received] == sorted([*counted, leads["outgoing"]])
    assert (report.total.received, report.silent) == (len(counted), 1)

    taken = await rows(world, "select id, entered_at, taken_at from leads where taken_at is not null order by id")
    reactions = {row.id: (_read(row.taken_at) - _read(row.entered_at)).total_seconds() for row in taken}
    reactions.pop(leads["yesterday"])
    changed = world.portal.leads[leads["in_portal"]]
    reactions[leads["in_portal"]] = (
        datetime.fromisoformat(changed["movedTime"]) - datetime.fromisoformat(changed["createdTime"])
    ).total_seconds()
    assert report.total.reactions == tuple(sorted(reactions.values()))
    for mark in (60, 300, 600):
        assert report.total.within(mark) == sum(each <= mark for each in reactions.values())
    assert report.total.median == statistics.median(reactions.values())

    fired = "select lead_id from deadlines where clock = 'first_touch' and rung = 1 and state = 'fired'"
    late = {row.lead_id for row in await rows(world, fired)}
    assert late == {leads["late"], leads["undone"]}
    assert {breach.lead for breach in report.breaches} == late
    assert (report.total.late, report.untouched) == (2, 1)
    assert report.total.waiting == 2  # asked about, and new
    assert report.total.share == 3 / 5

    chosen = await rows(
        world, "select action from choices where undone_at is null and at >= :since", since=_moment(since)
    )
    calls = [row.action for row in chosen if row.action in ("no_answer", "reached")]
    assert (report.total.attempts, report.total.reached) == (1, 1)
    assert sum(report.hours) == len(calls) == report.hours[12]
    assert dict(report.stages) == {
        row.stage: row.count
        for row in await rows(
            world,
            "select listed.stage as stage, count(*) as count from listed join leads on leads.id = lead_id"
            " where entered_at >= :since and lead_id <> :silent group by listed.stage",
            since=_moment(since),
            silent=leads["outgoing"],
        )
    }
    assert (report.sources.asked, report.sources.answered) == (1, 0)
    assert report.total.gaps == {"name": 1, "phone": 1, "source": 0}
    by_person = report.managers
    assert {each: (by_person[each].received, by_person[each].late) for each in by_person} == {
        ALINA_ID: (5, 1),
        TIMUR_ID: (2, 1),
    }
    for name in ("received", "late", "waiting", "attempts", "reached"):
        assert sum(getattr(each, name) for each in by_person.values()) == getattr(report.total, name)


async def test_a_lead_that_changed_hands_is_answered_for_by_who_let_it_lie(world: World) -> None:
    world.clock.to(NOON)
    handed = await world.new_lead(name="Переданный")
    await world.until(handed, 700)
    await world.tap(VERA, SUPERVISORS_CHAT, "👉 Передать")
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков")
    taken = await world.new_lead(name="Забранный", manager=TIMUR_ID)
    await world.until(taken, 700)
    await world.tap(VERA, SUPERVISORS_CHAT, "✋ Беру себе")
    report = (await told(world)).report
    assert world.portal.leads[taken]["assignedById"] == VERA_ID
    assert {breach.lead: breach.manager for breach in report.breaches} == {handed: ALINA_ID, taken: TIMUR_ID}


async def test_who_sees_what(sqlite_world: World) -> None:
    world = sqlite_world
    await a_day(world)
    own = await told(world, TIMUR)
    assert (own.own, own.report.total.received, set(own.report.managers)) == (True, 2, {TIMUR_ID})
    refused = await world.app.reports.of(await person(world, ANGELINA), Span.DAY)
    assert isinstance(refused, Refusal)
    week, month = await told(world, span=Span.WEEK), await told(world, span=Span.MONTH)
    assert week.report.total.received == month.report.total.received == 8
    assert (await told(world, shift=-1)).report.total.received == 1
    assert (str(week.first), str(week.last)) == ("2026-03-02", "2026-03-08")
    assert await world.app.reports.of(await person(world, VERA), Span.DAY, -25) == Refusal("stale")


def _read(at: Any) -> datetime:
    return datetime.fromisoformat(at) if isinstance(at, str) else at


def _moment(at: str) -> Any:
    return at if "+" not in at else datetime.fromisoformat(at)


def photos(world: World, chat: int) -> list[Message]:
    return [message for message in world.chat(chat).messages if "photo" in message.media]


async def test_a_supervisor_asks_and_gets_table_and_charts(world: World) -> None:
    await a_day(world)
    before = len(world.chat(VERA).messages)
    await world.say(VERA, "/report")
    table, *charts = world.chat(VERA).messages[before:]
    assert table.plain.splitlines()[:2] == ["📊 Отчёт за 03.03", "🔴 В срок 60 % из 5 – ниже цели 90 %"]
    assert "Взяты за 1, 5 и 10 минут: 1, 2 и 3" in table.plain
    assert "Тимур Са…     2   1   1     1  50" in table.plain
    assert "• Отменённый · Алина Громова · не тронут" in table.plain
    assert len(charts) == len(photos(world, VERA)) == 4
    assert charts[0].plain.splitlines()[0] == "За сколько минут взяли лид"
    assert charts[0].plain.splitlines()[2] == "1 – 1, 2 – 1, 7 – 1, 30 – 1"
    await world.say(VERA, "/report week 1")
    head, verdict, *_ = world.chat(VERA).last.plain.splitlines()
    assert (head, verdict[:5]) == ("📊 Отчёт за неделю 23.02 – 01.03", "Лидов")
    await world.say(VERA, "/report year")
    assert world.chat(VERA).last.plain == "Напишите /report, /report week или /report month."


async def test_a_manager_gets_ones_own_and_a_keeper_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    await a_day(world)
    await world.say(TIMUR, "/report day")
    told = world.chat(TIMUR).about("Ваши числа")[-1]
    assert "Лидов: 2," in told.plain
    assert "Алина" not in told.plain
    await world.say(ANGELINA, "/report")
    assert not world.chat(ANGELINA).about("📊")


@pytest.mark.rule("LT-16", "LT-17")
async def test_the_days_and_the_weeks_report_come_once_each(new_world: NewWorld) -> None:
    world = await new_world()
    await world.app.report_sending.work()  # the first look: what was due before is nobody's
    await a_day(world)
    before = len(world.chat(SUPERVISORS_CHAT).messages)
    assert [await world.app.report_sending.work() for _ in "12"] == [1, 0]  # Monday's
    world.clock.to(NOON + 7 * 3600)  # 19:00
    assert await world.app.report_sending.work() == 1
    await world.restart()
    assert await world.app.report_sending.work() == 0
    await world.pump()
    table, *charts = world.chat(SUPERVISORS_CHAT).messages[before:][-5:]
    assert table.plain.splitlines()[1].startswith("🔴 В срок ")
    assert table.plain.splitlines()[1].endswith(" – ниже цели 90 %")
    assert len(charts) == 4
    world.clock.to(NOON + 5 * 86_400 + 23 * 3600)  # Monday, 11:00: the day's report of Sunday and the week's
    assert await world.app.report_sending.work() == 2
    await world.pump()
    told = [each.plain.splitlines()[0] for each in world.chat(SUPERVISORS_CHAT).about("📊")]
    assert told[-2:] == ["📊 Отчёт за 08.03", "📊 Отчёт за неделю 02.03 – 08.03"]


async def test_the_page_tells_the_same_and_refuses_what_no_link_asks_for(sqlite_world: World) -> None:
    world = sqlite_world
    await a_day(world)
    async with aiohttp.ClientSession() as http:
        desk = Desk(world, http)
        assert (await desk.ask("report"))[0] == 401
        await desk.come_in(VERA)
        status, page = await desk.ask("report", span="day", shift="0")
        assert (status, page["verdict"], page["own"]) == (200, "🔴 В срок 60 % из 5 – ниже цели 90 %", False)
        assert {each["name"]: each["received"] for each in page["people"]} == {"Алина Громова": 5, "Тимур Садыков": 2}
        assert [each["name"] for each in page["charts"]] == ["reactions", "shares", "sources", "hours"]
        for query in ({"span": "year"}, {"shift": "-25"}, {"shift": "x"}, {"shift": "--1"}):
            assert (await desk.ask("report", **query))[0] == 409, query
        await desk.come_in(TIMUR)
        assert [each["name"] for each in (await desk.ask("report"))[1]["people"]] == ["Тимур Садыков"]
        assert (await desk.ask("me"))[1] == {"pages": ["board", "report"]}
        await desk.come_in(ANGELINA)
        assert (await desk.ask("report"))[0] == 403


async def test_the_first_call_is_the_telephonys_where_it_knows_of_one(world: World) -> None:
    world.clock.to(NOON)
    heard = await world.new_lead(name="Слышали")
    await world.until(heard, 20)
    world.portal.end_call(heard, ALINA_ID, 30)
    await world.until(heard, 90)
    await world.tap(ALINA, ALINA, "Недозвон")
    said = await world.new_lead(name="Сказали")
    await world.until(said, 50)
    await world.tap(ALINA, ALINA, "Недозвон", world.chat(ALINA).about("Сказали")[-1])
    await world.new_lead(name="Отменили")
    await world.tap(ALINA, ALINA, "Недозвон", world.chat(ALINA).about("Отменили")[-1])
    await world.tap(ALINA, ALINA, "↩️ Отменить: Недозвон", world.chat(ALINA).about("Отменили")[-1])
    await world.app.listing.catch_up()
    await world.app.calls.catch_up()
    total = (await told(world)).report.total
    assert (total.heard, len(total.first_calls)) == (1, 2)
    assert [round(each) for each in total.first_calls] == [20, 50]
    await world.say(VERA, "/report")
    table = world.chat(VERA).about("📊")[-1].plain
    assert "Первый звонок – обычно через 35 секунд (по телефонии 1, по нажатиям 1)" in table


async def test_a_supervisor_sends_a_report_from_the_page_to_those_who_get_it(sqlite_world: World) -> None:
    world = sqlite_world
    await a_day(world)
    group = len(world.chat(SUPERVISORS_CHAT).messages)
    async with aiohttp.ClientSession() as http:
        desk = Desk(world, http)
        await desk.come_in(TIMUR)
        assert (await desk.ask("report/send", {"span": "week", "shift": 0}))[0] == 403
        await desk.come_in(VERA)
        for given in ({"span": "week", "shift": 1}, {"span": "year", "shift": 0}, {"span": "week"}, []):
            assert (await desk.ask("report/send", given))[1]["refused"] == "stale", given
        assert await desk.ask("report/send", {"span": "week", "shift": 0}) == (200, {"done": True})
        assert (await desk.ask("report/send", {"span": "week", "shift": 0}))[1]["refused"] == "report-just-sent"
        await world.pump()
        assert "02.03 – 08.03" in world.chat(SUPERVISORS_CHAT).messages[group].plain
        done = (await desk.ask("people/deeds"))[1]["deeds"][0]
        assert (done["what"], done["whence"]) == ("отчёт отправлен: 02.03 – 08.03", "page")
