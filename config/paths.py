"""Where Lull keeps things, and how it makes folders and files that only their owner can read."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import stat
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from config.errors import InputError
from config.foreign_words import reason_of
from config.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

FOLDER_MODE = 0o700
FILE_MODE = 0o600
SOCKET_PATH_BYTES = 100
"""Unix socket addresses end at 108 bytes on Linux and 104 on macOS, terminator included."""


@dataclasses.dataclass(frozen=True, slots=True)
class Paths:
    """The files of one Lull.

    Attributes:
        home: The one folder that holds everything, or None for the platform's own places.
        settings: The settings file.
        last_good_settings: A copy of the last settings that were valid.
        journal: The SQLite journal.
        log: The rotating log; it holds no health data.
        pages: A folder for the pages that are opened in a browser, and for the icon.
        control: The socket through which commands reach the running Lull.
        lock: The file whose lock the running Lull holds.
    """

    home: Path | None
    settings: Path
    last_good_settings: Path
    journal: Path
    log: Path
    pages: Path
    control: Path
    lock: Path

    def folders(self) -> tuple[Path, ...]:
        """Every folder that Lull makes, outermost first."""
        files = (self.settings, self.journal, self.log, self.control, self.lock)
        inner = dict.fromkeys([*(file.parent for file in files), self.pages])
        return ((self.home,) if self.home else ()) + tuple(inner)


def resolve(home: str | None, environ: Mapping[str, str]) -> Paths:
    """Find the places.

    Args:
        home: What ``--home`` said, if anything; it wins over ``LULL_HOME``.
        environ: The environment.

    Raises:
        InputError: The folder's name is empty or impossible, or no folder stands there but
            something else.
    """
    chosen = home if home is not None else environ.get("LULL_HOME") or None
    if chosen is None:
        return _platform_paths()
    if not chosen.strip() or "\0" in chosen:
        raise InputError(tr("Not a folder"), tr("--home needs the name of a folder"))
    root = Path(os.path.abspath(os.path.expanduser(chosen)))  # noqa: PTH100, PTH111 - keeps symlinks
    try:
        os.fsencode(root)
        if root.exists() and not root.is_dir():
            raise InputError(tr("Not a folder"), tr("{path} is a file", path=root))
    # Too long for the system, behind a closed folder, or letters that no file name can have.
    except (OSError, UnicodeEncodeError) as error:
        raise InputError(tr("Not a folder"), f"{reason_of(error)}: {root}") from error
    data = root / "data"
    return Paths(
        home=root,
        settings=root / "settings.toml",
        last_good_settings=data / "settings.last-good.toml",
        journal=data / "journal.sqlite3",
        log=root / "log" / "lull.log",
        pages=data / "pages",
        control=_socket_path(root / "run" / "control", root),
        lock=root / "run" / "lock",
    )


def _platform_paths() -> Paths:
    data = platformdirs.user_data_path("lull", appauthor=False)
    state = platformdirs.user_state_path("lull", appauthor=False)
    runtime = _runtime_folder() or data
    return Paths(
        home=None,
        settings=platformdirs.user_config_path("lull", appauthor=False) / "settings.toml",
        last_good_settings=data / "settings.last-good.toml",
        journal=data / "journal.sqlite3",
        log=state / "lull.log",
        pages=data / "pages",
        control=_socket_path(runtime / "control", data),
        lock=data / "lock",
    )


def _socket_path(wanted: Path, owner: Path) -> Path:
    """A socket address short enough for the system, unique to ``owner``."""
    if len(os.fsencode(wanted)) <= SOCKET_PATH_BYTES:
        return wanted
    import hashlib  # noqa: PLC0415 - for a very long name alone

    digest = hashlib.sha256(os.fsencode(owner)).hexdigest()[:16]
    runtime = _runtime_folder()
    near = runtime / f"control-{digest}" if runtime else None
    if near is not None and len(os.fsencode(near)) <= SOCKET_PATH_BYTES:
        return near
    # Only reached with a very long runtime folder or none; the name keeps two users apart, and
    # `make_folder` refuses a folder that belongs to somebody else.
    user = os.getuid() if hasattr(os, "getuid") else 0
    import tempfile  # noqa: PLC0415 - see private_file

    return Path(tempfile.gettempdir()) / f"lull-{user}" / f"control-{digest}"


def _runtime_folder() -> Path | None:
    """The login session's own folder for sockets; None if the one in its place is not ours."""
    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is not set, on the terminal of every command.
        warnings.simplefilter("ignore")
        try:
            return platformdirs.user_runtime_path("lull", appauthor=False)
        except OSError:
            return None


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its parents; the folder itself is for its owner alone.

    Raises:
        OSError: It cannot be made, or it or the link in its place belongs to another user.
    """
    refuse_strange_link(folder)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=FOLDER_MODE)
    if sys.platform == "win32":
        return  # the profile folder's access list already keeps other users out
    status = folder.stat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if status.st_uid != os.getuid():
        message = tr("{path} belongs to another user", path=folder)
        raise PermissionError(message)
    # Too open as it was found, or too closed by a strict umask.
    if stat.S_IMODE(status.st_mode) & 0o777 != FOLDER_MODE:
        folder.chmod(FOLDER_MODE)


def make_folders(paths: Paths) -> None:
    """Make every folder of ``paths``; see `make_folder`.

    A ``--home`` folder that exists already keeps its mode: it is the person's, and everything
    inside it is closed by itself.
    """
    for folder in paths.folders():
        if folder == paths.home and folder.is_dir():
            continue
        make_folder(folder)


def refuse_strange_link(path: Path) -> None:
    """Refuse a symbolic link that another user made; one of the system (of root) may stand.

    A link of one's own is a wish: settings in a repository of dotfiles, a folder on another disk.

    Raises:
        PermissionError: There is such a link at ``path``.
    """
    if sys.platform == "win32":
        return  # only who may administrate the computer can make any
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode) and status.st_uid not in {os.getuid(), 0}:
            raise PermissionError(errno.EPERM, tr("a link of another user stands there"), str(path))


def write_private(path: Path, data: bytes, *, follow: bool = True) -> None:
    """Replace ``path`` as a whole; see `private_file`.

    Raises:
        OSError: The folder cannot be written or the disk is full; the old file is untouched.
    """
    with private_file(path, follow=follow) as file:
        file.write(data)


@contextlib.contextmanager
def private_file(path: Path, *, follow: bool = True) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path``, as a whole, when the block has ended well.

    It is a temporary file beside it until then, synced before it is renamed. It can be read by its
    owner alone, whatever the umask. A reader sees the old or the new contents, never a part.

    Args:
        path: Where to.
        follow: Whether a symbolic link at ``path`` is followed, so that settings may be kept
            elsewhere and linked here; one that leads round in a circle is replaced. For what Lull
            makes for itself it is not: the file takes the link's place.

    Raises:
        OSError: The folder cannot be written, the disk is full, or a link of another user would
            have to be followed; the old file is untouched.
    """
    target = path
    if follow:
        refuse_strange_link(path)
        target = Path(os.path.realpath(path))  # `Path.resolve` fails on a circle before Python 3.13
    import tempfile  # noqa: PLC0415 - with random 0.2 MB, and most starts write no file

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(FILE_MODE)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and does not need it."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
