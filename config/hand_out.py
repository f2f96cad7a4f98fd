"""Writes files that a person asked for, where they asked for them, and over nothing of theirs."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import InputError
from config.language import tr
from config.paths import FILE_MODE, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS})
"""What a folder says that knows no hard links, as those of FAT do not."""


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
    check_free(path, force=force)
    handle, name = tempfile.mkstemp(prefix=".lull-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(FILE_MODE)
        if force:
            temporary.replace(path)
        else:
            _place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def hand_out(path: Path, data: bytes, *, force: bool) -> None:
    """Write ``data`` to ``path`` as a whole; see `handed_out`.

    Raises:
        InputError: See `handed_out`.
        OSError: Likewise.
    """
    with handed_out(path, force=force) as file:
        file.write(data)


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
