"""`staff`: who works with the assistant. It works beside a running `run` too."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from bot.commands.office import Office, open_office
from bot.commands.parser import Parser, whole
from bot.commands.staff_table import roles_in_words, table
from bot.commands.terminal import Terminal
from services.domain.people import Person, Role
from services.telegram.texts import Texts

Deed = Callable[[argparse.Namespace, Office, Texts], Awaitable[int]]


def add(parser: Parser) -> None:
    """What the command takes."""
    texts, commands = parser.texts, parser.add_commands()
    for name, deed in (("add", add_person), ("list", list_people), ("remove", remove_person)):
        words = texts.plain(f"help-staff-{name}")
        command = commands.add_parser(name, help=words, description=words, texts=texts)
        command.set_defaults(do=run, deed=deed)
        if name != "list":
            command.add_argument(
                "--bitrix", type=whole(texts), required=True, metavar="ID", help=texts.plain("help-bitrix")
            )
        if name == "add":
            command.add_argument("--telegram", type=whole(texts), metavar="ID", help=texts.plain("help-telegram"))
            command.add_argument(
                "--role", choices=[role.value for role in Role], required=True, help=texts.plain("help-role")
            )
            command.add_argument("--name", default="", metavar="NAME", help=texts.plain("help-name"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """The tables are brought up to date first."""
    return asyncio.run(_run(args, terminal))


async def _run(args: argparse.Namespace, terminal: Terminal) -> int:
    deed: Deed = args.deed
    async with open_office(terminal.settings(), terminal.texts) as office:
        return await deed(args, office, terminal.texts)


async def add_person(args: argparse.Namespace, office: Office, texts: Texts) -> int:
    """A new person, or one more role; whoever has no Telegram yet gets an invitation."""
    name, answered = args.name, True
    if not name:
        employee, answered = await office.employee(args.bitrix)
        if answered and employee is None:
            print(texts.plain("staff-unknown", id=args.bitrix))
            return 1
        if employee and not employee.active:
            print(texts.plain("staff-dismissed", name=employee.name, id=args.bitrix))
            return 1
        name = employee.name if employee else ""
    person = await office.people.add(args.bitrix, args.telegram, Role(args.role), name)
    shown = person.name or texts.plain("staff-nameless")
    print(texts.plain("staff-added", name=shown, id=args.bitrix, roles=roles_in_words(person, texts)))
    if not answered:
        print(texts.plain("staff-name-later"))
    print(await _way_in(person, office, texts))
    return 0


async def list_people(_args: argparse.Namespace, office: Office, texts: Texts) -> int:
    """Everybody, in a table."""
    people = await office.people.everyone()
    print(table(people, texts) if people else texts.plain("staff-none"))
    return 0


async def remove_person(args: argparse.Namespace, office: Office, texts: Texts) -> int:
    """What the person did stays in the history."""
    everyone = await office.people.everyone()
    person = next((each for each in everyone if each.bitrix_id == args.bitrix), None)
    if person is None or not await office.people.remove(args.bitrix):
        print(texts.plain("staff-absent", id=args.bitrix))
        return 1
    print(texts.plain("staff-removed", name=person.name or texts.plain("staff-nameless"), id=args.bitrix))
    return 0


async def _way_in(person: Person, office: Office, texts: Texts) -> str:
    """How the person comes to the bot."""
    if person.telegram_id is not None:
        return texts.plain("staff-connected", telegram=person.telegram_id)
    code = await office.people.start_code(person)
    username = await office.username()
    if username:
        return texts.plain("staff-link", link=f"https://t.me/{username}?start={code}")
    return texts.plain("staff-code", code=code)
