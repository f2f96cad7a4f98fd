"""A journal, a folder or a log that cannot be used: one clear line, and nothing made worse."""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import COMMAND_SECONDS, LULL, STARTS, Program, one_line_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def obey_permissions() -> None:
    """In the child: files that are closed to it stay so, also where the tests run as root."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


def obeying(lull: Program, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LULL, *words],
        env=lull.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
        check=False,
        preexec_fn=obey_permissions,
    )


def checks(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[bool | None, str]]:
    return {row["check"]: (row["ok"], row["detail"]) for row in json.loads(done.stdout)}


@pytest.fixture
def used(lull: Program) -> Program:
    """A home in which a coffee was logged."""
    lull.facts("log", "coffee")
    return lull


def damage(journal: Path) -> None:
    data = bytearray(journal.read_bytes())
    data[100:] = b"\xa5" * (len(data) - 100)
    journal.write_bytes(data)


def cut_off(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:5000])


def empty(journal: Path) -> None:
    journal.write_bytes(b"")


def replace_by_another_programs(journal: Path) -> None:
    journal.unlink()
    with sqlite3.connect(journal) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    connection.close()


def make_newer(journal: Path) -> None:
    with sqlite3.connect(journal) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def replace_by_text(journal: Path) -> None:
    journal.write_text("Dear diary, this is not a database. " * 50)


def replace_by_folder(journal: Path) -> None:
    journal.unlink()
    journal.mkdir()


DAMAGES = [damage, cut_off, empty, replace_by_text, replace_by_another_programs]


@pytest.mark.parametrize("spoil", DAMAGES)
def test_a_damaged_journal_is_kept_made_anew_and_told_of_and_lull_runs(
    used: Program, spoil: Callable[[Path], None]
) -> None:
    used.text("backup", "now")
    journal = used.paths.journal
    spoil(journal)
    before = journal.read_bytes()
    # Whoever comes before Lull itself is told what helps, and makes nothing worse.
    for words in (["today"], ["log", "tea"], ["undo"]):
        assert "lull backup recover" in one_line_error(used(*words), 1)
    assert journal.read_bytes() == before
    with used.running() as process:
        assert used.facts("today")["caffeine_mg"] == 100
        used.facts("log", "tea")
        process.terminate()
        shown, errors = process.communicate(timeout=10)
    assert errors == STARTS
    [aside] = journal.parent.glob("journal.damaged-*.sqlite3")
    assert aside.read_bytes() == before
    assert "The journal was damaged" in shown
    assert str(aside) in shown
    assert "Traceback" not in used.log_text()
    with used.running() as process:
        process.terminate()
        shown, _ = process.communicate(timeout=10)
    assert "The journal was damaged" not in shown


def test_the_entries_that_damage_under_a_running_lull_once_cost(used: Program) -> None:
    with used.running() as process:
        used.facts("log", "tea")
        with sqlite3.connect(used.paths.journal) as connection:
            connection.execute("UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE item = 'tea'")
        connection.close()
        # Whoever meets it is told, and everybody after that finds the journal made anew.
        assert "it is damaged" in one_line_error(used("today"), 1)
        assert used.facts("today")["caffeine_mg"] == 175
        assert used.facts("log", "cola")["text"].startswith("Cola noted")
        assert used.facts("status")["text"].startswith("Next: ")
        process.terminate()
        shown, errors = process.communicate(timeout=10)
    assert errors == STARTS
    assert shown.count("The journal was damaged") == 1
    [aside] = used.paths.journal.parent.glob("journal.damaged-*.sqlite3")
    assert aside.stat().st_mode & 0o777 == 0o600
    assert "Traceback" not in used.log_text()
    assert len(json.loads(used.text("export"))["entries"]) == 3


@pytest.mark.parametrize("spoil", [make_newer, replace_by_folder])
def test_a_journal_that_cannot_be_used_is_told_of_and_left(
    used: Program, spoil: Callable[[Path], None]
) -> None:
    spoil(used.paths.journal)
    before = None if used.paths.journal.is_dir() else used.paths.journal.read_bytes()
    assert str(used.paths.journal) in one_line_error(used(), 1)
    assert not used.paths.control.exists()
    done = used("doctor", "--json")
    assert done.returncode == 1
    assert checks(done)["Journal"][0] is False
    assert before is None or used.paths.journal.read_bytes() == before


@pytest.fixture
def closed(used: Program) -> Iterator[Program]:
    """A home of which the files may be read and not written."""
    files = [path for path in used.home.rglob("*") if path.is_file()]
    for path in files:
        path.chmod(0o400)
    used.home.chmod(0o500)
    yield used
    for path in (used.home, *files):
        path.chmod(0o700)


def test_a_home_that_cannot_be_written_is_told_of(closed: Program) -> None:
    for words in ([], ["log", "tea"]):
        assert "it may only be read" in one_line_error(obeying(closed, *words), 1)
    assert not closed.paths.control.exists()
    # What is there can still be read.
    assert obeying(closed, "today").stdout.startswith("Caffeine: about 100 mg")


def test_a_home_that_cannot_be_read_is_told_of(used: Program) -> None:
    used.home.chmod(0)
    try:
        for words in ([], ["log", "tea"]):
            done = obeying(used, *words)
            one_line_error(done, done.returncode)
            assert done.returncode in {1, 2}
        done = obeying(used, "doctor", "--json")
        assert done.stderr == "" or done.returncode == 2
    finally:
        used.home.chmod(0o700)


def test_a_home_below_a_folder_that_cannot_be_written_is_told_of(
    lull: Program, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    try:
        one_line_error(obeying(lull, "--home", f"{tmp_path}/new"), 1)
        one_line_error(obeying(lull, "--home", f"{tmp_path}/new", "log", "tea"), 1)
        # Who only looks needs no place.
        assert obeying(lull, "--home", f"{tmp_path}/new", "today").returncode == 0
    finally:
        tmp_path.chmod(0o700)


def test_a_settings_folder_that_cannot_be_written_is_left_as_it_is(lull: Program) -> None:
    # Some systems keep every file of a person's configuration for themselves.
    home = lull.home.parent
    settings = home / "config" / "lull" / "settings.toml"
    settings.parent.mkdir(parents=True, mode=0o700)
    settings.write_text("limits.nudges_per_day = 3\n")
    settings.chmod(0o400)
    settings.parent.chmod(0o500)
    try:
        lull.environ |= {"LULL_HOME": "", "XDG_RUNTIME_DIR": str(home)}
        done = obeying(lull, "settings", "check")
        assert (done.returncode, done.stderr) == (0, "")
        done = obeying(lull, "today", "--json")
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        settings.parent.chmod(0o700)


def test_a_log_that_cannot_be_written_is_told_of_at_the_start(lull: Program) -> None:
    lull.paths.log.mkdir(parents=True)
    assert str(lull.paths.log) in one_line_error(lull(), 1)
    # Commands have nothing to do with it.
    assert lull.facts("log", "coffee")["text"].startswith("Coffee noted")


def test_what_others_can_read_is_found_before_it_is_closed(used: Program) -> None:
    used.paths.journal.chmod(0o644)
    done = used("doctor", "--json")
    assert done.returncode == 1
    ok, detail = checks(done)["Files"]
    assert ok is False
    assert f"{used.paths.journal} (644)" in detail
    # Opening it has closed it.
    assert checks(used("doctor", "--json"))["Files"][0] is True


def test_settings_that_are_wrong_are_found(lull: Program) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text("limits.nudges_per_day = 'many'\n")
    lull.paths.settings.chmod(0o600)
    done = lull("doctor")
    assert done.returncode == 1
    assert "limits.nudges_per_day" in done.stdout
    assert "!!  Settings" in done.stdout
