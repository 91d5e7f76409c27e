"""What a lead's comment says of where the lead came from. No guess without a line to quote (OP10-10…13).

A label («Заявка поступила:») makes a statement. It counts when the whole value reads as a channel; a statement that
cannot be read, or two that differ, make no answer at all. What clients write themselves makes no statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.domain.channels import Channels
from services.domain.comment_lines import Field, fields, is_noise, named, readable
from services.domain.gateways import Term
from services.domain.repair import Repair

LONGEST = 65_536  # the portal keeps no longer comment; of one that was cut, the rest might say the opposite


@dataclass(frozen=True, slots=True)
class SourceHint:
    """`line`: what the comment says, "" when it says nothing clear. `source` None: not in the portal's catalogue."""

    source: Term | None = None
    line: str = ""


NOTHING = SourceHint()
UNCLEAR = SourceHint(line="?")


def read_source(comments: str, repair: Repair, spoken: Mapping[str, Term | None]) -> SourceHint:
    """The source that the comment names; `spoken`: what people call sources, as `names.key`."""
    if len(comments) > LONGEST:
        return NOTHING
    said = list(_statements(readable(comments), repair, Channels(repair.rules, spoken)))
    if UNCLEAR in said or len({each.source for each in said}) != 1:
        return NOTHING
    return said[0]


def _statements(lines: Sequence[str], repair: Repair, channels: Channels) -> Iterator[SourceHint]:
    for field in labelled(lines, repair, repair.labels):
        channel = channels.find(field.value, repair.noise)
        if channel is None and not holds_its_own(field, lines, repair):
            continue
        clear = channel is not None and not _runs_on(lines, field.at + 1, repair)
        yield SourceHint(channel.source, lines[field.at]) if channel and clear else UNCLEAR


def labelled(lines: Sequence[str], repair: Repair, names: frozenset[str]) -> Iterator[Field]:
    """Fields of these names that hold something, outside of what the client writes."""
    own = list(_own_words(lines, repair))
    return (each for each in fields(lines, repair.noise) if each.name in names and each.value and not own[each.line])


def holds_its_own(field: Field, lines: Sequence[str], repair: Repair) -> bool:
    """Whether the value is the field's; otherwise it has none, and something else begins below it."""
    return field.at == field.line or not _known(lines[field.at], repair)


def _own_words(lines: Sequence[str], repair: Repair) -> Iterator[bool]:
    """Of each line, whether the client wrote it: from such a field to an empty line or the next known field."""
    own = False
    for line in lines:
        name, _ = named(line)
        own = bool(line) and (name in repair.own_words or (own and name not in repair.contacts.all))
        yield own


def _known(line: str, repair: Repair) -> bool:
    name, _ = named(line)
    return name in repair.labels | repair.origins | repair.own_words | repair.contacts.all


def _runs_on(lines: Sequence[str], number: int, repair: Repair) -> bool:
    """Whether prose goes on below: then somebody tells of a label, and it is none."""
    below = lines[number] if number < len(lines) else ""
    return not (is_noise(below, repair.noise) or named(below)[0] or Channels.only_links(below))
