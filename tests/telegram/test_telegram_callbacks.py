"""Each kind of button has a prefix of its own: a tap is never taken for another."""

from aiogram.filters.callback_data import CallbackData

from services.telegram import callbacks


def test_no_two_kinds_of_buttons_share_a_prefix() -> None:
    kinds = [kind for kind in vars(callbacks).values() if isinstance(kind, type) and issubclass(kind, CallbackData)]
    prefixes = [kind.__prefix__ for kind in kinds if kind is not CallbackData]
    assert len(prefixes) > 20
    assert len(prefixes) == len(set(prefixes))
