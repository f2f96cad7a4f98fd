"""``lull backup``: copies made, listed and put back, never under a running Lull."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from config.lock import Lock
from tray import control
from tray.commands import alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import Commands

    from config.paths import Paths


@pytest.fixture
def running(lull: Commands) -> Iterator[None]:
    """Somebody holds the lock, as a running Lull does."""
    lull.text("log", "coffee")
    lock = Lock(lull.paths.lock)
    yield
    lock.release()


def facts(lull: Commands, *words: str) -> Any:  # noqa: ANN401 - JSON of each command
    return json.loads(lull.text(*words, "--json"))


def logged(lull: Commands) -> list[str]:
    return [row["item"] for row in json.loads(lull.text("export"))["entries"]]


def damage(journal: Path) -> None:
    """Overwrite the index of the entries, without which all of them can still be read."""
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_time'"
        ).fetchone()
    with journal.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_without_a_journal_there_is_nothing_to_copy(lull: Commands) -> None:
    assert lull.text("backup", "now") == "There is no journal yet.\n"
    assert facts(lull, "backup", "now") == {"name": None}
    assert lull.text("backup", "list") == "There is no backup yet.\n"
    assert facts(lull, "backup", "list") == []


def test_a_copy_is_made_and_listed(lull: Commands) -> None:
    lull.text("log", "coffee")
    said = lull.text("backup", "now")
    [row] = facts(lull, "backup", "list")
    assert said == f"Copied and checked: {row['name']}\n"
    assert row["name"] == f"journal-000001-{row['day']}"
    assert row["day"] in row["at"]
    assert (row["entries"], row["before"]) == (1, False)
    at = row["at"][:16].replace("T", " ")
    assert lull.text("backup", "list") == f"{row['name']}  {at}, 1 entry\n"
    assert facts(lull, "backup", "now")["name"] == f"journal-000002-{row['day']}"


def test_a_copy_is_put_back_and_the_journal_kept(lull: Commands) -> None:
    lull.text("log", "coffee")
    lull.text("backup", "now")
    lull.text("log", "tea")
    said = lull.text("backup", "restore")
    assert said.startswith("Restored. The journal of before is kept: ")
    assert logged(lull) == ["coffee"]
    row, before = facts(lull, "backup", "list")
    assert said.endswith(f"To go back: lull backup restore {before['name']}\n")
    listed = lull.text("backup", "list").splitlines()
    assert listed[1].endswith(", 2 entries, the journal before a copy was put back")
    lull.text("backup", "restore", before["name"])
    assert logged(lull) == ["coffee", "tea"]
    os.utime(row["path"], (0, 0))
    assert facts(lull, "backup", "list")[0]["at"] is None
    before_path = lull.paths.journal.with_name(f"{before['name']}.sqlite3")
    before_path.write_bytes(b"damaged" * 99)
    assert "  it cannot be read" not in lull.text("backup", "list").splitlines()[0]
    assert ", it cannot be read, the journal before" in lull.text("backup", "list")
    lull.paths.journal.unlink()
    assert facts(lull, "backup", "restore", row["name"]) == {"aside": None, "restarted": False}
    assert logged(lull) == ["coffee"]


def test_a_copy_that_is_not_there_is_named(lull: Commands) -> None:
    lull.text("log", "coffee")
    assert "the newest; there are: none yet" in lull.refused("backup", "restore")
    assert "mine; there are: none yet" in lull.refused("backup", "restore", "mine")


@pytest.mark.usefixtures("running")
def test_under_a_running_lull_nothing_is_put_back(lull: Commands) -> None:
    lull.text("backup", "now")
    before = lull.files()
    said = lull.refused("backup", "restore", status=1)
    assert said.startswith("lull: Lull is running: end it first (lull quit), or add --restart")
    assert lull.files() == before


def test_the_running_lull_is_ended_and_started_again_whatever_happens(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def end(_: Paths) -> bool:
        done.append("end")
        return True

    monkeypatch.setattr(alone, "end", end)
    monkeypatch.setattr(alone, "start", lambda _: done.append("start"))
    lull.text("log", "coffee")
    lull.refused("backup", "restore", "--restart")
    assert done == ["end", "start"]
    lull.text("backup", "now")
    assert facts(lull, "backup", "restore", "--restart")["restarted"] is True
    assert done == ["end", "start"] * 2


def test_where_none_runs_none_is_started(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "start", lambda _: pytest.fail("it was started"))
    lull.text("log", "coffee")
    lull.text("backup", "now")
    assert facts(lull, "backup", "restore", "--restart")["restarted"] is False


@pytest.mark.parametrize("words", [("now", "x"), ("list", "x"), ("now", "--restart"), ("all",)])
def test_what_goes_with_restore_goes_with_nothing_else(
    lull: Commands, words: tuple[str, ...]
) -> None:
    lull.refused("backup", *words)


def test_a_damaged_journal_is_not_copied(lull: Commands) -> None:
    for _ in range(60):
        lull.text("log", "coffee")
    with lull.paths.journal.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    refused = lull.refused("backup", "now", status=1)
    assert "damaged" in refused
    assert "lull backup recover" in refused


# -- made anew


def test_a_damaged_journal_is_made_anew_and_what_was_done_is_said(lull: Commands) -> None:
    lull.text("log", "coffee")
    said = lull.text("backup", "recover")
    assert said == "Nothing is wrong with the journal; it stays as it is.\n"
    assert facts(lull, "backup", "recover") is None
    lull.text("backup", "now")
    lull.text("log", "tea")
    damage(lull.paths.journal)
    said = lull.text("backup", "recover")
    assert "is damaged" in said
    assert "Lull made it anew: " in said
    assert "lull backup restore puts journal-000001-" in said
    assert logged(lull) == ["coffee", "tea"]
    lull.paths.journal.write_bytes(b"something else" * 9)
    told = facts(lull, "backup", "recover")
    assert (told["read"], told["copied"], told["restarted"]) == (0, 1, False)
    assert logged(lull) == ["coffee"]


def test_the_doctor_finds_the_damage_and_names_the_one_that_was_kept(lull: Commands) -> None:
    def journal(status: int) -> Any:  # noqa: ANN401 - a row of JSON
        done = lull("doctor", "--json")
        assert done.status == status
        return next(row for row in json.loads(done.output) if row["check"] == "Journal")

    lull.text("log", "coffee")
    damage(lull.paths.journal)
    row = journal(1)
    assert row["ok"] is False
    assert "is damaged" in row["detail"]
    assert "; lull backup recover makes it anew" in row["detail"]
    aside = facts(lull, "backup", "recover")["aside"]
    row = journal(0)
    assert row["ok"] is True
    assert row["detail"].endswith(f"; damaged ones that were kept: {aside}")
    with contextlib.closing(sqlite3.connect(lull.paths.journal)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "install the newer Lull again" in journal(1)["detail"]


def test_without_a_copy_there_is_none_to_put_back(lull: Commands) -> None:
    lull.text("log", "coffee")
    lull.paths.journal.write_bytes(b"something else" * 9)
    assert "lull backup restore" not in lull.text("backup", "recover")


@pytest.mark.usefixtures("running")
def test_under_a_running_lull_nothing_is_made_anew(lull: Commands) -> None:
    damage(lull.paths.journal)
    before = lull.files()
    assert "add --restart" in lull.refused("backup", "recover", status=1)
    assert lull.files() == before


# -- alone


def test_a_lull_that_does_not_end_is_told(
    lull: Commands, running: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del running
    monkeypatch.setattr(alone, "_QUIT_SECONDS", 0.05)
    assert "has not ended yet" in lull.refused("backup", "restore", "--restart", status=1)


@pytest.mark.parametrize(
    ("answer", "was_running"),
    [(None, True), (ConnectionRefusedError(), False), (ConnectionResetError(), True)],
)
def test_who_ends_a_lull_is_told_whether_there_was_one(
    lull: Commands,
    monkeypatch: pytest.MonkeyPatch,
    answer: Exception | None,
    was_running: bool,  # noqa: FBT001 - a case
) -> None:
    def ask(*_: object) -> None:
        if answer is not None:
            raise answer

    monkeypatch.setattr(control, "ask", ask)
    assert alone.end(lull.paths) is was_running


def test_lull_is_started_as_at_a_login_and_lives_on(
    lull: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    script = f'echo "$@" $(ps -o sid= -p $$) $$ > {told}'
    monkeypatch.setattr(alone, "login_command", lambda _: ["/bin/sh", "-c", script, "sh", "run"])
    alone.start(lull.paths)
    words, session, process = told.read_text().split()
    assert words == "run"
    assert session == process
    os.waitpid(int(process), 0)


def test_the_journal_on_disk_is_a_database_all_the_time(lull: Commands) -> None:
    lull.text("log", "coffee")
    lull.text("backup", "now")
    lull.text("backup", "restore")
    connection = sqlite3.connect(lull.paths.journal)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
