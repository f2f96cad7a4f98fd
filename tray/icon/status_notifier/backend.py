"""A pystray backend that speaks StatusNotifierItem: no GTK, no X display, one connection.

It is used like any other icon of pystray, with a bus that its owner starts and stops::

    bus = Bus()
    bus.start()
    icon = StatusNotifierIcon("name", image, "Title", Menu(MenuItem("Quit", quit_)), bus=bus)
    icon.run()
    bus.stop()

Hosts it was read against: xfce4-panel 4.18, lxqt-panel 1.2, mate-panel 1.27, Plasma 5.27, GNOME
Shell 43 with the AppIndicator extension 46, waybar 0.9 on sway.
"""

from __future__ import annotations

import functools
import itertools
import logging
import os
import queue
import threading
from typing import TYPE_CHECKING

from tray.icon.status_notifier.item import Item
from tray.icon.status_notifier.menu_tree import Entry
from tray.icon.status_notifier.pystray_loader import BaseIcon, Menu
from tray.icon.status_notifier.watcher import Registration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tray.bus.connection import Bus
    from tray.icon.status_notifier.absence import Absence
    from tray.icon.status_notifier.pixmaps import Picture
    from tray.icon.status_notifier.pystray_loader import MenuItem

_log = logging.getLogger(__name__)

JOB_LIMIT = 64
"""Clicks waiting to be carried out; a client that sends more than a person could is ignored."""

_numbers = itertools.count(1)


def run_job(job: Callable[[], None]) -> None:
    """Call what a click asked for; its mistake is logged and ends with it."""
    try:
        job()
    # A row that fails must not take the icon and every other row with it.
    except Exception:  # noqa: BLE001 - barrier, and it is logged
        _log.exception("a menu row failed")


class StatusNotifierIcon(BaseIcon):
    """A pystray icon on StatusNotifierItem.

    ``icon`` may be an image, images by size, or a function that draws a size in pixels.
    """

    HAS_DEFAULT_ACTION = True
    HAS_MENU = True
    HAS_MENU_RADIO = True
    HAS_NOTIFICATION = False

    def __init__(
        self,
        name: str,
        icon: Picture | None = None,
        title: str | None = None,
        menu: Menu | None = None,
        *,
        bus: Bus,
        on_host: Callable[[Absence | None], None] | None = None,
        post: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        """Prepare an icon.

        Args:
            name: Tells this program's icon from others, the same at each start.
            icon: What it shows.
            title: Its tooltip and accessible name.
            menu: Its rows; read again at each `update_menu`, in the thread that calls it.
            bus: The session bus; started and stopped by its owner. One icon to a bus.
            on_host: Told in the D-Bus thread why the icon is drawn nowhere, or None once it is.
            post: Gets each chosen row as a function, in the D-Bus thread, and must not wait. By
                default one worker carries them out: the thread that called ``run``.
        """
        super().__init__(name, icon, title, menu)
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._post = post or self._enqueue
        self._own_worker = post is None
        self._reading = threading.RLock()
        self._on_host = on_host
        self._item = Item(bus, name, self._choose, self)
        service = f"org.kde.StatusNotifierItem-{os.getpid()}-{next(_numbers)}"
        self._registration = Registration(bus, service, self._host_changed)

    @property
    def absence(self) -> Absence | None:
        """Why no host draws the icon now; None while one does."""
        return self._registration.absence

    def take_activation_token(self) -> str:
        """The activation token of the last click, once; empty if there was none."""
        return self._item.take_activation_token()

    # -- in the D-Bus thread

    def _host_changed(self, absence: Absence | None) -> None:
        if absence is not None:
            self._item.menu.forget_hosts()
        if self._on_host is not None:
            self._on_host(absence)

    def _choose(self, job: Callable[[], None]) -> None:
        self._post(job)

    def _enqueue(self, job: Callable[[], None]) -> None:
        if self._jobs.qsize() < JOB_LIMIT:
            self._jobs.put(job)

    # -- what pystray asks of a backend

    def _show(self) -> None:
        self._update_title()
        self._registration.show()

    def _hide(self) -> None:
        self._registration.hide()

    def _update_icon(self) -> None:
        self._item.set_picture(self.icon)
        self._icon_valid = True

    def _update_title(self) -> None:
        self._item.set_title(self.title)

    def _update_menu(self) -> None:
        # Reading and showing are one step, or an older reading could overwrite a newer one.
        with self._reading:
            items = tuple(self.menu or ())
            has_default = any(item.default for item in items)
            self._item.set_menu(self._entries(items), has_default=has_default)

    def _run(self) -> None:
        self._mark_ready()
        if self._own_worker:
            self._work()

    def _run_detached(self) -> None:
        if self._own_worker:
            threading.Thread(target=self._work, name="tray-rows", daemon=True).start()
        self._mark_ready()

    def _stop(self) -> None:
        self._registration.hide()
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            run_job(job)

    def _entries(self, items: Iterable[MenuItem]) -> tuple[Entry, ...]:
        return tuple(self._entry(item) for item in items)

    def _entry(self, item: MenuItem) -> Entry:
        if item is Menu.SEPARATOR:
            return Entry("", separator=True)
        submenu = item.submenu
        return Entry(
            label=str(item.text),
            key=getattr(item, "key", ""),
            enabled=bool(item.enabled),
            checked=None if item.checked is None else bool(item.checked),
            radio=bool(item.radio),
            children=self._entries(submenu) if submenu is not None else None,
            activate=None if submenu is not None else functools.partial(self._chosen, item),
        )

    def _chosen(self, item: MenuItem) -> None:
        try:
            item(self)
        finally:
            self.update_menu()
