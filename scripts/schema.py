"""Write `regulations/schema.json`: editors use it to complete and check regulation files."""

import json
from pathlib import Path
from typing import Any

from services.regulations.model import RegulationFile

PAGE = Path(__file__).resolve().parents[1] / "regulations" / "schema.json"


def schema() -> str:
    """The JSON Schema of a regulation file, as text."""
    shape = _tidy(RegulationFile.model_json_schema())
    # A file that extends another may leave out whatever the other one says.
    parts = shape["$defs"]
    required = {"actions": _loosen(parts["ActionEntry"]), "clocks": _loosen(parts["ClockEntry"])}
    required["funnels"] = _loosen(parts["FunnelEntry"])
    rules = _loosen(parts["RepairRuleEntry"])
    manual = {"required": parts["ManualEntry"].pop("required")}
    repair = {"required": parts["RepairEntry"].pop("required"), "properties": {"rules": {"items": {"required": rules}}}}
    consultations = {
        "required": parts["ConsultationsEntry"].pop("required"),
        "properties": {"statuses": {"items": {"required": _loosen(parts["StatusEntry"])}}},
    }
    shape["if"] = {"not": {"required": ["extends"]}}
    shape["then"] = {
        "required": shape.pop("required"),
        "properties": {
            "stages": {"required": ["new"]},
            "repair": repair,
            "manual": manual,
            "consultations": consultations,
            **{key: {"items": {"required": names}} for key, names in required.items()},
        },
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _loosen(part: dict[str, Any]) -> list[str]:
    required: list[str] = part.pop("required")
    part["required"] = ["code"]
    return required


def _tidy(shape: Any) -> Any:
    """Without what Python adds: titles made from names, and null, which TOML does not have."""
    if isinstance(shape, list):
        return [_tidy(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    if "anyOf" in shape:
        (meant,) = (option for option in shape["anyOf"] if option != {"type": "null"})
        shape = {**meant, **{key: value for key, value in shape.items() if key != "anyOf"}}
    made = ("title", "default") if shape.get("default", ...) is None else ("title",)
    return {key: _tidy(value) for key, value in shape.items() if key not in made or isinstance(value, dict)}


if __name__ == "__main__":
    PAGE.write_text(schema(), encoding="utf-8")
