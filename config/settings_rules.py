"""Rules that tie several values of the settings together, and how a broken one is told."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from config.clock import Weekday
from config.kinds import NudgeKind
from config.language import LANGUAGES, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.clock import TimeRange
    from config.settings import DayHours, Nudge, Settings

TIMING_KEYS = ("at", "every_minutes", "before_bedtime_minutes")
CAFFEINATED_DRINKS = (
    "coffee",
    "espresso",
    "filter_coffee",
    "tea",
    "green_tea",
    "cola",
    "diet_cola",
    "energy_drink",
    "energy_shot",
)


_Problem = tuple[str, str]
"""The full name of a setting, and what is wrong with it."""


def problem_of(settings: Settings) -> _Problem | None:
    """The first setting that is wrong, by its full name, and what is; None where all is well."""
    return next(_problems(settings), None)


def _problems(settings: Settings) -> Iterator[_Problem]:
    if settings.language and settings.language not in LANGUAGES:
        unknown = tr(
            'no such language "{language}"; known: {known}',
            language=settings.language,
            known=", ".join(LANGUAGES),
        )
        yield "language", unknown
    day = settings.day
    yield from _hours(day.active_hours, "day.active_hours")
    for weekday in Weekday:
        own: DayHours = getattr(day, weekday.value)
        yield from _hours(own.active_hours or (), f"day.{weekday}.active_hours")
    for kind in NudgeKind:
        yield from _timing(settings.nudge(kind), f"nudges.{kind}")
    for key in ("conditions", "medicines"):
        yield from _doubles(getattr(settings.profile, key), f"profile.{key}")
    stay = settings.notifications.stay_seconds
    if 0 < stay < 5:  # noqa: PLR2004 - the range that the docstring and the file name
        yield "notifications.stay_seconds", tr("0, or 5 to 3600")
    if settings.patterns.problem is not None:
        yield settings.patterns.problem
    drink = settings.caffeine.usual_drink
    if drink not in CAFFEINATED_DRINKS:
        known = ", ".join(CAFFEINATED_DRINKS)
        unknown = tr('no such drink "{drink}"; known: {known}', drink=drink, known=known)
        yield "caffeine.usual_drink", unknown


def _hours(ranges: tuple[TimeRange, ...], path: str) -> Iterator[_Problem]:
    in_order = sorted(ranges, key=lambda r: r.start)
    for first, second in itertools.pairwise(in_order):
        if first.overnight or first.end > second.start:
            yield path, tr('"{first}" and "{second}" overlap', first=first, second=second)
    if in_order and in_order[-1].overnight and in_order[-1].end > in_order[0].start:
        last, first = in_order[-1], in_order[0]
        yield path, tr('"{last}" runs into "{first}" of the next day', last=last, first=first)


def _timing(nudge: Nudge, path: str) -> Iterator[_Problem]:
    timings = [key for key in TIMING_KEYS if getattr(nudge, key) is not None]
    if len(timings) != 1:
        yield path, tr("give exactly one of {names}", names=", ".join(TIMING_KEYS))
    for key in ("weekdays", "at"):
        yield from _doubles(getattr(nudge, key), f"{path}.{key}")
    if nudge.at == ():
        yield f"{path}.at", tr("give a time, or set on = false")


def _doubles(values: tuple[object, ...] | None, path: str) -> Iterator[_Problem]:
    if values is not None and len(set(values)) != len(values):
        yield path, tr("a value stands twice")
