"""A lead, the people around it and a regulation, as small as the rules allow."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from services.domain.decision import Decision, Effect, Refusal
from services.domain.lead import MANAGER, SOURCE, STAGE, Lead, Phase, PortalLead, Semantics
from services.domain.people import Person, Role
from services.domain.regulation import FIRST_TOUCH, Action, Audience, Clock, Regulation, Rung, Style

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REASON = "statusDescription"

ALINA = Person(1, "Алина Громова", 12, 5012, frozenset({Role.MANAGER}))
TIMUR = Person(2, "Тимур Садыков", 13, 5013, frozenset({Role.MANAGER}))
VERA = Person(3, "Вера Климова", 14, 5014, frozenset({Role.SUPERVISOR}))
ANGELINA = Person(4, "Ангелина Лебедева", 15, 5015, frozenset({Role.KEEPER}))
EDITOR = Person(5, "Олег Редакторов", 16, 5016, frozenset({Role.EDITOR}))
ADMIN = Person(6, "Администратор", None, 5001, frozenset({Role.ADMIN}))
NOBODY = Person(7, "Без роли", 17, 5017, frozenset())

NEW_OR_TAKEN = frozenset({Phase.NEW, Phase.TAKEN})
TAKE = Action("take", "Взял в работу", frozenset({Phase.NEW}), Style.SUCCESS, {STAGE: "IN_PROCESS"}, takes=True)
NO_ANSWER = Action("no_answer", "Недозвон", NEW_OR_TAKEN, None, {STAGE: "IN_PROCESS"}, counts_attempt=True, takes=True)
REFERRAL = Action("referral", "Источник: рекомендация", NEW_OR_TAKEN, None, {SOURCE: "RECOMMENDATION"})
ASK_SOURCE = Action("ask_source", "Источник неизвестен", NEW_OR_TAKEN, asks_source=True)
BAD_DATA = Action(
    "bad_data",
    "Отказ: некорректные данные",
    NEW_OR_TAKEN,
    Style.DANGER,
    {STAGE: "JUNK", REASON: "Некорректные данные"},
    comment="Некорректные данные",
    takes=True,
    closes=True,
    confirm=True,
)
CLOCK = Clock(
    FIRST_TOUCH,
    "Первая реакция",
    (Rung(5 * MINUTE, Audience.MANAGER), Rung(10 * MINUTE, Audience.SUPERVISORS)),
)
RULES = Regulation(
    name="test",
    title="Проверка",
    edition="2026-01-01",
    new_stages=frozenset({"NEW", "UC_NEW"}),
    actions=(NO_ANSWER, REFERRAL, ASK_SOURCE, BAD_DATA, TAKE),
    clocks=(CLOCK,),
    undo=MINUTE,
)


def portal_lead(fields: Mapping[str, str] | None = None, **values: Any) -> PortalLead:
    """Lead 7 of Alina, new since NOW; `fields` change single portal fields."""
    held = {STAGE: "NEW", SOURCE: "WEB", MANAGER: "12", REASON: "", **(fields or {})}
    usual: dict[str, Any] = {
        "id": 7,
        "title": "Заявка с сайта",
        "name": "Иван Образцов",
        "phones": ("+79990000001",),
        "emails": (),
        "comments": "",
        "semantics": Semantics.PROCESS,
        "created_at": NOW,
        "updated_at": NOW,
        "moved_at": NOW,
        "fields": held,
    }
    return PortalLead(**{**usual, **values})


def lead(fields: Mapping[str, str] | None = None, **values: Any) -> Lead:
    """The same in our care; `values` are of `Lead`."""
    return replace(Lead(portal=portal_lead(fields), entered_at=NOW, edition=RULES.key), **values)


def moved(before: Lead, stage: str, semantics: Semantics = Semantics.PROCESS, **fields: str) -> PortalLead:
    """What the portal shows when somebody moved the lead to another stage a minute after NOW."""
    held = {**before.portal.fields, STAGE: stage, **fields}
    later = NOW + MINUTE
    return replace(before.portal, fields=held, semantics=semantics, moved_at=later, updated_at=later)


def decided(outcome: Decision | Refusal | None) -> Decision:
    """The decision; a refusal or nothing at all fails the test."""
    assert isinstance(outcome, Decision), outcome
    return outcome


def refused(outcome: Decision | Refusal | None) -> str:
    """The code of the refusal; a decision fails the test."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


Kind = TypeVar("Kind", bound=Effect)


def of(kind: type[Kind], decision: Decision) -> list[Kind]:
    """The effects of one kind."""
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def kinds(decision: Decision) -> list[str]:
    """The effects by name, in order."""
    return [type(effect).__name__ for effect in decision.effects]
