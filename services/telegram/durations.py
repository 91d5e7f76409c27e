"""How long, in the two units that matter: the words are `duration-…` of `locales/`."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def parts(seconds: float) -> list[tuple[str, int]]:
    """Units and counts to show, the largest first: 7500 → [("hours", 2), ("minutes", 5)].

    Seconds show below two minutes only, so that «90s» of a regulation is not called one minute.
    """
    whole = max(0, int(seconds))
    if whole < 2 * _MINUTE and whole != _MINUTE:
        return [("seconds", whole)]
    if whole < _HOUR:
        return [("minutes", whole // _MINUTE)]
    if whole < _DAY:
        return _two(("hours", whole // _HOUR), ("minutes", whole % _HOUR // _MINUTE))
    return _two(("days", whole // _DAY), ("hours", whole % _DAY // _HOUR))


def _two(large: tuple[str, int], small: tuple[str, int]) -> list[tuple[str, int]]:
    return [large, small] if small[1] else [large]
