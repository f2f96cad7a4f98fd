"""Copies of the journal: whole, checked, seven of them, and put back without losing anything."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from backup_parts import DAY, NOW, TODAY, hours, log, names, numbers

from config.errors import InputError, JournalError
from journal import backup
from journal.aside import beside
from journal.condition import trouble
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "journal.sqlite3"
    log(path, 7.0)
    return path


def kill_after_logging(path: Path, hours: float) -> None:
    """Have a process log something that stands in the -wal file alone when it is gone."""
    killed = os.fork()
    if killed == 0:
        writing = Journal.open(path, lambda: NOW)
        writing.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", hours))
        os._exit(0)
    os.waitpid(killed, 0)


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


def test_without_a_journal_there_is_nothing_to_copy(tmp_path: Path) -> None:
    assert backup.back_up(tmp_path / "journal.sqlite3", TODAY) is None
    assert not backup.folder_of(tmp_path / "journal.sqlite3").exists()


def test_a_copy_is_whole_and_for_the_owner_alone_while_others_write(journal: Path) -> None:
    with Journal.open(journal, lambda: NOW) as writing:
        writing.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 8.0))  # stands in the -wal file still
        made = backup.back_up(journal, TODAY)
    assert made is not None
    assert made.name == "journal-000001-2026-05-01"
    assert hours(made.path) == [7.0, 8.0]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in made.path.parent.iterdir()] == [made.path.name]


def test_seven_are_kept_and_the_oldest_go(journal: Path) -> None:
    for number in range(10):
        backup.back_up(journal, TODAY + number * DAY)
    assert len(names(journal)) == backup.KEPT_DAYS
    assert names(journal)[0] == "journal-000010-2026-05-10"
    assert names(journal)[-1] == "journal-000004-2026-05-04"


def test_a_clock_that_was_set_back_makes_no_new_copy_the_first_to_go(journal: Path) -> None:
    for number in range(7):
        backup.back_up(journal, TODAY + number * DAY)
    backup.back_up(journal, TODAY - 365 * DAY)
    assert names(journal)[0] == "journal-000008-2025-05-01"
    assert len(names(journal)) == backup.KEPT_DAYS


def test_one_a_day_is_due(journal: Path) -> None:
    folder = backup.folder_of(journal)
    assert backup.is_due(folder, TODAY)
    backup.back_up(journal, TODAY)
    assert not backup.is_due(folder, TODAY)
    assert backup.is_due(folder, TODAY + DAY)
    assert backup.is_due(folder, TODAY - DAY)


def test_a_damaged_journal_pushes_no_good_copy_out(journal: Path) -> None:
    for hour in range(200):
        log(journal, 1 + hour / 10)
    for number in range(7):
        backup.back_up(journal, TODAY + number * DAY)
    before = names(journal)
    damage(journal)
    with pytest.raises(JournalError, match="damaged"):
        backup.back_up(journal, TODAY + 9 * DAY)
    assert names(journal) == before
    assert not list(backup.folder_of(journal).glob("*.part"))


def test_no_room_leaves_the_copies_as_they_are(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.back_up(journal, TODAY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "make_private", full)
    with pytest.raises(JournalError, match="No space left"):
        backup.back_up(journal, TODAY + DAY)
    assert names(journal) == ["journal-000001-2026-05-01"]


def test_a_copy_leaves_room_for_what_is_logged_meanwhile(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = journal.stat().st_size + backup.SPARE_BYTES
    usage = shutil.disk_usage(journal.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free - 1))
    with pytest.raises(JournalError, match="too little room left for a copy"):
        backup.back_up(journal, TODAY)
    assert list(backup.folder_of(journal).iterdir()) == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free))
    backup.back_up(journal, TODAY)
    # What SQLite has not written into the file yet is copied, and counts too.
    with Journal.open(journal) as writing:
        writing.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 7))
        with pytest.raises(JournalError, match="too little room left for a copy"):
            backup.back_up(journal, TODAY + DAY)


def test_a_copy_that_fails_half_way_leaves_nothing_beside_it(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(part: Path) -> None:
        beside(part, "-journal").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", fail)
    with pytest.raises(JournalError, match="No space left"):
        backup.back_up(journal, TODAY)
    assert list(backup.folder_of(journal).iterdir()) == []


def test_what_else_stands_in_the_folder_is_left_alone(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    folder = backup.folder_of(journal)
    for name in ("journal-000009-2026-02-30.sqlite3", "journal-mine.sqlite3", "notes.txt"):
        (folder / name).write_text("mine")
    for number in range(9):
        backup.back_up(journal, TODAY + number * DAY)
    assert len(names(journal)) == backup.KEPT_DAYS
    assert (folder / "notes.txt").exists()
    assert (folder / "journal-mine.sqlite3").exists()


@pytest.mark.parametrize(
    "name", ["", "journal-000001-2026-05-01", "journal-000001-2026-05-01.sqlite3"]
)
def test_a_copy_takes_the_journal_s_place_and_that_is_kept(journal: Path, name: str) -> None:
    backup.back_up(journal, TODAY)
    log(journal, 5.0)
    aside = backup.restore(journal, name, NOW)
    assert aside is not None
    assert aside.name == "journal.before-restore-20260501-093015.sqlite3"
    assert hours(journal) == [7.0]
    assert hours(aside) == [7.0, 5.0]
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    with Journal.open(journal, lambda: NOW) as opened:
        assert trouble(opened.path, deep=True) == ""
    # The copy itself is still there.
    assert names(journal) == ["journal-000001-2026-05-01"]


def test_what_the_journal_had_not_written_into_its_file_is_kept_too(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    kill_after_logging(journal, 4.0)
    aside = backup.restore(journal, "", NOW)
    assert aside is not None
    assert hours(aside) == [7.0, 4.0]
    assert hours(journal) == [7.0]


def test_a_journal_that_is_gone_is_restored(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    journal.unlink()
    assert backup.restore(journal, "", NOW) is None
    assert hours(journal) == [7.0]


def test_a_copy_that_does_not_exist_is_named_with_those_that_do(journal: Path) -> None:
    with pytest.raises(InputError, match="none yet"):
        backup.restore(journal, "", NOW)
    backup.back_up(journal, TODAY)
    with pytest.raises(InputError, match="there are: journal-000001-2026-05-01"):
        backup.restore(journal, "../journal", NOW)


def test_a_damaged_copy_is_not_put_back(journal: Path) -> None:
    for hour in range(200):
        log(journal, 1 + hour / 10)
    made = backup.back_up(journal, TODAY)
    assert made is not None
    damage(made.path)
    before = hours(journal)
    with pytest.raises(JournalError) as caught:
        backup.restore(journal, "", NOW)
    assert caught.value.title == "This copy cannot be put back"
    assert caught.value.detail == (
        f"{made.path}: it is damaged; there is no other copy that can be read"
    )
    assert hours(journal) == before
    assert not list(journal.parent.glob("*restored*"))


def test_a_day_with_many_copies_pushes_no_other_day_out(journal: Path) -> None:
    for number in range(7):
        backup.back_up(journal, TODAY + number * DAY)
    for _ in range(12):
        backup.back_up(journal, TODAY + 6 * DAY)
    assert numbers(journal) == [*range(19, 9, -1), 6, 5, 4, 3, 2, 1]
    # Those of one day stay for the next one, and only the last of them after that.
    backup.back_up(journal, TODAY + 7 * DAY)
    assert numbers(journal) == [*range(20, 10, -1), 6, 5, 4, 3, 2]
    backup.back_up(journal, TODAY + 8 * DAY)
    assert numbers(journal) == [21, 20, 19, 6, 5, 4, 3]


def test_two_copies_put_back_within_a_second_keep_both_journals(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    log(journal, 5.0)
    first = backup.restore(journal, "", NOW)
    log(journal, 6.0)
    second = backup.restore(journal, "", NOW)
    assert first is not None
    assert second is not None
    assert hours(first) == [7.0, 5.0]
    assert hours(second) == [7.0, 6.0]
    assert second.name == "journal.before-restore-20260501-093015-2.sqlite3"


def test_a_journal_that_is_kept_elsewhere_stays_there(journal: Path, tmp_path: Path) -> None:
    backup.back_up(journal, TODAY)
    log(journal, 5.0)
    real = tmp_path / "elsewhere.sqlite3"
    journal.rename(real)
    journal.symlink_to(real)
    aside = backup.restore(journal, "", NOW)
    assert journal.is_symlink()
    assert hours(real) == [7.0]
    assert aside is not None
    assert aside.parent == tmp_path
    assert hours(aside) == [7.0, 5.0]


def test_a_journal_that_is_no_database_any_more_is_kept_as_it_is(journal: Path) -> None:
    backup.back_up(journal, TODAY)
    journal.write_bytes(b"\xff" * 5000)
    (journal.parent / "journal.sqlite3-wal").write_bytes(b"what was not written into it")
    aside = backup.restore(journal, "", NOW)
    assert aside is not None
    assert aside.read_bytes() == b"\xff" * 5000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"what was not written into it"
    assert hours(journal) == [7.0]
    assert sorted(path.name for path in journal.parent.glob("journal.sqlite3*")) == [journal.name]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_where_the_copy_cannot_be_put_the_journal_is_as_it_was(
    journal: Path,
    monkeypatch: pytest.MonkeyPatch,
    links: bool,  # noqa: FBT001 - a case
    there: bool,  # noqa: FBT001 - a case
) -> None:
    backup.back_up(journal, TODAY)
    if there:
        kill_after_logging(journal, 4.0)
    else:
        journal.unlink()
    files = sorted(path.name for path in journal.parent.iterdir())
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".restored"):
            raise OSError(5, "Input/output error")
        return replace(path, target)

    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        if not links:
            patched.setattr(os, "link", no_links)
        with pytest.raises(JournalError, match="Input/output error"):
            backup.restore(journal, "", NOW)
    left = sorted(path.name for path in journal.parent.iterdir())
    assert left == [name for name in files if not name.endswith("-shm")]
    if there:
        assert hours(journal) == [7.0, 4.0]


def test_without_second_names_the_journal_is_kept_all_the_same(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.back_up(journal, TODAY)
    kill_after_logging(journal, 4.0)

    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    aside = backup.restore(journal, "", NOW)
    assert aside is not None
    assert hours(aside) == [7.0, 4.0]
    assert hours(journal) == [7.0]


def test_a_copy_of_an_earlier_lull_is_brought_up_to_date_when_it_is_opened(journal: Path) -> None:
    folder = backup.folder_of(journal)
    folder.mkdir()
    old = folder / "journal-000001-2026-03-01.sqlite3"
    script = Path(__file__).with_name("journal_of_version_1.sql").read_text("utf-8")
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.executescript(script)
    backup.restore(journal, "", NOW)
    with Journal.open(journal, lambda: NOW) as opened:
        assert opened.last_twitch() is None
        assert trouble(opened.path, deep=True) == ""


def test_a_copy_that_does_not_pass_the_check_takes_no_name(journal: Path) -> None:
    # A damage that copying the pages does not meet: some of them belong to nothing.
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'entries_by_time'")
        connection.commit()
    with pytest.raises(JournalError, match=r"is damaged: .* never used"):
        backup.back_up(journal, TODAY)
    assert names(journal) == []
    assert list(backup.folder_of(journal).iterdir()) == []


def test_what_a_killed_copy_left_goes_in_time_and_one_that_is_being_made_stays(
    journal: Path,
) -> None:
    folder = backup.folder_of(journal)
    folder.mkdir()
    left, made = (folder / f"journal-000001-2026-05-01.sqlite3.{pid}.part" for pid in (1, 2))
    beside_it = beside(left, "-journal")
    for part in (left, made, beside_it):
        part.write_text("half")
    for part in (left, beside_it):
        os.utime(part, (0, 0))
    backup.back_up(journal, TODAY)
    assert made.read_text() == "half"
    assert not left.exists()
    assert not beside_it.exists()
    assert names(journal) == ["journal-000001-2026-05-01"]


def test_copies_that_are_made_at_once_are_each_whole(journal: Path) -> None:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            made = [backup.back_up(journal, TODAY) for _ in range(5)]
            os._exit(0 if all(made) else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    for copy in backup.backups(backup.folder_of(journal)):
        assert hours(copy.path) == [7.0]
        with contextlib.closing(sqlite3.connect(copy.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not list(backup.folder_of(journal).glob("*.part*"))


def test_there_is_no_call_for_folders_on_windows(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    backup._sync(journal.parent)
