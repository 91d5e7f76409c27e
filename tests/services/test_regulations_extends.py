"""`extends`: a company writes only what differs."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.regulations import RegulationError, check_file, load
from services.regulations.model import RegulationFile
from tests.services.own_files import written


def loaded(folder: Path, text: str) -> RegulationFile:
    return load(written(folder, 'extends = "op10"\nname = "our"\n' + text)).file


def test_one_button_changed_and_one_added(tmp_path: Path) -> None:
    file = loaded(
        tmp_path,
        '[[actions]]\ncode = "no_answer"\ntitle = "Не дозвонился"\n[[actions]]\ncode = "spam"\ntitle = "Спам"\n',
    )
    base = load("op10").file.actions
    assert [action.code for action in file.actions] == [*(action.code for action in base), "spam"]
    changed = next(action for action in file.actions if action.code == "no_answer")
    before = next(action for action in base if action.code == "no_answer")
    assert changed == before.model_copy(update={"title": "Не дозвонился"})


def test_tables_are_merged_key_by_key(tmp_path: Path) -> None:
    file = loaded(tmp_path, '[stages]\nrejected = ["Брак"]\n')
    base = load("op10").file
    assert file.stages == {**base.stages, "rejected": ["Брак"]}
    assert (file.sources, file.undo, file.edition) == (base.sources, base.undo, base.edition)


def test_a_shorter_ladder_replaces_the_whole_ladder(tmp_path: Path) -> None:
    file = loaded(tmp_path, '[[clocks]]\ncode = "first_touch"\nladder = [{ after = "1m", notify = "supervisors" }]\n')
    (rung,) = file.clocks[0].ladder
    assert rung.after == timedelta(minutes=1)


def test_a_chain_of_files_relative_to_each_other(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    written(tmp_path / "base", 'extends = "op10"\nname = "one"\nundo = "5s"\n', "one.toml")
    path = written(tmp_path, 'extends = "base/one.toml"\nname = "two"\n')
    assert (load(path).file.name, load(path).file.undo) == ("two", timedelta(seconds=5))


def test_a_problem_is_told_in_the_file_that_holds_it(tmp_path: Path) -> None:
    base = written(tmp_path, 'extends = "op10"\nname = "base"\n\nundo = "0s"\n', "base.toml")
    path = written(tmp_path, 'extends = "base.toml"\nname = "our"\n[[actions]]\ncode = "take"\nstage = "nowhere"\n')
    undo, stage = check_file(path)
    assert (undo.file, undo.line, undo.key) == (str(base), 4, "undo")
    assert (stage.file, stage.line, stage.key) == (str(path), 5, "actions.take.stage")


def test_one_code_twice_in_a_file_that_extends(tmp_path: Path) -> None:
    button = '[[actions]]\ncode = "take"\ntitle = "Беру"\n'
    (problem,) = check_file(written(tmp_path, f'extends = "op10"\nname = "our"\n{button}{button}'))
    assert (problem.line, problem.key) == (7, "actions.take.code")
    assert "уже занят" in problem.why


@pytest.mark.parametrize(
    ("base", "why", "cure"),
    [
        ("op1", "такого регламента нет", "op10"),
        ("missing.toml", "такого регламента нет", "demo, funnel-robots, latuning, op10"),
        ("x" * 5000, "такого регламента нет", "demo, funnel-robots, latuning, op10"),
        ("../\\u0000.toml", "такого регламента нет", "demo, funnel-robots, latuning, op10"),
        ("our.toml", "продолжает сам себя", "уберите extends"),
    ],
)
def test_a_base_that_cannot_be_extended(base: str, why: str, cure: str, tmp_path: Path) -> None:
    path = written(tmp_path, f'name = "our"\nextends = "{base}"\n')
    (problem,) = check_file(path)
    assert (problem.file, problem.line, problem.key) == (str(path), 2, "extends")
    assert problem.value.startswith(f'"{base[:50]}')
    assert why in problem.why
    assert cure in problem.cure


def test_a_circle_of_two(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "our.toml"\n', "other.toml")
    path = written(tmp_path, 'extends = "other.toml"\n')
    with pytest.raises(RegulationError, match=r"other\.toml:1: extends"):
        load(path)


@pytest.mark.parametrize(
    "text",
    [
        'extends = 5\nname = "our"',
        'extends = "op10"\nactions = "none"',
        'extends = "op10"\nstages = 1\nclocks = [1, [2]]',
    ],
)
def test_wrong_shapes_meet_the_base_without_breaking(text: str, tmp_path: Path) -> None:
    assert check_file(written(tmp_path, text))
