"""The clock is set back by a year under the running Lull, and later set right again."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from program import Program, end, wait_for

from journal.entries import new_id
from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
YEAR_SECONDS = 365 * 86_400


class Leaping:
    """A running Lull of which the clock can be set; see `leaping_lull`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def hour(self) -> dt.datetime:
        """Wait for the next hour of its clock, at which it stands still."""
        assert self.process.stdout is not None
        line = ""
        # Nudges are shown there too.
        while not line.startswith('{"at"'):
            line = self.process.stdout.readline()
            assert line, self.process.communicate()
        told: dict[str, Any] = json.loads(line)
        return dt.datetime.fromisoformat(told["at"])

    def say(self, words: str = "") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()


@contextlib.contextmanager
def leaping(lull: Program) -> Iterator[Leaping]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "leaping_lull.py"), str(lull.home)],
        env={**lull.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with lull.started(process):
        try:
            yield Leaping(process)
        finally:
            end(process)


def test_nothing_that_was_noted_before_the_clock_was_set_back_is_lost(lull: Program) -> None:
    with leaping(lull) as running:
        now = running.hour()
        lull.facts("log", "coffee")
        lull.facts("log", "sleep", "7")
        lull.facts("pause", "2h")
        lull.text("backup", "now")
        running.say(f"back {YEAR_SECONDS}")
        # A pause that would last a year and two hours is none that anybody wanted.
        wait_for(lambda: long_gone(lull, now), "a pause of the time that it is now")
        then = now - dt.timedelta(seconds=YEAR_SECONDS)
        status = lull.facts("status")
        assert status["running"] is True
        assert lull.text("plan").splitlines()
        log(lull, "tea")
        today = lull.facts("today")
        assert abs(dt.date.fromisoformat(today["date"]) - then.date()) <= dt.timedelta(days=1)
        assert (today["caffeine_mg"], today["sleep_hours"]) == (75, None)
        for _ in range(30):
            running.say()
            running.hour()
        log(lull, "water")
        running.say(f"back {-YEAR_SECONDS}")
        wait_for(lambda: lull.facts("today")["date"] > then.date().isoformat(), "the right year")
        assert lull.facts("status")["running"] is True
        assert lull.text("quit") == "Lull has ended.\n"
    assert "Traceback" not in lull.log_text()
    # Copies of the wrong year push none of the right one out.
    assert [copy for copy in backups(lull) if str(now.year) in copy]
    with lull.running():
        assert lull.facts("today")["caffeine_mg"] == 100
        assert lull.facts("today")["sleep_hours"] == 7
    kept = json.loads(lull.text("export"))["entries"]
    assert len(kept) == len({entry["id"] for entry in kept}) == 4


def log(lull: Program, what: str) -> None:
    """Log at the time of the running Lull; a command of its own would go by the right clock."""
    control.ask(lull.paths.control, messages.Log([what], id=new_id()))


def long_gone(lull: Program, now: dt.datetime) -> bool:
    """Whether the pause, if there is one, ends before the time that it was."""
    until = lull.facts("status")["paused_until"]
    return until is None or dt.datetime.fromisoformat(until) < now


def backups(lull: Program) -> list[str]:
    return [path.name for path in lull.paths.journal.parent.glob("backups/journal-*.sqlite3")]
