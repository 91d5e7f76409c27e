"""A company's own regulation file, written for a test: a text, or a preset with one place changed."""

from pathlib import Path

from services.regulations import check_file
from services.regulations.inheritance import PRESETS

OP10 = (PRESETS / "op10.toml").read_text(encoding="utf-8")


def written(folder: Path, text: str, name: str = "our.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def spoilt(folder: Path, old: str, new: str, text: str = OP10) -> Path:
    """The text with one place changed."""
    assert old in text, f"{old!r} must be in the text"
    return written(folder, text.replace(old, new, 1))


def line_of(path: Path, fragment: str) -> int:
    rows = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, row in enumerate(rows, 1) if fragment in row)


def check_refused(folder: Path, old: str, new: str, row: str, key: str, value: str, why: str, cure: str) -> None:
    """`new` in place of `old` is refused where `row` stands, with file, key, value, the reason and the cure."""
    path = spoilt(folder, old, new)
    problem, *others = check_file(path)
    assert {each.why for each in others} <= {problem.why}  # several buttons may share one mistake
    assert (problem.file, problem.key, problem.value) == (str(path), key, value)
    assert why in problem.why
    assert cure in problem.cure
    text = path.read_text(encoding="utf-8")
    at = text.index(row) if row else text.rindex(new)  # without `row`: where the changed text comes last
    assert problem.line == text.count("\n", 0, at) + 1
