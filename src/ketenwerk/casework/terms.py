"""How late something is, and who should know. It follows from the day alone, so it needs nobody to start it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ketenwerk.country.data import country


class Level(IntEnum):
    """How far up it has climbed."""

    ON_TIME = 0
    OWNER = 1  # late: the organisation that has it
    REGION = 2  # later: the chain director
    NATIONAL = 3  # later still: the national desk


@dataclass(frozen=True, slots=True)
class Lateness:
    days: int
    level: Level


def lateness(due_on: date, *, today: date) -> Lateness:
    """The steps are the terms `late-climbs-to-region` and `late-climbs-to-nation` of the country."""
    if today <= due_on:
        return Lateness(0, Level.ON_TIME)
    if today <= country().due_on("late-climbs-to-region", due_on):
        level = Level.OWNER
    elif today <= country().due_on("late-climbs-to-nation", due_on):
        level = Level.REGION
    else:
        level = Level.NATIONAL
    return Lateness((today - due_on).days, level)
