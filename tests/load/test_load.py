"""The short form of `make load`: nothing is lost, missed, doubled or refused; how fast is for `make load` to say."""

from pathlib import Path

import pytest

from tests.load.runs import Load
from tests.load.sizes import QUICK


@pytest.mark.parametrize("name", ["taps", "storm"])
async def test_under_load_every_promise_is_kept(tmp_path: Path, name: str) -> None:
    figures = [figure async for figure in getattr(Load(tmp_path / "load", QUICK, None), name)()]
    promises = [figure for figure in figures if figure.at_most == 0]
    assert len(promises) in (1, 2)
    assert [figure.name for figure in promises if not figure.kept] == []
