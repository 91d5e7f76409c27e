"""The command line against the sandbox: what each command says, does, and ends with."""

import asyncio
import io
import logging
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import COMMANDS, main
from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.demo import SECRET
from sandbox.world import ALINA, BOT_TOKEN, OWNER, SOURCES_CHAT, SUPERVISORS_CHAT, VERA
from services.regulations import load

ROOT = Path(__file__).parents[2]
NOBODY = "http://127.0.0.1:1"  # no service listens there

Ended = tuple[int, str]
Shell = Callable[..., Awaitable[Ended]]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A working directory without a `.env`; what a command did to the log is undone."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The administrator has pressed Start."""
    async with running(Config(port=0)) as sandbox:
        sandbox.telegram.start(OWNER)
        yield sandbox


def settings(url: str, folder: Path, **more: str) -> dict[str, str]:
    """For an assistant whose services stand at `url`."""
    return {
        "BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_API_URL": url,
        "BITRIX24_WEBHOOK_URL": f"{url}/rest/1/{SECRET}/",
        "SUPERVISORS_CHAT_ID": str(SUPERVISORS_CHAT),
        "SOURCES_CHAT_ID": str(SOURCES_CHAT),
        "ADMIN_IDS": str(OWNER),
        "REGULATION": "demo",
        "DATABASE_URL": f"sqlite:///{folder / 'five.db'}",
        "HTTP_PORT": "0",
        **more,
    }


