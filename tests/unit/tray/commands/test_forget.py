"""``lull forget --everything``: all of Lull's own gone, nothing else touched."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import Commands

from config.lock import Lock
from config.open_windows import OpenMark, open_windows
from config.paths import make_folders, private_file, resolve
from journal.backup import folder_of
from journal.draft import save_draft
from journal.entries import new_id
from tray import autostart, pages
from tray.commands import alone
from tray.commands.actions import open_desk
from tray.icon import drawn
from tray.settings_watch import load_or_last_good, write_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paths import Paths


def use(paths: Paths) -> None:
    """Leave everything behind that Lull ever writes."""
    make_folders(paths)
    write_template(paths)
    load_or_last_good(paths)
    settings = paths.settings
    settings.with_name("settings.broken-20260501-093015.toml").write_text("x")
    settings.with_name(f".{settings.name}.left").write_text("x")
    with open_desk(paths) as desk:
        desk.log(["coffee"], "command")
        for name in (*pages.SHIPPED, *pages.MADE):
            pages.write(name, paths, desk)
    drawn.write(paths.pages / "icon.pixels")
    lull = Commands(Path("unused"))
    lull.paths = paths
    home = () if paths.home is None else ("--home", str(paths.home))
    lull.text("backup", "now", *home)
    lull.text("backup", "restore", *home)
    save_draft(paths.journal.parent, new_id(), "where", {})
    paths.journal.with_name("journal.sqlite3.before-v2").write_text("x")
    for ending in ("", "-wal"):
        kept = paths.journal.with_name(f"journal.damaged-20260501-093015.sqlite3{ending}")
        kept.write_text("x")
    paths.journal.with_name("journal.sqlite3.restored").write_text("x")
    paths.journal.with_name(".draft-x.json.left").write_text("x")
    paths.pages.joinpath(".look_back.html.left").write_text("x")
    (folder_of(paths.journal) / "journal-000009-2026-05-01.sqlite3.part").write_text("x")
    for number in ("", ".1"):
        paths.log.with_name(f"lull.log{number}").write_text("x")
    paths.lock.write_text("")
    paths.control.write_text("")


def left_in(folder: Path) -> list[str]:
    """Every file and folder below ``folder``, by its name from there."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_nothing_is_left_of_a_home(lull: Commands, typed: Callable[[str], None]) -> None:
    use(lull.paths)
    typed("forget\n")
    said = lull.text("forget", "--everything")
    assert said.startswith("This removes the journal with everything logged in it, its backups")
    assert said.endswith('Type the word "forget" to go on: Everything that Lull kept is gone.\n')
    assert not lull.home.exists()


