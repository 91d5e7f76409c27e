"""The settings: read once at start, passed on as values. The names are a contract with deployments."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.engine import make_url

from bot import settings_shapes as shapes
from bot.settings_sources import Given, Problem, gather
from bot.settings_words import describe


class Plan(StrEnum):
    """The portal's plan decides its request limits."""

    STANDARD = "standard"
    ENTERPRISE = "enterprise"


class Language(StrEnum):
    """What the bot speaks."""

    RU = "ru"
    EN = "en"


class LogFormat(StrEnum):
    """For eyes or for machines."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """The levels of the standard library."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"
    CRITICAL = "CRITICAL"


class SettingsError(Exception):
    """The settings cannot be used; the text is for the person who mends them, secrets masked."""


def _one_of(values: type[StrEnum]) -> BeforeValidator:
    """Capital letters do not matter to those who write `.env`."""
    known = {value.lower(): value for value in values}
    return BeforeValidator(lambda given: known.get(str(given).lower(), given))


def _secret(shape: Callable[[str], str]) -> AfterValidator:
    return AfterValidator(lambda given: SecretStr(shape(given.get_secret_value())))


class Settings(BaseModel):
    """Everything that differs between two installations. Build it by `read_settings`, in tests by names."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Annotated[SecretStr, _secret(shapes.bot_token)]
    telegram_api_url: Annotated[str, AfterValidator(shapes.api_url)] = "https://api.telegram.org"
    public_url: Annotated[str, AfterValidator(shapes.public_url)] = ""  # "" = long polling
    bitrix24_webhook_url: Annotated[SecretStr, _secret(shapes.webhook_url)]
    bitrix24_application_token: SecretStr | None = None  # None = the event endpoint answers 403
    bitrix24_sweep_seconds: int = Field(
        default_factory=lambda before: 60 if before.get("bitrix24_application_token") else 10, ge=1, le=3600
    )
    bitrix24_plan: Annotated[Plan, _one_of(Plan)] = Plan.STANDARD
    database_url: Annotated[SecretStr, _secret(shapes.database_url)] = SecretStr("sqlite:///data/five-minutes.db")
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)  # 0 = any free one
    heartbeat_url: Annotated[SecretStr, _secret(shapes.heartbeat_url)] = SecretStr("")  # "" = nobody listens
    retention_days: int = Field(default=365, ge=1, le=3650)  # how long leads that ended are kept
    regulation: str = "op10"
    supervisors_chat_id: Annotated[int | None, AfterValidator(shapes.chat_id)] = None  # None = each privately
    sources_chat_id: Annotated[int | None, AfterValidator(shapes.chat_id)] = None
    admin_ids: Annotated[tuple[int, ...], BeforeValidator(shapes.telegram_ids)] = ()
    language: Annotated[Language, _one_of(Language)] = Language.RU
    log_level: Annotated[LogLevel, _one_of(LogLevel)] = LogLevel.INFO
    log_format: Annotated[LogFormat, _one_of(LogFormat)] = LogFormat.TEXT

    @property
    def secrets(self) -> tuple[str, ...]:
        """What the log must never show."""
        token = self.bitrix24_application_token
        return (
            self.bot_token.get_secret_value(),
            self.bitrix24_webhook_url.get_secret_value().split("/")[-2],
            token.get_secret_value() if token else "",
            self.heartbeat_url.get_secret_value(),
            str(make_url(self.database_url.get_secret_value()).password or ""),
        )


def read_settings(env_file: str = ".env", environ: Mapping[str, str] = os.environ) -> Settings:
    """Environment before `env_file`; raises `SettingsError` that names every problem at once."""
    found, problems = gather([name.upper() for name in Settings.model_fields], environ, env_file)
    try:
        settings = Settings.model_validate({key.lower(): given.value for key, given in found.items()})
    except ValidationError as error:
        told = {problem.key.removesuffix("_FILE") for problem in problems}
        problems += [problem for problem in _problems(error, found) if problem.key not in told]
    if problems:
        raise SettingsError(describe(problems, _language(found)))
    return settings


def _problems(error: ValidationError, found: Mapping[str, Given]) -> list[Problem]:
    """What pydantic refused; a default that hangs on a refused value is no problem of its own."""
    refused = (each for each in error.errors(include_url=False) if each["type"] != "default_factory_not_called")
    return [_problem(str(each["loc"][0]).upper(), each, found) for each in refused]


def _problem(key: str, error: ErrorDetails, found: Mapping[str, Given]) -> Problem:
    known = {name: str(value) for name, value in error.get("ctx", {}).items()}
    return Problem(key, error["type"], found.get(key), known)


def _language(found: Mapping[str, Given]) -> str:
    given = found["LANGUAGE"].value.lower() if "LANGUAGE" in found else Language.RU
    return given if given in list(Language) else Language.RU
