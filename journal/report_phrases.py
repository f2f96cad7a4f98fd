"""Days, counts and quoted words as a report says them; pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from journal.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from journal.report_facts import Began, Counts

    Words = Mapping[str, Mapping[str, str]]

LONGER_AGO: Final = 1000
"""The days that stand for "longer ago" than a year in the answers about the beginning."""

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_QUOTED: Final = 40


def month(date: dt.date) -> str:
    """``Mar``, whatever the locale: Qt sets that of the desktop, and the report is in English."""
    return _MONTHS[date.month - 1]


def day(date: dt.date) -> str:
    """``3 Mar 2026``: no country reads it another way."""
    return f"{day_without_year(date)} {date.year}"


def day_without_year(date: dt.date) -> str:
    """``3 Mar``."""
    return f"{date.day} {month(date)}"


def span(first: dt.date, last: dt.date) -> str:
    """``3 Mar to 9 Apr 2026``, or the one day."""
    if first == last:
        return day(first)
    start = day_without_year(first) if first.year == last.year else day(first)
    return f"{start} to {day(last)}"


def days_in_a_row(dates: Sequence[dt.date]) -> str:
    """``30 Dec 2025, 3 Mar, 9 Mar 2026``: the year once for all days of it that follow."""
    following = [*dates[1:], None]
    return ", ".join(
        day(date) if after is None or after.year != date.year else day_without_year(date)
        for date, after in zip(dates, following, strict=True)
    )


def times(count: int) -> str:
    """``once``, ``12 times``."""
    return "once" if count == 1 else f"{count:,} times"


def quantity(count: int, one: str, several: str = "") -> str:
    """``1 day``, ``12 days``."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def when(dates: Sequence[dt.date], most: int) -> str:
    """On which days something was said.

    Args:
        dates: The days in order, at least one; a day stands there once for each time.
        most: Up to how many are named one by one; 0 for the last alone.
    """
    if not most:
        return f"{len(dates):,}, last on {day(dates[-1])}"
    different = [date for date, _ in itertools.groupby(dates)]
    named = len(different) <= most
    days = days_in_a_row(different) if named else span(different[0], different[-1])
    return days if len(dates) == 1 else f"{times(len(dates))} ({days})"


def began(told: Began) -> str:
    """When something began, no more exactly than the person said."""
    if told.days == 0:
        return f"on {day(told.told_on)}"
    if told.days == 1:
        return f"on {day(told.earliest)}"
    if told.days >= LONGER_AGO:
        return f"more than a year before {day(told.told_on)}"
    return f"at most {told.days} days before {day(told.told_on)}"


def label(words: Words, part: str, value: str) -> str:
    """What a value is called; one that this Lull does not know is told as it stands."""
    return words[part].get(value) or plain(value.replace("_", " "))[:_QUOTED] or "-"


def counted(counts: Counts, words: Words, part: str, most: int = 0) -> str:
    """``Seconds (12), minutes (1), not said (3)``.

    Args:
        counts: How often each; the empty value is what was not said.
        words: What the values are called.
        part: The list that they belong to.
        most: How many are named; 0 for all.
    """
    named = [(value, count) for value, count in counts if value]
    shown = named[:most] if most else named
    told = [f"{_lower(label(words, part, value))} ({count:,})" for value, count in shown]
    if len(shown) < len(named):
        told.append(f"{len(named) - len(shown)} more")
    if named:
        told += [f"not said ({count:,})" for value, count in counts if not value]
    return capital(", ".join(told)) or "Not told"


def listed(names: Sequence[str], most: int) -> str:
    """``A; B; C; and 4 more``."""
    rest = len(names) - most
    return "; ".join([*names[:most], *([f"and {rest} more"] if rest > 0 else [])])


def number(value: float) -> str:
    """At most one figure after the point, and none where it is 0."""
    return f"{value:,.1f}".removesuffix(".0")


def capital(text: str) -> str:
    """With a capital letter in front."""
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    # "MS" at the front stays.
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def cut(text: str, most: int) -> str:
    """At most ``most`` letters of a text, and how many more there are."""
    if len(text) <= most:
        return _quoted(text)
    begun = text[:most].rstrip()
    more = quantity(len(text) - len(begun), "more letter")
    return f"{_quoted(f'{begun}...')} ({more} in Lull)"


def _quoted(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def joined(parts: Iterable[str]) -> str:
    """Sentences in a row, without the empty ones."""
    return " ".join(part for part in parts if part)
