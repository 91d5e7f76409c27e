"""The webhook's rights, and whether the portal has what the regulation names."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from bot.app import App
from bot.commands.checks.finding import Finding
from services.bitrix24.rights import Right
from services.domain.gateways import Dictionaries, Refused, Term, TryLater
from services.regulations import RegulationError, bind, describe, looks_at_workdays, mirror_of
from services.regulations.binding import find
from services.regulations.problems import Problem
from services.regulations.source_rules import NONE

CURE = "\n    → "  # what parts the cure from the problem in a described one


async def of_bitrix24(app: App) -> AsyncIterator[Finding]:
    """The dictionaries are asked for only when the webhook may read them."""
    file = app.draft.file
    rights = await app.crm.check_rights(mirror_of(file), deals=file.deals is not None, timeman=looks_at_workdays(file))
    for right in rights:
        yield _right(app, right)
    if any(not right.ok and right.what in ("webhook", "crm.status.list") for right in rights):
        return
    try:
        told = await app.crm.dictionaries(deals=app.draft.file.conversion is not None)
    except (TryLater, Refused) as problem:
        words = app.texts.plain("check-dictionary", reason=str(problem))
        yield Finding(words, app.texts.plain("cure-unreachable"))
        return
    for finding in _bound(app, told):
        yield finding


def _right(app: App, right: Right) -> Finding:
    cure = app.texts.plain(right.cure) if not right.ok and right.cure else ""
    if cure and right.optional:
        return Finding(app.texts.plain("check-right-optional", what=right.what, cure=cure))
    return Finding(app.texts.plain("check-right", what=right.what), cure)


def _bound(app: App, told: Dictionaries) -> Iterator[Finding]:
    """What each name of the regulation is in this portal; then what the portal lacks."""
    file = app.draft.file
    yield from _terms(app, "[stages]", file.stages, told.stages)
    yield from _terms(app, "[sources]", file.sources, told.sources)
    yield from _unlisted(app, told.sources)
    try:
        bind(app.draft, told.sources, told.stages, told.fields, deal_stages=told.deal_stages)
    except RegulationError as error:
        yield from (_lacking(app, problem) for problem in error.problems)


def _terms(app: App, section: str, names: Mapping[str, Sequence[str]], terms: Sequence[Term]) -> Iterator[Finding]:
    titles = {term.code: term.name for term in terms}
    for name, wanted in names.items():
        code = next(filter(None, (find(each, terms) for each in wanted)), None)
        if code:
            yield Finding(app.texts.plain("check-term", section=section, name=name, title=titles[code], code=code))


def _unlisted(app: App, sources: Sequence[Term]) -> Iterator[Finding]:
    """Sources that people talk of and the portal lacks: nothing is wrong, and an editor should know (NL-01)."""
    set_by_buttons = {entry.source for entry in app.draft.file.actions}
    for name, wanted in app.draft.file.sources.items():
        if name not in {*set_by_buttons, NONE} and not any(find(each, sources) for each in wanted):
            yield Finding(app.texts.plain("check-source-unlisted", name=name, title=wanted[0]))


def _lacking(app: App, problem: Problem) -> Finding:
    place, _, cure = describe(problem).partition(CURE)
    return Finding(app.texts.plain("check-term-missing", place=place), cure)
