"""A lead changes in the moment in which its card is noted down: the card is drawn anew all the same."""

import asyncio
import uuid
from collections.abc import Iterator

import pytest

from services.storage import leads_store
from services.storage.database import Database
from tests.conftest import Postgres
from tests.flows.harness import running_world


@pytest.fixture
def shared_url(postgres: Postgres, migrated_template: str) -> Iterator[str]:
    """PostgreSQL: on SQLite writers wait for each other anyway."""
    name = f"crossing_{uuid.uuid4().hex}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {migrated_template} STRATEGY file_copy")
    yield postgres.url(name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_card_that_comes_while_its_lead_changes_is_drawn_anew(shared_url: str) -> None:
    """Whoever changes the lead does not see the place of its card yet: whoever notes it down waits for them."""
    async with running_world(shared_url) as world:
        lead_id, other = world.add_lead(), Database(shared_url)
        await world.app.intake.accept([lead_id])
        await world.app.intake.process()
        async with other.writing() as conn:
            lead = await leads_store.lock(conn, lead_id)
            assert lead
            await leads_store.save(conn, lead)
            noted = asyncio.create_task(world.app.to_telegram.step())
            await asyncio.wait([noted], timeout=0.5)
        await noted
        await other.close()
        assert [call.method for call in world.telegram.calls if call.method == "editMessageText"] == []
        await world.pump()
        assert [call.method for call in world.telegram.calls if call.method == "editMessageText"] != []
