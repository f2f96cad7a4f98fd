"""Who asks for a window by its name and waits hears why it does not open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, lull, play

from config.errors import DesktopError
from config.kinds import Window
from tray import messages, windowing, windows_door
from tray.qt_trouble import trouble_without

if TYPE_CHECKING:
    from pathlib import Path

    from tray.qt_trouble import Trouble


def test_who_waits_for_a_window_is_told_why_it_does_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            with pytest.raises(DesktopError, match="no desktop here that could show it"):
                await run.core.answer(messages.Open(Window.LOG))
            outcome: asyncio.Future[Trouble | None] = asyncio.get_running_loop().create_future()
            monkeypatch.setattr(windowing, "can_show", lambda _: True)
            monkeypatch.setattr(windows_door.WindowsDoor, "open", lambda *_: outcome)
            # One that is slow may come yet.
            monkeypatch.setattr(windowing, "_TELL_SECONDS", 0.01)
            assert await run.core.answer(messages.Open(Window.LOG)) == {}
            outcome.set_result(trouble_without(["libEGL.so.1"]))
            with pytest.raises(DesktopError, match="cannot be opened: libegl1 is missing"):
                await run.core.answer(messages.Open(Window.LOG))
            with pytest.raises(DesktopError, match="nicht geöffnet werden: libegl1 fehlt"):
                await run.core.answer(messages.Open(Window.LOG, language="de"))

    play(scene())
