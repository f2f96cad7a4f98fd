"""Settings as something typed and stepped: text from values, and values from text. No Qt here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config import local_format
from config.clock import Weekday
from config.language import N_, NP_, tr, trp
from config.local_format import capital, in_a_row, short_weekday, weekday
from config.settings import default_settings
from config.settings_rules import TIMING_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.clock import TimeRange
    from config.kinds import NudgeKind
    from config.settings import Settings

STEP_MINUTES: Final = 15
"""What one step of a time of day is."""
A_TIME: Final = N_("A time of day, such as 22:30.")
TIMES: Final = N_("Times of day, such as 11:00, 16:00.")
HOURS: Final = N_("From and until, such as 08:00-12:00, 14:00-22:00.")
QUIET: Final = NP_("no active hours", "quiet")
"""What stands for a day on which nothing may come, where hours are typed."""

_MINUTES_PER_DAY: Final = 24 * 60
_A_MONDAY: Final = dt.date(2024, 1, 1)
_NUDGES: Final = N_("A number from {least} to {most}: nudges a day.")
_MINUTES: Final = N_("A number from {least} to {most}: minutes.")
_HOURS: Final = N_("A number from {least} to {most}: hours.")
_SECONDS: Final = N_("A number from {least} to {most}: seconds.")


def quiet() -> str:
    """What a person writes for no active hours at all."""
    return trp("no active hours", QUIET)


def hours_text(ranges: tuple[TimeRange, ...] | None) -> str:
    """Active hours as they are typed; empty for None, which is as on other days."""
    if ranges is None:
        return ""
    # Not in_a_row: what a person types is read again.
    return ", ".join(str(item) for item in ranges) or quiet()


def hours_value(text: str) -> list[str] | None:
    """What was typed, as the setting takes it; None for nothing."""
    plain = text.strip().lower()
    if not plain:
        return None
    return [] if plain in {QUIET, quiet().lower()} else items(re.sub(r"\s+to\s+", "-", plain))


def items(text: str) -> list[str]:
    """What was typed between commas or blanks: "8:00, 12:30" is two."""
    joined = text.replace("\u2013", "-").replace(" - ", "-").replace(";", ",")
    return [item for part in joined.split(",") for item in part.split()]


def later(text: str, minutes: int, *, end_of_day: bool = False) -> str:
    """A time of day some minutes later, round at midnight; as it was if it is none.

    Args:
        text: "HH:MM".
        minutes: How much later; negative for earlier.
        end_of_day: Whether "24:00" stands for midnight.
    """
    hours, colon, rest = text.strip().partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and rest.isascii() and rest.isdigit()):
        return text
    total = (int(hours) * 60 + int(rest) + minutes) % _MINUTES_PER_DAY
    if end_of_day and not total:
        return "24:00"
    return f"{total // 60:02d}:{total % 60:02d}"


def stepped(text: str, by: float, least: float, most: float) -> str:
    """A number that much higher or lower, on a multiple of the step and inside its range.

    Args:
        text: The number; the least one if it is none.
        by: The step, negative for down.
        least: The lowest value.
        most: The highest value.
    """
    try:
        value = float(text.strip())
    except ValueError:
        value = least
    if not least <= value <= most:  # also what is no number
        value = least if not value > most else most
    step = abs(by)
    # From 7 in steps of 5 up is 10 and down is 5.
    near = value / step
    whole = int(near) if by > 0 or near == int(near) else int(near) + 1
    return number(min(most, max(least, (whole + (1 if by > 0 else -1)) * step)))


def number(value: float) -> str:
    """A number as it is typed: "5", "8.3"."""
    return f"{value:g}"


def number_value(text: str) -> int | float | str | None:
    """What was typed as a number; None for nothing, the text itself where it is no number."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    return int(value) if value.is_integer() else value


def days_text(days: tuple[Weekday, ...]) -> str:
    """Weekdays in a few words."""
    chosen = set(days)
    if len(chosen) == len(Weekday):
        return tr("every day")
    if not chosen:
        return tr("on no day")
    weekend = {Weekday.SATURDAY, Weekday.SUNDAY}
    if chosen == weekend:
        return tr("at weekends")
    if chosen == set(Weekday) - weekend:
        return tr("on working days")
    named = in_a_row([short_weekday(_date(day)) for day in Weekday if day in chosen])
    return tr("on {days}", days=named)


def day_name(day: Weekday) -> str:
    """A day of the week, as a label."""
    return capital(weekday(_date(day)))


