from __future__ import annotations

import asyncio
import contextlib
import io
import sys
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from lull_parts import EVERYTHING
from noon import at_noon
from PIL import Image
from stale_index import leave_out_of_the_index

from config.errors import DesktopError, JournalError
from config.paths import Paths, make_folders, resolve
from journal import backup
from journal.entries import new_id
from tray import control, living, messages
from tray.clock import Clock
from tray.notify.base import Note, Shown
from tray.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tray.bus.connection import Bus
    from tray.core import Core


class FakeBus:
    """A bus, as far as a notifier is made on it."""

    def __init__(self, *, connected: bool = True) -> None:
        self.connected = connected

    def subscribe(self, *_: object, **__: object) -> None:
        """As the real one."""

    def listen(self, *_: object, **__: object) -> None:
        """As the real one."""

    def call(self, *_: object, **__: object) -> None:
        """As the real one."""


@pytest.fixture
def paths(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    found = resolve(str(own_home / "lull"), {})
    make_folders(found)
    return found


def live(paths: Paths, play: Callable[[Core, list[str]], Any]) -> None:
    """Have a real core live as long as ``play`` takes; it sees each status that is shown."""

    async def run() -> None:
        shown: list[str] = []
        async with living.living(
            paths, None, lambda state, _: shown.append(state.status), lambda: None
        ) as core:
            await play(core, shown)

    asyncio.run(run())


def ways(paths: Paths, bus: FakeBus | None) -> list[str]:
    async def make() -> list[str]:
        notifier = living.make_notifier(
            paths, cast("Bus | None", bus), Clock(), lambda *_: None, lambda *_: None
        )
        names = [way.name for way in cast("Any", notifier)._notifiers]
        await notifier.close()
        return names

    return asyncio.run(make())


# -- the ways to show a notification


class Terminal(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_without_a_bus_the_terminal_is_all_there_is(paths: Paths) -> None:
    assert ways(paths, None) == ["terminal"]
    assert not (paths.pages / "lull.png").exists()


def test_on_a_desktop_the_bus_comes_first_and_the_terminal_last(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ways(paths, FakeBus()) == ["freedesktop", "plyer"]
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert ways(paths, FakeBus()) == ["freedesktop", "plyer", "terminal"]


def test_elsewhere_plyer_comes_first(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert ways(paths, None) == ["plyer", "terminal"]


def test_without_a_console_there_is_no_terminal(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert ways(paths, None) == []
    assert ways(paths, FakeBus()) == ["freedesktop", "plyer"]


def test_plyer_is_for_a_bus_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living, "obstacle", lambda: "nothing is installed")
    assert "does not answer" in living.plyer_obstacle(cast("Bus", FakeBus()))
    lost = cast("Bus", FakeBus(connected=False))
    assert living.plyer_obstacle(lost) == "nothing is installed"
    assert living.plyer_obstacle(None) == "nothing is installed"


def test_the_picture_is_made_once_and_for_its_owner_alone(paths: Paths) -> None:
    path = living.icon_file(paths)
    with Image.open(path) as picture:
        assert picture.size == (256, 256)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.stat().st_ino
    assert living.icon_file(paths).stat().st_ino == before


# -- a life


def test_a_life_begins_with_a_status_and_leaves_nothing(paths: Paths) -> None:
    async def play(core: Core, shown: list[str]) -> None:
        assert shown
        assert paths.control.exists()
        status = await core.answer(messages.Status())
        assert (status["running"], status["text"]) == (True, shown[-1])

    live(paths, play)
    assert not paths.control.exists()
    assert paths.settings.exists()


def test_new_settings_reach_schedule_and_core(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = asyncio.Event()
    use = Schedule.use

    def note(self: Schedule, settings: Any) -> None:  # noqa: ANN401 - handed on
        use(self, settings)
        if settings.limits.nudges_per_day == 0:
            followed.set()

    monkeypatch.setattr(Schedule, "use", note)

    async def play(core: Core, _: list[str]) -> None:
        paths.settings.write_text("limits.nudges_per_day = 0\n")
        await asyncio.wait_for(followed.wait(), 10)
        assert core.desk.settings.limits.nudges_per_day == 0

    live(paths, play)


def test_a_jump_of_the_clock_places_everything_anew(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    jumps: list[Callable[[], None]] = []

    class Watch:
        def __init__(self, _loop: object, on_jump: Callable[[], None]) -> None:
            jumps.append(on_jump)

        def stop(self) -> None:
            """As the real one."""

    resynced = []
    monkeypatch.setattr(living, "ClockWatch", Watch)
    monkeypatch.setattr(Schedule, "resync", lambda _: resynced.append(True))

    async def play(core: Core, shown: list[str]) -> None:
        reviewed = asyncio.Event()
        changed = core.changed

        def change() -> None:
            changed()
            reviewed.set()

        monkeypatch.setattr(core, "changed", change)
        jumps[0]()
        await asyncio.wait_for(reviewed.wait(), 10)
        assert shown

    live(paths, play)
    assert resynced == [True]


def test_settings_that_were_left_out_are_told_of_from_the_start(paths: Paths) -> None:
    paths.last_good_settings.write_text("")
    paths.settings.write_text("x = 1\n")

    async def play(core: Core, _: list[str]) -> None:
        status = await core.answer(messages.Status())
        assert "x: no such setting" in status["settings_error"]

    live(paths, play)


async def nothing(*_: object) -> None:
    """Play nothing."""


def test_a_start_that_fails_leaves_nothing_open(paths: Paths) -> None:
    paths.control.write_text("mine")
    with pytest.raises(DesktopError):
        live(paths, nothing)
    paths.control.unlink()
    assert not paths.journal.exists()
    paths.journal.mkdir()
    with pytest.raises(JournalError):
        live(paths, nothing)
    paths.journal.rmdir()
    with contextlib.suppress(FileNotFoundError):
        paths.control.unlink()
    live(paths, nothing)


@at_noon()
def test_a_damaged_journal_is_made_anew_at_the_start_and_that_is_told_once(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(paths, nothing)
    paths.journal.write_bytes(b"not a journal" * 100)
    notes: list[Note] = []

    class Screen:
        last_activation_token = ""

        async def show(self, note: Note) -> Shown:
            notes.append(note)
            return Shown(ok=True, by="screen", why="")

        async def close(self) -> None:
            """As the real ones."""

    monkeypatch.setattr(living, "make_notifier", lambda *_: Screen())

    async def play(core: Core, shown: list[str]) -> None:
        del core
        for _ in range(20):
            await asyncio.sleep(0)
        assert shown

    live(paths, play)
    [note] = notes
    [aside] = paths.journal.parent.glob("journal.damaged-*.sqlite3")
    assert aside.read_bytes() == b"not a journal" * 100
    assert note.title == "The journal was damaged"
    assert str(aside) in note.body
    live(paths, play)
    assert notes == [note]


# -- the day's backup


def test_the_day_s_backup_is_made_soon_after_the_start(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "_BACKUP_SECONDS", 0)

    async def play(core: Core, _: list[str]) -> None:
        del core
        # After the look that was asked for before.
        looked = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0, looked.set_result, None)
        await looked

    live(paths, play)
    [copy] = backup.backups(backup.folder_of(paths.journal))
    assert copy.day == Clock().today()


def test_a_backup_that_cannot_be_made_is_told_kindly(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "_BACKUP_SECONDS", 0)
    folder = backup.folder_of(paths.journal)
    folder.write_text("no folder")

    async def play(core: Core, _: list[str]) -> None:
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(core, "reply", told.set_result)
        note = await asyncio.wait_for(told, 10)
        assert note.title == "Today's backup was not made"
        assert note.body.endswith("Not a directory. To try again: lull backup now")

    live(paths, play)
    assert folder.read_text() == "no folder"


def test_a_journal_of_which_the_copy_is_damaged_is_made_anew_at_once(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def log(core: Core, _: list[str]) -> None:
        await core.answer(messages.Log(["coffee"], new_id()))

    live(paths, log)
    leave_out_of_the_index(paths.journal)
    monkeypatch.setattr(living, "_BACKUP_SECONDS", 0)

    async def play(core: Core, _: list[str]) -> None:
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(core, "tell_once", lambda _, note: told.set_result(note))
        note = await asyncio.wait_for(told, 10)
        assert note.title == "The journal was damaged"
        assert core.desk.today()["caffeine_mg"] > 0
        await core.answer(messages.Log(["tea"], new_id()))

    live(paths, play)
    [_aside] = paths.journal.parent.glob("journal.damaged-*.sqlite3")

    async def look(core: Core, _: list[str]) -> None:
        assert len(core.desk.journal.entries(*EVERYTHING)) == 2

    live(paths, look)
    assert len(list(paths.journal.parent.glob("journal.damaged-*.sqlite3"))) == 1


# -- the door


def test_who_logs_while_the_journal_is_looked_at_waits_and_is_heard(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, asking = living.trouble, []

    def slow(journal: Path) -> str:
        # The loop stands still meanwhile, as with a journal of many years.
        thread = threading.Thread(
            target=lambda: asking.append(
                control.ask(paths.control, messages.Log(["coffee"], new_id()))
            )
        )
        thread.start()
        asking.append(thread)
        return look(journal)

    monkeypatch.setattr(living, "trouble", slow)

    async def play(core: Core, _: list[str]) -> None:
        thread, *_others = asking
        await asyncio.to_thread(thread.join, 10)
        assert asking[1]["text"]
        assert core.desk.today()["caffeine_mg"] > 0

    live(paths, play)
