"""A desk with an empty journal, at a time of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, drinks

from config.settings import parse
from journal.store import Journal
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def desk(tmp_path: Path, time: Time) -> Iterator[Desk]:
    with Journal.open(tmp_path / "journal.sqlite3", time.clock.now) as journal:
        yield Desk(journal, time.clock, parse(""), drinks())
