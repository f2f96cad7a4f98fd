"""What was said to Lull stays, through a restart and through a kill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from program import Program, wait_for

if TYPE_CHECKING:
    import subprocess


def test_a_pause_survives_a_restart_and_a_kill(lull: Program) -> None:
    with lull.running() as process:
        until = lull.facts("pause", "3h")["paused_until"]
        process.kill()
        process.wait()
    assert lull.facts("status")["paused_until"] == until
    with lull.running():
        assert lull.facts("status")["paused_until"] == until
        lull.facts("resume")
    with lull.running():
        assert lull.facts("status")["paused_until"] is None


def test_a_pause_from_before_the_start_holds(lull: Program) -> None:
    until = lull.facts("pause", "tomorrow")["paused_until"]
    with lull.running():
        status = lull.facts("status")
    assert status["paused_until"] == until
    assert status["text"].startswith("Quiet: paused until ")


def test_what_was_logged_is_kept_when_the_command_returns(lull: Program) -> None:
    with lull.running() as process:
        lull.text("log", "water", "333")
        process.kill()
        process.wait()
    assert lull.facts("today")["water_ml"] == 333


def test_the_files_are_for_their_owner_alone(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    lull.facts("log", "coffee")
    lull.text("nudge", "sleep")
    open_ones = [
        str(path) for path in (lull.home, *lull.home.rglob("*")) if path.stat().st_mode & 0o077
    ]
    assert open_ones == []
    assert resident.poll() is None


def test_an_old_home_that_others_can_read_is_closed_inside(lull: Program) -> None:
    lull.facts("log", "coffee")
    lull.home.chmod(0o755)
    for path in lull.home.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with lull.running():
        pass
    # The folder itself is the person's own.
    assert lull.home.stat().st_mode & 0o777 == 0o755
    assert lull.paths.journal.stat().st_mode & 0o077 == 0
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in lull.paths.folders()[2:])


def test_the_log_holds_nothing_of_what_was_logged(lull: Program) -> None:
    with lull.running():
        lull.facts("log", "coffee")
        lull.facts("log", "stress", "9")
        lull.text("nudge", "caffeine")
        wait_for(lull.paths.log.exists, "the log")
    text = lull.log_text().lower()
    assert "coffee" not in text
    assert "stress" not in text
