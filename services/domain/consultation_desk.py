"""What a booking has to know of the world: the time, the hours, the people and what of theirs is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from services.domain.consultation import Consultant
from services.domain.slots import Diary, Hours, Taken, Zone, clash, day_of, day_words, free_starts, time_words

_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Desk:
    """Gathered anew for each answer.

    `people`: who may be met, in the order in which they are offered; `advice`: words (key, args) that say why so.
    `brief`: only a new day and time are asked.
    """

    now: datetime
    zone: Zone
    hours: Hours
    lead: str
    people: tuple[Consultant, ...]
    diary: Diary = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    advice: Sequence[Any] = ()
    brief: bool = False

    @property
    def today(self) -> date:
        return day_of(self.now, self.zone)

    @property
    def last_day(self) -> date:
        return self.today + timedelta(days=self.hours.days_ahead)

    def over(self, day: date) -> bool:
        """Whether the day is over; typed without a year it comes as the next such day, months from now."""
        return day < self.today or day - self.today > _HALF_A_YEAR

    def free(self, day: date, who: int = 0) -> list[time]:
        """Times at which `who`, or anybody, can still be met that day."""
        if not self.today <= day <= self.last_day:
            return []
        return free_starts(day, self.hours, self._ids(who), self.diary, self.now, self.zone)

    def held(self, at: datetime, who: int = 0) -> Taken | None:
        """What of theirs is in the way, when nobody of them can be met at `at`."""
        found = [clash(self.diary.get(each, ()), at, at + self.hours.lasts) for each in self._ids(who)]
        return None if None in found else found[0]

    def name(self, who: int) -> str:
        return next((each.name for each in self.people if each.id == who), "")

    def words(self, at: datetime) -> dict[str, str]:
        """Day and time as the table spells them."""
        return {"day": day_words(at, self.zone), "time": time_words(at, self.zone)}

    def _ids(self, who: int) -> Sequence[int]:
        return [who] if who else [each.id for each in self.people]
