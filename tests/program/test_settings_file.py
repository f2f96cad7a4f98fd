"""The settings file: taken up while Lull runs, refused where it is wrong, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import STARTS, Program, one_line_error, wait_for

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

NOTHING_ON = "".join(
    f"nudges.{kind}.on = false\n" for kind in ("caffeine", "sleep", "stress", "hydration")
)
WRONG = "[nudges.stress]\nat = ['25:00']\n"
WITHIN_SECONDS = 3.0


def write_over(path: Path, text: str) -> None:
    path.write_text(text)


def rename_over(path: Path, text: str) -> None:
    beside = path.with_name(".settings.toml.new~")
    beside.write_text(text)
    beside.replace(path)


def move_away_and_write(path: Path, text: str) -> None:
    path.rename(path.with_name("settings.toml~"))
    path.write_text(text)


def quiet(lull: Program) -> bool:
    status = lull.answers()
    return status is not None and status["next"] is None


def wrong(lull: Program) -> str:
    status = lull.answers()
    return (status or {}).get("settings_error") or ""


@pytest.mark.parametrize("save", [write_over, rename_over, move_away_and_write])
def test_saved_settings_are_taken_up(
    lull: Program, resident: subprocess.Popen[str], save: Callable[[Path, str], None]
) -> None:
    assert not quiet(lull)
    save(lull.paths.settings, NOTHING_ON)
    wait_for(lambda: quiet(lull), "the new settings", WITHIN_SECONDS)
    save(lull.paths.settings, "")
    wait_for(lambda: not quiet(lull), "the defaults", WITHIN_SECONDS)
    assert resident.poll() is None


def test_an_invalid_file_is_refused_and_the_old_settings_stay(
    lull: Program, resident: subprocess.Popen[str]
) -> None:
    lull.paths.settings.write_text(NOTHING_ON)
    wait_for(lambda: quiet(lull), "the new settings", WITHIN_SECONDS)
    lull.paths.settings.write_text(WRONG)
    assert "nudges.stress.at" in wait_for(lambda: wrong(lull), "the refusal", WITHIN_SECONDS)
    assert quiet(lull)
    assert "nudges.stress.at" in lull.text("status")
    assert "nudges.stress.at" in lull.facts("status")["settings_error"]
    assert "nudges.stress.at" in one_line_error(lull("settings", "check"), 2)
    lull.paths.settings.write_text("")
    wait_for(lambda: not quiet(lull), "the defaults", WITHIN_SECONDS)
    assert wrong(lull) == ""
    assert resident.poll() is None


def test_deleted_settings_are_the_defaults_again(lull: Program) -> None:
    lull.paths.settings.parent.mkdir(parents=True)
    lull.paths.settings.write_text(NOTHING_ON)
    with lull.running():
        assert quiet(lull)
        lull.paths.settings.unlink()
        wait_for(lambda: not quiet(lull), "the defaults", WITHIN_SECONDS)


def test_settings_linked_from_elsewhere_are_watched_there(lull: Program, tmp_path: Path) -> None:
    real = tmp_path / "dot files" / "lull.toml"
    real.parent.mkdir()
    real.write_text(NOTHING_ON)
    between = tmp_path / "between.toml"
    between.symlink_to("dot files/lull.toml")
    lull.home.mkdir(parents=True)
    lull.paths.settings.symlink_to(between)
    with lull.running():
        assert quiet(lull)
        real.write_text("")
        wait_for(lambda: not quiet(lull), "the defaults", WITHIN_SECONDS)
        rename_over(real, NOTHING_ON)
        wait_for(lambda: quiet(lull), "the new settings", WITHIN_SECONDS)
        between.unlink()
        wait_for(lambda: not quiet(lull), "the defaults", WITHIN_SECONDS)
    assert lull.paths.settings.is_symlink()
    assert real.read_text() == NOTHING_ON


def test_a_start_with_invalid_settings_takes_the_last_good_ones_and_says_so(
    lull: Program,
) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text(NOTHING_ON)
    with lull.running():
        pass
    lull.paths.settings.write_text(WRONG)
    with lull.running() as process:
        assert quiet(lull)
        assert "nudges.stress.at" in wrong(lull)
        process.terminate()
        shown, errors = process.communicate(timeout=10)
    assert "nudges.stress.at" in shown
    assert (process.returncode, errors) == (0, STARTS)


@pytest.mark.parametrize("last_good", [None, WRONG])
def test_a_start_with_invalid_settings_and_no_good_ones_takes_the_defaults_and_says_so(
    lull: Program, last_good: str | None
) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text(WRONG)
    if last_good is not None:
        lull.paths.last_good_settings.parent.mkdir()
        lull.paths.last_good_settings.write_text(last_good)
    with lull.running():
        assert "nudges.stress.at" in wrong(lull)
    assert lull.paths.settings.read_text() == WRONG


@pytest.mark.parametrize("command", ["status", "today", "plan"])
def test_what_depends_on_settings_says_that_they_are_wrong(lull: Program, command: str) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text(WRONG)
    assert "nudges.stress.at" in one_line_error(lull(command), 2)


def test_what_does_not_depend_on_settings_works_without(lull: Program) -> None:
    lull.home.mkdir(parents=True)
    lull.paths.settings.write_text(WRONG)
    for words in (("log", "coffee"), ("pause", "1h"), ("undo",)):
        assert lull.facts(*words)["text"]


def test_the_first_start_leaves_a_file_to_edit_that_changes_nothing(lull: Program) -> None:
    with lull.running():
        pass
    text = lull.paths.settings.read_text()
    values = [line for line in text.splitlines() if line and not line.startswith(("#", "["))]
    assert values == []
    assert "# nudges_per_day = 4" in text
    lull.paths.settings.write_text("mine = 1")
    one_line_error(lull("settings", "check"), 2)
    assert lull.paths.settings.read_text() == "mine = 1"
