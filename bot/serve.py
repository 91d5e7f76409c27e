"""`run`: starts what `app` built, keeps it going, and ends it without losing anything."""

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.dictionaries import bind_kept, refresh_terms
from bot.loops import forever
from bot.nursery import side_by_side, unless
from bot.schedule import set_ticks
from bot.site import webhook_secret
from bot.start_refused import StartRefusedError, database_in_words, port_refusal, regulation_in_words
from bot.steady import keep_ticking
from handlers.web.telegram import PATH
from services.bells import Bell
from services.bitrix24.rights import Cure
from services.domain.gateways import CREDENTIALS, Refused, TryLater
from services.regulations import looks_at_workdays, mirror_of
from services.seats import Seat
from services.storage.migrate import migrate
from services.telegram.chats import username
from services.telegram.polling import set_webhook, webhook_stands

log = logging.getLogger(__name__)

GATHER = 0.1  # seconds: messages that go within them are chosen together
RETRY = 2.0
MENUS = 600.0  # seconds between two looks at who sees which commands
STUMBLED = 0.5  # seconds: nobody takes longer to fire what is due
NEEDED = (Cure.WEBHOOK, Cure.SCOPE_CRM, Cure.PLAN, Cure.LEADS_OFF)  # cures without which nothing works
WEBHOOK_LOOK = 20.0  # seconds
TIDYING = (10_000, 20, 20)  # new objects between two looks for dropped ones: a tap makes thousands, and they go
DRAIN = 20.0  # seconds that updates in hand are given at the end


async def serve(app: App, since: datetime | None = None) -> None:
    """Run until SIGTERM or SIGINT. Raises StartRefusedError for what a person has to mend."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    site = web.AppRunner(app.web, access_log=None)
    scheduler = AsyncIOScheduler(timezone="UTC")
    try:
        with database_in_words(app.settings, app.texts):
            await migrate(app.db)
        await app.presence.arrive()
        await app.seats.arrive()
        await _listen(site, app)
        with regulation_in_words(app.settings, app.texts):
            await unless(stopping, prepare(app, since))
        gc.freeze()  # what was built until now stays as well: a tap would wait while it is gone over again
        gc.set_threshold(*TIDYING)
        if not stopping.is_set():
            set_ticks(scheduler, app)
            scheduler.start()
            await _work(app, scheduler, stopping)
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)
        await site.cleanup()
        with suppress(Exception):
            await app.seats.leave()
            await app.presence.leave()
        await app.close()


async def _listen(site: web.AppRunner, app: App) -> None:
    await site.setup()
    try:
        await web.TCPSite(site, app.settings.http_host, app.settings.http_port).start()
    except OSError as error:
        raise port_refusal(app.settings, app.texts, error) from None
    for address in site.addresses:
        log.info("listening on %s:%s", *address[:2])


async def prepare(app: App, since: datetime | None) -> None:
    """What must be true before the first lead: good credentials, rules in force, a line drawn under history."""
    await app.people.ensure_admins(app.settings.admin_ids)
    await side_by_side(_meet_telegram(app), _put_into_force(app))
    await app.amendments.work()
    await app.editions.announce()
    await _patiently("the first look at the portal", lambda: app.reconcile.begin(since))
    if not await app.people.ever_refreshed():  # later starts do not wait for names, a tick reads them
        try:
            await app.people.refresh()
        except (TryLater, Refused) as problem:
            log.warning("people were not refreshed: %s", problem)


async def _meet_telegram(app: App) -> None:
    try:
        name = await username(app.bot)
    except TryLater as problem:
        log.warning("Telegram does not answer yet: %s", problem)
    except Refused as refused:
        if refused.code == CREDENTIALS:
            raise StartRefusedError(app.texts.plain("start-token-refused")) from None
        log.warning("Telegram refuses getMe: %s", refused)
    else:
        log.info("the bot is @%s", name)
        await app.outage.heard()


async def _put_into_force(app: App) -> None:
    """Bind the regulation to the portal's dictionaries: fresh ones, or those of the last time when it is down."""
    try:
        await refresh_terms(app)
    except TryLater as problem:
        log.warning("the portal does not answer yet: %s", problem)
        if not await bind_kept(app):
            await _patiently("the portal's dictionaries", lambda: refresh_terms(app))
    except Refused as refused:
        raise StartRefusedError(app.texts.plain("start-webhook-refused", reason=refused.code)) from None
    await _check_rights(app)


async def _check_rights(app: App) -> None:
    """What the main path cannot do without stops the start; the rest is named, and works when it is cured."""
    file = app.draft.file
    rights = await app.crm.check_rights(mirror_of(file), deals=file.deals is not None, timeman=looks_at_workdays(file))
    missing = [right for right in rights if not right.ok]
    told = {right: f"✗ {right.what}: {app.texts.plain(right.cure)}" for right in missing}
    fatal = [words for right, words in told.items() if right.cure in NEEDED and not right.optional]
    if fatal:
        raise StartRefusedError("\n".join([app.texts.plain("start-rights-missing"), *fatal]))
    for words in told.values():
        log.warning("%s", words)


async def _patiently(what: str, attempt) -> None:  # type: ignore[no-untyped-def]
    """Until it succeeds: an outage at start delays, it does not end."""
    while True:
        try:
            await attempt()
        except TryLater as problem:
            log.warning("%s: %s", what, problem)
            await asyncio.sleep(problem.after or RETRY)
        else:
            return


