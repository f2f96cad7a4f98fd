"""``lull export`` and ``lull import``: the journal out of Lull, and back into it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.errors import InputError, LullError
from config.foreign_words import named, reason_of
from config.hand_out import check_free, handed_out, handed_out_together
from config.language import N_, NP_, tr, trn, trp
from config.paths import FOLDER_MODE, make_folders
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import decoded, read_text, write_text
from journal.aside import beside
from journal.backup import back_up, folder_of
from journal.entry_words import not_exported_words
from journal.spreadsheet import TABLES, table
from tray import control, messages
from tray.clock import Clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from config.paths import Paths
    from journal.archive import Counts

STANDARD_INPUT: Final = "-"
_NOT_EXPORTED: Final = N_("Not exported")
_NOT_READ: Final = N_("This file cannot be read")
_CHUNK_BYTES: Final = 1024 * 1024
_HEALTH: Final = N_("It holds health data, and can be read by you alone.")
_BOM: Final = b"\xef\xbb\xbf"
"""Without it a spreadsheet takes UTF-8 for something else."""
_SQLITE: Final = b"SQLite format 3\0"
_A_JOURNAL: Final = N_(
    "it is a database, as a journal and its copies are; lull backup restore FILE puts a journal in "
    "the place of yours, which is kept beside it"
)
# Translators: what an import counts; "state" is what Lull remembers besides, such as a pause.
_PARTS: Final = {
    "entries": NP_("a part of an export", "entries"),
    "nudges": NP_("a part of an export", "nudges"),
    "holds": NP_("a part of an export", "holds"),
    "state": NP_("a part of an export", "state"),
}
_MISNAMED: Final = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG)
"""What is wrong with the name that was given, rather than with the disk."""


@contextlib.contextmanager
def _archive(paths: Paths) -> Iterator[Archive]:
    os.umask(0o077)
    make_folders(paths)
    with Archive.open(paths.journal, Clock().now) as archive:
        yield archive


def export(options: argparse.Namespace, paths: Paths) -> int:
    """``lull export``."""
    out = None if options.out is None else _path(options.out)
    if options.format == "csv":
        if out is None:
            raise InputError(
                tr(_NOT_EXPORTED), tr("--format csv is one file a table: name an --out FOLDER")
            )
        archive = _export_tables(paths, out, force=options.force)
        told = trn(
            "Exported {n} table to {path}.",
            "Exported {n} tables to {path}.",
            len(TABLES),
            path=out.absolute(),
        )
        _tell_exported(told, out, archive, as_json=options.json)
    elif out is None:
        if sys.stdout is None:
            raise InputError(tr(_NOT_EXPORTED), tr("there is no standard output"))
        with _archive(paths) as archive:
            # The bytes themselves: whatever the terminal speaks, this is UTF-8.
            sys.stdout.buffer.writelines(_json(archive))
        if without := not_exported_words(archive.left_out, archive.senseless):
            print(f"lull: {without}", file=sys.stderr)
    else:
        force = options.force
        with _plain_errors(out):
            check_free(out, force=force)
            _refuse_own(out, paths)
        with _archive(paths) as archive, _plain_errors(out), handed_out(out, force=force) as file:
            file.writelines(_json(archive))
        told = tr("Exported to {path}.", path=out.absolute())
        _tell_exported(told, out, archive, as_json=options.json)
    return 0


def _tell_exported(told: str, out: Path, archive: Archive, *, as_json: bool) -> None:
    left_out, senseless = archive.left_out, archive.senseless
    if as_json:
        print(
            json.dumps({"out": str(out.absolute()), "left_out": left_out, "senseless": senseless})
        )
    else:
        print(f"{told} {tr(_HEALTH)} {not_exported_words(left_out, senseless)}".rstrip())


def _path(name: str) -> Path:
    if "\0" in name:
        raise InputError(tr(_NOT_EXPORTED), tr("{name}: no file can be called so", name=name))
    return Path(os.path.expanduser(name))  # noqa: PTH111 - a home that is not known stays as it is


def _refuse_own(out: Path, paths: Paths) -> None:
    """Refuse to put an export in the place of what Lull keeps."""
    place = Path(os.path.realpath(out.parent)) / out.name
    files = (
        paths.journal,
        paths.settings,
        paths.last_good_settings,
        paths.lock,
        paths.control,
        paths.log,
    )
    own = {Path(os.path.realpath(file.parent)) / file.name for file in files}
    kept = Path(os.path.realpath(folder_of(paths.journal)))
    # A journal may be a link, and SQLite keeps more of it beside it.
    journal = Path(os.path.realpath(paths.journal))
    own |= {beside(journal, ending) for ending in ("", "-wal", "-shm")}
    if place in own or place.parent == kept:
        detail = tr("{path} is a file of Lull's own; name another one", path=out)
        raise InputError(tr(_NOT_EXPORTED), detail)


def _json(archive: Archive) -> Iterator[bytes]:
    for piece in write_text({part: archive.portable(part) for part in PARTS}):
        yield piece.encode()


def _export_tables(paths: Paths, folder: Path, *, force: bool) -> Archive:
    """Write every table; returns the archive, which is closed and knows what it left out."""
    files = {name: folder / f"lull-{name}.csv" for name in TABLES}
    with _plain_errors(folder):
        for file in files.values() if folder.exists() else ():
            check_free(file, force=force)
    with (
        _archive(paths) as archive,
        _plain_errors(folder, tr("nothing there was changed")),
        _made(folder),
        # None takes its place before all are written: a full disk leaves no half of them.
        handed_out_together(tuple(files.values()), force=force) as opened,
    ):
        for name, table_file in zip(files, opened, strict=True):
            table_file.write(_BOM)
            lines = table(name, archive.records(TABLES[name][0]))
            table_file.writelines(line.encode() for line in lines)
    return archive


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder, made if it is missing; one that was made goes again with what failed in it."""
    made = True
    try:
        folder.mkdir(FOLDER_MODE)
    except FileExistsError:
        made = False
    try:
        yield
    except BaseException:
        if made:
            with contextlib.suppress(OSError):  # somebody else put something into it
                folder.rmdir()
        raise


