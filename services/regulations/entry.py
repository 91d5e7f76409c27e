"""What all parts of a regulation file are made of: texts, codes, durations, and the base of every table."""

import re
from datetime import time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.domain.people import Role
from services.regulations import durations

NAME = r"^[a-z0-9][a-z0-9-]*$"
CODE = r"^[a-z0-9_]+$"
FILLED = r"\S"
FIELD = r"^[a-z][A-Za-z0-9_]*$"
TRIGGER = r"^[A-Za-z0-9_-]+$"
MOST = 9  # calls without an answer that one tap may tell of
ATTEMPT = r"^[1-9][0-9]?$"
PROPERTY = r"^PROPERTY_[1-9][0-9]*$"
TIME_OF_DAY = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
USER = r"^[1-9]\d{0,8}$"
LINK = r"^https://[^\s<>\"]+$"
CURRENCY = r"^[A-Z]{3}$"
MONEY = 2_000_000_000  # of a bonus: what a database column holds


def _duration(value: object) -> timedelta:
    try:
        return durations.parse_duration(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("duration", "not a duration above zero") from None


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown; a folder of the list; not a name at all
        raise PydanticCustomError("timezone", "not a time zone") from None
    return name


def _attempts(value: object) -> int:
    if isinstance(value, int) and (isinstance(value, bool) or 1 <= value <= MOST):
        return int(value)
    raise PydanticCustomError("attempts", "neither yes, no nor a number of calls")


def _time_of_day(value: object) -> time:
    if not isinstance(value, str) or not re.fullmatch(TIME_OF_DAY, value):
        raise PydanticCustomError("time_of_day", "not a time of day")
    return time.fromisoformat(value)


Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": durations.PATTERN, "minLength": 2}),
]
Attempts = Annotated[
    int, BeforeValidator(_attempts), WithJsonSchema({"type": ["boolean", "integer"], "minimum": 1, "maximum": MOST})
]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": TIME_OF_DAY})]
Title = Annotated[str, StringConstraints(max_length=40, pattern=FILLED)]
Text = Annotated[str, StringConstraints(max_length=200, pattern=FILLED)]  # 200: what a toast in Telegram holds
Trigger = Annotated[str, StringConstraints(max_length=60, pattern=TRIGGER)]
Letter = Annotated[str, StringConstraints(max_length=500, pattern=FILLED)]
FieldName = Annotated[str, StringConstraints(max_length=50, pattern=FIELD)]  # as `crm.item.*` spells it
Code = Annotated[str, StringConstraints(max_length=20, pattern=CODE)]  # short: it travels in 64 bytes of callback data
Column = Literal["booked", "lead", "status", "at", "whom", "source", "note"]  # as in services.domain.register
Terms = Annotated[list[Text], Field(min_length=1)]
Editor = Literal["editor", "supervisor", "keeper", "admin"]  # never a manager (OP10-03)
Roles = Annotated[list[Annotated[Role, Field(strict=False)]], Field(min_length=1)]


class Entry(BaseModel):
    """What all parts of the file have in common: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
