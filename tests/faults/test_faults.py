"""The short form of `make faults`: a hundred leads, each with a story and faults of its own, in ten worlds."""

import logging
import os

import pytest

from tests.conftest import Postgres
from tests.faults.__main__ import many
from tests.faults.report import failure, table

WORLDS = int(os.environ.get("FAULT_WORLDS", "10"))
AT_ONCE = 4  # more of them would make each other late on a slow machine, and what is late is not what is tested
STRUCK = 7  # faults that a world meets at least, taken together: about ten, fewer requests on a loaded machine


async def test_nothing_is_lost_whatever_goes_wrong(postgres: Postgres, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests cut by a dying process are no news
    outcomes = await many(range(1, 1 + WORLDS), AT_ONCE, postgres)
    if found := [failure(each) for each in outcomes if each.verdict.faults]:
        pytest.fail("\n\n".join([table(outcomes, 0), *found]), pytrace=False)
    assert sum(sum(each.struck.values()) for each in outcomes) > STRUCK * WORLDS
