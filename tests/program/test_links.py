"""Symbolic links in Lull's folders: what a person linked is used, nothing else is written through.

Which link is followed stands in docs/security.md.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from program import Program, one_line_error, wait_for

if TYPE_CHECKING:
    from pathlib import Path

THEIRS = "a file of somebody else\n"
MADE = (
    "data/settings.last-good.toml",
    "data/pages/about.html",
    "data/pages/lull.png",
    "data/pages/icon.pixels",
    "data/backups/journal-000001-2026-01-01.sqlite3",
)
"""What Lull makes and remakes by itself."""


@pytest.fixture
def others(tmp_path: Path) -> Path:
    file = tmp_path / "others"
    file.write_text(THEIRS)
    return file


def planted(lull: Program, name: str, to: Path) -> Path:
    link = lull.home / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(to)
    return link


def test_nothing_that_lull_makes_is_written_through_a_link(lull: Program, others: Path) -> None:
    lull.text("log", "coffee")
    for name in MADE:
        planted(lull, name, others)
    with lull.running():
        lull.text("log", "water")
        lull.text("nudge", "hydration")
        wait_for(lambda: not (lull.home / MADE[0]).is_symlink(), "the last good settings")
    lull.text("backup", "now")
    assert others.read_text() == THEIRS


@pytest.mark.parametrize("name", ["run/lock", "run/control"])
def test_a_link_in_the_place_of_the_door_is_refused(lull: Program, others: Path, name: str) -> None:
    link = planted(lull, name, others)
    one_line_error(lull(), 1)
    assert link.readlink() == others
    assert others.read_text() == THEIRS
    link.unlink()
    with lull.running():
        pass


def test_a_lock_is_not_made_where_a_link_leads(lull: Program, tmp_path: Path) -> None:
    planted(lull, "run/lock", tmp_path / "nowhere")
    one_line_error(lull(), 1)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["settings.toml", "data/journal.sqlite3", "log/lull.log"])
def test_what_a_person_linked_elsewhere_is_used_there(
    lull: Program, tmp_path: Path, name: str
) -> None:
    lull.text("log", "coffee")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    if (lull.home / name).exists():
        (lull.home / name).rename(elsewhere)
    link = planted(lull, name, elsewhere)
    with lull.running():
        lull.text("log", "water", "250")
        wait_for(lull.paths.log.exists, "the log")
    assert link.is_symlink()
    assert lull.facts("today")["water_ml"] > 250


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone can")
@pytest.mark.parametrize(
    "name", ["settings.toml", "data/journal.sqlite3", "log/lull.log", "data", "run"]
)
def test_a_link_of_another_user_is_refused_and_nothing_is_written_through_it(
    lull: Program, tmp_path: Path, name: str
) -> None:
    theirs = tmp_path / "theirs"
    if "." in name:
        theirs.touch()
    else:
        theirs.mkdir()
    link = planted(lull, name, theirs)
    os.lchown(link, 65534, 65534)
    if name == "settings.toml":
        # It runs all the same, with Lull's own settings.
        with lull.running():
            assert "link of another user" in lull.facts("status")["settings_error"]
        error = lull("settings", "check").stderr
    else:
        error = one_line_error(lull(), 1)
    assert "link of another user" in error
    if name.startswith("data"):
        assert "link of another user" in one_line_error(lull("log", "coffee"), 1)
    assert link.is_symlink()
    assert theirs.is_dir() or theirs.read_text() == ""
    assert not theirs.is_dir() or list(theirs.iterdir()) == []
