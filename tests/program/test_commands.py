"""What each command does and prints, as a person types it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from program import STARTS, Program, one_line_error

from tray.commands.actions import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

STATUS_FIELDS = {"running", "icon", "paused_until", "next", "holds"}
TODAY_FIELDS = {
    "date",
    "caffeine_mg",
    "caffeine_at_bedtime_mg",
    "water_ml",
    "sleep_hours",
    "stress",
    "alcohol_units",
    "exercise_minutes",
}


def is_time_with_offset(text: str) -> bool:
    return datetime.fromisoformat(text).utcoffset() is not None


def check_status(status: dict[str, Any], *, running: bool) -> None:
    assert status.keys() >= STATUS_FIELDS
    assert status["running"] is running
    assert status["icon"] == "none"
    if running:
        assert status["next"].keys() >= {"kind", "at"}
        assert is_time_with_offset(status["next"]["at"])
    else:
        assert status["next"] is None


def test_the_help_names_every_command(lull: Program) -> None:
    listed = set(re.findall(r"^    ([a-z-]+)", lull.text("--help"), re.MULTILINE))
    assert listed == {"run", *COMMANDS}


def test_the_version_is_that_of_the_package(lull: Program) -> None:
    assert lull.text("--version") == f"lull {version('lull')}\n"
    assert not lull.home.exists()


def test_it_may_be_started_as_a_module(lull: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tray", "settings", "path"],
        env=lull.environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{lull.home}/settings.toml\n"


def test_the_home_may_stand_before_or_after_the_command(lull: Program, tmp_path: Path) -> None:
    home = str(tmp_path / "elsewhere")
    assert lull.text("--home", home, "settings", "path") == f"{home}/settings.toml\n"
    assert lull.text("settings", "path", "--home", home) == f"{home}/settings.toml\n"
    assert lull.text(f"--home={home}", "settings", "path") == f"{home}/settings.toml\n"
    lull.facts("log", "coffee", "--home", home)
    assert lull.facts("--home", home, "today")["caffeine_mg"] > 0
    assert not lull.home.exists()


def test_the_home_may_come_from_the_environment(lull: Program) -> None:
    assert lull.text("settings", "path") == f"{lull.home}/settings.toml\n"


def test_without_a_home_the_platforms_own_places_are_used(lull: Program, own_home: Path) -> None:
    # Nor is a missing runtime folder worth a word.
    done = lull("settings", "path", environ={"LULL_HOME": "", "PYTHONWARNINGS": ""})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{own_home}/config/lull/settings.toml\n"


def test_a_day_is_logged_while_it_runs(lull: Program, resident: subprocess.Popen[str]) -> None:
    check_status(lull.facts("status"), running=True)
    assert lull.text("status").startswith("Lull is running.\nNext: ")
    logged = lull.facts("log", "coffee")
    assert logged["entry"]["item"] == "coffee"
    assert lull.text("log", "water", "250").startswith("Water noted")
    assert lull.facts("log", "sleep", "6.5")["text"].startswith("Sleep noted")
    assert lull.facts("log", "stress", "7")["text"].startswith("Stress noted")
    assert lull.facts("log", "exercise", "30")["text"].startswith("Exercise noted")
    assert lull.facts("log", "alcohol", "2")["text"].startswith("Alcohol")
    today = lull.facts("today")
    assert today.keys() >= TODAY_FIELDS
    assert today["sleep_hours"] == 6.5
    assert today["stress"] == 7
    assert today["exercise_minutes"] == 30
    assert today["alcohol_units"] == 2
    assert today["caffeine_mg"] > today["caffeine_at_bedtime_mg"] > 0
    assert lull.text("undo").startswith("Taken back: ")
    assert lull.facts("undo")["entry"]["kind"] == "exercise"
    shown = lull.text("today")
    assert "Sleep: 6.5 hours" in shown
    assert "Stress: 7 of 10" in shown
    assert lull.facts("today")["exercise_minutes"] == 0
    assert resident.poll() is None


def test_it_is_paused_and_resumed_while_it_runs(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    paused = lull.facts("pause", "2h")
    assert is_time_with_offset(paused["paused_until"])
    status = lull.facts("status")
    assert status["paused_until"] == paused["paused_until"]
    assert [hold["reason"] for hold in status["holds"]] == ["paused"]
    assert status["holds"][0].keys() >= {"reason", "text", "until"}
    assert lull.text("status").splitlines()[1].startswith("Quiet: paused until ")
    assert lull.text("resume").startswith("Next: ")
    assert lull.facts("resume")["paused_until"] is None
    assert lull.text("pause", "tomorrow").startswith("Quiet: paused until ")
    assert resident.poll() is None


def test_a_nudge_and_breathing_are_shown_by_the_running_lull(lull: Program) -> None:
    with lull.running() as process:
        assert lull.text("nudge", "hydration") == "It was shown.\n"
        assert lull.text("breathe") == ""
        process.terminate()
        shown, errors = process.communicate(timeout=10)
    assert errors == STARTS
    assert "Had a glass" in shown
    assert "Two slow minutes" in shown


def test_the_other_commands_do_not_mind_whether_it_runs(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    assert lull.facts("why") == []
    sentence, nothing = lull.text("why").splitlines()
    assert sentence == lull.facts("status")["text"]
    assert nothing == "No nudge was held."
    rows = lull.facts("plan", "--from", "2026-03-29", "--days", "2")
    assert rows
    assert all(row.keys() >= {"kind", "at", "tip"} for row in rows)
    assert all(is_time_with_offset(row["at"]) for row in rows)
    assert {row["at"][:10] for row in rows} == {"2026-03-29", "2026-03-30"}
    *nudges, assumed = lull.text("plan", "--from", "2026-03-29").splitlines()
    assert len(nudges) == len([row for row in rows if row["at"].startswith("2026-03-29")])
    assert assumed.startswith("It assumes that you are at the computer")
    for page in ("about", "report"):
        assert len(lull.text(page)) > 100
    assert lull.text("settings", "check").startswith("The settings are valid (")
    running = {row["check"]: row for row in lull.facts("doctor")}["Running"]
    assert running["detail"].startswith("yes, icon: none")
    assert resident.poll() is None


def test_a_day_is_logged_where_it_does_not_run(lull: Program) -> None:
    check_status(lull.facts("status"), running=False)
    assert lull.text("status").startswith(
        "Lull is not running.\nNo nudge comes until Lull is started."
    )
    lull.text("log", "coffee", "--at", "00:01")
    assert lull.facts("today")["caffeine_mg"] > 0
    assert lull.text("pause", "1h").startswith("Quiet: paused until ")
    assert lull.facts("status")["holds"][0]["reason"] == "paused"
    assert lull.text("resume") == "No nudge comes until Lull is started.\n"
    assert lull.text("undo").startswith("Taken back: ")
    shown = lull.text("nudge", "water")
    assert "Lull is not running, so it is shown here." in shown
    assert "Source: " in shown
    with lull.running():
        assert lull.facts("today")["caffeine_mg"] == 0


def test_the_check_in_asks_in_the_terminal(lull: Program) -> None:
    done = lull("check-in", typed="7\n11\n3\n2\n\nlots\n20\n\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Thank you." in done.stdout
    # 11 of 10 and "lots" are asked again.
    assert done.stdout.count("Stress (") == 2
    assert done.stdout.count("Exercise (") == 2
    today = lull.facts("today")
    assert (today["sleep_hours"], today["stress"], today["exercise_minutes"]) == (7, 3, 20)
    assert today["water_ml"] > 0


def test_the_check_in_asks_again_while_it_runs_too(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    done = lull("check-in", typed="99\n8\n\udcff\n4\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Sleep last night") == 2
    assert done.stdout.count("Stress (") == 2
    today = lull.facts("today")
    assert (today["sleep_hours"], today["stress"]) == (8, 4)
    assert resident.poll() is None


def test_the_demo_shows_a_day_in_the_terminal(lull: Program) -> None:
    shown = lull.text("demo", "--seconds", "1")
    assert "That was the day" in shown
    assert not lull.home.exists()


def test_json_is_ascii_and_read_by_any_program(lull: Program) -> None:
    assert lull("plan", "--days", "30", "--json").stdout.isascii()


def test_the_doctor_finds_nothing_wrong_without_a_desktop(lull: Program) -> None:
    done = lull("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    assert all(row.keys() == {"check", "ok", "detail"} for row in rows)
    assert [row for row in rows if row["ok"] is False] == []
    assert not lull.home.exists()
    assert "Journal" in lull.text("doctor")


def test_a_nudge_that_does_not_exist_is_named_with_those_that_do(lull: Program) -> None:
    error = one_line_error(lull("nudge", "twitch"), 2)
    assert "hydration" in error
