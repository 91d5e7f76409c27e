"""Names that people type, compared as people read them."""

# Latin capitals that look like Cyrillic ones: «BK» typed in either alphabet is the same source.
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYЁ", "АВСЕНКМОРТХУЕ")


def fold(name: str) -> str:
    """The name without case, ё, spaces and the difference between Latin and Cyrillic look-alikes."""
    return "".join(name.upper().translate(_LOOK_ALIKES).split())
