"""The portal's dictionaries, and the regulation bound to them: at start, and again as they change."""

import asyncio
import logging

from bot.app import App
from services.domain.gateways import Dictionaries
from services.regulations import Draft, RegulationError, load
from services.storage import leads_store, terms_store

log = logging.getLogger(__name__)


async def refresh_terms(app: App, draft: Draft | None = None) -> None:
    """Read the portal's dictionaries, keep them, and bind the regulation (`draft`: as it is by now) to them anew."""
    draft = draft or app.draft
    told = await app.crm.dictionaries(deals=draft.file.conversion is not None)
    async with app.db.reading() as conn:
        used = await leads_store.sources_used(conn)
    fields = await app.editions.put_into_force(draft, told, used)
    app.crm.watch(fields)
    async with app.db.writing() as conn:
        await terms_store.replace(conn, "SOURCE", told.sources)
        await terms_store.replace(conn, "STATUS", told.stages)


async def bind_kept(app: App) -> bool:
    """The same with the dictionaries of the last time; False when there are none."""
    async with app.db.reading() as conn:
        sources = await terms_store.all_of(conn, "SOURCE")
        stages = await terms_store.all_of(conn, "STATUS")
        used = await leads_store.sources_used(conn)
    if not stages:
        return False
    app.crm.watch(await app.editions.put_into_force(app.draft, Dictionaries(sources, stages, []), used))
    return True


async def keep_fresh(app: App) -> None:
    """A tick: the file of the regulation as it is by now, new sources, the most used first.

    What has a mistake, or no longer fits the portal, changes nothing: what held before still holds.
    """
    try:
        draft = await asyncio.to_thread(load, app.settings.regulation)  # a fifth of a second: taps go on
        await refresh_terms(app, draft)
        await app.editions.announce()
        await app.waiting_leads.settle()
    except RegulationError as error:
        log.error("the regulation is not put into force; what held before still holds:\n%s", error)
