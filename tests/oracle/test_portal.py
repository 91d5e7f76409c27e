"""The oracle knows a comment that stands there twice from two comments."""

from sandbox.bitrix24.portal import Portal
from tests.oracle.portal import echoes, wrong_comments

TAKEN = "Взял в работу – Алина Громова\n5M-7."
TAKEN_AGAIN = "Взял в работу – Алина Громова\n5M-9."
CHOSEN = ["Взял в работу – Алина Громова"]


def portal_with(*comments: str) -> Portal:
    portal = Portal()
    portal.timelines["lead", 1] = [{"COMMENT": each} for each in comments]
    return portal


def test_a_comment_written_twice_is_too_many_unless_it_is_excused() -> None:
    portal = portal_with(TAKEN, TAKEN)
    assert echoes(portal, 1) == [TAKEN]
    assert len(list(wrong_comments(portal, 1, CHOSEN))) == 1
    assert not list(wrong_comments(portal, 1, CHOSEN, excused=[TAKEN]))


def test_two_choices_of_one_kind_are_no_echo() -> None:
    portal = portal_with(TAKEN, TAKEN_AGAIN)
    assert echoes(portal, 1) == []
    assert not list(wrong_comments(portal, 1, CHOSEN * 2))
    assert len(list(wrong_comments(portal, 1, CHOSEN))) == 1
