"""Who owns which name on a D-Bus connection, so that nobody speaks for another.

A session bus delivers whatever one client sends to another, replies that nobody asked for included
(Debian 12's ``session.conf``), and serial numbers are easily guessed. What the bus itself says of
the sender is true.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jeepney import MatchRule, Message, message_bus

from tray.bus.calls import Reply, Waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

Send: TypeAlias = Callable[[Message, Waiting | None], None]

DBUS_NAME: Final = "org.freedesktop.DBus"
DBUS_PATH: Final = "/org/freedesktop/DBus"
_NOBODY: Final = "org.freedesktop.DBus.Error.NameHasNoOwner"
_OWNER_SECONDS: Final = 3600.0
"""A bus that hangs answers in order when it goes on, and this comes before what depends on it."""


def owner_rule(name: str) -> MatchRule:
    """The match rule for changes of the owner of a well-known name."""
    rule = MatchRule(
        type="signal",
        sender=DBUS_NAME,
        path=DBUS_PATH,
        interface=DBUS_NAME,
        member="NameOwnerChanged",
    )
    rule.add_arg_condition(0, name)
    return rule


class Owners:
    """Follows the owners of well-known names; all methods may be called from any thread."""

    def __init__(self, send: Send) -> None:
        """Ask the bus with ``send``, which answers at once where there is no connection."""
        self._send = send
        self._owners: dict[str, str] = {}
        self._followed: set[str] = set()
        self._lock = threading.RLock()

    def follow(self, name: str) -> None:
        """Ask who owns ``name``, and hear of every change, once a connection.

        The bus answers in order: whatever is sent to ``name`` after this is answered after it.
        """
        if name == DBUS_NAME or name.startswith(":"):
            return  # these are nobody else's, ever
        with self._lock:
            if name in self._followed:
                return
            self._followed.add(name)
            rule, question = message_bus.AddMatch(owner_rule(name)), message_bus.GetNameOwner(name)
            for message, hear in ((rule, self._heeded), (question, self._told)):
                hear_of = functools.partial(hear, name)
                self._send(message, Waiting.until(hear_of, _OWNER_SECONDS, DBUS_NAME))

    def _heeded(self, name: str, reply: Reply) -> None:
        if reply.error is not None:
            self._ask_anew(name)

    def _told(self, name: str, reply: Reply) -> None:
        if reply.error not in {None, _NOBODY}:
            self._ask_anew(name)
            return
        with self._lock:
            self._owners[name] = reply.body[0] if reply.error is None else ""

    def _ask_anew(self, name: str) -> None:
        with self._lock:
            self._followed.discard(name)

    def changed(self, body: Sequence[Any]) -> None:
        """The bus says that a name has another owner: the name, the old one, the new one."""
        name, _, new_owner = body
        with self._lock:
            self._owners[name] = new_owner

    def forget(self) -> None:
        """A new connection: who owns which name is to be asked anew."""
        with self._lock:
            self._owners.clear()
            self._followed.clear()

    def is_from(self, wanted: str | None, sender: str) -> bool:
        """Whether the connection ``sender`` is, or owns the name, ``wanted``; None is anybody."""
        if wanted is None or wanted == sender:
            return True
        with self._lock:
            return bool(sender) and self._owners.get(wanted) == sender
