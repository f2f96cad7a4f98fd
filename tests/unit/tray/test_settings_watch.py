from __future__ import annotations

import asyncio
import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import inotify_simple
import pytest

from config import settings as settings_module
from config.paths import Paths, make_folders, resolve
from tray import settings_watch
from tray.settings_watch import (
    SettingsWatch,
    keep_last_good,
    load_or_last_good,
    places,
    write_template,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from config.errors import SettingsError
    from config.settings import Settings

THREE = "limits.nudges_per_day = 3\n"
SEVEN = "limits.nudges_per_day = 7\n"
WRONG = "limits.nudges_per_day = 'many'\n"
SOON_SECONDS = 5.0


@pytest.fixture
def paths(own_home: Path) -> Paths:
    found = resolve(str(own_home / "lull"), {})
    make_folders(found)
    return found


class Told:
    """What the watch tells, in order: the limit of new settings, or the detail of an error."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[int | str] = asyncio.Queue()

    def use(self, settings: Settings) -> None:
        self.news.put_nowait(settings.limits.nudges_per_day)

    def refuse(self, error: SettingsError) -> None:
        self.news.put_nowait(error.detail)

    async def next(self) -> int | str:
        return await asyncio.wait_for(self.news.get(), SOON_SECONDS)


def live(paths: Paths, play: Callable[[SettingsWatch, Told], Any]) -> None:
    """Have a watch live on a loop as long as ``play`` takes."""

    async def run() -> None:
        told = Told()
        watch = SettingsWatch(paths, asyncio.get_running_loop(), told.use, told.refuse)
        try:
            await play(watch, told)
        finally:
            watch.stop()
        assert told.news.empty()

    asyncio.run(run())


def usual_limit() -> int:
    return settings_module.default_settings().limits.nudges_per_day


# -- what a start takes


def test_valid_settings_are_taken_and_kept(paths: Paths) -> None:
    paths.settings.write_text(THREE)
    settings, error = load_or_last_good(paths)
    assert (settings.limits.nudges_per_day, error) == (3, None)
    assert paths.last_good_settings.read_text() == THREE
    assert paths.last_good_settings.stat().st_mode & 0o777 == 0o600


def test_no_file_is_the_defaults_and_that_is_kept_too(paths: Paths) -> None:
    load_or_last_good(paths)
    paths.settings.write_text(WRONG)
    settings, error = load_or_last_good(paths)
    assert settings == settings_module.default_settings()
    assert error is not None


def test_an_invalid_file_never_takes_the_place_of_the_last_good_ones(paths: Paths) -> None:
    paths.settings.write_text(THREE)
    load_or_last_good(paths)
    paths.settings.write_text(WRONG)
    for _ in range(2):
        settings, error = load_or_last_good(paths)
        assert settings.limits.nudges_per_day == 3
        assert error is not None
        assert "limits.nudges_per_day" in error.detail
    assert paths.last_good_settings.read_text() == THREE


def test_no_medicine_from_settings_of_another_version_reaches_the_log(
    paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    paths.settings.write_text(WRONG)
    paths.last_good_settings.write_text('[profile]\nmedicines = ["melatonin"]\n')
    load_or_last_good(paths)
    assert "of no use" in caplog.text
    assert "melatonin" not in caplog.text


@pytest.mark.parametrize("last_good", [None, WRONG, "gone = 1"])
def test_without_good_ones_the_persons_own_file_is_what_is_told_of(
    paths: Paths, last_good: str | None
) -> None:
    paths.settings.write_text("limits.gap_minutes = 0")
    if last_good is not None:
        paths.last_good_settings.write_text(last_good)
    settings, error = load_or_last_good(paths)
    assert settings == settings_module.default_settings()
    assert error is not None
    assert "limits.gap_minutes" in error.detail


def test_settings_that_changed_while_they_were_kept_are_not_kept(
    paths: Paths,
) -> None:
    paths.settings.write_text(THREE)
    load_or_last_good(paths)
    for later in (WRONG.encode(), b"\xff\xfe"):
        paths.settings.write_bytes(later)
        keep_last_good(paths)
        assert paths.last_good_settings.read_text() == THREE


def test_the_same_settings_are_not_written_again(paths: Paths) -> None:
    paths.settings.write_text(THREE)
    load_or_last_good(paths)
    before = paths.last_good_settings.stat().st_ino
    load_or_last_good(paths)
    assert paths.last_good_settings.stat().st_ino == before


def test_settings_that_cannot_be_kept_are_used_all_the_same(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_path: Path, _data: bytes, **_: bool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(settings_watch, "write_private", full)
    paths.settings.write_text(THREE)
    settings, error = load_or_last_good(paths)
    assert (settings.limits.nudges_per_day, error) == (3, None)
    assert "could not be kept" in caplog.text


# -- the file to edit


def test_the_template_changes_nothing_and_is_never_put_over_a_file(paths: Paths) -> None:
    write_template(paths)
    text = paths.settings.read_text()
    assert settings_module.parse(text) == settings_module.default_settings()
    paths.settings.write_text(THREE)
    write_template(paths)
    assert paths.settings.read_text() == THREE


def test_the_template_is_not_put_behind_a_link_that_leads_nowhere(paths: Paths) -> None:
    paths.settings.symlink_to(paths.pages / "nowhere")
    write_template(paths)
    assert paths.settings.is_symlink()


def test_a_folder_that_takes_no_template_is_no_error(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def closed(_path: Path, _data: bytes) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(settings_watch, "write_private", closed)
    write_template(paths)
    assert not paths.settings.exists()
    assert "could not be made" in caplog.text


# -- the places to watch


def test_every_place_of_a_chain_of_links_is_known(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    first, second = tmp_path / "first", tmp_path / "deep" / "second"
    first.symlink_to("deep/second")
    second.symlink_to(tmp_path / "third")
    assert places(first) == {first, second, tmp_path / "third"}
    assert places(tmp_path / "third") == {tmp_path / "third"}


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert places(tmp_path / "a") == {tmp_path / "a", tmp_path / "b"}


# -- changes


def test_a_written_file_is_read_once_it_has_settled(paths: Paths) -> None:
    async def play(_watch: SettingsWatch, told: Told) -> None:
        paths.settings.write_text("")
        paths.settings.write_text(WRONG)
        paths.settings.write_text(THREE)
        assert await told.next() == 3
        paths.settings.write_text(WRONG)
        assert "limits.nudges_per_day" in str(await told.next())
        assert paths.last_good_settings.read_text() == THREE
        paths.settings.write_text(SEVEN)
        assert await told.next() == 7
        paths.settings.unlink()
        assert await told.next() == usual_limit()

    live(paths, play)


def test_other_files_of_the_folder_do_not_matter(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(watch: SettingsWatch, _told: Told) -> None:
        read = asyncio.Event()
        with monkeypatch.context() as patched:
            patched.setattr(watch, "_soon", read.set)
            (paths.settings.parent / "other.toml").write_text(THREE)
            watch._readable()
            assert not read.is_set()
            paths.settings.write_text(THREE)
            watch._readable()
            assert read.is_set()

    live(paths, play)


def test_a_link_that_is_changed_is_followed_to_its_new_place(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.toml").write_text(THREE)
    (tmp_path / "b.toml").write_text(SEVEN)
    paths.settings.symlink_to(tmp_path / "one" / "a.toml")

    async def play(_watch: SettingsWatch, told: Told) -> None:
        (tmp_path / "new").symlink_to(tmp_path / "b.toml")
        (tmp_path / "new").replace(paths.settings)
        assert await told.next() == 7
        (tmp_path / "b.toml").write_text(THREE)
        assert await told.next() == 3

    live(paths, play)


def test_a_folder_that_goes_and_comes_back_is_watched_again(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_watch, "_ASK_SECONDS", 0.01)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own_home / "run"))
    paths = resolve(None, {})
    make_folders(paths)
    paths.settings.write_text(THREE)

    async def play(watch: SettingsWatch, told: Told) -> None:
        shutil.rmtree(paths.settings.parent)
        assert await told.next() == usual_limit()
        assert not watch._names
        paths.settings.parent.mkdir()
        paths.settings.write_text(SEVEN)
        assert await told.next() == 7
        assert watch._names
        paths.settings.write_text(THREE)
        assert await told.next() == 3

    live(paths, play)


@pytest.mark.parametrize("without", ["the system's help", "room for it"])
def test_where_nothing_tells_of_changes_they_are_asked_for(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    if without == "room for it":
        monkeypatch.setattr(inotify_simple, "INotify", none_left)
    else:
        monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(settings_watch, "_ASK_SECONDS", 0.01)

    async def play(watch: SettingsWatch, told: Told) -> None:
        paths.settings.write_text(SEVEN)
        assert await told.next() == 7
        watch._ask()  # nothing is new
        paths.settings.unlink()
        assert await told.next() == usual_limit()

    live(paths, play)


def test_a_change_that_was_on_its_way_at_the_end_is_ignored(paths: Paths) -> None:
    async def play(watch: SettingsWatch, _told: Told) -> None:
        paths.settings.write_text(SEVEN)
        watch._readable()
        watch.stop()
        watch._readable()
        watch.stop()

    live(paths, play)
