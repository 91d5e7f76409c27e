"""Settings: the names of the contract, their defaults, and what a wrong one is answered with."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Language, LogFormat, LogLevel, Plan, Settings, SettingsError, read_settings

TOKEN = "4242:MADE-UP-TOKEN-000000000000000000000"
WEBHOOK = "https://portal.example/rest/1/madeupsecret/"
REQUIRED = {"BOT_TOKEN": TOKEN, "BITRIX24_WEBHOOK_URL": WEBHOOK}
NO_FILE = "there-is-no-such.env"

WRONG = [
    ("BOT_TOKEN", "no-colon-here"),
    ("BOT_TOKEN", f"{TOKEN}/x"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "http://api.telegram.org"),
    ("PUBLIC_URL", "http://bot.example.org"),
    ("PUBLIC_URL", "https://bot.example.org/path"),
    ("PUBLIC_URL", "https://bot.example.org?x=1"),
    ("PUBLIC_URL", "https://user@bot.example.org"),
    ("PUBLIC_URL", "https://bot.example.org:99999"),
    ("PUBLIC_URL", "https://[bot"),
    ("BITRIX24_WEBHOOK_URL", "https://portal.example/rest/1/"),
    ("BITRIX24_WEBHOOK_URL", "https://portal.example/rest/1/madeupsecret/profile.json"),
    ("BITRIX24_WEBHOOK_URL", "https://portal.example/rest/api/1/madeupsecret/"),
    ("BITRIX24_WEBHOOK_URL", "http://portal.example/rest/1/madeupsecret/"),
    ("BITRIX24_WEBHOOK_URL", "portal.example/rest/1/madeupsecret/"),
    ("BITRIX24_SWEEP_SECONDS", "0"),
    ("BITRIX24_SWEEP_SECONDS", "3601"),
    ("BITRIX24_SWEEP_SECONDS", "soon"),
    ("BITRIX24_PLAN", "free"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://bot:madeuppassword@db/bot"),
    ("DATABASE_URL", "postgresql+asyncpg://bot:madeuppassword@db"),
    ("HTTP_PORT", "65536"),
    ("HTTP_PORT", "http"),
    ("SUPERVISORS_CHAT_ID", "1005000000001"),
    ("SOURCES_CHAT_ID", "@sources"),
    ("ADMIN_IDS", "5001;5012"),
    ("ADMIN_IDS", "-5001"),
    ("LANGUAGE", "de"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_FORMAT", "xml"),
]


def read(**given: str) -> Settings:
    return read_settings(NO_FILE, {**REQUIRED, **given})


def refusal(env_file: str = NO_FILE, **given: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(env_file, {**REQUIRED, **given})
    return str(caught.value)


def test_two_settings_are_enough() -> None:
    settings = read()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.bitrix24_webhook_url.get_secret_value() == WEBHOOK
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.public_url == ""
    assert settings.bitrix24_application_token is None
    assert settings.bitrix24_plan is Plan.STANDARD
    assert settings.database_url.get_secret_value() == "sqlite:///data/five-minutes.db"
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert settings.regulation == "op10"
    assert (settings.supervisors_chat_id, settings.sources_chat_id, settings.admin_ids) == (None, None, ())
    assert (settings.language, settings.log_level, settings.log_format) == (Language.RU, LogLevel.INFO, LogFormat.TEXT)


def test_every_setting_is_taken_from_its_name() -> None:
    settings = read(
        TELEGRAM_API_URL="http://127.0.0.1:8081/",
        PUBLIC_URL="https://bot.example.org/",
        BITRIX24_APPLICATION_TOKEN="made-up-application-token",
        BITRIX24_PLAN="enterprise",
        DATABASE_URL="postgresql+asyncpg://bot:madeuppassword@db/bot",
        HTTP_HOST="0.0.0.0",
        HTTP_PORT="9000",
        REGULATION="rules/mine.toml",
        SUPERVISORS_CHAT_ID="-1005000000001",
        SOURCES_CHAT_ID="-1005000000002",
        ADMIN_IDS=" 5001, 5012 ,",
        LANGUAGE="en",
        LOG_LEVEL="debug",
        LOG_FORMAT="json",
    )
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.public_url == "https://bot.example.org"
    assert settings.bitrix24_application_token == SecretStr("made-up-application-token")
    assert settings.bitrix24_plan is Plan.ENTERPRISE
    assert settings.database_url.get_secret_value() == "postgresql+asyncpg://bot:madeuppassword@db/bot"
    assert (settings.http_host, settings.http_port, settings.regulation) == ("0.0.0.0", 9000, "rules/mine.toml")
    assert (settings.supervisors_chat_id, settings.sources_chat_id) == (-1005000000001, -1005000000002)
    assert settings.admin_ids == (5001, 5012)
    assert (settings.language, settings.log_level, settings.log_format) == (
        Language.EN,
        LogLevel.DEBUG,
        LogFormat.JSON,
    )


def test_the_example_file_names_every_setting_with_its_default() -> None:
    example = Path(__file__).parents[2] / ".env.example"
    named = re.findall(r"(?m)^([A-Z0-9_]+)=", example.read_text("utf-8"))
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
    assert read_settings(str(example), REQUIRED) == read()


def test_the_sweep_is_rare_when_events_come() -> None:
    assert read().bitrix24_sweep_seconds == 10
    assert read(BITRIX24_APPLICATION_TOKEN="made-up-application-token").bitrix24_sweep_seconds == 60
    assert read(BITRIX24_SWEEP_SECONDS="7").bitrix24_sweep_seconds == 7


def test_an_empty_value_is_no_value() -> None:
    assert read(SUPERVISORS_CHAT_ID="", LOG_LEVEL=" ", BITRIX24_APPLICATION_TOKEN="") == read()


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://portal.example/rest/1/madeupsecret", WEBHOOK),
        ("http://127.0.0.1:9000/rest/1/madeupsecret/", "http://127.0.0.1:9000/rest/1/madeupsecret/"),
        ("http://sandbox:9000/rest/1/madeupsecret", "http://sandbox:9000/rest/1/madeupsecret/"),
        ("http://10.0.0.5/rest/1/madeupsecret/", "http://10.0.0.5/rest/1/madeupsecret/"),
        ("http://portal.test/rest/1/madeupsecret/", "http://portal.test/rest/1/madeupsecret/"),
    ],
)
def test_a_webhook_ends_with_a_slash_and_may_be_plain_only_at_home(given: str, taken: str) -> None:
    assert read(BITRIX24_WEBHOOK_URL=given).bitrix24_webhook_url.get_secret_value() == taken


def test_a_plain_public_address_is_for_this_machine_only() -> None:
    assert read(PUBLIC_URL="http://localhost:8080/").public_url == "http://localhost:8080"


@pytest.mark.parametrize("kind", ["sqlite", "sqlite+aiosqlite"])
def test_sqlite_may_be_spelled_with_a_driver(kind: str) -> None:
    assert read(DATABASE_URL=f"{kind}:////srv/five.db").database_url.get_secret_value() == "sqlite:////srv/five.db"


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeff# Комментарий\nLOG_LEVEL=ERROR\nHTTP_PORT=9001\n", "utf-8")
    settings = read_settings(str(file), {**REQUIRED, "HTTP_PORT": "9002"})
    assert (settings.log_level, settings.http_port) == (LogLevel.ERROR, 9002)


@pytest.mark.parametrize("desktop", ["en_US:en", "ru_RU", "de:en"])
def test_the_language_of_a_desktop_is_not_the_language_of_the_bot(desktop: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LANGUAGE=en\n")
    assert read(LANGUAGE=desktop).language is Language.RU
    assert read_settings(str(file), {**REQUIRED, "LANGUAGE": desktop}).language is Language.EN


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BOT_TOKEN", "77:SECRET-FROM-A-FILE"),
        ("BITRIX24_WEBHOOK_URL", "https://portal.example/rest/2/fromafile/"),
        ("BITRIX24_APPLICATION_TOKEN", "from-a-file"),
        ("DATABASE_URL", "postgresql+asyncpg://bot:fromafile@db/bot"),
        ("HEARTBEAT_URL", "https://heartbeat.example/ping/fromafile"),
    ],
)
def test_a_secret_may_come_from_a_file(key: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{value}\n")
    environ = {name: text for name, text in REQUIRED.items() if name != key}
    settings = read_settings(NO_FILE, {**environ, f"{key}_FILE": str(file)})
    assert getattr(settings, key.lower()).get_secret_value() == value


def test_a_secret_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    text = refusal(BITRIX24_APPLICATION_TOKEN_FILE=str(tmp_path / "absent"))
    assert f"BITRIX24_APPLICATION_TOKEN_FILE = {tmp_path / 'absent'}" in text


def test_an_empty_secret_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    assert "DATABASE_URL_FILE" in refusal(DATABASE_URL_FILE=str(tmp_path / "secret"))


def test_a_secret_given_twice_stops_the_start(tmp_path: Path) -> None:
    text = refusal(BOT_TOKEN_FILE=str(tmp_path / "secret"))
    assert "BOT_TOKEN_FILE" in text
    assert TOKEN not in text


def test_a_missing_setting_is_named_once_with_its_cure() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(NO_FILE, {"BITRIX24_WEBHOOK_URL": WEBHOOK})
    text = str(caught.value)
    assert text.count("\nBOT_TOKEN\n") == 1
    assert "@BotFather" in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_wrong_value_is_named_with_its_place_and_cure(key: str, value: str, language: Language) -> None:
    text = refusal(**{"LANGUAGE": language, key: value})
    origin, why, cure = [line.strip() for line in text.split(f"\n{key} = ")[1].splitlines()[1:4]]
    assert all(part.split(": ", 1)[1] for part in (origin, why, cure))
    assert "settings-" not in text  # every code has its words
    assert "{" not in text  # and they are filled


@pytest.mark.parametrize("key", ["BOT_TOKEN", "BITRIX24_WEBHOOK_URL", "DATABASE_URL"])
def test_a_wrong_secret_is_not_shown(key: str) -> None:
    for wrong in (value for name, value in WRONG if name == key):
        text = refusal(**{key: wrong})
        assert wrong not in text
        assert not re.search(r"madeup(secret|password)", text)


def test_a_secret_in_the_wrong_place_is_not_shown_either() -> None:
    assert "madeupsecret" not in refusal(PUBLIC_URL=WEBHOOK)
    assert TOKEN not in refusal(ADMIN_IDS=TOKEN)


def test_every_problem_is_told_at_once_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("HTTP_PORT=http\nLOG_FORMAT=xml\n")
    text = refusal(str(file), LOG_FORMAT="yaml", LANGUAGE="en")
    assert f"HTTP_PORT = http\n  where: file {file}" in text
    assert "LOG_FORMAT = yaml\n  where: environment of the process" in text


def test_a_file_in_another_encoding_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("# Настройки\n".encode("cp1251"))
    assert str(file) in refusal(str(file))


def test_settings_do_not_show_secrets_and_do_not_change() -> None:
    settings = read(DATABASE_URL="postgresql+asyncpg://bot:madeuppassword@db/bot")
    assert not re.search(r"MADE-UP|madeup", repr(settings))
    assert set(settings.secrets) == {TOKEN, "madeupsecret", "", "madeuppassword"}
    with pytest.raises(ValueError, match="frozen"):
        settings.language = Language.EN  # type: ignore[misc]
