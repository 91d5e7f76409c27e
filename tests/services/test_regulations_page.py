"""The pages about regulations are true: examples work, tables are complete, messages are what is printed."""

import re
import textwrap
from pathlib import Path

from services.domain.consultation import Status
from services.domain.mirror import ListPlace
from services.domain.register import COLUMNS
from services.regulations import check_file, describe, load, mirror_of
from services.regulations.action_entries import ActionEntry, FunnelEntry, FunnelStateEntry, QuestionEntry, StepEntry
from services.regulations.clock_entries import ClockEntry, LadderEntry
from services.regulations.consultation_entries import ConsultationsEntry, MirrorEntry
from services.regulations.deal_entries import DealsEntry
from services.regulations.inheritance import presets
from services.regulations.source_entries import LeadListEntry, RepairEntry
from tests.services.own_files import written

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "adding-a-button.md").read_text(encoding="utf-8")
EVENTS = (DOCS / "regulation-events.md").read_text(encoding="utf-8")
MEETINGS = (DOCS / "regulation-consultations.md").read_text(encoding="utf-8")
SOURCES = (DOCS / "regulation-sources.md").read_text(encoding="utf-8")
DEALS = (DOCS / "regulation-deals.md").read_text(encoding="utf-8")
CALLS = (DOCS / "regulation-calls.md").read_text(encoding="utf-8")


def blocks(language: str, page: str = PAGE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def keys(page: str) -> list[str]:
    """The first column of the page's table of keys."""
    return re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)


def test_the_example_adds_one_button(tmp_path: Path) -> None:
    path = written(tmp_path, blocks("toml")[0])
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
    assert keys(PAGE) == [field.alias or name for name, field in ActionEntry.model_fields.items()]


