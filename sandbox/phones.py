"""The phones on the page: which chats each shows, and who writes in them."""

from dataclasses import dataclass
from typing import Any

from sandbox.world import ALINA, ANGELINA, DENIS, OWNER, SOURCES_CHAT, SUPERVISORS_CHAT, TIMUR, VERA, World


@dataclass(frozen=True, slots=True)
class Tab:
    """A chat on a phone; in a group the visitor chooses as whom to act. `quiet`: hidden until somebody wrote."""

    chat: int
    people: tuple[int, ...]
    quiet: bool = False


PHONES = {
    "manager": (Tab(ALINA, (ALINA,)), Tab(TIMUR, (TIMUR,)), Tab(DENIS, (DENIS,), quiet=True)),
    "supervisor": (Tab(VERA, (VERA,)), Tab(SUPERVISORS_CHAT, (VERA, TIMUR), quiet=True), Tab(OWNER, (OWNER,))),
    "sources": (Tab(SOURCES_CHAT, (ANGELINA, ALINA)), Tab(ANGELINA, (ANGELINA,))),
}


def phones(world: World) -> list[dict[str, Any]]:
    """The phones as JSON; a group that was upgraded is shown under its new id."""
    return [{"key": key, "tabs": [_tab(world, tab) for tab in tabs]} for key, tabs in PHONES.items()]


def _tab(world: World, tab: Tab) -> dict[str, Any]:
    chat = world.telegram.chats.get(tab.chat)
    current = tab.chat if chat is None else chat.upgraded_to or tab.chat
    written = current in world.telegram.chats and bool(world.telegram.chats[current].messages)
    return {"chat": current, "people": list(tab.people), "hidden": tab.quiet and not written}
