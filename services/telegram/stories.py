"""How a lead came through, in words: for supervisors."""

from datetime import datetime

from services.domain.timeline import Timeline, cause_of
from services.domain.working_hours import WorkingHours
from services.telegram.texts import Texts


def story(line: Timeline, due: datetime | None, hours: WorkingHours | None, texts: Texts) -> list[str]:
    """Each step with the time since the lead's creation; and, when it is late, why."""
    steps = [texts(f"story-{name}", seconds=seconds) for name, seconds in line.steps()]
    return [texts("story", steps=", ".join(steps)), *(cause(line, due, hours, texts) if due else ())]


def cause(line: Timeline, due: datetime, hours: WorkingHours | None, texts: Texts) -> list[str]:
    """Why nobody had acted when it was due; nothing when somebody had."""
    why = cause_of(line, due, hours)
    return [texts(f"cause-{why}")] if why else []
