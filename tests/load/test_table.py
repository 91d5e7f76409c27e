"""A figure says whether its promise is kept."""

import pytest

from tests.load.table import Figure


@pytest.mark.parametrize(
    ("figure", "kept", "aim"),
    [
        (Figure("late", 9.9, "ms", at_most=10), True, "✓ ≤ 10 ms"),
        (Figure("late", 10.1, "ms", at_most=10), False, "✗ ≤ 10 ms"),
        (Figure("answered", 190, "/s", at_least=190), True, "✓ ≥ 190 /s"),
        (Figure("answered", 189, "/s", at_least=190), False, "✗ ≥ 190 /s"),
        (Figure("growth", 12, "KiB"), True, "12 KiB"),
    ],
)
def test_a_promise_is_kept_or_not(figure: Figure, kept: bool, aim: str) -> None:
    assert figure.kept is kept
    assert str(figure).endswith(aim)
