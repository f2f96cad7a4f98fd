"""Stand-ins for services of a desktop, with their real names, paths, interfaces and signatures."""

from __future__ import annotations

from typing import Any, Self

from children import wait_for

from tray.bus.connection import Bus, DBusError

DBUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
PROPERTIES = "org.freedesktop.DBus.Properties"
LOGIND = "org.freedesktop.login1"
LOGIND_PATH = "/org/freedesktop/login1"
SESSION = "/org/freedesktop/login1/session/_31"
NOTES = "org.freedesktop.Notifications"
NOTES_PATH = "/org/freedesktop/Notifications"


class BusService:
    """A service with properties on a private bus; a context manager.

    Attributes:
        properties: ``(interface, name)`` to ``(signature, value)``.
    """

    name = ""
    paths: tuple[str, ...] = ()

    def __init__(self, address: str) -> None:
        """Plan a service on the bus at ``address``."""
        self.properties: dict[tuple[str, str], tuple[str, Any]] = {}
        self._bus = Bus(address)

    def __enter__(self) -> Self:
        self._bus.start()
        wait_for(lambda: self._bus.connected, 5.0, "a connection")
        for path in self.paths:
            self._bus.export(path, self._answer)
        reply = self._bus.call_wait(*DBUS, "RequestName", "su", (self.name, 0))
        assert reply.body == (1,), f"{self.name} is taken"
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.stop()

    def _answer(
        self, interface: str | None, member: str, body: tuple[Any, ...]
    ) -> tuple[str, tuple[Any, ...]]:
        if (interface, member) == (PROPERTIES, "Get"):
            held = self.properties.get((body[0], body[1]))
            if held is None:
                raise DBusError("org.freedesktop.DBus.Error.UnknownProperty", "no such property")
            return "v", (held,)
        return self.answer(f"{interface}.{member}", body)

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        """Answer a method that is its own."""
        raise DBusError("org.freedesktop.DBus.Error.UnknownMethod", f"{method}{body}")

    def change(self, path: str, interface: str, name: str, signature: str, value: object) -> None:
        """Set a property, and tell of it."""
        self.properties[interface, name] = (signature, value)
        changed = {name: (signature, value)}
        body = (interface, changed, [])
        self._bus.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

    def tell(self, path: str, interface: str, member: str, *values: bool) -> None:
        """Send a signal whose arguments are yes or no."""
        self._bus.emit(path, interface, member, "b" * len(values), values)


class Logind(BusService):
    """The part of systemd-logind that tells of the session and of suspend."""

    name = LOGIND
    paths = (LOGIND_PATH, SESSION)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.properties[f"{LOGIND}.Session", "LockedHint"] = ("b", False)
        self.properties[f"{LOGIND}.Manager", "PreparingForSleep"] = ("b", False)

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        if method != f"{LOGIND}.Manager.GetSession":
            return super().answer(method, body)
        if body[0] not in {"1", "auto"}:
            raise DBusError(f"{LOGIND}.NoSuchSession", f"No session '{body[0]}' known")
        return "o", (SESSION,)

    def lock(self, *, locked: bool) -> None:
        """Lock or unlock as ``loginctl`` has a desktop do it: the order first, then the hint."""
        self.tell(SESSION, f"{LOGIND}.Session", "Lock" if locked else "Unlock")
        self.change(SESSION, f"{LOGIND}.Session", "LockedHint", "b", locked)

    def sleep(self, *, begins: bool) -> None:
        """Tell of a suspend that begins, or that is over."""
        self.properties[f"{LOGIND}.Manager", "PreparingForSleep"] = ("b", begins)
        self.tell(LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep", begins)


class Notifications(BusService):
    """The part of a notification service that says what it is."""

    name = NOTES
    paths = (NOTES_PATH,)

    def __init__(self, address: str, server: str) -> None:
        super().__init__(address)
        self._server = server

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        if method != f"{NOTES}.GetServerInformation":
            return super().answer(method, body)
        return "ssss", (self._server, "somebody", "1.0", "1.2")


class ScreenSaver(BusService):
    """A screen locker: KDE's has these two paths, GNOME's and others one of their own."""

    def __init__(self, address: str, name: str, *paths: str) -> None:
        super().__init__(address)
        self.name = name
        self.paths = paths
        self.active = False

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        if method != f"{self.name}.GetActive":
            return super().answer(method, body)
        return "b", (self.active,)

    def activate(self, *, active: bool) -> None:
        """Lock or unlock, and tell of it."""
        self.active = active
        for path in self.paths:
            self.tell(path, self.name, "ActiveChanged", active)


class Mutter(BusService):
    """GNOME's idle monitor."""

    name = "org.gnome.Mutter.IdleMonitor"
    paths = ("/org/gnome/Mutter/IdleMonitor/Core",)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.idle_milliseconds = 0
        self.watches: list[tuple[str, tuple[Any, ...]]] = []

    def answer(self, method: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        member = method.removeprefix(f"{self.name}.")
        if member == "GetIdletime":
            return "t", (self.idle_milliseconds,)
        if member not in {"AddIdleWatch", "AddUserActiveWatch"}:
            return super().answer(method, body)
        self.watches.append((member, body))
        return "u", (len(self.watches),)

    def fire(self, number: int) -> None:
        """Tell that a watch fired, counted from 1."""
        self._bus.emit(self.paths[0], self.name, "WatchFired", "u", (number,))
