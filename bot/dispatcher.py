"""aiogram's dispatcher with our conversations, in the order in which they are asked."""

from typing import Any

from aiogram import Dispatcher

from bot.middlewares.person import PersonMiddleware
from handlers.telegram import (
    board,
    bonus,
    consultation,
    deal,
    duty,
    editor,
    invite,
    lead,
    manual,
    question,
    queue,
    referral,
    report,
    shift,
    source,
    stale,
    start,
    supervisor,
)

ROUTERS = tuple(
    each.router
    for each in (
        *(
            lead,  # most taps are its own
            start,
            board,
            report,
            supervisor,
            source,
            referral,
            bonus,
            consultation,
            deal,
            editor,
            invite,
            queue,
            shift,
            duty,
        ),
        *(question, manual, stale),
    )
)


def make_dispatcher(person: PersonMiddleware, **services: Any) -> Dispatcher:
    """`services` are handed to the handlers by name."""
    dispatcher = Dispatcher(disable_fsm=True, **services)
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.my_chat_member):
        observer.outer_middleware(person)
    for router in ROUTERS:
        router._parent_router = None  # routers are modules' own; a process may build more than one application
        dispatcher.include_router(router)
    return dispatcher
