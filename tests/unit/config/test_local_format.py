"""Dates, times, figures and lists."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from config import local_format
from config.language import tr
from config.local_format import (
    brief_date,
    brief_day,
    capital,
    clock_time,
    counts_to_twelve,
    date_span,
    date_with_weekday,
    date_with_year,
    day_and_month,
    full_date,
    in_a_row,
    listed,
    listed_or,
    number,
    sentence,
    short_date,
    short_month,
    short_weekday,
    signed,
    small,
    weekday,
    weekday_letter,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.date(2026, 3, 10)
EVENING = dt.time(21, 5)


def test_a_date_is_written_as_in_britain_unless_the_country_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ways = (full_date, date_with_year, date_with_weekday, day_and_month, short_date)
    assert [way(DAY) for way in ways] == [
        "Tuesday 10 March 2026",
        "10 March 2026",
        "Tuesday 10 March",
        "10 March",
        "Tue 10 Mar 2026",
    ]
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert [way(DAY) for way in ways] == [
        "Tuesday, March 10, 2026",
        "March 10, 2026",
        "Tuesday, March 10",
        "March 10",
        "Tue, Mar 10, 2026",
    ]
    monkeypatch.setenv("LC_TIME", "en_GB.UTF-8")
    assert full_date(DAY) == "Tuesday 10 March 2026"


def test_every_day_and_month_has_its_name() -> None:
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    for day in year:
        assert full_date(day) == f"{day:%A} {day.day} {day:%B %Y}"
        assert short_date(day) == f"{day:%a} {day.day} {day:%b %Y}"
        assert short_month(day) == f"{day:%b %Y}"
        assert (weekday(day), short_weekday(day)) == (f"{day:%A}", f"{day:%a}")
        assert weekday_letter(day) == f"{day:%a}"[0]


def test_hours_are_counted_as_in_the_country(
    monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]
) -> None:
    assert clock_time(EVENING) == "21:05"
    assert clock_time(dt.datetime(2026, 3, 10, 0, 30, tzinfo=dt.UTC)) == "00:30"
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    times = [clock_time(dt.time(hour, 5)) for hour in (0, 1, 11, 12, 13, 23)]
    assert times == ["12:05 AM", "1:05 AM", "11:05 AM", "12:05 PM", "1:05 PM", "11:05 PM"]
    # German counts to twenty-four wherever it is spoken.
    speak("en_XA")
    assert clock_time(EVENING) == "21:05"


def test_the_countries_are_those_of_cldr(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0
    for name in locale_identifiers():
        locale = Locale.parse(name)
        territory = locale.territory
        plain = f"{locale.language}_{territory}"
        if locale.language not in {"ar", *_SPOKEN} or name != plain or len(territory or "") != 2:
            continue
        seen += 1
        monkeypatch.setenv("LANG", plain)
        monkeypatch.setattr(local_format, "code", lambda name=locale.language: name)
        assert counts_to_twelve() is ("a" in locale.time_formats["short"].pattern), plain
        if locale.language == "en":
            # Burundi, Canada and Japan write ours too.
            first = locale.date_formats["long"].pattern.startswith("M")
            ours = local_format._month_first() or territory in {"BI", "CA", "JP"}
            assert ours is first, plain
    assert seen > 200


_SPOKEN = ("de", "en", "es", "fr", "it", "nl", "pl")


@pytest.mark.parametrize("territory", ["", "_EG.UTF-8"])
def test_arabic_counts_to_twelve_where_no_country_says_otherwise(
    territory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_format, "code", lambda: "ar")
    monkeypatch.setenv("LANG", f"ar{territory}")
    assert counts_to_twelve()


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.5, "0.5"), (7.25, "7.25"), (0.126, "0.13"), (100.0, "100"), (0, "0")],
)
def test_a_figure_has_two_decimals_at_the_most(value: float, written: str) -> None:
    assert number(value) == written


def test_a_list_ends_with_and_or_with_or() -> None:
    items = ["a", "b", "c", "d"]
    assert [listed(items[:n]) for n in range(5)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and d",
    ]
    assert [listed_or(items[:n]) for n in range(4)] == ["", "a", "a or b", "a, b or c"]


def test_a_sign_stands_before_its_figure_from_whichever_side_one_reads(
    speak: Callable[[str], None],
) -> None:
    assert [signed(value) for value in (12, -3, 0)] == ["+12", "-3", "0"]
    speak("ar")
    mark = Locale("ar").number_symbols["latn"]["minusSign"].removesuffix("-")
    assert [signed(value) for value in (12, -3, 0)] == [f"{mark}+12", f"{mark}-3", "0"]


def test_a_large_figure_has_a_mark_at_each_thousand() -> None:
    assert (whole(1200.4), whole(12), number(1250.25, 1, grouped=True)) == (
        "1,200",
        "12",
        "1,250.2",
    )
    assert number(1250.25) == "1250.25"


def test_a_few_things_stand_in_a_row() -> None:
    assert (in_a_row([]), in_a_row(["a"]), in_a_row(["a", "b", "c"])) == ("", "a", "a, b, c")
    assert (capital("a b"), capital("")) == ("A b", "")


def test_a_capital_letter_within_a_row_is_kept_outside_of_english(
    speak: Callable[[str], None],
) -> None:
    assert (small("Once a day"), small("MS"), small("")) == ("once a day", "MS", "")
    speak("en_XA")
    assert small("Zucken") == "Zucken"


def test_days_in_a_row_say_month_and_year_once(monkeypatch: pytest.MonkeyPatch) -> None:
    week = dt.timedelta(days=6)
    starts = (dt.date(2026, 3, 2), dt.date(2026, 3, 30), dt.date(2025, 12, 29))
    assert [date_span(start, start + week) for start in starts] == [
        "2 to 8 March 2026",
        "30 March to 5 April 2026",
        "29 December 2025 to 4 January 2026",
    ]
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert date_span(starts[0], starts[0] + week) == "March 2 to March 8, 2026"


@pytest.mark.parametrize(
    ("language", "first", "span"),
    [
        ("de", "1. März 2026", "1. bis 3. März 2026"),
        ("fr", "1er mars 2026", "du 1er au 3 mars 2026"),
        ("it", "1º marzo 2026", "dal 1º al 3 marzo 2026"),
        ("pt_BR", "1º de março de 2026", "de 1º a 3 de março de 2026"),
        ("es", "1 de marzo de 2026", "del 1 al 3 de marzo de 2026"),
    ],
)
def test_the_first_of_a_month_is_written_as_the_language_has_it(
    speak: Callable[[str], None], language: str, first: str, span: str
) -> None:
    speak(language)
    assert date_with_year(dt.date(2026, 3, 1)) == first
    assert date_span(dt.date(2026, 3, 1), dt.date(2026, 3, 3)) == span


def test_a_date_in_little_room_is_the_same_in_every_country(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for locale in ("en_GB.UTF-8", "en_US.UTF-8"):
        monkeypatch.setenv("LANG", locale)
        assert (brief_date(DAY), brief_day(DAY)) == ("10 Mar 2026", "10 Mar")


def test_all_of_it_is_said_in_the_language(speak: Callable[[str], None]) -> None:
    speak("en_XA")
    texts = [
        full_date(DAY),
        date_with_year(DAY),
        date_with_weekday(DAY),
        day_and_month(DAY),
        short_date(DAY),
        short_month(DAY),
        weekday(DAY),
        short_weekday(DAY),
        weekday_letter(DAY),
        number(0.5),
        listed(["a", "b"]),
        listed_or(["a", "b"]),
        in_a_row(["a", "b"]),
        brief_date(DAY),
        brief_day(DAY),
        date_span(DAY, DAY),
    ]
    assert all(text.startswith("⟦") for text in texts)
    assert number(2) == "2"


def test_a_reason_becomes_a_sentence(speak: Callable[[str], None]) -> None:
    assert sentence("the screen is locked") == "The screen is locked."
    assert sentence('no such setting; did you mean "day"?').endswith('mean "day"?')
    speak("de")
    assert sentence(tr("you are away")) == "Sie sind nicht da."