@pytest.fixture
def shell(sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """`await shell("staff", "list", SETTING="…")`: exit code and everything printed."""

    async def call(*argv: str, **more: str) -> Ended:
        code = await asyncio.to_thread(main, argv, settings(sandbox.url, tmp_path, **more))
        return code, "".join(capsys.readouterr())

    return call


@pytest.fixture
async def staffed(shell: Shell) -> Shell:
    """A manager and a supervisor are connected."""
    assert (await shell("staff", "add", "--bitrix", "12", "--telegram", str(ALINA), "--role", "manager"))[0] == 0
    assert (await shell("staff", "add", "--bitrix", "14", "--telegram", str(VERA), "--role", "supervisor"))[0] == 0
    return shell


def bad(report: str) -> list[str]:
    """The lines with ✗, each with its cure."""
    return re.findall(r"✗ .*\n.*", report)


# check


async def test_check_is_green_when_all_is_well(staffed: Shell) -> None:
    code, report = await staffed("check")
    assert bad(report) == []
    assert code == 0
    for told in (
        "✓ HTTP_PORT = 0 (окружение процесса)",
        "✓ LANGUAGE = ru (по умолчанию)",
        "✓ бот @",
        "«Руководители»",
        "«Источники»",
        "✓ Битрикс24: crm.item.update",
        "rejected – это «Отказ» (JUNK)",
        "✓ регламент, [sources]: radio («Радио») нет в списке портала",
        "✓ база данных",
        "✓ Алина Громова (Битрикс24 12, менеджер): подключён",
    ):
        assert told in report
    assert BOT_TOKEN not in report
    assert SECRET not in report


async def test_check_speaks_english_too(staffed: Shell) -> None:
    code, report = await staffed("check", LANGUAGE="en")
    assert code == 0
    assert report.endswith("All is well.\n")


async def test_check_names_what_telegram_lacks(staffed: Shell, sandbox: Sandbox) -> None:
    sandbox.telegram.kick(SOURCES_CHAT)
    sandbox.telegram.set_bot_status(SUPERVISORS_CHAT, "restricted")
    code, report = await staffed("check", ADMIN_IDS="5001,5077", PUBLIC_URL="https://bot.example.org")
    assert code == 1
    found = "\n".join(bad(report))
    assert len(bad(report)) == 4
    assert "SOURCES_CHAT_ID: бота нет в этой группе\n  что сделать: добавьте бота в группу" in found
    assert "боту нельзя писать\n  что сделать: дайте боту право" in found
    assert "администратору 5077\n  что сделать: пусть он откроет бота" in found
    assert "https://bot.example.org/telegram/webhook\n  что сделать: запустите бота" in found


async def test_check_names_a_wrong_token(staffed: Shell) -> None:
    code, report = await staffed("check", BOT_TOKEN="4242:WRONG-TOKEN-000000000000000000000000")
    assert code == 1
    assert [line.splitlines()[0] for line in bad(report)] == ["✗ Telegram не принимает токен"]
    assert "впишите его в BOT_TOKEN" in report


async def test_check_names_a_revoked_webhook(staffed: Shell, sandbox: Sandbox) -> None:
    sandbox.portal.webhooks.clear()
    code, report = await staffed("check")
    assert code == 1
    assert [line.splitlines()[0] for line in bad(report)] == ["✗ Битрикс24: webhook"]
    assert "создайте новый входящий вебхук" in report


@pytest.mark.parametrize(
    ("scope", "method", "cure"),
    [("crm", "crm.item.update", "CRM (crm)"), ("user", "user.get", "user_basic")],
)
async def test_check_names_a_missing_scope(
    scope: str, method: str, cure: str, staffed: Shell, sandbox: Sandbox
) -> None:
    hook = sandbox.portal.webhooks[1, SECRET]
    hook.scopes -= {scope}
    code, report = await staffed("check")
    assert code == 1
    assert re.search(rf"✗ Битрикс24: {method}\n.*{re.escape(cure)}", report)


async def test_check_names_what_the_dictionaries_lack(staffed: Shell, sandbox: Sandbox) -> None:
    stages = sandbox.portal.statuses["STATUS"]
    stages[:] = [row for row in stages if row["STATUS_ID"] != "JUNK"]
    code, report = await staffed("check")
    assert code == 1
    [lacking] = bad(report)
    assert "stages.rejected" in lacking
    assert "в портале есть: " in lacking


async def test_check_of_a_fresh_installation_says_what_comes_next(shell: Shell, database_url: str) -> None:
    code, report = await shell("check", DATABASE_URL=database_url)
    assert code == 1
    assert "что сделать: python -m bot migrate" in report
    assert await shell("migrate", DATABASE_URL=database_url) == (0, "✓ База данных готова\n")
    _, report = await shell("check", DATABASE_URL=database_url)
    assert "✓ база данных" in report
    assert "что сделать: python -m bot staff add --bitrix НОМЕР --role supervisor" in report


async def test_check_when_nothing_answers(shell: Shell) -> None:
    down = {"TELEGRAM_API_URL": NOBODY, "BITRIX24_WEBHOOK_URL": f"{NOBODY}/rest/1/madeupsecret/"}
    code, report = await shell("check", **down)
    assert code == 1
    assert "✗ Telegram не отвечает\n  что сделать: " in report
    assert "✗ Битрикс24: webhook\n  что сделать: портал не отвечает" in report


# staff


async def test_staff_come_and_go(shell: Shell) -> None:
    assert (await shell("staff", "list"))[1].startswith("Пока никого")
    code, told = await shell("staff", "add", "--bitrix", "14", "--role", "supervisor")
    assert code == 0
    assert "✓ Вера Климова (Битрикс24 14): руководитель" in told
    assert re.search(r"https://t\.me/\w+\?start=[\w-]{20,64}$", told, re.MULTILINE)
    code, told = await shell("staff", "add", "--bitrix", "14", "--telegram", str(VERA), "--role", "manager")
    assert "Вера Климова (Битрикс24 14): менеджер, руководитель" in told
    assert await shell("staff", "list") == (
        0,
        "Имя           Битрикс24  Telegram   Роли                    Работает\n"
        "Вера Климова  14         подключён  менеджер, руководитель  да\n",
    )
    assert await shell("staff", "remove", "--bitrix", "14") == (
        0,
        "✓ Больше не работает с ботом: Вера Климова (Битрикс24 14)\n",
    )
    code, told = await shell("staff", "remove", "--bitrix", "14")
    assert (code, told.splitlines()[0]) == (1, "✗ Среди подключённых нет сотрудника Битрикс24 14.")


async def test_staff_are_added_without_a_network(shell: Shell) -> None:
    down = {"TELEGRAM_API_URL": NOBODY, "BITRIX24_WEBHOOK_URL": f"{NOBODY}/rest/1/madeupsecret/"}
    code, told = await shell("staff", "add", "--bitrix", "13", "--role", "keeper", **down)
    assert code == 0
    assert "Имя появится, когда ответит Битрикс24" in told
    assert re.search(r"^/start [\w-]{20,64}$", told, re.MULTILINE)
    code, told = await shell("staff", "add", "--bitrix", "15", "--role", "keeper", "--name", "Ангелина", **down)
    assert "✓ Ангелина (Битрикс24 15)" in told
    assert "Имя появится" not in told


async def test_only_employees_of_the_portal_are_added(shell: Shell, sandbox: Sandbox) -> None:
    sandbox.portal.users[13]["ACTIVE"] = False
    for number, words in (("99", "✗ В Битрикс24 нет сотрудника 99."), ("13", "уволен")):
        code, told = await shell("staff", "add", "--bitrix", number, "--role", "manager")
        assert code == 1
        assert words in told
    assert (await shell("staff", "list"))[1].startswith("Пока никого")


async def test_a_person_comes_in_by_the_link_while_the_bot_runs(shell: Shell, sandbox: Sandbox, tmp_path: Path) -> None:
    environ = {**os.environ, **settings(sandbox.url, tmp_path), "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "bot", "run")
    bot = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=environ, stderr=asyncio.subprocess.PIPE)
    assert bot.stderr is not None
    try:
        while b"at work" not in (line := await bot.stderr.readline()):
            assert line, "the bot has ended"
        _, told = await shell("staff", "add", "--bitrix", "12", "--role", "manager")
        welcomed = asyncio.Event()
        chats = sandbox.telegram.chats
        sandbox.telegram.listeners.append(lambda *_: welcomed.set() if _welcomed(chats.get(ALINA)) else None)
        sandbox.telegram.start(ALINA, told.rpartition("?start=")[2].strip())
        await asyncio.wait_for(welcomed.wait(), 60)
        assert re.search(r"Алина Громова +12 +подключён", (await shell("staff", "list"))[1])
    finally:
        bot.terminate()
        await bot.communicate()
    assert bot.returncode == 0


def _welcomed(chat: object) -> bool:
    return any("Готово, вы подключены" in str(message) for message in getattr(chat, "messages", ()))


# regulation


def test_a_good_regulation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regulation", "check", str(ROOT / "regulations/op10.toml")], {}) == 0
    assert re.fullmatch(r"✓ .+ \(op10, редакция 2023-08-17\): ошибок нет\n", capsys.readouterr().out)


def test_what_two_regulations_differ_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regulation", "diff", "op10", "demo"], {}) == 0
    told = capsys.readouterr().out
    assert '~ clocks.first_touch.ladder.1.after: "5m" → "10s"\n    Через сколько после начала срока' in told
    assert "+ consultations.mirror = …" in told
    assert main(["regulation", "diff", "op10", "op10"], {}) == 0
    assert capsys.readouterr().out == "Различий нет\n"


def test_a_bad_regulation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "our.toml").write_text('extends = "op10"\n[[actions]]\ncode = "take"\nstage = "nowhere"\n', "utf-8")
    assert main(["regulation", "check", "our.toml"], {}) == 2
    told = capsys.readouterr().err
    assert "our.toml:4: actions.take.stage" in told
    assert "→" in told


