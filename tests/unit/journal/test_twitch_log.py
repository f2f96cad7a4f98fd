"""Twitches in the journal: kept once, counted, undone and brought back like any other entry."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
import zoneinfo
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from config.errors import InputError, JournalError
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import MAX_REPORT_BYTES, TwitchRecord

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Clock

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
REPORT = {
    "sites": ["eyelid"],
    "since_days": 3,
    "signs": {"_core": "all_no"},
    "free_text": "links, seit \N{LATIN SMALL LETTER U WITH DIAERESIS}ber drei Tagen",
}


def twitch(at: dt.datetime, **changes: object) -> TwitchRecord:
    record = TwitchRecord(
        new_id(), at, REPORT, "routine_see_doctor", ("R1", "R5"), advice_shown=True, note="a word"
    )
    fields: dict[str, Any] = changes
    return dataclasses.replace(record, **fields)


def test_a_twitch_comes_back_as_it_was_told(path: Path, clock: Clock) -> None:
    record = twitch(clock(), answered_at=clock() - dt.timedelta(hours=3), source="command")
    with Journal.open(path, clock) as journal:
        assert journal.add_twitch(record) == record
    with Journal.open(path, clock) as journal:
        assert journal.last_twitch() == record
        assert journal.twitches(clock(), clock() + dt.timedelta(seconds=1)) == (record,)
        assert journal.twitches(clock() - dt.timedelta(days=1), clock()) == ()


def test_the_offset_of_both_times_is_kept(journal: Journal, clock: Clock) -> None:
    abroad = dt.timezone(dt.timedelta(hours=-5, minutes=-30))
    record = twitch(clock(), answered_at=(clock() - dt.timedelta(hours=1)).astimezone(abroad))
    kept = journal.add_twitch(record)
    assert kept.at.utcoffset() == dt.timedelta(hours=1)
    assert kept.signs_at.utcoffset() == dt.timedelta(hours=-5, minutes=-30)


def test_signs_that_were_answered_with_the_twitch_need_no_time_of_their_own(
    journal: Journal, clock: Clock
) -> None:
    kept = journal.add_twitch(twitch(clock(), answered_at=clock()))
    assert kept.answered_at is None
    assert kept.signs_at == kept.at


def test_tuples_in_a_report_are_kept_as_lists(journal: Journal, clock: Clock) -> None:
    kept = journal.add_twitch(twitch(clock(), report={"sites": ("eyelid", "calf")}))
    assert kept.report == {"sites": ["eyelid", "calf"]}


def test_the_same_twitch_twice_is_one(journal: Journal, clock: Clock) -> None:
    record = twitch(clock())
    assert journal.add_twitch(record) == journal.add_twitch(record)
    assert journal.twitch_counts(clock(), BERLIN) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"level": "self_care"},
        {"rules": ()},
        {"advice_shown": False},
        {"report": {}},
        {"note": "another word"},
        {"at": dt.datetime(2026, 3, 10, 9, 1, tzinfo=BERLIN)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_twitch_under_a_known_id_is_refused_and_the_first_stays(
    journal: Journal, clock: Clock, change: dict[str, Any]
) -> None:
    record = journal.add_twitch(twitch(clock()))
    with pytest.raises(JournalError, match=f"has its id {record.id} already"):
        journal.add_twitch(dataclasses.replace(record, **change))
    assert journal.last_twitch() == record


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "a b"),
        ("at", dt.datetime(2026, 3, 10, 9)),  # noqa: DTZ001 - that is what is refused
        ("source", "elsewhere"),
        ("note", "x" * 2001),
        ("report", {"sites": {"eyelid"}}),
        ("report", {"since_days": float("nan")}),
        ("report", {"free_text": "\udce9"}),
        ("report", {"free_text": "x" * MAX_REPORT_BYTES}),
        ("level", ""),
        ("level", "Self care"),
        ("rules", ("R 1",)),
        ("rules", ("R1",) * 101),
        ("tally", 1),
        ("again_at", (dt.datetime(2026, 3, 10, 9, tzinfo=BERLIN),)),
        ("answered_at", dt.datetime(2026, 3, 10, 8)),  # noqa: DTZ001 - that is what is refused
        ("answered_at", dt.datetime(2026, 3, 10, 10, tzinfo=BERLIN)),
    ],
)
def test_a_field_out_of_range_is_refused_by_name_and_nothing_is_kept(
    journal: Journal, clock: Clock, field: str, value: object
) -> None:
    changes: dict[str, Any] = {field: value}
    name = "tally" if field == "again_at" else field
    with pytest.raises(InputError, match=rf"cannot be logged: {name}: must be "):
        journal.add_twitch(dataclasses.replace(twitch(clock()), **changes))
    assert journal.last_twitch() is None
    assert journal.twitch_counts(clock(), BERLIN) == (0, 0)


def test_a_twitch_without_its_report_is_refused(journal: Journal, clock: Clock) -> None:
    with pytest.raises(InputError, match="a twitch is added with its report"):
        journal.add(Entry(new_id(), EntryKind.TWITCH, clock(), "", 1))


# -- like any other entry


def test_a_twitch_is_among_the_entries(journal: Journal, clock: Clock) -> None:
    record = journal.add_twitch(twitch(clock()))
    clock.forward(hours=1)
    journal.add_tally(record.id, clock())
    found = journal.entries(record.at, clock() + dt.timedelta(seconds=1), {EntryKind.TWITCH})
    assert [(entry.item, entry.amount, entry.note) for entry in found] == [
        ("", 1, "a word"),
        ("again", 1, ""),
    ]


def test_undo_last_takes_the_tally_first_and_then_the_twitch(
    journal: Journal, clock: Clock
) -> None:
    record = journal.add_twitch(twitch(clock()))
    assert journal.add_tally(record.id, clock()).tally == 1
    undone = journal.undo_last(clock())
    assert undone is not None
    assert undone.item == "again"
    last = journal.last_twitch()
    assert last is not None
    assert last.tally == 0
    assert journal.undo_last(clock()) is not None
    assert journal.last_twitch() is None
    assert journal.twitch_counts(clock(), BERLIN) == (0, 0)


def test_a_twitch_that_is_undone_takes_its_tallies_along_and_back(
    journal: Journal, clock: Clock
) -> None:
    record = journal.add_twitch(twitch(clock()))
    other = journal.add_twitch(twitch(clock()))
    early = journal.add_tally(record.id, clock()).again_at
    clock.forward(minutes=5)
    undone = journal.undo_last(clock())
    assert undone is not None
    clock.forward(minutes=5)
    journal.add_tally(record.id, clock())
    assert journal.undo(record.id, clock()) is not None
    assert journal.undo(record.id, clock()) is None
    assert journal.last_twitch() == other
    assert journal.twitch_counts(clock(), BERLIN).today == 1
    # The tally that was undone before on its own stays so.
    assert journal.restore(record.id) is not None
    assert journal.restore(record.id) is None
    kept = journal.twitches(record.at, clock())[0]
    assert kept.again_at == (clock(),)
    assert journal.restore(undone.id) is not None
    assert journal.twitches(record.at, clock())[0].again_at == (*early, clock())


def test_adding_an_undone_twitch_again_does_not_bring_it_back(
    journal: Journal, clock: Clock
) -> None:
    record = journal.add_twitch(twitch(clock()))
    journal.undo(record.id, clock())
    journal.add_twitch(record)
    assert journal.last_twitch() is None


# -- again, the same day


def test_a_tally_knows_its_time_and_counts_once(journal: Journal, clock: Clock) -> None:
    record = journal.add_twitch(twitch(clock()))
    clock.forward(hours=2)
    tally_id = new_id()
    first = journal.add_tally(record.id, clock(), source="command", tally_id=tally_id)
    again = journal.add_tally(record.id, clock(), source="command", tally_id=tally_id)
    assert first == again
    assert first.again_at == (clock(),)
    assert first.tally == 1
    assert dataclasses.replace(first, tally=0, again_at=()) == record
    assert journal.twitch_counts(clock(), BERLIN) == (2, 2)


def test_a_tally_of_another_twitch_under_the_same_id_is_refused(
    journal: Journal, clock: Clock
) -> None:
    record = journal.add_twitch(twitch(clock()))
    with pytest.raises(JournalError, match="has its id"):
        journal.add_tally(record.id, clock(), tally_id=record.id)
    assert journal.twitch_counts(clock(), BERLIN).today == 1


def test_what_is_not_there_cannot_be_counted(journal: Journal, clock: Clock) -> None:
    record = journal.add_twitch(twitch(clock()))
    journal.undo(record.id, clock())
    for identifier in (record.id, new_id()):
        with pytest.raises(InputError, match="not there any more"):
            journal.add_tally(identifier, clock())
    with pytest.raises(InputError, match="at: must be"):
        journal.add_tally(record.id, clock().replace(tzinfo=None))
    assert journal.twitch_counts(clock(), BERLIN) == (0, 0)


def test_today_is_the_local_day_and_the_week_is_seven_times_24_hours(
    journal: Journal, clock: Clock
) -> None:
    now = dt.datetime(2026, 3, 30, 0, 30, tzinfo=BERLIN)
    # In UTC: the clocks went forward two days before.
    week = dt.timedelta(days=7)
    for at in (
        now,
        now - dt.timedelta(minutes=30),
        now - dt.timedelta(minutes=31),
        (now.astimezone(dt.UTC) - week),
        (now.astimezone(dt.UTC) - week - dt.timedelta(microseconds=1)),
        now + dt.timedelta(microseconds=1),
    ):
        clock.time = at
        journal.add_twitch(twitch(at))
    assert journal.twitch_counts(now, BERLIN) == (3, 4)
    assert journal.twitch_counts(now, dt.UTC).today == 4


# -- damage


@pytest.mark.parametrize(
    "damage", ["report = '[]'", "report = '{'", "rules = '5'", "answered_us = 1e300"]
)
def test_a_damaged_twitch_is_told(path: Path, clock: Clock, damage: str) -> None:
    with Journal.open(path, clock) as journal:
        journal.add_twitch(twitch(clock()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE twitches SET {damage}")  # noqa: S608 - the values above
    with Journal.open(path, clock) as journal, pytest.raises(JournalError, match="is damaged"):
        journal.last_twitch()
