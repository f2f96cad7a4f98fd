"""Dates, times, figures and lists as a person writes them in the language that Lull speaks.

Names and orders are messages of the catalogues, since a computer rarely has the formats of more
than one language, and `strftime` follows whatever a library made of the process's locale. Digits
are those of English everywhere, and amounts are metric, as they are logged.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from config.country import territory_of
from config.language import ENGLISH, NP_, changed, code, right_to_left, tr, trp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_LEFT_TO_RIGHT: Final = "\N{LEFT-TO-RIGHT MARK}"
_MONTHS: Final = (
    NP_("month in a date", "January"),
    NP_("month in a date", "February"),
    NP_("month in a date", "March"),
    NP_("month in a date", "April"),
    NP_("month in a date", "May"),
    NP_("month in a date", "June"),
    NP_("month in a date", "July"),
    NP_("month in a date", "August"),
    NP_("month in a date", "September"),
    NP_("month in a date", "October"),
    NP_("month in a date", "November"),
    NP_("month in a date", "December"),
)
_SHORT_MONTHS: Final = (
    NP_("month in a date, short", "Jan"),
    NP_("month in a date, short", "Feb"),
    NP_("month in a date, short", "Mar"),
    NP_("month in a date, short", "Apr"),
    NP_("month in a date, short", "May"),
    NP_("month in a date, short", "Jun"),
    NP_("month in a date, short", "Jul"),
    NP_("month in a date, short", "Aug"),
    NP_("month in a date, short", "Sep"),
    NP_("month in a date, short", "Oct"),
    NP_("month in a date, short", "Nov"),
    NP_("month in a date, short", "Dec"),
)
_SHORT_MONTHS_ALONE: Final = (
    NP_("month without a day, short", "Jan"),
    NP_("month without a day, short", "Feb"),
    NP_("month without a day, short", "Mar"),
    NP_("month without a day, short", "Apr"),
    NP_("month without a day, short", "May"),
    NP_("month without a day, short", "Jun"),
    NP_("month without a day, short", "Jul"),
    NP_("month without a day, short", "Aug"),
    NP_("month without a day, short", "Sep"),
    NP_("month without a day, short", "Oct"),
    NP_("month without a day, short", "Nov"),
    NP_("month without a day, short", "Dec"),
)
_WEEKDAYS: Final = (
    NP_("weekday", "Monday"),
    NP_("weekday", "Tuesday"),
    NP_("weekday", "Wednesday"),
    NP_("weekday", "Thursday"),
    NP_("weekday", "Friday"),
    NP_("weekday", "Saturday"),
    NP_("weekday", "Sunday"),
)
_SHORT_WEEKDAYS: Final = (
    NP_("weekday, short", "Mon"),
    NP_("weekday, short", "Tue"),
    NP_("weekday, short", "Wed"),
    NP_("weekday, short", "Thu"),
    NP_("weekday, short", "Fri"),
    NP_("weekday, short", "Sat"),
    NP_("weekday, short", "Sun"),
)
_LETTERS: Final = (
    NP_("Monday, one letter", "M"),
    NP_("Tuesday, one letter", "T"),
    NP_("Wednesday, one letter", "W"),
    NP_("Thursday, one letter", "T"),
    NP_("Friday, one letter", "F"),
    NP_("Saturday, one letter", "S"),
    NP_("Sunday, one letter", "S"),
)
_LETTER_CONTEXTS: Final = tuple(f"{name}, one letter" for name in _WEEKDAYS)

_ASKED: Final = ("?", "\N{ARABIC QUESTION MARK}")
"""How a sentence ends that needs no full stop."""

_MONTH_FIRST: Final = "AS GU MH MP PH PR UM US VI"
"""Where English has the month before the day (CLDR 47)."""

_TWELVE_HOURS: Final = {
    ENGLISH: (
        "AE AG AS AU BB BM BS CA CY DM ER FJ FM GD GH GM GU GY HK IN JM KI KN KY LC LR LS MH MO MP"
        " MW MY NA NZ PG PH PK PR PW SB SD SG SL SS SZ TC TO TT UM US VC VG VI VU WS"
    ),
    "es": "BO CO CR CU DO EC GT HN MX NI PA PE PH PR SV US VE",
    "fr": "DJ DZ MR SY TD TN VU",
}
"""Where a language counts hours to twelve (CLDR 47)."""
_ARABIC_TO_24: Final = "IL KM MA"
"""Where Arabic counts them to twenty-four (CLDR 47)."""


def full_date(date: dt.date) -> str:
    """A date with its weekday: "Tuesday 10 March 2026"."""
    if _month_first():
        return f"{weekday(date)}, {_month(date)} {date.day}, {date.year}"
    return trp(
        "a date",
        "{weekday} {day} {month} {year}",
        weekday=weekday(date),
        day=_day(date),
        month=_month(date),
        year=date.year,
    )


def date_with_year(date: dt.date) -> str:
    """A date: "10 March 2026"."""
    if _month_first():
        return f"{_month(date)} {date.day}, {date.year}"
    return trp("a date", "{day} {month} {year}", day=_day(date), month=_month(date), year=date.year)


def date_with_weekday(date: dt.date) -> str:
    """A date of about now: "Tuesday 10 March"."""
    if _month_first():
        return f"{weekday(date)}, {_month(date)} {date.day}"
    return trp(
        "a date",
        "{weekday} {day} {month}",
        weekday=weekday(date),
        day=_day(date),
        month=_month(date),
    )


def day_and_month(date: dt.date) -> str:
    """A date of this year: "10 March"."""
    if _month_first():
        return f"{_month(date)} {date.day}"
    return trp("a date", "{day} {month}", day=_day(date), month=_month(date))


def date_span(first: dt.date, last: dt.date) -> str:
    """Some days in a row: "2 to 8 March 2026", "30 March to 5 April 2026"."""
    begins = day_and_month(first)
    if first.year != last.year:
        begins = date_with_year(first)
    elif first.month == last.month and not _month_first():
        begins = trp("a date without its month", "{day}", day=_day(first))
    return tr("{first} to {last}", first=begins, last=date_with_year(last))


def short_date(date: dt.date) -> str:
    """A date with its weekday for a narrow place: "Tue 10 Mar 2026"."""
    name, month = short_weekday(date), _short_month(date)
    if _month_first():
        return f"{name}, {month} {date.day}, {date.year}"
    return trp(
        "a date, short",
        "{weekday} {day} {month} {year}",
        weekday=name,
        day=_day(date),
        month=month,
        year=date.year,
    )


def brief_date(date: dt.date) -> str:
    """A date in little room: "10 Mar 2026", which no country reads another way."""
    return trp(
        "a date, short",
        "{day} {month} {year}",
        day=_day(date),
        month=_short_month(date),
        year=date.year,
    )


def brief_day(date: dt.date) -> str:
    """A date in little room, without its year: "10 Mar"."""
    return trp("a date, short", "{day} {month}", day=_day(date), month=_short_month(date))


def short_month(date: dt.date) -> str:
    """A month for a narrow place: "Mar 2026"."""
    month = trp("month without a day, short", _SHORT_MONTHS_ALONE[date.month - 1])
    return trp("a month, short", "{month} {year}", month=month, year=date.year)


def weekday(date: dt.date) -> str:
    """The name of its weekday: "Tuesday"."""
    return trp("weekday", _WEEKDAYS[date.weekday()])


def short_weekday(date: dt.date) -> str:
    """The name of its weekday for a narrow place: "Tue"."""
    return trp("weekday, short", _SHORT_WEEKDAYS[date.weekday()])


def weekday_letter(date: dt.date) -> str:
    """Its weekday where there is room for one letter: "T"."""
    number = date.weekday()
    return trp(_LETTER_CONTEXTS[number], _LETTERS[number])


def clock_time(at: dt.time | dt.datetime) -> str:
    """A time of day: "14:05", or "2:05 PM" where hours are counted to twelve."""
    if not counts_to_twelve():
        return f"{at.hour:02d}:{at.minute:02d}"
    hour, minute = at.hour % 12 or 12, f"{at.minute:02d}"
    if at.hour < 12:  # noqa: PLR2004 - the hour of noon
        return trp("a time before noon", "{hour}:{minute} AM", hour=hour, minute=minute)
    return trp("a time from noon on", "{hour}:{minute} PM", hour=hour, minute=minute)


def counts_to_twelve() -> bool:
    """Whether hours are counted to twelve: by the language, and the country of LC_TIME."""
    spoken, territory = code(), _territory()
    if spoken == "ar":
        return territory not in _ARABIC_TO_24.split()
    return territory in _TWELVE_HOURS.get(spoken, "").split()


def number(value: float, decimals: int = 2, *, grouped: bool = False) -> str:
    """A figure without needless decimals, with a comma before them where the language has one.

    Args:
        value: The figure.
        decimals: How many it has at the most.
        grouped: Whether there is a mark at each thousand: "1,250".
    """
    written = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
    units, _, rest = written.partition(".")
    units, rest = units.replace(",", trp("between thousands", ",")), rest.rstrip("0")
    return trp("a figure", "{units}.{rest}", units=units, rest=rest) if rest else units


def whole(value: float) -> str:
    """A figure without decimals, with a mark at each thousand: "1,200"."""
    return number(value, 0, grouped=True)


def signed(value: int) -> str:
    """A whole figure with its sign: "+12", "-3", and "0" without one.

    Where one reads from the right, CLDR (47, ``ar``, figures in ``latn``) has a mark before the
    sign, without which it would stand behind the digits.
    """
    if not value:
        return "0"
    return f"{_LEFT_TO_RIGHT if right_to_left() else ''}{value:+d}"


def capital(text: str) -> str:
    """With a capital letter in front."""
    return changed(text, lambda words: words[:1].upper() + words[1:])


def sentence(words: str) -> str:
    """A reason or a phrase as a sentence: with a capital letter in front and a full stop."""
    told = capital(words)
    return told if told.endswith(_ASKED) else tr("{words}.", words=told)


def small(text: str) -> str:
    """Within a row or a sentence: English alone writes it without a capital letter there."""
    # "MS" at the front stays.
    if code() != ENGLISH or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def listed(items: Sequence[str]) -> str:
    """All of some: "a, b and c"; empty for none."""
    others = in_a_row(items[:-1])
    if not others:
        return in_a_row(items)
    return trp("the end of a list", "{others} and {last}", others=others, last=items[-1])


def listed_or(items: Sequence[str]) -> str:
    """One of some: "a, b or c"; empty for none."""
    others = in_a_row(items[:-1])
    if not others:
        return in_a_row(items)
    return trp("the end of a list", "{others} or {last}", others=others, last=items[-1])


def in_a_row(items: Sequence[str]) -> str:
    """Some, one after another: "a, b, c"; empty for none."""
    row = ""
    for item in items:
        row = trp("a list", "{others}, {next}", others=row, next=item) if row else item
    return row


def _day(date: dt.date) -> object:
    """The day of the month, which some languages call the first."""
    if date.day > 1:
        return date.day
    return trp("the first day of a month", "{day}", day=date.day)


def _month(date: dt.date) -> str:
    return trp("month in a date", _MONTHS[date.month - 1])


def _short_month(date: dt.date) -> str:
    return trp("month in a date, short", _SHORT_MONTHS[date.month - 1])


def _month_first() -> bool:
    return code() == ENGLISH and _territory() in _MONTH_FIRST.split()


def _territory() -> str | None:
    """The country whose formats the computer uses for dates and times; None if nothing says it."""
    names = ("LC_ALL", "LC_TIME", "LANG")
    return territory_of(next((os.environ[name] for name in names if os.environ.get(name)), ""))
