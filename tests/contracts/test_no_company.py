"""A company's rules are data: no company is named in the program."""

import re
from pathlib import Path

from services.regulations.inheritance import presets

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "handlers", "services")
OURS = {"op10", "demo"}  # the default of the settings, and the example that cures point to
COMPANIES = re.compile(r"latun|латун|brassing|raillingbrass|golden-steel|мир без забот|ромашк", re.IGNORECASE)


def test_no_company_and_no_preset_is_named_in_the_program() -> None:
    named = re.compile("|".join(re.escape(name) for name in presets() if name not in OURS), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for folder in PRODUCT
        for path in sorted((ROOT / folder).rglob("*.py"))
        for pattern in (COMPANIES, named)
        for match in pattern.finditer(path.read_text("utf-8"))
    ]
    assert found == []
    assert named.search("funnel-robots"), "else the search would look for nothing"
