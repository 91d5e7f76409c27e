"""What happened when, for whoever has to understand a failing seed."""

import time


class Trace:
    """Lines with the seconds since the people of the run began."""

    def __init__(self) -> None:
        self.began = time.time()
        self._lines: list[tuple[float, str]] = []

    def say(self, line: str) -> None:
        """Remember a line."""
        self._lines.append((time.time(), line))

    def __str__(self) -> str:
        return "\n".join(f"{at - self.began:8.3f}  {line}" for at, line in self._lines)
