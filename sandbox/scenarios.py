"""What a visitor can make happen, one small function each; what to expect of it is told by the page."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sandbox.bitrix24.demo import STAGES
from sandbox.bitrix24.demo_clients import DEAL_STAGES
from sandbox.bitrix24.schema import DEAL
from sandbox.faults import Fault, Service
from sandbox.world import ALINA, PEOPLE, World

MINUTE = 60.0
ARRIVAL_SECONDS = 3.0  # for a lead that has to be seen before something happens to it
ALINA_ID, TIMUR_ID, KEEPER_ID, DENIS_ID = 12, 13, 15, 21  # users of the portal
NEW, IN_WORK = STAGES[0][0], STAGES[1][0]
NEW_DEAL, DEAL_IN_WORK = DEAL_STAGES[0][0], DEAL_STAGES[1][0]
NAMES = ("Олег", "Мария", "Артём", "Софья", "Руслан", "Елена", "Денис", "Камилла", "Игорь", "Полина")
CHANNELS = (("Заявка с сайта", "WEB"), ("Заявка из группы VK", "UC_VK01"), ("Заявка с Авито", "UC_AVITO01"))
SALEBOT_COMMENT = """Заявка поступила: С группы вк <https://vk.example/club000000>
Клиент: Дмитрий
Профиль: https://vk.example/id000000
Тег: консультация
phone: 89990000802"""

CHANNELS_COMMENT = """Получен заказ №100000001-100000002
Заявка поступила: С группы вк <https://vk.com/example_group>
Ссылка на профиль: <https://vk.com/example.client>
tg_username: @example_client"""
UNKNOWN_COMMENT = """Заявка поступила: С лендинга <https://promo.example/quiz?utm_campaign={number}>
Имя: {name}
phone: 8999000{phone:04}"""

SCREENSHOT = Path(__file__).parent / "screenshot.png"

Scenario = Callable[[World], Awaitable[None]]


def _add(world: World, number: int, **fields: Any) -> int:
    """A lead of Алина, unless the fields say otherwise."""
    plain: dict[str, Any] = {"stageId": NEW, "assignedById": ALINA_ID, "phone": f"+7999000{number:04}"}
    return world.portal.add_lead(**plain | fields)


def _site_lead(world: World) -> int:
    """The n-th visitor of the site."""
    count = len(world.fresh_leads())
    name = NAMES[count % len(NAMES)]
    return _add(
        world,
        301 + count % 400,
        title="Заявка с сайта",
        name=name,
        sourceId="WEB",
        comments=f"{name} просит перезвонить. Интересует консультация, удобно после обеда.",
    )


async def site(world: World) -> None:
    _site_lead(world)


async def salebot(world: World) -> None:
    comment = SALEBOT_COMMENT
    _add(world, 802, title="Заявка от Salebot", name="Дмитрий", sourceId="UC_SALEBOT01", comments=comment)


async def unknown(world: World) -> None:
    """Each time another client of the same landing page, of which nobody knows whose it is."""
    count = sum("promo.example" in world.portal.leads[lead_id]["comments"] for lead_id in world.fresh_leads())
    name, phone = NAMES[(3 + count) % len(NAMES)], 811 + count % 40
    comment = UNKNOWN_COMMENT.format(number=count, name=name, phone=phone)
    _add(world, phone, title="Заявка от Salebot", name=name, sourceId="UC_SALEBOT01", comments=comment)


async def referral(world: World) -> None:
    comment = "Посоветовали знакомые, были у вас весной. Просит того же менеджера."
    _add(world, 803, title="Звонок по рекомендации", name="Наталья", sourceId="UC_CALL01", comments=comment)


async def departed(world: World) -> None:
    """The client of the referrer's own sales manager, who has left since."""
    comment = "Посоветовала Ольга Петровна Синицына, она была вашей клиенткой. Хочет к тому же менеджеру."
    _add(world, 805, title="Звонок по рекомендации", name="Антон", sourceId="UC_CALL01", comments=comment)


async def webinar(world: World) -> None:
    comment = "Зарегистрировалась на вебинар «Жизнь без долгов»."
    _add(world, 806, title="Регистрация на вебинар", name="Галина", sourceId="WEB", comments=comment)


async def interview(world: World) -> None:
    comment = "Записался на интервью после эфира, удобно вечером."
    _add(world, 807, title="Запись на интервью", name="Павел", sourceId="UC_VK01", comments=comment)


async def unanswered(world: World) -> None:
    _add(world, 804, title="Заявка из группы VK", name="Виктор", sourceId="UC_VK01", comments=CHANNELS_COMMENT)


