"""From one version of the tables to the next."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from config.errors import JournalError
from journal import entry_log, schema, store, twitch_log
from journal.condition import trouble
from journal.connection import connect
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

ENTRY = Entry(new_id(), EntryKind.SLEEP, dt.datetime(2026, 3, 10, 7, tzinfo=dt.UTC), "", 7.5)
NOW = max(schema.MIGRATIONS)
NEXT = {
    **schema.MIGRATIONS,
    NOW + 1: ("CREATE TABLE extra (id TEXT)", "ALTER TABLE entries ADD COLUMN more TEXT"),
    NOW + 2: ("INSERT INTO extra VALUES ('made')",),
}
COPY = f"journal.sqlite3.before-v{NOW + 2}"


@pytest.fixture
def old(path: Path) -> Path:
    """A journal of the present version with one entry in it, closed."""
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
    assert version(old) == NOW + 2
    copy = old.with_name(COPY)
    assert sorted(file.name for file in old.parent.iterdir()) == [old.name, copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Journal.open(copy) as journal:
        assert trouble(journal.path, deep=True) == ""
        assert journal.entries(ENTRY.at, ENTRY.at + dt.timedelta(days=1)) == (ENTRY,)


def test_the_copy_holds_what_is_still_only_in_the_write_ahead_log(old: Path) -> None:
    with Journal.open(old) as journal:
        journal.set_state("key", "value")
        with closing(connect(old)) as connection:
            schema.migrate(connection, NEXT)
    with Journal.open(old.with_name(COPY)) as copy:
        assert copy.state("key") == "value"


def test_a_half_made_copy_of_an_earlier_attempt_is_made_anew(old: Path) -> None:
    part = old.with_name(f"{COPY}.part")
    part.write_bytes(b"half")
    with closing(connect(old)) as connection:
        schema.migrate(connection, NEXT)
    assert not part.exists()
    assert version(old.with_name(COPY)) == NOW


def test_nothing_changes_where_no_copy_can_be_made(old: Path) -> None:
    old.with_name(COPY).mkdir()
    with closing(connect(old)) as connection, pytest.raises(OSError, match="directory"):
        schema.migrate(connection, NEXT)
    assert version(old) == NOW


def test_a_step_that_fails_leaves_the_version_before_it(old: Path) -> None:
    broken = {**NEXT, NOW + 2: ("CREATE TABLE half (id TEXT)", "INSERT INTO nowhere VALUES (1)")}
    with closing(connect(old)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            schema.migrate(connection, broken)
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert version(old) == NOW + 1
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
        (entry_log._ENTRIES_BETWEEN, (0, 1)),
        (entry_log._UNDO_TALLIES, (0, "id")),
        (entry_log._UNDO_ADDED, (0, "id")),
        (twitch_log._TWITCHES_BETWEEN, (0, 1)),
        (twitch_log._LAST_TWITCH, ()),
        (twitch_log._TWITCH_BY_ID, ("id",)),
        (twitch_log._TALLIES, ("id",)),
        (twitch_log._COUNT_TWITCHES, (0, 1)),
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


def test_what_is_restored_is_found_without_reading_a_whole_table(journal: Journal) -> None:
    parameters = (0, "id")
    plan = journal._connection.execute(f"EXPLAIN QUERY PLAN {entry_log._RESTORE}", parameters)
    assert not [step for *_, step in plan if step.startswith("SCAN")]


# -- a journal of the first released version


@pytest.fixture
def first(path: Path) -> Path:
    """What the first released version wrote."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((Path(__file__).parent / "journal_of_version_1.sql").read_text())
    return path


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - the names below
            for table in ("entries", "nudges", "holds", "state")
        }


def test_a_journal_of_the_first_version_keeps_everything(first: Path) -> None:
    before = rows_of(first)
    assert [len(rows) for rows in before.values()] == [6, 2, 1, 2]
    assert version(first) == 1
    now = dt.datetime(2026, 3, 9, 21, tzinfo=dt.UTC)
    with Journal.open(first, lambda: now) as journal:
        assert trouble(journal.path, deep=True) == ""
        kinds = [entry.kind for entry in journal.entries(now - dt.timedelta(days=1), now)]
        assert kinds == ["sleep", "drink", "exercise", "drink", "breathe"]
        assert journal.restore("c" * 32) is not None
        assert journal.undo("c" * 32, dt.datetime(2026, 3, 9, 12, 1, tzinfo=dt.UTC)) is not None
        last = journal.last_undoable(now)
        assert last is not None
        assert last.kind is EntryKind.BREATHE
        assert journal.twitches(now - dt.timedelta(days=1), now) == ()
    assert version(first) == NOW
    assert rows_of(first) == before
    copy = first.with_name(f"{first.name}.before-v{NOW}")
    assert version(copy) == 1
    assert rows_of(copy) == before


def test_a_twitch_can_be_logged_in_a_journal_of_the_first_version(first: Path) -> None:
    at = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
    record = TwitchRecord(new_id(), at, {"sites": ["eyelid"]}, "self_care", (), advice_shown=True)
    with Journal.open(first) as journal:
        journal.add_twitch(record)
    with Journal.open(first) as journal:
        assert journal.last_twitch() == record
