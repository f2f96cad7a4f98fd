"""The tables, and the steps that lead from one version of them to the next.

The version stands in the file itself (``PRAGMA user_version``), beside a mark that tells a journal
of Lull from any other SQLite file (``PRAGMA application_id``). A step is never changed once it has
been released; the next version of the tables is a new step under the next number.

The SQL keeps to what SQLite 3.26 knows (no STRICT tables, no RETURNING, no VACUUM INTO), because
the SQLite below a Python 3.11 can be that old.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import JournalDamageError, JournalError
from config.language import tr
from journal.connection import WHAT_TO_DO, connect, make_private, transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

APPLICATION_ID = 0x4C756C6C
"""``Lull`` in ASCII."""

MIGRATIONS: Mapping[int, tuple[str, ...]] = {
    1: (
        # seq is the order in which entries were confirmed; undone_us is null unless undone.
        """
        CREATE TABLE entries (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            at_us INTEGER NOT NULL,
            at_offset_s INTEGER NOT NULL,
            item TEXT NOT NULL,
            amount REAL NOT NULL,
            caffeine_mg REAL NOT NULL,
            water_ml REAL NOT NULL,
            alcohol_units REAL NOT NULL,
            source TEXT NOT NULL,
            note TEXT NOT NULL,
            recorded_us INTEGER NOT NULL,
            undone_us INTEGER
        )
        """,
        "CREATE INDEX entries_by_time ON entries (at_us) WHERE undone_us IS NULL",
        "CREATE INDEX entries_by_kind ON entries (kind, at_us) WHERE undone_us IS NULL",
        """
        CREATE TABLE nudges (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            tip TEXT NOT NULL,
            due_us INTEGER NOT NULL,
            due_offset_s INTEGER NOT NULL,
            shown_us INTEGER,
            shown_offset_s INTEGER,
            shown_by TEXT NOT NULL,
            outcome TEXT NOT NULL,
            outcome_us INTEGER,
            outcome_offset_s INTEGER,
            answer TEXT NOT NULL,
            asked_for INTEGER NOT NULL
        )
        """,
        "CREATE INDEX nudges_by_due ON nudges (due_us)",
        "CREATE INDEX nudges_by_shown ON nudges (shown_us) WHERE shown_us IS NOT NULL",
        """
        CREATE INDEX nudges_by_tip ON nudges (tip, shown_us, shown_offset_s)
        WHERE shown_us IS NOT NULL
        """,
        "CREATE INDEX nudges_open ON nudges (due_us) WHERE outcome IN ('pending', 'shown')",
        """
        CREATE TABLE holds (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            at_us INTEGER NOT NULL,
            at_offset_s INTEGER NOT NULL,
            kind TEXT NOT NULL,
            due_us INTEGER NOT NULL,
            due_offset_s INTEGER NOT NULL,
            reason TEXT NOT NULL,
            text TEXT NOT NULL,
            until_us INTEGER,
            until_offset_s INTEGER
        )
        """,
        "CREATE INDEX holds_by_time ON holds (at_us)",
        "CREATE TABLE state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
    ),
    2: (
        # A twitch is an entry, and here is what only a twitch has. report and rules are JSON;
        # answered_us is when the questions about warning signs were answered.
        """
        CREATE TABLE twitches (
            id TEXT PRIMARY KEY NOT NULL REFERENCES entries (id),
            report TEXT NOT NULL,
            level TEXT NOT NULL,
            rules TEXT NOT NULL,
            advice_shown INTEGER NOT NULL,
            answered_us INTEGER NOT NULL,
            answered_offset_s INTEGER NOT NULL
        )
        """,
        # A later time of the same twitch is an entry too, so that it can be undone like any other.
        """
        CREATE TABLE tallies (
            id TEXT PRIMARY KEY NOT NULL REFERENCES entries (id),
            twitch_id TEXT NOT NULL REFERENCES twitches (id)
        )
        """,
        "CREATE INDEX tallies_by_twitch ON tallies (twitch_id)",
    ),
}
"""From a version to the statements that lead to it from the version before."""


def version_of(
    connection: sqlite3.Connection, migrations: Mapping[int, tuple[str, ...]] = MIGRATIONS
) -> int:
    """Tell the version of the tables; 0 for a file that is still empty. Writes nothing.

    Args:
        connection: In autocommit mode or in a transaction.
        migrations: The steps that are known.

    Raises:
        JournalError: The file belongs to a newer Lull.
        JournalDamageError: It belongs to something else, or has a version that there never was.
        sqlite3.Error: The file cannot be read, or is no database.
    """
    # One statement, one snapshot: another process may be making the tables at this moment.
    version, application, tables = connection.execute(
        """
        SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master)
        FROM pragma_user_version, pragma_application_id
        """
    ).fetchone()
    if not version and not application and not tables:
        return 0
    if application != APPLICATION_ID:
        raise JournalDamageError(
            tr("This is not a journal"),
            tr(
                "{path} is a database of another program; it is left as it is; "
                "lull backup recover puts a journal in its place, and keeps this one beside it",
                path=file_of(connection),
            ),
        )
    if version < min(migrations):
        raise JournalDamageError(
            tr("The journal is damaged"),
            tr(
                "{path} has version {version}, which there never was; {what_to_do}",
                path=file_of(connection),
                version=version,
                what_to_do=tr(WHAT_TO_DO),
            ),
        )
    if version > max(migrations):
        raise JournalError(
            tr("The journal is newer than this Lull"),
            tr(
                "{path} has version {version}, this Lull knows up to {known}; "
                "install the newer Lull again; the file is left as it is",
                path=file_of(connection),
                version=version,
                known=max(migrations),
            ),
        )
    return int(version)


def migrate(
    connection: sqlite3.Connection, migrations: Mapping[int, tuple[str, ...]] = MIGRATIONS
) -> None:
    """Bring the tables to the newest known version, each step in one transaction.

    Before the first step on a file that has tables already, the file is copied to
    ``NAME.before-vN`` beside it, N being the newest version. Processes that open the same file at
    once wait for each other, and the steps run once.

    Args:
        connection: In autocommit mode, on a file.
        migrations: The steps that are known.

    Raises:
        JournalError: See `version_of`.
        sqlite3.Error: A step failed, and the file is at the version before it.
        OSError: The copy could not be put in its place, and the file is as it was.
    """
    newest = max(migrations)
    copied = False
    while version_of(connection, migrations) < newest:
        with transaction(connection):
            # Read again: another process may have taken the step before this one had the lock.
            version = version_of(connection, migrations)
            if version == newest:
                return
            if version and not copied:
                _copy(connection, f".before-v{newest}")
            # Also for a file that is made now: there is nothing to copy between its first steps.
            copied = True
            for statement in migrations[version + 1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version + 1}")


def file_of(connection: sqlite3.Connection) -> Path:
    """Tell the file that a connection is open on, links resolved."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def _copy(connection: sqlite3.Connection, suffix: str) -> None:
    file = file_of(connection)
    part = file.with_name(f"{file.name}{suffix}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    # A second connection reads: SQLite copies from none that holds the write lock, and the lock
    # is what keeps others from writing between the copy and the step. The copy is synced when
    # `backup` returns; only a whole one gets the name that a person would look for.
    with (
        contextlib.closing(connect(file)) as source,
        contextlib.closing(connect(part)) as target,
    ):
        source.backup(target)
    part.replace(file.with_name(f"{file.name}{suffix}"))
