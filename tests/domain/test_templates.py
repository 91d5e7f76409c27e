"""What is written to a client: filled, and never with a gap."""

import pytest

from services.domain.templates import PLACEHOLDERS, fill, unknown_placeholder

TEXT = "Здравствуйте, {name}! Ваш номер {phone} не отвечает. {manager}"


@pytest.mark.rule("NL-11")
def test_every_placeholder_is_filled() -> None:
    values = {"name": "Олег", "phone": "+7 999 000-03-01", "manager": "Алина Громова"}
    assert fill(TEXT, values) == "Здравствуйте, Олег! Ваш номер +7 999 000-03-01 не отвечает. Алина Громова"


def test_what_is_not_known_leaves_no_gap() -> None:
    assert fill(TEXT, {}) == "Здравствуйте! Ваш номер не отвечает."
    assert fill("{name}, добрый день", {}) == "добрый день"


def test_a_value_is_not_filled_again() -> None:
    assert fill("{name} {manager}", {"name": "{manager}", "manager": "Алина"}) == "{manager} Алина"


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        (TEXT, ""),
        ("без полей", ""),
        ("{client}", "{client}"),
        ("{name} {}", "{}"),
        ("{ name}", "{ name}"),
        ("{name", "{"),
        ("name}", "}"),
        ("{{name}}", "{"),
    ],
)
def test_what_nobody_can_fill_is_found(text: str, strange: str) -> None:
    assert unknown_placeholder(text) == strange
    assert bool(strange) or all(f"{{{name}}}" not in fill(text, {}) for name in PLACEHOLDERS)