def _date(day: Weekday) -> dt.date:
    """Some date on that day of the week."""
    return _A_MONDAY + dt.timedelta(days=day.number)


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One setting as something that is typed.

    Attributes:
        name: Its full name, as in ``day.bedtime``.
        asks: What it takes, as a sentence that is not translated yet; ``wanted`` is.
        read: Its value as text.
        write: Its value from what was typed; None takes it out of the file.
        steps: Gives what was typed one step on (1) or back (-1); None where nothing can be stepped.
        ends: The least and the most that it takes, for a number.
    """

    name: str
    asks: str
    read: Callable[[Settings], str]
    write: Callable[[str], object]
    steps: Callable[[str, int], str] | None = None
    ends: tuple[float, float] = (0, 0)

    @property
    def wanted(self) -> str:
        """What is asked for, as a sentence for the person."""
        least, most = map(local_format.number, self.ends)
        return tr(self.asks, least=least, most=most)

    def default(self) -> str:
        """Lull's own value as text."""
        return self.read(default_settings())


def _time(text: str) -> str | None:
    return text.strip() or None


def bedtime(weekday: Weekday | None = None) -> Setting:
    """The bedtime of a weekday, or of all that have none of their own."""

    def read(settings: Settings) -> str:
        if weekday is None:
            return str(settings.day.bedtime)
        own = getattr(settings.day, weekday).bedtime
        return "" if own is None else str(own)

    name = f"day.{weekday}.bedtime" if weekday else "day.bedtime"
    return Setting(name, A_TIME, read, _time, lambda text, by: later(text, by * STEP_MINUTES))


def active_hours(weekday: Weekday | None = None) -> Setting:
    """The active hours of a weekday, or of all that have none of their own."""

    def read(settings: Settings) -> str:
        if weekday is None:
            return hours_text(settings.day.active_hours)
        return hours_text(getattr(settings.day, weekday).active_hours)

    name = f"day.{weekday}.active_hours" if weekday else "day.active_hours"
    return Setting(name, HOURS, read, hours_value)


def _counted(name: str, step: float, least: float, most: float, wanted: str) -> Setting:
    def read(settings: Settings) -> str:
        value: object = settings
        for part in name.split("."):
            value = getattr(value, part)
        return "" if value is None else f"{value:g}"

    return Setting(
        name,
        wanted,
        read,
        number_value,
        lambda text, by: stepped(text, by * step, least, most),
        (least, most),
    )


NUDGES_PER_DAY: Final = _counted("limits.nudges_per_day", 1, 0, 24, _NUDGES)
GAP_MINUTES: Final = _counted("limits.gap_minutes", 15, 5, 720, _MINUTES)
AWAY_MINUTES: Final = _counted("limits.away_minutes", 1, 1, 120, _MINUTES)
HALF_LIFE: Final = _counted("caffeine.half_life_hours", 0.5, 1.5, 9.5, _HOURS)
STAY_SECONDS: Final = dataclasses.replace(
    _counted("notifications.stay_seconds", 15, 5, 3600, _SECONDS),
    asks=N_("0, or a number from 5 to 3600: seconds."),
)


def every_minutes(kind: NudgeKind) -> Setting:
    """How often a kind comes, for one that comes again and again."""
    return _counted(f"nudges.{kind}.every_minutes", 15, 15, 720, _MINUTES)


def before_bedtime(kind: NudgeKind) -> Setting:
    """How long before the bedtime a kind comes, for one that follows it."""
    return _counted(f"nudges.{kind}.before_bedtime_minutes", 15, 0, 960, _MINUTES)


def fixed_times(kind: NudgeKind) -> Setting:
    """The times of day at which a kind comes."""

    def read(settings: Settings) -> str:
        return ", ".join(str(time) for time in settings.nudge(kind).at or ())

    return Setting(f"nudges.{kind}.at", TIMES, read, items)


_FIRST: Final[Mapping[str, object]] = MappingProxyType(
    {"at": ["12:00"], "every_minutes": 120, "before_bedtime_minutes": 60}
)


def timing(settings: Settings, kind: NudgeKind) -> str:
    """Which of `config.settings.TIMING_KEYS` a kind has."""
    nudge = settings.nudge(kind)
    return next(name for name in TIMING_KEYS if getattr(nudge, name) is not None)


def with_timing(kind: NudgeKind, chosen: str) -> dict[str, object]:
    """What to write for a kind to have another timing: a first value, and none of the others."""
    own = getattr(default_settings().nudge(kind), chosen)
    first = _FIRST[chosen] if own is None else list(own) if isinstance(own, tuple) else own
    return {f"nudges.{kind}.{name}": first if name == chosen else None for name in TIMING_KEYS}
