"""Words of a file that somebody else made: nowhere do they do anything."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from journal.entries import new_id

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

ESCAPES = "\x1b]0;title\x07\x1b[2J\x9b31m\N{RIGHT-TO-LEFT OVERRIDE}live"
NASTY = (
    ESCAPES,
    '=HYPERLINK("http://192.0.2.1","x")',
    "+1+cmd|' /C calc'!A0",
    "'); DROP TABLE entries; --",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "$(touch here); `touch here`\n--help",
    "%s%n{0}{entry.__class__}",
)
READ = ("look-back", "report", "today", "status", "why", "undo", "ease", "trial", "patterns")


def take_in(lull: Program, tmp_path: Path) -> None:
    """Have a journal in which such words stand wherever a file may have words of its own."""
    lull.text("log", "water")
    whole = json.loads(lull.text("export"))
    (entry,) = whole["entries"]
    whole["entries"] += [
        entry | {"id": new_id(), "item": words[:60], "note": words, "alcohol_units": 0.0}
        for words in NASTY
    ]
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(whole), "utf-8")
    lull.text("import", str(file))


def test_words_that_were_taken_in_do_nothing(lull: Program, tmp_path: Path) -> None:
    take_in(lull, tmp_path)
    for command in READ:
        printed = lull.text(command)
        assert all(letter.isprintable() or letter == "\n" for letter in printed), command
    lull.text("export", "--format", "csv", "--out", str(tmp_path / "tables"))
    for table in (tmp_path / "tables").glob("*.csv"):
        with table.open(newline="", encoding="utf-8-sig") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "-"))]
    again = json.loads(lull.text("export"))
    assert {entry.get("note") for entry in again["entries"]} >= set(NASTY)
    assert not list(lull.home.rglob("here"))
    assert not (tmp_path / "here").exists()
