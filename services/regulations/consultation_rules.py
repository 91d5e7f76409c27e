"""What a regulation says of consultations, in the portal's own terms."""

from collections.abc import Mapping, Sequence

from services.domain.consultation import Consulting, Status, status_code
from services.domain.lead import STAGE, Phase
from services.domain.mirror import CalendarPlace, ListPlace, Place
from services.domain.people import Role
from services.domain.regulation import Action
from services.domain.slots import Hours
from services.regulations.consultation_entries import ConsultationsEntry
from services.regulations.model import RegulationFile
from services.regulations.source_rules import Catalogue

COMPANY = "company_calendar"
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
        mirror=_place(entry),
    )


def mirror_of(file: RegulationFile) -> Place | None:
    """Where the portal keeps the register as well; no dictionary of the portal is needed to tell."""
    return _place(file.consultations) if file.consultations else None


def _place(entry: ConsultationsEntry) -> Place | None:
    mirror = entry.mirror
    if mirror is None:
        return None
    if mirror.kind == "calendar":
        return CalendarPlace(mirror.type or COMPANY, mirror.owner or 0, mirror.section or 0)
    fields = {str(column): name for column, name in (mirror.fields or {}).items()}
    return ListPlace(mirror.iblock_type or "lists", mirror.iblock_id or 0, mirror.code or "", fields)


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
