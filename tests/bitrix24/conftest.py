"""The scripted portal, a client and a gateway that talk to it over HTTP, and the documented samples."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import Limiter
from tests.bitrix24.scripted_portal import ScriptedPortal
from tests.bitrix24.virtual_time import SteppedTime

SAMPLES = Path(__file__).parents[2].parent / "shared" / "reference" / "bitrix24" / "samples"


@pytest.fixture
async def portal() -> AsyncIterator[ScriptedPortal]:
    portal = ScriptedPortal()
    await portal.start()
    yield portal
    await portal.stop()


@pytest.fixture
def stepped() -> SteppedTime:
    return SteppedTime()


@pytest.fixture
def limiter(stepped: SteppedTime) -> Limiter:
    return Limiter(clock=stepped.clock, sleep=stepped.sleep)


@pytest.fixture
async def client(portal: ScriptedPortal, stepped: SteppedTime, limiter: Limiter) -> AsyncIterator[Client]:
    client = Client(portal.webhook_url, limiter, clock=stepped.clock, sleep=stepped.sleep, jitter=lambda: 0.5)
    yield client
    await client.close()


@pytest.fixture
def crm(client: Client) -> Bitrix24:
    return Bitrix24(client, watched_fields=["ufCrm_1720019876534"])


@pytest.fixture(scope="session")
def sample() -> Callable[[str], dict[str, Any]]:
    """A documented request and answer by name, read where the documentation lies."""

    def read(name: str) -> dict[str, Any]:
        path = SAMPLES / f"{name}.json"
        if not path.exists():
            pytest.skip("left out: the documented samples of Bitrix24 are not on this machine")
        loaded = json.loads(path.read_text(encoding="utf-8"))
        assert isinstance(loaded, dict)
        return loaded

    return read
