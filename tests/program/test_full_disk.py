"""A disk without room, and a folder that goes away, under the running Lull; and its end."""

from __future__ import annotations

import contextlib
import resource
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import STARTS, Program, one_line_error, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = "Nothing can be noted now: "


class Disk:
    """A small disk for one home; without the right to mount one, a limit on the files of Lull."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "filler"
        command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
        self.mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0

    def fill(self, process: subprocess.Popen[str]) -> None:
        if not self.mounted:
            # Nothing can grow, and nothing can be written anew.
            _, self.most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, self.most))
            return
        with self.filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 512)

    def make_room(self, process: subprocess.Popen[str]) -> None:
        if not self.mounted:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (self.most, self.most))
            return
        self.filler.unlink()

    def leave(self) -> None:
        if self.mounted:
            subprocess.run(["umount", self.folder], check=True)


@pytest.fixture(params=["a disk of its own", "a limit on files"])
def disk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Disk]:
    if request.param == "a limit on files":
        monkeypatch.setenv("PATH", str(tmp_path))  # no mount there

        def refused(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
            return subprocess.CompletedProcess([], 1)

        with monkeypatch.context() as patched:
            patched.setattr(subprocess, "run", refused)
            small = Disk(tmp_path)
        monkeypatch.undo()
    else:
        small = Disk(tmp_path)
    yield small
    small.leave()


def half_written(lull: Program) -> list[Path]:
    """What is left of files that found no room; a copy of the journal may be about to fail."""
    return [path for path in lull.home.rglob("*") if path.suffix == ".part" or path.name[0] == "."]


def told(lull: Program) -> str:
    """The menu's first row."""
    status = lull.answers()
    assert status is not None
    text: str = status["text"]
    return text


def test_a_full_disk_is_told_of_and_nothing_is_lost_and_lull_recovers(disk: Disk) -> None:
    lull = Program(disk.folder / "home" / "lull")
    with lull.running() as process:
        lull.facts("log", "coffee")
        disk.fill(process)
        for words in (("log", "tea"), ("pause", "1h"), ("undo",)):
            assert "The journal cannot be used" in one_line_error(lull(*words), 1)
        # What is there can still be read, and the menu's first row says what is wrong.
        assert lull.facts("today")["caffeine_mg"] == 100
        assert lull.facts("status")["text"].startswith(LINE)
        wait_for(lambda: not half_written(lull), "an end without remains")
        disk.make_room(process)
        assert lull.facts("log", "tea")["text"].startswith("Tea noted")
        wait_for(lambda: not told(lull).startswith(LINE), "the end of it", 40)
        assert lull.facts("today")["caffeine_mg"] == 175
        process.terminate()
        _, errors = process.communicate(timeout=10)
        assert errors == STARTS
    assert "Traceback" not in lull.log_text()
    assert lull.facts("today")["caffeine_mg"] == 175


def test_a_lull_that_starts_on_a_full_disk_says_so_and_starts_once_there_is_room(
    tmp_path: Path,
) -> None:
    disk = Disk(tmp_path)
    if not disk.mounted:
        pytest.fail("needs the right to mount a small disk: run the tests as root in a container")
    try:
        lull = Program(tmp_path / "home" / "lull")
        lull.facts("log", "coffee")
        with lull.running() as process:
            pass
        # Only now: what it had beside the journal is room again.
        disk.fill(process)
        for words in ((), ("log", "tea")):
            assert "disk is full" in one_line_error(lull(*words), 1)
        assert "too little room left for a copy" in one_line_error(lull("backup", "now"), 1)
        disk.filler.unlink()
        with lull.running():
            assert lull.facts("today")["caffeine_mg"] == 100
    finally:
        disk.leave()


def test_a_folder_that_goes_away_is_told_of_and_taken_up_again_when_it_is_back(
    lull: Program,
) -> None:
    data = lull.paths.journal.parent
    elsewhere = data.with_name("elsewhere")
    with lull.running() as process:
        lull.facts("log", "coffee")
        data.rename(elsewhere)
        assert "No such file" in one_line_error(lull("log", "tea"), 1)
        assert lull.facts("status")["text"].startswith(f"{LINE}No such file")
        assert not data.exists()
        elsewhere.rename(data)
        assert lull.facts("log", "tea")["text"].startswith("Tea noted")
        assert lull.facts("today")["caffeine_mg"] == 175
        process.terminate()
        assert process.communicate(timeout=10)[1] == STARTS
    assert "Traceback" not in lull.log_text()
