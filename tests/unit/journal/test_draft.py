"""The half-filled form: whole or not there, and for the owner alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from pathlib import Path

import pytest

from config.errors import JournalError
from journal import draft
from journal.draft import Draft, clear_draft, draft_path, load_drafts, save_draft

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
DATA = {"report": {"sites": ["eyelid"], "free_text": "\N{LATIN SMALL LETTER O WITH DIAERESIS}"}}


ID = "0123456789abcdef" * 2
OTHER = "f" * 32
GOOD = {"version": 1, "step": "where", "saved_at": NOW.isoformat(), "data": {}}


def test_answers_are_kept_replaced_and_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert load_drafts(folder) == ()
    save_draft(folder, ID, "where", DATA, NOW.astimezone(dt.timezone(dt.timedelta(hours=5))))
    assert load_drafts(folder) == (Draft(ID, "where", DATA, NOW),)
    save_draft(folder, ID, "signs", {})
    (kept,) = load_drafts(folder)
    assert (kept.step, kept.data) == ("signs", {})
    assert abs(dt.datetime.now(dt.UTC) - kept.saved_at) < dt.timedelta(minutes=1)
    assert list(folder.iterdir()) == [draft_path(folder, ID)]
    clear_draft(folder, ID)
    clear_draft(folder, ID)
    assert load_drafts(folder) == ()


def test_a_form_that_is_begun_takes_nothing_from_another(tmp_path: Path) -> None:
    save_draft(tmp_path, OTHER, "signs", DATA, NOW)
    save_draft(tmp_path, ID, "where", {}, NOW + dt.timedelta(seconds=1))
    newer, older = load_drafts(tmp_path)
    assert (newer.id, older) == (ID, Draft(OTHER, "signs", DATA, NOW))
    clear_draft(tmp_path, ID)
    assert load_drafts(tmp_path) == (older,)


def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    save_draft(tmp_path / "data", ID, "where", DATA)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE(draft_path(tmp_path / "data", ID).stat().st_mode) == 0o600


def test_a_file_of_another_name_is_no_draft(tmp_path: Path) -> None:
    for name in ("draft.json", "draft-.json", "draft-1.json", f"draft-{ID}.json.tmp"):
        (tmp_path / name).write_text(json.dumps(GOOD))
    assert load_drafts(tmp_path) == ()


def test_a_draft_that_goes_while_the_folder_is_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = draft_path(tmp_path, ID)
    named.write_text(json.dumps(GOOD))
    monkeypatch.setattr(Path, "is_symlink", lambda path: path.unlink() or False)
    assert load_drafts(tmp_path) == ()
    assert not named.exists()


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({**GOOD, "version": 2}).encode(),
        json.dumps({**GOOD, "step": 1}).encode(),
        json.dumps({**GOOD, "data": []}).encode(),
        json.dumps({**GOOD, "saved_at": "yesterday"}).encode(),
        json.dumps({**GOOD, "saved_at": 5}).encode(),
        json.dumps({"version": 1}).encode(),
        json.dumps({**GOOD, "data": {"x": "x" * draft.MAX_BYTES}}).encode(),
    ],
    ids=range(12),
)
def test_a_damaged_draft_is_left_out_and_not_told_of_in_the_log(
    tmp_path: Path, contents: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    draft_path(tmp_path, ID).write_bytes(contents)
    assert load_drafts(tmp_path) == ()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "damaged and left out" in caplog.text
    assert "where" not in caplog.text


def test_a_sound_draft_of_another_program_run_is_read(tmp_path: Path) -> None:
    draft_path(tmp_path, ID).write_text(json.dumps(GOOD))
    assert load_drafts(tmp_path) == (Draft(ID, "where", {}, NOW),)


def test_a_draft_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    draft_path(tmp_path, ID).mkdir()
    assert load_drafts(tmp_path) == ()
    with pytest.raises(JournalError, match="cannot be taken away"):
        clear_draft(tmp_path, ID)


def test_a_link_in_the_place_of_a_draft_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.write_text(json.dumps(GOOD))
    draft_path(tmp_path, ID).symlink_to(others)
    assert load_drafts(tmp_path) == ()
    save_draft(tmp_path, ID, "signs", DATA, NOW)
    assert others.read_text() == json.dumps(GOOD)
    assert [found.step for found in load_drafts(tmp_path)] == ["signs"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_in_the_place_of_a_draft_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(draft_path(tmp_path, ID))
    assert load_drafts(tmp_path) == ()


def test_what_cannot_be_kept_is_told_and_the_earlier_answers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(tmp_path, ID, "where", DATA, NOW)
    for bad in ({"x": {1}}, {"x": float("nan")}, {"x": "\udce9"}):
        with pytest.raises(JournalError, match="cannot be kept"):
            save_draft(tmp_path, ID, "signs", bad)

    def full(path: Path, data: bytes, **_: bool) -> None:
        raise OSError(28, "No space left on device", str(path), len(data))

    monkeypatch.setattr(draft, "write_private", full)
    with pytest.raises(JournalError, match="No space left on device"):
        save_draft(tmp_path, ID, "signs", DATA)
    assert load_drafts(tmp_path) == (Draft(ID, "where", DATA, NOW),)
