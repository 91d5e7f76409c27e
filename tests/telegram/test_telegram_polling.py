"""Polling: nothing is confirmed before it is stored, and nothing ends it."""

import asyncio
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.domain.gateways import CREDENTIALS
from services.telegram.polling import ALLOWED_UPDATES, BACKOFF_MOST, CREDENTIALS_WAIT, UNHELD_WAIT, Poller
from services.telegram.raw import CONFLICT
from tests.telegram.scripted_api import CUT, TOKEN, Answer, ScriptedApi, error, ok

NOW = 1_790_000_000.0
TAP = {"update_id": 7, "callback_query": {"id": "q", "data": "a1:7:take:0:0"}}


@dataclass
class Desk:
    """What a poller works with; `failures` are raised by the store, one after another."""

    url: str
    stored: list[Any] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    chance: Callable[[], float] = lambda: 1.0

    async def store(self, updates: list[dict[str, Any]]) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.stored.append(updates)

    async def report(self, fault: str) -> None:
        self.reports.append(fault)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)

    def poller(self) -> Poller:
        return Poller(
            self.url,
            TOKEN,
            self.store,
            report=self.report,
            sleep=self.sleep,
            clock=lambda: NOW,
            chance=lambda: self.chance(),
        )


@pytest.fixture
def desk(api: ScriptedApi) -> Desk:
    return Desk(api.url)


async def poll(api: ScriptedApi, poller: Poller) -> None:
    """Poll to the end of the script."""
    task = asyncio.create_task(poller.run())
    done, _ = await asyncio.wait(
        {task, waiting := asyncio.create_task(api.exhausted.wait())}, return_when="FIRST_COMPLETED"
    )
    for each in (task, waiting):
        each.cancel()
    assert task not in done, "polling ended by itself"
    await asyncio.gather(task, waiting, return_exceptions=True)


def offsets(api: ScriptedApi) -> list[int]:
    return [asked["offset"] for asked in api.asked("getUpdates")]


async def test_updates_are_stored_raw_and_then_confirmed(api: ScriptedApi, desk: Desk) -> None:
    strange = {"update_id": 8, "of_next_year": {"type": "unheard of"}}
    api.will("getUpdates", ok([TAP, strange]), ok([]), ok([{"update_id": 12}]))
    poller = desk.poller()
    assert poller.last_success == 0.0
    await poll(api, poller)
    assert desk.stored == [[TAP, strange], [{"update_id": 12}]]
    assert offsets(api) == [0, 9, 9, 13]
    assert poller.last_success == NOW
    assert desk.waits == [UNHELD_WAIT]  # the answer without updates came at once: this server does not hold a question
    asked = api.asked("getUpdates")[0]
    assert asked["allowed_updates"] == list(ALLOWED_UPDATES)
    assert asked["timeout"] == 30


async def test_nothing_is_confirmed_while_it_is_being_stored(api: ScriptedApi, desk: Desk) -> None:
    seen: list[int] = []

    async def store(updates: list[dict[str, Any]]) -> None:
        await asyncio.sleep(0)
        seen.append(len(api.asked("getUpdates")))

    api.will("getUpdates", ok([TAP]), ok([{"update_id": 8}]))
    await poll(api, Poller(api.url, TOKEN, store, sleep=desk.sleep))
    assert seen == [1, 2]


async def test_what_was_not_stored_comes_again(api: ScriptedApi, desk: Desk) -> None:
    desk.failures = [OSError("disk full"), RuntimeError("database is locked")]
    api.will("getUpdates", ok([TAP]), ok([TAP]), ok([TAP]))
    await poll(api, desk.poller())
    assert offsets(api) == [0, 0, 0, 8]
    assert desk.stored == [[TAP]]
    assert desk.waits == [0.5, 1.0]


@pytest.mark.parametrize(
    "fault",
    [
        error(500, "Internal Server Error: restart"),
        error(400, "Bad Request: something new"),
        Answer(502, "<html>nginx</html>"),
        Answer(200, "<html>a captive portal</html>"),
        Answer(200, CUT),
        Answer(200, "[]"),
        Answer(200, "\x00"),
        ok({"no": "list"}),
        ok([{"no": "number"}]),
        ok(["no update"]),
        ok(None),
    ],
)
async def test_a_fault_is_waited_out(api: ScriptedApi, desk: Desk, fault: Answer) -> None:
    api.will("getUpdates", fault, ok([TAP]))
    await poll(api, desk.poller())
    assert desk.stored == [[TAP]]
    assert desk.waits == [0.5]


