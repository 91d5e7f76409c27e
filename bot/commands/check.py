"""`check`: everything the assistant needs from others, each with ✓ or the cure."""

import argparse
import asyncio
from collections.abc import AsyncIterator

from bot import log
from bot.app import App, build
from bot.commands.checks.bitrix24 import of_bitrix24
from bot.commands.checks.database import of_database
from bot.commands.checks.finding import Finding
from bot.commands.checks.settings import of_settings
from bot.commands.checks.staff import of_staff
from bot.commands.checks.telegram import of_telegram
from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from bot.start_refused import database_in_words, regulation_in_words
from services.telegram.texts import Texts


def add(parser: Parser) -> None:
    """What the command takes."""
    parser.set_defaults(do=run)


def run(_args: argparse.Namespace, terminal: Terminal) -> int:
    """0 when all is well. Raises SettingsError and StartRefusedError for what leaves nothing to look at."""
    settings, texts = terminal.settings(), terminal.texts
    log.configure("CRITICAL", settings.log_format.value, settings.secrets)  # the findings say it all
    for finding in of_settings(settings, terminal.given, texts):
        _show(finding, texts)
    with database_in_words(settings, texts), regulation_in_words(settings, texts):
        app = build(settings)
    bad = asyncio.run(_check(app))
    print(texts.plain("check-some-bad", count=bad) if bad else texts.plain("check-all-good"))
    return 1 if bad else 0


async def _check(app: App) -> int:
    """How much is to be mended."""
    bad = 0
    try:
        async for finding in _findings(app):
            _show(finding, app.texts)
            bad += bool(finding.cure)
    finally:
        await app.close()
    return bad


async def _findings(app: App) -> AsyncIterator[Finding]:
    file = app.draft.file
    yield Finding(app.texts.plain("check-regulation", title=file.title, edition=file.edition.isoformat()))
    async for finding in of_telegram(app):
        yield finding
    async for finding in of_bitrix24(app):
        yield finding
    database = await of_database(app)
    yield database
    if not database.cure:
        async for finding in of_staff(app):
            yield finding


def _show(finding: Finding, texts: Texts) -> None:
    words = texts.plain("check-bad", detail=finding.detail, cure=finding.cure)
    print(words if finding.cure else texts.plain("check-good", detail=finding.detail), flush=True)
