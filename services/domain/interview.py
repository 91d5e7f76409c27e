"""The company's questions to a client: asked with buttons, each answer into its own field (LT-09, LT-31, RB-12)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.domain.form import HALF, Ask, Finished, Given, Option, Reply, State, Wrong, in_rows
from services.domain.lead import EMAIL, Lead
from services.domain.names import key

INTERVIEW = "questions"  # as the conversation is called
SKIP = "skip"
LENGTH = 200  # of an answer in words
# Somebody at a domain with a dot, without what no address has: whether a letter arrives, only a letter tells.
_EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A question: `answers` as people read them, each with the value that the portal keeps."""

    code: str
    title: str
    field: str
    answers: tuple[tuple[str, str], ...] = ()
    free: bool = False  # it may be answered in words

    @property
    def of_email(self) -> bool:
        """Whether the client's e-mail is asked for (RB-19)."""
        return self.field == EMAIL

    def said(self, lead: Lead) -> str:
        """What the portal holds, in the words of the answers; "" for nothing."""
        held = lead.portal.email if self.of_email else lead.portal.fields.get(self.field, "")
        return next((title for title, value in self.answers if value == held), held)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of a button, without those that the portal has an answer to already."""

    topics: Mapping[str, Sequence[Topic]]  # by the code of the action

    def of(self, action: str) -> Sequence[Topic]:
        return self.topics.get(action, ())


def interview(state: State, given: Given | None) -> Reply:
    """One question after another; `sheet` of the state: what there is to ask."""
    topics = state["sheet"].of(state.get("action", ""))
    answers: dict[str, list[str]] = {code: list(answer) for code, answer in state.get("answers", {}).items()}
    left = [topic for topic in topics if topic.code not in answers]
    if given is not None and left:
        answer = _answer(left[0], given)
        if isinstance(answer, Wrong):
            return answer
        answers[left[0].code] = list(answer)
        left = left[1:]
    if left:
        return _ask(left[0], state, answers, len(topics) - len(left) + 1, len(topics))
    told = {code: answer for code, answer in answers.items() if answer[1]}
    return Finished({"answers": told, "action": state.get("action", "")}) if topics else Wrong("refusal-all-answered")


def _ask(topic: Topic, state: State, answers: Mapping[str, Any], place: int, of: int) -> Ask:
    options = [Option(f"a{number}", title) for number, (title, _) in enumerate(topic.answers)]
    short = all(len(option.title) <= HALF for option in options)
    rows = in_rows(options, 2 if short else 1)
    free = "email" if topic.of_email else "yes" if topic.free else "no"
    args = {"title": topic.title, "place": place, "of": of, "free": free}
    kept = {"action": state.get("action", ""), "answers": dict(answers)}
    return Ask("interview-ask", kept, args, (*rows, (Option(SKIP, "@button-skip"),)))


def _answer(topic: Topic, given: Given) -> tuple[str, str] | Wrong:
    """Title and value; a skipped question has neither."""
    if given.choice == SKIP:
        return "", ""
    for number, answer in enumerate(topic.answers):
        if given.choice == f"a{number}" or (given.text and key(given.text) == key(answer[0])):
            return answer
    words = " ".join(given.text.split())
    if topic.of_email:
        return (words, words) if len(words) <= LENGTH and _is_email(words) else Wrong("interview-email")
    if topic.free and 0 < len(words) <= LENGTH:
        return words, words
    return Wrong("interview-pick")


def _is_email(words: str) -> bool:
    """Whether it is an address, not two dots or a dot at an end of its name."""
    name = words.partition("@")[0]
    return bool(_EMAIL.fullmatch(words)) and ".." not in name and name.strip(".") == name
