"""Asking the running Lull: whoever or whatever is behind the door."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from config.errors import DesktopError
from tray import control, messages
from tray.control import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "control"


def answer_with(path: Path, reply: bytes) -> threading.Thread:
    """Something that accepts one connection at ``path`` and says ``reply``."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()

    def run() -> None:
        with server, server.accept()[0] as connection:
            connection.recv(65536)
            connection.sendall(reply)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_nobody_is_there_to_ask(tmp_path: Path) -> None:
    with pytest.raises(ConnectionRefusedError):
        ask(tmp_path / "nothing", messages.Status())
    (tmp_path / "file").write_text("")
    with pytest.raises(ConnectionRefusedError):
        ask(tmp_path / "file", messages.Status())


@pytest.mark.parametrize("reply", [b"", b'{"ok":tr'])
def test_an_answer_that_breaks_off_is_told_apart_from_nobody_there(
    path: Path, reply: bytes
) -> None:
    thread = answer_with(path, reply)
    with pytest.raises(ConnectionError) as raised:
        ask(path, messages.Status())
    assert not isinstance(raised.value, ConnectionRefusedError)
    thread.join()


@pytest.mark.parametrize("reply", [b"what?\n", b"[]\n", b"x" * 70_000 + b"\n"])
def test_an_answer_that_makes_no_sense_is_a_fault(path: Path, reply: bytes) -> None:
    thread = answer_with(path, reply)
    with pytest.raises((DesktopError, ConnectionResetError)):
        ask(path, messages.Status())
    thread.join()


def test_a_lull_that_hangs_is_not_waited_for_without_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "REPLY_SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        with pytest.raises(DesktopError, match="Lull does not answer"):
            ask(path, messages.Status())


def test_a_crowd_before_the_door_is_waited_out_and_not_without_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "REPLY_SECONDS", 0.05)
    with contextlib.ExitStack() as crowd:
        server = crowd.enter_context(socket.socket(socket.AF_UNIX))
        server.bind(str(path))
        server.listen(0)
        waiting = crowd.enter_context(socket.socket(socket.AF_UNIX))
        waiting.connect(str(path))
        with pytest.raises(DesktopError, match="Lull does not answer"):
            ask(path, messages.Status())


def test_a_request_goes_through_the_pipe_on_windows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in = tmp_path / "pipe"
    asked = messages.encode(messages.Status(locale="en"))
    stands_in.write_bytes(asked + messages.encode(messages.Reply(ok=True, result=5)))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(control, "pipe_name", lambda _: str(stands_in))
    assert ask(path, messages.Status()) == 5
