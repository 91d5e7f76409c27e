"""What every command is given: the environment, and the words of its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.settings import Settings, read_settings
from bot.settings_sources import Given, gather
from services.telegram.texts import LANGUAGES, Texts


@dataclass(frozen=True)
class Terminal:
    """`environ` comes before `env_file`."""

    environ: Mapping[str, str]
    env_file: Path = Path(".env")

    def settings(self) -> Settings:
        """Raises SettingsError."""
        return read_settings(str(self.env_file), self.environ)

    @cached_property
    def given(self) -> Mapping[str, Given]:
        """The settings that somebody has written down, by their names."""
        return gather([name.upper() for name in Settings.model_fields], self.environ, str(self.env_file))[0]

    @cached_property
    def texts(self) -> Texts:
        """The words, before the settings are read: help and mistakes need them too."""
        wanted = self.given["LANGUAGE"].value.lower() if "LANGUAGE" in self.given else ""
        return Texts(wanted if wanted in LANGUAGES else LANGUAGES[0])
