"""The whole journal out and in again: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from examples import examples
from hard_coded import beside, hard_coded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import InputError, JournalError
from config.language import PSEUDO
from journal.archive import Archive, Counts
from journal.archive_records import OF_THIS_COMPUTER, PARTS
from journal.archive_text import read_text, write_text
from journal.entries import Entry, EntryKind, new_id
from journal.records import Outcome
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from journal.archive_records import Found


from archive_parts import (
    DEEP,
    DETAILS,
    ENTRY,
    HEAD,
    HOLD,
    NOW,
    NUDGE,
    STATE,
    TWITCH,
    fill,
    notes,
    take_in,
    text_of,
    twitch,
)

moments = st.datetimes(
    dt.datetime(1971, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    dt.datetime(2199, 1, 1),  # noqa: DTZ001 - likewise
    timezones=st.integers(-14 * 3600, 14 * 3600).map(
        lambda seconds: dt.timezone(dt.timedelta(seconds=seconds))
    ),
)
reports = st.dictionaries(
    st.sampled_from(["sites", "kind", "since_days", "free_text", "signs"]),
    st.none() | st.integers(0, 99) | notes | st.lists(notes, max_size=3),
    max_size=4,
)


def test_a_senseless_twitch_goes_with_its_later_times_and_a_senseless_nudge_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal"
    fill(path)
    with Archive.open(path) as archive:
        archive._write("UPDATE entries SET amount = 7 WHERE id IN (SELECT id FROM twitches)", ())
        archive._write("UPDATE nudges SET id = id || ' '", ())
        kept = {part: list(archive.portable(part)) for part in PARTS}
        assert {part: len(records) for part, records in kept.items()} == {
            "entries": 2,
            "nudges": 0,
            "holds": 1,
            "state": 1,
        }
        assert archive.senseless == 4
        # Whoever reads a list twice is told of it once.
        assert list(archive.portable("holds"))
        assert archive.senseless == 4
    text = "".join(write_text(kept))
    with Archive.open(tmp_path / "other") as archive:
        assert archive.take_in(read_text([text]))["entries"].new == len(kept["entries"])


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        ("UPDATE tallies SET twitch_id = 'x'", 3),
        ("UPDATE twitches SET id = 'x'", 2),
        ("UPDATE entries SET id = 'x' WHERE kind = 'twitch' AND item = ''", 2),
    ],
)
def test_a_later_time_of_a_twitch_that_is_not_there_keeps_nothing_else_from_being_taken_in(
    tmp_path: Path, damage: str, left: int
) -> None:
    path = tmp_path / "journal"
    fill(path)
    with contextlib.closing(sqlite3.connect(path)) as damaged, damaged:
        damaged.execute(damage)
    with Archive.open(path) as archive:
        assert len(list(archive.portable("entries"))) == left
        assert archive.senseless == 4 - left
    assert take_in(tmp_path / "other", text_of(path))["entries"] == Counts(left, 0)


def test_what_is_taken_in_by_an_empty_journal_is_exported_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    counts = take_in(tmp_path / "b", text)
    assert text_of(tmp_path / "b") == text
    assert counts["entries"] == Counts(4, 0)
    assert counts["nudges"] == Counts(2, 0)
    assert counts["holds"] == counts["state"] == Counts(1, 0)


def test_taking_it_in_again_adds_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    counts = take_in(tmp_path / "a", text)
    assert {count.new for count in counts.values()} == {0}
    assert counts["entries"].there == 4
    assert text_of(tmp_path / "a") == text


def test_what_is_there_wins_over_what_a_file_says(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    other = text.replace('"note":"-2"', '"note":"other"').replace(
        "2026-05-01T09:30", "2026-06-01T09:30"
    )
    take_in(tmp_path / "a", other)
    with Archive.open(tmp_path / "a") as archive:
        assert '"note":"other"' not in "".join(
            write_text({part: archive.records(part) for part in PARTS})
        )


def test_a_rehearsal_counts_and_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    empty = text_of(tmp_path / "b")
    counts = take_in(tmp_path / "b", text_of(tmp_path / "a"), rehearse=True)
    assert counts["entries"] == Counts(4, 0)
    assert text_of(tmp_path / "b") == empty


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=st.lists(
        st.tuples(
            moments, st.sampled_from(["sleep", "stress", "tea", "twitch"]), notes, st.booleans()
        ),
        max_size=8,
    ),
    report=reports,
)
def test_whatever_was_logged_comes_back_to_the_microsecond(
    entries: list[tuple[dt.datetime, str, str, bool]],
    report: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with Journal.open(folder / "a", lambda: NOW) as journal:
        for at, what, note, undo in entries:
            if what == "twitch":
                made = journal.add_twitch(twitch(at, note=note, report=report, answered_at=None)).id
            elif what == "tea":
                entry = Entry(new_id(), EntryKind.DRINK, at, "tea", 250.5, 47.25, 250, note=note)
                made = journal.add(entry).id
            else:
                made = journal.add(Entry(new_id(), EntryKind(what), at, "", 7.5, note=note)).id
            if undo:
                journal.undo(made, NOW)
    text = text_of(folder / "a")
    take_in(folder / "b", text)
    assert text_of(folder / "b") == text
    # However it is laid out.
    take_in(folder / "c", json.dumps(json.loads(text), indent=3))
    assert text_of(folder / "c") == text


@pytest.mark.parametrize(
    ("part", "record", "said"),
    [
        ("entries", ENTRY | {"amount": "7"}, "amount: expected a number, got text"),
        ("entries", ENTRY | {"amount": 25}, "amount: must be more than 0 and at most 24"),
        ("entries", ENTRY | {"at": "2026-05-01T08:00:00"}, "at: expected a time with its offset"),
        ("entries", ENTRY | {"at": "0001-01-01T00:00:00+14:00"}, "at: expected a time"),
        ("entries", ENTRY | {"recorded_at": "soon"}, "recorded_at: expected a time"),
        ("entries", ENTRY | {"undone_at": "soon"}, "undone_at: expected a time"),
        ("entries", ENTRY | {"kind": "mood"}, "kind: it cannot be '"),
        ("entries", ENTRY | {"mood": 1}, "mood: there is no such field"),
        ("entries", {"id": "x"}, "kind: this field is needed"),
        ("entries", ENTRY | {"id": "../x"}, "id: expected text that fits"),
        ("entries", ENTRY | {"note": "x" * 2001}, "note: must be at most 2000"),
        ("entries", ENTRY | {"twitch": DETAILS}, "twitch: a twitch has either this or again"),
        ("entries", ENTRY | {"again": "y"}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"again": "y"}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"twitch": None}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"item": "again"}, "again: goes with"),
        ("entries", TWITCH | {"twitch": None, "again": "y"}, "again: goes with"),
        ("entries", TWITCH | {"twitch": DETAILS | {"level": "Bad level"}}, "level: must be"),
        ("entries", TWITCH | {"twitch": DETAILS | {"answered_at": "x"}}, "twitch.answered_at: exp"),
        ("nudges", NUDGE | {"outcome": "ignored"}, "outcome: it cannot be 'ignored'"),
        ("nudges", NUDGE | {"kind": "yoga"}, "kind: it cannot be '"),
        ("nudges", NUDGE | {"shown_at": "x"}, "shown_at: expected a time"),
        ("nudges", NUDGE | {"outcome": "dismissed"}, "outcome: it was never shown"),
        ("nudges", NUDGE | {"tip": "\ud800"}, "tip: must be text in valid Unicode"),
        ("holds", HOLD | {"kind": "yoga"}, "kind: it cannot be '"),
        ("holds", HOLD | {"until": "never"}, "until: expected a time"),
        ("holds", HOLD | {"text": "\udfff"}, "text: must be text in valid Unicode"),
        ("state", STATE | {"value": "\ud800"}, "value: must be text in valid Unicode"),
        ("entries", ENTRY | {"note": "\ud800"}, "note: must be text in valid Unicode"),
        ("entries", TWITCH | {"twitch": DETAILS | {"report": {"a": "\ud800"}}}, "report: must be"),
        ("entries", TWITCH | {"twitch": DETAILS | {"report": {"a": DEEP}}}, "report: must be"),
        ("entries", ENTRY | {"amount": 1e999}, "amount: must be more than 0"),
        ("holds", {"at": "x"}, "kind: this field is needed"),
        ("state", {"key": "", "value": "x"}, "key: expected text that is not empty"),
        ("state", {"key": "trials", "value": "garbage"}, "value: it is not JSON"),
        ("entries", 7, "expected an object, got a whole number"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_by_line_and_field(
    part: str, record: object, said: str, tmp_path: Path, speak: Callable[[str], None]
) -> None:
    told = json.dumps(record).replace("Infinity", "1e999")
    text = f'{HEAD},\n"{part}": [\n{told}\n]\n}}\n'
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "a", text)
    assert caught.value.detail.startswith(f"line 3: {part}: ")
    assert said in caught.value.detail
    speak(PSEUDO)
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "b", text)
    assert hard_coded(caught.value.title) == []
    fields = (name for kind in PARTS.values() for name in kind.__struct_fields__)
    names = (*fields, *EntryKind, *Outcome, "T report level answered_at A Za z Z inf")
    assert beside(caught.value.detail, text, *names) == set()


def test_nothing_is_kept_of_a_file_whose_last_record_is_refused(tmp_path: Path) -> None:
    good, bad = json.dumps(ENTRY), json.dumps(ENTRY | {"id": "y", "amount": -1})
    with pytest.raises(InputError, match="line 2"):
        take_in(tmp_path / "a", f'{HEAD}, "entries": [{good},\n{bad}]}}')
    assert '"id"' not in text_of(tmp_path / "a")


def test_a_later_time_without_its_twitch_is_refused(tmp_path: Path) -> None:
    again = TWITCH | {"id": "z", "item": "again", "twitch": None, "again": "nobody"}
    with pytest.raises(InputError, match="line 3: entries: again: there is no such twitch"):
        take_in(tmp_path / "a", f'{HEAD}, "entries": [\n\n{json.dumps(again)}]}}')
    assert '"id"' not in text_of(tmp_path / "a")


def test_a_later_time_may_stand_before_its_twitch(tmp_path: Path) -> None:
    again = TWITCH | {"id": "z", "item": "again", "twitch": None, "again": "x"}
    take_in(tmp_path / "a", f'{HEAD}, "entries": [{json.dumps(again)}, {json.dumps(TWITCH)}]}}')
    with Journal.open(tmp_path / "a") as journal:
        assert journal.twitch("x") == journal.twitch("z")
        assert journal.undo("x", NOW) is not None
        assert journal.twitch("z") is None


def test_of_two_records_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    twice = [TWITCH | {"note": "first"}, TWITCH | {"note": "second", "twitch": DETAILS}]
    counts = take_in(tmp_path / "a", f'{HEAD}, "entries": {json.dumps(twice)}}}')
    assert counts["entries"] == Counts(1, 1)
    assert [one["note"] for one in json.loads(text_of(tmp_path / "a"))["entries"]] == ["first"]


def test_others_write_while_a_file_is_read(tmp_path: Path) -> None:
    def slowly() -> Iterator[Found]:
        for one in read_text([f'{HEAD}, "entries": [{json.dumps(ENTRY)}]}}']):
            yield one
            with Journal.open(tmp_path / "a") as journal:
                journal.add(Entry("meanwhile", EntryKind.SLEEP, NOW, "", 3))
                # What was logged meanwhile under an id of the file stays as it is, too.
                journal.add(Entry("x", EntryKind.SLEEP, NOW, "", 4))

    Journal.open(tmp_path / "a").close()
    with Archive.open(tmp_path / "a") as archive:
        assert archive.take_in(slowly())["entries"] == Counts(0, 1)
    kept = {one["id"]: one["amount"] for one in json.loads(text_of(tmp_path / "a"))["entries"]}
    assert kept == {"meanwhile": 3.0, "x": 4.0}


def test_a_damaged_row_is_said_and_not_exported(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        archive._write("UPDATE entries SET kind = 'Mood' WHERE kind = ?", ("sleep",))
        with pytest.raises(JournalError, match="damaged"):
            list(archive.records("entries"))


@pytest.mark.parametrize(
    "value", [10**30, -(2**70), 1e16, -0.0, 1.1, "\0 \N{LINE SEPARATOR}", [[]]]
)
def test_whatever_json_says_in_a_report_is_exported_as_it_came(
    value: object, tmp_path: Path
) -> None:
    told = TWITCH | {"twitch": DETAILS | {"report": {"odd": value}}, "note": "a\0b"}
    take_in(tmp_path / "a", f'{HEAD}, "entries": [{json.dumps(told)}]}}')
    text = text_of(tmp_path / "a")
    [entry] = json.loads(text)["entries"]
    assert repr(entry["twitch"]["report"]["odd"]) == repr(value)
    assert entry["note"] == "a\0b"
    take_in(tmp_path / "b", text)
    assert text_of(tmp_path / "b") == text


def test_what_is_remembered_about_this_computer_alone_is_not_exported(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "a") as journal:
        for key in (*OF_THIS_COMPUTER, "paused_until", "told.welcome"):
            journal.set_state(key, "x")
    kept = json.loads(text_of(tmp_path / "a"))["state"]
    assert [row["key"] for row in kept] == ["paused_until", "told.welcome"]


def test_what_a_file_says_about_another_computer_is_passed_over(tmp_path: Path) -> None:
    keys = (*sorted(OF_THIS_COMPUTER), "told.welcome")
    state = ",".join(json.dumps({"key": key, "value": "x"}) for key in keys)
    take_in(tmp_path / "a", f'{{"format": "lull-journal", "version": 1, "state": [{state}]}}')
    with Journal.open(tmp_path / "a") as journal:
        assert [key for key in keys if journal.state(key)] == ["told.welcome"]


def test_only_the_record_at_hand_is_in_memory(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        records = archive.records("entries")
        first = next(records)
        # Another process may write meanwhile; what is read is as it was.
        with Journal.open(tmp_path / "a") as journal:
            journal.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 3))
        assert len([first, *records]) == 4


def test_no_column_of_any_table_is_left_out(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a") as archive:
        there = {
            (table, column[1])
            for (table,) in archive._all("SELECT name FROM sqlite_master WHERE type = 'table'")
            for column in archive._all(f"PRAGMA table_info({table})")
            if not table.startswith("sqlite_")
        }
        read: set[tuple[str, str]] = set()

        def note(action: int, table: str | None, column: str | None, *_: object) -> int:
            if action == sqlite3.SQLITE_READ and table and column:
                read.add((table, column))
            return sqlite3.SQLITE_OK

        archive._connection.set_authorizer(note)
        for part in PARTS:
            assert list(archive.records(part)) == []
        archive._connection.set_authorizer(None)
    # The order in which rows were kept is the order of the file.
    assert there - read == set()
