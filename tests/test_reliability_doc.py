"""Every figure of docs/reliability.md names its command and every fault its test; all are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.faults.__main__ import options_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")]
COMMAND = re.compile(r"`python (-m tests\.faults|benchmarks/soak\.py)([^`]*)`")


def test_every_row_of_figures_names_a_command_that_can_be_given() -> None:
    figures = [row for row in ROWS if COMMAND.search(row)]
    assert len(figures) == 7
    for row in figures:
        match = COMMAND.search(row)
        assert match is not None
        asked = options_of(shlex.split(match[2]))
        assert len(asked.only) == 1
    soak = (ROOT / "benchmarks" / "soak.py").read_text("utf-8")
    [words] = [words for program, words in COMMAND.findall(PAGE) if program.endswith("soak.py")]
    assert all(f'"{word}"' in soak for word in shlex.split(words) if word.startswith("--"))


def test_nothing_in_it_was_lost_or_there_twice() -> None:
    for row in ROWS:
        if COMMAND.search(row):
            _, _, tried, survived, _, lost, twice, _, _ = row.split("|")
            assert tried == survived
            assert {lost.strip(), twice.strip()} <= {"0", "-"}


def test_every_fault_names_tests_that_are_there() -> None:
    faults = [row for row in ROWS if not COMMAND.search(row)]
    named = [path for row in faults for path in re.findall(r"`(tests/[\w/]+\.py)`", row)]
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).is_file()] == []
