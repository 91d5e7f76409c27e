"""Who works in the call centre, and when."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sandbox.app import Sandbox
from sandbox.world import ANGELINA, OWNER, VERA
from services.domain.people import Role
from services.storage import staff_store
from services.storage.database import Database
from tests.simulation.plan import DAY
from tests.simulation.trace import ZONE
from tests.simulation.words import word

NAMES = ("Олег", "Мария", "Артём", "Софья", "Руслан", "Елена", "Денис", "Камилла", "Игорь", "Полина", "Марат", "Нина")
SHIFTS = ((9, 18), (10, 19), (12, 21))  # hours
SICK = 0.05  # of all days


@dataclass(frozen=True, slots=True)
class Employee:
    """By the portal's id and by the chat with the bot; `hours` of work on `weekdays`, away on `sick` days."""

    id: int
    chat: int
    name: str
    hours: tuple[int, int] = (0, 24)
    weekdays: frozenset[int] = frozenset(range(7))
    sick: frozenset[int] = frozenset()

    def on_duty(self, unix: float) -> bool:
        at = datetime.fromtimestamp(unix, ZONE)
        here = at.weekday() in self.weekdays and at.toordinal() not in self.sick
        return here and self.hours[0] <= at.hour < self.hours[1]


SUPERVISOR = Employee(14, VERA, "Вера Климова")
KEEPER = Employee(15, ANGELINA, "Ангелина Лебедева")


def drawn(chance: random.Random, count: int, start: float, days: float) -> list[Employee]:
    """The managers."""
    first = datetime.fromtimestamp(start, ZONE).toordinal()
    return [_drawn(chance, number, range(first, first + int(days) + 2)) for number in range(count)]


def _drawn(chance: random.Random, number: int, days: range) -> Employee:
    free = chance.randrange(7)
    weekdays = frozenset(range(7)) - {free, (free + 1) % 7}
    sick = frozenset(day for day in days if chance.random() < SICK)
    name = f"{NAMES[number % len(NAMES)]} {word(number, 3)}"
    return Employee(1001 + number, 7001 + number, name, chance.choice(SHIFTS), weekdays, sick)


async def employ(sandbox: Sandbox, db: Database, managers: Sequence[Employee]) -> None:
    """Everybody works in the portal, has pressed Start, and is known to the assistant."""
    roles = {SUPERVISOR: Role.SUPERVISOR, KEEPER: Role.KEEPER}
    for each in managers:
        first, last = each.name.split()
        sandbox.portal.add_user(each.id, first, last)
        sandbox.telegram.add_user(each.chat, first, last)
    async with db.writing() as conn:
        for each in [*managers, *roles]:
            held = [roles.get(each, Role.MANAGER)]
            await staff_store.add(conn, roles=held, name=each.name, bitrix_id=each.id, telegram_id=each.chat)
            sandbox.telegram.start(each.chat)
    sandbox.telegram.start(OWNER)  # the administrator hears of alarms
    sandbox.telegram.updates.drop_all()


def morning(unix: float) -> float:
    """The next half past nine."""
    at = datetime.fromtimestamp(unix, ZONE)
    today = at.replace(hour=9, minute=30, second=0, microsecond=0).timestamp()
    return today if today > unix else today + DAY
