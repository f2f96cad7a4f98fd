"""The file below the journal: private, durable, shared between processes; errors in plain words."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import stat
from typing import TYPE_CHECKING

from config.errors import JournalDamageError, JournalError
from config.foreign_words import named, quoted, reason_of
from config.language import N_, changed, in_english, tr
from config.paths import refuse_strange_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing."""
JOURNAL_MODE_ATTEMPTS = 20

_LARGEST_RECORD_BYTES = 64 * 1024 * 1024
"""A thousand times what anybody notes; a damaged one that asks for more gets no memory."""
_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077

WHAT_TO_DO = N_(
    "lull backup recover makes it anew of all that can be read, and keeps this one beside it"
)
"""Where the file is damaged."""

_SENTENCES = {
    "SQLITE_FULL": N_("the disk is full; nothing was changed; make room and try again"),
    "SQLITE_READONLY": N_(
        "it may only be read; nothing was changed; look at the file's permissions"
    ),
    "SQLITE_CANTOPEN": N_(
        "it cannot be opened; look at the permissions of the file and its folder"
    ),
    "SQLITE_PERM": N_("it cannot be opened; look at the permissions of the file and its folder"),
    "SQLITE_BUSY": N_("another program has kept it to itself for too long; nothing was changed"),
    "SQLITE_LOCKED": N_("another program has kept it to itself for too long; nothing was changed"),
    "SQLITE_PROTOCOL": N_(
        "another program has kept it to itself for too long; nothing was changed"
    ),
    "SQLITE_IOERR": N_("the disk is full, or fails to read or write; nothing was changed"),
}
"""By the beginning of SQLite's own name of an error; its rest only says where it was noticed."""
_DAMAGE = {
    "SQLITE_NOTADB": N_("it is no journal, or one that is damaged; if it was one, {what_to_do}"),
    "SQLITE_CORRUPT": N_("it is damaged; {what_to_do}"),
    # Only what is damaged says that it is larger than we let anything be.
    "SQLITE_TOOBIG": N_("it is damaged; {what_to_do}"),
    # Our statements are constants and fit our tables.
    "SQLITE_ERROR": N_("its tables are not as Lull makes them; {what_to_do}"),
}
"""Likewise, where the file is not what it should be."""
_NO_TEXT = "Could not decode to UTF-8"
"""How the error begins that Python raises, without a name, for a text that is none; what follows
is the text itself, which is nobody's business."""


def _detail(path: Path, damage: str) -> str:
    return named(path, tr(damage, what_to_do=tr(WHAT_TO_DO)))


def only_what_is_wrong(error: JournalError) -> str:
    """The detail of an error without what can be done about a damaged journal."""
    advice = tr(WHAT_TO_DO)
    both = f"{re.escape(advice)}|{re.escape(in_english(advice))}"
    # Each language ends a part of a sentence in its own way.
    wrong = re.compile(rf"\s*[;\N{{ARABIC SEMICOLON}}] (?:{both})")
    return changed(error.detail, lambda words: wrong.sub("", words))


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise inside the block into a JournalError in plain words.

    Args:
        path: The journal, as the person is to read it.

    Raises:
        JournalDamageError: The file is not what it should be; `journal.rescue` makes it anew.
        JournalError: Anything else.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Errors of Python's own layer, such as a closed connection, carry no name.
        name = getattr(error, "sqlite_errorname", "")
        if str(error).startswith(_NO_TEXT):
            name = "SQLITE_CORRUPT"
        damage = [text for start, text in _DAMAGE.items() if name.startswith(start)]
        if damage:
            raise JournalDamageError(
                tr("The journal cannot be used"), _detail(path, damage[0])
            ) from error
        sentences = (tr(text) for start, text in _SENTENCES.items() if name.startswith(start))
        detail = named(path, next(sentences, quoted(f"{error} {name}".strip())))
        raise JournalError(tr("The journal cannot be used"), detail) from error
    except (UnicodeDecodeError, MemoryError) as error:
        # Python's own layer: SQLite's words repeat a damaged name, which is no text any more; or a
        # record says that it is larger than any memory.
        raise JournalDamageError(
            tr("The journal cannot be used"), _detail(path, _DAMAGE["SQLITE_CORRUPT"])
        ) from error
    except UnicodeEncodeError as error:
        raise JournalError(
            tr("This text cannot be kept"), tr("it holds characters that are no valid Unicode")
        ) from error
    except OSError as error:
        detail = named(path, reason_of(error))
        raise JournalError(tr("The journal cannot be used"), detail) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything inside the block or nothing; it is on the disk when the block has ended.

    Args:
        connection: In autocommit mode; the write lock is taken at once, so that nobody writes
            between what the block reads and what it writes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite ends the transaction by itself after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def make_private(path: Path) -> None:
    """Create ``path`` and its folder if they are missing, readable by their owner alone.

    An existing file loses what others may do with it, and so do SQLite's files beside it. An
    existing folder is left as it is: it may be one that the person shares on purpose.

    Raises:
        OSError: The file or folder cannot be made, ``path`` is not a plain file, or a link of
            another user stands there.
    """
    for place in (path.parent, path):
        refuse_strange_link(place)
    for folder in reversed([f for f in path.parents if not f.exists()]):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(_PRIVATE_FOLDER)
            folder.chmod(_PRIVATE_FOLDER)
    # Created here and never by SQLite, which would follow the umask. Only a file that did not
    # exist is opened: closing any other descriptor of a file that SQLite has open in this process
    # would drop SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))
    except FileExistsError:
        _take_from_others(path)
    else:
        path.chmod(_PRIVATE_FILE)


def _take_from_others(path: Path) -> None:
    if not stat.S_ISREG(path.stat().st_mode):
        message = tr("this is not a plain file")
        raise OSError(message)
    # SQLite puts its files beside the file that a link leads to.
    real = path.resolve()
    for file in (real, real.with_name(f"{real.name}-wal"), real.with_name(f"{real.name}-shm")):
        # The other two go whenever another process closes the journal.
        with contextlib.suppress(FileNotFoundError):
            mode = file.stat().st_mode
            if mode & _OTHERS:
                file.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def connect(path: Path, *, may_write: bool = True) -> sqlite3.Connection:
    """Open an existing file in autocommit mode; nothing is read or written yet.

    Args:
        path: The file.
        may_write: Otherwise not even what stands beside the file is written into it at the end.

    Raises:
        sqlite3.Error: The file does not exist or may not be opened.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rw' if may_write else 'ro'}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_RECORD_BYTES)
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Set the connection up so that a committed entry outlives a kill and a power cut.

    Raises:
        sqlite3.Error: The file cannot be used, or others kept it locked.
    """
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # macOS alone: without it a sync stops at the drive's own cache.
    connection.execute("PRAGMA fullfsync = ON")
    for _ in range(JOURNAL_MODE_ATTEMPTS):
        # Where the file system cannot do WAL the mode stays as it was, which is as durable.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
            return
        # SQLite does not wait here when two processes make the same file theirs at once, since
        # each has begun to read. An empty transaction does wait until the other has finished.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode = WAL")
