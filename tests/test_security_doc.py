"""Every threat of docs/security.md names tests, and each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]


def test_every_threat_names_its_tests() -> None:
    threats = [row for row in ROWS if not row.endswith("| test |")]
    assert len(threats) > 30
    assert [row for row in threats if not NAMED.search(row)] == []


def test_every_named_test_is_there() -> None:
    missing = [
        f"{path}::{name}"
        for path, name in NAMED.findall(PAGE)
        if not re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert missing == []
    # Nothing that looks like a test escaped the pattern above.
    assert len(NAMED.findall(PAGE)) == PAGE.count(".py::")
