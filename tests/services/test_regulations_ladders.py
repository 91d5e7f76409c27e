"""[[ladders]]: which leads go first, whom a rung gives a lead to, repeats, and what cannot be."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.domain.due_times import due_times
from services.domain.gateways import Term
from services.domain.lead import SOURCE
from services.domain.regulation import FIRST_TOUCH, Audience, Regulation
from services.regulations import RegulationError, bind, load
from tests.domain.examples import MINUTE, NOW, lead, portal_lead
from tests.services.own_files import written

FILE = """
name = "ladders"
title = "Лестницы"
edition = 2026-01-01
timezone = "UTC"
undo = "60s"

[stages]
new = ["NEW"]

[sources]
instagram = ["UC_INSTA"]
whatsapp = ["UC_WA1", "UC_WA2"]

[duty]
roles = ["sales"]
covers = { "12" = 13, "13" = 14 }

[[ladders]]
code = "social"
title = "Instagram и WhatsApp"
when = { sources = ["instagram", "whatsapp"] }

[[ladders.ladder]]
after = "2m"
notify = "manager"
repeat = "2m"
times = 2

[[ladders.ladder]]
after = "8m"
notify = "next"

[[ladders.ladder]]
after = "20m"
notify = "head"

[[ladders]]
code = "centre"
title = "Садовое кольцо"
when = { fields = { ufCrmArea = ["1"] } }

[[ladders]]
code = "calls"
title = "Звонки"
when = { words = ["Звонок"] }

[[clocks]]
code = "first_touch"
title = "Первая реакция"

[[clocks.ladder]]
after = "5m"
notify = "manager"

[[clocks]]
code = "sweep"
title = "Неразобранные – дежурному"
daily = ["14:00"]
notify = "duty"
while_new = true

[[actions]]
code = "take"
title = "Взял в работу"
takes = true
"""
SOURCES = [Term(1, "UC_INSTA", "Инстаграм", 1), Term(2, "UC_WA1", "WhatsApp", 2), Term(3, "UC_WA2", "WhatsApp 2", 3)]


def rules_of(folder: Path, text: str = FILE) -> Regulation:
    path = written(folder, text, "ladders.toml")
    return bind(load(path), SOURCES, [Term(1, "NEW", "Новый", 1)])


@pytest.mark.rule("LT-25", "LT-10")
def test_the_first_ladder_that_fits_decides_the_order(tmp_path: Path) -> None:
    rules = rules_of(tmp_path)
    fits = [{SOURCE: "UC_WA2"}, {"ufCrmArea": "1"}, {}]
    assert [rules.rank(lead(fields)) for fields in fits] == [0, 1, 3]
    called = lead()
    assert rules.rank(lead({SOURCE: "UC_INSTA", "ufCrmArea": "1"})) == 0
    assert rules.rank(lead({"ufCrmArea": "2"})) == 3
    assert rules.rank(type(called)(portal_lead(title="Входящий ЗВОНОК"), NOW, "")) == 2


def test_some_leads_have_rungs_of_their_own_repeated_as_often_as_it_says(tmp_path: Path) -> None:
    rules = rules_of(tmp_path)
    usual, social = rules.clock_of(FIRST_TOUCH, lead()), rules.clock_of(FIRST_TOUCH, lead({SOURCE: "UC_INSTA"}))
    assert usual is not None
    assert social is not None
    assert due_times(usual, NOW) == [NOW + 5 * MINUTE]
    assert due_times(social, NOW) == [NOW + number * MINUTE for number in (2, 4, 6, 8, 20)]
    assert [rung.audience for rung in social.ladder[2:]] == [Audience.MANAGER, Audience.NEXT, Audience.HEAD]
    assert rules.untaken == (FIRST_TOUCH, "sweep")
    sweep = rules.clock_of("sweep", lead())
    assert sweep is not None
    assert due_times(sweep, NOW) == [NOW.replace(hour=14)]
    assert due_times(sweep, NOW.replace(hour=14)) == [NOW.replace(hour=14) + timedelta(days=1)]


DUTY = '[duty]\nroles = ["sales"]\ncovers = { "12" = 13, "13" = 14 }\n'

# what is changed, the key that is named, a word of the cure
BAD = {
    "back in time": ('after = "20m"', 'after = "7m"', "ladders.social.ladder.3.after", "по возрастанию"),
    "repeats too long": ("times = 2", "times = 3", "ladders.social.ladder.1.times", "times"),
    "repeats without end": ("times = 2\n", "", "ladders.social.ladder.1", "вместе"),
    "unknown recipient": ('notify = "head"', 'notify = "boss"', "ladders.social.ladder.3.notify", "head"),
    "nobody on duty": (
        '[duty]\nroles = ["sales"]\ncovers = { "12" = 13, "13" = 14 }',
        "",
        "clocks.sweep.notify",
        "/duty",
    ),
    "no such source": ('"whatsapp"] }', '"watsapp"] }', "ladders.social.when.sources.2", "whatsapp"),
    "no such clock": ('title = "Звонки"', 'title = "Звонки"\nclock = "first"', "ladders.calls.clock", "first_touch"),
    "for nobody": ('when = { words = ["Звонок"] }', "when = {}", "ladders.calls.when", "sources"),
    "twice": ('code = "calls"', 'code = "centre"', "ladders.centre.code", "свой код"),
    "covers in a circle": ('"13" = 14', '"13" = 12', "duty.covers.12", "цепочке"),
    "a cover for oneself": ('"13" = 14', '"13" = 13', "duty.covers.13", "цепочке"),
    "a cover by name": ('"13" = 14', '"Тимур" = 14', "duty.covers.Тимур", "кавычках"),
    "a ladder of times of day": ('daily = ["14:00"]', "", "clocks.sweep", "daily"),
}


@pytest.mark.parametrize(("old", "new", "key", "cure"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_with_its_cure(tmp_path: Path, old: str, new: str, key: str, cure: str) -> None:
    assert FILE.count(old) == 1
    with pytest.raises(RegulationError) as refused:
        rules_of(tmp_path, FILE.replace(old, new))
    told = refused.value.problems[0]
    assert (told.key, cure in told.cure) == (key, True)
    assert told.line > 0