def test_the_names_and_aliases_of_sources_work_as_shown(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "op10"\nname = "our"\n' + blocks("toml", SOURCES)[0])
    file = load(path).file
    assert file.aliases["группа в контакте"] == "vk"
    assert file.aliases["телега"] == "telegram"


def test_the_example_adds_a_rule_and_switches_autofix_on(tmp_path: Path) -> None:
    path = written(tmp_path, blocks("toml", SOURCES)[1])
    ours, base = load(path).file.repair, load("op10").file.repair
    assert ours is not None
    assert base is not None
    assert ours.autofix
    assert ours.rules[:-1] == base.rules
    assert ours.rules[-1].says == ["С телевикторины", "Из телевикторины"]


def test_the_table_explains_every_key_of_repair() -> None:
    assert set(keys(SOURCES)) == set(RepairEntry.model_fields)


def test_what_the_card_warns_of_is_set_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    (shown,) = (block for block in blocks("toml") if "[correctness]" in block)
    path.write_text('extends = "op10"\nname = "our"\n' + shown, encoding="utf-8")
    assert load(path).file.correctness.region == "KZ"


def test_the_examples_of_calls_change_the_plan_and_the_template(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "op10"\nname = "our"\n' + "\n".join(blocks("toml", CALLS)))
    file, base = load(path).file, load("op10").file
    (plan,) = (clock for clock in file.clocks if clock.code == "call_plan")
    assert [str(at) for at in plan.daily or ()] == ["11:00:00", "17:00:00"]
    assert (file.templates["missed"].title, len(file.clocks)) == (base.templates["missed"].title, len(base.clocks))
    assert file.templates["missed"].text.startswith("{name}, добрый день!")


def test_the_table_explains_every_key_of_a_clock() -> None:
    assert keys(CALLS) == list(ClockEntry.model_fields)


def test_the_table_explains_every_key_of_the_lead_list() -> None:
    page = (DOCS / "lead-list.md").read_text(encoding="utf-8")
    assert keys(page) == list(LeadListEntry.model_fields)


def test_the_example_of_meetings_works_and_its_table_is_complete(tmp_path: Path) -> None:
    path = written(tmp_path, "".join(blocks("toml", MEETINGS)))
    file = load(path).file
    assert file.consultations
    assert file.consultations.notes == ["вебинар", "офис"]
    assert file.consultations.sources["vk"] == "вк"
    assert [each.stage for each in file.consultations.statuses] == [None, "in_work", None, None, None]
    assert file.clocks[-1].title == "Встреча"
    place = mirror_of(file)
    assert isinstance(place, ListPlace)
    assert tuple(place.fields) == COLUMNS
    shapes = (ConsultationsEntry, MirrorEntry)
    fields = [field.alias or name for shape in shapes for name, field in shape.model_fields.items()]
    assert [key for key in keys(MEETINGS) if key not in list(Status)] == fields


def test_the_example_of_events_works_and_its_tables_are_complete(tmp_path: Path) -> None:
    path = written(tmp_path, "".join(blocks("toml", EVENTS)))
    fair = load(path).file.funnels[-1]
    assert (fair.code, [state.stages for state in fair.states]) == ("fair", [["meeting"]])
    assert keys(EVENTS) == [*FunnelEntry.model_fields, *FunnelStateEntry.model_fields]


def test_the_whole_example_is_a_regulation_of_all_that_the_page_speaks_of() -> None:
    assert check_file(DOCS / "regulation-example.toml") == []
    file = load(DOCS / "regulation-example.toml").file
    assert file.extends is None
    assert all((file.hours, file.duty, file.queue, file.ladders, file.questions, file.steps, file.conversion))


def test_the_example_of_people_in_time_is_a_regulation(tmp_path: Path) -> None:
    page = (DOCS / "regulation-people.md").read_text(encoding="utf-8")
    said = "\n".join(blocks("toml", page))
    path = written(tmp_path, f'extends = "op10"\nname = "own"\ntitle = "Своё"\n{said}', "own.toml")
    assert check_file(path) == []
    file = load(path).file
    assert file.hours is not None
    assert file.hours.hold
    assert file.duty is not None
    assert file.queue is not None
    assert file.queue.weights == {"12": 2, "14": 0}
    assert file.absence is not None


def test_the_example_of_priorities_works_and_its_table_is_complete(tmp_path: Path) -> None:
    page = (DOCS / "regulation-ladders.md").read_text(encoding="utf-8")
    (block,) = blocks("toml", page)
    path = written(tmp_path, f'extends = "op10"\nname = "own"\ntitle = "Своё"\n{block}', "own.toml")
    (ladder,) = load(path).file.ladders
    assert [rung.notify for rung in ladder.ladder or ()] == ["manager", "next"]
    assert all(f"`{name}`" in page for name in LadderEntry.model_fields)


def test_the_example_of_questions_works_and_its_table_is_complete(tmp_path: Path) -> None:
    page = (DOCS / "regulation-questions.md").read_text(encoding="utf-8")
    (block,) = blocks("toml", page)
    path = written(tmp_path, f'extends = "op10"\nname = "own"\ntitle = "Своё"\n{block}', "own.toml")
    assert [question.code for question in load(path).file.questions] == ["client_type", "request"]
    assert keys(page) == list(QuestionEntry.model_fields)


def test_the_page_of_the_whole_file_is_true(tmp_path: Path) -> None:
    page = (DOCS / "regulation.md").read_text(encoding="utf-8")
    own, *_ = re.findall(r"   ```toml\n(.*?)   ```", page, re.DOTALL)
    path = written(tmp_path, textwrap.dedent(own), "own.toml")
    file = load(path).file
    assert (file.name, file.actions[0].title, file.actions[0].stage) == ("our-company", "Беру", "in_work")
    assert keys(page[page.index("## Stages as steps") :]) == list(StepEntry.model_fields)
    assert {f"`{name}`" for name in presets() if name != "demo"} <= set(re.findall(r"`[a-z0-9-]+`", page))


def test_the_page_of_deals_explains_every_key_and_its_example_works(tmp_path: Path) -> None:
    assert keys(DEALS) == list(DealsEntry.model_fields)
    (example,) = blocks("toml", DEALS)
    file = load(written(tmp_path, f'extends = "latuning"\nname = "our"\n{example}')).file
    assert file.deals == load("latuning").file.deals
