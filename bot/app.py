"""The composition root: every part is built by plain constructor calls, here and in `sources.py` and `site.py`."""

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiogram import Bot, Dispatcher
from aiohttp import web

from bot.dispatcher import make_dispatcher
from bot.heartbeat import Heartbeat, Pulse
from bot.measures import Measures
from bot.menus import Menus
from bot.middlewares.person import PersonMiddleware
from bot.readings import make_readings
from bot.rhythm import Rhythm
from bot.runner import Runner
from bot.senses import make_senses
from bot.settings import Settings
from bot.site import make_site
from bot.sources import build_sources
from services.amendments import Amendments
from services.auditor import Auditor
from services.bells import Bells
from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import PLANS, Limiter
from services.board import Boards
from services.board_deeds import BoardDeeds
from services.bonuses import Bonuses
from services.booking import Booking
from services.call_history import CallHistories
from services.calls import Calls
from services.charts.png import Draw, pictures
from services.consultations import Consultations
from services.converting import Conversions
from services.deadlines import Deadlines
from services.deal_sweep import DealSweep
from services.deals import Deals
from services.decisions import Carrier
from services.delivery.bell import BellDelivery
from services.delivery.bitrix24 import Bitrix24Delivery
from services.delivery.compose import Composer
from services.delivery.consultations import ConsultationMessages
from services.delivery.conversion import ConversionDelivery
from services.delivery.creation import CreationDelivery
from services.delivery.deals import DealMessages, ObserverDelivery
from services.delivery.exports import Exports
from services.delivery.mirror import MirrorDelivery
from services.delivery.pictures import Pictures
from services.delivery.reports import ReportMessages
from services.delivery.telegram import TelegramDelivery
from services.delivery.ticket_viewing import TicketViewing
from services.delivery.viewing import Viewing
from services.domain.manual_form import add
from services.domain.referrer_form import REFERRER
from services.duty import Duty
from services.editions import Editions
from services.fallback import Fallback
from services.health import Health
from services.intake import Intake
from services.interviews import Interviews
from services.lead_list import LeadLists
from services.leads import Leads
from services.listing import Listing
from services.manual import FORM as MANUAL
from services.manual import ManualLeads
from services.members import Members
from services.outage import Outage
from services.people import People
from services.picking import Picking
from services.postponing import Postponing
from services.questions import Kind, Questions
from services.reconcile import Reconcile
from services.referrals import Referrals
from services.regulations import Draft, load
from services.regulations.field_names import watched_fields
from services.repeats import Repeats
from services.report_sending import ReportSending
from services.reports import Reports
from services.retention import Retention
from services.rulebook import Rulebook
from services.sales import Sales
from services.seats import Seat, Seats
from services.sessions import Sessions
from services.shift_deeds import ShiftDeeds
from services.shifts import Shifts
from services.storage.database import Database
from services.stories import Stories
from services.taps import Taps
from services.telegram.gateway import Telegram, make_bot
from services.telegram.manual_cards import ManualCards
from services.telegram.pace import Pace
from services.telegram.polling import Poller
from services.telegram.texts import Texts
from services.telling import Chats
from services.trouble import Trouble
from services.twins import TwinSearch
from services.updates import Presence, Updates
from services.waiting_leads import WaitingLeads
from services.watch import Watch
from services.workdays import Workdays

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


