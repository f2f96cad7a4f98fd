"""Fixtures of the tests that start the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import Program

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lull(own_home: Path) -> Program:
    """The program in a home of the test's own; nothing runs."""
    return Program(own_home / "lull")


@pytest.fixture
def resident(lull: Program) -> Iterator[subprocess.Popen[str]]:
    """The running Lull of ``lull``."""
    with lull.running() as process:
        yield process
