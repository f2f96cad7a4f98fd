"""What is kept of copies and of what they replaced, and what tells one from the other."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest
from backup_parts import DAY, NOW, TODAY, hours, log, names, numbers

from journal import backup
from journal.entries import Entry, EntryKind, new_id
from journal.kept import Kept, kept
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "journal.sqlite3"
    log(path, 7.0)
    return path


def test_a_copy_that_holds_more_than_the_journal_is_pushed_out_by_none(journal: Path) -> None:
    log(journal, 8.0)
    full = backup.back_up(journal, TODAY)
    assert full is not None
    journal.unlink()
    with Journal.open(journal, lambda: NOW, anew=True):
        pass
    for number in range(12):
        backup.back_up(journal, TODAY + number // 4 * 20 * DAY)
    assert 1 in numbers(journal)
    backup.restore(journal, full.name, NOW)
    assert hours(journal) == [7.0, 8.0]
    # With as much in the journal again, and so in a copy of it, it is one like any other.
    again = backup.back_up(journal, TODAY + 40 * DAY)
    assert again is not None
    assert hours(again.path) == [7.0, 8.0]
    assert full.name not in names(journal)


def test_what_was_taken_back_does_not_count(journal: Path) -> None:
    assert backup.entries_in(journal) == 1
    with Journal.open(journal, lambda: NOW) as opened:
        entry = Entry(new_id(), EntryKind.SLEEP, NOW, "", 8.0)
        opened.add(entry)
        # While it is open, some of it stands beside the file alone.
        assert backup.entries_in(journal) == 2
        opened.undo(entry.id, NOW)
    assert backup.entries_in(journal) == 1
    journal.write_bytes(b"")
    assert backup.entries_in(journal) is None
    journal.write_bytes(b"no journal" * 999)
    assert backup.entries_in(journal) is None


def test_what_a_copy_replaced_can_be_put_back_by_its_name(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    log(journal, 5.0)
    aside = backup.restore(journal, "", NOW)
    assert aside is not None
    assert backup.put_aside(journal) == (aside,)
    again = backup.restore(journal, aside.stem, NOW)
    assert again is not None
    assert hours(journal) == [7.0, 5.0]
    assert hours(again) == [7.0]
    assert backup.put_aside(journal) == (aside, again)


def test_a_journal_s_file_from_anywhere_can_be_put_there(journal: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    log(other, 3.0)
    assert backup.restore(journal, str(other), NOW) is not None
    assert hours(journal) == [3.0]
    assert hours(other) == [3.0]


def test_all_that_can_be_put_back_is_told_apart(journal: Path) -> None:
    made = backup.back_up(journal, TODAY)
    moved = backup.back_up(journal, TODAY)
    assert made is not None
    assert moved is not None
    os.utime(made.path, (NOW.timestamp(), NOW.timestamp()))
    os.utime(moved.path, (0, 0))
    moved.path.write_bytes(b"damaged" * 999)
    log(journal, 5.0)
    aside = backup.restore(journal, made.name, NOW)
    assert aside is not None
    odd = aside.with_name("journal.before-restore-20269999-093015.sqlite3")
    odd.write_bytes(b"")
    found = kept(journal, dt.UTC)
    assert [one.name for one in found] == [moved.name, made.name, aside.stem]
    assert found == (
        Kept(moved.path, TODAY, None, None, before=False),
        Kept(made.path, TODAY, NOW, 1, before=False),
        Kept(aside, TODAY, NOW, 2, before=True),
    )
