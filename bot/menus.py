"""The command menus in Telegram: a stranger sees how to come in, each member of staff what their roles open."""

import logging
from collections.abc import Mapping, Sequence

from services.domain import access
from services.domain.commands import commands_of
from services.domain.gateways import ChatMoved, Refused, TryLater
from services.people import People
from services.rulebook import Rulebook
from services.telegram.gateway import Commands, Telegram
from services.telegram.texts import LANGUAGES, Texts

log = logging.getLogger(__name__)

STRANGER = ("start", "help")
EVERYBODY = ("help", "start")
Place = tuple[int | None, str]  # a private chat, None for all; a language of Telegram's clients, "" for all


class Menus:
    """What changed since this process told Telegram last is told again; a failure waits for the next look."""

    def __init__(
        self, telegram: Telegram, people: People, rulebook: Rulebook, texts: Texts, public_url: str | None
    ) -> None:
        """`public_url`: where Telegram finds the pages; without one there is no button to them."""
        self._telegram, self._people, self._rulebook, self._texts = telegram, people, rulebook, texts
        self._pages = f"{public_url}/app/" if public_url and public_url.startswith("https://") else ""
        self._told: dict[Place, Commands] = {}
        self._buttons: dict[int, str] = {}  # by chat, the page that its button opens

    async def tell(self) -> None:
        """Bring every menu up to date; raises nothing that Telegram can do."""
        for place, commands in (await self._wanted()).items():
            if self._told.get(place) == commands:
                continue
            try:
                await self._telegram.set_commands(commands, *place)
            except TryLater as problem:
                log.warning("the command menus wait: %s", problem)
                return
            except (Refused, ChatMoved) as problem:
                log.warning("a command menu was not taken: %s", problem)
            self._told[place] = commands
        await self._tell_buttons()

    async def _tell_buttons(self) -> None:
        """Those who supervise open the pages beside the input; a manager keeps the commands there."""
        for person in await self._people.everyone():
            url = self._pages if access.to_supervise(person) is None else ""
            if not person.reachable or person.telegram_id is None or self._buttons.get(person.telegram_id, "") == url:
                continue
            try:
                await self._telegram.set_menu_button(person.telegram_id, self._texts.plain("command-pages"), url)
            except TryLater as problem:
                log.warning("the menu buttons wait: %s", problem)
                return
            except (Refused, ChatMoved) as problem:
                log.warning("a menu button was not taken: %s", problem)
            self._buttons[person.telegram_id] = url

    async def _wanted(self) -> Mapping[Place, Commands]:
        wanted: dict[Place, Commands] = {(None, ""): _menu(STRANGER, self._texts)}
        for language in LANGUAGES:
            wanted[None, language] = _menu(STRANGER, Texts(language))
        drawn: dict[tuple[str, ...], Commands] = {}  # most people have the same roles
        for person in await self._people.everyone():
            if person.reachable:
                commands = (*commands_of(person, self._rulebook.rules), *EVERYBODY)
                if commands not in drawn:
                    drawn[commands] = _menu(commands, self._texts)
                wanted[person.telegram_id, ""] = drawn[commands]
        return wanted


def _menu(commands: Sequence[str], texts: Texts) -> Commands:
    return tuple((command, texts.plain(f"command-{command}")) for command in commands)
