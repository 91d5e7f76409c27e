"""docs/adding-a-button.md is true: its example works, its table is complete, its messages are what is printed."""

import re
from pathlib import Path

from services.regulations import check_file, describe, load
from services.regulations.model import ActionEntry

PAGE = (Path(__file__).parents[2] / "docs" / "adding-a-button.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_adds_one_button(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text(blocks("toml")[0], encoding="utf-8")
    *others, spam = load(path).file.actions
    assert others == load("op10").file.actions
    assert (spam.code, spam.reason) == ("spam", "Спам")
    assert all(f"`{action.code}`" in PAGE for action in others)


def test_the_mistakes_are_told_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    broken = blocks("toml")[0].replace('"danger"', '"red"').replace('"rejected"', '"reject"')
    path.write_text(broken, encoding="utf-8")
    printed = "\n".join(describe(problem) for problem in check_file(path))
    assert printed.replace(str(path), path.name) + "\n" == blocks("text")[0]


def test_the_table_explains_every_key() -> None:
    keys = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert keys == [field.alias or name for name, field in ActionEntry.model_fields.items()]
