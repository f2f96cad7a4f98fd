"""``lull export``, ``import`` and ``backup``: the journal out of Lull, back into it, and copies."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import DesktopError, InputError
from config.paths import make_folder, make_folders, write_private
from journal import backup as backups
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import MAX_BYTES, read_text, write_text
from journal.spreadsheet import TABLES, table
from tray import control, messages
from tray.clock import Clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from config.paths import Paths
    from journal.archive import Counts

STANDARD_INPUT = "-"


@contextlib.contextmanager
def _archive(paths: Paths) -> Iterator[Archive]:
    os.umask(0o077)
    make_folders(paths)
    with Archive.open(paths.journal, Clock().now) as archive:
        yield archive


def export(options: argparse.Namespace, paths: Paths) -> int:
    """``lull export``."""
    out = None if options.out is None else Path(os.path.expanduser(options.out))  # noqa: PTH111 - a name may be no valid path
    with _archive(paths) as archive:
        if options.format == "csv":
            if out is None:
                raise InputError(
                    "Not exported", "--format csv is one file a table: name an --out FOLDER"
                )
            _write_tables(archive, out, force=options.force)
            return 0
        text = "".join(write_text({part: archive.records(part) for part in PARTS}))
    if out is None:
        sys.stdout.write(text)
        return 0
    _write(out, text, force=options.force)
    print(f"Exported to {out}. It holds health data; it can be read by you alone.")
    return 0


def _write_tables(archive: Archive, folder: Path, *, force: bool) -> None:
    files = {name: folder / f"lull-{name}.csv" for name in TABLES}
    there = [file for file in files.values() if file.exists()]
    if there and not force:
        raise _there(there[0])
    try:
        if not folder.exists():
            make_folder(folder)
        for name, file in files.items():
            records = archive.records(TABLES[name][0])
            write_private(file, table(name, records).encode("utf-8-sig"))
    except OSError as error:
        raise _not_written(folder, error) from error
    print(f"Exported {len(files)} tables to {folder}. They hold health data.")


def _write(path: Path, text: str, *, force: bool) -> None:
    if path.exists() and not force:
        raise _there(path)
    try:
        write_private(path, text.encode())
    except OSError as error:
        raise _not_written(path, error) from error


def _there(path: Path) -> InputError:
    return InputError("Not exported", f"{path} is there already; --force writes over it")


def _not_written(path: Path, error: OSError) -> InputError:
    return InputError("Not exported", f"{path}: {error.strerror or error}")


def import_(options: argparse.Namespace, paths: Paths) -> int:
    """``lull import``."""
    text = _text_of(options.file)
    with _archive(paths) as archive:
        if options.dry_run:
            return _tell(archive.take_in(read_text(text), rehearse=True), rehearsed=True)
        # Read once before anything is touched: a file that is refused needs no copy.
        archive.take_in(read_text(text), rehearse=True)
        backups.back_up(paths.journal, Clock().today())
        counts = archive.take_in(read_text(text))
    with contextlib.suppress(ConnectionError):  # no running Lull has anything to look at anew
        control.ask(paths.control, messages.Changed())
    return _tell(counts, rehearsed=False)


def _tell(counts: dict[str, Counts], *, rehearsed: bool) -> int:
    print("This would add:" if rehearsed else "Added:")
    for part, count in counts.items():
        already = f" ({count.there} there already)" if count.there else ""
        print(f"  {part}: {count.new}{already}")
    return 0


def _text_of(name: str) -> str:
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - a name may be no valid path at all
                data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("This file cannot be read", f"{name}: {reason}") from error
    if len(data) > MAX_BYTES:
        raise InputError("This file cannot be taken in", f"larger than {MAX_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"line {data.count(10, 0, error.start) + 1}: byte {error.start + 1} is not UTF-8"
        raise InputError("This file cannot be taken in", detail) from error


def backup(options: argparse.Namespace, paths: Paths) -> int:
    """``lull backup``."""
    os.umask(0o077)
    if options.what == "list":
        return _list(options, paths)
    if options.json:
        raise InputError("Not understood", "--json goes with lull backup list")
    if options.what == "now":
        made = backups.back_up(paths.journal, Clock().today())
        print("There is no journal yet." if made is None else f"Copied and checked: {made.name}")
        return 0
    try:
        control.ask(paths.control, messages.Status())
    except ConnectionError:
        pass
    else:
        raise DesktopError("Lull is running", "end it first (lull quit), then restore")
    clock = Clock()
    aside = backups.restore(paths.journal, options.name or "", clock.local(clock.now()))
    print("Restored." if aside is None else f"Restored. The journal of before is kept: {aside}")
    return 0


def _list(options: argparse.Namespace, paths: Paths) -> int:
    there = backups.backups(backups.folder_of(paths.journal))
    if options.json:
        rows = [{"name": b.name, "day": b.day.isoformat(), "path": str(b.path)} for b in there]
        print(json.dumps(rows, indent=2))
    else:
        print("\n".join(b.name for b in there) or "There is no backup yet.")
    return 0
