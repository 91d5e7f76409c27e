"""Two things at the same moment, each in a transaction of its own on PostgreSQL."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.world import DENIS
from services.domain.people import Role
from services.storage import leads_store
from services.storage.database import Database
from tests.conftest import Postgres
from tests.flows.harness import DENIS_ID, STAFF, TIMUR_ID, running_world
from tests.flows.test_flow_ladders import FILE
from tests.services.own_files import written


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


@pytest.mark.rule("LT-25")
async def test_leads_that_go_back_to_the_queue_at_once_go_to_different_people(shared_url: str, tmp_path: Path) -> None:
    """Each is a transaction of its own: whoever chooses for the next one sees who got the one before."""
    people = (*STAFF, (DENIS_ID, DENIS, Role.MANAGER))
    regulation = str(written(tmp_path, FILE, "ladders.toml"))
    async with running_world(shared_url, staff=people, regulation=regulation) as world:
        leads = [world.add_lead(sourceId="UC_INSTA01") for _ in range(4)]
        await world.pump()
        world.clock.to(world.clock.time() + 200)
        await world.pump()
        given = Counter(world.portal.leads[lead]["assignedById"] for lead in leads)
    assert given == {TIMUR_ID: 2, DENIS_ID: 2}
