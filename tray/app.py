"""The running Lull: the only place where its parts are wired together.

Two threads of our own: the main thread runs the icon and its menu callbacks, the core thread runs
one asyncio loop with everything else. They meet only at the loop: the main thread posts to it with
``call_soon_threadsafe``, and the core hands over finished menus. The session bus has a third.

The icon comes first and the rest follows, so that a login does not wait for it.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import queue
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from config.identity import APP_ID
from config.language import code, tr
from config.lock import Lock
from config.paths import make_folders
from tray import footprint, menu

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping
    from contextlib import AbstractAsyncContextManager
    from types import FrameType
    from typing import TypeAlias

    from config.paths import Paths
    from tray.bus.connection import Bus
    from tray.core import Core
    from tray.icon.select import HostKind, TrayIcon
    from tray.icon.state import IconState

    Living: TypeAlias = Callable[
        [Paths, Bus | None, Callable[[menu.MenuState, IconState], None], Callable[[], None]],
        AbstractAsyncContextManager[Core],
    ]

_log = logging.getLogger(__name__)

_ICON_HEAD_START_SECONDS = 0.3
"""The core starts when the icon is registered, or after this long."""
_SETTLED_SECONDS = 3.0
"""The start is over by then, on a slow machine too."""
_MOST_BY_HAND = 30
_HAND_SECONDS = 10.0
"""So many rows of the menu, in so many seconds, does nobody press."""
_NO_TRAY_SECONDS = 20.0
"""A panel may start after us; only then is a missing tray worth a word."""


def is_graphical(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a desktop session that could show an icon or a notification."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    return any(environ.get(name) for name in names)


def ends_with_terminal() -> bool:
    """Whether the end of the terminal in which Lull was started ends it; nohup has it ignored."""
    return sys.platform == "win32" or signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN


class Resident:
    """One running Lull."""

    def __init__(
        self,
        paths: Paths,
        live: Living | None = None,
        *,
        welcome: bool = False,
        demo: bool = False,
        first: tuple[str, str] | None = None,
        on_start: Callable[[], None] | None = None,
    ) -> None:
        """Take the lock and prepare the folders.

        Args:
            paths: Where the files are.
            live: Brings the core to life; `tray.living.living` unless a demo gives its own.
            welcome: Whether a newcomer is welcomed; not at a login, where nobody asked for it.
            demo: Whether its icon is the demo's.
            first: What is done at once as if its row of the menu had been chosen, and the token
                that lets a window come to the front; see `tray.core.Core.act`.
            on_start: Called once it has started, on the core's thread.

        Raises:
            AlreadyRunning: Another Lull runs on the same folder.
            OSError: A folder cannot be made.
        """
        make_folders(paths)
        self._paths = paths
        self._live_core = live
        self._welcome = welcome
        self._demo = demo
        self._on_start = on_start
        self._lock = Lock(paths.lock)
        self._rows = menu.rows(menu.MenuState())
        self._shown: tuple[menu.MenuState, IconState, str] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._core: Core | None = None
        self._early = collections.deque([first] if first is not None else ())
        self._pressed: collections.deque[float] = collections.deque()
        # Not an event: a signal handler that sets one may wait for itself.
        self._ends: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._signalled: int | None = None
        self._stopping = False
        self._icon_seen = threading.Event()
        self._failure: BaseException | None = None
        self._icon: TrayIcon | None = None
        self._bus: Bus | None = None
        self._host: tuple[str, Callable[[], str]] = (
            "none",
            lambda: tr("it looks for a panel"),
        )

    # -- main thread

    def run(self) -> None:
        """Run until somebody quits.

        Raises:
            LullError: The core could not start; nothing is left running.
        """
        with contextlib.ExitStack() as stack:
            self._heed_signals(stack)
            self._run()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        core_thread = threading.Thread(target=self._run_core, name="core")
        try:
            if is_graphical():
                self._make_icon()
            else:
                self._host = ("none", lambda: tr("there is no desktop session"))
                self._icon_seen.set()
            core_thread.start()
            if self._icon is not None:
                self._icon.run()
            else:
                self._ends.get()
        finally:
            self._stop()
            if core_thread.ident is not None:
                core_thread.join()
            if self._bus is not None:
                self._bus.stop()
            self._lock.release()

    def _make_icon(self) -> None:
        if sys.platform == "linux":
            from tray.bus.connection import Bus  # noqa: PLC0415 - jeepney exists on Linux alone

            self._bus = Bus()
            self._bus.start()
        footprint.load_less_for_the_icon()
        from tray.icon.select import TrayIcon  # noqa: PLC0415 - not without a desktop

        self._icon = TrayIcon(
            APP_ID,
            "Lull",
            lambda: self._rows,
            self._on_action,
            self._on_host,
            self._bus,
            self._paths.pages / "icon.pixels",
            demo=self._demo,
        )

    def _heed_signals(self, stack: contextlib.ExitStack) -> None:
        numbers = [signal.SIGINT, signal.SIGTERM]
        if sys.platform != "win32" and ends_with_terminal():
            numbers.append(signal.SIGHUP)
        for number in numbers:
            signal.signal(number, self._on_signal)
        if sys.platform == "win32":
            return
        # A signal that comes just before the main thread begins to wait, or that another thread
        # takes, does not end that wait, and its handler would not run before it. The core hears.
        self._signalled, note = os.pipe()
        stack.callback(os.close, self._signalled)
        stack.callback(os.close, note)
        os.set_blocking(note, False)
        stack.callback(signal.set_wakeup_fd, signal.set_wakeup_fd(note, warn_on_full_buffer=False))

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        """Have both threads end; from any thread or signal handler, so nothing here may wait."""
        if not self._stopping:
            self._stopping = True
            self._ends.put(None)
            if self._icon is not None:
                self._icon.stop()
        self._post(self._end_core)

    def _post(self, callback: Callable[..., None], *arguments: object) -> None:
        """Have the core thread call something, if it has begun and has not ended."""
        if self._loop is not None:
            # A loop that was closed at this moment refuses, and then nobody needs to be told.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(callback, *arguments)

    def _on_action(self, action: str) -> None:
        if not self._by_hand():
            return
        token = self._icon.take_activation_token() if self._icon is not None else ""
        if self._core is not None:
            self._post(self._core.act, action, token)
        else:
            # The icon is there a moment before the rest; what is clicked by then is not lost.
            self._early.append((action, token))

    def _by_hand(self) -> bool:
        """Whether no more was asked for lately than a person could ask for.

        Whatever speaks on the session bus can press the menu's rows, and each is work to do.
        """
        now = time.monotonic()
        while self._pressed and now - self._pressed[0] > _HAND_SECONDS:
            self._pressed.popleft()
        if len(self._pressed) >= _MOST_BY_HAND:
            return False
        self._pressed.append(now)
        return True

    def _on_host(self, kind: HostKind, reason: Callable[[], str]) -> None:
        self._host = (kind.value, reason)
        if kind.value != "none":
            self._icon_seen.set()
        if self._core is not None:
            self._post(self._core.use_host, kind.value, reason)

    # -- core thread

    def _run_core(self) -> None:
        self._icon_seen.wait(_ICON_HEAD_START_SECONDS)
        try:
            footprint.load_less_for_the_loop()
            import asyncio  # noqa: PLC0415 - after the icon, and never without the core

            asyncio.run(self._live())
        except BaseException as error:  # noqa: BLE001 - barrier: the main thread raises it again
            self._failure = error
        finally:
            self._stop()

    async def _live(self) -> None:
        import asyncio  # noqa: PLC0415 - see _run_core

        if self._live_core is None:
            footprint.load_less_for_the_core()
            from tray.living import living  # noqa: PLC0415 - after the icon

            self._live_core = living
        self._ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        if self._signalled is not None:
            self._loop.add_reader(self._signalled, self._hear_signal, self._signalled)
        async with self._live_core(self._paths, self._bus, self._show, self._quit) as core:
            self._core = core
            while self._early:
                core.act(*self._early.popleft())
            core.use_host(*self._host)
            if self._icon is not None:
                self._loop.call_later(_NO_TRAY_SECONDS, self._tell_no_tray)
            self._loop.call_later(_SETTLED_SECONDS, footprint.give_back)
            if self._on_start is not None:
                self._on_start()
            if self._welcome:
                core.windows.welcome()
            if self._stopping:
                return
            await self._ended.wait()

    def _hear_signal(self, noted: int) -> None:
        os.read(noted, 1)
        self._stop()

    def _end_core(self) -> None:
        self._ended.set()

    def _quit(self) -> None:
        self._stop()

    def _tell_no_tray(self) -> None:
        kind, reason = self._host
        told = reason()
        if kind == "none" and told and self._core is not None:
            self._core.tell_no_tray(told)

    def _show(self, state: menu.MenuState, icon: IconState) -> None:
        if (state, icon, code()) == self._shown:
            return
        self._shown = (state, icon, code())
        self._rows = menu.rows(state)
        if self._icon is not None:
            self._icon.show(icon, f"Lull: {state.status}")
            self._icon.update_menu()


def restrict() -> None:
    """Have whatever this process and its libraries write be for its owner alone."""
    os.umask(0o077)
