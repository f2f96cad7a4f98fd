"""Where a message bus is, and the first words with it; see `tray.bus.connection`."""

from __future__ import annotations

import os

from jeepney.io.blocking import DBusConnection, open_dbus_connection

AUTHENTICATION_SECONDS = 5.0


class NoBusError(FileNotFoundError):
    """No session bus was started here."""


def open_bus(bus: str) -> DBusConnection:
    """Connect and say hello.

    Args:
        bus: ``SESSION``, ``SYSTEM`` or a bus address. Only Unix sockets are ever opened.

    Raises:
        Exception: Whatever connecting may raise: no address, no socket, refused, a garbled answer.
    """
    if bus == "SESSION" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        # Started outside the session (a timer, a login shell): the usual place.
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if not runtime:
            raise NoBusError("no session bus was started here")
        bus = f"unix:path={runtime}/bus"
    return open_dbus_connection(bus, auth_timeout=AUTHENTICATION_SECONDS)
