"""Times of day and ranges of them, as they stand in the settings."""

from __future__ import annotations

import functools
import re
from enum import StrEnum
from typing import NoReturn

from config.language import tr

MINUTES_PER_DAY = 24 * 60

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)


class Weekday(StrEnum):
    """A day of the week, written in full; `number` counts as `datetime.date.weekday` does."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Monday is 0 and Sunday is 6."""
        return list(Weekday).index(self)


@functools.total_ordering
class TimeOfDay:
    """A local time of day; a value that never changes.

    It is no data class because msgspec would read a data class from a table, not from "22:30".

    Attributes:
        minutes: Minutes since midnight, 0 to 1440; 1440 ("24:00") only ends a range.
    """

    __slots__ = ("minutes",)
    minutes: int

    def __init__(self, minutes: int) -> None:
        object.__setattr__(self, "minutes", minutes)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(name, "a time of day does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeOfDay) and self.minutes == other.minutes

    def __lt__(self, other: TimeOfDay) -> bool:
        return self.minutes < other.minutes

    def __hash__(self) -> int:
        return hash(self.minutes)

    def __repr__(self) -> str:
        return f"TimeOfDay({self})"

    def __str__(self) -> str:
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


class TimeRange:
    """A range of local times of day, from `start` up to but not including `end`.

    Attributes:
        start: Its first minute, 0 to 1439 minutes after midnight.
        end: The minute after its last, 1 to 1440; before `start` where it runs over midnight.
    """

    __slots__ = ("end", "start")
    start: TimeOfDay
    end: TimeOfDay

    def __init__(self, start: TimeOfDay, end: TimeOfDay) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(name, "a range does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeRange) and self.start == other.start and self.end == other.end

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    @property
    def overnight(self) -> bool:
        """Whether the range runs over midnight into the next day."""
        return self.end < self.start

    def __repr__(self) -> str:
        return f"TimeRange({self})"

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


def parse_time(text: str, *, end_of_day: bool = False) -> TimeOfDay:
    """Read "HH:MM"; raises ValueError with a sentence for the person.

    Args:
        text: The text, such as "8:05" or "22:30".
        end_of_day: Whether "24:00" is allowed.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        message = tr('expected a time of day such as "22:30", got "{text}"', text=text)
        raise ValueError(message)
    minutes = int(match[1]) * 60 + int(match[2])
    last = MINUTES_PER_DAY if end_of_day else MINUTES_PER_DAY - 1
    if int(match[2]) > 59 or minutes > last:  # noqa: PLR2004 - minutes of an hour
        message = tr('there is no time of day "{text}"', text=text)
        raise ValueError(message)
    return TimeOfDay(minutes)


def parse_range(text: str) -> TimeRange:
    """Read "HH:MM-HH:MM"; raises ValueError with a sentence for the person."""
    start_text, dash, end_text = text.partition("-")
    if not (dash and _TIME.fullmatch(start_text.strip()) and _TIME.fullmatch(end_text.strip())):
        message = tr('expected a range such as "08:00-22:00", got "{text}"', text=text)
        raise ValueError(message)
    start, end = parse_time(start_text), parse_time(end_text, end_of_day=True)
    if start == end:
        message = tr('"{text}" is empty; for the whole day write "00:00-24:00"', text=text)
        raise ValueError(message)
    if end.minutes == 0:
        # "16:00-00:00" means up to midnight; one form for it keeps the arithmetic simple.
        end = TimeOfDay(MINUTES_PER_DAY)
    return TimeRange(start, end)
