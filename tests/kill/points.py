"""Where the process is killed: drawn from a seed, struck by counting its requests to either service."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from tests.kill.product import Product

# What is struck: service, method, of how many such requests one is chosen, and how often this is drawn.
MENU = (
    ("telegram", "sendMessage", 6, 5),
    ("telegram", "editMessageText", 5, 4),
    ("telegram", "answerCallbackQuery", 4, 4),
    ("telegram", "getUpdates", 5, 3),
    ("bitrix24", "batch", 8, 5),
    ("bitrix24", "crm.item.list", 5, 3),
    ("*", "*", 30, 3),
    ("", "", 1, 3),  # no request: a moment of its own
)
MOMENTS = (("before", 2), ("after", 3), ("later", 4))
LATER = 0.03  # seconds: the answer is there, and what follows from it is being written
MOMENT = (0.2, 3.0)  # seconds of a life at which the process dies without regard to requests
LATEST = 4.0  # seconds of a life after which it dies anyway: the request may never come


@dataclass(frozen=True, slots=True)
class Point:
    """At the n-th matching request: before it is executed, after (its answer is lost), or a moment later.

    When there were fewer such requests, the process dies `latest` seconds after it began.
    """

    service: str
    method: str
    number: int
    moment: str
    delay: float
    latest: float

    def __str__(self) -> str:
        if not self.service:
            return f"{self.latest:.3f} s into its life"
        name = f"request {self.number}" if self.service == "*" else f"{self.method} {self.number}"
        return f"{self.delay * 1000:.1f} ms after {name}" if self.moment == "later" else f"{self.moment} {name}"


def draw(chance: random.Random, count: int) -> list[Point]:
    """So many points, one for each life of the process."""
    points = []
    for _ in range(count):
        service, method, most, _often = chance.choices(MENU, [row[3] for row in MENU])[0]
        moment = chance.choices([name for name, _ in MOMENTS], [often for _, often in MOMENTS])[0]
        number, delay = chance.randint(1, most), chance.uniform(0, LATER)
        latest = LATEST if service else chance.uniform(*MOMENT)
        points.append(Point(service, method, number, moment, delay, latest))
    return points


class Killer:
    """Carries the points out; `on_request` is for the sandbox's faults."""

    def __init__(self, points: Sequence[Point], product: Product, *, early: bool) -> None:
        """`early`: the first process may die while it starts; else call `begin`."""
        self.struck: list[str] = []
        self._waiting, self._product = list(points), product
        self._seen = 0
        self._aim: tuple[int, Point] | None = None  # the request that was chosen, by its number
        self._life = -1 if early else 0  # in which life requests are counted; 0 = in none yet

    def begin(self) -> None:
        """Count from now on, in the life that there is."""
        self._seen, self._aim, self._life = 0, None, self._product.life.number
        if self._waiting:
            point = self._waiting[0]
            asyncio.get_running_loop().call_later(point.latest, self._strike_late, point)

    @property
    def over(self) -> bool:
        return not self._waiting

    def on_request(self, number: int, service: str, method: str, moment: str) -> None:
        """Told by the sandbox around the execution of every request."""
        if moment == "before":
            self._product.heard(method)
        if not self._life or not self._waiting:
            return
        if self._life != self._product.life.number:
            self.begin()
        point = self._waiting[0]
        if moment == "before" and point.service in ("*", service) and point.method in ("*", method):
            self._seen += 1
            if self._seen == point.number:
                self._aim = (number, point)
        if self._aim == (number, point):
            self._reach(point, moment)

    def _reach(self, point: Point, moment: str) -> None:
        if point.moment == "later" and moment == "after":
            asyncio.get_running_loop().call_later(point.delay, self._strike, point, str(point))
        elif point.moment == moment and self._strike(point, str(point)) and moment == "before":
            raise web.HTTPInternalServerError  # nobody is there to hear it: the request is not executed

    def _strike_late(self, point: Point) -> None:
        why = str(point) if not point.service else f"{point.latest:.3f} s into its life, {point} had not come"
        self._strike(point, why)

    def _strike(self, point: Point, why: str) -> bool:
        if not self._waiting or self._waiting[0] is not point or not self._product.kill(why):
            return False
        self._waiting.pop(0)
        self.struck.append(why)
        return True
