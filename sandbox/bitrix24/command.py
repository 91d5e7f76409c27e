"""One call of a method: who asks, with what."""

from dataclasses import dataclass
from typing import Any

from sandbox.bitrix24.errors import missing
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.state import State


@dataclass(frozen=True, slots=True)
class Command:
    """A method call on behalf of the webhook's owner `by`."""

    state: State
    by: int
    scopes: frozenset[str]
    params: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter by its name, in lower or upper case too, as the frozen families take it."""
        for spelling in (name, name.lower(), name.upper()):
            if spelling in self.params:
                return self.params[spelling]
        return default

    def need(self, name: str) -> Any:
        """A parameter that must be there, spelt exactly so; error 100 otherwise."""
        if self.params.get(name) is None:
            raise missing(name)
        return self.params[name]

    def select(self) -> list[str] | None:
        """The `select` list, None when there is none."""
        chosen = self.get("select")
        if isinstance(chosen, str) and chosen:
            return [chosen]
        return [str(name) for name in rows(chosen)] or None
