"""`regulation new`: asks a few questions, reads the portal's stages and sources, and writes a commented file."""

import argparse
import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.office import PATIENCE
from bot.commands.terminal import Terminal
from bot.settings import Settings
from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import PLANS, Limiter
from services.domain.gateways import Dictionaries, Refused, Term, TryLater
from services.regulations import check_file, describe, durations
from services.regulations.beginning import Answers, guess, written_file
from services.regulations.entry import NAME, TIME_OF_DAY
from services.telegram.texts import Texts

TRIES = 3


def run(_args: argparse.Namespace, terminal: Terminal) -> int:
    """0 when the file is there and has no mistakes."""
    settings, texts = terminal.settings(), terminal.texts
    told = asyncio.run(_dictionaries(settings))
    if told is None:
        print(texts.plain("new-no-portal"))
        return 1
    stages, sources = told.stages, told.sources
    name = _asked(texts.plain("new-name"), lambda said: bool(re.fullmatch(NAME, said)), "our-company", texts)
    path = Path(f"{name}.toml")
    if path.exists():
        print(texts.plain("new-there", file=str(path)))
        return 1
    said = _ask(name, stages, texts)
    path.write_text(written_file(said, stages, sources, datetime.now(UTC).date()), encoding="utf-8")
    problems = check_file(Path.cwd() / path)
    print(*map(describe, problems), texts.plain("new-done", file=str(path)), sep="\n")
    return 1 if problems else 0


def _ask(name: str, stages: Sequence[Term], texts: Texts) -> Answers:
    for number, stage in enumerate(stages, 1):
        print(f"  {number}. {stage.name}")
    new, in_work, rejected = (
        _stage(texts.plain(f"new-stage-{which}"), stages, code, texts)
        for which, code in zip(("new", "work", "rejected"), guess(stages), strict=True)
    )
    return Answers(
        name=name,
        title=_asked(texts.plain("new-title"), lambda said: 0 < len(said) <= 40, name, texts),
        timezone=_asked(texts.plain("new-zone"), lambda said: "/" in said or said == "UTC", "Europe/Moscow", texts),
        new=new,
        in_work=in_work,
        rejected=rejected,
        remind=_asked(texts.plain("new-remind"), _is_span, "5m", texts),
        escalate=_asked(texts.plain("new-escalate"), _is_span, "10m", texts),
        opens=_asked(texts.plain("new-opens"), _is_hour, "09:00", texts),
        closes=_asked(texts.plain("new-closes"), _is_hour, "18:00", texts),
    )


def _is_span(said: str) -> bool:
    return bool(re.fullmatch(durations.PATTERN, said)) and bool(said)


def _is_hour(said: str) -> bool:
    return bool(re.fullmatch(TIME_OF_DAY, said))


def _stage(question: str, stages: Sequence[Term], code: str, texts: Texts) -> str:
    usual = next((str(number) for number, stage in enumerate(stages, 1) if stage.code == code), "1")
    said = _asked(question, lambda said: said.isdecimal() and 1 <= int(said) <= len(stages), usual, texts)
    return stages[int(said) - 1].code


def _asked(question: str, fits: Callable[[str], bool], usual: str, texts: Texts) -> str:
    """What was typed; Enter alone, and three answers that do not fit, mean what is usual."""
    for _ in range(TRIES):
        print(f"{question} [{usual}]: ", end="", flush=True)
        said = input().strip()
        if not said or fits(said):
            return said or usual
        print(texts.plain("new-again"))
    return usual


async def _dictionaries(settings: Settings) -> Dictionaries | None:
    limiter = Limiter(PLANS[settings.bitrix24_plan])
    crm = Bitrix24(Client(settings.bitrix24_webhook_url.get_secret_value(), limiter))
    try:
        async with asyncio.timeout(PATIENCE):
            return await crm.dictionaries()
    except (TryLater, Refused, TimeoutError):
        return None
    finally:
        await crm.close()
