"""What the portal holds of a lead, against what people chose."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.bitrix24.demo import OWNER
from sandbox.bitrix24.portal import Portal

STAGE, SOURCE, MANAGER, REASON = "stageId", "sourceId", "assignedById", "statusDescription"
WATCHED = (STAGE, SOURCE, MANAGER, REASON, "title", "name", "comments")
MARKER = re.compile(r"\n\S+\Z")  # the last line is for machines
NUMBER = re.compile(r"\n5M-\d+\.\Z")  # of one choice


def our_writes(portal: Portal) -> dict[int, list[tuple[str, str]]]:
    """By lead the watched fields that the product wrote, with their values, in order."""
    writes = defaultdict(list)
    for write in portal.writes:
        if write.by == OWNER and write.field in WATCHED:
            writes[write.id].append((write.field, str(write.after)))
    return writes


def wrong_fields(chosen: Sequence[tuple[str, str]], written: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each field went through exactly the values that were chosen, in their order."""
    if _by_field(chosen) != _by_field(written):
        yield f"chosen {_by_field(chosen)}, written {_by_field(written)}"


def _by_field(changes: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    values = defaultdict(list)
    for name, value in changes:
        values[name].append(value)
    return dict(values)


def wrong_comments(portal: Portal, lead_id: int, chosen: Sequence[str], excused: Sequence[str] = ()) -> Iterator[str]:
    """Each choice has its comment, once; `excused`: comments that may stand there once more."""
    rows = portal.timelines.get(("lead", lead_id), [])
    found, expected = Counter(MARKER.sub("", row["COMMENT"]) for row in rows), Counter(chosen)
    found -= Counter(MARKER.sub("", words) for words in excused)
    if found != expected:
        yield f"comments lost {dict(expected - found)}, too many {dict(found - expected)}"


def echoes(portal: Portal, lead_id: int) -> list[str]:
    """Comments that stand there again, each time they do: by their numbers they are of one choice."""
    found = Counter(row["COMMENT"] for row in portal.timelines.get(("lead", lead_id), []))
    return [words for words, count in found.items() if NUMBER.search(words) for _ in range(count - 1)]


def is_probe(params: dict[str, Any]) -> bool:
    """Whether a request asks about lead 0 or user 0: so the product finds out at its start what the webhook may do."""
    asked = [params.get("id"), params.get("USER_ID")]
    asked += [told.get("ENTITY_ID") for name in ("fields", "filter") if isinstance(told := params.get(name), dict)]
    return any(str(each) == "0" for each in asked)
