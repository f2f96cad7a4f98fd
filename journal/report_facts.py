"""What a report for a doctor tells: values without words."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.profile import Profile
    from journal.report_period import Period, Step

Counts = tuple[tuple[str, int], ...]
"""Values as they stand in the journal, and how often each; the most frequent first."""

MAX_BEGAN_DAYS: Final = 36_525
"""The longest time that a twitch may have gone on before it was logged: a hundred years."""

NO: Final = "no"


@dataclasses.dataclass(frozen=True, slots=True)
class Began:
    """When something began, as the person said it.

    Attributes:
        told_on: The day on which they said so.
        days: At most how many days before that it began; the answer was one of several ranges,
            and this is its longest time.
    """

    told_on: dt.date
    days: int

    @property
    def earliest(self) -> dt.date:
        """The earliest day that the answer allows."""
        return self.told_on - dt.timedelta(days=self.days)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """One place of the body.

    Attributes:
        site: Its name in a report.
        days: On how many days a twitch there was logged.
        times: How often, the same one again among them.
        first: The first of these days in the period.
        last: The last.
        began: When it began, of all that was said about it the earliest; None if nothing was.
        kinds: What the movement was like.
        bouts: How long it went on at a time.
    """

    site: str
    days: int
    times: int
    first: dt.date
    last: dt.date
    began: Began | None
    kinds: Counts
    bouts: Counts


@dataclasses.dataclass(frozen=True, slots=True)
class Bin:
    """A week, month or year, or what of it lies in the period.

    Attributes:
        period: Its days.
        twitch_days: On how many of them a twitch was logged.
        times: How often.
        noted_days: On how many of them anything at all was logged.
    """

    period: Period
    twitch_days: int
    times: int
    noted_days: int


@dataclasses.dataclass(frozen=True, slots=True)
class Series:
    """How often, by week, month or year."""

    step: Step
    bins: tuple[Bin, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """One answer to one question, and the days on which it was given, in order."""

    value: str
    dates: tuple[dt.date, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """What was said about one warning sign.

    Attributes:
        key: Its name in a report.
        said: The answers in the order in which they were first given.
    """

    key: str
    said: tuple[Said, ...]

    @property
    def only_no(self) -> bool:
        """Whether it was answered, and always with "no"."""
        return bool(self.said) and all(one.value == NO for one in self.said)


@dataclasses.dataclass(frozen=True, slots=True)
class Habit:
    """One habit over the days on which it was noted.

    Attributes:
        name: ``sleep``, ``caffeine``, ``stress``, ``water``, ``alcohol`` or ``exercise``.
        days: On how many days it was noted; a day on which a check-in said "none" is one.
        mean: The mean of those days; None without one.
        low: The least of them.
        high: The most.
    """

    name: str
    days: int
    mean: float | None
    low: float | None
    high: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class OwnWords:
    """Something the person wrote, and the day."""

    date: dt.date
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """All that the report tells.

    Attributes:
        made_at: When it was made, in the person's zone.
        period: What it is about.
        first_ever: The day of the first twitch in the whole journal; None if there is none.
        twitch_days: On how many days of the period a twitch was logged.
        times: How often, the same one again among them.
        noted_days: On how many days anything at all was logged.
        began: When it began, of all that was said in the period the earliest.
        places: The places, those with most days first.
        answers: What else was said with each twitch, by question, such as ``kind`` or ``bout``;
            how many said nothing stands under the empty value.
        series: How often, by week and longer.
        asked: How often the warning signs were asked about.
        core: The core signs in the order in which they are asked; each answered or not.
        other: The other signs that were answered.
        changes: What the person said that has changed, by question.
        profile: What they told about themselves.
        habits: Averages.
        triggers: What they ticked as a possible trigger.
        notes: Their own words, the newest first; None where they are left out.
    """

    made_at: dt.datetime
    period: Period
    first_ever: dt.date | None
    twitch_days: int
    times: int
    noted_days: int
    began: Began | None
    places: tuple[Place, ...]
    answers: Mapping[str, Counts]
    series: tuple[Series, ...]
    asked: int
    core: tuple[Sign, ...]
    other: tuple[Sign, ...]
    changes: Mapping[str, tuple[Said, ...]]
    profile: Profile
    habits: tuple[Habit, ...]
    triggers: Counts
    notes: tuple[OwnWords, ...] | None
