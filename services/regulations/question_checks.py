"""Contradictions in [[questions]] and [departments], and buttons that use them."""

from collections.abc import Iterator
from typing import Any

from services.domain.interview import INTERVIEW
from services.domain.later_form import LATER
from services.domain.lead import MANAGER, SOURCE, STAGE
from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion

_RESERVED = (STAGE, SOURCE, MANAGER, "comments")


def questions(document: Document) -> Iterator[Problem]:
    """Each can be answered, into a field that is free for it; a value for each answer, or none."""
    taken: set[str] = set()
    for index, question in document.tables("questions"):
        path = ("questions", index)
        answers, values, name = question.get("answers", []), question.get("values", []), question.get("field")
        if question.get("kind") == "email":
            yield from _email(document, path, question)
            continue
        if "field" not in question:
            cure = 'добавьте field = "ufCrmClientType" или, если спрашивают почту, kind = "email"'
            yield document.problem(path, "не сказано, куда записать ответ", cure)
        if not answers and question.get("free") is not True:
            cure = 'добавьте answers = ["…", "…"] или free = true'
            yield document.problem(path, "на этот вопрос нечем ответить", cure)
        if isinstance(answers, list) and isinstance(values, list) and values and len(values) != len(answers):
            cure = "напишите по одному значению на каждый ответ, в том же порядке, или уберите values"
            yield document.problem((*path, "values"), "ответов и значений не поровну", cure)
        if isinstance(name, str) and (name in _RESERVED or name in taken):
            cure = "назовите поле, в которое ничего другого не пишется: ufCrmClientType"
            yield document.problem((*path, "field"), "это поле занято другим", cure, name)
        taken.add(str(name))


def _email(document: Document, path: KeyPath, question: dict[str, Any]) -> Iterator[Problem]:
    """It is told in words, and has a place of its own."""
    for key in ("field", "answers", "values"):
        if key in question:
            cure = f"уберите {key}: почту называют словами, она пишется в лид как почта"
            yield document.problem((*path, key), "у вопроса о почте этого нет", cure, question[key])


def interviews(document: Document) -> Iterator[Problem]:
    """A button that asks names questions that there are; one that does not ask names none."""
    known = document.codes("questions")
    for index, action in document.tables("actions"):
        named = action.get("questions", [])
        if action.get("asks") == INTERVIEW and not named:
            cure = f"добавьте questions = […]; есть: {', '.join(known) or 'ничего, объявите [[questions]]'}"
            yield document.problem(("actions", index, "asks"), "не сказано, какие вопросы задать", cure, INTERVIEW)
        elif named and action.get("asks") != INTERVIEW:
            cure = f'добавьте asks = "{INTERVIEW}"'
            yield document.problem(("actions", index, "questions"), "кнопка ни о чём не спрашивает", cure)
        for number, code in enumerate(listed(named)):
            if isinstance(code, str) and code not in known:
                path = ("actions", index, "questions", number)
                yield document.problem(path, "в [[questions]] такого вопроса нет", suggestion(code, known), code)


def departments(document: Document) -> Iterator[Problem]:
    """A button forwards to a department that there is."""
    known = list(document.table("departments"))
    for index, action in document.tables("actions"):
        name = action.get("forwards")
        if isinstance(name, str) and name not in known:
            cure = f"{suggestion(name, known)}; новый отдел объявляют в [departments]"
            yield document.problem(("actions", index, "forwards"), "в [departments] такого отдела нет", cure, name)


def steps(document: Document) -> Iterator[Problem]:
    """Each is of stages that there are, and ends with a button that there is."""
    stages = list(document.table("stages"))
    actions = document.codes("actions")
    for index, step in document.tables("steps"):
        named, done = step.get("stages"), step.get("done")
        for number, name in enumerate(listed(named)):
            if isinstance(name, str) and name not in stages:
                path, cure = ("steps", index, "stages", number), suggestion(name, stages)
                yield document.problem(path, "в [stages] такого имени нет", cure, name)
        if isinstance(done, str) and done not in actions:
            yield document.problem(
                ("steps", index, "done"), "в [[actions]] такой кнопки нет", suggestion(done, actions), done
            )


def later(document: Document) -> Iterator[Problem]:
    """A time to try again is one that some clock speaks at."""
    for index, action in document.tables("actions"):
        asks = action.get("asks") == LATER
        if asks and not action.get("starts"):
            cure = 'добавьте starts = ["callback"] и такой срок в [[clocks]]: его первая ступень скажет в это время'
            yield document.problem(("actions", index, "asks"), "в назначенное время никто не напомнит", cure, LATER)
        for key in ("within", "moves"):
            if key in action and not asks:
                cure = f'добавьте asks = "{LATER}"'
                yield document.problem(("actions", index, key), "кнопка не спрашивает о времени", cure, action[key])
