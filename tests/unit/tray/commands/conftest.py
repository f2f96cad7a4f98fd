"""The command line, called in the test's own process."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest
from command_line import Commands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lull(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """The command line in a home of the test's own; nothing runs there."""
    # Between twelve and one, whenever the test runs.
    monkeypatch.setenv("TZ", f"Etc/GMT{time.gmtime().tm_hour - 12:+d}")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "argv", ["lull"])
    mask = os.umask(0o022)
    yield Commands(own_home / "lull")
    os.umask(mask)
