"""What a regulation says of consultations, in the portal's own terms."""

from collections.abc import Mapping, Sequence

from services.domain.consultation import Consulting, Status, status_code
from services.domain.lead import STAGE, Phase
from services.domain.people import Role
from services.domain.regulation import Action
from services.domain.slots import Hours
from services.regulations.model import ConsultationsEntry
from services.regulations.source_rules import Catalogue

_ANY = frozenset({Phase.NEW, Phase.TAKEN, Phase.CLOSED})


def consulting(entry: ConsultationsEntry | None, catalogue: Catalogue) -> Consulting | None:
    """Hours, people and words of consultations; None when the company has none."""
    if entry is None:
        return None
    short = {catalogue.named[name]: words for name, words in entry.sources.items()}
    return Consulting(
        hours=Hours(entry.opens, entry.closes, entry.step, entry.lasts, entry.days_ahead),
        roles=frozenset(map(Role, entry.roles)),
        notes=tuple(entry.notes),
        reasons=tuple(entry.reasons),
        sources={source.code: words for source, words in short.items() if source},
    )


def statuses(entry: ConsultationsEntry | None, stages: Mapping[str, Sequence[str]]) -> tuple[Action, ...]:
    """The statuses of the register as choices, so that each can move the lead, run clocks and be undone."""
    return tuple(
        Action(
            code=status_code(Status(each.code)),
            title=each.title,
            phases=_ANY,
            style=each.style,
            fields={STAGE: stages[each.stage][0]} if each.stage else {},
            starts=tuple(each.starts),
            stops=frozenset(each.stops),
            on_register=True,
        )
        for each in (entry.statuses if entry else ())
    )
