from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from journal.report_period import Period, Step, chosen_period, parts, read_day, steps_of

TODAY = dt.date(2026, 3, 10)
DAYS = st.dates(dt.date(1970, 1, 1), TODAY)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Period(first, last)


def test_without_a_word_it_is_the_last_three_months() -> None:
    assert chosen_period(None, None, TODAY) == Period(dt.date(2025, 12, 11), TODAY)
    assert chosen_period(None, None, TODAY).days == 90


def test_each_end_can_be_chosen() -> None:
    first, last = dt.date(2026, 1, 5), dt.date(2026, 2, 1)
    assert chosen_period("2026-01-05", None, TODAY) == Period(first, TODAY)
    assert chosen_period(" 2026-01-05 ", "2026-02-01", TODAY) == Period(first, last)
    assert chosen_period(None, "2026-02-01", TODAY).last == last
    assert chosen_period("2026-02-01", "2026-02-01", TODAY).days == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-02-02", "2026-02-01", "it ends on 2026-02-01, before it begins on 2026-02-02"),
        ("2026-03-11", None, "2026-03-11 is still to come; today is 2026-03-10"),
        (None, "2027-01-01", "still to come"),
        ("2026-02-30", None, '"2026-02-30"; write 2026-03-29'),
        (None, "", "write 2026-03-29"),
        ("yesterday" * 99, None, "write 2026-03-29"),
        ("1969-12-31", None, "out of range (1970 to 2200)"),
        (None, "2201-01-01", "out of range"),
    ],
)
def test_what_makes_no_sense_is_refused(first: str | None, last: str | None, words: str) -> None:
    with pytest.raises(InputError) as caught:
        chosen_period(first, last, TODAY)
    assert words in caught.value.detail
    assert len(caught.value.detail) < 120


def test_a_day_is_read_as_it_is_typed() -> None:
    assert read_day("2026-03-29\n") == dt.date(2026, 3, 29)


def test_a_week_ends_on_sunday_and_a_month_on_its_last_day() -> None:
    period = Period(dt.date(2025, 12, 30), dt.date(2026, 2, 3))
    assert list(parts(period, Step.WEEK))[:2] == [
        Period(dt.date(2025, 12, 30), dt.date(2026, 1, 4)),
        Period(dt.date(2026, 1, 5), dt.date(2026, 1, 11)),
    ]
    assert [one.last.isoformat() for one in parts(period, Step.MONTH)] == [
        "2025-12-31",
        "2026-01-31",
        "2026-02-03",
    ]
    assert [one.first.isoformat() for one in parts(period, Step.YEAR)] == [
        "2025-12-30",
        "2026-01-01",
    ]


@given(periods(), st.sampled_from(Step))
def test_the_parts_are_the_whole_without_gap_or_overlap(period: Period, step: Step) -> None:
    found = list(parts(period, step))
    assert found[0].first == period.first
    assert found[-1].last == period.last
    assert sum(one.days for one in found) == period.days
    assert all(one.first in period and one.last in period for one in found)


@given(periods())
def test_a_long_time_is_never_told_by_week_alone(period: Period) -> None:
    found = steps_of(period)
    assert found[-1][0] is Step.WEEK
    assert all(len(list(parts(part, step))) <= 57 for step, part in found)
    assert found[0][1] == period


def test_half_a_year_goes_by_week_three_years_by_month_and_more_by_year() -> None:
    def steps(days: int) -> list[Step]:
        period = Period(TODAY - dt.timedelta(days=days), TODAY)
        return [step for step, _ in steps_of(period)]

    assert steps(170) == [Step.WEEK]
    assert steps(365) == [Step.MONTH, Step.WEEK]
    assert steps(3650) == [Step.YEAR, Step.WEEK]


def test_the_end_of_a_period_is_no_longer_than_the_period() -> None:
    period = Period(dt.date(2026, 3, 1), TODAY)
    assert period.ending(3) == Period(dt.date(2026, 3, 8), TODAY)
    assert period.ending(300) == period
