"""The half-filled form: whole or not there, and for the owner alone."""

from __future__ import annotations

import datetime as dt
import json
import stat
from typing import TYPE_CHECKING

import pytest

from config.errors import JournalError
from journal import draft
from journal.draft import Draft, clear_draft, load_draft, save_draft

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
DATA = {"report": {"sites": ["eyelid"], "free_text": "\N{LATIN SMALL LETTER O WITH DIAERESIS}"}}


def test_answers_are_kept_replaced_and_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert load_draft(folder) is None
    save_draft(folder, "where", DATA, NOW.astimezone(dt.timezone(dt.timedelta(hours=5))))
    assert load_draft(folder) == Draft("where", DATA, NOW)
    save_draft(folder, "signs", {})
    kept = load_draft(folder)
    assert kept is not None
    assert (kept.step, kept.data) == ("signs", {})
    assert abs(dt.datetime.now(dt.UTC) - kept.saved_at) < dt.timedelta(minutes=1)
    assert [file.name for file in folder.iterdir()] == [draft.FILE_NAME]
    clear_draft(folder)
    clear_draft(folder)
    assert load_draft(folder) is None


def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    save_draft(tmp_path / "data", "where", DATA)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / draft.FILE_NAME).stat().st_mode) == 0o600


GOOD = {"version": 1, "step": "where", "saved_at": NOW.isoformat(), "data": {}}


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
    (tmp_path / draft.FILE_NAME).write_bytes(contents)
    assert load_draft(tmp_path) is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "damaged and left out" in caplog.text
    assert "where" not in caplog.text


def test_a_sound_draft_of_another_program_run_is_read(tmp_path: Path) -> None:
    (tmp_path / draft.FILE_NAME).write_text(json.dumps(GOOD))
    assert load_draft(tmp_path) == Draft("where", {}, NOW)


def test_a_draft_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / draft.FILE_NAME).mkdir()
    assert load_draft(tmp_path) is None
    with pytest.raises(JournalError, match="cannot be taken away"):
        clear_draft(tmp_path)


def test_what_cannot_be_kept_is_told_and_the_earlier_answers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(tmp_path, "where", DATA, NOW)
    for bad in ({"x": {1}}, {"x": float("nan")}, {"x": "\udce9"}):
        with pytest.raises(JournalError, match="cannot be kept"):
            save_draft(tmp_path, "signs", bad)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path), len(data))

    monkeypatch.setattr(draft, "write_private", full)
    with pytest.raises(JournalError, match="No space left on device"):
        save_draft(tmp_path, "signs", DATA)
    assert load_draft(tmp_path) == Draft("where", DATA, NOW)
