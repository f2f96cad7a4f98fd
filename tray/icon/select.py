"""The icon as the rest of Lull knows it: one object, whatever tray there is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tray.icon.hosts import HostKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tray.bus.connection import Bus
    from tray.icon.linux_tray import LinuxTray
    from tray.icon.native_tray import NativeTray
    from tray.icon.state import IconState
    from tray.menu import Row

__all__ = ["HostKind", "TrayIcon"]

NATIVE_PLATFORMS = frozenset({"win32", "darwin"})


class TrayIcon:
    """The icon and its menu."""

    def __init__(
        self,
        name: str,
        title: str,
        rows: Callable[[], tuple[Row, ...]],
        on_action: Callable[[str], None],
        on_host: Callable[[HostKind, Callable[[], str]], None],
        bus: Bus | None,
        pixels: Path | None = None,
        *,
        demo: bool = False,
    ) -> None:
        """Prepare the icon; nothing is shown before `run`.

        Args:
            name: Tells Lull's icon from others, the same at each start.
            title: Its tooltip and accessible name at first.
            rows: Returns the menu's rows; called in the thread of `run` and in those that call
                `update_menu`, so it must be quick and must not wait.
            on_action: Called with `Row.action` in the thread of `run` when a row is chosen.
            on_host: Told by whom the icon is drawn, or that nobody does, and what says why in the
                language that is spoken; after each change, in the thread of `run` (elsewhere than
                on Linux in one of pystray's).
            bus: The session bus on Linux, started and stopped by the caller; None without one.
            pixels: A file in which the drawn pixels are kept from one start to the next, on Linux.
            demo: Whether it is the demo's, which has a shape of its own.
        """
        self._tray: LinuxTray | NativeTray
        # Each platform loads its own kind alone: imports are what a resident process pays for.
        if sys.platform in NATIVE_PLATFORMS:
            from tray.icon.native_tray import NativeTray  # noqa: PLC0415 - likewise

            self._tray = NativeTray(name, title, rows, on_action, on_host, demo=demo)
        else:
            from tray.icon.linux_tray import LinuxTray  # noqa: PLC0415 - likewise

            self._tray = LinuxTray(name, title, rows, on_action, on_host, bus, pixels, demo=demo)

    @property
    def host(self) -> HostKind:
        """Who draws the icon now."""
        return self._tray.host

    @property
    def reason(self) -> str:
        """Why there is no icon and what helps, or by whom it is drawn; on one line."""
        return self._tray.reason()

    def run(self) -> None:
        """Show the icon and carry out what is clicked, until `stop`; from the main thread.

        Without any tray it waits all the same: the icon appears as soon as a panel does.
        """
        self._tray.run()

    def stop(self) -> None:
        """Make `run` return; from any thread or signal handler, also before it was called."""
        self._tray.stop()

    def show(self, state: IconState, title: str) -> None:
        """Show another state and title, from any thread; nothing is done if nothing changed."""
        self._tray.show(state, title)

    def update_menu(self) -> None:
        """Read the rows again, in the calling thread; hosts hear only of what changed."""
        self._tray.update_menu()

    def take_activation_token(self) -> str:
        """The token that lets a window opened by the last click come to the front, once.

        Plasma on Wayland sends one; a started window finds it in ``XDG_ACTIVATION_TOKEN``.
        """
        return self._tray.take_activation_token()
