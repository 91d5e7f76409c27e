"""`regulation simulate FILE --history 30d`: what a regulation would have said of the leads of these days."""

import argparse
import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.commands.terminal import Terminal
from bot.start_refused import database_in_words
from services.domain.regulation import Audience
from services.domain.simulation import Said
from services.regulations import Draft, load
from services.simulations import Simulations
from services.storage.database import Database
from services.storage.migrate import migrate
from services.telegram.texts import Texts

BAR = 40  # characters of the longest
DAYS = r"([1-9]\d{0,3})d"


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """A table and a chart; raises RegulationError. 1 when there is nothing to hold it against."""
    settings, texts = terminal.settings(), terminal.texts
    found = re.fullmatch(DAYS, args.history)
    if found is None:
        print(texts.plain("simulate-days"))
        return 1
    days = int(found[1])
    drafts = [load(settings.regulation), load(args.file)]
    with database_in_words(settings, texts):
        said = asyncio.run(_simulate(settings.database_url.get_secret_value(), drafts, timedelta(days=days)))
    if said is None or not said[0].leads:
        print(texts.plain("simulate-nothing", days=days))
        return 1
    print("\n".join(drawn(said, [draft.file.name for draft in drafts], days, texts)))
    return 0


async def _simulate(url: str, drafts: list[Draft], span: timedelta) -> list[Said] | None:
    db, now = Database(url), datetime.now(UTC)
    try:
        await migrate(db)
        return await Simulations(db).of(drafts, now - span, now)
    finally:
        await db.close()


def drawn(said: Sequence[Said], names: Sequence[str], days: int, texts: Texts) -> list[str]:
    """Both side by side, and the days on which leads went beyond their manager under the second."""
    before, after = said
    rows = [
        (texts.plain("simulate-audience", audience=audience.value), before.spoken.get(audience, 0), number)
        for audience in Audience
        if (number := after.spoken.get(audience, 0)) or before.spoken.get(audience, 0)
    ]
    rows.append((texts.plain("simulate-late"), sum(before.late.values()), sum(after.late.values())))
    width, first, second = max(len(row[0]) for row in rows), *(max(7, len(name)) for name in names)
    lines = [texts.plain("simulate-title", leads=before.leads, days=days), ""]
    lines.append(f"{'':{width}}  {names[0]:>{first}}  {names[1]:>{second}}")
    lines += [f"{title:{width}}  {one:>{first}}  {other:>{second}}" for title, one, other in rows]
    if after.late:
        most = max(after.late.values())
        lines += ["", texts.plain("simulate-chart", name=names[1])]
        lines += [f"{day:%d.%m}  {'█' * max(1, count * BAR // most)} {count}" for day, count in after.late.items()]
    return lines
