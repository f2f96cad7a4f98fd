"""Writes files that a person asked for, where they asked for them, and over nothing of theirs."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.errors import InputError, LullError
from config.foreign_words import reason_of
from config.language import tr
from config.paths import FILE_MODE, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS})
"""What a folder says that knows no hard links, as those of FAT do not."""
_HIDDEN: Final = ".lull-"
"""How the names begin under which a file waits for its place, and for what takes its own."""


def check_free(path: Path, *, force: bool) -> None:
    """Refuse early what `handed_out` would refuse: before long work is done for nothing.

    Raises:
        InputError: Something stands at ``path``, if only a link that leads nowhere, and ``force``
            was not said; or it is a folder or no file that is kept, or in no folder, or no name.
    """
    if "\0" in str(path):
        raise InputError(tr("Not written"), tr("{path}: no file can be called so", path=path))
    if path.is_dir():
        raise InputError(tr("Not written"), tr("{path} is a folder; name a file", path=path))
    if not path.parent.is_dir():
        raise InputError(tr("Not written"), tr("there is no folder {path}", path=path.parent))
    if path.exists() and not path.is_file():
        raise InputError(tr("Not written"), tr("{path} is no plain file", path=path))
    if os.path.lexists(path) and not force:
        raise _there(path)


@contextlib.contextmanager
def handed_out(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file that gets its place, as a whole, when the block has ended well; for its owner alone.

    It is written under a name that nobody can guess, synced, and then given its own. A symbolic
    link at ``path`` is never followed: it counts as something that stands there, and with ``force``
    the file takes its place.

    Args:
        path: Where to.
        force: Whether it may take the place of what stands there.

    Raises:
        InputError: See `check_free`; also where another program put something there meanwhile.
        OSError: It cannot be written; what stood there is untouched.
    """
    with handed_out_together([path], force=force) as (file,):
        yield file


@contextlib.contextmanager
def handed_out_together(paths: Sequence[Path], *, force: bool) -> Iterator[list[BinaryIO]]:
    """Files that get their places when the block has ended well: all of them or none.

    Each is as in `handed_out`. No file system puts several in their places at once: where one
    cannot be put there, those that were are taken away again, and what stood there is put back.
    Of two who do this in one folder at the same time, one waits until the other is done.

    Args:
        paths: Where to; in one folder or in several.
        force: Whether they may take the place of what stands there.

    Raises:
        InputError: See `handed_out`, for any of them.
        OSError: One cannot be written, and none is there.
        LullError: Likewise, and some could not be taken away again; the detail names them, with
            the names that what stood there has now.
    """
    for path in paths:
        check_free(path, force=force)
    ready: list[Path] = []
    try:
        with contextlib.ExitStack() as opened:
            files: list[BinaryIO] = []
            for path in paths:
                handle, name = tempfile.mkstemp(prefix=_HIDDEN, dir=path.parent)
                ready.append(Path(name))
                files.append(opened.enter_context(os.fdopen(handle, "wb")))
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for temporary in ready:
            temporary.chmod(FILE_MODE)
        # A single one is never a part of something else.
        with _alone_in({path.parent for path in paths} if len(paths) > 1 else ()):
            _place_all(ready, paths, force=force)
    finally:
        for temporary in ready:
            temporary.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        # They are there, and what is in them is on the disk. A folder that may be written and not
        # read, or whose file system cannot do this, gets their names there in its own time.
        with contextlib.suppress(OSError):
            sync_folder(folder)


def hand_out(path: Path, data: bytes, *, force: bool) -> None:
    """Write ``data`` to ``path`` as a whole; see `handed_out`.

    Raises:
        InputError: See `handed_out`.
        OSError: Likewise.
    """
    with handed_out(path, force=force) as file:
        file.write(data)


@contextlib.contextmanager
def _alone_in(folders: Iterable[Path]) -> Iterator[None]:
    """Let no other Lull put several files into these folders meanwhile; it waits for its turn."""
    with contextlib.ExitStack() as locks:
        # In one order, or two would wait for each other.
        for folder in sorted(folders):
            # A folder that may be written and not read has no lock, nor has every file system.
            with contextlib.suppress(OSError):
                locks.enter_context(_locked(folder))
        yield


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        import fcntl  # noqa: PLC0415 - does not exist on Windows, which has opened no folder

        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _place_all(ready: Sequence[Path], paths: Sequence[Path], *, force: bool) -> None:
    """Give all files their names or, after an error, none."""
    placed: list[Path] = []
    before: dict[Path, Path] = {}
    try:
        for temporary, path in zip(ready, paths, strict=True):
            # Behind the last one nothing can fail that it would have to be put back for.
            if force and path != paths[-1] and os.path.lexists(path):
                before[path] = _second_name(path)
            if force:
                temporary.replace(path)
            else:
                _place(temporary, path)
            placed.append(path)
    except BaseException as error:
        left = [
            f"{path} ({before[path]})" if path in before else str(path)
            for path in paths
            if not _as_before(path, before.get(path), placed)
        ]
        if left:
            detail = tr(
                "{reason}; these could not be put back as they were: {names}",
                reason=reason_of(error),
                names=", ".join(left),
            )
            raise LullError(tr("Not written"), detail) from error
        raise
    for aside in before.values():
        aside.unlink(missing_ok=True)


def _second_name(path: Path) -> Path:
    """Give what stands at ``path`` another name, by which it can be put back; returns that.

    Where the folder knows hard links it keeps its own too: a kill now leaves nobody without it.
    """
    aside = path.with_name(f"{_HIDDEN}{os.urandom(8).hex()}")
    try:
        os.link(path, aside, follow_symlinks=False)
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        path.replace(aside)
    return aside


def _as_before(path: Path, aside: Path | None, placed: Sequence[Path]) -> bool:
    """Take away what was put at ``path``, and put back what stood there; whether that worked."""
    try:
        if aside is not None:
            aside.replace(path)
            # Of two names of one file neither goes away by that.
            aside.unlink(missing_ok=True)
        elif path in placed:
            path.unlink()
    except OSError:
        return False
    return True


def _place(temporary: Path, path: Path) -> None:
    """Give the file its name, unless something has it."""
    try:
        # Unlike a rename it fails where the name is taken, also if that happened just now.
        path.hardlink_to(temporary)
    except FileExistsError as error:
        raise _there(path) from error
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        with contextlib.suppress(FileNotFoundError):
            path.lstat()
            raise _there(path) from error
        temporary.replace(path)


def _there(path: Path) -> InputError:
    return InputError(
        tr("Not written"), tr("{path} is there already; --force writes over it", path=path)
    )
