"""Notifications through plyer: Windows, macOS, and the last resort on a Linux desktop.

The only module that imports plyer, and only when it is needed. Facts about plyer 2.1.0:

* No buttons, nothing replaced, nothing withdrawn.
* It returns normally on Linux when ``notify-send`` failed: its result never means "seen".
* A folder ``/app`` makes it take the portal of Flatpak, with texts pasted into a command line.
* ``notify-send`` takes a text that begins with ``-`` for an option.
* With dbus-python and a daemon that hangs it blocks for 25 s: called in a thread of its own.
* Windows refuses a title of more than 64 characters and a message of more than 256.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import shutil
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from config.language import tr
from tray.notify import text
from tray.notify.base import Closed, Shown
from tray.notify.open_notes import OpenNotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.notify.base import Note, OnAnswer, OnClosed

APP_NAME = "Lull"
ANSWER_SECONDS = 5.0
"""How long plyer may take; on a working desktop it takes less than a second."""
DEFAULT_STAY_SECONDS = 10
"""plyer's own default."""
WINDOWS_TITLE_LIMIT = 64
WINDOWS_BODY_LIMIT = 256
EN_DASH = "\N{EN DASH}"
FLATPAK_FOLDER = Path("/app")


class Notify(Protocol):
    """What is called of plyer."""

    def __call__(
        self, *, title: str, message: str, app_name: str, app_icon: str, timeout: int
    ) -> None:
        """Show a notification; returns when it was handed over."""


def plyer_notify(**arguments: Any) -> None:  # noqa: ANN401 - handed on as it is
    """Import plyer and call it.

    Raises:
        NotImplementedError: plyer has no way to show anything here.
    """
    # "The Python dbus package is not installed" is no news: notify-send is used then.
    warnings.filterwarnings("ignore", module=r"plyer\.")
    importlib.import_module("plyer").notification.notify(**arguments)


def obstacle(platform: str = sys.platform, flatpak_folder: Path = FLATPAK_FOLDER) -> str:
    """Why plyer could not show anything on this machine, or nothing."""
    if not platform.startswith("linux"):
        return ""
    if flatpak_folder.is_dir():
        return tr(
            "plyer takes this machine for a Flatpak, because of the folder {path}",
            path=flatpak_folder,
        )
    if shutil.which("notify-send") or importlib.util.find_spec("dbus"):
        return ""
    return tr("neither notify-send nor python3-dbus is installed")


def plyer_texts(note: Note, platform: str = sys.platform) -> tuple[str, str]:
    """The title and the message for plyer on ``platform`` (a value of ``sys.platform``)."""
    title = text.title(note.title)
    message = text.body(note.body)
    if platform == "win32":
        title = text.shorten(title, WINDOWS_TITLE_LIMIT)
        room = WINDOWS_BODY_LIMIT
        if note.buttons:
            room -= len(tr(text.ANSWER_IN_TRAY)) + 1
        message = text.shorten(message, room)
    if note.buttons:
        message = text.body(message, tr(text.ANSWER_IN_TRAY))
    if platform.startswith("linux"):
        # Every daemon of today reads markup here, and plyer does not ask.
        message = text.escape_markup(message)
        title, message = (_without_dash(part) for part in (title, message))
    return title, message


def _without_dash(part: str) -> str:
    return f"{EN_DASH}{part[1:]}" if part.startswith("-") else part


class PortableNotifier:
    """Shows notes through plyer, without buttons."""

    name = "plyer"

    def __init__(
        self,
        on_answer: OnAnswer,
        on_closed: OnClosed,
        *,
        icon: str | Path | None = None,
        notify: Notify = plyer_notify,
        find_obstacle: Callable[[], str] = obstacle,
        platform: str = sys.platform,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Prepare, on the loop; plyer is imported by the first `show`.

        Args:
            on_answer: Never called: plyer has no buttons. The tray menu takes the answers.
            on_closed: Told about the end of a note's time, about newer notes and withdrawals.
            icon: A picture to show where plyer can: a PNG on Linux, an ICO on Windows.
            notify: plyer.
            find_obstacle: Says why plyer is of no use, or nothing.
            platform: A value of ``sys.platform``.
            answer_seconds: How long `show` waits for plyer.
        """
        self._loop = asyncio.get_running_loop()
        self._icon = str(icon) if icon is not None else ""
        self._notify = notify
        self._find_obstacle = find_obstacle
        self._platform = platform
        self._answer_seconds = answer_seconds
        self._notes = OpenNotes(self._loop, on_answer, on_closed, lambda _opened: None)
        self._busy = False
        self._closing = False

    async def show(self, note: Note) -> Shown:
        """Hand ``note`` to plyer; ``ok`` says that plyer took it, which is all it can say."""
        why = self._why_not()
        if why:
            return Shown.failed(why)
        done: asyncio.Future[str] = self._loop.create_future()
        self._start(note, done)
        try:
            async with asyncio.timeout(self._answer_seconds):
                why = await done
        except TimeoutError:
            why = tr("plyer does not answer")
        if why:
            return Shown.failed(why)
        self._notes.open(note)
        return Shown(ok=True, by=self.name, why="")

    async def withdraw(self, slot: str) -> None:
        """End the note of ``slot``; what is on the screen goes when the desktop takes it."""
        self._notes.end(slot, Closed.WITHDRAWN)

    async def close(self) -> None:
        """End every note."""
        self._closing = True
        self._notes.end_all(Closed.WITHDRAWN)

    def _why_not(self) -> str:
        if self._closing:
            return tr("Lull is closing")
        if self._busy:
            return tr("plyer still hangs in an earlier notification")
        return self._find_obstacle()

    def _start(self, note: Note, done: asyncio.Future[str]) -> None:
        title, message = plyer_texts(note, self._platform)
        stay_seconds = DEFAULT_STAY_SECONDS
        if note.stay_seconds is not None:
            stay_seconds = max(1, round(note.stay_seconds))

        def finish(why: str) -> None:
            self._busy = False
            if not done.done():
                done.set_result(why)

        def run() -> None:
            why = ""
            try:
                self._notify(
                    title=title,
                    message=message,
                    app_name=APP_NAME,
                    app_icon=self._icon,
                    timeout=stay_seconds,
                )
            except Exception as error:  # noqa: BLE001 - barrier: what plyer raises is not known
                why = f"plyer: {text.line(str(error), text.TITLE_LIMIT) or type(error).__name__}"
            # The loop may have ended while plyer hung; it says so with a RuntimeError.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(finish, why)

        # A thread of its own, not one of the loop's pool: that pool is waited for at the end, and
        # plyer may hang for 25 s.
        self._busy = True
        threading.Thread(target=run, name="plyer", daemon=True).start()