async def _work(app: App, scheduler: AsyncIOScheduler, stopping: asyncio.Event) -> None:
    loops = [
        keep_ticking(scheduler, app.now),
        forever("intake", lambda: _seated(app, Seat.BITRIX24, _intake), app.pulse),
        forever("deadlines", lambda: _deadlines(app), app.pulse),
        forever("deals", lambda: _seated(app, Seat.BITRIX24, _deals)),
        forever("write-back", lambda: _seated(app, Seat.BITRIX24, _write_back), app.pulse),
        forever("amendments", lambda: _amendments(app)),
        forever("menus", lambda: _seated(app, Seat.TELEGRAM, _menus)),
        forever("creation", lambda: _seated(app, Seat.BITRIX24, _creation), app.pulse),
        forever("mirror", lambda: _seated(app, Seat.BITRIX24, _mirror)),
        forever("bell", lambda: _seated(app, Seat.BITRIX24, _bell), app.pulse),
        _to_telegram(app),
    ]
    loops.append(forever("webhook", lambda: _webhook(app)) if app.settings.public_url else _polling(app))
    runner_stops = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        working = group.create_task(app.runner.run(runner_stops))
        log.info("at work")
        await stopping.wait()
        log.info("ending")
        await _end(tasks)
        runner_stops.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(working), DRAIN)
        working.cancel()


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=DRAIN)


async def _seated(app: App, seat: Seat, step: Callable[[App], Awaitable[None]]) -> None:
    """A round of a loop whose service only one process at a time talks to."""
    if app.seats.hold(seat):
        await step(app)
    else:
        await asyncio.sleep(app.rhythm.look)


async def _polling(app: App) -> None:
    """Ask for updates as long as the seat is ours."""
    async with asyncio.TaskGroup() as group:
        polling: asyncio.Task[None] | None = None
        while True:
            if app.seats.hold(Seat.POLLING):
                polling = polling or group.create_task(app.poller.run())
            elif polling is not None:
                polling.cancel()
                polling = None
            await asyncio.sleep(app.rhythm.look)


async def _intake(app: App) -> None:
    while await app.intake.process():
        pass
    await app.bells.wait(Bell.INBOX, _soon(app, await app.intake.seconds_to_next()))


async def _deadlines(app: App) -> None:
    while await app.deadlines.fire_due():
        pass
    seconds = await app.deadlines.seconds_to_next()
    stumbled = seconds is not None and seconds < -STUMBLED  # what is overdue still could not be said
    await app.bells.wait(Bell.DEADLINES, RETRY if stumbled else _soon(app, seconds))


async def _deals(app: App) -> None:
    """Deals are read, and those whose time is over are told of."""
    while await app.deals.process() + await app.deals.fire_due():
        pass
    seconds = await app.deals.seconds_to_next()
    overdue = seconds is not None and seconds <= 0  # the portal was not known yet, or something could not be said
    await app.bells.wait(Bell.DEALS, app.rhythm.look if overdue else _soon(app, seconds))


async def _amendments(app: App) -> None:
    await app.editions.follow()
    await app.amendments.work()
    await app.bells.wait(Bell.AMENDMENTS, app.rhythm.look)


async def _menus(app: App) -> None:
    """People come, and get other roles."""
    await app.menus.tell()
    await asyncio.sleep(MENUS)


async def _write_back(app: App) -> None:
    seconds = await app.to_bitrix24.step()
    if seconds != 0.0:
        await app.bells.wait(Bell.BITRIX24, _soon(app, seconds))


async def _creation(app: App) -> None:
    seconds = await app.creation.step()
    if seconds != 0.0:
        await app.bells.wait(Bell.CREATION, _soon(app, seconds))


async def _mirror(app: App) -> None:
    seconds = await app.mirror.step()
    if seconds != 0.0:
        await app.bells.wait(Bell.MIRROR, _soon(app, seconds))


async def _bell(app: App) -> None:
    seconds = await app.to_bell.step()
    if seconds != 0.0:
        await app.bells.wait(Bell.BELL, _soon(app, seconds))


def _soon(app: App, seconds: float | None) -> float:
    """How long a loop sleeps when nobody rings."""
    return app.rhythm.look if seconds is None else min(app.rhythm.look, max(0.0, seconds))


async def _to_telegram(app: App) -> None:
    """Sends run on their own: a slow chat holds nobody else up. At the end those on their way are finished."""
    async with asyncio.TaskGroup() as sends:

        async def look() -> None:
            if not app.seats.hold(Seat.TELEGRAM):
                await asyncio.sleep(app.rhythm.look)
                return
            seconds = await app.to_telegram.start(sends)
            if seconds == 0.0:  # a message leaves each thirtieth of a second at most
                await asyncio.sleep(GATHER)
            else:
                await app.bells.wait(Bell.TELEGRAM, max(0.01, _soon(app, seconds)))

        try:
            await forever("delivery to Telegram", look, app.pulse)
        except asyncio.CancelledError:
            log.info("finishing the messages on their way")


async def _webhook(app: App) -> None:
    """Have updates posted to us; looked at now and then, in case somebody deletes the webhook: a tap lives 150 s."""
    url, token = app.settings.public_url + PATH, app.settings.bot_token.get_secret_value()
    try:
        await set_webhook(app.bot, url, webhook_secret(token))
        while await webhook_stands(app.bot, url):  # noqa: ASYNC110 - Telegram does not tell us
            await asyncio.sleep(WEBHOOK_LOOK)
        log.warning("the webhook was deleted or points elsewhere: it is set again")
    except (TryLater, Refused) as problem:
        log.error("the webhook could not be set: %s", problem)
        await asyncio.sleep(RETRY * 5)
