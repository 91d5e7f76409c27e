"""What a regulation says of conversion, in the portal's own terms."""

from collections.abc import Mapping, Sequence

from services.domain.conversion import Conversion, Part, Variant
from services.regulations.conversion_entries import ConversionEntry


def conversion(
    entry: ConversionEntry | None, stages: Mapping[str, Sequence[str]], reject_reason: str | None
) -> Conversion | None:
    """None when leads are not converted from the chat. `reject_reason`: the field for it."""
    if entry is None:
        return None
    variants = (
        Variant(
            each.code,
            each.title,
            tuple(part for part in Part if part in each.creates),
            each.needs,
            stage=stages[each.stage][0] if each.stage else "",
            rejects={reject_reason: each.reason} if each.reason and reject_reason else {},
            any={name: frozenset(values) for name, values in each.any.items()},
        )
        for each in entry.variants
    )
    return Conversion(
        stage=stages[entry.stage][0],
        variants=tuple(variants),
        category=entry.category,
        deal_stage=entry.deal_stage or "",
    )


def offered_at(entry: ConversionEntry | None, stages: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The stages at which the button is there."""
    return frozenset(code for name in (entry.stages if entry else ()) for code in stages[name])
