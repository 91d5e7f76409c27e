"""Where settings come from: the environment, then `.env`; a secret also from the file that NAME_FILE names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic_settings import BaseSettings, DotEnvSettingsSource

ENVIRONMENT = "environment"
SECRETS = frozenset(
    {"BOT_TOKEN", "BITRIX24_WEBHOOK_URL", "BITRIX24_APPLICATION_TOKEN", "DATABASE_URL", "HEARTBEAT_URL"}
)


@dataclass(frozen=True, slots=True)
class Given:
    """A value as somebody wrote it; `origin` is ENVIRONMENT or the name of a file."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting; `code` finds its words, `known` fills them."""

    key: str
    code: str
    given: Given | None = None
    known: Mapping[str, str] = field(default_factory=dict)


def gather(keys: Iterable[str], environ: Mapping[str, str], env_file: str) -> tuple[dict[str, Given], list[Problem]]:
    """Every setting that was given, and what could not be read; an empty value is not given."""
    in_file, problems = _read_env_file(env_file)
    found: dict[str, Given] = {}
    for key in keys:
        answer = _look_up(key, environ, ENVIRONMENT) or _look_up(key, in_file, env_file)
        if isinstance(answer, Problem):
            problems.append(answer)
        elif answer:
            found[key] = answer
    return found, problems


def _look_up(key: str, values: Mapping[str, str], origin: str) -> Given | Problem | None:
    value = values.get(key, "").strip()
    # GNU gettext has a LANGUAGE of its own, a list such as en_US:en, and desktops set it for every program.
    if key == "LANGUAGE" and origin == ENVIRONMENT and ("_" in value or ":" in value):
        return None
    path = values.get(f"{key}_FILE", "").strip() if key in SECRETS else ""
    if value and path:
        return Problem(key, "given_twice", Given(value, origin))
    if path:
        return _read_secret(f"{key}_FILE", Given(path, origin))
    return Given(value, origin) if value else None


def _read_secret(key: str, given: Given) -> Given | Problem:
    try:
        text = Path(given.value).expanduser().read_text("utf-8").strip()
    except (OSError, RuntimeError, UnicodeDecodeError) as error:
        return Problem(key, "secret_unreadable", given, {"reason": _reason(error)})
    return Given(text, given.value) if text else Problem(key, "secret_empty", given)


def _read_env_file(env_file: str) -> tuple[dict[str, str], list[Problem]]:
    try:
        # "utf-8-sig": the editors of Windows put a mark before the first name.
        source = DotEnvSettingsSource(BaseSettings, env_file, "utf-8-sig", case_sensitive=True)
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Problem(env_file, "env_file", None, {"reason": _reason(error)})]
    return {key: value for key, value in source.env_vars.items() if value}, []


def _reason(error: Exception) -> str:
    """Why a file was not read; never what stands in it."""
    return (error.strerror or "") if isinstance(error, OSError) else "UTF-8?"
