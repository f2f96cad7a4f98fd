"""A confirmed entry outlives a kill, a crowd and a full disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from config.errors import JournalError
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
KILLS = 20
LONGEST_LIFE_SECONDS = 0.1
ENTRIES_EACH = 150

WRITER = """
import datetime, os, sys
from pathlib import Path
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal

path, count = Path(sys.argv[1]), int(sys.argv[2])
noon = datetime.datetime(2026, 3, 10, 12, 0, tzinfo=datetime.timezone.utc)
os.write(1, b"ready\\n")
sys.stdin.readline()
with Journal.open(path) as journal:
    for _ in range(count):
        # Entries of several pages, so that a kill may fall in the middle of a write.
        entry = Entry(new_id(), EntryKind.DRINK, noon, "water", 250, note="sip " * 500)
        journal.add(entry)
        # One write of less than a pipe holds at once: a line is there whole or not at all.
        os.write(1, entry.id.encode() + b"\\n")
"""


@contextlib.contextmanager
def writer(path: Path, count: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits for a line and then logs; it is ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        try:
            assert stream(process.stdout).readline() == b"ready\n"
            yield process
        finally:
            process.kill()


def stream(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None
    return end


def go(process: subprocess.Popen[bytes]) -> None:
    stream(process.stdin).write(b"\n")
    stream(process.stdin).flush()


def logged(journal: Journal) -> list[str]:
    return [entry.id for entry in journal.entries(NOON, NOON + dt.timedelta(days=1))]


def integrity(journal: Journal) -> list[str]:
    rows = journal._connection.execute("PRAGMA integrity_check").fetchall()
    return [row[0] for row in rows]


def test_every_confirmed_entry_outlives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    confirmed: list[str] = []
    for _ in range(KILLS):
        with writer(path, 10**6) as process:
            go(process)
            # The moment is the point here: nothing ends this wait but the clock.
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            process.send_signal(signal.SIGKILL)
            confirmed += stream(process.stdout).read().decode().split()
        assert process.returncode == -signal.SIGKILL
    with Journal.open(path) as journal:
        found = logged(journal)
        assert integrity(journal) == ["ok"]
    assert confirmed, f"seed {seed}: no process lived long enough to confirm anything"
    assert set(confirmed) <= set(found), f"seed {seed}"
    assert len(set(found)) == len(found)
    # A kill may fall between the commit and the answer, once for each process.
    assert len(found) - len(confirmed) <= KILLS


def test_two_processes_make_and_write_the_same_journal_at_once(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with writer(path, ENTRIES_EACH) as one, writer(path, ENTRIES_EACH) as other:
        go(one)
        go(other)
        answers = [stream(process.stdout).read().decode().split() for process in (one, other)]
        assert [one.wait(), other.wait()] == [0, 0]
    assert [len(ids) for ids in answers] == [ENTRIES_EACH] * 2
    with Journal.open(path) as journal:
        assert sorted(logged(journal)) == sorted(answers[0] + answers[1])
        assert integrity(journal) == ["ok"]


def test_many_processes_make_the_same_journal_at_once(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"{attempt}.sqlite3"
        with contextlib.ExitStack() as stack:
            processes = [stack.enter_context(writer(path, 1)) for _ in range(6)]
            for process in processes:
                go(process)
            assert [process.wait() for process in processes] == [0] * len(processes)
        with Journal.open(path) as journal:
            assert len(logged(journal)) == len(processes)
            assert integrity(journal) == ["ok"]


class SmallDisk:
    """A folder with room for half a megabyte, until it is told to grow.

    A file system of its own where that may be mounted; elsewhere a limit on the size of this
    process's files, which stops a write in the same place with another error.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.mounted = self._mount("size=512k")
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (512 * 1024, self.limits[1]))

    def grow(self) -> None:
        if self.mounted:
            assert self._mount("remount,size=4m")
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, self.limits)

    def leave(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.limits)
        if self.mounted:
            subprocess.run(["umount", self.folder], check=True)

    def _mount(self, options: str) -> bool:
        command: list[str | Path] = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder]
        with contextlib.suppress(OSError):
            return subprocess.run(command, check=False, capture_output=True).returncode == 0
        return False


@pytest.fixture(params=["a file system of its own", "a limit on files"])
def small_disk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SmallDisk]:
    if request.param == "a limit on files":
        monkeypatch.setattr(SmallDisk, "_mount", lambda *_: False)
    disk = SmallDisk(tmp_path)
    yield disk
    disk.leave()


def test_a_full_disk_takes_nothing_that_was_confirmed(small_disk: SmallDisk) -> None:
    path = small_disk.folder / "journal.sqlite3"
    confirmed: list[str] = []

    def log_one(journal: Journal) -> None:
        entry = Entry(new_id(), EntryKind.DRINK, NOON, "water", 250, note="sip " * 500)
        journal.add(entry)
        confirmed.append(entry.id)

    def log_many(journal: Journal) -> None:
        for _ in range(1000):
            log_one(journal)

    with Journal.open(path) as journal:
        with pytest.raises(JournalError, match=r"the disk (is full|does not read or write)"):
            log_many(journal)
        assert len(confirmed) > 10
        # The open journal answers, and so does one that is opened on the full disk.
        assert logged(journal) == confirmed
        with Journal.open(path) as another:
            assert logged(another) == confirmed
        small_disk.grow()
        log_one(journal)
    with Journal.open(path) as journal:
        assert logged(journal) == confirmed
        assert integrity(journal) == ["ok"]
