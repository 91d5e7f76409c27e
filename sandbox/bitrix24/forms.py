"""PHP's way of writing nested values: brackets in a form, arrays that are lists or objects."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

BRACKETS = re.compile(r"\[([^\]]*)\]")


def parse(text: str) -> dict[str, Any]:
    """Decode `a=1&b[c][]=2` into nested dicts and lists of strings."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        _put(root, name, value)
    return {name: _lists(value) for name, value in root.items()}


def _put(root: dict[str, Any], name: str, value: str) -> None:
    head, bracket, rest = name.partition("[")
    path = [head, *BRACKETS.findall(bracket + rest)]
    node = root
    for step in path[:-1]:
        child = node.setdefault(step or str(len(node)), {})
        if not isinstance(child, dict):
            return
        node = child
    node[path[-1] or str(len(node))] = value


def _lists(value: Any) -> Any:
    """Turn dicts with the keys 0, 1, 2… into lists, all the way down."""
    if not isinstance(value, dict):
        return value
    return php_array({key: _lists(each) for key, each in value.items()})


def php_array(values: dict[str, Any]) -> Any:
    """A PHP array as json_encode prints it: a list when the keys are 0, 1, 2…, `[]` when empty, else an object."""
    if all(key == str(index) for index, key in enumerate(values)):
        return list(values.values())
    return values


def pairs(value: Any) -> Iterable[tuple[str, Any]]:
    """The keys and values of a PHP array, whichever of the two forms it came in."""
    if isinstance(value, dict):
        return value.items()
    return ((str(index), each) for index, each in enumerate(value)) if isinstance(value, list) else ()


def rows(value: Any) -> list[Any]:
    """The values of a PHP array."""
    return [each for _, each in pairs(value)]


def encode(value: dict[str, Any]) -> str:
    """Encode nested values as a form body in bracket notation."""
    return urlencode(list(_flat(value, "")), quote_via=quote, safe="")


def _flat(value: Any, name: str) -> Iterable[tuple[str, str]]:
    if not isinstance(value, dict):
        yield name, str(value)
        return
    for key, each in value.items():
        yield from _flat(each, f"{name}[{key}]" if name else key)
