"""What tests of manual leads share: what a manager tells, and what came of it in the portal and the chat."""

from sandbox.scenarios import SCREENSHOT
from sandbox.telegram.chats import Message
from sandbox.world import ALINA
from tests.flows.harness import World
from tests.flows.reading import labels

PICTURE = SCREENSHOT.read_bytes()
SIGNED = "Алина Громова, через «Пять минут»"
LATER, CREATE, CANCEL = "Узнаю позже", "Всё равно создать", "✕ Не создавать"
NAME, PHONE = "Светлана", "+79990000407"


async def send_picture(world: World, caption: str = "", name: str = "a.png") -> None:
    world.telegram.send_file(ALINA, ALINA, name, PICTURE, caption)
    await world.pump()


async def tell(world: World, phone: str = "8 999 000-04-07") -> None:
    """A screenshot, the name and the phone; the source is asked next."""
    await send_picture(world)
    await world.say(ALINA, NAME)
    await world.say(ALINA, phone)


def added(world: World) -> list[int]:
    """Leads that came after the demo's own."""
    return sorted(lead for lead in world.portal.leads if lead > world.sandbox.history)


def cards(world: World) -> list[Message]:
    return [each for each in world.chat(ALINA).messages if "📋 Номер" in labels(each)]


def files(world: World, lead: int) -> list[bytes]:
    """What lies on the lead's timeline."""
    return [world.portal.files[each["id"]] for row in world.portal.timeline[lead] for each in row["FILES"].values()]
