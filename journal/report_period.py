"""Which days a report is about, and how they are put together to weeks, months or years; pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from config.language import N_, tr
from journal.entries import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL_DAYS: Final = 90
"""How far back a report looks where nobody says otherwise: about three months."""

MOST_WEEKS: Final = 27
"""Up to half a year is told by week."""
MOST_MONTHS: Final = 36
RECENT_WEEKS: Final = 13
"""A longer time is told by month or year, and its last quarter by week as well."""

_TITLE: Final = N_("No such period")
_QUOTED: Final = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, both ends included.

    Attributes:
        first: The first day.
        last: The last; not before the first.
    """

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: dt.date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= day <= self.last

    def ending(self, days: int) -> Period:
        """Its last days, at most as many as it has."""
        return Period(max(self.first, self.last - dt.timedelta(days=days - 1)), self.last)


class Step(StrEnum):
    """By what the days are put together."""

    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    YEAR = "year"


def read_day(text: str) -> dt.date:
    """A day as a person types it: 2026-03-29.

    Raises:
        InputError: It is none, or lies outside the years that entries can have.
    """
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            tr("Not a date"), tr('"{text}"; write 2026-03-29', text=text[:_QUOTED])
        ) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(
            tr("Not a date"),
            tr(
                "{day} is out of range ({first} to {last})",
                day=day,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            ),
        )
    return day


def chosen_period(first: str | None, last: str | None, today: dt.date) -> Period:
    """The period that a person asked for.

    Args:
        first: The first day as it was typed; None for the usual time before the last.
        last: The last day; None for today.
        today: Today on the person's clock.

    Raises:
        InputError: A day is none, is still to come, or the end is before the start.
    """
    end = today if last is None else read_day(last)
    start = end - dt.timedelta(days=USUAL_DAYS - 1) if first is None else read_day(first)
    for day in (start, end):
        if day > today:
            raise InputError(
                tr(_TITLE), tr("{day} is still to come; today is {today}", day=day, today=today)
            )
    if end < start:
        raise InputError(
            tr(_TITLE), tr("it ends on {end}, before it begins on {start}", end=end, start=start)
        )
    return Period(start, end)


def steps_of(period: Period) -> tuple[tuple[Step, Period], ...]:
    """By what a period is told, and which part of it.

    By week where that is few enough; else by month or year, and the last quarter by week as well.
    """
    if len(list(parts(period, Step.WEEK))) <= MOST_WEEKS:
        return ((Step.WEEK, period),)
    months = len(list(parts(period, Step.MONTH)))
    long_step = Step.MONTH if months <= MOST_MONTHS else Step.YEAR
    return (long_step, period), (Step.WEEK, period.ending(7 * RECENT_WEEKS))


def parts(period: Period, step: Step) -> Iterator[Period]:
    """The weeks, months or years of a period, in order; those at its ends may be cut short."""
    start = period.first
    while start <= period.last:
        end = min(_end(start, step), period.last)
        yield Period(start, end)
        start = end + dt.timedelta(days=1)


def _end(day: dt.date, step: Step) -> dt.date:
    if step is Step.WEEK:
        return day + dt.timedelta(days=6 - day.weekday())
    if step is Step.YEAR:
        return dt.date(day.year, 12, 31)
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
