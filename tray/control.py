"""Knocking at the door of the running Lull: one request and one reply a connection.

The door is an owner-only socket, or a named pipe on Windows; see `tray.control_server`. What asks
loads nothing of what answers: a command is over before asyncio would be there.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from config.errors import DesktopError
from config.language import asked_for, tr, wanted
from config.lock import AlreadyRunning, Lock
from tray import messages

if TYPE_CHECKING:
    from pathlib import Path

REPLY_SECONDS = 10.0
"""How long a client waits: a nudge may need several seconds with a daemon that hangs."""
_ASK_AGAIN_SECONDS = 0.02
_NUMBER_BYTES = 4


def lock_when_free(path: Path, seconds: float) -> Lock | None:
    """Take the lock at ``path`` once no process holds it; None if one still does by then.

    Raises:
        OSError: See `Lock`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(AlreadyRunning):
            return Lock(path)
        time.sleep(_ASK_AGAIN_SECONDS)
    return None


def wait_until_free(path: Path, seconds: float) -> bool:
    """Wait until no process holds the lock at ``path``; False if one still does after ``seconds``.

    Raises:
        OSError: See `Lock`.
    """
    lock = lock_when_free(path, seconds)
    if lock is not None:
        lock.release()
    return lock is not None


def pipe_name(path: Path) -> str:
    """The name of the Windows pipe that stands for the socket at ``path``."""
    import hashlib  # noqa: PLC0415 - on Windows alone

    digest = hashlib.sha256(str(path).encode()).hexdigest()[:32]
    return rf"\\.\pipe\lull-{digest}"


def is_same_user(connection: socket.socket | None) -> bool:
    """Whether the other side, who asks or who listens, runs as the same user.

    Where that cannot be asked, the folder's mode has kept others out already.
    """
    if connection is None or not hasattr(socket, "SO_PEERCRED"):
        return True
    # Three numbers: of the process, the user and the group (unix(7)).
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 3 * _NUMBER_BYTES)
    user = int.from_bytes(told[_NUMBER_BYTES : 2 * _NUMBER_BYTES], sys.byteorder)
    return user == os.getuid()


def ask(path: Path, request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each command
    """Send a request to the running Lull and return its result.

    Raises:
        ConnectionRefusedError: None runs.
        ConnectionError: It went away before it answered; what was asked may be done or not.
        InputError: It does not understand the request; nothing was done.
        RemoteError: It refused for another reason.
        DesktopError: It did not answer in time, or what it said is no reply.
    """
    # Somebody may be here from elsewhere (ssh), in an environment of another language than Lull's.
    request = msgspec.structs.replace(
        request, language=asked_for(os.environ), locale=wanted(os.environ, "")
    )
    try:
        line = _exchange_pipe(path, request) if sys.platform == "win32" else _talk(path, request)
    except TimeoutError as error:
        raise DesktopError(tr("Lull does not answer"), tr("it may be busy; try again")) from error
    except FileNotFoundError as error:
        raise ConnectionRefusedError(str(path)) from error
    if not line.endswith(b"\n"):
        raise ConnectionResetError(str(path))
    reply = messages.decode_reply(line)
    if not reply.ok:
        raise messages.error_from(reply)
    return reply.result


def _connect(connection: socket.socket, path: Path) -> None:
    deadline = time.monotonic() + REPLY_SECONDS
    while True:
        try:
            connection.connect(os.fspath(path))
        except BlockingIOError as error:
            # As many wait to be let in as the system lets wait.
            if time.monotonic() >= deadline:
                raise TimeoutError from error
            time.sleep(_ASK_AGAIN_SECONDS)
        else:
            return


def _talk(path: Path, request: messages.Request) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(REPLY_SECONDS)
        _connect(connection, path)
        if not is_same_user(connection):
            # Where the name has to be in a folder for everybody, somebody else may have taken it.
            raise ConnectionRefusedError(str(path))
        connection.sendall(messages.encode(request))
        received = b""
        # A reply (a day's facts) is far below the limit that holds for requests.
        while not received.endswith(b"\n") and len(received) <= messages.MAX_BYTES:
            part = connection.recv(messages.MAX_BYTES)
            if not part:
                break
            received += part
        return received


def _exchange_pipe(path: Path, request: messages.Request) -> bytes:
    with open(pipe_name(path), "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe is no path
        pipe.write(messages.encode(request))
        return pipe.readline(messages.MAX_BYTES + 1)
