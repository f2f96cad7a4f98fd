"""Fixtures of the tests of real windows: a small screen, a screen reader, somebody to open them."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest
import screen_reader
from noted_home import note_ten_weeks
from window_driver import Opener
from window_steps import NOTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from harness import Desktop
    from screen_reader import ScreenReader

    Factory = Callable[..., Desktop]
    Open = Callable[..., Opener]
    ReaderOf = Callable[[Desktop], ScreenReader]

SMALL_SCREEN = "1280x720x24"


def require_screen_reader() -> None:
    """Skip a test where no screen reader can listen; where CI is set, fail it."""
    missing = screen_reader.missing_packages()
    if missing:
        reason = f"missing system packages: {' '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@pytest.fixture
def desktop(desktop_factory: Factory) -> Desktop:
    require_screen_reader()
    return desktop_factory(screen=SMALL_SCREEN)


@pytest.fixture
def reader_of(desktop_factory: Factory) -> Iterator[ReaderOf]:
    """A function that has a screen reader listen on a desktop until the test ends, well or not."""
    del desktop_factory  # Its desktops end after their readers.
    with contextlib.ExitStack() as readers:

        def reader_of(desktop: Desktop) -> ScreenReader:
            require_screen_reader()
            reader = screen_reader.ScreenReader(desktop)
            readers.callback(reader.end)
            return reader

        yield reader_of


@pytest.fixture
def reader(desktop: Desktop, reader_of: ReaderOf) -> ScreenReader:
    return reader_of(desktop)


@pytest.fixture
def home(desktop: Desktop) -> Path:
    return desktop.folder / "lull home"


@pytest.fixture
def open_(desktop: Desktop, reader: ScreenReader, home: Path) -> Open:
    def open_(name: str, **env: str) -> Opener:
        if name in NOTED and not home.exists():
            note_ten_weeks(home)
        return Opener(desktop, reader, name, home, **env)

    return open_
