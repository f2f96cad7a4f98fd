"""What is wrong with a journal is found, and what is sound is left alone."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from damaged_journals import (
    ENTRIES,
    LATER,
    NOW,
    execute,
    ids,
    log,
)
from stale_index import leave_out_of_the_index

from config.errors import JournalDamageError, JournalError
from journal.condition import DOUBTED, believe, doubt, rescued, trouble
from journal.rescue import mend
from journal.store import Journal


def test_a_sound_journal_and_none_at_all_are_left_alone(whole: Path, tmp_path: Path) -> None:
    before = whole.read_bytes()
    assert mend(whole, NOW) is None
    assert trouble(whole, deep=True) == ""
    assert whole.read_bytes() == before
    assert mend(tmp_path / "none.sqlite3", NOW) is None
    assert [file.name for file in tmp_path.iterdir()] == [whole.parent.name]
    with Journal.open(whole) as journal:
        assert rescued(journal) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"why": 1}', '{"odd": "x"}', "\ud7ff"])
def test_what_is_remembered_of_a_rescue_and_makes_no_sense_keeps_nobody_from_starting(
    whole: Path, text: str
) -> None:
    with Journal.open(whole) as journal:
        journal.set_state("rescued", text)
        assert rescued(journal) is None


def test_a_file_that_was_only_just_begun_is_sound(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert trouble(path) == ""


def test_a_journal_of_the_first_version_is_sound(path: Path) -> None:
    path.parent.mkdir()
    script = Path(__file__).with_name("journal_of_version_1.sql").read_text("utf-8")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    assert trouble(path) == ""


@pytest.mark.parametrize("deep", [False, True])
def test_a_newer_journal_and_a_folder_are_no_damage(
    whole: Path,
    tmp_path: Path,
    deep: bool,  # noqa: FBT001 - a case
) -> None:
    execute(whole, "PRAGMA user_version = 99")
    before = whole.read_bytes()
    with pytest.raises(JournalError, match="newer than this Lull"):
        mend(whole, NOW, deep=deep)
    assert whole.read_bytes() == before
    with pytest.raises(JournalError, match="cannot be opened"):
        mend(tmp_path, NOW)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("PRAGMA user_version = -1", "which there never was"),
        ("PRAGMA user_version = 1", "tables"),
        ("PRAGMA application_id = 7", "another program"),
        ("UPDATE sqlite_master SET sql = 'CREATE TABLE state (k)' WHERE name = 'state'", "damaged"),
        ("UPDATE entries SET kind = 'Slip' WHERE seq = 5", "makes no sense"),
        ("UPDATE entries SET at_offset_s = 999999 WHERE seq = 5", "makes no sense"),
        ("UPDATE entries SET at_us = 'then' WHERE seq = 5", "makes no sense"),
        ("UPDATE nudges SET outcome = 'so wn' WHERE seq = 5", "makes no sense"),
        ("DELETE FROM entries WHERE seq = 151", "belongs together"),
        ("DROP TABLE tallies", "tables"),
    ],
)
def test_what_is_sound_for_sqlite_and_not_for_lull_is_found(
    whole: Path, statement: str, why: str
) -> None:
    had = ids(whole)
    execute(whole, statement)
    found = mend(whole, NOW)
    assert found is not None
    assert why in found.why
    assert len(ids(whole)) >= len(had) - 2
    assert trouble(whole, deep=True) == ""


def test_every_later_entry_that_a_single_bit_once_kept_out_for_ever(whole: Path) -> None:
    # SQLite reads such a file, finds nothing wrong with it, and writes nothing.
    had = ids(whole)
    with whole.open("r+b") as file:
        file.seek(18)
        file.write(bytes([2 ^ 0x80]))
    with (
        Journal.open(whole, lambda: NOW) as journal,
        pytest.raises(JournalError, match="only be read"),
    ):
        journal.set_state("a", "b")
    found = mend(whole, NOW)
    assert found is not None
    assert "may only be read" in found.why
    assert ids(whole) == had
    log(whole, 500, 501)
    assert len(ids(whole)) == len(had) + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET note = CAST(x'ff41' AS TEXT) WHERE seq = 5",
        "UPDATE twitches SET report = '{' || 'no' || '}'",
    ],
)
def test_a_record_that_cannot_be_read_is_found_when_all_are_looked_at(
    whole: Path, statement: str
) -> None:
    execute(whole, statement)
    assert trouble(whole) == ""
    assert mend(whole, NOW) is None
    found = mend(whole, NOW, deep=True)
    assert found is not None
    assert trouble(whole, deep=True) == ""


def test_a_name_that_is_no_text_any_more_is_damage_and_no_traceback(whole: Path) -> None:
    execute(
        whole,
        "UPDATE sqlite_master SET name = CAST(x'a8a8' AS TEXT), sql = 'CREATE TABLE no (' "
        "WHERE name = 'state'",
    )
    with pytest.raises(JournalDamageError, match="it is damaged"):
        Journal.open(whole)
    found = mend(whole, NOW)
    assert found is not None
    assert found.read > ENTRIES


def test_a_text_that_is_none_is_not_repeated(whole: Path) -> None:
    execute(whole, "UPDATE entries SET note = CAST(x'ff' || 'private' AS TEXT)")
    with Journal.open(whole) as journal, pytest.raises(JournalDamageError) as caught:
        journal.entries(NOW, LATER)
    assert "private" not in str(caught.value)


def test_an_index_that_leads_nowhere_is_found_in_a_journal_that_is_doubted(whole: Path) -> None:
    had = ids(whole)
    leave_out_of_the_index(whole)
    assert trouble(whole) == ""
    with Journal.open(whole) as journal:
        doubt(journal)
    assert "is damaged" in trouble(whole)
    found = mend(whole, NOW)
    assert found is not None
    assert ids(whole) == had
    assert trouble(whole, deep=True) == ""
    with Journal.open(whole) as journal:
        assert journal.state(DOUBTED) is None


def test_an_index_that_leads_nowhere_is_found_by_a_close_look(whole: Path) -> None:
    leave_out_of_the_index(whole)
    assert "is damaged" in trouble(whole, deep=True)


def test_a_doubt_ends_where_it_was_none(whole: Path) -> None:
    with Journal.open(whole) as journal:
        believe(journal)
        doubt(journal)
    assert trouble(whole) == ""
    with Journal.open(whole) as journal:
        assert journal.state(DOUBTED) is not None
        believe(journal)
        assert journal.state(DOUBTED) is None


def test_a_journal_that_takes_no_doubt_is_found_damaged_without(whole: Path) -> None:
    with Journal.open(whole) as journal:
        journal.close()
        doubt(journal)


def test_the_look_back_that_a_report_nested_without_end_would_cost(whole: Path) -> None:
    had = ids(whole)
    deep = "[" * 100_000 + "]" * 100_000
    execute(whole, f"UPDATE twitches SET report = '{{\"odd\": {deep}}}'")  # noqa: S608 - a constant
    assert trouble(whole) == ""
    with Journal.open(whole) as journal, pytest.raises(JournalDamageError, match="makes no sense"):
        journal.twitches(NOW, LATER)
    found = mend(whole, NOW, deep=True)
    assert found is not None
    # The rest of the journal is all there.
    assert len(ids(whole)) == len(had) - 4
    with Journal.open(whole) as journal:
        assert journal.twitches(NOW, LATER) == ()
