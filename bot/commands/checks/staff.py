"""The people: who is not connected, and whether there is anybody for each duty."""

from collections.abc import AsyncIterator, Iterator, Sequence

from bot.app import App
from bot.commands.checks.finding import Finding
from bot.commands.staff_table import roles_in_words
from services.domain.people import Person, Role


async def of_staff(app: App) -> AsyncIterator[Finding]:
    """Those whom the portal has dismissed are left out."""
    people = [person for person in await app.people.everyone() if person.active]
    for person in people:
        if person.bitrix_id is not None:
            yield _person(app, person)
    for finding in _duties(app, people):
        yield finding


def _person(app: App, person: Person) -> Finding:
    say, number = app.texts.plain, str(person.bitrix_id)
    known = {"name": person.name or say("staff-nameless"), "id": number, "roles": roles_in_words(person, app.texts)}
    if person.telegram_id is None:
        role = min(person.roles, default=Role.MANAGER)
        return Finding(say("check-person-apart", **known), say("check-person-apart-cure", id=number, role=role.value))
    if person.blocked:
        return Finding(say("check-person-blocked", **known), say("check-person-blocked-cure"))
    return Finding(say("check-person", **known))


def _duties(app: App, people: Sequence[Person]) -> Iterator[Finding]:
    say = app.texts.plain
    for role in (Role.MANAGER, Role.SUPERVISOR):
        if not any(person.has(role) for person in people):
            detail = say("check-role-none", role=say(f"role-{role.value}"))
            yield Finding(detail, say("check-role-none-cure", code=role.value))
    if not app.settings.admin_ids and not any(person.has(Role.ADMIN) for person in people):
        yield Finding(say("check-admins-none"), say("check-admins-none-cure"))