# arguments


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "не хватает: КОМАНДА"),
        (["fly"], "нет такого значения – 'fly'"),
        (["staff", "add", "--role", "manager"], "не хватает: --bitrix"),
        (["staff", "add", "--bitrix", "Алина", "--role", "manager"], "--bitrix: нужно целое число"),
        (["staff", "add", "--bitrix", "12", "--role", "boss"], "--role: нет такого значения – 'boss'"),
        (["staff", "remove", "--bitrix"], "--bitrix: после него нужно значение"),
        (["demo", "--port", "99999"], "--port: нужен порт"),
        (["run", "--since", "вчера"], "--since: нужно время"),
        (["migrate", "--now"], "лишнее: --now"),
    ],
)
def test_a_mistake_in_the_command_is_named(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv, {}) == 2
    told = capsys.readouterr().err
    assert words in told
    assert re.search(r"^справка: python -m bot .*--help$", told, re.MULTILINE)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_help_tells_every_command(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"], {"LANGUAGE": language}) == 0
    told = capsys.readouterr().out
    assert all(re.search(rf"^ +{name}\b", told, re.MULTILINE) for name in COMMANDS)
    assert ("usage:" in told) == (language == "en")


# what stops the start


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str], *argv: str, **more: str) -> str:
    """What is said with exit code 2."""
    assert main(argv, settings(NOBODY, tmp_path, **more)) == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return told


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str], taken: int) -> None:
    told = refusal(tmp_path, capsys, "run", HTTP_PORT=str(taken))
    assert f"порт {taken} на 127.0.0.1 занят" in told
    assert "HTTP_PORT" in told


