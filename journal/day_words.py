"""Days and weeks of a journal in calm sentences: what was noted, and nothing made of it; pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from config import local_format
from config.language import N_, tr, trn
from config.local_format import date_span, full_date, listed, weekday
from journal.entry_words import quantity
from journal.weeks import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.day_log import DaySums
    from journal.weeks import Mean, Week

NOTHING: Final = N_("Nothing was noted.")
_TWITCH: Final = N_("A twitch was noted.")
_ONLY_CHECK_IN: Final = N_("A check-in was filled in.")
_EVERY_DAY: Final = N_("Something was noted on every day.")
_ON_SOME: Final = N_("Something was noted on {weekdays}.")
_TWITCH_EVERY_DAY: Final = N_("A twitch was noted on every day.")
_TWITCH_ON_SOME: Final = N_("A twitch was noted on {weekdays}.")


def date_words(date: dt.date) -> str:
    """A date with its weekday: "Tuesday 10 March 2026"."""
    return full_date(date)


def short_date(date: dt.date) -> str:
    """A date for a narrow place: "Tue 10 Mar 2026"."""
    return local_format.short_date(date)


class DayFact(NamedTuple):
    """One figure of a day.

    Attributes:
        habit: What it is about, by the name that a check-in has for it: "sleep".
        name: What it is called: "Sleep".
        words: The figure: "7.5 hours".
    """

    habit: str
    name: str
    words: str


def day_facts(day: DaySums) -> tuple[DayFact, ...]:
    """The figures of a day; without what is not known.

    A habit of which a check-in was told that there was none is "none".
    """
    told = day.answered or frozenset()
    sleep = "" if day.sleep_hours is None else quantity(day.sleep_hours, "hour")
    stress = "" if day.stress is None else quantity(day.stress, "of 10")
    caffeine = tr("about {n} mg", n=round(day.caffeine_mg)) if day.caffeine_mg else ""
    exercise = quantity(day.exercise_minutes, "minute") if day.exercise_minutes else ""
    water = tr("{n} ml", n=round(day.water_ml)) if day.water_ml else ""
    alcohol = quantity(day.alcohol_units, "unit") if day.alcohol_units else ""
    facts = (
        DayFact("sleep", tr("Sleep"), sleep),
        DayFact("caffeine", tr("Caffeine"), caffeine),
        DayFact("stress", tr("Stress"), stress),
        DayFact("water", tr("Water and other drinks"), water),
        DayFact("exercise", tr("Exercise"), exercise),
        DayFact("alcohol", tr("Alcohol"), alcohol),
    )
    return tuple(
        fact if fact.words else fact._replace(words=tr("none"))
        for fact in facts
        if fact.words or fact.habit in told
    )


def day_sentences(day: DaySums | None) -> str:
    """What was noted on a day: "A twitch was noted. Sleep: 7.5 hours. Caffeine: about 200 mg."."""
    if day is None:
        return tr(NOTHING)
    sentences = [tr(_TWITCH)] if day.twitches else []
    sentences += [tr("{name}: {told}.", name=fact.name, told=fact.words) for fact in day_facts(day)]
    return " ".join(sentences) or tr(NOTHING if day.answered is None else _ONLY_CHECK_IN)


def week_heading(week: Week) -> str:
    """The days of a week: "2 to 8 March 2026", "30 March to 5 April 2026"."""
    return date_span(week.monday, week.monday + dt.timedelta(days=DAYS - 1))


def week_lines(week: Week) -> tuple[str, ...]:
    """A week's summary, a line for each thing that is known of it."""
    lines = [_on_days(week.noted, _EVERY_DAY, _ON_SOME)]
    if week.twitches:
        lines.append(_on_days(week.twitches, _TWITCH_EVERY_DAY, _TWITCH_ON_SOME))
    lines += [
        _on_average(name, words, mean)
        for name, words, mean in (
            _figure(tr("Sleep"), week.sleep_hours, "hour"),
            _figure(tr("Caffeine"), week.caffeine_mg, "mg"),
            _figure(tr("Stress"), week.stress, "of 10"),
            _figure(tr("Water and other drinks"), week.water_ml, "ml"),
            _figure(tr("Exercise"), week.exercise_minutes, "minute"),
            _figure(tr("Alcohol"), week.alcohol_units, "unit"),
        )
        if mean is not None
    ]
    return tuple(lines)


def _figure(name: str, mean: Mean | None, unit: str) -> tuple[str, str, Mean | None]:
    if mean is None:
        return name, "", None
    if unit == "mg":
        return name, tr("about {n} mg", n=round(mean.value)), mean
    if unit == "ml":
        return name, tr("about {n} ml", n=round(mean.value)), mean
    # A tenth of a minute is nothing that anybody noted.
    return name, quantity(round(mean.value, 0 if unit == "minute" else 1), unit), mean


def _on_average(name: str, words: str, mean: Mean) -> str:
    if mean.days == 1:
        return tr("{name}: {amount} on the one day on which it was noted.", name=name, amount=words)
    return trn(
        "{name}: {amount} a day on average, over {n} day.",
        "{name}: {amount} a day on average, over {n} days.",
        mean.days,
        name=name,
        amount=words,
    )


def _on_days(days: Sequence[dt.date], every_day: str, on_some: str) -> str:
    if len(days) == DAYS:
        return tr(every_day)
    return tr(on_some, weekdays=listed([weekday(day) for day in days]))
