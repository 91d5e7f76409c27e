"""Whose turn it is: one at a time, the urgent before the others, in the order of their asking."""

import asyncio
from collections import deque


class Turns:
    """Whoever was given a turn calls `give` when it is over, also when it was cancelled meanwhile."""

    def __init__(self) -> None:
        self._taken = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    def ask(self, *, urgent: bool = False) -> asyncio.Future[None]:
        """Done when it is our turn; who will not wait any longer cancels it."""
        asked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._taken:
            (self._urgent if urgent else self._others).append(asked)
        else:
            self._taken = True
            asked.set_result(None)
        return asked

    def give(self) -> None:
        """Let the next one in."""
        self._taken = self.wanted()
        if self._taken:
            (self._urgent or self._others).popleft().set_result(None)

    def wanted(self, *, urgent: bool = False) -> bool:
        """Whether somebody waits, or somebody urgent."""
        for queue in (self._urgent, self._others):
            while queue and queue[0].cancelled():
                queue.popleft()
        return bool(self._urgent or (self._others and not urgent))
