"""The file: private, durable, and errors in words that a person can act on."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.errors import JournalDamageError, JournalError
from journal import file
from journal.condition import trouble
from journal.connection import (
    JOURNAL_MODE_ATTEMPTS,
    connect,
    make_durable,
    make_private,
    plain_errors,
    transaction,
)
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def sleep(hours: float = 7.5) -> Entry:
    return Entry(new_id(), EntryKind.SLEEP, dt.datetime(2026, 3, 10, 7, tzinfo=dt.UTC), "", hours)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_only_the_owner_can_read_whatever_the_umask(path: Path) -> None:
    deep = path.parent / "new" / path.name
    with Journal.open(deep) as journal:
        journal.add(sleep())
        files = {file.name: mode(file) for file in deep.parent.iterdir()}
    assert files == dict.fromkeys([deep.name, f"{deep.name}-wal", f"{deep.name}-shm"], 0o600)
    assert [mode(folder) for folder in (deep.parent, path.parent)] == [0o700, 0o700]


def test_an_existing_file_is_taken_from_others_and_an_existing_folder_is_left(path: Path) -> None:
    Journal.open(path).close()
    path.parent.chmod(0o755)
    for suffix in ("", "-wal"):
        file = path.with_name(path.name + suffix)
        file.touch()
        file.chmod(0o664)
    make_private(path)
    assert mode(path) == mode(path.with_name(path.name + "-wal")) == 0o600
    assert mode(path.parent) == 0o755


def test_a_journal_may_be_a_link_to_another_place(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    elsewhere = tmp_path / "elsewhere.sqlite3"
    path.symlink_to(elsewhere)
    with pytest.raises(JournalError, match="No such file"):
        Journal.open(path)
    elsewhere.touch(0o644)
    with Journal.open(path) as journal:
        journal.add(sleep())
        assert mode(elsewhere) == mode(elsewhere.with_name("elsewhere.sqlite3-wal")) == 0o600


def test_names_that_mean_something_in_an_address_are_plain_names(tmp_path: Path) -> None:
    path = tmp_path / "100% mine?mode=ro#1 ü" / "journal&cache.sqlite3"
    with Journal.open(path) as journal:
        journal.add(sleep())
    assert path.stat().st_size > 0


def test_a_commit_is_synced_and_foreign_keys_hold(journal: Journal) -> None:
    def pragma(name: str) -> object:
        return journal._connection.execute(f"PRAGMA {name}").fetchone()[0]

    full = 2
    assert pragma("synchronous") == full
    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 5000


def test_a_folder_a_device_and_a_folder_in_a_file_are_not_journals(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    before = mode(tmp_path)
    with pytest.raises(JournalError, match="not a plain file"):
        Journal.open(tmp_path)
    with pytest.raises(JournalError, match="not a plain file"):
        Journal.open(Path(os.devnull))
    with pytest.raises(JournalError, match="Not a directory"):
        Journal.open(file / "journal.sqlite3")
    assert mode(tmp_path) == before


@pytest.mark.parametrize(
    "content", [b"xy", b"to do: sleep\n" * 1000, b"SQLite format 4\0" + bytes(4096)]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(content)
    with pytest.raises(JournalError, match="no journal, or one that is damaged"):
        Journal.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_full_disk_is_told_and_changes_nothing(journal: Journal) -> None:
    entry = journal.add(sleep())
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = [Entry(new_id(), entry.kind, entry.at, "", 8, note="x" * 2000) for _ in range(20)]
    with pytest.raises(JournalError, match="the disk is full; nothing was changed"):
        journal.add_many(big)
    end = entry.at + dt.timedelta(days=1)
    assert journal.entries(entry.at, end) == (entry,)
    journal._connection.execute("PRAGMA max_page_count = 10000")
    journal.add_many(big)
    assert len(journal.entries(entry.at, end)) == 21


def test_a_file_that_may_only_be_read_is_told(journal: Journal) -> None:
    journal._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="it may only be read"):
        journal.add(sleep())


def test_a_lock_that_lasts_too_long_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.connection.BUSY_SECONDS", 0)
    with Journal.open(path) as journal, Journal.open(path) as other:
        with transaction(other._connection), pytest.raises(JournalError, match="kept it to itself"):
            journal.add(sleep())
        journal.add(sleep())


def test_a_damaged_file_is_told(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.add_many(
            Entry(new_id(), EntryKind.SLEEP, sleep().at, "", 8, note="x" * 2000) for _ in range(50)
        )
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)
    with (
        pytest.raises(JournalError, match="it is damaged; lull backup recover"),
        Journal.open(path) as journal,
    ):
        journal.entries(sleep().at, sleep().at + dt.timedelta(days=1))


def test_the_start_that_a_record_once_cost_which_says_that_it_is_huge(path: Path) -> None:
    with Journal.open(path) as journal:
        for huge in ("zeroblob(100000000)", "randomblob(100000000)"):
            with pytest.raises(JournalDamageError, match="it is damaged"):
                journal._all(f"SELECT length({huge})")
    with pytest.raises(JournalDamageError, match="it is damaged"), plain_errors(path):
        raise MemoryError


def test_tables_that_are_not_as_they_should_be_are_damage(path: Path) -> None:
    with pytest.raises(JournalDamageError, match="not as Lull makes them"), plain_errors(path):
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")


def test_an_error_without_a_known_name_keeps_sqlites_words(path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE once (id UNIQUE)")
    connection.execute("INSERT INTO once VALUES (1)")
    with pytest.raises(JournalError, match=r"UNIQUE .* SQLITE_CONSTRAINT"), plain_errors(path):
        connection.execute("INSERT INTO once VALUES (1)")


def test_an_error_of_the_system_without_a_reason_still_says_something(path: Path) -> None:
    with pytest.raises(JournalError, match=r"sqlite3: odd$"), plain_errors(path):
        raise OSError("odd")


def test_an_interrupted_write_leaves_nothing_behind(journal: Journal) -> None:
    def interrupted() -> None:
        with transaction(journal._connection):
            journal._connection.execute("INSERT INTO state VALUES ('key', 'value')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert journal.state("key") is None
    journal.set_state("key", "value")


def test_an_error_that_ended_the_transaction_itself_comes_through(journal: Journal) -> None:
    def ended() -> None:
        with transaction(journal._connection):
            journal._connection.execute("INSERT OR ROLLBACK INTO state VALUES (NULL, '')")

    with pytest.raises(sqlite3.IntegrityError):
        ended()
    assert trouble(journal.path, deep=True) == ""


class Contended:
    """A connection whose first switches to WAL meet another process."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked: list[str] = []

    def execute(self, statement: str) -> None:
        self.asked.append(statement)
        if statement.startswith("PRAGMA journal_mode") and self.refusals:
            self.refusals -= 1
            raise sqlite3.OperationalError("database is locked")


