"""Where Lull keeps things, and that only their owner can read them."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest

from config import paths
from config.errors import InputError
from config.paths import SOCKET_PATH_BYTES, make_folder, make_folders, resolve, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder such as a login session has, with a short name."""
    with tempfile.TemporaryDirectory(prefix="r") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """From no umask at all to one that takes the owner's own right to write."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


# -- which folder


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    environ = {"LULL_HOME": str(tmp_path / "environment")}
    assert resolve(str(tmp_path / "option"), environ).home == tmp_path / "option"
    assert resolve(None, environ).home == tmp_path / "environment"


@pytest.mark.parametrize("environ", [{}, {"LULL_HOME": ""}])
def test_without_either_it_is_the_platforms_own_places(
    environ: dict[str, str], runtime: Path
) -> None:
    found = resolve(None, environ)
    assert found.home is None
    assert found.settings == platformdirs.user_config_path("lull") / "settings.toml"
    assert found.journal == platformdirs.user_data_path("lull") / "journal.sqlite3"
    assert found.log == platformdirs.user_state_path("lull") / "lull.log"
    assert found.control == runtime / "lull" / "control"


def test_without_a_login_session_the_places_are_found_without_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # `platformdirs` warns here, and every warning in a test is an error.
    assert resolve(None, {}).control.name == "control"

    def not_ours(*_: object, **__: object) -> Path:
        raise PermissionError(errno.EPERM, "is owned by somebody else")

    monkeypatch.setattr(platformdirs, "user_runtime_path", not_ours)
    found = resolve(None, {})
    assert found.control == found.journal.parent / "control"
    assert resolve("/" + "d" * 100, {}).control.parent.name == f"lull-{os.getuid()}"


def test_one_folder_holds_everything(tmp_path: Path) -> None:
    found = resolve(str(tmp_path / "lull"), {})
    for path in (found.settings, found.last_good_settings, found.journal, found.log, found.pages):
        assert path.is_relative_to(tmp_path / "lull")
    assert found.control.is_relative_to(tmp_path / "lull")
    assert found.lock.is_relative_to(tmp_path / "lull")
    assert all(folder.is_relative_to(tmp_path / "lull") for folder in found.folders())
    assert found.folders()[0] == tmp_path / "lull"


def test_a_relative_folder_and_a_tilde_are_understood(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve("here", {}).home == tmp_path / "here"
    assert resolve("~/there", {}).home == Path(os.environ["HOME"]) / "there"


@pytest.mark.parametrize("name", ["", " ", "\t", "a\0b", "x" * 300, "a/" * 3000 + "b", "\ud800"])
def test_a_name_that_no_folder_can_have_is_one_line_of_bad_input(name: str) -> None:
    with pytest.raises(InputError, match="Not a folder") as caught:
        resolve(name, {})
    assert str(caught.value).isprintable()
    assert caught.value.exit_code == 2


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("file", "file/below"):
        with pytest.raises((InputError, OSError)):
            make_folders(resolve(str(tmp_path / name), {}))
    with pytest.raises(InputError, match="file is a file"):
        resolve(str(tmp_path / "file"), {})


def test_a_link_to_a_folder_is_kept_as_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert resolve(str(tmp_path / "link"), {}).home == tmp_path / "link"


# -- the socket's address


def test_a_socket_in_a_deep_folder_gets_a_short_address_of_its_own(
    runtime: Path, tmp_path: Path
) -> None:
    shallow = resolve("/h", {})
    assert shallow.control == Path("/h/run/control")
    deep, other = (resolve(str(tmp_path / ("d" * 100) / name), {}) for name in ("a", "b"))
    for found in (deep, other):
        assert len(os.fsencode(found.control)) <= SOCKET_PATH_BYTES
        assert found.control.parent in found.folders()
        assert found.lock.parent in found.folders()
    assert deep.control != other.control
    assert deep.control == resolve(str(tmp_path / ("d" * 100) / "a"), {}).control
    assert deep.control.parent == runtime / "lull"
    make_folders(deep)
    assert deep.lock.parent.is_dir()
    assert deep.control.parent.is_dir()


@pytest.mark.usefixtures("runtime")
def test_letters_of_several_bytes_count_as_several() -> None:
    fits = "/" + "x" * (SOCKET_PATH_BYTES - len("//run/control"))
    assert resolve(fits, {}).control == Path(fits) / "run" / "control"
    assert resolve(fits + "x", {}).control != Path(fits + "x") / "run" / "control"
    assert resolve(fits[:-1] + "ü", {}).control != Path(fits[:-1] + "ü") / "run" / "control"


def test_a_runtime_folder_with_a_long_name_is_not_used_for_the_socket(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    long = tmp_path / ("r" * 100)
    long.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")  # noqa: S108 - nothing is written there
    for found in (resolve(None, {}), resolve(str(tmp_path / ("d" * 100)), {})):
        assert len(os.fsencode(found.control)) <= SOCKET_PATH_BYTES
        assert found.control.parent.name == f"lull-{os.getuid()}"
    # Windows has no user numbers; there the profile's own temporary folder keeps users apart.
    monkeypatch.delattr(os, "getuid")
    assert resolve(None, {}).control.parent.name == "lull-0"


# -- folders


def test_every_folder_is_closed_to_others_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    (tmp_path / "above").mkdir(mode=0o700)
    (tmp_path / "above").chmod(0o700)
    found = resolve(str(tmp_path / "above" / "lull"), {})
    make_folders(found)
    assert [oct(mode(folder)) for folder in found.folders()] == ["0o700"] * len(found.folders())
    make_folders(found)
    assert umask == os.umask(umask)


def test_a_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "lull"
    folder.mkdir()
    folder.chmod(0o755)
    make_folder(folder)
    assert mode(folder) == 0o700


def test_a_home_that_exists_keeps_its_mode_and_what_is_inside_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    home.mkdir()
    home.chmod(0o755)
    found = resolve(str(home), {})
    make_folders(found)
    assert mode(home) == 0o755
    assert {mode(folder) for folder in found.folders() if folder != home} == {0o700}


def test_the_platforms_own_places_are_made_closed() -> None:
    found = resolve(None, {})
    make_folders(found)
    assert {mode(folder) for folder in found.folders()} == {0o700}


def test_a_folder_made_by_somebody_else_meanwhile_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "lull"
    folder.mkdir()
    seen = iter([False])
    real = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: next(seen, None) is not False and real(path))
    make_folder(folder)
    assert mode(folder) == 0o700


def test_a_folder_of_another_user_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "lull"
    folder.mkdir()
    folder.chmod(0o755)
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with pytest.raises(PermissionError, match="belongs to another user"):
        make_folder(folder)
    assert mode(folder) == 0o755


def test_a_file_in_the_place_of_a_folder_is_an_error_and_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "lull"
    file.write_text("mine")
    file.chmod(0o644)
    with pytest.raises(NotADirectoryError):
        make_folder(file)
    assert mode(file) == 0o644
    assert file.read_text() == "mine"


def test_windows_keeps_other_users_out_by_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "lull"
    folder.mkdir()
    folder.chmod(0o755)
    monkeypatch.setattr(sys, "platform", "win32")
    make_folder(folder)
    assert mode(folder) == 0o755


# -- files


def test_a_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "settings.toml"
    write_private(path, b"one")
    assert (mode(path), path.read_bytes()) == (0o600, b"one")
    path.chmod(0o666)
    write_private(path, b"two")
    assert (mode(path), path.read_bytes()) == (0o600, b"two")
    assert umask == os.umask(umask)


def test_a_link_is_followed_so_that_settings_may_live_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles"
    elsewhere.mkdir()
    link = tmp_path / "settings.toml"
    link.symlink_to(elsewhere / "lull.toml")
    for data in (b"one", b"two"):
        write_private(link, data)
        assert link.is_symlink()
        assert (elsewhere / "lull.toml").read_bytes() == data
    assert [p.name for p in elsewhere.iterdir()] == ["lull.toml"]


def test_what_lull_makes_for_itself_takes_the_place_of_a_link(tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.write_text("theirs")
    link = tmp_path / "draft.json"
    link.symlink_to(others)
    write_private(link, b"own", follow=False)
    assert (link.is_symlink(), link.read_bytes(), others.read_text()) == (False, b"own", "theirs")


def test_a_link_of_another_user_is_neither_written_through_nor_used_as_a_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("mine")
    folder.mkdir()
    folder.chmod(0o755)
    links = tmp_path / "settings.toml", tmp_path / "lull"
    for link, place in zip(links, (file, folder), strict=True):
        link.symlink_to(place)
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    # Root's own links are the system's, so the tests of root look from another side.
    monkeypatch.setattr(Path, "lstat", lambda path: as_if_made_by(mine + 2, os.lstat(path)))
    with pytest.raises(PermissionError, match="a link of another user"):
        write_private(links[0], b"planted")
    with pytest.raises(PermissionError, match="a link of another user"):
        make_folder(links[1])
    assert (file.read_text(), mode(folder)) == ("mine", 0o755)
    write_private(links[0], b"own", follow=False)
    assert file.read_text() == "mine"
    monkeypatch.setattr(Path, "lstat", lambda path: as_if_made_by(0, os.lstat(path)))
    paths.refuse_strange_link(links[1])
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "lstat", lambda _: pytest.fail("Windows is not asked"))
    paths.refuse_strange_link(links[1])


def as_if_made_by(user: int, status: os.stat_result) -> os.stat_result:
    return os.stat_result([*status[:4], user, *status[5:]])


def test_links_in_a_circle_are_replaced(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    write_private(one, b"data")
    assert one.read_bytes() == b"data"


def test_the_old_file_stays_whole_until_the_new_one_is_complete(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    write_private(path, b"old")
    seen = []
    real = Path.replace

    def watched(temporary: Path, target: Path) -> Path:
        seen.append((path.read_bytes(), temporary.read_bytes(), mode(temporary), temporary.parent))
        return real(temporary, target)

    monkeypatch.setattr(Path, "replace", watched)
    write_private(path, b"new")
    assert seen == [(b"old", b"new", 0o600, tmp_path)]
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    path = tmp_path / "settings.toml"
    write_private(path, b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync", full) if step == "fsync" else (Path, "replace", full)))
    with pytest.raises(OSError, match="No space left"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_private(tmp_path / "settings.toml", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_private(tmp_path / "none" / "settings.toml", b"new")


def test_a_rename_is_made_durable_where_the_system_can(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[str] = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_private(tmp_path / "one", b"1")
    assert synced == ["file", "folder"]
    monkeypatch.setattr(sys, "platform", "win32")
    write_private(tmp_path / "two", b"2")
    assert synced == ["file", "folder", "file"]
    assert (tmp_path / "two").read_bytes() == b"2"


def test_the_modes_are_those_that_are_promised() -> None:
    assert (paths.FOLDER_MODE, paths.FILE_MODE) == (0o700, 0o600)