async def junk(world: World) -> None:
    _add(world, 0, title="Заявка с сайта", name="<b>фыва</b>", phone="12-34", sourceId="WEB", comments="asdf")


async def twin(world: World) -> None:
    comment = "Уже оставляла заявку две недели назад, никто не перезвонил."
    _add(world, 0, title="Заявка с сайта", name="Ирина", phone="8 (999) 000-09-42", sourceId="WEB", comments=comment)


async def ten(world: World) -> None:
    for number, name in enumerate(NAMES):
        title, source = CHANNELS[number % len(CHANNELS)]
        manager = (ALINA_ID, TIMUR_ID)[number % 2]
        _add(world, 851 + number, title=title, name=name, sourceId=source, assignedById=manager)


async def screenshot(world: World) -> None:
    """Somebody asked in a chat: the manager shows the bot what it looked like."""
    if not world.telegram.users[ALINA].started:
        await connect(world)
    world.telegram.send_file(ALINA, ALINA, "Переписка.png", SCREENSHOT.read_bytes())


async def reassigned(world: World) -> None:
    lead_id = await _open_lead(world)
    current = world.portal.leads[lead_id]["assignedById"]
    world.portal.update_lead(lead_id, 14, assignedById=ALINA_ID if current == TIMUR_ID else TIMUR_ID)


async def handled(world: World) -> None:
    lead_id = await _open_lead(world, NEW)
    manager = world.portal.leads[lead_id]["assignedById"]
    world.portal.update_lead(lead_id, manager, stageId=IN_WORK)
    world.portal.comment(lead_id, manager, "Созвонились, клиент ждёт расчёт.")


async def deleted(world: World) -> None:
    world.portal.delete_lead(await _open_lead(world))


async def deal(world: World) -> None:
    """Алина hands a deal of hers over to Денис of the sales team."""
    title = f"Латунные перила, заказ {len(world.fresh_deals()) + 1}"
    fields: dict[str, Any] = {"title": title, "stageId": NEW_DEAL, "assignedById": ALINA_ID}
    deal_id = world.portal.add_item(DEAL, by=ALINA_ID, **fields)
    world.portal.update_item(DEAL, deal_id, ALINA_ID, assignedById=DENIS_ID)


async def deal_moved(world: World) -> None:
    """Денис takes the newest deal of his up in the portal; when there is none, one is handed over first."""
    mine = [each for each in world.fresh_deals() if world.portal.items[DEAL][each]["assignedById"] == DENIS_ID]
    waiting = [each for each in mine if world.portal.items[DEAL][each]["stageId"] == NEW_DEAL]
    if not waiting:
        await deal(world)
        await asyncio.sleep(ARRIVAL_SECONDS)
        waiting = world.fresh_deals()
    world.portal.update_item(DEAL, waiting[0], DENIS_ID, stageId=DEAL_IN_WORK)


async def lost(world: World) -> None:
    world.portal.events.drop += 1
    _site_lead(world)


async def twice(world: World) -> None:
    world.portal.events.double += 1
    _site_lead(world)


async def portal_down(world: World) -> None:
    _down(world, "bitrix24")


async def telegram_down(world: World) -> None:
    _down(world, "telegram")
    _site_lead(world)


async def blocked(world: World) -> None:
    world.telegram.block(ALINA)
    _site_lead(world)


async def connect(world: World) -> None:
    """Everybody presses Start and shares the own phone number."""
    for user_id, *_, phone in PEOPLE:
        user = world.telegram.users[user_id]
        if not user.started or user.blocked:
            world.telegram.start(user_id)
            world.telegram.share_contact(user_id, phone)


def _down(world: World, service: Service) -> None:
    world.faults.clear(service)
    world.faults.add(Fault(service, "down", times=None, status=502, until=world.clock() + MINUTE))


async def _open_lead(world: World, stage: str = "") -> int:
    """The newest lead that is not closed; when there is none, one comes in and is given time to arrive."""
    for lead_id in world.fresh_leads():
        lead = world.portal.leads[lead_id]
        if lead["stageSemanticId"] == "P" and stage in ("", lead["stageId"]):
            return lead_id
    lead_id = _site_lead(world)
    await asyncio.sleep(ARRIVAL_SECONDS)
    return lead_id


SCENARIOS: dict[str, Scenario] = {
    each.__name__: each
    for each in (
        *(site, salebot, unknown, referral, departed, webinar, interview, unanswered, junk, twin, ten, screenshot),
        *(reassigned, handled, deleted, deal, deal_moved),
        *(lost, twice, portal_down, telegram_down, blocked),
        connect,
    )
}
