"""One line of the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in words; `cure` "" when it is as it should be."""

    detail: str
    cure: str = ""
