"""The command line, called in the test's own process."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from command_line import Commands
from noon import at_noon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def lull(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """The command line in a home of the test's own; nothing runs there."""
    with at_noon():
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["lull"])
        mask = os.umask(0o022)
        yield Commands(own_home / "lull")
        os.umask(mask)


@pytest.fixture
def full(lull: Commands) -> Commands:
    """A home in which something was logged."""
    for words in (("coffee",), ("water", "250"), ("sleep", "6.5"), ("stress", "7")):
        lull.text("log", *words)
    lull.text("undo")
    lull.text("pause", "tomorrow")
    return lull


@pytest.fixture
def empty(own_home: Path) -> Commands:
    """Another home, in which nothing was logged yet."""
    return Commands(own_home / "new")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What somebody types into the terminal."""

    def type_(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return type_
