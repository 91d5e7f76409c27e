"""What the sandbox is made of: both stand-ins, the people of the demo, and what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.bitrix24.demo import demo_portal
from sandbox.bitrix24.portal import Portal
from sandbox.bitrix24.schema import DEAL, LEAD
from sandbox.faults import Faults
from sandbox.telegram.world import Telegram

BOT_TOKEN = "4242:SANDBOX-TOKEN-FOR-DEMO-ONLY-0000000"  # noqa: S105  made up
OWNER, ALINA, TIMUR, VERA, ANGELINA = 5001, 5012, 5013, 5014, 5015
DENIS, ANDREY, MARINA = 5021, 5022, 5023
SUPERVISORS_CHAT, SOURCES_CHAT = -1005000000001, -1005000000002
PEOPLE = (
    (OWNER, "Администратор", "портала", "sandbox_admin", "+79990000001"),
    (ALINA, "Алина", "Громова", "sandbox_alina", "+79990000012"),
    (TIMUR, "Тимур", "Садыков", "sandbox_timur", "+79990000013"),
    (VERA, "Вера", "Климова", "sandbox_vera", "+79990000014"),
    (ANGELINA, "Ангелина", "Лебедева", "sandbox_angelina", "+79990000015"),
    (DENIS, "Денис", "Орлов", "sandbox_denis", "+79990000021"),
    (ANDREY, "Андрей", "Белов", "sandbox_andrey", "+79990000022"),
    (MARINA, "Марина", "Котова", "sandbox_marina", "+79990000023"),
)
GROUPS = ((SUPERVISORS_CHAT, "Руководители"), (SOURCES_CHAT, "Источники"))
STAFF = (ALINA, TIMUR, VERA, ANGELINA)
SALES = (DENIS, ANDREY, MARINA)
PORTAL_IDS = {OWNER: 1, ALINA: 12, TIMUR: 13, VERA: 14, ANGELINA: 15}  # Telegram id → Bitrix24 user id
PORTAL_IDS |= {DENIS: 21, ANDREY: 22, MARINA: 23}


@dataclass
class World:
    """Both services and their faults. Leads up to `history` were there before the demo began."""

    telegram: Telegram
    portal: Portal
    faults: Faults
    clock: Callable[[], float]
    history: int = 0
    deal_history: int = 0  # the same of deals

    def fresh_leads(self) -> list[int]:
        """Leads that came since the start, the newest first."""
        return sorted((lead_id for lead_id in self.portal.leads if lead_id > self.history), reverse=True)

    def fresh_deals(self) -> list[int]:
        """The same of deals."""
        return sorted((deal_id for deal_id in self.portal.items[DEAL] if deal_id > self.deal_history), reverse=True)


def demo_world(clock: Callable[[], float]) -> World:
    """Everybody is there, nobody has pressed Start yet."""
    faults = Faults(clock)
    telegram = Telegram(BOT_TOKEN, clock, faults=faults)
    for person in PEOPLE:
        telegram.add_user(*person)
    for chat_id, title in GROUPS:
        telegram.add_group(chat_id, title, list(STAFF))
    portal = demo_portal(clock)
    newest = (max(portal.items[type_id], default=0) for type_id in (LEAD, DEAL))
    return World(telegram, portal, faults, clock, *newest)
