"""What is served over HTTP: what both services and the monitoring call, and the pages."""

import hashlib
import hmac
from collections.abc import Callable

from aiogram import Bot
from aiogram.utils.deep_linking import create_start_link
from aiohttp import web

from bot.measures import Measures
from bot.settings import Settings
from handlers.web import (
    audit,
    bitrix24,
    board,
    calls,
    lead_file,
    lead_list,
    me,
    metrics,
    miniapp,
    report,
    staff,
    telegram,
)
from handlers.web import health as health_routes
from handlers.web import people as people_routes
from handlers.web.session import Door
from services.board import Boards
from services.board_deeds import BoardDeeds
from services.call_history import CallHistories
from services.deals import Deals
from services.health import Health
from services.intake import Intake
from services.lead_list import LeadLists
from services.members import Members
from services.people import People
from services.report_sending import ReportSending
from services.reports import Reports
from services.sessions import Sessions
from services.shift_deeds import ShiftDeeds
from services.telegram.texts import Texts
from services.updates import Updates

LARGEST = 1024 * 1024  # bytes of a request


def make_site(
    settings: Settings,
    *,
    intake: Intake,
    deals: Deals,
    updates: Updates,
    health: Health,
    measures: Measures,
    sessions: Sessions,
    boards: Boards,
    call_histories: CallHistories,
    deeds: BoardDeeds,
    reports: Reports,
    report_sending: ReportSending,
    members: Members,
    people: People,
    shift_deeds: ShiftDeeds,
    lead_lists: LeadLists,
    lead_url: Callable[[int], str],
    bot: Bot,
    texts: Texts,
) -> web.Application:
    """Every page checks for itself whom it lets in."""
    token, door = settings.bitrix24_application_token, Door(sessions, texts)
    site = web.Application(client_max_size=LARGEST)
    for routes in (
        bitrix24.routes(intake, deals, token.get_secret_value() if token else None),
        telegram.routes(updates, webhook_secret(settings.bot_token.get_secret_value())),
        health_routes.routes(health),
        metrics.routes(measures.text),
        door.routes(),
        miniapp.routes(texts),
        me.routes(door),
        board.routes(door, boards, deeds, reports),
        calls.routes(door, call_histories),
        people_routes.routes(door, members, people, texts, lambda code: create_start_link(bot, code)),
        staff.routes(door, people, shift_deeds),
        audit.routes(door, members, texts),
        report.routes(door, reports, report_sending, texts, lead_url),
        lead_list.routes(door, lead_lists, texts, lead_url),
        lead_file.routes(door, lead_lists, texts),
    ):
        site.add_routes(routes)
    return site


def webhook_secret(token: str) -> str:
    """What Telegram shows us with every update: derived, so that it survives restarts and needs no setting."""
    return hmac.new(token.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
