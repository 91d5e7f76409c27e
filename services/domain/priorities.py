"""Which leads a ladder is for, told by their source, the words of their title, or fields (LT-10, LT-25)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.domain.lead import Lead
from services.domain.names import key


@dataclass(frozen=True, slots=True)
class When:
    """All that is said holds, and of each list one: sources and values by code, words as `names.key` spells them.

    `sources` None: of any; empty: of such that this portal lacks.
    """

    sources: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, lead: Lead) -> bool:
        portal = lead.portal
        if self.sources is not None and portal.source not in self.sources:
            return False
        title = key(portal.title)
        if self.words and not any(word in title for word in self.words):
            return False
        return all(portal.fields.get(name, "") in values for name, values in self.fields.items())
