"""A clock that stands still and a journal in a folder of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from damaged_journals import fill

from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, **passed: float) -> None:
        self.time += dt.timedelta(**passed)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(path, clock) as opened:
        yield opened


@pytest.fixture
def whole(path: Path) -> Path:
    """A closed journal with something in each of its tables, over many pages."""
    fill(path)
    return path
