"""The icon on Windows and macOS: pystray's own backends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from config.language import tr
from tray.icon.art import draw
from tray.icon.hosts import DRAWN, STARTING, HostKind
from tray.icon.rows import build_menu
from tray.icon.state import IconState
from tray.icon.status_notifier.pystray_loader import native_icon_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.icon.status_notifier.pystray_loader import BaseIcon
    from tray.menu import Row

ICON_PIXELS = 64
TITLE_LIMIT = 127
"""In characters: Windows keeps a tooltip in 128 with its end mark (NOTIFYICONDATAW)."""


class NativeTray:
    """One icon in the system's own tray.

    Attributes:
        host: Who draws the icon now.
        reason: Says why there is none, or by whom it is drawn, in the language that is spoken.
    """

    def __init__(
        self,
        name: str,
        title: str,
        rows: Callable[[], tuple[Row, ...]],
        on_action: Callable[[str], None],
        on_host: Callable[[HostKind, Callable[[], str]], None],
        *,
        demo: bool = False,
    ) -> None:
        """Prepare the icon; see `tray.icon.select.TrayIcon`."""
        self._demo = demo
        self.host = HostKind.NONE
        self.reason: Callable[[], str] = lambda: tr(STARTING)
        self._rows = rows
        self._on_host = on_host
        self._lock = threading.Lock()
        self._stopping = False
        self._shown = (IconState.RESTING, title)
        self._last_rows: tuple[Row, ...] | None = None
        self._icon = native_icon_class()(
            name,
            draw(IconState.RESTING, ICON_PIXELS, demo=demo),
            title[:TITLE_LIMIT],
            build_menu(rows, on_action),
        )

    def run(self) -> None:
        """Show the icon and carry out what is clicked, until `stop`; from the main thread."""
        if not self._stopping:
            self._icon.run(self._ready)

    def stop(self) -> None:
        """Make `run` return; also before it was called."""
        self._stopping = True
        self._icon.stop()

    def show(self, state: IconState, title: str) -> None:
        """Show another state and title; nothing is done where both are shown already."""
        with self._lock:
            before, self._shown = self._shown, (state, title)
            if state != before[0]:
                self._icon.icon = draw(state, ICON_PIXELS, demo=self._demo)
            self._icon.title = title[:TITLE_LIMIT]

    def update_menu(self) -> None:
        """Read the rows again; equal ones are left alone.

        On Windows pystray 0.19.5 destroys the menu for each update, even while it is open.
        """
        with self._lock:
            rows = self._rows()
            if rows != self._last_rows:
                self._last_rows = rows
                self._icon.update_menu()

    def take_activation_token(self) -> str:
        """Always empty: only Wayland has such tokens."""
        return ""

    def _ready(self, icon: BaseIcon) -> None:
        if self._stopping:
            icon.stop()
            return
        icon.visible = True
        self.host = HostKind.NATIVE
        self.reason = lambda: tr(DRAWN[HostKind.NATIVE])
        self._on_host(self.host, self.reason)
