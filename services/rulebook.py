"""The regulation in force and the words of the portal, at hand for everybody."""

from collections.abc import Iterable, Mapping, Sequence

from services.domain.amendments import Amendment, amended
from services.domain.gateways import Term
from services.domain.lead import Lead
from services.domain.regulation import Regulation
from services.domain.source_list import SourceList


class Rulebook:
    """Set once at start and again when the portal's dictionaries or the regulation change."""

    def __init__(self) -> None:
        self._rules: Regulation | None = None
        self._file: Regulation | None = None
        self._kept: dict[str, Regulation] = {}  # earlier editions by digest, as filed
        self._earlier: dict[str, Regulation] = {}  # and as they were amended
        self._amendments: tuple[Sequence[Amendment], int] = ((), 0)
        self.sources: Sequence[Term] = ()
        self._names: dict[tuple[str, str], str] = {}
        self.source_list: SourceList

    @property
    def rules(self) -> Regulation:
        if self._rules is None:
            raise RuntimeError("the regulation was not put into force")
        return self._rules

    @property
    def ready(self) -> bool:
        return self._rules is not None

    def of(self, lead: Lead | None) -> Regulation:
        """The edition that the lead began with; the one in force when that is not known any more."""
        return self._earlier.get(lead.digest, self.rules) if lead else self.rules

    def knows(self, digest: str) -> bool:
        """Whether an edition is at hand."""
        return digest in self._kept or (self._file is not None and digest == self._file.digest)

    def put_into_force(
        self,
        rules: Regulation,
        sources: Sequence[Term],
        stages: Sequence[Term],
        used: Mapping[str, int] | None = None,
        earlier: Iterable[Regulation] = (),
    ) -> None:
        """From now on these rules and dictionaries hold; `used`: how many leads have each source (by code).

        `earlier`: editions by which open leads may still go.

        Sources are offered most used first, the rest in the portal's order; what means «not known» is never offered.
        """
        self._file, counts = rules, used or {}
        offered = [term for term in sources if term.code not in rules.no_source]
        self.sources = tuple(sorted(offered, key=lambda term: -counts.get(term.code, 0)))
        self.source_list = SourceList(self.sources, rules)
        self._names = {("source", term.code): term.name for term in sources}
        self._names |= {("stage", term.code): term.name for term in stages}
        self._kept = {each.digest: each for each in earlier if each.digest != rules.digest}
        self._apply()

    def amend(self, amendments: Sequence[Amendment], number: int) -> None:
        """From now on these amendments hold on top of the file; `number`: of the changes made so far."""
        self._amendments = amendments, number
        self._apply()

    def _apply(self) -> None:
        if self._file is not None:
            self._rules = amended(self._file, *self._amendments, self.sources)
            self.source_list = SourceList(self.sources, self._rules)
            self._earlier = {
                digest: amended(each, *self._amendments, self.sources) for digest, each in self._kept.items()
            }

    def learn(self, edition: Regulation) -> None:
        """Another process has met an edition that is not known here."""
        self._kept[edition.digest] = edition
        self._apply()

    def source_name(self, code: str) -> str:
        """What the portal calls a source; "" for none, the code itself when the dictionary lacks it."""
        if code in self.rules.no_source:
            return ""
        return self._names.get(("source", code), code)

    def stage_name(self, code: str) -> str:
        """What the portal calls a stage."""
        return self._names.get(("stage", code), code)

    def source_by_id(self, term_id: int) -> Term | None:
        """A source that is offered, by its dictionary row."""
        return self.source_list.by_id(term_id)
