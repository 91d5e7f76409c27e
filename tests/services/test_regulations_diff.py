"""What two regulations differ in, in words."""

from pathlib import Path

from services.regulations import Difference, differences, load
from tests.services.own_files import written

OWN = """
extends = "op10"
name = "own"
title = "Свой"

[templates.bye]
title = "Прощание"
text = "До свидания!"

[[clocks]]
code = "first_touch"

[[clocks.ladder]]
after = "7m"
notify = "manager"

[[actions]]
code = "take"
title = "Беру"
more = true
"""


def test_nothing_differs_from_itself() -> None:
    data = load("op10").document.data
    assert differences(data, data) == []


def test_each_key_is_named_with_what_it_means(tmp_path: Path) -> None:
    path = written(tmp_path, OWN, "own.toml")
    found = {each.key: each for each in differences(load("op10").document.data, load(path).document.data)}
    after = found["clocks.first_touch.ladder.1.after"]
    assert (after.before, after.after) == ('"5m"', '"7m"')
    assert after.about.startswith("Через сколько после начала срока")
    assert found["actions.take.title"].after == '"Беру"'
    assert (found["actions.take.more"].before, found["actions.take.more"].after) == ("", "true")
    gone = found["clocks.first_touch.ladder.2"]
    assert (gone.before, gone.after) == ("…", "")
    assert found["templates.bye"] == Difference("templates.bye", "", '"Прощание"', "")
    assert set(found) == {
        *("extends", "name", "title", "templates.bye", "actions.take.title", "actions.take.more"),
        *("clocks.first_touch.ladder.1.after", "clocks.first_touch.ladder.2"),
    }