def test_a_regulation_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = refusal(tmp_path, capsys, "run", REGULATION="op11")
    assert "REGULATION = op11" in told
    assert "возможно, вы имели в виду: op10" in told


@pytest.mark.parametrize("argv", [("run",), ("migrate",), ("staff", "list")])
def test_a_database_that_cannot_be_there(
    argv: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    told = refusal(tmp_path, capsys, *argv, DATABASE_URL=f"sqlite:///{tmp_path}/file/five.db")
    assert "база данных не открывается" in told
    assert f"DATABASE_URL = sqlite:///{tmp_path}/file/five.db" in told


@pytest.mark.parametrize("argv", [("run",), ("migrate",)])
def test_a_postgresql_that_is_not_there(
    argv: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refusal(tmp_path, capsys, *argv, DATABASE_URL="postgresql+asyncpg://bot:madeuppassword@127.0.0.1:1/bot")
    assert "DATABASE_URL = postgresql+asyncpg://bot:***@127.0.0.1:1/bot" in told
    assert "madeuppassword" not in told


def test_a_wrong_setting_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "BITRIX24_PLAN = free" in refusal(tmp_path, capsys, "check", BITRIX24_PLAN="free")


async def test_a_regulation_is_held_against_past_leads(shell: Shell, sandbox: Sandbox, tmp_path: Path) -> None:
    """An empty database tells so; `tests/flows` has one with leads."""
    assert sandbox.url
    code, told = await shell("regulation", "simulate", "op10", "--history", "7d")
    assert (code, told) == (1, "За 7 дн. лидов нет: проверять не на чем\n")
    code, told = await shell("regulation", "simulate", "op10", "--history", "week")
    assert (code, told) == (1, "Число дней пишется так: --history 30d\n")


async def test_a_new_regulation_is_asked_for_and_written(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["Наша", "our-firm", "", "", "", "", "", "быстро", "3m", "", "", "", ""]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*answers, ""])))
    code, told = await shell("regulation", "new")
    assert "  1. Необработанный лид" in told
    assert told.count("Не подходит, ещё раз") == 2
    assert told.endswith("Записан файл our-firm.toml. Поправьте его под себя и впишите в REGULATION\n")
    assert code == 0
    assert load("./our-firm.toml").file.clocks[0].ladder[0].after == timedelta(minutes=3)  # type: ignore[index]
    monkeypatch.setattr("sys.stdin", io.StringIO("our-firm\n"))
    assert (await shell("regulation", "new"))[0] == 1
    assert (await shell("regulation", "new", BITRIX24_WEBHOOK_URL=f"{NOBODY}/rest/1/{SECRET}/"))[0] == 1
