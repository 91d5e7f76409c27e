"""What a company says of its reports."""

from dataclasses import dataclass
from datetime import time

from services.domain.people import Role

NAME, PHONE, EMAIL, SOURCE = "name", "phone", "email", "source"
CHAT = "chat"  # the supervisors' group, in place of a role


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What a company says of its reports; `to`: roles, or the supervisors' group. None: not sent by themselves."""

    daily: time | None = None
    weekly: tuple[int, time] | None = None  # day of the week, Monday is 0
    to: tuple[str, ...] = (CHAT,)
    target: float = 0.9  # of the leads in time (LT-17)
    required: tuple[str, ...] = (NAME, PHONE, SOURCE)  # what a lead that was processed has to tell (LT-32)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(Role(each) for each in self.to if each != CHAT)
