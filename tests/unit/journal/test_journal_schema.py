"""From one version of the tables to the next."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from config.errors import JournalError
from journal import schema, store
from journal.connection import connect
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = Entry(new_id(), EntryKind.SLEEP, dt.datetime(2026, 3, 10, 7, tzinfo=dt.UTC), "", 7.5)
NEXT = {
    **schema.MIGRATIONS,
    2: ("CREATE TABLE extra (id TEXT)", "ALTER TABLE entries ADD COLUMN more TEXT"),
    3: ("INSERT INTO extra VALUES ('made')",),
}


@pytest.fixture
def old(path: Path) -> Path:
    """A journal of version 1 with one entry in it, closed."""
    with Journal.open(path) as journal:
        journal.add(ENTRY)
    return path


def version(path: Path) -> int:
    with closing(connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_journal_gets_the_newest_version_and_no_copy(path: Path) -> None:
    Journal.open(path).close()
    assert version(path) == max(schema.MIGRATIONS)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_copy_is_put_beside_an_older_journal_before_it_changes(old: Path) -> None:
    with closing(connect(old)) as connection:
        schema.migrate(connection, NEXT)
        assert connection.execute("SELECT id FROM extra").fetchall() == [("made",)]
    assert version(old) == 3
    copy = old.with_name("journal.sqlite3.before-v3")
    assert sorted(file.name for file in old.parent.iterdir()) == [old.name, copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Journal.open(copy) as journal:
        assert journal.quick_check() == []
        assert journal.entries(ENTRY.at, ENTRY.at + dt.timedelta(days=1)) == (ENTRY,)


def test_the_copy_holds_what_is_still_only_in_the_write_ahead_log(old: Path) -> None:
    with Journal.open(old) as journal:
        journal.set_state("key", "value")
        with closing(connect(old)) as connection:
            schema.migrate(connection, NEXT)
    with Journal.open(old.with_name("journal.sqlite3.before-v3")) as copy:
        assert copy.state("key") == "value"


def test_a_half_made_copy_of_an_earlier_attempt_is_made_anew(old: Path) -> None:
    part = old.with_name("journal.sqlite3.before-v3.part")
    part.write_bytes(b"half")
    with closing(connect(old)) as connection:
        schema.migrate(connection, NEXT)
    assert not part.exists()
    assert version(old.with_name("journal.sqlite3.before-v3")) == 1


def test_nothing_changes_where_no_copy_can_be_made(old: Path) -> None:
    old.with_name("journal.sqlite3.before-v3").mkdir()
    with closing(connect(old)) as connection, pytest.raises(OSError, match="directory"):
        schema.migrate(connection, NEXT)
    assert version(old) == 1


def test_a_step_that_fails_leaves_the_version_before_it(old: Path) -> None:
    broken = {**NEXT, 3: ("CREATE TABLE half (id TEXT)", "INSERT INTO nowhere VALUES (1)")}
    with closing(connect(old)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            schema.migrate(connection, broken)
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert version(old) == 2
    assert ("extra",) in tables
    assert ("half",) not in tables


def test_a_step_that_another_process_took_meanwhile_is_not_taken_again(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = schema.version_of
    asked = 0

    def version_before_the_other(
        connection: sqlite3.Connection, migrations: dict[int, tuple[str, ...]]
    ) -> int:
        nonlocal asked
        asked += 1
        found = real(connection, migrations)
        if asked == 1:
            with closing(connect(old)) as other:
                schema.migrate(other, NEXT)
        return found

    monkeypatch.setattr(schema, "version_of", version_before_the_other)
    with closing(connect(old)) as connection:
        schema.migrate(connection, NEXT)
        assert connection.execute("SELECT id FROM extra").fetchall() == [("made",)]


def test_a_newer_journal_is_refused_and_left_as_it_is(old: Path) -> None:
    with closing(connect(old)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = old.read_bytes()
    with pytest.raises(JournalError, match=r"newer than this Lull: .* has version 99") as caught:
        Journal.open(old)
    assert "install the newer Lull" in caught.value.detail
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == [old.name]


@pytest.mark.parametrize("setup", ["CREATE TABLE theirs (id)", "PRAGMA user_version = 1"])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(
    tmp_path: Path, setup: str
) -> None:
    path = tmp_path / "theirs.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(setup)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="database of another program"):
        Journal.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        (store._ENTRIES_BETWEEN, (0, 1)),
        (store._LAST_ENTRY, ("drink", "coffee")),
        (store._NUDGES_DUE, (0, 1)),
        (store._NUDGES_SHOWN, (0, 1)),
        (store._NUDGES_OPEN, ()),
        (store._LAST_SHOWN, (True,)),
        (store._TIPS_SHOWN, ()),
        (store._HOLDS_BETWEEN, (0, 1)),
    ],
)
def test_no_question_reads_a_whole_table(
    journal: Journal, statement: str, parameters: tuple[object, ...]
) -> None:
    plan = journal._connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    (step, *_) = plan.fetchall()
    assert "USING INDEX" in step[3] or "USING COVERING INDEX" in step[3]
