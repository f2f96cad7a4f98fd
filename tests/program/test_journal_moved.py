"""The journal as a whole, with real processes: taken along, copied, put back, forgotten."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from program import COMMAND_SECONDS, LULL, Program, one_line_error, wait_for
from unmeasured import unmeasured

from config.paths import resolve
from journal.backup import backups, folder_of

if TYPE_CHECKING:
    from pathlib import Path

SMALL = 128 * 1024
"""Bytes that a file may have at most, as on a disk that is full; SQLite needs some beside it."""


@pytest.fixture
def other(own_home: Path) -> Program:
    """A second home, as on another computer."""
    (own_home / "other").mkdir()
    return Program(own_home / "other" / "lull")


def limit_files() -> None:
    """In the child: a write beyond the limit fails, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def many_entries() -> str:
    """An export that takes more room than there is."""
    moment = "2026-05-01T08:00:00+01:00"
    entry = {
        "kind": "sleep",
        "at": moment,
        "recorded_at": moment,
        "source": "window",
        "amount": 7.0,
    }
    entries = [entry | {"id": f"n{number}"} for number in range(3000)]
    return json.dumps({"format": "lull-journal", "version": 1, "entries": entries})


def test_a_journal_moves_to_another_computer_as_it_is(
    lull: Program, other: Program, tmp_path: Path
) -> None:
    with lull.running():
        lull.text("log", "coffee")
        lull.text("log", "sleep", "6.5")
        lull.text("undo")
        lull.text("pause", "tomorrow")
        lull.text("export", "--out", str(tmp_path / "lull.json"))
    with other.running():
        # A Lull that runs looks anew at once.
        assert other.facts("today")["caffeine_mg"] == 0
        said = other.text("import", str(tmp_path / "lull.json"))
        assert said.startswith("Added:\n  entries: 2\n")
        assert other.facts("today")["caffeine_mg"] > 0
        assert other.facts("status")["text"].startswith("Quiet: paused until ")
        assert other.text("export") == (tmp_path / "lull.json").read_text("utf-8")
    assert stat.S_IMODE((tmp_path / "lull.json").stat().st_mode) == 0o600


def test_one_lull_gives_to_another_through_a_pipe(lull: Program, other: Program) -> None:
    lull.text("log", "tea")
    with subprocess.Popen([LULL, "export"], env=lull.environ, stdout=subprocess.PIPE) as giving:
        taken = subprocess.run(
            [LULL, "import", "-"],
            env=other.environ,
            stdin=giving.stdout,
            stderr=subprocess.PIPE,
            timeout=COMMAND_SECONDS,
            check=True,
        )
    assert (giving.returncode, taken.stderr) == (0, b"")
    assert other.text("export") == lull.text("export")


@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "csv")])
def test_a_full_disk_leaves_the_earlier_export_whole(
    lull: Program, tmp_path: Path, words: tuple[str, str]
) -> None:
    out = tmp_path / "out"
    lull.text("export", *words, "--out", str(out))
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert lull("import", "-", typed=many_entries()).returncode == 0
    full = subprocess.run(
        [LULL, "export", *words, "--out", str(out), "--force"],
        # What measures the coverage of a child would fail for want of room as well.
        env=unmeasured(lull.environ),
        preexec_fn=limit_files,
        capture_output=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
        check=False,
    )
    assert "File too large" in one_line_error(full, 1)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == kept


def test_a_reader_that_leaves_ends_the_export_in_silence(lull: Program) -> None:
    for number in range(30):
        lull.facts("log", "water", str(100 + number))
    reading, writing = os.pipe()
    os.close(reading)
    left = subprocess.run(
        [LULL, "export"],
        env=lull.environ,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    os.close(writing)
    assert (left.returncode, left.stderr) == (1, b"")


def test_nothing_is_put_back_under_a_running_lull(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    lull.facts("log", "coffee")
    lull.text("backup", "now")
    lull.facts("log", "coffee")
    error = one_line_error(lull("backup", "restore"), 1)
    assert "Lull is running: end it first (lull quit)" in error
    assert resident.poll() is None
    lull.text("quit")
    lull.text("backup", "restore")
    assert len(json.loads(lull.text("export"))["entries"]) == 1


def test_lull_is_ended_and_started_again_around_it(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    lull.facts("log", "coffee")
    lull.text("backup", "now")
    lull.facts("log", "coffee")
    done = json.loads(lull.text("backup", "restore", "--restart", "--json"))
    assert done["restarted"] is True
    assert resident.wait(10) == 0
    wait_for(lull.answers, "the Lull that was started again", 20)
    assert len(json.loads(lull.text("export"))["entries"]) == 1
    lull.text("quit")


def test_the_day_s_backup_is_made_while_lull_runs(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    lull.facts("log", "coffee")
    wait_for(lambda: backups(folder_of(lull.paths.journal)), "the backup", 30)
    [copy] = lull.facts("backup", "list")
    assert resident.poll() is None
    assert stat.S_IMODE((lull.paths.journal.parent / "backups").stat().st_mode) == 0o700
    assert copy["name"].startswith("journal-000001-")
    assert lull.log_text() == "" or "coffee" not in lull.log_text()


def test_a_damaged_journal_says_what_makes_it_anew_and_a_copy_may_take_its_place(
    lull: Program, tmp_path: Path
) -> None:
    for _ in range(20):
        lull.facts("log", "coffee")
    lull.text("backup", "now")
    data = lull.paths.journal.read_bytes()
    lull.paths.journal.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    for words in (("log", "tea"), ("export", "--out", str(tmp_path / "lull.json"))):
        error = one_line_error(lull(*words), 1)
        assert "it is damaged; lull backup recover makes it anew of all that can be read" in error
    lull.text("backup", "restore")
    assert len(json.loads(lull.text("export"))["entries"]) == 20


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_everything_is_forgotten_while_lull_runs(
    lull: Program, resident: subprocess.Popen[str], tmp_path: Path
) -> None:
    lull.facts("log", "coffee")
    lull.text("backup", "now")
    lull.text("autostart", "on")
    lull.text("export", "--out", str(tmp_path / "lull.json"))
    refused = lull("forget", "--everything", typed="no\n")
    assert refused.returncode == 2
    assert resident.poll() is None
    done = lull("forget", "--everything", typed="forget\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Everything that Lull kept is gone.\n")
    assert resident.wait(10) == 0
    assert not lull.home.exists()
    # The exported file and the folders of all programs stay.
    assert (tmp_path / "lull.json").exists()
    assert left_in(lull.home.parent) == ["config", "config/autostart"]


@pytest.mark.parametrize("runs", [True, False])
def test_nothing_is_left_in_the_platform_s_own_places(
    lull: Program,
    own_home: Path,
    runs: bool,  # noqa: FBT001 - a case
) -> None:
    runtime = own_home / "runtime"
    runtime.mkdir(mode=0o700)
    del lull.environ["LULL_HOME"]
    lull.environ["XDG_RUNTIME_DIR"] = str(runtime)
    lull.environ["XDG_CONFIG_HOME"] = str(own_home / "config")
    with mock.patch.dict(os.environ, lull.environ, clear=True):
        lull.paths = resolve(None, os.environ)
    with lull.running() as process:
        lull.facts("log", "coffee")
        lull.text("backup", "now")
        if not runs:
            lull.text("quit")
        done = lull("forget", "--everything", typed="Forget\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert process.wait(10) == 0
    assert left_in(own_home) == ["config", "data", "runtime", "state"]
