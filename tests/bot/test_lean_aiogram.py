"""aiogram without the validators that nobody asks for: they are built when they are asked for."""

import subprocess
import sys

import pytest
from aiogram import methods, types
from aiogram.methods.base import Response
from pydantic import BaseModel, ValidationError


def _models() -> list[type[BaseModel]]:
    every = [getattr(place, name) for place in (types, methods) for name in place.__all__]
    return [each for each in every if isinstance(each, type) and issubclass(each, BaseModel)]


def test_run_builds_only_what_a_tap_needs() -> None:
    ask = "import bot.commands.run; from aiogram.types import Poll, Update"
    tell = "print(Update.__pydantic_complete__, Poll.__pydantic_complete__)"
    done = subprocess.run([sys.executable, "-c", f"{ask}; {tell}"], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "False"]


def test_models_of_others_are_built_as_ever() -> None:
    class Plain(BaseModel):
        number: int

    assert Plain.__pydantic_complete__
    assert not BaseModel.model_config


def test_an_answer_is_checked_at_its_first_use() -> None:
    answer = Response[types.Poll]

    with pytest.raises(ValidationError):
        answer.model_validate({"ok": True, "result": {"id": 5}})


def test_each_model_can_be_built() -> None:
    for model in _models():
        model.model_rebuild()
        assert model.__pydantic_complete__, model
