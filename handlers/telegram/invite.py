"""`/invite`: a supervisor or an administrator lets a colleague in."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from handlers.telegram.talk import Talk
from services.domain.decision import Refusal
from services.domain.gateways import Button, Keyboard, Refused, TryLater
from services.domain.gateways import Message as Outgoing
from services.domain.people import Employee, Person, Role
from services.people import People
from services.telegram.callbacks import InviteTap
from services.telegram.html import cut
from services.telegram.texts import Texts

router = Router(name="invite")
PAGE = 10


@router.message(Command("invite"), F.chat.type == ChatType.PRIVATE)
async def choose(_message: Message, person: Person, people: People, talk: Talk) -> None:
    """Whom: employees of the portal who are not connected yet."""
    try:
        found = await people.invitable(person)
    except (TryLater, Refused):
        await talk.say(Outgoing(talk.texts("portal-unreachable")))
        return
    if isinstance(found, Refusal):
        await talk.say(found)
    elif not found:
        await talk.say(Outgoing(talk.texts("invite-nobody")))
    else:
        await talk.say(Outgoing(talk.texts("invite-whom"), _employees(found, 0)))


@router.callback_query(InviteTap.filter())
async def invite(_query: CallbackQuery, callback_data: InviteTap, person: Person, people: People, talk: Talk) -> None:
    """As what; then the link to pass on. The answer does not wait for the portal."""
    refused = _refuse(callback_data, person, people)
    await talk.toast(refused)
    if not refused:
        await talk.redraw(await _next(callback_data, person, people, talk))


def _refuse(data: InviteTap, person: Person, people: People) -> Refusal | None:
    if data.role and data.role not in list(Role):
        return Refusal("stale")
    return people.may_invite(person, Role(data.role) if data.role else None)


async def _next(data: InviteTap, person: Person, people: People, talk: Talk) -> Outgoing | Refusal:
    texts = talk.texts
    try:
        if not data.employee:
            found = await people.invitable(person)
            if isinstance(found, Refusal):
                return found
            return Outgoing(texts("invite-whom"), _employees(found, data.page))
        if not data.role:
            return Outgoing(texts("invite-as"), _roles(data.employee, person, texts))
        outcome = await people.invite(person, data.employee, Role(data.role))
    except (TryLater, Refused):
        return Outgoing(texts("portal-unreachable"))
    if isinstance(outcome, Refusal):
        return outcome
    invited, code = outcome
    link = await create_start_link(talk.telegram.bot, code)
    return Outgoing(
        texts("invite-link", name=invited.name, link=link), ((Button(texts.plain("button-copy-link"), copy=link),),)
    )


def _employees(found: list[Employee], page: int) -> Keyboard:
    pages = max(1, -(-len(found) // PAGE))
    page %= pages
    rows: list[tuple[Button, ...]] = [
        (Button(cut(each.name or str(each.bitrix_id), 40), data=InviteTap(employee=each.bitrix_id).pack()),)
        for each in found[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        rows.append(
            (
                Button("‹", data=InviteTap(employee=0, page=(page - 1) % pages).pack()),
                Button("›", data=InviteTap(employee=0, page=(page + 1) % pages).pack()),
            )
        )
    return tuple(rows)


def _roles(employee: int, by: Person, texts: Texts) -> Keyboard:
    offered = list(Role) if by.has(Role.ADMIN) else [Role.MANAGER, Role.KEEPER, Role.SALES]
    return tuple(
        (Button(texts.plain(f"role-{role.value}"), data=InviteTap(employee=employee, role=role.value).pack()),)
        for role in offered
    )
