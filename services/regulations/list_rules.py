"""What a regulation says of the lead list, in the portal's codes; sources and stages that it lacks are left out."""

from collections.abc import Iterable, Mapping, Sequence

from services.domain.list_rules import ListRules
from services.domain.names import fold
from services.regulations.model import RegulationFile

Codes = Mapping[str, Sequence[str]]


def list_rules(file: RegulationFile, sources: Codes, stages: Codes) -> ListRules:
    """`sources`, `stages`: what the portal has of each name in [sources] and [stages]."""
    entry = file.lead_list
    return ListRules(
        silent=_all(entry.no_statistics, sources),
        groups={title: _all(names, sources) for title, names in entry.groups.items()},
        stage_groups={title: _all(names, stages) for title, names in entry.stage_groups.items()},
        offices={title: frozenset(map(fold, names)) for title, names in entry.offices.items()},
        calls=_words(entry.calls),
        missed=_words(entry.missed),
        outgoing=_words(entry.outgoing),
        local=_words(entry.local),
        manual=_words(entry.manual),
        chats=_words(entry.chats),
        mails=_words(entry.mails),
        channels=tuple(entry.channels),
        by_company=entry.by_company,
        junk=frozenset(action.code for action in file.actions if action.not_target),
        short_call=int(entry.short_call.total_seconds()) if entry.short_call else 0,
        object_field=entry.object_field or "",
        shows=entry.manager,
        icons=entry.icons,
        exporters=frozenset(entry.export),
    )


def _all(names: Iterable[str], codes: Codes) -> frozenset[str]:
    return frozenset(code for name in names for code in codes.get(name, ()))


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))
