"""Which parameters each method takes, read off aiogram's own models; values of forms turned into what they mean."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel, TypeAdapter, ValidationError

from sandbox.telegram.errors import ApiError, bad

Params = dict[str, Any]
Kind = Literal["text", "integer", "number", "boolean", "chat", "file", "json"]
KNOWN: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__.lower(): model
    for model in vars(aiogram.methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
PLAIN: dict[Any, Kind] = {str: "text", int: "integer", bool: "boolean", float: "number"}
TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Signature:
    """A method's name as documented, its parameters by kind, and what must be there."""

    name: str
    kinds: dict[str, Kind]
    required: tuple[str, ...]
    deprecated: frozenset[str]


@cache
def signature(method: str) -> Signature | None:
    """The signature of a method by its name in any case; None when the Bot API has no such method."""
    model = KNOWN.get(method)
    if model is None:
        return None if method == method.lower() else signature(method.lower())
    fields = model.model_fields
    old = [name for name, field in fields.items() if (field.json_schema_extra or {}).get("deprecated")]  # type: ignore[union-attr]
    return Signature(
        name=model.__api_method__,
        kinds={name: _kind(field.annotation) for name, field in fields.items() if name not in old},
        required=tuple(name for name, field in fields.items() if field.is_required()),
        deprecated=frozenset(old),
    )


def _choices(annotation: Any) -> tuple[Any, ...]:
    """The types that a value may have, without None and aiogram's mark for the bot's default."""
    union = get_origin(annotation) in (Union, UnionType)
    return tuple(kind for kind in (get_args(annotation) if union else (annotation,)) if kind not in (NoneType, Default))


def _kind(annotation: Any) -> Kind:
    """How a parameter of that annotation arrives in a form."""
    choices = set(_choices(annotation))
    if InputFile in choices:
        return "file"
    if choices == {int, str}:
        return "chat"
    if datetime in choices:
        return "integer"
    return PLAIN.get(choices.pop(), "json") if len(choices) == 1 else "json"


def read(wanted: Signature, given: dict[str, Any]) -> Params:
    """The parameters as values; raises `ApiError` in words for what the method does not take or cannot read."""
    params: Params = {}
    for name, value in given.items():
        kind = wanted.kinds.get(name)
        if name == "disable_web_page_preview" and "link_preview_options" in given:
            continue  # aiogram's default `link_preview_is_disabled` always sends both
        if kind is None:
            raise _unknown(wanted, name)
        if value not in ("", None):
            params[name] = _value(wanted.name, name, kind, value)
    return params


def _unknown(wanted: Signature, name: str) -> ApiError:
    what = "deprecated" if name in wanted.deprecated else "unknown"
    return bad(f'sandbox: parameter "{name}" of {wanted.name} is {what}')


def _value(method: str, name: str, kind: Kind, value: Any) -> Any:
    try:
        if kind == "text":
            return value if isinstance(value, str) else str(value)
        if kind == "integer":
            return int(value)
        if kind == "boolean":
            return value if isinstance(value, bool) else TRUTH[str(value).lower()]
        if kind == "number":
            return float(value)
        if kind == "json":
            return _structure(method, name, value)
    except (ValueError, KeyError, TypeError):
        raise bad(f'sandbox: parameter "{name}" of {method} must be of the kind {kind}') from None
    return value


def _structure(method: str, name: str, value: Any) -> Any:
    """A JSON-serialized object; keyboards are looked at where they are used, they differ in every message."""
    if name == "reply_markup":
        return json.loads(value) if isinstance(value, str) else value
    return json.loads(_checked(method, name, value if isinstance(value, str) else json.dumps(value)))


@lru_cache(maxsize=1024)
def _checked(method: str, name: str, text: str) -> str:
    """The same JSON, once it fits aiogram's type and has no field that the type lacks."""
    choices = _choices(KNOWN[method.lower()].model_fields[name].annotation)
    adapter: TypeAdapter[Any] = TypeAdapter(reduce(or_, choices))
    try:
        extra = extra_fields(adapter.validate_python(json.loads(text)))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise bad(f'sandbox: parameter "{name}" of {method} does not fit its type at "{place}"') from None
    if extra:
        raise bad(f'sandbox: parameter "{name}" of {method} has unknown fields: {", ".join(extra)}')
    return text


def extra_fields(value: Any) -> list[str]:
    """Names of fields, at any depth, that aiogram's types do not know."""
    if isinstance(value, list):
        return [name for item in value for name in extra_fields(item)]
    if not isinstance(value, BaseModel):
        return []
    own = list(value.model_extra or {})
    return own + [name for field in type(value).model_fields for name in extra_fields(getattr(value, field))]