def utc_now() -> datetime:
    """The one clock of the process."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class App:
    """Everything that runs, by name."""

    settings: Settings
    now: Callable[[], datetime]
    rhythm: Rhythm
    worker: str
    db: Database
    draft: Draft
    texts: Texts
    bells: Bells
    rulebook: Rulebook
    editions: Editions
    client: Client
    crm: Bitrix24
    bot: Bot
    telegram: Telegram
    presence: Presence
    seats: Seats
    updates: Updates
    runner: Runner
    poller: Poller
    pulse: Pulse
    heartbeat: Heartbeat
    measures: Measures
    intake: Intake
    twins: TwinSearch
    reconcile: Reconcile
    deadlines: Deadlines
    deals: Deals
    deal_sweep: DealSweep
    to_telegram: TelegramDelivery
    to_bitrix24: Bitrix24Delivery
    creation: CreationDelivery
    mirror: MirrorDelivery
    leads: Leads
    amendments: Amendments
    waiting_leads: WaitingLeads
    listing: Listing
    lead_lists: LeadLists
    calls: Calls
    reports: Reports
    report_sending: ReportSending
    people: People
    menus: Menus
    questions: Questions
    sales: Sales
    shifts: Shifts
    workdays: Workdays
    referrals: Referrals
    manual: ManualLeads
    outage: Outage
    health: Health
    sessions: Sessions
    retention: Retention
    auditor: Auditor
    fallback: Fallback
    to_bell: BellDelivery
    watch: Watch
    dispatcher: Dispatcher
    web: web.Application

    async def close(self) -> None:
        """Let go of sockets and the database."""
        await self.bot.session.close()
        await self.crm.close()
        await self.db.close()


def build(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    ticks: Callable[[], float] = time.monotonic,
    sleep: Sleep = asyncio.sleep,
    database: Callable[[str], Database] = Database,
    rhythm: Rhythm = Rhythm(),  # noqa: B008 - frozen
    draw: Draw = pictures,
) -> App:
    """Raises RegulationError when the regulation cannot be read; touches neither network nor database.

    `now` may be set by people, `ticks` only goes on; a test passes its own, and a `sleep` that moves them.
    """
    draft = load(settings.regulation)
    token = settings.bot_token.get_secret_value()
    worker = uuid.uuid4().hex

    def clock() -> float:
        return now().timestamp()

    db = database(settings.database_url.get_secret_value())
    texts, bells, rulebook = Texts(settings.language), Bells(), Rulebook()
    limiter = Limiter(PLANS[settings.bitrix24_plan], clock=ticks, sleep=sleep)
    client = Client(settings.bitrix24_webhook_url.get_secret_value(), limiter, clock=ticks, sleep=sleep, now=now)
    crm = Bitrix24(client, watched_fields=watched_fields(draft))
    bot = make_bot(token, settings.telegram_api_url)
    pace = Pace()
    telegram = Telegram(bot, pace, clock=clock, sleep=sleep)
    chats = Chats(settings.supervisors_chat_id, settings.sources_chat_id)
    carrier = Carrier(chats)
    use_case = (db, carrier, rulebook, bells, now)
    measures = Measures()
    editions = Editions(db, rulebook, bells, now)

    people = People(db, crm, carrier, bells, now)
    questions = Questions(db, carrier, bells, now)
    taps = Taps(db, carrier, bells, now)
    sales = Sales(db, now)
    shifts = Shifts(*use_case)
    referrals = Referrals(crm, taps, questions, sales, rulebook)
    questions.register(REFERRER, referrals.kind())
    leads = Leads(db, taps, questions, carrier, rulebook, bells, now)
    picking = Picking(taps, carrier, rulebook, now)
    consultations = Consultations(db, taps, questions, carrier, rulebook, bells, texts, crm.lead_url, now)
    asking = (
        Booking(rulebook, sales, now),
        Interviews(rulebook, now),
        Postponing(rulebook, now),
        Conversions(rulebook, now),
        Repeats(crm, rulebook, now),
    )
    for name, kind in (item for each in asking for item in each.kinds().items()):
        questions.register(name, kind)
    about_sources = build_sources(db, taps, questions, carrier, rulebook, bells, now)
    twins = TwinSearch(db, crm, carrier, rulebook, bells, now)
    intake = Intake(db, crm, twins, carrier, rulebook, bells, now)
    outage = Outage(db, carrier, bells, now)
    updates = Updates(db, now, worker)
    listing = Listing(db, rulebook)
    lead_lists = LeadLists(db, listing, carrier, rulebook, bells, now)
    call_histories = CallHistories(db, rulebook)
    boards = Boards(db, rulebook, crm.lead_url, now)
    sessions = Sessions(db, token, now)
    viewing = Viewing(rulebook, crm.lead_url, crm.twin_url, now)
    manual = ManualLeads(db, questions, rulebook, bells, now)
    questions.register(MANUAL, Kind(add, manual.conclude, manual.look))
    conversions = ConversionDelivery(db, crm, carrier, rulebook, bells, crm.item_url, now)
    pictures = Pictures(db, crm, telegram, texts, rulebook, now)
    manual_cards = ManualCards(texts, crm.lead_url, crm.twin_url)
    reports = Reports(db, rulebook, now)
    report_sending = ReportSending(db, rulebook, chats, bells, now)
    exports = Exports(rulebook, crm.lead_url, crm.client_url, texts, now)
    meetings = ConsultationMessages(rulebook, texts)
    tickets = TicketViewing(viewing, rulebook, now)
    told = ReportMessages(reports, texts, draw)
    about_deals = DealMessages(rulebook, texts, crm.item_url)
    composer = Composer(viewing, tickets, manual_cards, meetings, exports, told, about_deals, texts)
    deals = Deals(db, crm, rulebook, bells, now)
    observers = ObserverDelivery(db, crm, carrier, bells, now)
    bonuses = Bonuses(db, taps, carrier, rulebook, bells, crm.lead_url, crm.client_url, now)
    dispatcher = make_dispatcher(
        PersonMiddleware(people, texts, telegram, measures.tap.observe, ticks),
        leads=leads,
        picking=picking,
        sources=about_sources.sources,
        source_words=about_sources.source_words,
        suggestions=about_sources.suggestions,
        amendments=about_sources.amendments,
        editions=editions,
        consultations=consultations,
        deals=deals,
        people=people,
        questions=questions,
        sales=sales,
        shifts=shifts,
        duty=Duty(db, rulebook, now),
        boards=boards,
        call_histories=call_histories,
        report_sending=report_sending,
        rulebook=rulebook,
        stories=Stories(db, rulebook),
        sessions=sessions,
        pages=_pages(settings),
        referrals=referrals,
        manual=manual,
        bonuses=bonuses,
        texts=texts,
        telegram=telegram,
    )
    seats = Seats(db, now, worker, timedelta(seconds=rhythm.seat))
    health = Health(
        db,
        # Another process may be the one that talks to a service: then nothing is missing here.
        lambda: _moment(telegram.last_success, poller.last_success) if seats.hold(Seat.POLLING) else now(),
        lambda: crm.last_success if seats.hold(Seat.BITRIX24) else now(),
        now,
        _patience(settings),
    )
    trouble = Trouble(now)
    poller = Poller(
        settings.telegram_api_url,
        token,
        updates.accept,
        report=trouble.report,
        clock=clock,
        sleep=sleep,
        poll_seconds=rhythm.poll,
    )
    auditor = Auditor(db, rulebook, now)
    senses = make_senses(settings, seats, telegram, poller, trouble, client, editions, now)
    site = make_site(
        settings,
        intake=intake,
        deals=deals,
        updates=updates,
        health=health,
        measures=measures,
        sessions=sessions,
        boards=boards,
        call_histories=call_histories,
        deeds=BoardDeeds(*use_case),
        reports=reports,
        report_sending=report_sending,
        members=Members(db, rulebook, now),
        people=people,
        shift_deeds=ShiftDeeds(*use_case),
        lead_lists=lead_lists,
        lead_url=crm.lead_url,
        bot=bot,
        texts=texts,
    )
    watch = Watch(db, auditor, senses, carrier, telegram, settings.admin_ids, texts, bells, now)
    to_telegram = TelegramDelivery(
        db, telegram, pace, composer, carrier, bells, now, sleep, worker, measures.card.observe
    )
    to_bitrix24 = Bitrix24Delivery(db, crm, texts, carrier, bells, now, worker, measures.write.observe)
    measures.read(make_readings(watch, auditor, senses, to_telegram, to_bitrix24, telegram, client))
    pulse = Pulse(ticks)
    return App(
        settings=settings,
        now=now,
        rhythm=rhythm,
        worker=worker,
        db=db,
        draft=draft,
        texts=texts,
        bells=bells,
        rulebook=rulebook,
        editions=editions,
        client=client,
        crm=crm,
        bot=bot,
        telegram=telegram,
        presence=Presence(db, now, worker),
        seats=seats,
        updates=updates,
        runner=Runner(bot, dispatcher, updates, sleep),
        poller=poller,
        pulse=pulse,
        heartbeat=Heartbeat(settings.heartbeat_url.get_secret_value(), health, pulse),
        measures=measures,
        intake=intake,
        twins=twins,
        reconcile=Reconcile(db, crm, bells, now),
        deadlines=Deadlines(*use_case, measures.late.observe),
        deals=deals,
        deal_sweep=DealSweep(db, crm, rulebook, bells, now),
        to_telegram=to_telegram,
        to_bitrix24=to_bitrix24,
        creation=CreationDelivery(db, crm, pictures, conversions, observers, carrier, rulebook, bells, now, worker),
        mirror=MirrorDelivery(db, crm, texts, carrier, rulebook, bells, crm.lead_url, now, worker),
        leads=leads,
        amendments=about_sources.amendments,
        waiting_leads=about_sources.waiting,
        listing=listing,
        lead_lists=lead_lists,
        calls=Calls(db, crm, now),
        reports=reports,
        report_sending=report_sending,
        people=people,
        menus=Menus(telegram, people, rulebook, texts, settings.public_url),
        questions=questions,
        sales=sales,
        shifts=shifts,
        workdays=Workdays(db, crm, carrier, rulebook, bells, now),
        referrals=referrals,
        manual=manual,
        outage=outage,
        health=health,
        sessions=sessions,
        retention=Retention(db, timedelta(days=settings.retention_days), now),
        auditor=auditor,
        fallback=Fallback(db, lambda: telegram.last_sent, bells, now),
        to_bell=BellDelivery(db, crm, viewing, about_deals, texts, now, worker),
        watch=watch,
        dispatcher=dispatcher,
        web=site,
    )


def _pages(settings: Settings) -> str:
    """Where a browser finds the pages: the public address, else this machine's own."""
    return settings.public_url or f"http://{settings.http_host}:{settings.http_port}"


def _patience(settings: Settings) -> timedelta:
    return timedelta(seconds=max(90, 2 * settings.bitrix24_sweep_seconds + 30))


def _moment(*unix: float) -> datetime | None:
    newest = max(unix)
    return datetime.fromtimestamp(newest, UTC) if newest else None
