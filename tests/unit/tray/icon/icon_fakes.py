"""A bus and hosts without a bus: what is sent is checked to fit D-Bus and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from jeepney import DBusAddress, new_method_call, new_signal

from tray.bus.connection import DISCONNECTED_ERROR, DBusError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.bus.connection import Bus, Handler

WATCHER = "org.kde.StatusNotifierWatcher"


def fits_dbus(signature: str, body: tuple[Any, ...]) -> None:
    """Fail if ``body`` cannot be sent as ``signature``: on a real bus that ends the connection."""
    new_signal(DBusAddress("/x", interface="a.b"), "M", signature or None, body).serialise(1)


class FakeBus:
    """The part of ``tray.bus.connection.Bus`` that an icon uses."""

    def __init__(self, *, connected: bool = True) -> None:
        self.connected = connected
        self.trouble = None if connected else OSError("no such file")
        self.handlers: dict[str, Handler] = {}
        self.sent: list[tuple[str, str, tuple[Any, ...]]] = []
        self.calls: list[tuple[str, tuple[Any, ...], Callable[[Reply], None] | None, float]] = []
        self.subscriptions: list[tuple[str, str, Callable[[tuple[Any, ...]], None]]] = []
        self.listeners: list[tuple[Callable[[], None], Callable[[], None]]] = []

    @property
    def bus(self) -> Bus:
        """This, for those that want the real one."""
        return cast("Bus", self)

    def listen(self, on_connected: Callable[[], None], on_lost: Callable[[], None]) -> None:
        self.listeners.append((on_connected, on_lost))
        if self.connected:
            on_connected()

    def export(self, path: str, handler: Handler) -> None:
        self.handlers[path] = handler

    def emit(
        self,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
    ) -> None:
        assert path in self.handlers
        assert interface
        fits_dbus(signature, body)
        self.sent.append((path, member, body))

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        on_reply: Callable[[Reply], None] | None = None,
        timeout_seconds: float = 5.0,
    ) -> None:
        new_method_call(
            DBusAddress(path, destination, interface), member, signature or None, body
        ).serialise(1)
        if not self.connected:
            if on_reply is not None:
                on_reply(Reply(DISCONNECTED_ERROR, (str(self.trouble),)))
            return
        self.calls.append((member, body, on_reply, timeout_seconds))

    def subscribe(
        self,
        callback: Callable[[tuple[Any, ...]], None],
        *,
        interface: str,
        member: str,
        sender: str,
        argument0: str | None = None,
    ) -> None:
        assert sender == interface
        assert argument0 in {None, WATCHER}
        self.subscriptions.append((interface, member, callback))

    # -- what a test does

    def ask(
        self,
        path: str,
        interface: str | None,
        member: str,
        *body: Any,  # noqa: ANN401 - any body
    ) -> tuple[Any, ...]:
        """Call a method as a host would and return the values, checked to fit their signature."""
        signature, answer = self.handlers[path](interface, member, body)
        fits_dbus(signature, answer)
        return answer

    def refuses(self, path: str, interface: str | None, member: str, *body: Any) -> str:  # noqa: ANN401 - whatever D-Bus carries
        """Call a method that must be refused and return the error's name."""
        try:
            self.handlers[path](interface, member, body)
        except DBusError as error:
            return error.name
        message = f"{member}{body} was answered"
        raise AssertionError(message)

    def answer(self, member: str, reply: Reply) -> float:
        """Answer the oldest waiting call of ``member`` and return the time it was given."""
        index = next(i for i, c in enumerate(self.calls) if c[0] == member and c[2] is not None)
        _, _, on_reply, seconds = self.calls.pop(index)
        assert on_reply is not None
        on_reply(reply)
        return seconds

    def accept(self, *, host: bool = True) -> None:
        """Answer a registration as a watcher with or without a host does."""
        self.answer("RegisterStatusNotifierItem", Reply(None, ()))
        self.answer("Get", Reply(None, (("b", host),)))

    def signal(self, member: str, *body: Any) -> None:  # noqa: ANN401 - any body
        """Deliver a signal to whoever subscribed to it."""
        for _, wanted, callback in self.subscriptions:
            if wanted == member:
                callback(body)

    def watcher_comes(self) -> None:
        self.signal("NameOwnerChanged", WATCHER, "", ":1.9")

    def watcher_goes(self) -> None:
        self.signal("NameOwnerChanged", WATCHER, ":1.9", "")

    def lose(self) -> None:
        """The bus goes away."""
        self.connected = False
        self.trouble = EOFError("hung up")
        self.calls.clear()
        for _, on_lost in self.listeners:
            on_lost()

    def connect(self) -> None:
        """The bus comes (back)."""
        self.connected = True
        for on_connected, _ in self.listeners:
            on_connected()

    def members(self) -> list[str]:
        """The methods that were called and have not been answered."""
        return [call[0] for call in self.calls]

    def signals(self) -> list[str]:
        """The signals that were sent, and forget them."""
        names = [member for _, member, _ in self.sent]
        self.sent.clear()
        return names
