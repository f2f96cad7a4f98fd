"""What the welcome asks, what its answers change in the settings, and what is wrong with them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

from config.clock import parse_range
from config.kinds import NudgeKind
from config.language import tr, trn
from config.local_format import clock_time, listed

if TYPE_CHECKING:
    from config.settings import Nudge, Settings

STEPS: Final = 6
"""How many steps the welcome has."""

UNDER_16: Final = "under_16"
"""The age band that Lull's advice is not for."""

HALF_HOURS: Final = tuple(f"{hour:02d}:{half}" for hour in range(24) for half in ("00", "30"))
"""The times of day that are offered; any other can be written into the settings file."""

_MINUTES_PER_HOUR = 60
_LAST_HOUR: Final = 23


@dataclasses.dataclass(frozen=True, slots=True)
class Answers:
    """Everything that the welcome asks; None means that the person did not say.

    Attributes:
        bedtime: Local time, "HH:MM".
        active_from: When the active hours begin, "HH:MM".
        active_until: When they end, "HH:MM"; "24:00" is midnight.
        nudges: The kinds that are on.
        age_band: As in `config.profile.AgeBand`.
        country: An ISO 3166-1 code of two letters.
        pregnant: As in `config.profile.Pregnant`.
        limit_fluids: Told to limit fluids.
        conditions: As in `config.profile.Condition`; empty is "none of these".
        medicines: As in `config.profile.Medicine`; likewise.
    """

    bedtime: str
    active_from: str
    active_until: str
    nudges: frozenset[NudgeKind]
    age_band: str | None = None
    country: str | None = None
    pregnant: str | None = None
    limit_fluids: bool = False
    conditions: tuple[str, ...] | None = None
    medicines: tuple[str, ...] | None = None


def answers_from(settings: Settings) -> Answers:
    """What the settings answer already; of several ranges of active hours the first counts."""
    day, profile = settings.day, settings.profile
    start, end = "08:00", "22:00"
    if day.active_hours:
        start, end = str(day.active_hours[0].start), str(day.active_hours[0].end)
    return Answers(
        bedtime=str(day.bedtime),
        active_from=start,
        active_until=end,
        nudges=frozenset(kind for kind in NudgeKind if settings.nudge(kind).on),
        age_band=profile.age_band,
        country=profile.country,
        pregnant=profile.pregnant,
        limit_fluids=profile.limit_fluids,
        conditions=profile.conditions,
        medicines=profile.medicines,
    )


def changes(before: Answers, after: Answers) -> dict[str, object]:
    """What has to be written, by the settings' full names; empty if nothing changed.

    What was not touched stays out, so that several ranges of active hours, comments, and a
    default that a later version changes, all stay as they are.
    """
    found: dict[str, object] = {}
    if after.bedtime != before.bedtime:
        found["day.bedtime"] = after.bedtime
    hours = (after.active_from, after.active_until)
    if hours != (before.active_from, before.active_until):
        found["day.active_hours"] = [f"{after.active_from}-{after.active_until}"]
    for kind in NudgeKind:
        if (kind in after.nudges) != (kind in before.nudges):
            found[f"nudges.{kind}.on"] = kind in after.nudges
    for name in ("age_band", "country", "pregnant", "limit_fluids"):
        if getattr(after, name) != getattr(before, name):
            found[f"profile.{name}"] = getattr(after, name)
    for name in ("conditions", "medicines"):
        if getattr(after, name) != getattr(before, name):
            chosen = getattr(after, name)
            found[f"profile.{name}"] = None if chosen is None else list(chosen)
    return found


def hours_problem(active_from: str, active_until: str) -> str:
    """What is wrong with the active hours, as a sentence for the person; empty if nothing is."""
    if active_from == active_until:
        return tr("These two times are the same. Choose a later end, or 24:00 for midnight.")
    parse_range(f"{active_from}-{active_until}")
    return ""


def times(chosen: str, *, end_of_day: bool = False) -> tuple[str, ...]:
    """The times to choose from, with ``chosen`` among them.

    Args:
        chosen: The present time, "HH:MM".
        end_of_day: Whether "24:00" stands at the end instead of "00:00" at the beginning.
    """
    offered = {*HALF_HOURS, chosen}
    if end_of_day:
        offered = (offered - {"00:00"}) | {"24:00"}
    return tuple(sorted(offered))


def time_words(text: str) -> str:
    """A time of the settings, such as "22:30", as it is shown; "24:00" as it is."""
    hour, minute = map(int, text.split(":"))
    return text if hour > _LAST_HOUR else clock_time(dt.time(hour, minute))


def when(nudge: Nudge) -> str:
    """When a nudge comes, as a line of help."""
    return tr("{when}.", when=timing_words(nudge))


def timing_words(nudge: Nudge) -> str:
    """When a nudge comes, as a sentence without its full stop."""
    if nudge.before_bedtime_minutes is not None:
        return _before_bedtime(nudge.before_bedtime_minutes)
    if nudge.every_minutes is not None:
        return _every(nudge.every_minutes)
    return tr("At {times}", times=listed([time_words(str(time)) for time in nudge.at or ()]))


def _before_bedtime(minutes: int) -> str:
    if minutes % _MINUTES_PER_HOUR or not minutes:
        return trn("Once, {n} minute before bedtime", "Once, {n} minutes before bedtime", minutes)
    hours = minutes // _MINUTES_PER_HOUR
    return trn("Once, {n} hour before bedtime", "Once, {n} hours before bedtime", hours)


def _every(minutes: int) -> str:
    if minutes % _MINUTES_PER_HOUR or not minutes:
        return trn(
            "Every {n} minute, in your active hours",
            "Every {n} minutes, in your active hours",
            minutes,
        )
    hours = minutes // _MINUTES_PER_HOUR
    return trn("Every hour, in your active hours", "Every {n} hours, in your active hours", hours)
