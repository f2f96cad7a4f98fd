"""Days and weeks of a journal in calm sentences: what was noted, and nothing made of it; pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from journal.entry_words import number, quantity
from journal.weeks import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.day_log import DaySums
    from journal.weeks import Mean, Week

NOTHING: Final = "Nothing was noted."
_TWITCH: Final = "A twitch was noted."
_ONLY_CHECK_IN: Final = "A check-in was filled in."


def date_words(date: dt.date) -> str:
    """A date with its weekday: "Tuesday 10 March 2026"."""
    return f"{date:%A} {date.day} {date:%B %Y}"


def short_date(date: dt.date) -> str:
    """A date for a narrow place: "Tue 10 Mar 2026"."""
    return f"{date:%a} {date.day} {date:%b %Y}"


def day_facts(day: DaySums) -> tuple[tuple[str, str], ...]:
    """The figures of a day, each with its name: ("Sleep", "7.5 hours"); without what is not known.

    A habit of which a check-in was told that there was none is "none".
    """
    told = day.answered or frozenset()
    sleep = "" if day.sleep_hours is None else quantity(day.sleep_hours, "hour")
    stress = "" if day.stress is None else f"{number(day.stress)} of 10"
    named = (
        ("Sleep", sleep),
        ("Caffeine", f"about {day.caffeine_mg:.0f} mg" if day.caffeine_mg else ""),
        ("Stress", stress),
        ("Water and other drinks", f"{day.water_ml:.0f} ml" if day.water_ml else ""),
        ("Exercise", quantity(day.exercise_minutes, "minute") if day.exercise_minutes else ""),
        ("Alcohol", quantity(day.alcohol_units, "unit") if day.alcohol_units else ""),
    )
    answers = ("sleep", "caffeine", "stress", "water", "exercise", "alcohol")
    return tuple(
        (name, words or "none")
        for (name, words), answer in zip(named, answers, strict=True)
        if words or answer in told
    )


def day_sentences(day: DaySums | None) -> str:
    """What was noted on a day: "A twitch was noted. Sleep: 7.5 hours. Caffeine: about 200 mg."."""
    if day is None:
        return NOTHING
    sentences = [_TWITCH] if day.twitches else []
    sentences += [f"{name}: {words}." for name, words in day_facts(day)]
    return " ".join(sentences) or (NOTHING if day.answered is None else _ONLY_CHECK_IN)


def week_heading(week: Week) -> str:
    """The days of a week: "2 to 8 March 2026", "30 March to 5 April 2026"."""
    first, last = week.monday, week.monday + dt.timedelta(days=DAYS - 1)
    if first.year != last.year:
        begins = f"{first.day} {first:%B %Y}"
    else:
        begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return f"{begins} to {last.day} {last:%B %Y}"


def week_lines(week: Week) -> tuple[str, ...]:
    """A week's summary, a line for each thing that is known of it."""
    lines = [f"Something was noted on {_weekdays(week.noted)}."]
    if week.twitches:
        lines.append(f"A twitch was noted on {_weekdays(week.twitches)}.")
    lines += [
        f"{name}: {words} {_known(mean)}."
        for name, words, mean in (
            _figure("Sleep", week.sleep_hours, "hour"),
            _figure("Caffeine", week.caffeine_mg, "mg"),
            _figure("Stress", week.stress, "of 10"),
            _figure("Water and other drinks", week.water_ml, "ml"),
            _figure("Exercise", week.exercise_minutes, "minute"),
            _figure("Alcohol", week.alcohol_units, "unit"),
        )
        if mean is not None
    ]
    return tuple(lines)


def _figure(name: str, mean: Mean | None, unit: str) -> tuple[str, str, Mean | None]:
    if mean is None:
        return name, "", None
    if unit in {"mg", "ml"}:
        return name, f"about {mean.value:.0f} {unit}", mean
    if unit == "of 10":
        return name, f"{number(round(mean.value, 1))} {unit}", mean
    # A tenth of a minute is nothing that anybody noted.
    return name, quantity(round(mean.value, 0 if unit == "minute" else 1), unit), mean


def _known(mean: Mean) -> str:
    if mean.days == 1:
        return "on the one day on which it was noted"
    return f"a day on average, over {mean.days} days"


def _weekdays(days: Sequence[dt.date]) -> str:
    names = [f"{day:%A}" for day in days]
    if len(names) == DAYS:
        return "every day"
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
