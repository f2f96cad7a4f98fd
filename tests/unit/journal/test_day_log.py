from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from journal.day_log import DaySums
from journal.entries import Entry, EntryKind, new_id
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from journal.store import Journal

PARIS = dt.timezone(dt.timedelta(hours=1))
TOKYO = dt.timezone(dt.timedelta(hours=9))
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
END = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 3)


def at(hour: int, minute: int = 0, zone: dt.tzinfo = PARIS, day: int = 3) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=zone)


def entry(kind: EntryKind, when: dt.datetime, amount: float, **more: object) -> Entry:
    return Entry(new_id(), kind, when, str(more.pop("item", "")), amount, **more)  # type: ignore[arg-type] # the fields by name


def coffee(when: dt.datetime, source: str = "menu", caffeine_mg: float = 100) -> Entry:
    return entry(
        EntryKind.DRINK,
        when,
        250,
        item="coffee",
        caffeine_mg=caffeine_mg,
        water_ml=250,
        source=source,
    )


def twitch(when: dt.datetime) -> TwitchRecord:
    return TwitchRecord(new_id(), when, {"sites": ["eyelid"]}, "self_care", (), advice_shown=True)


def test_a_day_is_added_up(journal: Journal) -> None:
    journal.add_many(
        [
            entry(EntryKind.SLEEP, at(7), 5.5),
            entry(EntryKind.SLEEP, at(14), 1),
            entry(EntryKind.STRESS, at(12), 4),
            entry(EntryKind.STRESS, at(18), 8),
            entry(EntryKind.EXERCISE, at(19), 40),
            coffee(at(9)),
            coffee(at(20), source="check_in"),
            entry(EntryKind.DRINK, at(21), 250, item="beer", alcohol_units=2.0),
            entry(EntryKind.CHECK_IN, at(20), 2, item="sleep caffeine", source="check_in"),
            entry(EntryKind.CHECK_IN, at(22), 1, item="alcohol", source="check_in"),
        ]
    )
    journal.add_twitch(twitch(at(10)))
    journal.add_twitch(twitch(at(11)))
    told = frozenset({"sleep", "caffeine", "alcohol"})
    assert journal.day_sums(START, END) == (
        DaySums(DAY, 2, 7, told, 6.5, 6.0, 200.0, 500.0, 40.0, 2.0, 1),
    )


def test_what_was_not_logged_is_not_zero_where_that_would_be_an_answer(journal: Journal) -> None:
    journal.add_twitch(twitch(at(10)))
    assert journal.day_sums(START, END) == (
        DaySums(DAY, 1, 0, None, None, None, 0.0, 0.0, 0.0, 0.0, 0),
    )


def test_an_entry_belongs_to_the_day_of_its_own_place(journal: Journal) -> None:
    # 00:30 in Tokyo on the fourth is still the afternoon of the third in UTC.
    journal.add_many([coffee(at(0, 30, TOKYO, day=4)), coffee(at(23, 59))])
    assert [one.date.day for one in journal.day_sums(START, END)] == [3, 4]
    assert journal.caffeine_times(START, END) == (
        (dt.date(2026, 3, 3), 23 * 60 + 59),
        (dt.date(2026, 3, 4), 30),
    )


def test_only_the_time_that_is_asked_about_counts(journal: Journal) -> None:
    journal.add_many([coffee(at(9)), coffee(at(9, day=4))])
    bounds = at(9), at(9, day=4)
    assert [one.date for one in journal.day_sums(*bounds)] == [DAY]
    assert journal.caffeine_times(*bounds) == ((DAY, 9 * 60),)


def test_what_was_undone_does_not_count(journal: Journal) -> None:
    drunk = journal.add(coffee(at(9)))
    journal.undo(drunk.id, at(10))
    assert journal.day_sums(START, END) == ()
    assert journal.caffeine_times(START, END) == ()


def test_only_drinks_with_caffeine_and_a_time_of_their_own_have_one(journal: Journal) -> None:
    journal.add_many([coffee(at(9), "check_in"), coffee(at(10), caffeine_mg=2), coffee(at(11))])
    assert journal.caffeine_times(START, END) == ((DAY, 11 * 60),)
