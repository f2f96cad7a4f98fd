from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import json
import logging
import os
import socket
import stat
import struct
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from config.errors import DesktopError, InputError, JournalError
from config.lock import AlreadyRunning, Lock
from tray import control, control_server, messages
from tray.control import ask, wait_until_free
from tray.control_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

SOME_SECONDS = 10.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "control"


async def echo(request: messages.Request) -> Any:  # noqa: ANN401 - as the server hands it on
    return type(request).__name__


def serve(
    path: Path,
    play: Callable[[Server], Any],
    answer: Callable[[messages.Request], Any] = echo,
) -> None:
    """Have a server answer as long as ``play`` takes."""

    async def run() -> None:
        server = Server(path, answer)
        await server.start()
        try:
            await play(server)
        finally:
            await server.stop()

    asyncio.run(run())


async def asked(path: Path, request: messages.Request) -> Any:  # noqa: ANN401 - as `ask`
    return await asyncio.to_thread(ask, path, request)


async def said(path: Path, line: bytes) -> bytes:
    """Everything that comes back for ``line``."""

    def talk() -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(SOME_SECONDS)
            connection.connect(str(path))
            # It may have heard enough before everything is said.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(line)
            received = b""
            with contextlib.suppress(ConnectionResetError):
                while part := connection.recv(65536):
                    received += part
            return received

    return await asyncio.to_thread(talk)


def open_files() -> set[str]:
    return {path.name for path in Path("/dev/fd").iterdir()}


# -- the lock


