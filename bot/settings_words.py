"""Problems with settings, put into words: where, which, why, and the cure."""

from collections.abc import Sequence
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.masking import mask_credentials
from bot.settings_sources import ENVIRONMENT, SECRETS, Given, Problem

_LOCALES = Path(__file__).parent.parent / "locales"

# A file has one cure, whichever setting it was for; the rest depends on the setting.
_OF_FILES = ("env_file", "given_twice", "secret_unreadable", "secret_empty")


def describe(problems: Sequence[Problem], language: str) -> str:
    """The whole text for a person who has to mend the settings, secrets masked."""
    words = _Words(language)
    return "\n\n".join([words("refused", count=len(problems)), *(_one(problem, words) for problem in problems)])


class _Words:
    """The phrases of `settings.ftl` in one language, by what follows `settings-` in their names."""

    def __init__(self, language: str) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource((_LOCALES / language / "settings.ftl").read_text("utf-8")))

    def __call__(self, *name: str, **known: str | int) -> str:
        phrase = self._bundle.get_message("-".join(["settings", *name]).replace("_", "-").lower()).value
        return str(self._bundle.format_pattern(phrase, known)[0]) if phrase else ""


def _one(problem: Problem, words: _Words) -> str:
    key, given = problem.key, problem.given
    lines = [
        f"{key} = {_shown(key, given, words)}" if given else key,
        words("origin", text=_origin(given, words)),
        words("why", text=words("why", problem.code, **problem.known)),
        words("cure", text=words("cure", problem.code if problem.code in _OF_FILES else key, key=key)),
    ]
    return "\n  ".join(lines)


def _shown(key: str, given: Given, words: _Words) -> str:
    return words("masked", length=len(given.value)) if key in SECRETS else mask_credentials(given.value)


def _origin(given: Given | None, words: _Words) -> str:
    if given is None:
        return words("origin-nowhere")
    if given.origin == ENVIRONMENT:
        return words("origin-environment")
    return words("origin-file", file=given.origin)
