"""A file that a person asked for: whole, theirs alone, and over nothing that they did not name."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config import hand_out as module
from config.errors import InputError, LullError
from config.hand_out import check_free, hand_out, handed_out, handed_out_together
from config.language import PSEUDO

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_new_file_is_its_owners_alone_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    before = os.umask(0)
    try:
        hand_out(path, b"all of it", force=False)
    finally:
        os.umask(before)
    assert path.read_bytes() == b"all of it"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_nlink == 1
    assert list(tmp_path.iterdir()) == [path]


def test_what_stands_there_stays_unless_it_was_named_twice(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(InputError, match="is there already; --force writes over it"):
        hand_out(path, b"new", force=False)
    assert path.read_bytes() == b"mine"
    hand_out(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_never_followed(tmp_path: Path, there: bool) -> None:  # noqa: FBT001 - two cases
    theirs, path = tmp_path / "theirs", tmp_path / "report.pdf"
    if there:
        theirs.write_bytes(b"theirs")
    path.symlink_to(theirs)
    with pytest.raises(InputError, match="is there already"):
        hand_out(path, b"new", force=False)
    assert theirs.exists() is there
    hand_out(path, b"new", force=True)
    assert not path.is_symlink()
    assert path.read_bytes() == b"new"
    assert not there or theirs.read_bytes() == b"theirs"


def test_what_another_program_puts_there_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"

    def late(_path: Path, *, force: bool) -> None:
        assert not force
        path.write_bytes(b"theirs")

    monkeypatch.setattr(module, "check_free", late)
    with pytest.raises(InputError, match="is there already"):
        hand_out(path, b"new", force=False)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("there", [True, False])
def test_where_there_are_no_hard_links_it_is_renamed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: bool,  # noqa: FBT001 - two cases
) -> None:
    path = tmp_path / "report.pdf"

    def refuse(_self: Path, _target: Path) -> None:
        if there:
            path.write_bytes(b"theirs")
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    if there:
        with pytest.raises(InputError, match="is there already"):
            hand_out(path, b"new", force=False)
    else:
        hand_out(path, b"new", force=False)
    assert path.read_bytes() == (b"theirs" if there else b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_another_error_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        hand_out(tmp_path / "report.pdf", b"new", force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_place_in_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder; name a file"):
        check_free(tmp_path, force=True)
    with pytest.raises(InputError, match="no file can be called so"):
        check_free(tmp_path / "a\0b", force=True)
    with pytest.raises(InputError, match="there is no folder"):
        check_free(tmp_path / "nowhere" / "report.pdf", force=False)


def test_what_is_no_plain_file_is_never_written_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is no plain file"):
        hand_out(tmp_path / "pipe", b"new", force=True)


def test_what_was_not_written_to_its_end_never_gets_its_place(tmp_path: Path) -> None:
    path = tmp_path / "lull.json"
    path.write_bytes(b"mine")

    def write_half() -> None:
        with handed_out(path, force=True) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def three(folder: Path, was: bytes | None) -> list[Path]:
    """Where three files go; what stands there already."""
    paths = [folder / name for name in ("one.csv", "two.csv", "three.csv")]
    for path in paths if was is not None else ():
        path.write_bytes(was or b"")
    return paths


def put(paths: list[Path], *, force: bool) -> None:
    with handed_out_together(paths, force=force) as files:
        for file in files:
            file.write(b"new")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("was", [None, b"mine"])
def test_several_files_get_their_places_together(tmp_path: Path, was: bytes | None) -> None:
    paths = three(tmp_path, was)
    put(paths, force=was is not None)
    assert contents(tmp_path) == {path.name: b"new" for path in paths}
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}


def test_where_one_cannot_be_put_there_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = three(tmp_path, None)

    def link(path: Path, target: Path) -> None:
        if path == paths[2]:
            path.write_bytes(b"theirs")
        os.link(target, path)

    monkeypatch.setattr(Path, "hardlink_to", link)
    with pytest.raises(InputError, match=r"three.csv is there already"):
        put(paths, force=False)
    assert contents(tmp_path) == {"three.csv": b"theirs"}


@pytest.mark.parametrize("there", [1, 2, 3])
def test_where_one_cannot_be_replaced_all_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: int
) -> None:
    paths = three(tmp_path, None)
    for path in paths[:there]:
        path.write_bytes(b"mine")
    _refuse_the_last_in(paths, monkeypatch, and_back=False)
    with pytest.raises(OSError, match="Input/output error"):
        put(paths, force=True)
    assert contents(tmp_path) == {path.name: b"mine" for path in paths[:there]}


@pytest.mark.parametrize("links", [True, False])
def test_what_stands_there_is_never_away_where_the_folder_knows_hard_links(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    links: bool,  # noqa: FBT001 - two cases
) -> None:
    paths = three(tmp_path, b"mine")
    seen: set[bytes | None] = set()
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        seen.update(path.read_bytes() if path.exists() else None for path in paths)
        return replace(self, target)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "replace", look)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    put(paths, force=True)
    assert seen == ({b"mine", b"new"} if links else {b"mine", b"new", None})
    assert contents(tmp_path) == {path.name: b"new" for path in paths}


def test_two_that_write_over_the_same_files_at_once_mix_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("one", "two", "three")]
    replace, flock = Path.replace, fcntl.flock
    come_so_far = threading.Event()

    def write(data: bytes) -> None:
        with handed_out_together(paths, force=True) as files:
            for file in files:
                file.write(data)

    def second() -> None:
        write(b"second")
        come_so_far.set()

    other = threading.Thread(target=second)

    def replaced(path: Path, target: Path) -> Path:
        result = replace(path, target)
        if target == paths[0] and other.ident is None:
            # It is done, or it waits.
            other.start()
            assert come_so_far.wait(60)
        return result

    def locked(handle: int, operation: int) -> None:
        if threading.current_thread() is other:
            come_so_far.set()
        flock(handle, operation)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(fcntl, "flock", locked)
    write(b"first")
    other.join(60)
    assert {path.read_bytes() for path in paths} == {b"second"}
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_where_a_folder_has_no_lock_they_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, operation: int) -> None:  # noqa: ARG001 - as it is called
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    paths = [tmp_path / "one", tmp_path / "two"]
    with handed_out_together(paths, force=False) as files:
        for file in files:
            file.write(b"all of it")
    assert [path.read_bytes() for path in paths] == [b"all of it"] * 2


def test_a_file_that_cannot_get_a_second_name_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    paths = three(tmp_path, b"mine")
    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        put(paths, force=True)
    assert contents(tmp_path) == {path.name: b"mine" for path in paths}


def test_a_folder_that_cannot_be_synced_has_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))

    monkeypatch.setattr(module, "sync_folder", refuse)
    hand_out(tmp_path / "report.pdf", b"new", force=False)
    assert contents(tmp_path) == {"report.pdf": b"new"}


def test_what_cannot_be_put_back_either_is_told_in_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]
) -> None:
    speak(PSEUDO)
    paths = three(tmp_path, b"mine")
    _refuse_the_last_in(paths, monkeypatch, and_back=True)
    with pytest.raises(LullError) as caught:
        put(paths, force=True)
    names = [str(paths[1]), *map(str, tmp_path.glob(".lull-*"))]
    assert hard_coded(caught.value.detail, *names) == []


def test_what_cannot_be_taken_away_again_is_named_with_what_stood_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = three(tmp_path, None)
    unlink = Path.unlink

    def link(path: Path, target: Path) -> None:
        if path == paths[1]:
            path.write_bytes(b"theirs")
        os.link(target, path)

    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        if self == paths[0]:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "hardlink_to", link)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(LullError) as caught:
        put(paths, force=False)
    assert caught.value.detail == (
        f"{paths[1]} is there already; --force writes over it; "
        f"these could not be put back as they were: {paths[0]}"
    )


def test_what_cannot_be_put_back_either_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = three(tmp_path, b"mine")
    _refuse_the_last_in(paths, monkeypatch, and_back=True)
    with pytest.raises(LullError) as caught:
        put(paths, force=True)
    found = contents(tmp_path)
    # What stood there is under another name, and not gone.
    [hidden] = [name for name in found if name.startswith(".lull-")]
    assert found.pop(hidden) == b"mine"
    assert caught.value.detail == (
        "Input/output error; these could not be put back as they were: "
        f"{paths[1]} ({tmp_path / hidden})"
    )
    assert found == {"one.csv": b"mine", "two.csv": b"new", "three.csv": b"mine"}


def _refuse_the_last_in(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch, *, and_back: bool
) -> None:
    """A disk that fails when the last file is put in its place, and perhaps when one goes back."""
    replaced: list[Path] = []
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        again = target in replaced and target == paths[1]
        if target == paths[2] or (and_back and again):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replaced.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
