"""The regulation in force and the words of the portal, at hand for everybody."""

from collections.abc import Mapping, Sequence

from services.domain.gateways import Term
from services.domain.regulation import Regulation


class Rulebook:
    """Set once at start and again when the portal's dictionaries or the regulation change."""

    def __init__(self) -> None:
        self._rules: Regulation | None = None
        self.sources: Sequence[Term] = ()
        self._names: dict[tuple[str, str], str] = {}

    @property
    def rules(self) -> Regulation:
        if self._rules is None:
            raise RuntimeError("the regulation was not put into force")
        return self._rules

    @property
    def ready(self) -> bool:
        return self._rules is not None

    def put_into_force(
        self, rules: Regulation, sources: Sequence[Term], stages: Sequence[Term], used: Mapping[str, int] | None = None
    ) -> None:
        """From now on these rules and dictionaries hold; `used`: how many leads have each source (by code).

        Sources are offered most used first, the rest in the portal's order; what means «not known» is never offered.
        """
        self._rules, counts = rules, used or {}
        offered = [term for term in sources if term.code not in rules.no_source]
        self.sources = tuple(sorted(offered, key=lambda term: -counts.get(term.code, 0)))
        self._names = {("source", term.code): term.name for term in sources}
        self._names |= {("stage", term.code): term.name for term in stages}

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
        return next((term for term in self.sources if term.id == term_id), None)