def test_nothing_is_left_in_the_platform_s_own_places(
    own_home: Path, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LULL_HOME")
    runtime = own_home / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    paths = resolve(None, os.environ)
    before = left_in(own_home)
    use(paths)
    autostart.turn_on(["an older", "lull"], os.environ)
    exported = own_home / "export.json"
    Commands(own_home).text("export", "--out", str(exported))
    typed("  FORGET ")
    lull = Commands(own_home)
    assert lull.text("forget", "--everything").endswith("is gone.\n")
    kept = [name for name in left_in(own_home) if name not in before]
    # The folders of all programs stay, and so does what was exported.
    assert kept == ["config", "config/autostart", "data", "export.json", "state"]


@pytest.mark.parametrize("text", ["", "\n", "yes\n", "everything\n", "forgetful\n"])
def test_without_the_word_nothing_goes(
    lull: Commands, typed: Callable[[str], None], text: str
) -> None:
    use(lull.paths)
    before = lull.files()
    typed(text)
    done = lull("forget", "--everything")
    assert done.status == 2
    assert 'the word "forget" was not typed' in done.errors
    assert lull.files() == before
    typed(text)
    assert 'the word "forget" was not typed' in lull.refused("forget", "--everything", "--json")
    assert lull.files() == before


def test_it_must_be_said_what(lull: Commands) -> None:
    use(lull.paths)
    before = lull.files()
    assert "say what: lull forget --everything" in lull.refused("forget")
    assert lull.files() == before


def test_a_program_types_the_word_and_hears_what_is_left(
    lull: Commands, typed: Callable[[str], None]
) -> None:
    use(lull.paths)
    mine = lull.paths.journal.parent / "mine.txt"
    mine.write_text("mine")
    typed("forget\n")
    assert json.loads(lull.text("forget", "--everything", "--json")) == {"others": [str(mine)]}
    assert left_in(lull.home) == ["data", "data/mine.txt"]


def test_without_a_standard_input_no_word_is_typed(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    lull.refused("forget", "--everything", "--json")


def test_what_is_not_lull_s_is_left_and_named(lull: Commands, typed: Callable[[str], None]) -> None:
    use(lull.paths)
    (lull.home / "photos").mkdir()
    (lull.home / "photos" / "a.jpg").write_text("mine")
    (lull.home / "settings of mine.toml").write_text("mine")
    data = lull.paths.journal.parent
    for number in range(7):
        (data / f"mine {number}").write_text("mine")
    (data / "a folder").mkdir()
    (lull.paths.pages / "mine.html").write_text("mine")
    typed("forget\n")
    said = lull.text("forget", "--everything").splitlines()[-1]
    assert said.startswith("Left, since it is not Lull's: ")
    assert said.endswith(" and 4 more")
    assert left_in(lull.home) == [
        "data",
        "data/a folder",
        *(f"data/mine {number}" for number in range(7)),
        "data/pages",
        "data/pages/mine.html",
        "photos",
        "photos/a.jpg",
        "settings of mine.toml",
    ]


def test_folders_and_files_behind_links_are_emptied_of_what_is_lull_s(
    lull: Commands, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "mine.txt").write_text("mine")
    lull.home.mkdir()
    (lull.home / "data").symlink_to(stick)
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    (dotfiles / "lull.toml").write_text("")
    lull.paths.settings.symlink_to(dotfiles / "lull.toml")
    use(lull.paths)
    lull.paths.journal.rename(tmp_path / "diary.db")
    lull.paths.journal.symlink_to(tmp_path / "diary.db")
    lull.text("log", "tea")
    typed("forget\n")
    said = lull.text("forget", "--everything")
    assert said.endswith(f"Left, since it is not Lull's: {lull.home / 'data' / 'mine.txt'}\n")
    assert left_in(tmp_path) == ["dotfiles", "stick", "stick/mine.txt"]
    assert left_in(lull.home) == ["data"]
    (stick / "mine.txt").unlink()
    typed("forget\n")
    lull.text("forget", "--everything")
    # The folder itself is the person's, and the link to it is gone.
    assert left_in(tmp_path) == ["dotfiles", "stick"]
    assert not lull.home.exists()


def test_the_files_beside_linked_settings_and_a_linked_journal_that_only_have_a_like_name(
    lull: Commands, tmp_path: Path, typed: Callable[[str], None]
) -> None:
    folder = tmp_path / "dotfiles"
    folder.mkdir()
    use(lull.paths)
    for file, name in ((lull.paths.settings, "settings.toml"), (lull.paths.journal, "[lull]")):
        file.rename(folder / name)
        file.symlink_to(folder / name)
    mine = ["[lull] holiday.zip", "[lull].txt", "journal.before-christmas.txt", "l.restored"]
    mine += ["settings.broken-by-me.toml", "settings.toml.orig", "settings.toml~"]
    ours = [".settings.toml.abcd1234", ".[lull].abcd1234", "[lull].before-v2", "[lull].rescued-new"]
    ours += ["journal.damaged-20260501-093015.sqlite3", "[lull]-wal", "[lull].restored"]
    for name in (*mine, *ours):
        (folder / name).write_text("x")
    typed("forget\n")
    lull.text("forget", "--everything")
    assert left_in(folder) == sorted(mine)
    assert not lull.home.exists()


def test_files_that_may_only_be_read_go_too(lull: Commands, typed: Callable[[str], None]) -> None:
    use(lull.paths)
    for path in lull.home.rglob("*"):
        if path.is_file():
            path.chmod(0o400)
    typed("forget\n")
    lull.text("forget", "--everything")
    assert not lull.home.exists()


def test_what_cannot_be_removed_is_named_and_the_rest_goes(
    lull: Commands, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(lull.paths)
    lull.paths.log.unlink()
    lull.paths.log.mkdir()
    (lull.paths.log / "mine").write_text("mine")
    monkeypatch.delenv("LULL_HOME")
    typed("forget\n")
    done = lull("forget", "--everything", "--home", str(lull.home))
    assert done.status == 1
    assert f"Not everything could be removed: {lull.paths.log}: Is a directory" in done.errors
    assert left_in(lull.home) == ["log", "log/lull.log", "log/lull.log/mine"]


def test_a_folder_that_stays_is_named(
    lull: Commands, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(lull.paths)
    rmdir = Path.rmdir

    def refuse(folder: Path) -> None:
        if folder == lull.home:
            raise PermissionError(13, "Permission denied")
        rmdir(folder)

    monkeypatch.setattr(Path, "rmdir", refuse)
    typed("forget\n")
    assert f"{lull.home}: Permission denied" in lull("forget", "--everything").errors


def test_only_the_autostart_of_this_lull_goes(lull: Commands, typed: Callable[[str], None]) -> None:
    use(lull.paths)
    other = autostart.turn_on(["lull", "--home", "/other", "run"], os.environ)
    typed("forget\n")
    lull.text("forget", "--everything")
    assert Path(other).exists()
    use(lull.paths)
    autostart.turn_on(autostart.login_command(lull.paths), os.environ)
    typed("forget\n")
    lull.text("forget", "--everything")
    assert not Path(other).exists()


def test_the_autostart_of_a_lull_with_another_home_stays(
    own_home: Path, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LULL_HOME")
    lull = Commands(own_home)
    other = Path(autostart.turn_on(["lull", "--home", "/other", "run"], os.environ))
    for turned_off in (False, True):
        if turned_off:
            other.write_text(f"{other.read_text()}Hidden=true\n")
        typed("forget\n")
        lull.text("forget", "--everything")
        assert other.exists()


def test_an_autostart_that_cannot_be_taken_away_is_named(
    lull: Commands, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(lull.paths)
    place = Path(autostart.turn_on(autostart.login_command(lull.paths), os.environ))
    monkeypatch.setattr(autostart, "starts", lambda *_: True)
    place.unlink()
    place.mkdir()
    typed("forget\n")
    assert "Autostart could not be changed" in lull("forget", "--everything").errors


def test_where_there_is_nothing_all_is_gone(lull: Commands, typed: Callable[[str], None]) -> None:
    typed("forget\n")
    assert lull.text("forget", "--everything").endswith("Everything that Lull kept is gone.\n")
    assert not lull.home.exists()


def test_under_a_lull_that_does_not_end_nothing_goes(
    lull: Commands, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(lull.paths)
    lock = Lock(lull.paths.lock)
    before = lull.files()
    monkeypatch.setattr(alone, "_QUIT_SECONDS", 0.05)
    typed("forget\n")
    assert "has not ended yet" in lull("forget", "--everything").errors
    monkeypatch.setattr(alone, "end", lambda _: True)
    typed("forget\n")
    assert "nothing was removed" in lull("forget", "--everything").errors
    assert lull.files() == before
    lock.release()


def test_under_an_open_window_nothing_goes(lull: Commands, typed: Callable[[str], None]) -> None:
    use(lull.paths)
    # What a killed window left counts for none.
    lull.paths.lock.with_name("window-1-log").touch()
    mark = OpenMark(lull.paths, "look_back")
    mark.set()
    mark.set()
    before = lull.files()
    typed("forget\n")
    done = lull("forget", "--everything")
    assert done.status == 1
    assert "Lull's windows are open: close them first (look back), then try" in done.errors
    assert lull.files() == before
    mark.take_away()
    mark.take_away()
    typed("forget\n")
    lull.text("forget", "--everything")
    assert not lull.home.exists()


def test_the_window_that_asks_does_not_count(
    lull: Commands, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(lull.paths)
    mark = OpenMark(lull.paths, "settings")
    mark.set()
    monkeypatch.setattr(os, "getppid", os.getpid)
    typed("forget\n")
    lull.text("forget", "--everything")
    assert not lull.home.exists()
    mark.take_away()
    assert not lull.home.exists()


def test_a_window_opens_where_no_mark_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("no folder")
    paths = resolve(str(tmp_path), {})
    mark = OpenMark(paths, "log")
    mark.set()
    mark.take_away()
    assert open_windows(paths, 0) == []


def test_a_file_that_was_being_written_is_known_by_its_name(tmp_path: Path) -> None:
    # What a kill may leave behind of each: `config.paths.private_file` names it so.
    with private_file(tmp_path / "journal") as file:
        file.write(b"half")
        [left] = tmp_path.iterdir()
        assert left.name.startswith(".journal.")
