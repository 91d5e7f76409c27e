"""How a lead came through, in words: for supervisors."""

from datetime import datetime

from services.domain.timeline import Timeline, breach
from services.domain.working_hours import WorkingHours
from services.telegram.texts import Texts


def story(line: Timeline, due: datetime | None, hours: WorkingHours | None, texts: Texts) -> list[str]:
    """Each step with the time since the lead's creation; and, when it is late, why."""
    steps = [texts(f"story-{name}", seconds=seconds) for name, seconds in line.steps()]
    lines: list[str] = [texts("story", steps=", ".join(steps))]
    why = breach(line, due, hours) if due else None
    return [*lines, texts(f"breach-{why}")] if why else lines
