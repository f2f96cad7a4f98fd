"""``lull desktop``: in a person's own folders, and out of them again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from command_line import Commands

from tray.commands import desktop
from tray.opener import lull_command
from tray.share.files import PERSON_PATHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENTRY = "applications/org.lull.Lull.desktop"


@pytest.fixture
def share(own_home: Path) -> Path:
    return own_home / "data"


def files_in(share: Path) -> set[str]:
    return {str(path.relative_to(share)) for path in share.rglob("*") if path.is_file()}


def test_it_is_installed_for_one_person_and_removed_again(lull: Commands, share: Path) -> None:
    assert "not in the desktop's menu" in lull.text("desktop", "status")
    assert "lull desktop remove" in lull.text("desktop", "install")
    assert files_in(share) == set(PERSON_PATHS)
    assert "Lull is in the desktop's menu" in lull.text("desktop", "status")
    lull.text("desktop", "install")

    # What another program put there stays.
    other = share / "applications" / "other.desktop"
    other.write_text("")
    lull.text("desktop", "remove")
    assert files_in(share) == {"applications/other.desktop"}
    assert [path.name for path in share.iterdir()] == ["applications"]
    lull.text("desktop", "remove")


def test_the_entry_starts_this_lull_with_its_home(lull: Commands, share: Path) -> None:
    lull.text("desktop", "install")
    entry = (share / ENTRY).read_text()
    [program, *_] = lull_command()
    assert f"TryExec={program}\n" in entry
    assert f'"--home" "{lull.home}" "run" "--open" "log"' in entry
    assert desktop.starts(lull.paths, os.environ)
    # So does that of an older Lull, which said other words of it.
    (share / ENTRY).write_text(entry.replace("Comment=", "Comment=Once: "))
    assert desktop.starts(lull.paths, os.environ)
    (share / ENTRY).write_text(entry.replace(str(lull.home), f"{lull.home}2"))
    assert not desktop.starts(lull.paths, os.environ)


def test_without_a_folder_of_its_own_it_is_the_usual_one(
    lull: Commands, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "relative/path")
    monkeypatch.delenv("LULL_HOME")
    lull.text("desktop", "install")
    entry = own_home / ".local" / "share" / ENTRY
    assert "--home" not in entry.read_text()


def test_icons_are_looked_at_again_when_they_came_or_went(lull: Commands, share: Path) -> None:
    theme = share / "icons" / "hicolor"
    (theme / "64x64" / "apps").mkdir(parents=True)
    (theme / "64x64" / "apps" / "other.png").write_text("")
    for word in ("install", "remove"):
        os.utime(theme, (0, 0))
        lull.text("desktop", word)
        assert theme.stat().st_mtime > 0


def test_what_cannot_be_written_or_removed_is_told_of(lull: Commands, share: Path) -> None:
    share.mkdir()
    (share / "man").write_text("a file")
    assert "could not be changed" in lull.refused("desktop", "install", status=1)
    (share / "man").unlink()
    (share / "man" / "man1" / "lull.1").mkdir(parents=True)
    assert "could not be changed" in lull.refused("desktop", "remove", status=1)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_no_such_entries(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(desktop, "sys", type("System", (), {"platform": platform}))
    assert "Linux alone" in lull.refused("desktop", "install", status=1)


def test_forgetting_everything_takes_it_too(
    lull: Commands, share: Path, typed: Callable[[str], None]
) -> None:
    lull.text("log", "coffee")
    lull.text("desktop", "install")
    typed("forget")
    lull.text("forget", "--everything")
    assert not files_in(share)


def test_forgetting_leaves_the_entry_of_another_lull(
    lull: Commands, empty: Commands, share: Path, typed: Callable[[str], None]
) -> None:
    lull.text("desktop", "install")
    typed("forget")
    empty.text("--home", str(empty.home), "forget", "--everything")
    assert files_in(share) == set(PERSON_PATHS)
    (share / ENTRY).unlink()
    assert not desktop.starts(lull.paths, os.environ)


def test_forgetting_the_usual_folders_leaves_the_entry_of_a_lull_with_a_home(
    lull: Commands,
    own_home: Path,
    share: Path,
    typed: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lull.text("desktop", "install")
    monkeypatch.delenv("LULL_HOME")
    usual = Commands(own_home)
    typed("forget\n")
    usual.text("forget", "--everything")
    assert files_in(share) == set(PERSON_PATHS)
    # It goes once it starts the one of the usual folders.
    usual.text("desktop", "install")
    typed("forget\n")
    usual.text("forget", "--everything")
    assert not files_in(share)


def test_an_entry_that_cannot_be_removed_is_told_of_when_all_is_forgotten(
    lull: Commands, share: Path, typed: Callable[[str], None]
) -> None:
    lull.text("desktop", "install")
    manual = share / "man" / "man1" / "lull.1"
    manual.unlink()
    manual.mkdir()
    typed("forget")
    assert "Not everything could be removed" in lull("forget", "--everything").errors
