"""A copy of the shipped data that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tips

if TYPE_CHECKING:
    from collections.abc import Callable

SHIPPED = Path(tips.__file__).parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    shutil.copytree(SHIPPED, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return root


@pytest.fixture
def spoil(data: Path) -> Callable[[str, str, str], None]:
    """Replace the first ``old`` of a data file by ``new``."""

    def replace(name: str, old: str, new: str) -> None:
        path = data / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace
