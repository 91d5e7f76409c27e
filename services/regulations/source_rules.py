"""What a regulation says of sources, in the portal's own terms; what the portal lacks stays «not listed»."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.domain.gateways import Term
from services.domain.lead import Phase
from services.domain.manual_lead import Adding
from services.domain.names import fold, key, words
from services.domain.regulation import Action
from services.domain.repair import REPAIR, ContactKeys, Repair, RepairRule
from services.regulations.model import RegulationFile
from services.regulations.source_entries import ContactNames, ManualEntry, RepairEntry, RepairRuleEntry

NONE = "none"  # the name in [sources] of everything that means «not known»


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The portal's sources: codes that mean «not known», the others, and what each name of [sources] is among them."""

    nothing: frozenset[str]
    offered: tuple[Term, ...]
    named: Mapping[str, Term | None]

    @classmethod
    def of(cls, codes: Mapping[str, Sequence[str]], sources: Sequence[Term]) -> "Catalogue":
        """`codes`: what the portal has of each name, best first."""
        nothing = frozenset(codes.get(NONE, ()))
        offered = {term.code: term for term in sources if term.code not in nothing}
        named = {
            name: next((offered[code] for code in found if code in offered), None) for name, found in codes.items()
        }
        return cls(nothing, tuple(offered.values()), named)


def spoken(file: RegulationFile, catalogue: Catalogue) -> dict[str, Term | None]:
    """What people say → the source. The catalogue's own names need no alias; a company's alias goes before them."""
    doubtful = file.repair.suspicious if file.repair else ()
    by_name = {key(term.name): term for term in reversed(catalogue.offered) if not says(term.name, doubtful)}
    aliases = {key(word): catalogue.named[name] for word, name in file.aliases.items()}
    return {**aliases, **by_name, **{word: term for word, term in aliases.items() if term}}


def unlisted(file: RegulationFile, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What people say and the portal lacks → how else the file spells it: a part of a longer name, perhaps."""
    return {key(word): tuple(file.sources[name]) for word, name in file.aliases.items() if not catalogue.named[name]}


def repair(entry: RepairEntry | None, catalogue: Catalogue) -> Repair:
    """How a wrong source is found and put right."""
    if entry is None:
        return Repair()
    return Repair(
        words=frozenset(map(fold, entry.suspicious)),
        sources=frozenset(term.code for term in catalogue.offered if says(term.name, entry.suspicious)),
        labels=_keys(entry.labels),
        own_words=_keys(entry.own_words),
        noise=_keys(entry.noise),
        origins=_keys(entry.origins),
        rules=tuple(_rule(each, catalogue) for each in entry.rules),
        contacts=_contacts(entry.contacts),
        autofix=entry.autofix,
    )


def adding(entry: ManualEntry | None, stage: str, catalogue: Catalogue) -> Adding | None:
    """How leads are added in the chat; without a source of its own a new lead says that there is none."""
    if entry is None:
        return None
    source = catalogue.named[entry.source] if entry.source else None
    return Adding(
        title=entry.title,
        stage=stage,
        source=source.code if source else next(iter(sorted(catalogue.nothing)), ""),
        ask=frozenset(entry.ask),
        later=frozenset(entry.later),
        note=entry.note or "",
        hint=entry.hint or "",
    )


def reserved(entry: RepairEntry | None) -> tuple[Action, ...]:
    """A repair as a choice, so that an undo can name it."""
    return (Action(REPAIR, entry.title, frozenset({Phase.NEW, Phase.TAKEN})),) if entry else ()


def says(text: str, suspicious: Iterable[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(fold(word) in fold(text) for word in suspicious)


def _rule(entry: RepairRuleEntry, catalogue: Catalogue) -> RepairRule:
    source, hosts = catalogue.named[entry.source], frozenset(map(str.lower, entry.hosts))
    return RepairRule(tuple(map(words, entry.says)), source, hosts)


def _contacts(names: ContactNames) -> ContactKeys:
    return ContactKeys(**{kind: _keys(spellings) for kind, spellings in names})


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, names))
