"""Rows of a kind that only a newer Lull knows are kept, left out, and no damage."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from damaged_journals import LATER, NOW, execute, fill, ids, leaf_of, overwrite, sleep, twitch

from config.errors import JournalError
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import read_text, write_text
from journal.backup import back_up, restore
from journal.condition import trouble
from journal.history import Wanted
from journal.rescue import mend
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

NEWER = sleep(7).id
ALWAYS = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def newer(path: Path) -> Path:
    """A journal into which a newer Lull has written too."""
    fill(path)
    execute(
        path,
        f"UPDATE entries SET kind = 'dream', source = 'watch' WHERE id = '{NEWER}'",  # noqa: S608 - a constant
        f"UPDATE entries SET kind = 'tremor' WHERE id = '{twitch(1).id}'",  # noqa: S608 - a constant
        "UPDATE nudges SET kind = 'stretch' WHERE seq = 3",
        "UPDATE nudges SET outcome = 'snoozed' WHERE seq = 4",
        "UPDATE nudges SET outcome = 'dismissed' WHERE seq = 3",
        "INSERT INTO holds SELECT NULL, at_us, at_offset_s, 'stretch', due_us, due_offset_s, "
        "reason, text, until_us, until_offset_s FROM holds",
    )
    return path


def theirs(path: Path) -> list[tuple[Any, ...]]:
    """What the newer Lull has written."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT * FROM entries WHERE kind IN ('dream', 'tremor') ORDER BY id"
        ).fetchall()
        found = [row[1:] for row in found]
        found += connection.execute(
            f"SELECT * FROM twitches WHERE id = '{twitch(1).id}'"  # noqa: S608 - a constant
        ).fetchall()
        for table in ("nudges", "holds"):
            rows = connection.execute(
                f"SELECT * FROM {table} WHERE kind = 'stretch' OR "  # noqa: S608 - names of ours
                f"{'outcome' if table == 'nudges' else 'kind'} = 'snoozed' ORDER BY due_us, kind"
            ).fetchall()
            found += [row[1:] for row in rows]
    return found


def test_they_are_no_damage_and_everything_else_is_shown(newer: Path) -> None:
    assert len(theirs(newer)) == 6
    assert trouble(newer, deep=True) == ""
    assert mend(newer, NOW, deep=True) is None
    with Journal.open(newer, lambda: NOW) as journal:
        shown = [entry.id for entry in journal.entries(*ALWAYS)]
        assert NEWER not in shown
        assert sleep(8).id in shown
        assert len(journal.nudges(*ALWAYS)) == 18
        assert len(journal.shown_between(*ALWAYS)) == 18
        assert len(journal.holds(*ALWAYS)) == 1
        assert journal.dismissed_in_a_row(NOW) == ()
        page = journal.page(Wanted(), dt.UTC, 10)
        assert len(page.logged) == 9
        assert page.after is not None
        assert journal.knows(NEWER)
        assert journal.day_sums(NOW, LATER)
        with pytest.raises(JournalError, match="a newer Lull noted it"):
            journal.undo(NEWER, NOW)
        # What is asked for by its id changes nothing either.
        assert trouble(newer, deep=True) == ""
    with Archive.open(newer, lambda: NOW) as archive:
        records = {part: len(list(archive.records(part))) for part in PARTS}
        assert archive.left_out == 5
        # Whoever reads a list twice is told of it once.
        assert list(archive.records("entries"))
        assert archive.left_out == 5
    assert (records["entries"], records["nudges"], records["holds"]) == (len(ids(newer)) - 2, 18, 1)


def carried_over(path: Path, other: Path) -> tuple[int, int]:
    """How many records an export left out, and how many entries came in elsewhere by it."""
    with Archive.open(path, lambda: NOW) as archive:
        text = "".join(write_text({part: archive.records(part) for part in PARTS}))
        left_out = archive.left_out
    with Archive.open(other, lambda: NOW) as archive:
        return left_out, archive.take_in(read_text([text]))["entries"].new