@contextlib.contextmanager
def _plain_errors(path: Path, left: str = "") -> Iterator[None]:
    """Say what the system refuses in words of ours; ``left`` says what that leaves, if anything."""
    try:
        yield
    except (OSError, UnicodeEncodeError) as error:
        reason = reason_of(error)
        if left:
            reason = tr("{problem}; {hint}", problem=reason, hint=left)
        told = named(path, reason)
        if isinstance(error, OSError) and error.errno not in _MISNAMED:
            raise LullError(tr(_NOT_EXPORTED), told) from error
        raise InputError(tr(_NOT_EXPORTED), told) from error


def import_(options: argparse.Namespace, paths: Paths) -> int:
    """``lull import``."""
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(_opened(options.file))
        pieces = _pieces(file, options.file)
        again = file
        if not file.seekable():
            # What comes through a pipe comes once; it is kept, without a name, to be read twice.
            again = stack.enter_context(tempfile.TemporaryFile())
            pieces = _copied(pieces, again)
        start = again.tell()
        # Read once before anything is touched: a file that is refused needs no copy.
        for _ in read_text(decoded(pieces)):
            pass
        again.seek(start)
        there = paths.journal.exists()
        archive = stack.enter_context(_archive(paths))
        if there and not options.dry_run:
            back_up(paths.journal, Clock().today())
        found = read_text(decoded(_pieces(again, options.file)))
        counts = archive.take_in(found, rehearse=options.dry_run)
    if not options.dry_run:
        with contextlib.suppress(ConnectionError):  # no running Lull has anything to look at anew
            control.ask(paths.control, messages.Changed())
    return _tell(counts, rehearsed=options.dry_run, as_json=options.json)


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """What is to be taken in.

    Raises:
        InputError: It cannot be opened.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise InputError(tr(_NOT_READ), tr("there is no standard input"))
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: PTH123, SIM115 - no valid path perhaps; closed below
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    with file:
        yield file


def _pieces(file: BinaryIO, name: str) -> Iterator[bytes]:
    first = True
    while True:
        try:
            piece = file.read(_CHUNK_BYTES)
        except OSError as error:
            raise _unreadable(name, error) from error
        if not piece:
            return
        if piece.startswith(_SQLITE) and first:
            raise InputError(tr("This is no export"), named(name, tr(_A_JOURNAL)))
        first = False
        yield piece


def _unreadable(name: str, error: Exception) -> InputError:
    return InputError(tr(_NOT_READ), named(name, reason_of(error)))


def _copied(pieces: Iterable[bytes], copy: BinaryIO) -> Iterator[bytes]:
    for piece in pieces:
        copy.write(piece)
        yield piece


def _tell(counts: dict[str, Counts], *, rehearsed: bool, as_json: bool) -> int:
    if as_json:
        rows = {part: {"new": count.new, "there": count.there} for part, count in counts.items()}
        print(json.dumps({"added": not rehearsed, **rows}, indent=2))
        return 0
    print(tr("This would add:") if rehearsed else tr("Added:"))
    for part, count in counts.items():
        name, new = trp("a part of an export", _PARTS[part]), count.new
        if count.there:
            row = tr("{part}: {new} ({there} there already)", part=name, new=new, there=count.there)
        else:
            row = tr("{part}: {new}", part=name, new=new)
        print(f"  {row}")
    return 0
