"""What was logged, told in another language: nothing of it stays English."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

import msgspec
import pytest
from hard_coded import hard_coded, whole
from report_home import NOW, day, report, sleep, twitch
from trial_days import START, of, often

from config import language
from config.errors import InputError, JournalError, LullError
from config.kinds import FactorName, TrialHabit
from config.profile import Profile
from journal import pattern_words, trial_words
from journal.archive_text import read_text
from journal.backup import back_up, restore
from journal.condition import Rescued
from journal.connection import WHAT_TO_DO, plain_errors
from journal.day_log import DaySums
from journal.day_words import day_sentences, week_heading, week_lines
from journal.entries import Entry, EntryKind, checked, new_id
from journal.entry_words import name_and_amount, quantity
from journal.patterns import Count, Missing, Pattern, Suspicion, Verdict
from journal.report import Asked
from journal.report_period import chosen_period, read_day
from journal.report_text import report_text
from journal.report_words import write
from journal.report_written import DETAILS
from journal.store import Journal
from journal.trial import Phase, Trial
from journal.twitches import checked_twitch
from journal.weeks import weeks_of
from tips.report_words import report_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OWN = "\u0434\u0435\u043d\u044c"
"""A person's own words in letters that nobody takes for English."""


@pytest.fixture(autouse=True)
def other_language(speak: Callable[[str], None]) -> None:
    speak(language.PSEUDO)


def english(texts: Iterator[str] | list[str], *own: str) -> list[list[str]]:
    """What of each text is hard-coded, where anything is."""
    told = list(texts)
    assert all(map(whole, told))
    return [found for text in told if (found := hard_coded(text, *own))]


def fill(journal: Journal) -> None:
    for ago, signs in (
        (40, {"_core": "all_no"}),
        (9, {"weakness": "days"}),
        (8, {"cramps": "yes"}),
    ):
        journal.add_twitch(
            twitch(
                ago,
                OWN * 80,
                sites=["eyelid", "calf"],
                kind="jerk",
                bout="seconds",
                frequency="daily",
                spread="one_place",
                trend="worse",
                troublesome=True,
                triggers=["caffeine"],
                since_days=ago // 4,
                medicine_change="none",
                checked_by_doctor="no",
                signs=signs,
            )
        )
    journal.add(sleep(9, 5.5, OWN))
    journal.add(sleep(8, 7))
    journal.add(
        Entry(new_id(), EntryKind.DRINK, day(8), "coffee", 250, caffeine_mg=100, water_ml=250)
    )
    journal.add(Entry(new_id(), EntryKind.DRINK, day(8, 20), "wine", 175, alcohol_units=2.3))
    journal.add(Entry(new_id(), EntryKind.EXERCISE, day(8, 12), "", 30))


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("with_notes", [True, False])
def test_a_report_is_whole(detail: object, with_notes: bool, journal: Journal) -> None:  # noqa: FBT001 - both are tried
    fill(journal)
    profile = Profile(age_band="16_39", medicines=("statin",), conditions=("ms",), pregnant="no")
    found = report(journal, Asked(with_notes=with_notes), profile)
    written = write(found, report_words(), detail)  # type: ignore[arg-type] # one of DETAILS
    assert hard_coded(report_text(written)) == []
    assert written.notice.endswith(language.review_note())


def test_a_report_without_anything_is_whole(journal: Journal) -> None:
    assert hard_coded(report_text(write(report(journal), report_words()))) == []
    journal.add(sleep(3, 7))
    told = report(journal, Asked(first="2023-01-01"))
    assert hard_coded(report_text(write(told, report_words()))) == []


def test_habits_are_whole() -> None:
    for kind in EntryKind:
        if kind is not EntryKind.TWITCH:
            entry = Entry(new_id(), kind, NOW, "", 1.5)
            assert english(list(name_and_amount(entry, {}))) == []
    for content in ({"caffeine_mg": 95.0}, {"alcohol_units": 1.0}):
        entry = Entry(new_id(), EntryKind.DRINK, NOW, "", 100, **content)  # type: ignore[arg-type] # by name
        assert english(list(name_and_amount(entry, {}))) == []
    assert (
        english([quantity(2, unit) for unit in ("hour", "minute", "answer", "of 10", "unit")]) == []
    )


def sums(date: dt.date, **fields: object) -> DaySums:
    empty = {"twitches": 1, "logs": 3, "answered": frozenset({"alcohol"}), "sleep_hours": 7.5}
    amounts = {"stress": 4, "caffeine_mg": 195.0, "water_ml": 900.0, "exercise_minutes": 30.0}
    rest = {"alcohol_units": 0.0, "untimed_caffeine": 0}
    return DaySums(date=date, **{**empty, **amounts, **rest, **fields})  # type: ignore[arg-type] # its fields by name


def test_days_and_weeks_are_whole() -> None:
    days = [sums(dt.date(2026, 3, 2) + dt.timedelta(days=n)) for n in range(9)]
    days.append(sums(dt.date(2025, 12, 31), twitches=0, alcohol_units=2.0))
    texts = [day_sentences(None), *map(day_sentences, days)]
    texts.append(day_sentences(sums(dt.date(2026, 3, 2), twitches=0, sleep_hours=None)))
    for week in weeks_of(sorted(days, key=lambda one: one.date)):
        texts += [week_heading(week), *week_lines(week)]
    assert english(texts) == []


