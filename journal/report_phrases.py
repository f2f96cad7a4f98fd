"""Days, counts and quoted words as a report says them; pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from config import local_format
from config.language import N_, tr, trn, trp
from config.local_format import brief_date, brief_day, capital, in_a_row, small, whole
from journal.plain_text import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from journal.report_facts import Began, Counts

    Words = Mapping[str, Mapping[str, str]]

LONGER_AGO: Final = 1000
"""The days that stand for "longer ago" than a year in the answers about the beginning."""

NOT_TOLD: Final = N_("Not told.")
_QUOTED: Final = 40


def span(first: dt.date, last: dt.date) -> str:
    """``3 Mar to 9 Apr 2026``, or the one day."""
    if first == last:
        return brief_date(first)
    start = brief_day(first) if first.year == last.year else brief_date(first)
    return tr("{first} to {last}", first=start, last=brief_date(last))


def days_in_a_row(dates: Sequence[dt.date]) -> str:
    """``30 Dec 2025, 3 Mar, 9 Mar 2026``: the year once for all days of it that follow."""
    following = [*dates[1:], None]
    return in_a_row(
        [
            brief_date(date) if after is None or after.year != date.year else brief_day(date)
            for date, after in zip(dates, following, strict=True)
        ]
    )


def times(count: int) -> str:
    """``once``, ``12 times``."""
    return trn("once", "{n} times", count, n=whole(count))


def days(count: int) -> str:
    """``1 day``, ``1,200 days``."""
    return trn("{n} day", "{n} days", count, n=whole(count))


def when(dates: Sequence[dt.date], most: int) -> str:
    """On which days something was said.

    Args:
        dates: The days in order, at least one; a day stands there once for each time.
        most: Up to how many are named one by one; 0 for the last alone.
    """
    if not most:
        return tr("{n}, last on {date}", n=whole(len(dates)), date=brief_date(dates[-1]))
    different = [date for date, _ in itertools.groupby(dates)]
    named = len(different) <= most
    named_days = days_in_a_row(different) if named else span(different[0], different[-1])
    if len(dates) == 1:
        return named_days
    return tr("{times} ({days})", times=times(len(dates)), days=named_days)


def began(told: Began) -> str:
    """When something began, no more exactly than the person said."""
    if told.days == 0:
        return tr("on {date}", date=brief_date(told.told_on))
    if told.days == 1:
        return tr("on {date}", date=brief_date(told.earliest))
    date = brief_date(told.told_on)
    if told.days >= LONGER_AGO:
        return tr("more than a year before {date}", date=date)
    return trn(
        "at most {n} day before {date}", "at most {n} days before {date}", told.days, date=date
    )


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
    told = [
        tr("{answer} ({n})", answer=small(label(words, part, value)), n=whole(count))
        for value, count in shown
    ]
    if len(shown) < len(named):
        told.append(trn("{n} more", "{n} more", len(named) - len(shown)))
    if named:
        told += [tr("not said ({n})", n=whole(count)) for value, count in counts if not value]
    return capital(in_a_row(told)) or tr("Not told")


def listed(names: Sequence[str], most: int) -> str:
    """``A; B; C; and 4 more``."""
    rest = len(names) - most
    named = apart(names[:most])
    if rest <= 0:
        return named
    return trn("{names}; and {n} more", "{names}; and {n} more", rest, names=named)


def apart(parts: Sequence[str]) -> str:
    """``A; B; C``."""
    row = ""
    for part in parts:
        row = tr("{others}; {next}", others=row, next=part) if row else part
    return row


def number(value: float) -> str:
    """At most one figure after the point, and none where it is 0."""
    return local_format.number(value, 1, grouped=True)


def sentence(text: str) -> str:
    """With a full stop."""
    return trp("the end of a sentence", "{text}.", text=text)


def cut(text: str, most: int) -> str:
    """At most ``most`` letters of a text, and how many more there are."""
    if len(text) <= most:
        return _quoted(text)
    begun = text[:most].rstrip()
    more = len(text) - len(begun)
    return trn(
        "{words} ({n} more letter in Lull)",
        "{words} ({n} more letters in Lull)",
        more,
        n=whole(more),
        words=_quoted(f"{begun}..."),
    )


def _quoted(text: str) -> str:
    return tr("\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}", words=text)


def joined(parts: Iterable[str]) -> str:
    """Sentences in a row, without the empty ones."""
    return " ".join(part for part in parts if part)