def test_an_export_that_the_later_time_of_a_newer_twitch_once_kept_from_being_taken_in(
    newer: Path, tmp_path: Path
) -> None:
    execute(newer, f"UPDATE tallies SET twitch_id = '{twitch(1).id}'")  # noqa: S608 - a constant
    assert carried_over(newer, tmp_path / "other") == (6, len(ids(newer)) - 3)


def test_an_export_that_an_entry_from_a_newer_place_once_kept_from_being_taken_in(
    path: Path, tmp_path: Path
) -> None:
    fill(path)
    execute(path, f"UPDATE entries SET source = 'watch' WHERE id = '{NEWER}'")  # noqa: S608 - a constant
    assert carried_over(path, tmp_path / "other") == (1, len(ids(path)) - 1)


def test_the_last_entry_is_not_taken_back_where_a_newer_lull_noted_it(newer: Path) -> None:
    with Journal.open(newer, lambda: NOW) as journal:
        last = journal.last_undoable(NOW)
        assert last is not None
        theirs_now = f"UPDATE entries SET kind = 'dream' WHERE id = '{last.id}'"  # noqa: S608 - a constant
        execute(newer, theirs_now)
        assert journal.last_undoable(NOW) is None
        shown = journal.entries(*ALWAYS)
        with pytest.raises(JournalError, match=r"cannot be taken back here: a newer Lull noted it"):
            journal.undo_last(NOW)
        assert journal.entries(*ALWAYS) == shown


def test_what_a_newer_lull_had_noted_and_a_rescue_threw_away(newer: Path) -> None:
    before = theirs(newer)
    overwrite(newer, leaf_of(newer, "entries", 1))
    found = mend(newer, NOW)
    assert found is not None
    assert theirs(newer) == before
    assert trouble(newer, deep=True) == ""


def test_a_copy_has_them_and_brings_them_back(newer: Path) -> None:
    before = theirs(newer)
    copy = back_up(newer, NOW.date())
    assert copy is not None
    execute(newer, "PRAGMA foreign_keys = OFF", "DELETE FROM twitches", "DELETE FROM entries")
    restore(newer, copy.name, NOW)
    assert theirs(newer) == before
    newer.write_bytes(b"gone" * 5000)
    assert mend(newer, NOW) is not None
    assert theirs(newer) == before


def test_a_kind_that_a_damage_made_is_that_of_the_copy_again(newer: Path) -> None:
    back_up(newer, NOW.date())
    execute(
        newer,
        f"UPDATE entries SET kind = 'slgep' WHERE id = '{sleep(9).id}'",  # noqa: S608 - a constant
        "UPDATE entries SET kind = 'Slip' WHERE seq = 5",
    )
    assert mend(newer, NOW) is not None
    with Journal.open(newer, lambda: NOW) as journal:
        assert sleep(9).id in [entry.id for entry in journal.entries(*ALWAYS)]


@pytest.mark.parametrize(
    "damage",
    [
        f"UPDATE entries SET at_us = 'then' WHERE id = '{NEWER}'",  # noqa: S608 - a constant
        f"UPDATE entries SET recorded_us = 'then' WHERE id = '{NEWER}'",  # noqa: S608 - a constant
        "UPDATE twitches SET answered_offset_s = 999999",
        "UPDATE nudges SET shown_us = 'then' WHERE seq = 3",
    ],
)
def test_what_no_lull_could_make_sense_of_is_left_in_the_damaged_file(
    newer: Path, damage: str
) -> None:
    before = len(theirs(newer))
    execute(newer, damage, "UPDATE nudges SET kind = 'Slip' WHERE seq = 9")
    found = mend(newer, NOW)
    assert found is not None
    assert found.unread >= 2
    assert len(theirs(newer)) < before
    assert trouble(newer, deep=True) == ""


def test_an_entry_whose_way_in_alone_was_damaged(newer: Path) -> None:
    had = ids(newer)
    execute(newer, "UPDATE entries SET source = CAST(x'85' || 'ommand' AS TEXT) WHERE seq = 5")
    found = mend(newer, NOW)
    assert found is not None
    assert "makes no sense" in found.why
    assert ids(newer) == had
