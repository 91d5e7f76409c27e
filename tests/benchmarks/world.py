"""The stand-in's side of a run: fifty managers in Telegram and in the portal, and their leads."""

from typing import Any

from sandbox.app import Sandbox

MANAGERS, FIRST_MANAGER, FIRST_CHAT = 50, 100, 6_000
CHATS_FROM = FIRST_CHAT - FIRST_MANAGER  # what lies between a manager's number in the portal and in Telegram


def populate(sandbox: Sandbox, leads: int, at: float) -> list[int]:
    """Managers who pressed Start, and leads created at Unix time `at`; the leads' ids."""
    for number in range(MANAGERS):
        sandbox.portal.add_user(FIRST_MANAGER + number, "Менеджер", f"№ {number}")
        sandbox.telegram.add_user(FIRST_CHAT + number, "Менеджер", f"№ {number}")
        sandbox.telegram.start(FIRST_CHAT + number)
    sandbox.telegram.updates.drop_all()
    return [add_lead(sandbox, number, at=at, silent=True) for number in range(leads)]


def add_lead(sandbox: Sandbox, number: int, **more: Any) -> int:
    """A lead as from a site form; managers take turns."""
    return sandbox.portal.add_lead(
        title=f"Заявка № {number}",
        name="Клиент",
        phone=f"+7999{number:07}",
        sourceId="WEB",
        comments="Перезвоните, пожалуйста, после обеда: хочу узнать условия и записаться на консультацию.",
        assignedById=FIRST_MANAGER + number % MANAGERS,
        **more,
    )
