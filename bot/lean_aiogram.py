"""Imports aiogram without the validators that nobody asks for: half of the memory and most of the start.

While it is imported aiogram builds a validator for each of its 500 models, each with copies of those it refers to
(https://github.com/aiogram/aiogram/issues/1513). Here a model is built when it is first used, those of a tap at once.
To be imported before anything that imports aiogram; after that it changes nothing.
"""

import re
import sys
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

_model_rebuild = BaseModel.__dict__["model_rebuild"]


def _not_yet(_cls: object, /, **_: object) -> None:
    """Stands in for `model_rebuild`, which aiogram calls for each of its models as soon as it has all of them."""


def _import_aiogram() -> None:
    settings = BaseModel.model_config
    BaseModel.model_config = ConfigDict(defer_build=True)
    BaseModel.model_rebuild = classmethod(_not_yet)  # type: ignore[method-assign, assignment]
    try:
        from aiogram import methods, types
        from aiogram.client.default import Default
    finally:
        BaseModel.model_config = settings
        BaseModel.model_rebuild = _model_rebuild  # type: ignore[method-assign]

    _tell_names(types.base.TelegramObject, vars(types) | {"Default": Default})
    for model in (types.Update, methods.SendMessage, methods.EditMessageText):
        model.model_rebuild()


def _tell_names(base: type[BaseModel], names: dict[str, object]) -> None:
    """Put the models that a module imports for type checkers only where pydantic looks for them: into the module."""
    for model in _below(base):
        module = vars(sys.modules[model.__module__])
        hints = [hint for each in model.__mro__ for hint in vars(each).get("__annotations__", {}).values()]
        for name in re.findall(r"\w+", " ".join(map(str, hints))):
            if name in names:
                module.setdefault(name, names[name])


def _below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


if "aiogram" not in sys.modules:
    _import_aiogram()
