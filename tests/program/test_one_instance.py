"""One Lull in each home, whatever became of the last one."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from program import LULL, STARTS, Program, end, one_line_error, wait_for

if TYPE_CHECKING:
    from pathlib import Path

PROMISED_END_SECONDS = 2.0


def test_of_two_started_at_once_one_runs_and_the_other_says_so(lull: Program) -> None:
    pair = [lull.start(), lull.start()]
    try:
        gone = wait_for(lambda: [p for p in pair if p.poll() is not None], "the end of one")
        output, errors = gone[0].communicate()
        assert (gone[0].returncode, errors) == (0, "")
        assert output.startswith("Lull is already running. ")
        left = next(process for process in pair if process is not gone[0])
        lull.wait_until_up(left)
        assert lull.facts("status")["running"] is True
    finally:
        for process in pair:
            end(process)


def test_a_second_start_is_told_what_comes_next_and_the_first_shows_itself(
    lull: Program,
) -> None:
    process = lull.start()
    try:
        lull.wait_until_up(process)
        output = lull.text()
        assert output == f"Lull is already running. {lull.facts('status')['text']}\n"
        assert lull.text("run").startswith("Lull is already running. ")
        process.terminate()
        shown, errors = process.communicate(timeout=10)
        assert "Lull is running" in shown
        assert errors == STARTS
    finally:
        end(process)


def test_what_a_killed_lull_left_behind_is_taken_over(lull: Program) -> None:
    with lull.running() as process:
        process.kill()
        process.wait()
    assert stat.S_ISSOCK(lull.paths.control.stat().st_mode)
    assert lull.facts("status")["running"] is False
    with lull.running():
        assert lull.facts("status")["running"] is True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_order(lull: Program, number: signal.Signals) -> None:
    with lull.running() as process:
        began = time.monotonic()
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
        assert time.monotonic() - began < PROMISED_END_SECONDS
    assert (process.returncode, output, errors) == (0, "", STARTS)
    assert not lull.paths.control.exists()
    assert "ERROR" not in lull.log_text()


def test_a_signal_during_the_start_ends_it_too(lull: Program) -> None:
    process = lull.start()
    try:
        # The lock is taken after the signals' handlers could be, and before the core lives.
        wait_for(lull.paths.log.exists, "the log file")
        process.terminate()
        process.communicate(timeout=10)
    finally:
        end(process)
    assert process.returncode in {0, -signal.SIGTERM}
    assert not lull.paths.control.exists()


def test_a_terminal_that_ends_is_ignored_under_nohup(lull: Program) -> None:
    process = subprocess.Popen(
        ["nohup", "lull"],
        env={**lull.environ, "PATH": f"{LULL.parent}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        lull.wait_until_up(process)
        process.send_signal(signal.SIGHUP)
        assert lull.facts("status")["running"] is True
        assert process.poll() is None
    finally:
        end(process)


def test_quit_returns_when_it_has_ended(lull: Program) -> None:
    with lull.running() as process:
        began = time.monotonic()
        assert lull.text("quit") == "Lull has ended.\n"
        process.communicate(timeout=10)
        assert time.monotonic() - began < PROMISED_END_SECONDS
        assert process.returncode == 0
        assert not lull.paths.control.exists()
        # Whoever starts it in the same breath gets a new one.
        with lull.running():
            assert lull.facts("status")["running"] is True


def test_there_is_nothing_to_quit_where_none_runs(lull: Program) -> None:
    assert one_line_error(lull("quit"), 1).startswith("lull: Lull is not running: ")


def test_another_home_has_a_lull_of_its_own(
    lull: Program, resident: subprocess.Popen[str], tmp_path: Path
) -> None:
    other = Program(tmp_path / "other home")
    with other.running():
        other.facts("log", "coffee")
        assert other.facts("today")["caffeine_mg"] > 0
        assert lull.facts("today")["caffeine_mg"] == 0
        other.text("quit")
    assert resident.poll() is None
    assert lull.facts("status")["running"] is True


def test_a_file_in_the_place_of_the_socket_is_left_alone(lull: Program) -> None:
    lull.facts("log", "coffee")
    lull.paths.control.write_text("mine")
    one_line_error(lull(), 1)
    assert lull.paths.control.read_text() == "mine"
