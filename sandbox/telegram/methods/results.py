"""What a method may give back instead of plain JSON."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Raw:
    """A result that is JSON text already."""

    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """A result with words beside it."""

    result: Any
    description: str
