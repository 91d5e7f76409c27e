"""What a manager tells of a lead: the next question, what was wrong, or everything."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.domain.decision import Decision, PassTicket, Suggest
from services.domain.flow.add_by_hand import added_by_hand, new_lead
from services.domain.form import Ask, Finished, Given, Reply, Wrong
from services.domain.gateways import Term
from services.domain.lead import SOURCE
from services.domain.manual_form import BYTES, NAME, Notes, World, add, begin
from services.domain.manual_lead import Adding, ManualLead, Picture, Stand, Told
from services.domain.source_list import SourceList
from tests.domain.examples import ALINA, RULES, lead

SOURCES = tuple(Term(number, f"S{number}", f"Источник {number}", number) for number in range(1, 20))
ADDING = Adding("Вручную", "NEW", "S1", later=frozenset({"name", "phone", "source"}))
WORLD = World(ADDING, SourceList(SOURCES, RULES))
PHOTO = Given(file_id="p1", file_name="photo.jpg", file_size=1000, picture=True)


def talk(*given: Given, world: World = WORLD, first: Given = PHOTO) -> Reply:
    """The reply to the last of these answers; each of the others must have been one."""
    notes = begin(first)
    assert isinstance(notes, Notes)
    reply = add({**asdict(notes), "world": world}, None)
    for each in given:
        assert isinstance(reply, Ask), reply
        reply = add({**reply.state, "world": world}, each)
    return reply


def codes(reply: Reply) -> list[str]:
    assert isinstance(reply, Ask)
    return [option.code for row in reply.options for option in row]


def say(text: str) -> Given:
    return Given(text=text)


def tap(code: str) -> Given:
    return Given(choice=code)


@pytest.mark.rule("NL-19")
def test_name_phone_and_source_are_asked_in_turn() -> None:
    steps = [talk(), talk(say("Света")), talk(say("Света"), say("89990000407"))]
    assert [step.key for step in steps if isinstance(step, Ask)] == ["manual-name", "manual-phone", "manual-source"]
    told = talk(say("Света"), say("89990000407"), tap("s3"))
    assert isinstance(told, Finished)
    assert Notes.of(told.values) == Notes("Света", "+79990000407", "S3", pictures=(("p1", "photo.jpg", 1000),))


def test_the_regulation_says_what_is_asked_and_what_may_wait() -> None:
    strict = replace(WORLD, adding=replace(ADDING, ask=frozenset({"phone"}), later=frozenset()))
    assert codes(talk(world=strict)) == []
    assert isinstance(talk(say("+7 999 000-04-07"), world=strict), Finished)
    assert talk(tap("phone-later"), world=strict) == Wrong("refusal-stale")


def test_a_lead_of_which_nothing_is_known_is_none() -> None:
    assert "phone-later" not in codes(talk(tap("name-later"), first=Given()))
    assert talk(tap("name-later"), tap("phone-later"), first=Given()) == Wrong("refusal-stale")
    assert "phone-later" in codes(talk(tap("name-later")))
    assert "phone-later" in codes(talk(tap("name-later"), first=say("Хочу к вам")))


def test_a_button_of_another_step_is_stale() -> None:
    for code in ("phone-later", "s3", "v.page.1", "name-sender", "nonsense", "s", "s999999", "phone-number"):
        assert talk(tap(code)) == Wrong("refusal-stale"), code


@pytest.mark.rule("NL-09")
def test_a_number_that_perhaps_is_none_is_the_managers_decision() -> None:
    doubtful = talk(say("Света"), say("+7 100 000-00-01"))
    assert isinstance(doubtful, Ask)
    assert doubtful.key == "manual-phone-doubtful"
    told = talk(say("Света"), say("+7 100 000-00-01"), tap("phone-number"), tap("source-later"))
    assert isinstance(told, Finished)
    assert told.values["phone"] == "+71000000001"


def test_words_of_the_client_are_kept_and_their_phone_is_offered() -> None:
    words = Given(text="Это Света, 8(999)000-04-07", forwarded=True, sender="@Света ⭐")
    assert codes(talk(first=words))[0] == "name-sender"
    told = talk(tap("name-sender"), tap("phone-number"), say("источник 7"), first=words)
    assert isinstance(told, Finished)
    assert Notes.of(told.values) == Notes(
        "Света ⭐", "+79990000407", "S7", text="Это Света, 8(999)000-04-07", sender="Света ⭐"
    )


def test_pages_letters_and_words_lead_to_a_source() -> None:
    before = (say("Света"), say("89990000407"))
    assert codes(talk(*before, tap("v.page.1")))[:2] == ["s9", "s10"]
    assert codes(talk(*before, tap("v.letters")))[:1] == ["v.letter.И.0"]
    near = talk(*before, say("источник"))
    assert codes(near)[:2] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (replace(PHOTO, picture=False), "manual-no-picture"),
        (replace(PHOTO, file_size=BYTES), "manual-too-big"),
        (say("я" * (NAME + 1)), "manual-name-long"),
        (say("+7 999"), "manual-name-letters"),
        (say("\u200b"), "manual-name-letters"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(given: Given, key: str) -> None:
    reply = talk(given)
    assert isinstance(reply, Wrong)
    assert reply.key == key


@for_all(st.lists(st.builds(Given, st.text(max_size=80), st.text(max_size=10), forwarded=st.booleans()), max_size=8))
def test_no_answer_at_all_breaks_the_conversation(given: list[Given]) -> None:
    state: dict[str, Any] = asdict(Notes())
    for each in given:
        reply = add({**state, "world": WORLD}, each)
        if isinstance(reply, Finished):
            return
        state = dict(reply.state) if isinstance(reply, Ask) else state
        assert len(Notes.of(state).name or "") <= NAME


MANUAL = ManualLead(1, 2, 3, 5012, Stand.WAITING, Told(12, "Света", "+79990000407", text="Хочу к вам"), "mark")


@pytest.mark.rule("OP10-19")
def test_the_regulations_source_stands_where_none_was_named_and_is_not_confirmed() -> None:
    new = new_lead(MANUAL, replace(RULES, adding=ADDING))
    assert (new.source, new.stage, new.title, new.comments) == ("S1", "NEW", "Вручную", "Хочу к вам")
    assert new.manager_id == ALINA.bitrix_id
    arrived = lead(fields={SOURCE: "S1"})
    kept = added_by_hand(Decision(arrived), MANUAL.told, RULES).lead
    assert kept.by_hand
    assert kept.unconfirmed
    assert not replace(kept, source_said="S1").unconfirmed
    named = replace(MANUAL.told, source="S1")
    assert not added_by_hand(Decision(arrived), named, RULES).lead.unconfirmed
    assert added_by_hand(Decision(kept), named, RULES).lead == kept  # once


@pytest.mark.rule("OP10-21")
def test_a_source_that_the_portal_lacks_goes_to_the_editors() -> None:
    told = replace(MANUAL.told, unlisted="EasyBox")
    effects = added_by_hand(Decision(lead()), told, RULES).effects
    assert PassTicket("EasyBox") in effects
    assert [effect.said for effect in effects if isinstance(effect, Suggest)] == ["EasyBox"]


def test_what_was_told_is_kept_as_it_was() -> None:
    told = replace(MANUAL.told, pictures=(Picture("id", "a.png"),), unlisted="изибокс")
    assert Told.of_json(told.as_json()) == told
