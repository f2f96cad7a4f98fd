"""Copies of the journal beside it: made whole, checked, numbered; those of seven days are kept.

They are ordered by their number and not by their date: a clock that was set back must neither make
a new copy the first to go, nor an old one the newest. Of each day the last one stays, so that a day
on which many are made pushes no earlier day out; the two newest stay whatever their day, so that
the copy that is made before a file is taken in outlives the next one; and the ten newest stay for
this day and the next. A copy that holds more entries than the journal does stays in any case: it
may be all that is left of them. What a copy that was put back replaced is never let go.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import errno
import os
import re
import shutil
import time
from pathlib import Path

from config.errors import InputError, JournalDamageError, JournalError
from config.foreign_words import quoted
from config.language import N_, tr
from config.paths import make_folder
from journal.aside import beside, exchange, free_name, remove
from journal.connection import (
    WHAT_TO_DO,
    connect,
    make_private,
    only_what_is_wrong,
    plain_errors,
)
from journal.schema import version_of

KEPT_DAYS = 7
_KEPT_ANYWAY = 2
_KEPT_FOR_NOW = 10
_NOW = dt.timedelta(days=1)
_COPYING_SECONDS = 3600
"""No copy takes so long; ten years take seconds."""
SPARE_BYTES = 16 * 1024 * 1024
"""So much room a copy leaves."""
_NAME = re.compile(r"journal-([0-9]{6})-([0-9]{4}-[0-9]{2}-[0-9]{2})\.sqlite3")
_BEFORE = re.compile(r"journal\.before-restore-[0-9]{8}-[0-9]{6}(-[0-9]+)?\.sqlite3")
_TITLE = N_("The journal was not copied")
_NOT_PUT_BACK = N_("This copy cannot be put back")


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One copy.

    Attributes:
        number: Copies are counted from 1; the highest is the newest.
        day: The local date on which it was made, by the clock of that day.
        path: Where it stands.
    """

    number: int
    day: dt.date
    path: Path

    @property
    def name(self) -> str:
        """What it is called: the name of its file without its ending."""
        return self.path.stem


def folder_of(journal: Path) -> Path:
    """Where the copies of a journal stand."""
    return journal.parent / "backups"


def backups(folder: Path) -> tuple[Backup, ...]:
    """The copies that are there, the newest first; anything else in the folder is left out."""
    found = []
    for path in folder.glob("journal-*.sqlite3"):
        named = _NAME.fullmatch(path.name)
        # A day that no calendar has was not written by us.
        with contextlib.suppress(ValueError):
            if named is not None:
                found.append(Backup(int(named[1]), dt.date.fromisoformat(named[2]), path))
    return tuple(sorted(found, reverse=True))


def put_aside(journal: Path) -> tuple[Path, ...]:
    """The journals that copies have replaced when they were put back, the newest first."""
    folder = journal.resolve().parent
    there = (path for path in folder.glob("journal.*.sqlite3") if _BEFORE.fullmatch(path.name))
    return tuple(sorted(there, reverse=True))


def entries_in(file: Path) -> int | None:
    """How many entries stand in a journal or a copy of one, without those that were taken back.

    Returns:
        The number; None where the file cannot be read, or was emptied.
    """
    rest = beside(file, "-wal")
    # What stands beside a file is not written into it by who only looks.
    alone = not (rest.exists() and rest.stat().st_size)
    counted = "SELECT count(*) FROM entries WHERE undone_us IS NULL"
    try:
        with plain_errors(file), contextlib.closing(connect(file, may_write=alone)) as reading:
            return int(reading.execute(counted).fetchone()[0]) if version_of(reading) else None
    except JournalError:
        return None


def is_due(folder: Path, today: dt.date) -> bool:
    """Whether none was made yet on the local date ``today``."""
    newest = next(iter(backups(folder)), None)
    return newest is None or newest.day != today


def back_up(journal: Path, today: dt.date) -> Backup | None:
    """Copy the journal, check the copy, and let go of those that are not kept any longer.

    Others may read and write the journal meanwhile; the copy is what it was at one moment. A copy
    that does not pass SQLite's integrity check takes the place of none.

    Args:
        journal: The journal; without one there is nothing to copy.
        today: The local date.

    Returns:
        The new copy; None where there is no journal.

    Raises:
        JournalDamageError: The journal is damaged; the earlier copies are untouched.
        JournalError: It cannot be read, or there is no room; likewise.
    """
    if not journal.exists():
        return None
    folder = folder_of(journal)
    with plain_errors(journal):
        make_folder(folder)
        there = backups(folder)
        number = there[0].number + 1 if there else 1
        path = folder / f"journal-{number:06d}-{today.isoformat()}.sqlite3"
        _check_room(journal, folder)
        _copy_checked(journal, path)
        entries = entries_in(path) or 0
        for old in _not_kept(backups(folder), today):
            if (entries_in(old.path) or 0) <= entries:
                old.path.unlink(missing_ok=True)
        _tidy(folder)
    return Backup(number, today, path)


def _check_room(journal: Path, folder: Path) -> None:
    """Refuse a copy that would take the last room from what is logged meanwhile."""
    files = (file for file in (journal, beside(journal, "-wal")) if file.exists())
    if shutil.disk_usage(folder).free < sum(file.stat().st_size for file in files) + SPARE_BYTES:
        raise JournalError(
            tr(_TITLE), tr("{path}: there is too little room left for a copy", path=folder)
        )


