"""A damaged journal is made anew of all that can be read, and the damaged one is kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from damaged_journals import (
    ENTRIES,
    LATER,
    NOW,
    TALLY,
    everything,
    execute,
    ids,
    leaf_of,
    log,
    overwrite,
    root_of,
    sleep,
)

from config.errors import JournalDamageError, JournalError
from journal import salvage as salvage_module
from journal.archive import Archive
from journal.backup import back_up
from journal.condition import rescued, trouble
from journal.rescue import mend
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journal.rows import Row


# -- what is read of what is damaged


def test_the_rows_before_and_behind_an_overwritten_page_are_recovered(whole: Path) -> None:
    before, had = everything(whole), ids(whole)
    overwrite(whole, leaf_of(whole, "entries", 1))
    damaged = whole.read_bytes()
    found = mend(whole, NOW)
    assert found is not None
    assert "damaged" in found.why
    aside = Path(found.aside)
    assert aside.name == "journal.damaged-20260501-093015.sqlite3"
    assert aside.read_bytes() == damaged
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600
    left = ids(whole)
    assert len(left) == found.read
    assert ENTRIES / 2 < len(left) < len(had)
    assert left == [entry for entry in had if entry in left]
    assert {left[0], left[-1]} == {had[0], had[-1]}
    after = everything(whole)
    assert [after[part] for part in ("nudges", "holds", "state")] == [
        before[part] for part in ("nudges", "holds", "state")
    ]
    assert trouble(whole, deep=True) == ""
    with Journal.open(whole) as journal:
        assert rescued(journal) == found
        assert len(journal.twitches(NOW, LATER)) == 3
    assert sorted(file.name for file in whole.parent.iterdir()) == [aside.name, whole.name]


def test_the_copy_brings_what_can_no_longer_be_read_in_the_order_in_which_it_was_logged(
    whole: Path,
) -> None:
    back_up(whole, NOW.date())
    log(whole, 500, 505)
    before = everything(whole)
    overwrite(whole, leaf_of(whole, "entries", 1))
    found = mend(whole, NOW)
    assert found is not None
    assert found.copied > 0
    assert found.copy == "journal-000001-2026-05-01"
    assert everything(whole) == before
    assert "more came from the copy journal-000001-2026-05-01" in found.sentence


def test_a_journal_cut_short_keeps_what_stands_before_the_cut(whole: Path) -> None:
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) * 3 // 4 + 100])
    found = mend(whole, NOW)
    assert found is not None
    assert found.read > 0
    assert trouble(whole, deep=True) == ""


def test_without_its_first_page_the_rest_is_found_as_in_a_new_journal(whole: Path) -> None:
    before = everything(whole)
    overwrite(whole, 1)
    found = mend(whole, NOW)
    assert found is not None
    assert "it is no journal" in found.why
    assert found.read == len(before["entries"])
    assert everything(whole) == before


def test_what_was_not_written_into_an_emptied_file_is_read_from_beside_it(path: Path) -> None:
    with Journal.open(path, lambda: NOW) as journal:
        journal.add(sleep(1))
        rest = path.with_name(f"{path.name}-wal").read_bytes()
    path.write_bytes(b"")
    path.with_name(f"{path.name}-wal").write_bytes(rest)
    with pytest.raises(JournalDamageError, match="is empty"):
        Journal.open(path)
    assert path.with_name(f"{path.name}-wal").read_bytes() == rest
    found = mend(path, NOW)
    assert found is not None
    assert found.read == 1
    assert ids(path) == [sleep(1).id]
    aside = Path(found.aside)
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == rest


def test_the_end_of_a_journal_that_is_gone_is_read_and_kept(path: Path) -> None:
    with Journal.open(path, lambda: NOW) as journal:
        journal.add(sleep(1))
        rest = path.with_name(f"{path.name}-wal").read_bytes()
    path.unlink()
    path.with_name(f"{path.name}-wal").write_bytes(rest)
    found = mend(path, NOW)
    assert found is not None
    assert (found.read, found.aside) == (1, "")
    assert found.sentence == "Lull made it anew: 1 entry was read from it."
    kept = path.with_name("journal.damaged-20260501-093015.sqlite3-wal")
    assert kept.read_bytes() == rest
    assert ids(path) == [sleep(1).id]


@pytest.mark.parametrize("empty", [True, False])
def test_a_journal_that_is_gone_is_not_begun_anew_where_there_are_copies(
    whole: Path,
    empty: bool,  # noqa: FBT001 - a case
) -> None:
    before = everything(whole)
    back_up(whole, NOW.date())
    if empty:
        whole.write_bytes(b"")
    else:
        whole.unlink()
    with pytest.raises(JournalDamageError, match="is empty" if empty else "is missing"):
        Journal.open(whole)
    found = mend(whole, NOW)
    assert found is not None
    assert (found.read, found.copied) == (0, len(before["entries"]))
    assert bool(found.aside) is empty
    assert everything(whole) == before


@pytest.mark.parametrize("contents", [b"Dear diary, " * 999, b"\0" * 9000, b"xy"])
def test_what_never_was_a_journal_is_kept_and_lull_begins_anew(path: Path, contents: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(contents)
    found = mend(path, NOW)
    assert found is not None
    assert (found.read, found.copied, found.copy) == (0, 0, "")
    assert Path(found.aside).read_bytes() == contents
    assert ids(path) == []
    assert found.sentence.startswith("Lull made it anew: 0 entries were read from it. The damaged")


def test_the_database_of_another_program_is_kept_untouched(path: Path) -> None:
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id)")
        connection.execute("INSERT INTO theirs VALUES (1)")
        connection.commit()
    before = path.read_bytes()
    found = mend(path, NOW)
    assert found is not None
    assert "database of another program" in found.why
    assert Path(found.aside).read_bytes() == before
    assert ids(path) == []


def test_a_later_time_without_its_twitch_is_counted_and_left_out(whole: Path) -> None:
    execute(whole, "UPDATE twitches SET level = 'NO LEVEL'", "UPDATE nudges SET kind = 'Slip'")
    found = mend(whole, NOW)
    assert found is not None
    # Three twitches, the later time of one, and the nudges.
    assert found.unread == 3 + 1 + 20
    assert found.read == ENTRIES


def test_the_later_time_of_a_twitch_that_a_copy_had_and_that_led_to_nothing_in_the_journal(
    whole: Path,
) -> None:
    back_up(whole, NOW.date())
    before = everything(whole)
    execute(whole, "UPDATE tallies SET twitch_id = 'elsewhere'")
    found = mend(whole, NOW)
    assert found is not None
    assert TALLY in ids(whole)
    assert everything(whole)["entries"] == before["entries"]


def test_a_later_time_that_stands_before_its_twitch_is_kept(whole: Path) -> None:
    execute(
        whole,
        f"UPDATE entries SET seq = 0 WHERE id = '{TALLY}'",  # noqa: S608 - a constant
        "UPDATE entries SET kind = 'Slip' WHERE seq = 5",
    )
    found = mend(whole, NOW)
    assert found is not None
    assert found.unread == 1
    assert TALLY in ids(whole)


def test_pages_that_lead_round_in_a_circle_come_to_an_end(whole: Path) -> None:
    root = root_of(whole, "entries")
    data = whole.read_bytes()
    page = bytearray(data[(root - 1) * 4096 : root * 4096])
    for number in range(int.from_bytes(page[3:5], "big")):
        at = int.from_bytes(page[12 + 2 * number : 14 + 2 * number], "big")
        page[at : at + 4] = leaf_of(whole, "entries", 0).to_bytes(4, "big")
    overwrite(whole, root, bytes(page))
    found = mend(whole, NOW)
    assert found is not None
    assert found.read > 0


def test_a_table_of_which_nothing_can_be_read_is_given_up_in_time(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salvage_module, "_MOST_FAILURES", 10)
    overwrite(whole, root_of(whole, "entries"))
    found = mend(whole, NOW)
    assert found is not None
    assert found.read == 0
    assert len(everything(whole)["nudges"]) == 20


# -- copies and room


def test_everything_that_a_record_larger_than_any_memory_once_kept_from_being_read(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    had = ids(whole)
    overwrite(whole, root_of(whole, "nudges"))
    in_order, met = salvage_module._in_order, []

    def huge(found: Iterable[Row], first: int, step: int) -> Iterator[Row]:
        for row in in_order(found, first, step):
            # SQLite says so in words of Python.
            if row[0] == 9:
                met.append(row)
                raise MemoryError
            yield row

    monkeypatch.setattr(salvage_module, "_in_order", huge)
    found = mend(whole, NOW)
    assert found is not None
    assert met
    assert set(had) - set(ids(whole)) == {had[8]}


def test_of_the_copies_the_newest_good_one_is_taken(whole: Path) -> None:
    before = everything(whole)
    back_up(whole, NOW.date())
    for day in (1, 2):
        made = back_up(whole, NOW.date() + dt.timedelta(days=day))
        assert made is not None
        if day == 1:
            overwrite(made.path, 3)
        else:
            execute(made.path, "PRAGMA user_version = 99")
    whole.write_bytes(b"gone")
    found = mend(whole, NOW)
    assert found is not None
    assert found.copy == "journal-000001-2026-05-01"
    assert everything(whole) == before


def test_a_journal_that_is_kept_elsewhere_stays_there(whole: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.sqlite3"
    whole.rename(real)
    whole.symlink_to(real)
    overwrite(real, 1)
    found = mend(whole, NOW)
    assert found is not None
    assert whole.is_symlink()
    assert Path(found.aside).parent == tmp_path
    assert len(ids(real)) == found.read > 0


def test_without_room_everything_is_as_it_was(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overwrite(whole, 1)
    damaged = whole.read_bytes()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(Archive, "take_in", full)
    with pytest.raises(JournalError):
        mend(whole, NOW)
    assert whole.read_bytes() == damaged
    assert [file.name for file in whole.parent.iterdir()] == [whole.name]


def test_what_a_killed_rescue_left_is_in_nobodys_way(whole: Path) -> None:
    overwrite(whole, 1)
    whole.with_name(f"{whole.name}.rescued").write_bytes(b"half")
    found = mend(whole, NOW)
    assert found is not None
    assert found.read > 0
    second = mend(whole, NOW)
    assert second is None


def test_two_rescues_within_a_second_keep_both_files(whole: Path) -> None:
    overwrite(whole, 1)
    first = mend(whole, NOW)
    overwrite(whole, 1)
    second = mend(whole, NOW)
    assert first is not None
    assert second is not None
    assert Path(second.aside).name == "journal.damaged-20260501-093015-2.sqlite3"
    assert Path(first.aside).exists()
    assert first.read == second.read


def test_one_entry_is_told_as_one(path: Path) -> None:
    log(path, 0, 1)
    overwrite(path, 1)
    found = mend(path, NOW)
    assert found is not None
    assert found.sentence.startswith("Lull made it anew: 1 entry was read from it.")
