"""The lead list as a file: who may have it, what stands in it, and when it would be too large."""

import csv
import io
import zipfile
from pathlib import Path

import aiohttp
import pytest

from sandbox.world import ALINA, VERA
from services.domain.lead_list import COLUMNS
from services.storage import history_store
from tests.flows.desk import Desk
from tests.flows.harness import ALINA_ID, TIMUR_ID, World
from tests.flows.many_leads import many_leads
from tests.services.own_files import written


@pytest.mark.rule("LL-28")
async def test_the_list_is_saved_as_a_file_by_those_who_may(
    sqlite_world: World, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    await desk.come_in(VERA)
    await world.new_lead(name="=HYPERLINK(1)", phone="+79990000701")
    await world.new_lead(name="Олег; «Иван»", manager=TIMUR_ID)
    files = {}
    for form in ("csv", "xlsx"):
        async with http.get(f"{world.address}/app/leads/file.{form}", headers=desk.headers) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Disposition"] == f'attachment; filename="leads.{form}"'
            files[form] = await answer.read()
    lines = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    shown = "Время Имя Этап Звонок/Заявка Длительность Источник Результат Менеджер Тип Отдел Качество Канал"
    assert " ".join(lines[0]) == shown
    assert [line[1] for line in lines[1:]] == ["Олег; «Иван»", "'=HYPERLINK(1)"]
    assert lines[2][3] == "'+79990000701"
    book = zipfile.ZipFile(io.BytesIO(files["xlsx"]))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(1)" in sheet
    assert "<f>" not in sheet
    async with world.app.db.reading() as conn:
        noted = [
            (line.who, line.data["form"], line.data["rows"])
            for line in await history_store.last(conn, 0)
            if line.kind == "exported"
        ]
    assert noted == [("Вера Климова", "csv", 2), ("Вера Климова", "xlsx", 2)]
    async with http.get(f"{world.address}/app/leads/file.csv?source=NO", headers=desk.headers) as answer:
        assert (answer.status, (await answer.json())["refused"]) == (409, "filter-impossible")

    strict = written(tmp_path, 'extends = "op10"\nname = "strict"\n[lead_list]\nexport = ["admin"]\n', "strict.toml")
    await world.restart(regulation=str(strict))
    async with http.get(f"{world.address}/app/leads/file.csv", headers=desk.headers) as answer:
        assert (answer.status, (await answer.json())["refused"]) == (403, "export-forbidden")


async def test_a_file_that_would_be_too_large_is_offered_month_by_month(
    sqlite_world: World, http: aiohttp.ClientSession
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    await desk.come_in(VERA)
    await many_leads(world, 100_001)
    for form in ("xlsx", "csv"):
        status, told = await desk.ask(f"leads/file.{form}", all="1")
        assert (status, told["refused"]) == (413, "list-too-large")
        assert told["words"] == "Лидов 100002, а в файл помещается 100000. Сохраните по месяцам:"
        assert told["months"] == [
            {"month": "2026-02", "count": 100_001, "fits": False, "from": "2026-02-01", "to": "2026-02-28"},
            {"month": "2026-03", "count": 1, "fits": True, "from": "2026-03-01", "to": "2026-03-31"},
        ]
    march = {"from": told["months"][1]["from"], "to": told["months"][1]["to"]}
    async with http.get(f"{world.address}/app/leads/file.csv", params=march, headers=desk.headers) as answer:
        assert (answer.status, len((await answer.read()).splitlines())) == (200, 2)


@pytest.mark.rule("LL-13")
async def test_the_list_and_its_file_have_the_fourteen_columns_of_the_text(
    sqlite_world: World, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    await desk.come_in(VERA)
    full = tmp_path / "full.toml"
    offices = '[lead_list]\nobject_field = "address"\n[lead_list.offices]\n"Центр" = ["Колл-центр"]\n'
    full.write_text(f'extends = "op10"\nname = "full"\n{offices}', encoding="utf-8")
    await world.restart(regulation=str(full))
    lead = await world.new_lead(title="Входящий звонок", name="Ольга", originatorId="AVITO_API", address="Дом у парка")
    await world.tap(ALINA, ALINA, "Взял в работу")
    await desk.ask("leads")
    world.portal.end_call(lead, ALINA_ID, 95)
    await world.app.calls.catch_up()
    told = (await desk.ask("leads"))[1]
    assert told["columns"] == list(COLUMNS)
    assert len(COLUMNS) == 14
    async with http.get(f"{world.address}/app/leads/file.csv", headers=desk.headers) as answer:
        head, line = csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")), delimiter=";")
    text = "Время · Имя · Этап · Звонок/Заявка · Длительность · Источник · Результат · Менеджер · Тип · Отдел · Офис"
    assert head == [*text.split(" · "), "Качество", "Канал", "Объект"]
    cells = dict(zip(head, line, strict=True))
    assert (cells["Отдел"], cells["Офис"], cells["Результат"]) == ("Колл-центр", "Центр", "Отвечено")
    assert (cells["Объект"], cells["Менеджер"], cells["Тип"]) == ("Дом у парка", "Алина Громова", "Звонок")
