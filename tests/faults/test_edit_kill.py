"""A kill in the middle of a change leaves the change, with what was before it, or nothing of it."""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from journal.condition import trouble
from journal.entries import Entry, EntryKind
from journal.store import Journal
from journal.twitches import TwitchRecord

ROOT = Path(__file__).parents[2]
NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
KILLS = 20
LONGEST_LIFE_SECONDS = 0.1

CHANGER = """
import dataclasses, datetime, itertools, os, sys
from pathlib import Path
from journal.store import Journal

noon = datetime.datetime(2026, 3, 10, 12, 0, tzinfo=datetime.timezone.utc)
day = datetime.timedelta(days=1)
with Journal.open(Path(sys.argv[1])) as journal:
    os.write(1, b"ready\\n")
    for number in itertools.count(1):
        [entry] = journal.entries(noon - day, noon + day)
        # Notes of several pages, so that a kill may fall in the middle of a write. The note and
        # the report say the same number: half a change would show.
        told = {"since_days": number}
        note = f"{number} " * 300
        journal.change(dataclasses.replace(entry, note=note), noon + day, told)
        os.write(1, f"{number}\\n".encode())
"""


def test_a_kill_leaves_a_change_whole_or_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    report = {"sites": ["calf"], "since_days": 0}
    record = TwitchRecord("twitch", NOON, report, "self_care", ("SC",), advice_shown=True, note="0")
    with Journal.open(path) as journal:
        journal.add_twitch(record)
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    changes = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", CHANGER, str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            # The moment is the point here: nothing ends this wait but the clock.
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            process.send_signal(signal.SIGKILL)
            confirmed = process.stdout.read().split()
        changes += _check(path, int(confirmed[-1]) if confirmed else 0, seed)
    assert changes, f"seed {seed}: no process lived long enough to change anything"


def _check(path: Path, confirmed: int, seed: int) -> int:
    with Journal.open(path) as journal:
        assert trouble(journal.path, deep=True) == "", f"seed {seed}"
        [record] = journal.twitches(NOON, NOON + dt.timedelta(days=1))
        number = int(record.note.split()[0])
        assert record.report["since_days"] == number, f"seed {seed}"
        assert number >= confirmed, f"seed {seed}"
        # What it said before each change is there, and belongs together as well.
        rows = journal._all(
            "SELECT e.note, t.report FROM entries AS e JOIN twitches AS t ON t.id = e.id"
            " WHERE e.undone_us IS NOT NULL"
        )
        for note, report in rows:
            assert f'"since_days": {int(note.split()[0])}' in report, f"seed {seed}"
        # The next process begins to count anew.
        journal._write("DELETE FROM twitches WHERE id <> 'twitch'", ())
        journal._write("DELETE FROM entries WHERE id <> 'twitch'", ())
        [entry] = journal.entries(NOON, NOON + dt.timedelta(days=1))
        assert isinstance(entry, Entry)
        assert entry.kind is EntryKind.TWITCH
        return len(rows)
