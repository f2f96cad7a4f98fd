"""The icon on Linux: StatusNotifierItem where a panel draws it, else XEmbed, else none for now.

Everything is decided in the thread that called `LinuxTray.run`. It sleeps until a click, a change
of hosts, or the end of a grace arrives; there is no grace while the hosts stay as they are.
"""

from __future__ import annotations

import functools
import logging
import os
import queue
import threading
import time
from typing import TYPE_CHECKING

from config.errors import DesktopError
from config.language import in_english, tr
from tray.icon.drawn import DrawnIcons
from tray.icon.hosts import DRAWN, STARTING, HostKind, absence_words, missing_host_reason
from tray.icon.rows import build_menu
from tray.icon.state import IconState
from tray.icon.status_notifier.absence import Absence
from tray.icon.status_notifier.backend import JOB_LIMIT, StatusNotifierIcon, run_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL import Image

    from tray.bus.connection import Bus
    from tray.icon.xembed import XEmbedIcon
    from tray.menu import Row

_log = logging.getLogger(__name__)

GRACE_SECONDS = 1.0
"""How long a panel may take to come (back) before the next kind of tray is tried."""


def _drawing(state: IconState, *, demo: bool) -> Callable[[int], Image.Image]:
    from tray.icon.art import draw  # noqa: PLC0415 - it loads Pillow, which the older tray needs

    return functools.partial(draw, state, demo=demo)


class LinuxTray:
    """One icon, wherever it can be shown.

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
        bus: Bus | None,
        pixels: Path | None = None,
        *,
        demo: bool = False,
    ) -> None:
        """Prepare the icon; see `tray.icon.select.TrayIcon`."""
        self._demo = demo
        self.host = HostKind.NONE
        self.reason: Callable[[], str] = lambda: tr(STARTING)
        self._told = ""
        self._name = name
        self._title = title
        self._state = IconState.RESTING
        self._menu = build_menu(rows, on_action)
        self._on_host = on_host
        self._bus = bus
        self._showing = threading.Lock()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._deadline: float | None = None
        self._graces = 0
        self._older_failed = False
        self._older: XEmbedIcon | None = None
        self._item: StatusNotifierIcon | None = None
        self._drawn = DrawnIcons(pixels, demo=demo)
        if bus is not None:
            self._item = StatusNotifierIcon(
                name,
                self._drawn.pixels(self._state),
                title,
                self._menu,
                bus=bus,
                on_host=self._hosts_changed,
                post=self._post,
            )

    # -- from any thread

    def stop(self) -> None:
        """Make `run` return; also from a signal handler, and also before it was called."""
        self._jobs.put(None)

    def show(self, state: IconState, title: str) -> None:
        """Show another state and title; nothing is done where both are shown already."""
        with self._showing:
            if (state, title) == (self._state, self._title):
                return
            redraw = state != self._state
            self._state, self._title = state, title
            if self._item is not None:
                if redraw:
                    self._item.icon = self._drawn.pixels(state)
                self._item.title = title
            if self._older is not None:
                if redraw:
                    self._older.icon = _drawing(state, demo=self._demo)
                self._older.title = title

    def update_menu(self) -> None:
        """Read the rows again, in the calling thread."""
        if self._item is not None:
            self._item.update_menu()
        # The older tray reads its menu anew each time it opens.

    def take_activation_token(self) -> str:
        """The activation token of the last click, once; empty if there was none."""
        return self._item.take_activation_token() if self._item is not None else ""

    def _post(self, job: Callable[[], None]) -> None:
        if self._jobs.qsize() < JOB_LIMIT:
            self._jobs.put(job)

    def _hosts_changed(self, *_: object) -> None:
        self._jobs.put(self._decide)

    # -- in the thread of run()

    def run(self) -> None:
        """Show the icon and carry out what is clicked, until `stop`."""
        if self._item is not None:
            run_job(self._item.update_menu)
            self._item.visible = True
        self._decide()
        while True:
            try:
                job = self._jobs.get(timeout=self._seconds_left())
            except queue.Empty:
                self._deadline = None
                self._graces += 1
                job = self._decide
            if job is None:
                break
            run_job(job)
        self._end_older()
        if self._item is not None:
            self._item.visible = False

    def _seconds_left(self) -> float | None:
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - time.monotonic())

    def _decide(self) -> None:
        absence = self._item.absence if self._item is not None else Absence.NO_BUS
        if absence is None:
            self._graces = 0
            self._deadline = None
            self._end_older()
            self._announce(HostKind.STATUS_NOTIFIER, lambda: tr(DRAWN[HostKind.STATUS_NOTIFIER]))
            return
        wanted = self._graces > 0 and self._older is None and not self._older_failed
        if wanted and os.environ.get("DISPLAY"):
            self._start_older()
        if self._older is not None and self._older.present:
            self._deadline = None
            # Should that tray go, it has one grace to come back before the icon counts as gone.
            self._graces = 1
            self._announce(HostKind.XEMBED, lambda: tr(DRAWN[HostKind.XEMBED]))
        elif self._graces > (0 if self._older is None else 1):
            trouble = self._bus.trouble if self._bus is not None else None

            def absent() -> str:
                return missing_host_reason(os.environ, absence_words(absence, trouble))

            self._announce(HostKind.NONE, absent)
        elif self._deadline is None:
            self._deadline = time.monotonic() + GRACE_SECONDS

    def _start_older(self) -> None:
        # Most panels never need it, and with it comes an X connection.
        from tray.icon.xembed import XEmbedIcon  # noqa: PLC0415

        self._older_failed = True
        try:
            with self._showing:
                self._older = XEmbedIcon(
                    self._name,
                    _drawing(self._state, demo=self._demo),
                    self._title,
                    self._menu,
                    on_host=self._hosts_changed,
                    on_end=self._older_ended,
                    post=self._post,
                )
        except DesktopError as error:
            _log.info("no older tray: %s", error.for_log)
            return
        self._older_failed = False
        self._older.run_detached()

    def _older_ended(self, _reason: str) -> None:
        self._jobs.put(self._drop_older)

    def _drop_older(self) -> None:
        # Its display is gone, and with it every tray of that kind.
        self._older_failed = True
        self._end_older()
        self._decide()

    def _end_older(self) -> None:
        with self._showing:
            older, self._older = self._older, None
        if older is not None:
            older.stop()

    def _announce(self, host: HostKind, reason: Callable[[], str]) -> None:
        # In English: another language since then is no news.
        told = in_english(reason())
        if (self.host, self._told) == (host, told):
            return
        self.host, self.reason, self._told = host, reason, told
        _log.info("icon: %s (%s)", host, told)
        self._on_host(host, reason)
