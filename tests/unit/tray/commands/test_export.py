"""``lull export``: everything out, and nothing written over."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
import stat
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command_line import Commands, at

from config.hand_out import handed_out, handed_out_together
from journal.archive import Archive
from journal.entries import Entry, EntryKind, new_id
from journal.spreadsheet import COLUMNS
from journal.store import Journal
from tray.clock import Clock
from tray.commands import transfer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def test_without_a_place_it_is_printed(full: Commands) -> None:
    told = json.loads(full.text("export"))
    assert (told["format"], told["version"]) == ("lull-journal", 1)
    assert [row["kind"] for row in told["entries"]] == ["drink", "drink", "sleep", "stress"]
    assert "undone_at" in told["entries"][-1]


def test_what_is_printed_is_utf_8_whatever_the_terminal_speaks(
    full: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(full.paths.journal) as journal:
        now = Clock().now()
        journal.add(Entry(new_id(), EntryKind.SLEEP, now, "", 1, note="müde \N{YAWNING FACE}"))
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "latin-1"))
    options = transfer_options(format="json", out=None)
    assert transfer.export(options, full.paths) == 0
    assert "müde \N{YAWNING FACE}" in raw.getvalue().decode()


def transfer_options(**chosen: Any) -> Any:  # noqa: ANN401 - as argparse gives them
    return Namespace(**({"format": "json", "out": None, "force": False} | chosen))


def test_a_file_is_for_its_owner_alone(full: Commands, tmp_path: Path) -> None:
    out = tmp_path / "lull.json"
    said = full.text("export", "--out", str(out))
    assert said == f"Exported to {out}. It holds health data, and can be read by you alone.\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text("utf-8") == full.text("export")
    assert [path.name for path in tmp_path.iterdir()] == ["lull.json"]


@pytest.mark.parametrize("count", [1, 2])
def test_what_only_a_newer_lull_knows_is_left_out_and_that_is_said(
    full: Commands, tmp_path: Path, count: int
) -> None:
    with Archive.open(full.paths.journal) as archive:
        newer = "UPDATE entries SET kind = 'dream' WHERE seq <= ?"
        archive._write(newer, (count,))
    said = "1 record is not in it" if count == 1 else "2 records are not in it"
    printed = full("export")
    assert len(json.loads(printed.output)["entries"]) == 4 - count
    assert printed.errors.startswith(f"lull: {said}, since only a newer Lull knows what ")
    for kind in ("json", "csv"):
        chosen = ("export", "--force", "--format", kind, "--out", str(tmp_path / kind))
        assert said in full.text(*chosen)
        assert json.loads(full.text(*chosen, "--json"))["left_out"] == count


@pytest.mark.parametrize(
    "damage", ["amount = 1e9", "amount = -1", "amount = 9e999", "caffeine_mg = 5", "item = 'x'"]
)
def test_what_damage_made_of_an_entry_once_kept_the_whole_export_from_being_taken_in(
    full: Commands, tmp_path: Path, damage: str
) -> None:
    with Archive.open(full.paths.journal) as archive:
        archive._write(f"UPDATE entries SET {damage} WHERE kind = 'sleep'", ())  # noqa: S608 - one of the above
    out = tmp_path / "lull.json"
    said = full.text("export", "--out", str(out))
    assert "1 record is not in it: what it holds makes no sense" in said
    printed = full("export")
    assert printed.output == out.read_text("utf-8")
    assert printed.errors.startswith("lull: 1 record is not in it: what it holds makes no sense")
    told = json.loads(full.text("export", "--out", str(out), "--force", "--json"))
    assert (told["left_out"], told["senseless"]) == (0, 1)
    other = Commands(tmp_path / "other")
    taken = json.loads(other.text(*at(other, "import", str(out), "--json")))
    assert taken["entries"] == {"new": 3, "there": 0}
    # Nothing else has the rest of it: when it was, and what was written about it.
    tables = full.text("export", "--format", "csv", "--out", str(tmp_path / "tables"))
    assert "not in it" not in tables
    with (tmp_path / "tables" / "lull-entries.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 4


def test_what_went_to_a_relative_name_is_told_with_its_whole_path(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert full.text("export", "--out", "lull.json").startswith(
        f"Exported to {tmp_path}/lull.json. "
    )
    told = json.loads(full.text("export", "--out", "lull.json", "--force", "--json"))
    assert told["out"] == f"{tmp_path}/lull.json"
    tables = full.text("export", "--format", "csv", "--out", "tables")
    assert f"tables to {tmp_path}/tables. " in tables


def test_an_empty_journal_is_exported_too(empty: Commands) -> None:
    told = json.loads(empty.text(*at(empty, "export")))
    assert (told["entries"], told["nudges"], told["holds"], told["state"]) == ([], [], [], [])


def test_what_is_there_is_written_over_only_when_that_is_said(
    full: Commands, tmp_path: Path
) -> None:
    out = tmp_path / "lull.json"
    out.write_text("mine")
    refused = full.refused("export", "--out", str(out))
    assert "is there already; --force writes over it" in refused
    assert out.read_text() == "mine"
    full.text("export", "--out", str(out), "--force")
    assert out.read_text("utf-8") == full.text("export")


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_only_a_plain_file_is_written_over(full: Commands, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    place = out if kind == "json" else tmp_path / "lull-twitches.csv"
    chosen = ("export", "--format", kind, "--out", str(out if kind == "json" else tmp_path))
    place.mkdir()
    assert "is a folder; name a file" in full.refused(*chosen, "--force")
    place.rmdir()
    os.mkfifo(place)
    assert "is no plain file" in full.refused(*chosen, "--force")
    assert stat.S_ISFIFO(place.stat().st_mode)
    place.unlink()
    place.symlink_to(place)
    assert str(place) in full.refused(*chosen)
    assert sorted(path.name for path in tmp_path.iterdir()) == [place.name]


def test_what_lull_keeps_is_never_written_over(full: Commands, tmp_path: Path) -> None:
    full.text("backup", "now")
    full.paths.settings.write_text("")
    [copy] = (full.paths.journal.parent / "backups").iterdir()
    (tmp_path / "link").symlink_to(full.paths.journal.parent)
    log = full.paths.journal.with_name("journal.sqlite3-wal")
    for path in (full.paths.journal, tmp_path / "link" / full.paths.journal.name, log, copy):
        refused = full.refused("export", "--out", str(path), "--force")
        assert refused == (
            f"lull: Not exported: {path} is a file of Lull's own; name another one\n"
        )
    for path in (full.paths.settings, full.paths.lock, full.paths.log):
        refused = full.refused("export", "--out", str(path), "--force")
        assert "is a file of Lull's own" in refused


def test_a_link_is_never_followed(full: Commands, tmp_path: Path) -> None:
    theirs, link = tmp_path / "theirs.json", tmp_path / "link.json"
    link.symlink_to(theirs)
    assert "is there already" in full.refused("export", "--out", str(link))
    full.text("export", "--out", str(link), "--force")
    assert not link.is_symlink()
    assert not theirs.exists()
    assert link.read_text("utf-8") == full.text("export")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("json", ""),
        *(
            (kind, name)
            for kind in ("json", "csv")
            for name in ("no/such/folder/lull.json", "a\0b", "x" * 300, "\udcff/x")
        ),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert full.refused("export", "--format", kind, "--out", name).startswith("lull: Not ")
    assert list(tmp_path.iterdir()) == []


class _FullDisk:
    """A file on a disk that is full after some bytes."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self._file = file
        self._room = room

    def write(self, data: bytes) -> None:
        self._room -= len(data)
        if self._room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._file.write(data)

    def writelines(self, lines: Iterator[bytes]) -> None:
        for line in lines:
            self.write(line)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_full_disk_leaves_nothing_half(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    out = tmp_path / "out"
    before = full.text("export", "--format", kind, "--out", str(out))
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    @contextlib.contextmanager
    def one_with_little_room(path: Path, *, force: bool) -> Iterator[Any]:
        with handed_out(path, force=force) as file:
            yield _FullDisk(file, 50)

    @contextlib.contextmanager
    def with_little_room(paths: tuple[Path, ...], *, force: bool) -> Iterator[Any]:
        with handed_out_together(paths, force=force) as files:
            yield [_FullDisk(file, 50) for file in files]

    monkeypatch.setattr(transfer, "handed_out", one_with_little_room)
    monkeypatch.setattr(transfer, "handed_out_together", with_little_room)
    refused = full.refused("export", "--format", kind, "--out", str(out), "--force", status=1)
    assert "No space left on device" in refused
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == kept
    assert before


@pytest.mark.parametrize("mine", [False, True])
def test_where_one_table_cannot_be_put_in_its_place_none_is_there(
    full: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mine: bool,  # noqa: FBT001 - two cases
) -> None:
    def refuse(path: Path, target: Path) -> None:
        if path.name == "lull-nudges.csv":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        os.link(target, path)

    folder = tmp_path / "tables"
    if mine:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    refused = full.refused("export", "--format", "csv", "--out", str(folder), status=1)
    assert refused == (
        f"lull: Not exported: {folder}: Input/output error; nothing there was changed\n"
    )
    assert [path.name for path in tmp_path.rglob("*")] == (["tables", "mine.txt"] if mine else [])


def test_a_folder_into_which_somebody_put_something_meanwhile_stays(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _target: Path) -> None:
        path.with_name("theirs.txt").write_text("theirs")
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    full.refused("export", "--format", "csv", "--out", str(tmp_path / "tables"), status=1)
    assert [path.name for path in tmp_path.rglob("*")] == ["tables", "theirs.txt"]


def test_tables_go_into_a_folder_that_is_made(full: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    said = full.text("export", "--format", "csv", "--out", str(folder))
    assert said.startswith(f"Exported 4 tables to {folder}.")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name, columns in COLUMNS.items():
        file = folder / f"lull-{name}.csv"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_bytes().startswith(b"\xef\xbb\xbf" + columns[0].encode())
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert len(rows) == {"entries": 4, "twitches": 0, "nudges": 0, "holds": 0}[name]


def test_a_folder_that_is_there_keeps_what_is_in_it_and_its_mode(
    full: Commands, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "mine.txt").write_text("mine")
    full.text("export", "--format", "csv", "--out", str(tmp_path))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert (tmp_path / "mine.txt").read_text() == "mine"
    refused = full.refused("export", "--format", "csv", "--out", str(tmp_path))
    assert "lull-entries.csv is there already" in refused
    full.text("export", "--format", "csv", "--out", str(tmp_path), "--force")


def test_tables_need_a_folder(full: Commands, tmp_path: Path) -> None:
    assert "name an --out FOLDER" in full.refused("export", "--format", "csv")
    file = tmp_path / "file"
    file.write_text("mine")
    assert full.refused("export", "--format", "csv", "--out", str(file))
    assert file.read_text() == "mine"


def test_a_damaged_journal_is_said_and_leaves_no_file(full: Commands, tmp_path: Path) -> None:
    with Archive.open(full.paths.journal) as archive:
        archive._write("UPDATE entries SET kind = 'Mood' WHERE kind = ?", ("sleep",))
    out = tmp_path / "lull.json"
    assert "damaged" in full.refused("export", "--out", str(out), status=1)
    assert list(tmp_path.iterdir()) == []
