"""Weeks of a person with one running Lull, in minutes: what they do, and how much it holds.

The clock of Lull leaps (`leaping_lull`); the desktop, the session bus, the panel, the control
socket and the journal are real, and the notification service is one that answers as people do.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import tray_driver as tray
from bus_service import DBUS, NOTES, NOTES_PATH, BusService
from children import wait_for

from config.errors import LullError
from config.kinds import NudgeKind
from config.paths import make_folders, resolve, write_private
from config.settings import template_text
from journal.connection import connect
from journal.entries import new_id
from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Desktop

ROOT = Path(__file__).resolve().parents[2]
_WAKING = (7, 23)
_NIGHT = 3
_ROWS = (("Log", "Coffee"), ("Log", "Tea"), ("Pause", "1 hour"), ("Resume",))
_LOGGED = (["coffee"], ["tea"], ["water"], ["sleep", "7"], ["stress", "3"], ["exercise", "20"])
_SETTINGS = (
    "",
    "[limits]\nnudges_per_day = 8\ngap_minutes = 30\n",
    "[notifications]\nprivate_wording = true\n",
    "[nudges.movement]\non = true\n",
    "limits = 'nonsense'\n",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """What Lull held at the end of a day.

    Attributes:
        day: Its night, counted from 1.
        pss_kilobytes: Its memory, shared pages in parts (1 kB = 1,000 bytes).
        objects: Python's, after a collection.
        files: Open file descriptors.
        tasks: Of the core loop.
        threads: All of them.
        shown: Notes that it has shown since the start.
        confirmed: Entries that it has confirmed since the start.
    """

    day: int
    pss_kilobytes: int
    objects: int
    files: int
    tasks: int
    threads: int
    shown: int
    confirmed: int


class People(BusService):
    """A notification service with somebody in front of it: presses, closes, or lets it be."""

    name = NOTES
    paths = (NOTES_PATH,)

    def __init__(self, address: str, chance: random.Random) -> None:
        super().__init__(address)
        self._chance = chance
        self.shown = 0
        self._answering: list[threading.Timer] = []

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        match method.removeprefix(f"{NOTES}."):
            case "GetServerInformation":
                return "ssss", ("people", "somebody", "1.0", "1.2")
            case "GetCapabilities":
                return "as", (["body", "actions"],)
            case "Notify":
                self.shown += 1
                number = body[1] or self.shown
                self._react(number, body[5][::2])
                return "u", (number,)
            case "CloseNotification":
                self._closed(body[0], 3)
                return "", ()
        return super().answer(method, body)

    def _react(self, number: int, keys: list[str]) -> None:
        what = self._chance.choices(["press", "close", "nothing"], [5, 3, 2])[0]
        if what == "press" and keys:
            key = self._chance.choice(keys)
            self._soon(lambda: self._press(number, key))
        elif what == "close":
            self._soon(lambda: self._closed(number, 2))

    def _soon(self, act: Callable[[], None]) -> None:
        # After the answer to the call that it is about.
        timer = threading.Timer(0.005, act)
        timer.start()
        self._answering = [one for one in self._answering if one.is_alive()] + [timer]

    def _press(self, number: int, key: str) -> None:
        self._bus.emit(NOTES_PATH, NOTES, "ActionInvoked", "us", (number, key))
        self._closed(number, 2)

    def _closed(self, number: int, why: int) -> None:
        self._bus.emit(NOTES_PATH, NOTES, "NotificationClosed", "uu", (number, why))

    def leave(self) -> None:
        """End, as a service that is restarted."""
        self._bus.call_wait(*DBUS, "ReleaseName", "s", (self.name,))

    def come(self) -> None:
        """Be there again."""
        self._bus.call_wait(*DBUS, "RequestName", "su", (self.name, 0))

    def __exit__(self, *_: object) -> None:
        for timer in self._answering:
            timer.join()
        super().__exit__()


class LongLife:
    """One Lull on one desktop, and the person who lives with it."""

    def __init__(self, desktop: Desktop, seed: int, *how: str) -> None:
        """Start Lull.

        Args:
            desktop: One with a panel and without a notification service.
            seed: Another one, other days.
            how: What is said to `leaping_lull` besides the home.
        """
        self.desktop = desktop
        self.chance = random.Random(seed)  # noqa: S311 - habits, not secrets
        self.paths = resolve(str(desktop.folder / "lull home"), {})
        make_folders(self.paths)
        self.confirmed: set[str] = set()
        self._stack = contextlib.ExitStack()
        self.people = self._stack.enter_context(People(desktop.bus_address, self.chance))
        script = ROOT / "tests" / "leaping_lull.py"
        self.process = self._stack.enter_context(
            subprocess.Popen(
                [sys.executable, str(script), str(self.paths.home), *how],
                env={**desktop.env, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        )

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End Lull in any case."""
        if self.process.poll() is None:
            self.process.kill()
        self._stack.close()

    def days(self, count: int) -> Iterator[Day]:
        """Let days pass, and give what Lull held in each night."""
        day = 0
        while day < count:
            held = self._hear()
            # As the desktop has it, which is this process's own zone.
            hour = dt.datetime.fromisoformat(held["at"]).astimezone().hour
            if hour == _NIGHT:
                day += 1
                figures = (int(held[name]) for name in ("objects", "files", "tasks", "threads"))
                yield Day(day, self._pss(), *figures, self.people.shown, len(self.confirmed))
            self._close_windows()
            if _WAKING[0] <= hour < _WAKING[1]:
                self._live()
            self._go_on()

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"it ended: {self.process.poll()}"
        told: dict[str, Any] = json.loads(line)
        return told

    def _go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def _pss(self) -> int:
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("utf-8")
        [kibibytes] = re.findall(r"^Pss: +(\d+) kB$", text, re.MULTILINE)
        return int(kibibytes) * 1024 // 1000

    def _windows(self) -> list[int]:
        """The processes of the windows that its nudges have opened."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for children in tasks for pid in children.read_text("utf-8").split()]

    # -- what the person does in an hour

    def _close_windows(self) -> None:
        for window in self._windows():
            with contextlib.suppress(ProcessLookupError):
                os.kill(window, signal.SIGTERM)
        wait_for(lambda: not self._windows(), 20.0, "the end of its windows")

    def _live(self) -> None:
        habits: list[tuple[Callable[[], object], float]] = [
            (self._log, 0.6),
            (self._move, 0.5),
            (self._look, 0.3),
            (self._press_a_row, 0.15),
            (self._be_nudged, 0.15),
            (self._pause, 0.08),
            (self._undo, 0.08),
            (self._change_settings, 0.06),
            (self._restart_the_panel, 0.01),
            (self._restart_the_service, 0.02),
        ]
        for habit, likely in habits:
            if self.chance.random() < likely:
                habit()

    def _ask(self, request: messages.Request) -> bool:
        """Whether it was done; there may be nothing to take back, or nothing to show."""
        with contextlib.suppress(LullError):
            control.ask(self.paths.control, request)
            return True
        return False

    def _log(self) -> None:
        entry = new_id()
        assert self._ask(messages.Log(self.chance.choice(_LOGGED), id=entry))
        self.confirmed.add(entry)

    def _move(self) -> None:
        place = (self.chance.randrange(1000), self.chance.randrange(100, 700))
        self.desktop.xdotool("mousemove", *map(str, place))

    def _look(self) -> None:
        assert self._ask(messages.Status())
        assert self._ask(messages.Today())

    def _press_a_row(self) -> None:
        item = tray.service(self.desktop)
        row = tray.find(tray.layout(self.desktop, item), *self.chance.choice(_ROWS))
        body = (row[0], "clicked", ("i", 0), 0)
        self.desktop.bus_call(item, "/MenuBar", tray.MENU, "Event", "isvu", body)

    def _be_nudged(self) -> None:
        self._ask(messages.Nudge(self.chance.choice(list(NudgeKind))))

    def _pause(self) -> None:
        assert self._ask(messages.Pause(self.chance.choice(("30m", "2h"))))
        if self.chance.random() < 0.5:
            assert self._ask(messages.Resume())

    def _undo(self) -> None:
        self._ask(messages.Undo())

    def _change_settings(self) -> None:
        text = template_text() if self.chance.random() < 0.3 else self.chance.choice(_SETTINGS)
        write_private(self.paths.settings, text.encode())

    def _restart_the_panel(self) -> None:
        self.desktop.kill_panel()
        self.desktop.start_panel()

    def _restart_the_service(self) -> None:
        self.people.leave()
        self.people.come()

    def end(self) -> list[str]:
        """Quit; the ids of what stands in the journal then."""
        control.ask(self.paths.control, messages.Quit())
        assert self.process.wait(20) == 0
        with contextlib.closing(connect(self.paths.journal)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return [row[0] for row in connection.execute("SELECT id FROM entries NOT INDEXED")]
