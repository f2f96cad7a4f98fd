"""What may only be done to the files while no Lull runs on them."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final

from config.errors import DesktopError
from config.language import tr
from config.lock import AlreadyRunning, Lock
from config.paths import make_folder
from tray import control, messages
from tray.autostart import login_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.paths import Paths

_QUIT_SECONDS: Final = 10.0
"""A Lull that was told to end takes so long at most."""


@contextlib.contextmanager
def alone(paths: Paths, hint: str) -> Iterator[None]:
    """Hold Lull's lock, so that none runs, and none starts before the block has ended.

    Args:
        paths: Whose lock.
        hint: What to do where one runs.

    Raises:
        DesktopError: One runs.
    """
    make_folder(paths.lock.parent)
    try:
        lock = Lock(paths.lock)
    except AlreadyRunning as error:
        raise DesktopError(tr("Lull is running"), hint) from error
    try:
        yield
    finally:
        lock.release()


def end(paths: Paths) -> bool:
    """End the running Lull; returns whether there was one.

    Raises:
        DesktopError: It does not end.
    """
    try:
        control.ask(paths.control, messages.Quit())
    except ConnectionRefusedError:
        was_running = False
    except ConnectionError:  # it ended before it could answer
        was_running = True
    else:
        was_running = True
    # One that is just starting, or about to end, holds the lock and does not answer.
    if paths.lock.exists() and not control.wait_until_free(paths.lock, _QUIT_SECONDS):
        detail = tr("it was told so {n} s ago", n=round(_QUIT_SECONDS))
        raise DesktopError(tr("Lull has not ended yet"), detail)
    return was_running


def start(paths: Paths) -> None:
    """Start Lull as at a login; it lives on without this process.

    Raises:
        OSError: It cannot be started.
    """
    command = login_command(paths)
    if sys.platform == "win32":
        os.spawnv(os.P_DETACH, command[0], command)  # noqa: S606 - a list, never a shell
        return
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    os.posix_spawn(command[0], command, os.environ, file_actions=nowhere, setsid=True)
