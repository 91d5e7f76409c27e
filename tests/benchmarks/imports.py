"""Everything that `bot run` imports, and nothing more: what no start of ours could be faster than.

python -m tests.benchmarks.imports
"""

import asyncio
import gc
import os
from importlib import import_module

from tests.benchmarks.processes import READY

PROGRAM = ("bot.commands.run", "httpcore", "anyio._backends._asyncio")  # the latter two for the first request of httpx
POSTGRES = ("services.storage.postgres", "sqlalchemy.dialects.postgresql.asyncpg")


async def main() -> None:
    """Say so, and stay."""
    print(READY)
    await asyncio.Event().wait()


if __name__ == "__main__":
    gc.disable()  # as `bot/__main__.py`
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgresql")
    for name in (*PROGRAM, *(POSTGRES if postgres else ())):
        import_module(name)
    asyncio.run(main())
