"""How often things are looked at that nobody rings for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds. What has a due time or a bell comes no later by slower ones: they spare a simulation idle looks."""

    look: float = 1.0  # every loop, bells or not
    beat: float = 3.0  # signs of life, seats, and what dead processes left behind
    seat: float = 10.0  # a seat is kept so long after the last sign of life
    heard: float = 3.0  # that Telegram answers is noted down; a gap of 150 would look like an outage
    note: float = 1.0  # handled updates are written down
    catch_up: float = 2.0  # twins that were not known when a card went out
    probe: float = 30.0  # whether Telegram is there, when nobody polls
    watch: float = 10.0  # the assistant looks whether something is wrong with it
    audit: float = 60.0  # and whether every lead is watched
    poll: int = 30  # how long Telegram holds a question for updates
    refresh: float = 600.0  # people and dictionaries of the portal
