"""Parameters as PHP query text, the form that commands of a batch take."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

Params = Mapping[str, Any]


def command(method: str, params: Params) -> str:
    """A batch command: `method?a=1&fields[title]=...`, values encoded once."""
    return f"{method}?{query(params)}" if params else method


def query(params: Params) -> str:
    """Nested lists and dicts as brackets, booleans as Y and N; None and empty containers have no form: left out."""
    # Half an emoji in one value must not cost the other 49 commands of the batch: it becomes a question mark.
    return "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in _pairs(params))


def _pairs(params: Params) -> Iterator[tuple[str, str]]:
    for key, value in params.items():
        yield from _flat(quote(str(key), safe=""), value)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}[{quote(str(key), safe='')}]", inner)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _flat(f"{name}[{index}]", inner)
    elif isinstance(value, bool):
        yield name, "Y" if value else "N"
    elif value is not None:
        yield name, str(value)
