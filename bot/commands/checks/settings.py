"""Every setting as it will be used, and where it was given."""

from collections.abc import Iterator, Mapping

from pydantic import SecretStr

from bot.commands.checks.finding import Finding
from bot.masking import mask_credentials
from bot.settings import Settings
from bot.settings_sources import ENVIRONMENT, Given
from services.telegram.texts import Texts


def of_settings(settings: Settings, given: Mapping[str, Given], texts: Texts) -> Iterator[Finding]:
    """They have been accepted already; secrets are hidden."""
    for field in Settings.model_fields:
        name = field.upper()
        value = _shown(name, getattr(settings, field), settings, texts)
        yield Finding(texts.plain("check-setting", name=name, value=value, origin=_origin(given.get(name), texts)))


def _shown(name: str, value: object, settings: Settings, texts: Texts) -> str:
    if value in (None, "", ()):
        return texts.plain("check-unset")
    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        if name == "DATABASE_URL":  # worth seeing, and only its password is a secret
            return mask_credentials(secret, settings.secrets)
        return texts.plain("settings-masked", length=len(secret))
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return mask_credentials(str(value), settings.secrets)


def _origin(given: Given | None, texts: Texts) -> str:
    if given is None:
        return texts.plain("check-default")
    if given.origin == ENVIRONMENT:
        return texts.plain("settings-origin-environment")
    return texts.plain("settings-origin-file", file=given.origin)
