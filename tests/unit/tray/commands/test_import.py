"""``lull import``: everything in again, all of it or nothing."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from command_line import Commands, at
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.archive import Archive
from journal.backup import backups, folder_of
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tray import control, messages
from tray.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

HALF = "\ud800"
"""One of a pair of surrogates without the other."""
HEAD = '{"format": "lull-journal", "version": 1'


class Input(io.TextIOWrapper):
    """Standard input that comes from a pipe, so that it can be read once only."""

    def __init__(self, data: bytes) -> None:
        pipe = io.BytesIO(data)
        pipe.seekable = lambda: False  # type: ignore[method-assign] # as a pipe says
        super().__init__(pipe)


def entry(**fields: Any) -> str:  # noqa: ANN401 - any value
    moment = "2026-05-01T08:00:00+01:00"
    whole = {
        "id": "x",
        "kind": "sleep",
        "at": moment,
        "recorded_at": moment,
        "source": "window",
        "amount": 1.0,
    }
    return json.dumps(whole | fields)


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


@settings(max_examples=examples(25))
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
        (b"SQLite format 3\0", "This is no export"),
        (HEAD.encode() + b', "entries": [' + b"[" * 100_000, "line 1: nested too deeply"),
        (HEAD.encode() + b',\r\n"entries": [\r\n7]}', "line 3: entries: expected an object"),
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
            "line 1: entries: again: there is no such twitch",
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


def test_a_journal_instead_of_an_export_is_told_what_to_do_with_it(
    full: Commands, empty: Commands
) -> None:
    before = full.text("export")
    said = full.refused("import", str(full.paths.journal))
    assert said.startswith("lull: This is no export: ")
    assert "lull backup restore FILE puts a journal in the place of yours" in said
    # And so it does.
    empty.text(*at(empty, "backup", "restore", str(full.paths.journal)))
    assert empty.text(*at(empty, "export")) == before


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
