"""Changing what was logged: what it said before is kept, and what hangs on it stays."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from config.errors import InputError
from journal import check_in
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import read_text, write_text
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ZONE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=ZONE)
START = NOW - dt.timedelta(days=30)
END = NOW + dt.timedelta(days=30)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def coffee(journal: Journal) -> Entry:
    whole = Entry(new_id(), EntryKind.DRINK, NOW - HOUR, "coffee", 250, 100, 250, note="at work")
    return journal.add(whole)


@pytest.fixture
def twitch(journal: Journal) -> TwitchRecord:
    report = {"sites": ["eyelid"], "kind": "flicker", "since_days": 1, "signs": {"_core": "all_no"}}
    record = TwitchRecord(
        new_id(), NOW - 2 * HOUR, report, "self_care", ("SC",), advice_shown=True, note="left"
    )
    return journal.add_twitch(record)


def entries(journal: Journal) -> list[Entry]:
    return list(journal.entries(START, END))


def entry_of(journal: Journal, entry_id: str) -> Entry:
    return next(entry for entry in entries(journal) if entry.id == entry_id)


def every_row(journal: Journal) -> list[tuple[object, ...]]:
    return [
        *journal._all("SELECT * FROM entries ORDER BY seq"),
        *journal._all("SELECT * FROM twitches ORDER BY id"),
        *journal._all("SELECT * FROM tallies ORDER BY id"),
    ]


@pytest.mark.parametrize(
    "to",
    [
        {"at": NOW - 3 * HOUR},
        {"note": ""},
        {"amount": 125.0, "caffeine_mg": 50.0, "water_ml": 125.0},
        {"at": dt.datetime(2026, 3, 9, 23, 0, tzinfo=dt.UTC), "note": "at home"},
    ],
)
def test_a_change_shows_and_can_be_taken_back_and_made_again(
    journal: Journal, coffee: Entry, to: dict[str, object]
) -> None:
    changed = dataclasses.replace(coffee, **to)  # type: ignore[arg-type] # its fields by name
    earlier = journal.change(changed, NOW)
    assert earlier is not None
    assert entries(journal) == [changed]
    assert journal.exchange(coffee.id, earlier) == coffee
    assert entries(journal) == [coffee]
    assert journal.exchange(coffee.id, earlier) == changed
    assert entries(journal) == [changed]


def test_what_it_said_before_is_kept_as_undone_under_an_id_that_tells(
    journal: Journal, coffee: Entry
) -> None:
    earlier = journal.change(dataclasses.replace(coffee, note="new"), NOW)
    assert earlier is not None
    assert earlier.startswith(f"{coffee.id}-was-")
    [(undone, note)] = journal._all("SELECT undone_us, note FROM entries WHERE id = ?", (earlier,))
    assert undone is not None
    assert note == "at work"


def test_a_change_to_the_same_writes_nothing(
    journal: Journal, coffee: Entry, twitch: TwitchRecord
) -> None:
    before = every_row(journal)
    assert journal.change(coffee, NOW) is None
    same = entry_of(journal, twitch.id)
    assert journal.change(same, NOW, {"sites": ["eyelid"], "since_days": 1}) is None
    assert every_row(journal) == before


def test_undo_the_last_one_still_means_the_one_that_was_logged_last(
    journal: Journal, coffee: Entry
) -> None:
    water = journal.add(Entry(new_id(), EntryKind.DRINK, NOW, "water", 250, water_ml=250))
    changed = dataclasses.replace(coffee, note="new")
    journal.change(changed, NOW)
    assert journal.undo_last(NOW) == water
    assert journal.undo_last(NOW) == changed
    assert journal.undo_last(NOW) is None
    assert entries(journal) == []
    assert journal.restore(coffee.id) == changed
    assert entries(journal) == [changed]


def test_what_can_be_changed_of_a_twitch_is_changed_and_the_advice_stays(
    journal: Journal, twitch: TwitchRecord
) -> None:
    entry = entry_of(journal, twitch.id)
    told = {"sites": ["calf", "foot"], "kind": "jerk", "since_days": 4}
    earlier = journal.change(dataclasses.replace(entry, note="right"), NOW, told)
    assert earlier is not None
    found = journal.last_twitch()
    assert found == dataclasses.replace(twitch, note="right", report={**twitch.report, **told})
    journal.exchange(twitch.id, earlier)
    assert journal.last_twitch() == twitch
    journal.exchange(twitch.id, earlier)
    assert journal.last_twitch() == found


@pytest.mark.parametrize("field", ["signs", "free_text", "level"])
def test_what_belongs_to_the_advice_cannot_be_changed(
    journal: Journal, twitch: TwitchRecord, field: str
) -> None:
    before = every_row(journal)
    with pytest.raises(InputError, match="the advice that was shown"):
        journal.change(entry_of(journal, twitch.id), NOW, {field: "other"})
    assert every_row(journal) == before


def test_answers_hold_no_longer_where_a_twitch_is_moved_to_an_earlier_time(
    journal: Journal, twitch: TwitchRecord
) -> None:
    entry = entry_of(journal, twitch.id)
    moved = entry.at - 5 * HOUR
    journal.change(dataclasses.replace(entry, at=moved), NOW)
    found = journal.last_twitch()
    assert found is not None
    assert (found.at, found.signs_at) == (moved, moved)
    journal.change(dataclasses.replace(entry, at=NOW), NOW)
    found = journal.last_twitch()
    assert found is not None
    assert (found.at, found.signs_at) == (NOW, moved)


def test_later_times_stay_with_a_twitch_that_was_changed(
    journal: Journal, twitch: TwitchRecord
) -> None:
    journal.add_tally(twitch.id, NOW - HOUR, tally_id="later")
    entry = entry_of(journal, twitch.id)
    journal.change(dataclasses.replace(entry, note="new"), NOW)
    later = entry_of(journal, "later")
    earlier = journal.change(dataclasses.replace(later, at=NOW), NOW)
    assert earlier is not None
    [found] = journal.twitches(START, END)
    assert (found.note, found.again_at) == ("new", (NOW,))
    journal.undo(twitch.id, NOW)
    assert entries(journal) == []
    journal.restore(twitch.id)
    assert [entry.id for entry in entries(journal)] == [twitch.id, "later"]
    journal.exchange("later", earlier)
    [found] = journal.twitches(START, END)
    assert found.again_at == (NOW - HOUR,)


def test_what_a_check_in_added_goes_with_it_though_it_was_changed(journal: Journal) -> None:
    mark = Entry("made", EntryKind.CHECK_IN, NOW, "sleep", 1, source=check_in.SOURCE)
    slept = Entry("made-sleep", EntryKind.SLEEP, NOW, "", 7, source=check_in.SOURCE)
    journal.add_many([slept, mark])
    changed = dataclasses.replace(slept, amount=8.0)
    journal.change(changed, NOW)
    journal.undo("made", NOW + HOUR)
    assert entries(journal) == []
    journal.restore("made")
    assert entries(journal) == [changed, mark]


def test_a_long_id_still_leaves_room(journal: Journal) -> None:
    entry = journal.add(Entry("x" * 64, EntryKind.SLEEP, NOW, "", 7))
    earlier = journal.change(dataclasses.replace(entry, amount=8.0), NOW)
    assert earlier is not None
    assert len(earlier) <= 64
    assert journal.exchange(entry.id, earlier) == entry


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ({"at": NOW + HOUR}, "future"),
        ({"amount": 0.0}, "amount"),
        ({"note": "x" * 2001}, "note"),
        ({"item": "tea"}, "another entry"),
        ({"source": "window"}, "another entry"),
        ({"id": "nobody"}, "not there any more"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    journal: Journal, coffee: Entry, to: dict[str, object], words: str
) -> None:
    before = every_row(journal)
    with pytest.raises(InputError, match=words):
        journal.change(dataclasses.replace(coffee, **to), NOW)  # type: ignore[arg-type] # its fields by name
    assert every_row(journal) == before


def test_only_a_twitch_has_a_report_to_change(journal: Journal, coffee: Entry) -> None:
    with pytest.raises(InputError, match="no report"):
        journal.change(coffee, NOW, {"kind": "jerk"})


def test_what_was_undone_meanwhile_cannot_be_changed(journal: Journal, coffee: Entry) -> None:
    earlier = journal.change(dataclasses.replace(coffee, note="new"), NOW)
    assert earlier is not None
    journal.undo(coffee.id, NOW)
    before = every_row(journal)
    for act in (
        lambda: journal.change(coffee, NOW),
        lambda: journal.exchange(coffee.id, earlier),
    ):
        with pytest.raises(InputError, match="not there any more"):
            act()
    journal.restore(coffee.id)
    with pytest.raises(InputError, match="not there any more"):
        journal.exchange(coffee.id, "nobody")
    journal.undo(coffee.id, NOW)
    assert len(every_row(journal)) == len(before)


def test_a_journal_with_changes_goes_out_and_in_again_unchanged(
    journal: Journal, path: Path, tmp_path: Path, coffee: Entry, twitch: TwitchRecord
) -> None:
    journal.add_tally(twitch.id, NOW - HOUR, tally_id="later")
    journal.change(dataclasses.replace(coffee, note="new"), NOW)
    journal.change(
        dataclasses.replace(entry_of(journal, twitch.id), at=NOW - 9 * HOUR),
        NOW,
        {"sites": ["calf"]},
    )
    journal.change(dataclasses.replace(entry_of(journal, "later"), at=NOW), NOW)

    def text(file: Path) -> str:
        with Archive.open(file) as archive:
            return "".join(write_text({part: archive.records(part) for part in PARTS}))

    out = text(path)
    other = tmp_path / "other.sqlite3"
    with Archive.open(other) as archive:
        archive.take_in(read_text(out))
    assert text(other) == out
    with Journal.open(other) as copy:
        assert entries(copy) == entries(journal)
        assert copy.twitches(START, END) == journal.twitches(START, END)


def test_both_are_written_or_neither(
    journal: Journal, coffee: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_row(journal)

    class Breaks:
        """The connection, until something is to be set."""

        def __init__(self) -> None:
            self.real = journal._connection

        def __getattr__(self, name: str) -> object:
            return getattr(self.real, name)

        def execute(self, statement: str, *parameters: object) -> object:
            if statement.lstrip().startswith("UPDATE"):
                raise KeyboardInterrupt
            run: Callable[..., object] = self.real.execute
            return run(statement, *parameters)

    monkeypatch.setattr(journal, "_connection", Breaks())
    with pytest.raises(KeyboardInterrupt):
        journal.change(dataclasses.replace(coffee, note="new"), NOW)
    monkeypatch.undo()
    assert every_row(journal) == before
