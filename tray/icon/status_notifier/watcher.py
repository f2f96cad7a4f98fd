"""Registers a tray item with org.kde.StatusNotifierWatcher, again whenever that is needed.

The item is drawn only when three things are there: a session bus, a watcher on it, and a host
(the panel's tray) that the watcher knows of. GNOME Shell without an extension has no watcher; a
watcher may also run without any host. Each of them may come late, go away and come back.
"""

from __future__ import annotations

import functools
import logging
import threading
from typing import TYPE_CHECKING

from tray.bus.connection import DBUS_NAME, DBUS_PATH, TIMEOUT_ERROR
from tray.icon.status_notifier.absence import Absence

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tray.bus.connection import Bus, Reply

_log = logging.getLogger(__name__)

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
HOST_PROPERTY = "IsStatusNotifierHostRegistered"
DO_NOT_QUEUE = 4
"""Flag of RequestName: the name belongs to this connection or to nobody."""
REGISTER_SECONDS = 5.0
PATIENT_SECONDS = 60.0
"""A panel that is still starting at login may take its time; asking twice does no harm."""

DROPS_LIMIT = 5
"""So often an item that one watcher drops is offered to it again."""


class Registration:
    """Keeps one item registered. All methods may be called from any thread.

    Attributes:
        absence: Why no host draws the item; None while one does.
    """

    def __init__(self, bus: Bus, service: str, on_host: Callable[[Absence | None], None]) -> None:
        """Watch for hosts from now on; nothing is registered before `show`.

        Args:
            bus: The session bus.
            service: The well-known name that the item is found under.
            on_host: Told ``absence`` after each change, in the D-Bus thread.
        """
        self._bus = bus
        self._service = service
        self._on_host = on_host
        self._lock = threading.Lock()
        self._wanted = False
        self._attempt = 0
        self._accepted = False
        self._host: bool | None = None
        self._drops = 0
        self.absence: Absence | None = Absence.HIDDEN
        bus.subscribe(
            self._on_watcher,
            interface=DBUS_NAME,
            member="NameOwnerChanged",
            sender=DBUS_NAME,
            argument0=WATCHER,
        )
        for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            bus.subscribe(self._on_hosts, interface=WATCHER, member=member, sender=WATCHER)
        bus.subscribe(
            self._on_dropped,
            interface=WATCHER,
            member="StatusNotifierItemUnregistered",
            sender=WATCHER,
        )
        bus.listen(self._on_connected, self._on_lost)

    def show(self) -> None:
        """Ask to be drawn, now and whenever a host comes."""
        with self._lock:
            self._wanted = True
        if self._bus.connected:
            self._register()

    def hide(self) -> None:
        """Give up the name, which every watcher takes as the end of the item."""
        with self._lock:
            self._wanted = False
            self._attempt += 1
        self._bus.call(DBUS_NAME, DBUS_PATH, DBUS_NAME, "ReleaseName", "s", (self._service,))
        self._tell(Absence.HIDDEN)

    def _on_connected(self) -> None:
        if self._wanted:
            self._register()

    def _on_lost(self) -> None:
        with self._lock:
            self._attempt += 1
        self._tell(Absence.NO_BUS)

    def _on_watcher(self, body: tuple[Any, ...]) -> None:
        self._drops = 0
        if body[2] and self._wanted:
            self._register()
        elif not body[2]:
            with self._lock:
                self._attempt += 1
            self._tell(Absence.NO_WATCHER)

    def _on_dropped(self, body: tuple[Any, ...]) -> None:
        """GNOME's AppIndicator extension 46 now and then fails at an item, and drops it for good.

        That an item goes because its name does is told so too; then it is not wanted any more.
        """
        dropped = body[0] if body else None
        if not isinstance(dropped, str) or not self._wanted or self._drops >= DROPS_LIMIT:
            return
        # Some watchers tell the name alone, others the object's path after it.
        if dropped.partition("/")[0] == self._service:
            self._drops += 1
            _log.info("the panel dropped the icon; registering again")
            self._register()

    def _on_hosts(self, _body: tuple[Any, ...]) -> None:
        if self._wanted:
            self._ask_for_host(self._attempt)

    def _register(self, seconds: float = REGISTER_SECONDS) -> None:
        # All three go out at once: the bus keeps their order, so no answer has to be waited for.
        with self._lock:
            self._attempt += 1
            self._accepted = False
            self._host = None
            attempt = self._attempt
        call = self._bus.call
        name = (self._service, DO_NOT_QUEUE)
        call(DBUS_NAME, DBUS_PATH, DBUS_NAME, "RequestName", "su", name)
        call(
            WATCHER,
            WATCHER_PATH,
            WATCHER,
            "RegisterStatusNotifierItem",
            "s",
            (self._service,),
            functools.partial(self._registered, attempt),
            seconds,
        )
        self._ask_for_host(attempt, seconds)

    def _ask_for_host(self, attempt: int, seconds: float = REGISTER_SECONDS) -> None:
        self._bus.call(
            WATCHER,
            WATCHER_PATH,
            "org.freedesktop.DBus.Properties",
            "Get",
            "ss",
            (WATCHER, HOST_PROPERTY),
            functools.partial(self._host_known, attempt),
            seconds,
        )

    def _registered(self, attempt: int, reply: Reply) -> None:
        if attempt != self._attempt:
            return
        if reply.error == TIMEOUT_ERROR:
            _log.info("the tray watcher does not answer; asking again")
            self._tell(Absence.UNANSWERED)
            self._register(PATIENT_SECONDS)
        elif reply.error is not None:
            _log.info("not registered with a tray: %s", reply.error)
            self._tell(Absence.NO_WATCHER)
        else:
            self._accepted = True
            self._tell_of_host()

    def _host_known(self, attempt: int, reply: Reply) -> None:
        if attempt != self._attempt:
            return
        # A watcher that accepted the item but does not know the property is taken at its word.
        self._host = reply.error is not None or reply.body[:1] != (("b", False),)
        self._tell_of_host()

    def _tell_of_host(self) -> None:
        # GNOME's AppIndicator extension 46 looks at an item before it accepts it, and tells of the
        # host meanwhile: the two answers come in any order.
        if self._accepted and self._host is not None:
            self._tell(None if self._host else Absence.NO_HOST)

    def _tell(self, absence: Absence | None) -> None:
        with self._lock:
            if self.absence is absence:
                return
            self.absence = absence
        self._on_host(absence)
