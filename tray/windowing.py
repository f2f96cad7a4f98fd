"""What the running Lull does with windows: which row opens which, and what stands in for one."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, Final, Protocol

from config import language
from config.kinds import Window
from tray import autostart, opener, remembered, replies
from tray.windows_door import WindowsDoor, can_show, window_command

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from config.paths import Paths
    from journal.store import Journal
    from tray.notify.base import Note
    from tray.qt_trouble import Trouble

PAGES: Final = frozenset({"about", "when_to_get_help", "look_back"})
"""Windows that a page in the browser can stand in for."""
ROWS: Final = ("about", "check", "check_in", "look_back", "report", "settings")
"""Rows of the menu that open the window of their name."""
_WELCOME: Final = "welcome"
_ASK_AUTOSTART: Final = frozenset({_WELCOME, Window.SETTINGS.value})
"""Windows in which starting at login can be chosen."""
_NO_WELCOME: Final = "no_welcome"
_TERMINAL_WORDS: Final = {
    "log": ("log", "--stay"),
    "check": ("check",),
    "check_in": ("check-in",),
    "report": ("report", "--stay"),
}
"""What asks or tells the same as a window in a terminal."""
_TERMINAL_AT_ONCE: Final = frozenset({"check_in", "report"})
"""Windows that a terminal stands in for without asking first."""
_TELL_SECONDS: Final = 8.0
"""So long is a window waited for, by somebody who waits `tray.control.REPLY_SECONDS` at most."""


class House(Protocol):
    """What the windows need of the core."""

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something the person asked for."""

    def reply(self, note: Note) -> None:
        """Show a notification."""

    def tell_once(self, what: str, note: Note) -> None:
        """Show a notification about ``what`` once, ever."""

    async def review(self) -> None:
        """Look anew at the journal."""

    async def open_page(self, name: str) -> None:
        """Open a page in the browser."""

    async def open_settings_file(self) -> None:
        """Open the settings file."""

    async def guide_breathing(self) -> None:
        """Two minutes of slow breathing, by notifications."""


class Windowing:
    """Opens windows for the core, and what stands in for them."""

    def __init__(
        self, paths: Paths, journal: Journal, house: House, loop: asyncio.AbstractEventLoop
    ) -> None:
        """Prepare; nothing is opened yet."""
        self._paths = paths
        self._journal = journal
        self._house = house
        self._door = WindowsDoor(loop, self, self._command)
        self.token = ""
        """What lets the next window come to the front; used once."""
        self.language = ""
        """What the next window is to speak; "" for what Lull speaks, and used once."""

    def _command(self, name: str) -> list[str]:
        command = window_command(name, self._paths)
        if name in _ASK_AUTOSTART:
            # A window cannot ask the tray, which alone knows where each system keeps this.
            command += ["--autostart", "on" if autostart.is_on(os.environ) else "off"]
        return command

    async def open(self, name: str) -> None:
        """Open a window; where there can be none, a page or the terminal stands in.

        Slow breathing is then guided by notifications.

        Raises:
            DesktopError: What stands in could not be opened either.
        """
        if can_show(os.environ):
            self._open_window(name)
        else:
            self.token = self.language = ""
            await self._stand_in(name, "")

    def _open_window(self, name: str) -> asyncio.Future[Trouble | None]:
        token, self.token = self.token, ""
        spoken, self.language = self.language, ""
        return self._door.open(name, token, spoken)

    async def open_and_tell(self, name: str, spoken: str) -> None:
        """Open a window, as `open` does, for somebody who waits to hear of it.

        Args:
            name: The window.
            spoken: What they speak; "" for what Lull speaks.

        Raises:
            DesktopError: It did not open, and why.
        """
        if not can_show(os.environ):
            await self.open(name)
            with language.speaking(spoken):
                raise replies.window_refused("")
        outcome = self._open_window(name)
        # One that takes longer is on its way still; what becomes of it is told as for any other.
        await asyncio.wait([outcome], timeout=_TELL_SECONDS)
        trouble = outcome.result() if outcome.done() else None
        if trouble is not None:
            with language.speaking(spoken):
                raise replies.window_refused(trouble.words)

    async def _stand_in(self, name: str, why: str) -> None:
        """Do without a window that cannot open."""
        if name in PAGES:
            await self._house.open_page(name)
        elif name == "breathe":
            await self._house.guide_breathing()
        elif name == "settings":
            await self._house.open_settings_file()
        elif name in _TERMINAL_AT_ONCE:
            await self.use_terminal(name)
        else:
            self._house.reply(replies.no_window(name, why))

    def greet(self) -> bool:
        """A second start: open the log window; False where there can be no window."""
        if not can_show(os.environ):
            return False
        self._house.start(self.open("log"))
        return True

    def welcome(self) -> None:
        """At the first start, once: what Lull does, and what to choose."""
        if can_show(os.environ) and not remembered.was_told(self._journal, _WELCOME):
            self._house.start(self.open(_WELCOME))

    async def use_terminal(self, name: str) -> None:
        """The same questions in a terminal.

        Raises:
            DesktopError: No terminal could be opened.
        """
        home = ["--home", str(self._paths.home)] if self._paths.home else []
        words = _TERMINAL_WORDS.get(name, _TERMINAL_WORDS["log"])
        await opener.open_terminal([*opener.lull_command(), *home, *words])

    def close(self) -> None:
        """Let go of all windows; see `tray.windows_door.WindowsDoor.close`."""
        self._door.close()

    # -- what the door tells (tray.windows_door.Guest)

    def heard(self, name: str, words: str) -> None:
        """A window says something."""
        command, _, other = words.partition(" ")
        if command == "open" and other in set(Window):
            self._house.start(self.open(other))
        elif command in {"saved", "changed"}:
            self._house.start(self._house.review())
        elif command == "painted" and name == _WELCOME:
            self._house.start(self._welcomed())
        elif command == "autostart" and name in _ASK_AUTOSTART and other in {"on", "off"}:
            self._house.start(self._start_at_login(wanted=other == "on"))

    async def _welcomed(self) -> None:
        remembered.set_told(self._journal, _WELCOME)

    async def _start_at_login(self, *, wanted: bool) -> None:
        if wanted:
            autostart.turn_on(autostart.login_command(self._paths), os.environ)
        else:
            autostart.turn_off(os.environ)

    def failed(self, name: str, trouble: Trouble) -> None:
        """A window could not open."""
        if name == _WELCOME:
            # Nobody asked for it, and it comes again once windows can open: one word is enough.
            self._house.tell_once(_NO_WELCOME, replies.no_welcome(trouble.words))
        else:
            self._house.start(self._stand_in(name, trouble.words))