async def test_waits_grow_and_end_at_five_seconds(api: ScriptedApi, desk: Desk) -> None:
    api.will("getUpdates", *[error(502, "Bad Gateway")] * 40, ok([]), error(502, "Bad Gateway"))
    await poll(api, desk.poller())
    assert desk.waits[:5] == [0.5, 1.0, 2.0, 4.0, BACKOFF_MOST]
    assert max(desk.waits) == BACKOFF_MOST
    assert desk.waits[-1] == 0.5


async def test_waits_differ_by_chance(api: ScriptedApi, desk: Desk) -> None:
    desk.chance = iter([0.0, 0.5]).__next__
    api.will("getUpdates", error(502, "Bad Gateway"), error(502, "Bad Gateway"))
    await poll(api, desk.poller())
    assert desk.waits == [0.25, 0.75]


async def test_a_flood_is_obeyed(api: ScriptedApi, desk: Desk) -> None:
    api.will("getUpdates", error(429, "Too Many Requests: retry after 17", retry_after=17), ok([TAP]))
    await poll(api, desk.poller())
    assert desk.waits == [17.0]
    assert desk.stored == [[TAP]]


async def test_a_webhook_left_over_is_deleted_with_nothing_lost(api: ScriptedApi, desk: Desk) -> None:
    words = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    api.will("getUpdates", error(409, words), error(409, words), ok([TAP]))
    api.will("deleteWebhook", error(502, "Bad Gateway"), ok())
    await poll(api, desk.poller())
    assert api.asked("deleteWebhook") == [{"drop_pending_updates": False}] * 2
    assert desk.stored == [[TAP]]


async def test_another_poller_is_reported_until_it_is_gone(api: ScriptedApi, desk: Desk) -> None:
    words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    api.will("getUpdates", error(409, words), error(409, words), ok([TAP]))
    await poll(api, desk.poller())
    assert desk.reports == [CONFLICT, ""]
    assert desk.waits == [0.5, 1.0]
    assert api.asked("deleteWebhook") == []


@pytest.mark.parametrize("refusal", [error(401, "Unauthorized"), error(404, "Not Found")])
async def test_a_revoked_token_is_reported_and_cured(api: ScriptedApi, desk: Desk, refusal: Answer) -> None:
    api.will("getUpdates", refusal, refusal, ok([TAP]))
    await poll(api, desk.poller())
    assert desk.reports == [CREDENTIALS, ""]
    assert desk.waits == [CREDENTIALS_WAIT] * 2
    assert desk.stored == [[TAP]]


async def test_a_report_that_fails_does_not_end_polling(api: ScriptedApi, desk: Desk) -> None:
    async def report(fault: str) -> None:
        raise RuntimeError(fault)

    api.will("getUpdates", error(401, "Unauthorized"), ok([TAP]))
    await poll(api, Poller(api.url, TOKEN, desk.store, report=report, sleep=desk.sleep))
    assert desk.stored == [[TAP]]


async def test_the_log_never_holds_the_token_or_what_people_wrote(
    api: ScriptedApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.failures = [RuntimeError("INSERT ... '+79990000001'")]
    api.will("getUpdates", ok([TAP]), error(401, "Unauthorized"), Answer(200, CUT), ok([]))
    with caplog.at_level(logging.DEBUG):
        await poll(api, desk.poller())
    ours = "\n".join(each.getMessage() for each in caplog.records if each.name != "aiohttp.access")  # the stand-in's
    assert "RuntimeError" in ours
    assert TOKEN not in ours
    assert "+79990000001" not in ours


@pytest.mark.parametrize("address", ["nobody-listens", "no-scheme.test"])
async def test_no_address_ends_polling(caplog: pytest.LogCaptureFixture, address: str) -> None:
    waited = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waited.set()
        await asyncio.sleep(0.001)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = address if "." in address else f"http://127.0.0.1:{taken.getsockname()[1]}"
        task = asyncio.create_task(Poller(url, TOKEN, Desk("").store, sleep=sleep).run())
        await asyncio.wait_for(waited.wait(), 5)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert "polling" in caplog.text
    assert TOKEN not in caplog.text
