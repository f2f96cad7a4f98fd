"""How a person says how long to pause."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from config.errors import InputError
from config.language import tr
from journal.totals import day_start
from tray import timetable

if TYPE_CHECKING:
    from tray.clock import Clock

_DURATION = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m(?:in)?)?", re.ASCII)
_MAX_DAYS = 366


def parse(text: str, clock: Clock) -> datetime:
    """The UTC end of a pause.

    Args:
        text: "30m", "1h", "1h30m", "tomorrow" (until midnight), or a date (until it begins).
        clock: The present and the zone.

    Raises:
        InputError: Not understood, not in the future, or more than a year away.
    """
    word = text.strip().lower()
    now = clock.now()
    if is_tomorrow(text):
        return timetable.next_midnight(now, clock.zone)
    match = _DURATION.fullmatch(word)
    if match is not None and word:
        length = timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))
        until = now + length
    else:
        until = _start_of(_date(word, text), clock)
    if until <= now:
        raise InputError(tr("Not a pause"), tr('"{typed}" is not in the future', typed=text[:40]))
    if until > now + timedelta(days=_MAX_DAYS):
        detail = tr('"{typed}" is more than a year away', typed=text[:40])
        raise InputError(tr("Not a pause"), detail)
    return until


def is_tomorrow(text: str) -> bool:
    """Whether a pause is to last for the rest of the day."""
    return text.strip().lower() == "tomorrow"


def is_length(text: str) -> bool:
    """Whether a pause is said by its length, and not by its end."""
    word = text.strip().lower()
    return bool(word) and _DURATION.fullmatch(word) is not None


def _start_of(day: date, clock: Clock) -> datetime:
    # The first and the last days of the calendar cannot be moved into UTC from everywhere.
    nearest = clock.today() - timedelta(days=1), clock.today() + timedelta(days=_MAX_DAYS + 2)
    return day_start(min(max(day, nearest[0]), nearest[1]), clock.zone)


def _date(word: str, text: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        detail = tr(
            '"{typed}"; write 30m, 1h, 2h, tomorrow, or a date such as 2026-12-24', typed=text[:40]
        )
        raise InputError(tr("Not a pause"), detail) from error
