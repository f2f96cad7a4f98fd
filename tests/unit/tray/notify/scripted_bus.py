"""A stand-in for the session bus: a notification daemon that does what a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tray.bus.connection import DISCONNECTED_ERROR, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

EVERYTHING = ["actions", "body", "body-markup", "icon-static"]


class ScriptedBus:
    """Records calls; answers at once, or when `answer` is called for a member in `held`.

    Attributes:
        calls: ``(member, arguments)`` of every call.
        errors: Member to the reply that it gets instead of a success.
        held: Members whose calls wait for `answer`.
        waiting: The replies that are waited for, oldest first.
    """

    def __init__(self, capabilities: list[str] | None = None) -> None:
        self.capabilities = EVERYTHING if capabilities is None else capabilities
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.errors: dict[str, Reply] = {}
        self.held: set[str] = set()
        self.waiting: list[tuple[str, Callable[[Reply], None]]] = []
        self.honours_replaces_id = True
        self._next_id = 0
        self._subscriptions: list[tuple[str, str | None, Callable[[tuple[Any, ...]], None]]] = []
        self._on_lost: Callable[[], None] = lambda: None

    # -- what the notifier sees

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
        assert (destination, path) == (interface, "/org/freedesktop/Notifications")
        assert timeout_seconds > 0
        expected = {"Notify": "susssasa{sv}i", "CloseNotification": "u", "GetCapabilities": ""}
        assert signature == expected[member]
        self.calls.append((member, body))
        if on_reply is None:
            return
        if member in self.held:
            self.waiting.append((member, on_reply))
        else:
            on_reply(self.errors.get(member) or self.success(member, body))

    def subscribe(
        self,
        callback: Callable[[tuple[Any, ...]], None],
        *,
        interface: str,
        member: str,
        sender: str | None = None,
        path: str | None = None,
        argument0: str | None = None,
    ) -> None:
        assert sender == interface, "every signal is taken from its owner alone"
        assert path == "/org/freedesktop/Notifications" or argument0 == (
            "org.freedesktop.Notifications"
        )
        self._subscriptions.append((member, argument0, callback))

    def listen(self, on_connected: Callable[[], None], on_lost: Callable[[], None]) -> None:
        on_connected()
        self._on_lost = on_lost

    # -- what a test does

    def success(self, member: str, body: tuple[Any, ...] = ()) -> Reply:
        """The reply of a daemon that works."""
        if member == "GetCapabilities":
            return Reply(None, (self.capabilities,))
        if self.honours_replaces_id and body and body[1]:
            return Reply(None, (body[1],))
        self._next_id += 1
        return Reply(None, (self._next_id,))

    def answer(self, reply: Reply | None = None) -> None:
        """Answer the oldest call that is held."""
        member, on_reply = self.waiting.pop(0)
        on_reply(reply or self.success(member))

    def signal(self, member: str, *body: object) -> None:
        """Send a signal of the daemon."""
        for subscribed, argument0, callback in self._subscriptions:
            if subscribed == member and argument0 in {None, body[0]}:
                callback(body)

    def owner_changed(self, old: str, new: str) -> None:
        """The daemon's name passes from one connection to another."""
        self._next_id = 0
        self.signal("NameOwnerChanged", "org.freedesktop.Notifications", old, new)

    def lose(self) -> None:
        """The bus goes away."""
        waiting, self.waiting = self.waiting, []
        for _, on_reply in waiting:
            on_reply(Reply(DISCONNECTED_ERROR, ("gone",)))
        self._on_lost()

    def members(self) -> list[str]:
        """The members called, in order."""
        return [member for member, _ in self.calls]

    def arguments(self, member: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of ``member``."""
        return [body for called, body in self.calls if called == member]
