"""``lull export`` and ``lull import``: everything out and in again, and nothing written over."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
import stat
import sys
import threading
from argparse import Namespace
from typing import TYPE_CHECKING, Any

import pytest
from command_line import Commands
from hypothesis import given
from hypothesis import strategies as st

from config import paths as config_paths
from journal.archive import Archive
from journal.backup import backups, folder_of
from journal.entries import Entry, EntryKind, new_id
from journal.spreadsheet import COLUMNS
from journal.store import Journal
from tray import control, messages
from tray.clock import Clock
from tray.commands import transfer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

HALF = "\ud800"
"""One of a pair of surrogates without the other."""
HEAD = '{"format": "lull-journal", "version": 1'


class Input(io.TextIOWrapper):
    """Standard input that comes from a pipe, so that it can be read once only."""

    def __init__(self, data: bytes) -> None:
        pipe = io.BytesIO(data)
        pipe.seekable = lambda: False  # type: ignore[method-assign] # as a pipe says
        super().__init__(pipe)


@pytest.fixture
def full(lull: Commands) -> Commands:
    """A home in which something was logged."""
    for words in (("coffee",), ("water", "250"), ("sleep", "6.5"), ("stress", "7")):
        lull.text("log", *words)
    lull.text("undo")
    lull.text("pause", "tomorrow")
    return lull


@pytest.fixture
def empty(own_home: Path) -> Commands:
    """Another home, in which nothing was logged yet."""
    return Commands(own_home / "new")


def at(home: Commands, *words: str) -> tuple[str, ...]:
    return (*words, "--home", str(home.home))


def entry(**fields: Any) -> str:  # noqa: ANN401 - any value
    moment = "2026-05-01T08:00:00+01:00"
    whole = {"id": "x", "kind": "sleep", "at": moment, "recorded_at": moment, "amount": 1.0}
    return json.dumps(whole | fields)


# -- export


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


def test_a_link_is_followed(full: Commands, tmp_path: Path) -> None:
    real = tmp_path / "stick" / "lull.json"
    real.parent.mkdir()
    (tmp_path / "link").symlink_to(real)
    full.text("export", "--out", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert real.read_text("utf-8") == full.text("export")


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
    assert full.refused("export", "--format", kind, "--out", name).startswith("lull: Not exported:")
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
    whole = config_paths.private_file

    @contextlib.contextmanager
    def private_file(path: Path) -> Iterator[Any]:
        with whole(path) as file:
            yield _FullDisk(file, 50)

    monkeypatch.setattr(transfer, "private_file", private_file)
    refused = full.refused("export", "--format", kind, "--out", str(out), "--force", status=1)
    assert "No space left on device" in refused
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == kept
    assert before


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
        archive._write("UPDATE entries SET kind = 'mood' WHERE kind = ?", ("sleep",))
    out = tmp_path / "lull.json"
    assert "damaged" in full.refused("export", "--out", str(out), status=1)
    assert list(tmp_path.iterdir()) == []


# -- import


def test_what_was_exported_is_exported_the_same_by_an_empty_home(
    full: Commands, empty: Commands, tmp_path: Path
) -> None:
    out = tmp_path / "lull.json"
    full.text("export", "--out", str(out))
    said = empty.text(*at(empty, "import", str(out)))
    assert said.startswith("Added:\n  entries: 4\n  nudges: 0\n")
    assert empty.text(*at(empty, "export")) == out.read_text("utf-8")
    # The pause comes along.
    status = json.loads(empty.text(*at(empty, "status", "--json")))
    assert status["paused_until"] == json.loads(full.text("status", "--json"))["paused_until"]
    # There was nothing to copy beforehand.
    assert backups(folder_of(empty.paths.journal)) == ()


notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(logged=st.lists(st.tuples(st.floats(0.1, 24), notes), max_size=5))
def test_whatever_was_logged_comes_back_through_the_commands(
    logged: list[tuple[float, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    old, new = (Commands(tmp_path_factory.mktemp("homes") / name) for name in ("old", "new"))
    old.home.mkdir()
    with Journal.open(old.paths.journal) as journal:
        for hours, note in logged:
            now = Clock().now()
            journal.add(Entry(new_id(), EntryKind.SLEEP, now, "", hours, note=note))
    out = old.home / "out.json"
    old.text(*at(old, "export", "--out", str(out)))
    new.text(*at(new, "import", str(out)))
    assert new.text(*at(new, "export")) == out.read_text("utf-8")


def test_a_second_time_nothing_is_added(full: Commands, tmp_path: Path) -> None:
    out = tmp_path / "lull.json"
    full.text("export", "--out", str(out))
    said = full.text("import", str(out))
    assert said.splitlines()[1] == "  entries: 0 (4 there already)"
    assert full.text("export") == out.read_text("utf-8")


def test_a_dry_run_counts_and_changes_nothing(
    full: Commands, empty: Commands, tmp_path: Path
) -> None:
    out = tmp_path / "lull.json"
    full.text("export", "--out", str(out))
    before = empty.text(*at(empty, "export"))
    said = empty.text(*at(empty, "import", str(out), "--dry-run"))
    assert said.startswith("This would add:\n  entries: 4\n")
    counts = json.loads(empty.text(*at(empty, "import", str(out), "--dry-run", "--json")))
    assert counts["added"] is False
    assert counts["entries"] == {"new": 4, "there": 0}
    assert empty.text(*at(empty, "export")) == before
    assert backups(folder_of(empty.paths.journal)) == ()


def test_the_journal_of_before_is_copied(full: Commands, tmp_path: Path) -> None:
    out = tmp_path / "more.json"
    out.write_text(f'{HEAD}, "entries": [{entry()}]}}')
    assert json.loads(full.text("import", str(out), "--json"))["added"] is True
    [copy] = backups(folder_of(full.paths.journal))
    with Archive.open(copy.path) as archive:
        assert len(list(archive.records("entries"))) == 4


def test_it_comes_from_standard_input_too(
    full: Commands, empty: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = full.text("export")
    for stdin in (Input(text.encode()), io.TextIOWrapper(io.BytesIO(text.encode()))):
        monkeypatch.setattr(sys, "stdin", stdin)
        empty.text(*at(empty, "import", "-"))
        assert empty.text(*at(empty, "export")) == text


def test_it_comes_from_a_pipe_with_a_name_too(
    full: Commands, empty: Commands, tmp_path: Path
) -> None:
    text = full.text("export")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(text, "utf-8"))
    writer.start()
    empty.text(*at(empty, "import", str(pipe)))
    writer.join()
    assert empty.text(*at(empty, "export")) == text


def test_a_running_lull_looks_anew(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[messages.Request] = []
    monkeypatch.setattr(control, "ask", lambda _, request: asked.append(request))
    out = tmp_path / "lull.json"
    full.text("export", "--out", str(out))
    full.text("import", str(out), "--dry-run")
    assert asked == []
    full.text("import", str(out))
    assert asked == [messages.Changed()]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1: not JSON"),
        (b"\0" * 5000, "line 1: not JSON"),
        (b"\xff\xfe{\0}\0", "line 1: not UTF-8"),
        (b"SQLite format 3\0", "line 1: not JSON"),
        (HEAD.encode() + b', "entries": [' + b"[" * 100_000, "line 1: nested too deeply"),
        (HEAD.encode() + b',\r\n"entries": [\r\n7]}', "line 3: entries: Expected `object`"),
        (
            f'{HEAD}, "entries": [\n{entry()},\n{entry(id="y", note=HALF)}]}}'.encode(),
            "line 3: entries: note: must be text in valid Unicode",
        ),
        (
            f'{HEAD}, "entries": [\n{entry()},\n{entry(id="y", amount=99)}]}}'.encode(),
            "line 3: entries: amount: must be more than 0 and at most 24 hours",
        ),
        (
            f'{HEAD}, "entries": [{entry(kind="twitch", item="again", again="z")}]}}'.encode(),
            "line 1: entries: again: there is no such twitch before it",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_changes_nothing(
    full: Commands, tmp_path: Path, data: bytes, said: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    before = full.text("export")
    for words in (("--dry-run",), ()):
        assert said in full.refused("import", str(file), *words)
        assert full.text("export") == before


def test_a_file_that_is_refused_costs_no_copy(full: Commands, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no journal")
    full.refused("import", str(file))
    assert backups(folder_of(full.paths.journal)) == ()


def test_line_ends_and_byte_order_marks_of_other_systems_are_fine(
    full: Commands, empty: Commands, tmp_path: Path
) -> None:
    text = full.text("export")
    file = tmp_path / "file"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    empty.text(*at(empty, "import", str(file)))
    assert empty.text(*at(empty, "export")) == text


@pytest.mark.parametrize("name", ["", "no such file", "a\0b", "x" * 300, "."])
def test_a_file_that_cannot_be_read_is_said(
    full: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert full.refused("import", name).startswith("lull: This file cannot be read: ")


def test_a_file_that_gives_out_on_the_way_is_said(full: Commands) -> None:
    # Its beginning can be read by nobody.
    assert "/proc/self/mem: Input/output error" in full.refused("import", "/proc/self/mem")


def test_an_endless_file_is_left_soon(full: Commands) -> None:
    assert "line 1: not JSON" in full.refused("import", "/dev/zero")
