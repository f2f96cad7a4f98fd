"""What the report counts, and what it leaves unknown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_home import CORE, HERE, NOW, TODAY, date, day, report, sleep, twitch

from config.errors import InputError
from config.profile import Profile
from journal.check_in import SOURCE
from journal.entries import AGAIN, Entry, EntryKind, new_id
from journal.report import Asked, Logged, make_report
from journal.report_facts import Bin, Habit, OwnWords, Place, Said, Sign
from journal.report_period import Period, Step
from journal.twitches import TwitchRecord, entry_of

if TYPE_CHECKING:
    from journal.store import Journal


def test_an_empty_journal_gives_a_report_in_which_nothing_is_known(journal: Journal) -> None:
    found = report(journal)
    assert found.period == Period(date(89), TODAY)
    assert (found.first_ever, found.began) == (None, None)
    assert (found.twitch_days, found.times, found.noted_days, found.asked) == (0, 0, 0, 0)
    assert found.places == ()
    assert found.core == tuple(Sign(key, ()) for key in CORE)
    assert not found.core[0].only_no
    assert found.notes == ()
    assert {habit.mean for habit in found.habits} == {None}
    assert sum(one.period.days for one in found.series[0].bins) == 90


def test_without_a_chosen_day_it_begins_with_the_first_entry(journal: Journal) -> None:
    journal.add(sleep(20, 7))
    journal.add_twitch(twitch(5))
    assert report(journal).period.first == date(20)
    assert report(journal, Asked(date(40).isoformat())).period.first == date(40)
    assert report(journal, Asked("1970-01-01", trimmed=True)).period.first == date(20)


def test_days_outside_the_period_do_not_count(journal: Journal) -> None:
    for ago in (1, 10, 11, 20):
        journal.add_twitch(twitch(ago, note=f"note {ago}"))
        journal.add(sleep(ago, 7, note=f"night {ago}"))
    found = report(journal, Asked(date(19).isoformat(), date(10).isoformat()))
    assert (found.twitch_days, found.times, found.noted_days) == (2, 2, 2)
    assert found.first_ever == date(20)
    assert found.notes is not None
    assert {note.text for note in found.notes} == {"note 10", "note 11", "night 10", "night 11"}


def test_a_day_is_the_one_on_the_clock_of_its_place(journal: Journal) -> None:
    # Half past eleven in the evening in New York is the next morning here.
    abroad = dt.timezone(dt.timedelta(hours=-5))
    late = dt.datetime.combine(date(10), dt.time(23, 30), abroad)
    journal.add_twitch(dataclasses.replace(twitch(0), at=late))
    [place] = report(journal).places
    assert place.first == date(10)
    asked = Asked(date(10).isoformat(), date(10).isoformat())
    assert report(journal, asked).twitch_days == 1


def test_each_place_has_its_days_its_times_and_its_beginning(journal: Journal) -> None:
    first = journal.add_twitch(twitch(9, sites=["eyelid", "calf"], since_days=7, kind="flicker"))
    journal.add_tally(first.id, day(9, 12))
    journal.add_twitch(twitch(9, hour=14, kind="jerk", bout="seconds"))
    journal.add_twitch(twitch(2, since_days=30, kind="flicker", bout="seconds"))
    found = report(journal)
    eyelid, calf = found.places
    assert (eyelid.site, eyelid.days, eyelid.times) == ("eyelid", 2, 4)
    assert (eyelid.first, eyelid.last) == (date(9), date(2))
    assert eyelid.kinds == (("flicker", 2), ("jerk", 1))
    assert eyelid.bouts == (("seconds", 2),)
    assert eyelid.began is not None
    assert (eyelid.began.told_on, eyelid.began.days) == (date(2), 30)
    assert eyelid.began.earliest == date(32)
    assert found.began == eyelid.began
    assert calf == Place("calf", 1, 2, date(9), date(9), calf.began, (("flicker", 1),), ())
    assert (found.twitch_days, found.times) == (2, 4)
    assert found.answers["kind"] == (("flicker", 2), ("jerk", 1))
    assert found.answers["bout"] == (("seconds", 2), ("", 1))


def test_how_often_it_was_is_told_beside_how_often_anything_was_noted(journal: Journal) -> None:
    # 10 March 2026 is a Tuesday.
    for ago in (0, 1, 8):
        journal.add_twitch(twitch(ago))
    journal.add_twitch(twitch(8, hour=20))
    journal.add(sleep(4, 7))
    [series] = report(journal).series
    assert series.step is Step.WEEK
    assert series.bins == (
        Bin(Period(date(8), date(2)), twitch_days=1, times=2, noted_days=2),
        Bin(Period(date(1), date(0)), twitch_days=2, times=2, noted_days=2),
    )


def test_answers_about_signs_are_kept_with_their_days_and_open_ones_stay_open(
    journal: Journal,
) -> None:
    journal.add_twitch(twitch(9, signs={"_core": "all_no", "wasting": "unsure", "cramps": "yes"}))
    journal.add_twitch(twitch(5, signs={"wasting": "no", "numbness": "days"}))
    journal.add_twitch(twitch(2, signs={"_core": "all_no", "numbness": "days"}))
    found = report(journal)
    weakness, wasting, numbness = found.core
    assert found.asked == 3
    assert weakness == Sign("weakness", (Said("no", (date(9), date(2))),))
    assert weakness.only_no
    assert wasting.said == (Said("unsure", (date(9),)), Said("no", (date(5), date(2))))
    assert not wasting.only_no
    assert numbness.said == (Said("no", (date(9),)), Said("days", (date(5), date(2))))
    assert found.other == (Sign("cramps", (Said("yes", (date(9),)),)),)


def test_answers_that_were_still_good_were_given_once(journal: Journal) -> None:
    given = twitch(5, signs={"_core": "all_no", "wasting": "yes"})
    again = dataclasses.replace(given, id=new_id(), at=day(5, 20), answered_at=given.at)
    for one in (given, again):
        journal.add_twitch(one)
    found = report(journal)
    assert found.asked == 1
    assert found.core[1].said == (Said("yes", (date(5),)),)


def test_what_changed_is_kept_with_its_days(journal: Journal) -> None:
    journal.add_twitch(twitch(9, trend="worse", medicine_change="started_or_increased"))
    journal.add_twitch(twitch(5, trend="worse", troublesome=True, triggers=["caffeine"]))
    journal.add_twitch(twitch(2, trend="same", triggers=["caffeine", "sleep", "sleep"]))
    found = report(journal)
    assert found.changes["trend"] == (
        Said("worse", (date(9), date(5))),
        Said("same", (date(2),)),
    )
    assert found.changes["medicine_change"] == (Said("started_or_increased", (date(9),)),)
    assert found.changes["ms_relapse"] == ()
    assert found.triggers == (("caffeine", 2), ("sleep", 1))
    assert dict(found.answers["troublesome"]) == {"yes": 1, "": 2}


def test_a_habit_counts_on_days_on_which_it_is_known(journal: Journal) -> None:
    coffee = Entry(new_id(), EntryKind.DRINK, day(3), "coffee", 250, caffeine_mg=100, water_ml=250)
    asked_for = "sleep stress caffeine alcohol"
    journal.add_many(
        [
            sleep(3, 6),
            sleep(2, 8),
            coffee,
            Entry(new_id(), EntryKind.STRESS, day(3), "", 0),
            # A check-in of a day without coffee: none, and not unknown. The night and the stress
            # that came with it were taken back: not known, and not none.
            Entry(new_id(), EntryKind.CHECK_IN, day(1), asked_for, 4, source=SOURCE),
        ]
    )
    habits = {habit.name: habit for habit in report(journal).habits}
    assert habits["sleep"] == Habit("sleep", 2, 7.0, 6.0, 8.0)
    assert habits["caffeine"] == Habit("caffeine", 2, 50.0, 0.0, 100.0)
    assert habits["stress"] == Habit("stress", 1, 0.0, 0.0, 0.0)
    assert habits["alcohol"] == Habit("alcohol", 1, 0.0, 0.0, 0.0)
    assert habits["water"] == Habit("water", 1, 250.0, 250.0, 250.0)
    assert habits["exercise"] == Habit("exercise", 0, None, None, None)


def test_own_words_come_newest_first_and_can_be_left_out(journal: Journal) -> None:
    journal.add_twitch(twitch(5, note="  in bed "))
    journal.add(sleep(2, 7, note="bad night"))
    assert report(journal).notes == (OwnWords(date(2), "bad night"), OwnWords(date(5), "in bed"))
    assert report(journal, Asked(with_notes=False)).notes is None


def test_words_that_were_deleted_afterwards_are_not_told(journal: Journal) -> None:
    kept = journal.add_twitch(twitch(5, note="in bed", free_text="in bed"))
    journal.change(dataclasses.replace(entry_of(kept), note=""), NOW)
    assert report(journal).notes == ()


def test_words_beside_a_later_time_are_told(journal: Journal) -> None:
    kept = journal.add_twitch(twitch(5))
    journal.add_tally(kept.id, day(5, 9), tally_id="later")
    later = Entry("later", EntryKind.TWITCH, day(5, 9), AGAIN, 1, source="window", note="in bed")
    journal.change(later, NOW)
    assert report(journal).notes == (OwnWords(date(5), "in bed"),)


def test_what_was_undone_is_not_told(journal: Journal) -> None:
    kept = journal.add_twitch(twitch(5, note="gone"))
    journal.undo(kept.id, NOW)
    found = report(journal)
    assert (found.times, found.notes, found.first_ever) == (0, (), None)


def test_a_period_that_makes_no_sense_is_refused(journal: Journal) -> None:
    with pytest.raises(InputError):
        report(journal, Asked("2026-13-01"))


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ("sites", "since_days", "signs", "kind", "bout", "trend", "triggers", "free_text", "spread")
)
MOMENTS = st.datetimes(dt.datetime(2025, 12, 1), dt.datetime(2026, 3, 12), timezones=st.just(HERE))  # noqa: DTZ001 - hypothesis adds the zone
TWITCHES = st.builds(
    TwitchRecord,
    id=st.uuids().map(str),
    at=MOMENTS,
    report=st.dictionaries(FIELDS, JSON),
    level=st.just("self_care"),
    rules=st.just(("R1",)),
    advice_shown=st.booleans(),
    tally=st.integers(0, 9),
    note=st.text(max_size=50),
)


@given(st.lists(TWITCHES, max_size=8))
def test_whatever_the_journal_holds_gives_a_report(twitches: list[TwitchRecord]) -> None:
    period = Period(date(60), TODAY)
    in_order = sorted(twitches, key=lambda one: one.at)
    found = make_report(Logged(in_order), period, NOW, Profile(), CORE)
    within = [one for one in twitches if one.at.date() in period]
    assert all(place.first in period and place.last in period for place in found.places)
    assert sum(count for _, count in found.answers["kind"]) == len(within)
    assert found.asked <= len(within)
