"""The door is open before anybody is inside."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest

from tray import messages
from tray.control import ask
from tray.control_server import open_door

if TYPE_CHECKING:
    from pathlib import Path

SOME_SECONDS = 20.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "control"


async def echo(request: messages.Request) -> Any:  # noqa: ANN401 - as the server hands it on
    return type(request).__name__


async def asked(path: Path, request: messages.Request) -> Any:  # noqa: ANN401 - as `ask`
    return await asyncio.to_thread(ask, path, request)


def test_who_knocks_before_anybody_is_inside_waits(path: Path) -> None:
    async def play() -> None:
        async with open_door(path) as (_, inside):
            early = asyncio.create_task(asked(path, messages.Status()))
            await asyncio.sleep(0)
            inside.set_result(echo)
            assert await early == "Status"
            assert await asked(path, messages.Today()) == "Today"

    asyncio.run(play())


def test_what_somebody_asked_who_gave_up_while_lull_was_busy_is_not_done(path: Path) -> None:
    done = []

    async def answer(request: messages.Request) -> Any:  # noqa: ANN401 - as `echo`
        done.append(request)

    async def play() -> None:
        async with open_door(path) as (_, inside):
            inside.set_result(answer)
            # Lull is busy: it does not hear of any of this before it is over.
            with socket.socket(socket.AF_UNIX) as early:
                early.connect(str(path))
                early.sendall(messages.encode(messages.Log(["coffee"], "1" * 32)))
            # They are served in the order in which they came.
            assert await asked(path, messages.Today()) is None

    asyncio.run(play())
    assert done == [messages.Today(locale="en")]


def test_who_waits_where_nobody_comes_is_let_go(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as early:
        early.settimeout(SOME_SECONDS)

        async def play() -> None:
            async with open_door(path):
                early.connect(str(path))
                early.sendall(messages.encode(messages.Status()))
                while not asking():  # noqa: ASYNC110 - until it is heard
                    await asyncio.sleep(0)

        def asking() -> bool:
            return any("_serve" in repr(task.get_coro()) for task in asyncio.all_tasks())

        asyncio.run(play())
        assert early.recv(1) == b""
    assert not path.exists()