def patterns() -> Iterator[Pattern]:
    for factor in FactorName:
        for lag in (0, 1):
            suspicion = Suspicion(factor, lag, dt.date(2026, 3, 1))
            there = (Count(9, 6), Count(21, 4), Missing(0, 0, 0, 0), (0.1, 0.75), 0.01)
            yield Pattern(factor, lag, *there, Verdict.PATTERN, suspicion)
            yield Pattern(factor, lag, *there, Verdict.NO_PATTERN)
            few = (Count(2, 1), Count(4, 1), Missing(9, 3, 1, 2), None, None)
            yield Pattern(factor, lag, *few, Verdict.NOT_ENOUGH_DAYS)


def test_patterns_are_whole_and_their_facts_stay_as_they_are() -> None:
    found = list(patterns())
    texts = [
        text for one in found for text in (pattern_words.text_of(one), pattern_words.gap_of(one))
    ]
    lacking = [one for one in found if one.verdict is Verdict.NOT_ENOUGH_DAYS]
    assert english([*texts, *pattern_words.lacking_lines(lacking)]) == []
    facts = pattern_words.facts_of(found[0])
    assert (facts["factor"], facts["verdict"]) == ("short_sleep", "pattern")


def test_trials_are_whole() -> None:
    planned = Trial(TrialHabit.WIND_DOWN, Phase.CHANGED, drawn=True, start=START, planned_on=START)
    stopped = msgspec.structs.replace(planned, stopped_on=START + dt.timedelta(days=3))
    texts = [
        trial_words.stage_text(trial, START + dt.timedelta(days=ahead), OWN)
        for trial in (planned, stopped)
        for ahead in (-1, 0, 15, 40)
    ]
    for result in (
        of([*often(14, 12), *often(14, 3)], Phase.AS_USUAL, 2),
        of([*often(14, 3), *often(14, 12)], Phase.AS_USUAL, 1),
        of([*often(14, 6), *often(14, 5)]),
        of([None] * 28),
    ):
        texts += [trial_words.result_text(result, OWN), trial_words.gap_of(result)]
    texts.append(trial_words.short_day(START))
    assert english(texts) == []


def test_what_became_of_a_damaged_journal_is_told_whole() -> None:
    for read, copied, aside in ((1, 0, ""), (5, 2, OWN), (0, 1, "")):
        told = Rescued("", aside, read, copied, OWN, 0)
        assert english([told.sentence]) == []


def told_by(call: Callable[[], object]) -> LullError:
    with pytest.raises(LullError) as caught:
        call()
    return caught.value


def sqlite_trouble(name: str) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorname = name
    from pathlib import Path  # noqa: PLC0415 - for this alone

    with plain_errors(Path(OWN)):
        raise error


def test_errors_are_said_in_the_language() -> None:
    twitch_at_home = dataclasses.replace(twitch(1), level="?")
    calls: list[Callable[[], object]] = [
        lambda: read_day("x" * 0),
        lambda: read_day("0001-01-01"),
        lambda: chosen_period("2026-03-01", "2026-02-01", dt.date(2026, 3, 10)),
        lambda: chosen_period(None, "2027-01-01", dt.date(2026, 3, 10)),
        lambda: checked_twitch(twitch_at_home),
        lambda: list(read_text(["{}"])),
        *(
            lambda name=name: sqlite_trouble(name)  # type: ignore[misc] # bound here
            for name in ("SQLITE_FULL", "SQLITE_NOTADB", "SQLITE_BUSY", "SQLITE_ERROR")
        ),
    ]
    for call in calls:
        error = told_by(call)
        assert hard_coded(error.title) == []
        assert hard_coded(error.detail, "level", "format", "version") == []


def test_a_bare_figure_in_a_sentence_is_no_text_to_translate() -> None:
    # A text that no catalogue has would turn the whole sentence into English.
    with pytest.raises(InputError) as caught:
        checked(Entry(new_id(), EntryKind.STRESS, NOW, "", 11))
    assert hard_coded(caught.value.detail, "amount", "stress") == []
    assert "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}10" not in caught.value.detail


def test_a_damaged_copy_is_not_told_to_be_made_anew(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.sqlite3", lambda: NOW) as journal:
        journal.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 7))
    copy = back_up(tmp_path / "journal.sqlite3", NOW.date())
    assert copy is not None
    whole_copy = copy.path.read_bytes()
    copy.path.write_bytes(whole_copy[:4096] + b"\xff" * (len(whole_copy) - 4096))
    with pytest.raises(JournalError) as caught:
        restore(tmp_path / "journal.sqlite3", "", NOW)
    assert hard_coded(caught.value.detail, str(copy.path)) == []
    assert copy.path.name in caught.value.detail
    assert language.tr(WHAT_TO_DO) not in caught.value.detail


@pytest.mark.parametrize(
    "change",
    [
        {"id": "?"},
        {"amount": -1.0},
        {"source": "nobody"},
        {"note": "x" * 3000},
        {"item": "x"},
        {"caffeine_mg": 3.0},
        {"at": dt.datetime(2026, 1, 1)},  # noqa: DTZ001 - refused for that
        {"at": dt.datetime(1, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_an_entry_is_refused_in_the_language(change: dict[str, object]) -> None:
    entry = Entry(new_id(), EntryKind.SLEEP, NOW, "", 7)
    changed = dataclasses.replace(entry, **change)  # type: ignore[arg-type] # by name
    with pytest.raises(InputError) as caught:
        checked(changed)
    names = ("id", "amount", "source", "note", "item", "caffeine_mg", "at", "sleep", "utc")
    more = ("check_in", "command", "menu", "nudge", "window")
    assert hard_coded(caught.value.detail, *names, *more) == []