def test_the_lock_is_had_by_one_alone_and_free_afterwards(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    with pytest.raises(AlreadyRunning):
        Lock(tmp_path / "lock")
    lock.release()
    Lock(tmp_path / "lock").release()
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_a_refused_lock_leaves_no_file_open(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    before = open_files()
    with pytest.raises(AlreadyRunning):
        Lock(tmp_path / "lock")
    assert open_files() == before
    lock.release()


def test_a_file_system_without_locks_is_a_fault_and_no_other_lull(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none_here)
    before = open_files()
    with pytest.raises(OSError, match="No locks available"):
        Lock(tmp_path / "lock")
    assert open_files() == before


def test_on_windows_the_lock_is_of_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Msvcrt:
        LK_NBLCK = 2
        held = False

        @classmethod
        def locking(cls, _descriptor: int, mode: int, size: int) -> None:
            assert (mode, size) == (cls.LK_NBLCK, 1)
            if cls.held:
                raise PermissionError(errno.EACCES, "Permission denied")
            cls.held = True

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt)
    lock = Lock(tmp_path / "lock")
    with pytest.raises(AlreadyRunning):
        Lock(tmp_path / "lock")
    lock.release()


def test_a_free_lock_needs_no_waiting_and_a_held_one_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert wait_until_free(path, SOME_SECONDS)
    lock = Lock(path)
    assert not wait_until_free(path, 0.0)
    assert not wait_until_free(path, 0.01)
    letting_go = threading.Timer(0.05, lock.release)
    letting_go.start()
    assert wait_until_free(path, SOME_SECONDS)
    letting_go.join()


# -- the socket


def test_the_socket_is_for_its_owner_alone_whatever_the_mask_and_goes_with_the_server(
    path: Path,
) -> None:
    modes = []

    async def play(_: Server) -> None:
        modes.append(await asyncio.to_thread(os.lstat, path))

    mask = os.umask(0)
    try:
        serve(path, play)
        # And the mask is as it was.
        assert os.umask(0) == 0
    finally:
        os.umask(mask)
    assert [oct(status.st_mode) for status in modes] == [oct(stat.S_IFSOCK | 0o600)]
    assert not path.exists()


def test_a_socket_that_was_left_over_is_replaced(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left_over:
        left_over.bind(str(path))
    with pytest.raises(ConnectionRefusedError):
        ask(path, messages.Status())

    async def play(_: Server) -> None:
        assert await asked(path, messages.Status()) == "Status"

    serve(path, play)


def test_anything_else_in_its_place_is_left_alone(path: Path) -> None:
    path.write_text("mine")

    async def play(_: Server) -> None:
        pytest.fail("it must not start")

    with pytest.raises(DesktopError, match="is not a socket"):
        serve(path, play)
    assert path.read_text() == "mine"


def test_a_socket_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    async def start() -> None:
        await Server(tmp_path / "missing" / "control", echo).start()

    with pytest.raises(DesktopError, match="No such file or directory"):
        asyncio.run(start())


def test_a_server_that_never_started_stops(path: Path) -> None:
    asyncio.run(Server(path, echo).stop())


def test_every_request_is_handed_on(path: Path) -> None:
    async def play(_: Server) -> None:
        for request in (messages.Status(), messages.Pause("1h"), messages.Undo()):
            assert await asked(path, request) == type(request).__name__

    serve(path, play)


@pytest.mark.parametrize("error", [InputError("What", "now"), JournalError("What", "now")])
def test_an_error_of_ours_comes_back_as_one(
    path: Path, error: InputError | JournalError, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(_: messages.Request) -> None:
        raise error

    async def play(_: Server) -> None:
        with pytest.raises((InputError, messages.RemoteError)) as raised:
            await asked(path, messages.Undo())
        assert str(raised.value) == "What: now"
        assert raised.value.exit_code == error.exit_code

    serve(path, play, refuse)
    assert not caplog.records


def test_a_failure_is_logged_told_of_and_survived(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(request: messages.Request) -> str:
        if isinstance(request, messages.Undo):
            raise OSError(errno.EIO, "the disk is gone")
        return "fine"

    async def play(_: Server) -> None:
        with pytest.raises(messages.RemoteError, match="see the log file"):
            await asked(path, messages.Undo())
        assert await asked(path, messages.Status()) == "fine"

    serve(path, play, fail)
    assert "the disk is gone" in caplog.text


def test_a_line_that_is_too_long_is_refused(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def play(_: Server) -> None:
        for line in (b"x" * 300_000, b"x" * 300_000 + b"\n"):
            reply = json.loads(await said(path, line))
            assert (reply["ok"], reply["exit_code"]) == (False, 2)
            assert reply["title"] == "Lull does not know what it was asked"

    serve(path, play)
    assert not caplog.records


def test_who_says_nothing_is_sent_away(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(control_server, "READ_SECONDS", 0.01)
    caplog.set_level(logging.INFO, "tray")

    async def play(server: Server) -> None:
        assert await said(path, b"{") == b""
        assert not server._reading

    serve(path, play)
    assert "a control connection ended early: TimeoutError" in caplog.text


def test_who_does_not_listen_holds_nobody_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_server, "READ_SECONDS", 0.05)

    async def much(_: messages.Request) -> str:
        return "x" * 5_000_000

    async def play(_: Server) -> None:
        reader, writer = await asyncio.open_unix_connection(path, limit=1)
        writer.write(messages.encode(messages.Status()))
        await reader.readexactly(1)
        # The rest stays where it is until the server has had enough of it.
        assert (await said(path, b"\n")).startswith(b'{"ok":false')
        writer.close()

    serve(path, play, much)


def test_whoever_waits_longest_makes_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_server, "MAX_READING", 3)

    async def play(server: Server) -> None:
        waiting = [await asyncio.open_unix_connection(path) for _ in range(3)]
        assert await asked(path, messages.Status()) == "Status"
        # The first had to go, and the others may still speak.
        assert await waiting[0][0].read() == b""
        for reader, writer in waiting[1:]:
            writer.write(messages.encode(messages.Today()))
            assert b"Today" in await reader.read()
        for _, writer in waiting:
            writer.close()
        assert not server._reading

    serve(path, play)


def test_another_user_is_not_answered(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on = []

    async def note(request: messages.Request) -> None:
        handed_on.append(request)

    class Stranger:
        """A connection from another user, as the kernel would tell of it."""

        def getsockopt(self, level: int, option: int, size: int) -> bytes:
            assert (level, option, size) == (socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            return struct.pack("3i", os.getpid(), os.getuid() + 1, os.getgid())

    async def play(_: Server) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(asyncio.StreamWriter, "get_extra_info", lambda *_: Stranger())
            with pytest.raises(ConnectionError):
                await asked(path, messages.Quit())
        await asked(path, messages.Status())

    serve(path, play, note)
    assert handed_on == [messages.Status(locale="en")]


def test_nothing_is_said_to_another_user_who_listens_in_lulls_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(_: Server) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(control, "is_same_user", lambda _: False)
            with pytest.raises(ConnectionRefusedError):
                await asked(path, messages.Quit())
        # The server has been left in the middle of a line, and is over with that now.
        assert await asked(path, messages.Status()) == "Status"

    serve(path, play)


def test_where_the_user_cannot_be_asked_the_folder_has_kept_others_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "SO_PEERCRED")

    async def play(_: Server) -> None:
        assert await asked(path, messages.Status()) == "Status"

    serve(path, play)


# -- Windows


def test_a_pipe_stands_for_the_socket_on_windows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    served = []

    class Loop:
        async def start_serving_pipe(self, protocol: Callable[[], object], name: str) -> None:
            served.append((name, protocol()))

    async def start() -> None:
        server = Server(path, echo)
        with monkeypatch.context() as patched:
            patched.setattr(asyncio, "get_running_loop", Loop)
            await server.start()
        await server.stop()

    asyncio.run(start())
    [(name, protocol)] = served
    assert name == control.pipe_name(path)
    assert name.startswith("\\\\.\\pipe\\lull-")
    assert isinstance(protocol, asyncio.StreamReaderProtocol)
    assert name != control.pipe_name(path.parent)


def test_a_pipe_has_no_user_to_ask_for() -> None:
    assert control.is_same_user(None)
