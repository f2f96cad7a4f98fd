"""The day's backup: once on each local day, beside the loop, and told of when it fails."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from config.errors import JournalError, LullError
from config.paths import resolve
from journal import backup
from journal.store import Journal
from tray import daily_backup, doctor
from tray.clock import Clock
from tray.daily_backup import DailyBackup

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from lull_parts import Time

    from tray.desk import Desk


@pytest.fixture
def journal(desk: Desk) -> Path:
    """A journal that is open, as it is while Lull runs."""
    desk.log(["coffee"], "command")
    return desk.journal.path


class Days:
    """A daily backup on a loop, and what it told."""

    def __init__(self, journal: Path, time: Time) -> None:
        self.told: list[LullError] = []
        self.journal = journal
        loop = asyncio.get_running_loop()
        self.backup = DailyBackup(journal, time.clock, loop, self.told.append)

    async def look(self) -> list[str]:
        """Look, and give the days of the copies that are there then, the oldest first."""
        self.backup.look()
        self.backup.end()
        await asyncio.sleep(0)  # what the thread posted
        found = backup.backups(backup.folder_of(self.journal))
        return [copy.day.isoformat() for copy in reversed(found)]


def play(journal: Path, time: Time, body: Callable[[Days], Awaitable[None]]) -> Days:
    async def run() -> Days:
        days = Days(journal, time)
        await body(days)
        return days

    return asyncio.run(run())


def test_one_is_made_on_each_local_day(journal: Path, time: Time) -> None:
    async def body(days: Days) -> None:
        assert await days.look() == ["2026-03-10"]
        time.set("23:59")
        assert await days.look() == ["2026-03-10"]
        # Half an hour after midnight in Berlin it is the day before in UTC.
        time.set("+1 00:30")
        assert await days.look() == ["2026-03-10", "2026-03-11"]
        time.set("+5 12:00")
        assert await days.look() == ["2026-03-10", "2026-03-11", "2026-03-15"]

    assert play(journal, time, body).told == []


def test_what_a_copy_took_is_given_back(
    journal: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr(daily_backup.footprint, "trim", lambda: given.append("back"))

    async def body(days: Days) -> None:
        await days.look()
        await days.look()

    play(journal, time, body)
    assert given == ["back"]


def test_a_restart_on_the_same_day_makes_no_second_one(journal: Path, time: Time) -> None:
    async def body(days: Days) -> None:
        assert await days.look() == ["2026-03-10"]

    play(journal, time, body)
    play(journal, time, body)


def test_the_loop_goes_on_while_a_copy_is_made(
    journal: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, made = threading.Event(), threading.Event(), []

    def slow(_: Path, today: object) -> None:
        made.append(today)
        begun.set()
        assert go_on.wait(20)

    monkeypatch.setattr(daily_backup, "back_up", slow)

    async def body(days: Days) -> None:
        days.backup.look()
        assert await asyncio.to_thread(begun.wait, 20)
        # Over midnight no second one begins beside it.
        time.set("+1 00:30")
        days.backup.look()
        go_on.set()
        days.backup.end()
        assert len(made) == 1
        days.backup.look()
        days.backup.end()
        assert len(made) == 2

    play(journal, time, body)


def test_a_failure_is_told_once_until_one_could_be_made(
    journal: Path, time: Time, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def full(*_: object) -> None:
        raise JournalError("The journal cannot be used", "the disk is full")

    async def body(days: Days) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(daily_backup, "back_up", full)
            assert await days.look() == []
            assert await days.look() == []  # not tried again on the same day
            time.set("+1 09:00")
            assert await days.look() == []
        time.set("+2 09:00")
        assert await days.look() == ["2026-03-12"]
        time.set("+3 09:00")
        monkeypatch.setattr(daily_backup, "back_up", full)
        await days.look()

    told = play(journal, time, body).told
    assert [error.detail for error in told] == ["the disk is full"] * 2
    assert (
        caplog.messages == ["no backup was made: The journal cannot be used: the disk is full"] * 3
    )


def test_at_the_end_nobody_is_left_to_tell(journal: Path, time: Time) -> None:
    loop = asyncio.new_event_loop()
    ended = DailyBackup(journal, time.clock, loop, lambda _: pytest.fail("it was told"))
    ended.end()
    loop.close()
    ended.look()
    ended.end()
    assert len(backup.backups(backup.folder_of(journal))) == 1


def test_the_doctor_says_how_old_the_last_one_is(own_home: Path) -> None:
    paths = resolve(str(own_home / "lull"), {})

    def look() -> doctor.Finding:
        return doctor._backups(paths)

    assert look().ok is None
    Journal.open(paths.journal).close()
    today = Clock().today()
    made = backup.back_up(paths.journal, today)
    assert made is not None
    found = look()
    assert (found.ok, found.detail) == (True, f"the last one is {made.name}")
    made.path.unlink()
    old = backup.back_up(paths.journal, today - dt.timedelta(days=3))
    assert old is not None
    found = look()
    assert found.ok is False
    assert f"the last one is of {old.day}; lull backup now makes one" in found.detail
    paths.journal.unlink()
    found = look()
    assert found.ok is False
    assert found.detail.startswith("there is no journal; lull backup recover makes")


def test_a_copy_for_which_there_was_no_room_is_tried_again_the_same_day(
    journal: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "_AGAIN_SECONDS", 0)
    folder = backup.folder_of(journal)
    folder.write_text("in the way")

    async def body(days: Days) -> None:
        days.backup.look()
        while not days.told:  # noqa: ASYNC110 - what the thread posts ends it
            await asyncio.sleep(0)
        folder.unlink()
        while not backup.backups(folder):  # noqa: ASYNC110 - likewise
            await asyncio.sleep(0)
        days.backup.end()

    play(journal, time, body)
