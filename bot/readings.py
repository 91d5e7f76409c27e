"""Where Prometheus' figures are read: counters of the parts, and what the watch saw when it last looked."""

from bot.measures import Readings
from services.auditor import Auditor
from services.bitrix24.client import Client
from services.delivery.bitrix24 import Bitrix24Delivery
from services.delivery.telegram import TelegramDelivery
from services.domain.alarms import Cause, Side
from services.telegram.gateway import Telegram
from services.watch import Senses, Watch


def make_readings(
    watch: Watch,
    auditor: Auditor,
    senses: Senses,
    to_telegram: TelegramDelivery,
    to_bitrix24: Bitrix24Delivery,
    telegram: Telegram,
    client: Client,
) -> Readings:
    """Nothing here asks the database or the network."""

    def findings() -> dict[str, int]:
        found = auditor.found
        return {kind: len(ids) for kind, ids in found.findings.items()} if found else {}

    def silent() -> dict[str, float]:
        sides: dict[str, Side | None] = {"telegram": senses.telegram(), "bitrix24": senses.bitrix24()}
        return {name: side.silent.total_seconds() for name, side in sides.items() if side}

    return Readings(
        alarms=lambda: {cause.value: int(cause in watch.opened) for cause in Cause},
        depth=lambda: {name: queue.depth for name, queue in watch.queues.items()},
        oldest=lambda: watch.ages,
        findings=findings,
        refused=lambda: {"telegram": to_telegram.refused, "bitrix24": to_bitrix24.refused},
        redelivered=lambda: to_telegram.redelivered,
        limited=lambda: {"telegram": telegram.limited, "bitrix24": client.limited},
        waited=lambda: client.waited,
        silent=silent,
    )