def test_the_switch_to_wal_waits_for_another_process_and_tries_again() -> None:
    connection = Contended(refusals=2)
    make_durable(connection)  # type: ignore[arg-type] # a stand-in for sqlite3.Connection
    assert connection.asked[-7:] == [
        *["PRAGMA journal_mode = WAL", "BEGIN EXCLUSIVE", "ROLLBACK"] * 2,
        "PRAGMA journal_mode = WAL",
    ]


def test_the_switch_to_wal_gives_up_in_the_end() -> None:
    connection = Contended(refusals=1000)
    with pytest.raises(sqlite3.OperationalError):
        make_durable(connection)  # type: ignore[arg-type] # a stand-in for sqlite3.Connection
    assert connection.asked.count("BEGIN EXCLUSIVE") == JOURNAL_MODE_ATTEMPTS


def test_sqlite_never_creates_the_file(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(path)


def test_sqlite_is_loaded_only_with_the_store() -> None:
    # -S keeps out what the measuring of coverage loads at the start of every child.
    code = (
        "import sys, journal.entries, journal.records, journal.totals;"
        "sys.exit('sqlite3' in sys.modules)"
    )
    subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, check=True)


def test_a_journal_that_another_process_makes_at_this_moment_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite3"

    def made_meanwhile(_folder: Path) -> tuple[str, ...]:
        path.write_bytes(b"SQLite format 3")
        return ("a copy",)

    monkeypatch.setattr(file, "backups", made_meanwhile)
    file.refuse_gone(path)
    monkeypatch.setattr(file, "backups", lambda _folder: ("a copy",))
    path.unlink()
    with pytest.raises(JournalError, match="is missing"):
        file.refuse_gone(path)


def test_who_has_it_open_all_day_holds_little_of_it(journal: Journal) -> None:
    journal.hold_little()
    [held] = journal._connection.execute("PRAGMA cache_size").fetchone()
    assert held == -file.HELD_KIBIBYTES
    journal.close()
    with pytest.raises(JournalError):
        journal.hold_little()
