"""Phones in every form that people write them in."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.domain.phones import REGIONS, Fault, Phone, read, spellings, spoken

NUMBER = "+79990000001"


@pytest.mark.rule("OP10-14")
@pytest.mark.parametrize(
    "written",
    [
        "+79990000001", "79990000001", "89990000001", "9990000001", "+7 (999) 000-00-01", "8 999 000-00-01",
        "8‑999‑000‑00‑01", " +7(999)0000001 ", "+89990000001", "0079990000001", "７９９９００００００１",
        "8 (999) 000-00-01 доб. 12", "+79990000001;12", "тел.: 8999 000 0001", "phone: +7 999 000 00 01",
        "+7 999 000 00 01 (WhatsApp)", "8 999 000 00 01 Мария Ивановна",
    ],
)  # fmt: skip
def test_every_form_is_one_number(written: str) -> None:
    assert read(written) == Phone(NUMBER, "RU")
    assert set(spellings(written)) >= {
        NUMBER, "79990000001", "89990000001", "9990000001", "8 (999) 000-00-01", "+7 (999) 000-00-01", written.strip(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("89990000001", "+7 999 000-00-01"),
        ("9990000001", "+7 999 000-00-01"),
        ("375291234567", "+375 29 123-45-67"),
        ("8 (999) 000-00-01 доб. 12", "8 (999) 000-00-01 доб. 12"),
        ("+79990000001;12", "+79990000001;12"),
        ("+7 999 000 00 01 (WhatsApp)", "+7 999 000 00 01 (WhatsApp)"),
    ],
)
def test_a_number_is_shown_alike_and_nothing_beside_it_is_lost(written: str, shown: str) -> None:
    assert spoken(written) == shown


@given(some.text("01234567890", min_size=7, max_size=7), some.sampled_from(["+7", "7", "8", ""]), some.data())
def test_marks_between_digits_change_nothing(tail: str, prefix: str, data: some.DataObject) -> None:
    digits = f"999{tail}"
    gaps = data.draw(some.lists(some.sampled_from(["", " ", "-", ") ", "  ", "."]), min_size=10, max_size=10))
    written = prefix + "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    assert read(written).number == f"+7{digits}"


@pytest.mark.rule("NL-09")
@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.SHORT), ("12-34", Fault.SHORT), ("+7999000000", Fault.SHORT), ("000", Fault.SHORT),
        ("+799900000011", Fault.LONG), ("9" * 15, Fault.LONG), ("1" * 300, Fault.LONG),
        ("89990000001, 89990000002", Fault.LONG),
        ("8999000000O", Fault.LETTERS), ("+7 999 ООО 00 01", Fault.LETTERS), ("тел 8999абв0000", Fault.LETTERS),
        ("нет", Fault.LETTERS),
        ("+7 000 000 00 00", Fault.UNKNOWN), ("81234567890123", Fault.UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number(written: str, fault: Fault) -> None:
    assert read(written).fault is fault


@pytest.mark.parametrize(
    ("written", "number", "region"),
    [
        ("+375 29 123-45-67", "+375291234567", "BY"),
        ("375291234567", "+375291234567", "BY"),
        ("+7 701 000 00 01", "+77010000001", "KZ"),
        ("+1 650 253 0000", "+16502530000", "US"),
    ],
)
def test_numbers_from_abroad(written: str, number: str, region: str) -> None:
    assert read(written) == Phone(number, region)
    assert spellings(written)[:2] == (number, number[1:])


def test_a_number_without_a_country_is_one_of_the_region() -> None:
    assert read("029 123-45-67", "DE").number == "+49291234567"
    assert read("8 029 123-45-67", "BY") == Phone("+375291234567", "BY")


def test_what_can_be_no_phone_is_not_searched_for_and_stays_as_written() -> None:
    for written in ("12-34", "фыва", "", "8999000000O"):
        assert spellings(written) == ()
        assert spoken(written) == written


@given(some.text(max_size=300), some.sampled_from(sorted(REGIONS)))
def test_nothing_that_is_written_breaks_anything(written: str, region: str) -> None:
    phone = read(written, region)
    assert phone.number.lstrip("+").isascii()
    assert phone.number.startswith("+") or phone.fault
    assert len(spellings(written, region)) <= 8
    assert spoken(written, region) or not written


@given(some.text(max_size=40))
def test_a_number_is_read_the_same_again(written: str) -> None:
    number = read(written).number
    if number.startswith("+"):
        assert read(number).number == number
        assert {read(each).number for each in spellings(number)[:4]} == {number}
