"""Editors are told the same shape that the product accepts."""

import json
from pathlib import Path

import pytest

from scripts.schema import PAGE, schema
from services.regulations.inheritance import PRESETS, presets


def test_the_schema_file_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema(), "run: python -m scripts.schema"


@pytest.mark.parametrize("name", presets())
def test_every_preset_points_at_the_schema(name: str) -> None:
    path: Path = PRESETS / f"{name}.toml"
    assert path.read_text(encoding="utf-8").startswith("#:schema ./schema.json\n")


def test_a_file_that_extends_needs_only_codes() -> None:
    shape = json.loads(schema())
    assert "required" not in shape
    assert shape["$defs"]["ActionEntry"]["required"] == ["code"]
    assert set(shape["then"]["required"]) == {"name", "title", "edition", "undo", "stages", "clocks", "actions"}
