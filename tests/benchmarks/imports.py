"""Everything that `bot run` imports, and nothing more: what no start of ours could be faster than.

python -m tests.benchmarks.imports
"""

import asyncio
import gc

from tests.benchmarks.processes import READY


async def main() -> None:
    """Say so, and stay."""
    print(READY)
    await asyncio.Event().wait()


if __name__ == "__main__":
    gc.disable()  # as `bot/__main__.py`
    import bot.commands.run  # noqa: F401

    asyncio.run(main())
