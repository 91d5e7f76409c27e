"""The portal's dictionaries, and the regulation bound to them: at start, and again as they change."""

import logging

from bot.app import App
from services.regulations import RegulationError, bind
from services.storage import leads_store, terms_store

log = logging.getLogger(__name__)


async def refresh_terms(app: App) -> None:
    """Read the portal's dictionaries, keep them, and bind the regulation to them anew."""
    told = await app.crm.dictionaries()
    sources, stages = told.sources, told.stages
    rules = bind(app.draft, sources, stages, told.fields)
    async with app.db.writing() as conn:
        await terms_store.replace(conn, "SOURCE", sources)
        await terms_store.replace(conn, "STATUS", stages)
        used = await leads_store.sources_used(conn)
    app.rulebook.put_into_force(rules, sources, stages, used)


async def bind_kept(app: App) -> bool:
    """The same with the dictionaries of the last time; False when there are none."""
    async with app.db.reading() as conn:
        sources = await terms_store.all_of(conn, "SOURCE")
        stages = await terms_store.all_of(conn, "STATUS")
        used = await leads_store.sources_used(conn)
    if not stages:
        return False
    app.rulebook.put_into_force(bind(app.draft, sources, stages), sources, stages, used)
    return True


async def keep_fresh(app: App) -> None:
    """A tick: new sources are offered, the most used go first. What no longer fits changes nothing."""
    try:
        await refresh_terms(app)
        await app.waiting_leads.settle()
    except RegulationError as error:
        log.error("the regulation no longer fits the portal; what held before still holds:\n%s", error)