def _tidy(folder: Path) -> None:
    """Take away what a process left that was killed while it copied."""
    before = time.time() - _COPYING_SECONDS
    for part in folder.glob("journal-*.part*"):
        with contextlib.suppress(FileNotFoundError):  # it has just got its name
            if part.stat().st_mtime < before:
                part.unlink()


def _not_kept(there: tuple[Backup, ...], today: dt.date) -> list[Backup]:
    """What goes of the copies that are there, the newest first, unless it holds more than now."""
    days: set[dt.date] = set()
    gone = []
    for index, copy in enumerate(there):
        last_of_day = copy.day not in days and len(days) < KEPT_DAYS
        days.add(copy.day)
        for_now = index < _KEPT_FOR_NOW and abs(copy.day - today) <= _NOW
        if not last_of_day and not for_now and index >= _KEPT_ANYWAY:
            gone.append(copy)
    return gone


def _copy_checked(source: Path, target: Path) -> None:
    """Copy a database, check the copy, and give it its name only then."""
    # Another process may be making a copy of the same name; each is whole, and the later one stays.
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    remove(part)
    make_private(part)
    try:
        with (
            contextlib.closing(connect(source)) as reading,
            contextlib.closing(connect(part)) as writing,
        ):
            version_of(reading)
            reading.backup(writing)
            # One file, without others beside it that would have to go with it.
            writing.execute("PRAGMA journal_mode = DELETE")
            lines = [row[0] for row in writing.execute("PRAGMA integrity_check")]
        if lines != ["ok"]:
            raise JournalDamageError(
                tr(_TITLE),
                tr(
                    "{path} is damaged: {why}; {what_to_do}",
                    path=source,
                    why=quoted(lines[0]),
                    what_to_do=tr(WHAT_TO_DO),
                ),
            )
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        remove(part)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # there is no such call there, and none is needed
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(journal: Path, name: str, now: dt.datetime) -> Path | None:
    """Put a copy in the place of the journal, which is kept beside it.

    Nobody else may have the journal open.

    Args:
        journal: The journal.
        name: Which copy, or which journal that was put aside, by its name, or the path of a
            journal's file anywhere; empty for the newest copy.
        now: The present, aware, for the name of what is kept.

    Returns:
        Where the journal of before is now; None if there was none.

    Raises:
        InputError: There is no such copy.
        JournalError: The copy is damaged, or cannot be put there; the journal is as it was.
    """
    copies = [copy.path for copy in backups(folder_of(journal))]
    there = [*copies, *put_aside(journal)]
    known = {path.stem: path for path in there}
    wanted = name.removesuffix(".sqlite3") if name or not copies else copies[0].stem
    chosen = known.get(wanted) or (Path(name) if Path(name).is_file() else None)
    if chosen is None:
        raise InputError(
            tr("There is no such backup"),
            tr(
                "{name}; there are: {names}",
                name=name or tr("the newest"),
                names=_names(there) or tr("none yet"),
            ),
        )
    # A journal that is kept elsewhere and linked here stays where it is.
    place = journal.resolve()
    aside = free_name(place.with_name(f"journal.before-restore-{now:%Y%m%d-%H%M%S}.sqlite3"))
    ready = place.with_name(f"{place.name}.restored")
    _copy_to_restore(chosen, ready, [path for path in there if path != chosen])
    with plain_errors(journal):
        return aside if exchange(place, ready, aside) else None


def _names(files: list[Path]) -> str:
    return ", ".join(path.stem for path in files)


def _copy_to_restore(chosen: Path, ready: Path, others: list[Path]) -> None:
    """Copy the copy; what is wrong with it is told of it, and not of the journal."""
    # SQLite takes an empty file for a database in which there is nothing yet.
    if not chosen.stat().st_size:
        raise _not_put_back(_no_journal(chosen), others)
    try:
        with plain_errors(chosen):
            _copy_checked(chosen, ready)
    except JournalError as error:
        # What can be done about the journal cannot be done about a copy.
        why = only_what_is_wrong(error)
        if getattr(error.__cause__, "sqlite_errorname", "") == "SQLITE_NOTADB":
            why = _no_journal(chosen)
        if _is_full(error.__cause__):
            raise JournalError(tr(_NOT_PUT_BACK), why) from error  # no other would do better
        raise _not_put_back(why, others) from error


def _is_full(cause: BaseException | None) -> bool:
    full = isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT}
    return full or getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"


def _no_journal(chosen: Path) -> str:
    return tr(
        "{path} holds no journal: something was written over it, or it never was a copy",
        path=chosen,
    )


def _not_put_back(why: str, others: list[Path]) -> JournalError:
    """Why a copy is not put back, with those that can be, as far as they can be read at all."""
    readable = [path for path in others if entries_in(path) is not None]
    detail = (
        tr("{why}; these can be put back instead: {names}", why=why, names=_names(readable))
        if readable
        else tr("{why}; there is no other copy that can be read", why=why)
    )
    return JournalError(tr(_NOT_PUT_BACK), detail)
