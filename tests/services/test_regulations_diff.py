"""What two regulations differ in, in words."""

from pathlib import Path

from services.regulations import Change, Difference, differences, load, news, restored
from services.regulations.inheritance import presets
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
    assert found["templates.bye"] == Difference("templates.bye", "", '"Прощание"', "", whole=True)
    assert set(found) == {
        *("extends", "name", "title", "templates.bye", "actions.take.title", "actions.take.more"),
        *("clocks.first_touch.ladder.1.after", "clocks.first_touch.ladder.2"),
    }


def test_an_edition_that_was_kept_reads_as_the_file_did() -> None:
    for name in presets():
        draft = load(name)
        again = restored(draft.text)
        assert (again.file, again.digest) == (draft.file, draft.digest)


def test_news_are_short_and_speak_as_people_do(tmp_path: Path) -> None:
    path = written(tmp_path, OWN, "own.toml")
    before, after = load("op10").document.data, load(path).document.data
    changes, more = news(before, after)
    assert more == 0
    assert Change("changed", "«Взял в работу» · Надпись на кнопке", "Взял в работу", "Беру") in changes
    assert Change("changed", "«Первая реакция» · Через сколько после начала срока", "5 мин", "7 мин") in changes
    assert Change("new", "Шаблон", "", "Прощание") in changes
    many, left = news(before, load("latuning").document.data)
    assert len(many) == 12
    assert left > 100
