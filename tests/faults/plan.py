"""What a seed comes to: ten leads in one world, each with a story and faults of its own, and troubles that meet all."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sandbox.faults import Fault, Kind, Service
from tests.faults.names import clients
from tests.faults.stories import MENU as STORIES
from tests.faults.stories import blocked
from tests.faults.troubles import TROUBLES
from tests.kill.stories import Story, handed_over

LEADS = 10  # of a world
ARRIVALS = 4.0  # seconds over which they come in
POSTGRES_EVERY, WEBHOOK_EVERY, STANDARD_EVERY, CREDENTIALS_EVERY = 4, 3, 6, 20
TALKATIVE = (handed_over, blocked)
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")
READS = ("batch", "crm.item.list")
WRONG: tuple[tuple[Kind, int], ...] = (
    ("cut_before", 3),
    ("cut_after", 4),
    ("status", 4),
    ("html", 2),
    ("slow", 2),
)
STATUSES = {"telegram": (429, 500, 502, 503), "bitrix24": (503, 500, 502)}


@dataclass(frozen=True, slots=True)
class Aimed:
    """A fault for the requests about one lead (its name, or its number), or for any (`anyone`)."""

    service: Service
    method: str
    kind: Kind
    times: int
    status: int
    retry_after: int | None
    seconds: float
    anyone: bool

    def fault(self, about: str) -> Fault:
        return Fault(
            self.service,
            self.kind,
            self.method,
            self.times,
            self.status,
            self.retry_after,
            self.seconds,
            about="" if self.anyone else about,
        )

    def __str__(self) -> str:
        what = f"{self.kind} {self.status}" if self.kind in ("status", "html") else self.kind
        return f"{self.service} {self.method}: {what} × {self.times}{' (any)' if self.anyone else ''}"


@dataclass(frozen=True, slots=True)
class Run:
    """A lead, what happens to it, and what goes wrong meanwhile. `event`: "", lost or doubled."""

    number: int
    name: str
    story: Story
    arrives: float
    event: str
    faults: tuple[Aimed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A world: one process, its database, its leads. `troubles` by seconds since the first lead."""

    world: int
    postgres: bool
    webhook: bool
    bitrix24: str
    kills: int
    group: str  # of the supervisors: "", stands, deleted, upgraded
    runs: tuple[Run, ...]
    troubles: tuple[tuple[float, str], ...]


def draw(world: int) -> Plan:
    """Everything from the number of the world."""
    chance = random.Random(f"faults {world}")
    postgres, webhook = world % POSTGRES_EVERY == POSTGRES_EVERY - 1, world % WEBHOOK_EVERY == 1
    credentials = world % CREDENTIALS_EVERY == CREDENTIALS_EVERY // 2
    kinds = [each for each in TROUBLES.values() if each.fits(postgres, webhook) and each.credentials == credentials]
    troubles = chance.choices(kinds, [each.often for each in kinds], k=1 if credentials else chance.randint(1, 2))
    group = chance.choice(("", "", "stands", "deleted", "upgraded"))
    # A group takes twenty messages a minute: what says most there is left to those who are told privately.
    stories = [each for each in STORIES if group in ("", "deleted") or each[0] not in TALKATIVE]
    return Plan(
        world=world,
        postgres=postgres,
        webhook=webhook,
        bitrix24="standard" if world % STANDARD_EVERY == 0 else "enterprise",
        # Who starts with bad credentials says so and ends; on PostgreSQL a dead process is mourned for 12 seconds.
        kills=0 if credentials else chance.choice((0, 1) if postgres else (1, 1, 2)),
        group=group,
        runs=tuple(_run(chance, world, n, name, stories) for n, name in enumerate(islice(clients(), LEADS))),
        troubles=tuple(sorted((round(chance.uniform(0.5, 5.0), 3), each.name) for each in troubles)),
    )


def _run(chance: random.Random, world: int, number: int, name: str, stories: Sequence[tuple[Story, int]]) -> Run:
    story = chance.choices([each for each, _ in stories], [often for _, often in stories])[0]
    faults = tuple(_aimed(chance) for _ in range(chance.choice((0, 1, 1, 2))))
    event = chance.choice(("", "", "lost", "doubled"))
    return Run(world * LEADS + number + 1, name, story, round(chance.uniform(0, ARRIVALS), 3), event, faults)


def _aimed(chance: random.Random) -> Aimed:
    service: Service = chance.choice(("telegram", "bitrix24"))
    kind = chance.choices([each for each, _ in WRONG], [often for _, often in WRONG])[0]
    status = chance.choice(STATUSES[service])
    return Aimed(
        service=service,
        method=chance.choice(SENDS if service == "telegram" else READS),
        kind=kind,
        times=chance.choice((1, 1, 2)),
        status=502 if kind == "html" else status,
        retry_after=chance.choice((1, 2)) if status == 429 else None,
        seconds=round(chance.uniform(0.2, 2.5), 2),
        anyone=chance.random() < 0.2,
    )
