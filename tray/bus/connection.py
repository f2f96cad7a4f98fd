"""A D-Bus connection that comes back: one thread, one socket, no polling.

It stands alone (jeepney and the standard library only) so that the tray backend built on it can be
used without the rest of Lull. Callbacks run in the connection's own thread and must be short;
post longer work elsewhere.

The thread sleeps in ``select`` on the bus socket and on a wake pipe. It wakes for messages, for
calls made through this object, for the nearest call deadline, and to reconnect.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import select
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)

from tray.bus.address import open_bus
from tray.bus.calls import (
    CALL_SECONDS,
    DISCONNECTED_ERROR,
    TIMEOUT_ERROR,
    DBusError,
    PendingCalls,
    Reply,
    Waiting,
)
from tray.bus.incoming import Incoming
from tray.bus.owners import DBUS_NAME, DBUS_PATH, Owners
from tray.bus.signals import Subscription, Subscriptions

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

__all__ = [
    "DBUS_NAME",
    "DBUS_PATH",
    "DISCONNECTED_ERROR",
    "TIMEOUT_ERROR",
    "Bus",
    "DBusError",
    "Handler",
    "Reply",
]

_log = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 0.1
RETRY_SECONDS = 1.0
"""Longest pause between attempts while the bus went away only a short time ago."""
PATIENT_RETRY_SECONDS = 15.0
PATIENT_AFTER_SECONDS = 600.0
OUTBOX_LIMIT = 1024
"""Messages waiting to be sent; beyond it the oldest go, since only the newest state matters."""


Handler = Callable[[str | None, str, tuple[Any, ...]], tuple[str, tuple[Any, ...]]]
"""``(interface, member, body) -> (signature, body)``; raises DBusError to answer with an error."""


def _unknown_object(_interface: str | None, _member: str, _body: tuple[Any, ...]) -> NoReturn:
    raise DBusError("org.freedesktop.DBus.Error.UnknownObject", "no such object")


class Bus:
    """A connection to a message bus that reconnects by itself.

    Exported paths and subscriptions are kept over a reconnect. Calls that were under way when the
    bus went away are answered with ``DISCONNECTED_ERROR``; calls made while there is no bus too.
    All methods may be called from any thread.
    """

    def __init__(self, bus: str = "SESSION", *, keeps_trying: bool = True) -> None:
        """Prepare a connection; nothing is opened before `start`.

        Args:
            bus: ``SESSION``, ``SYSTEM`` or a bus address. Only Unix sockets are ever opened.
            keeps_trying: Whether a bus that is not there is looked for again and again. If not,
                it is looked for when something is called, and nothing wakes up meanwhile.
        """
        self._keeps_trying = keeps_trying
        self._bus = bus
        self._handlers: dict[str, Handler] = {}
        self._owners = Owners(self._send)
        self._subscriptions = Subscriptions(self._owners)
        self._listeners: list[tuple[Callable[[], None], Callable[[], None]]] = []
        self._lock = threading.Lock()
        self._outbox: collections.deque[tuple[Message, Waiting | None]] = collections.deque()
        self._pending = PendingCalls()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._stopping = False
        self._connected = False
        self._connection: DBusConnection | None = None
        self._thread = threading.Thread(target=self._run, name=f"dbus-{bus.lower()}", daemon=True)
        self.unique_name = ""
        """The name that the bus gave to this connection, such as ``:1.42``; empty without one."""
        self.trouble: Exception | None = None
        """Why there is no connection now; None while there is one."""
        self.tried = threading.Event()
        """Set once the first attempt to connect has ended, either way."""

    @property
    def connected(self) -> bool:
        """Whether the bus can be used at this moment."""
        return self._connected

    def start(self) -> None:
        """Start the thread; the first attempt to connect follows at once."""
        self._thread.start()

    def stop(self, wait_seconds: float = 1.0) -> None:
        """Send what is queued, close the connection and end the thread.

        Args:
            wait_seconds: How long to wait for that; a bus that hangs is left behind after it.
        """
        self._stopping = True
        self._wake()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(wait_seconds)

    def listen(self, on_connected: Callable[[], None], on_lost: Callable[[], None]) -> None:
        """Tell about each connection and each loss; a connection that stands is told at once.

        ``on_lost`` is also called when the very first attempt fails.
        """
        self._listeners.append((on_connected, on_lost))
        if self._connected:
            on_connected()

    def export(self, path: str, handler: Handler) -> None:
        """Answer method calls to an object ``path`` with ``handler``."""
        self._handlers[path] = handler

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        on_reply: Callable[[Reply], None] | None = None,
        timeout_seconds: float = CALL_SECONDS,
    ) -> None:
        """Call a method; ``on_reply`` gets the answer or an error, exactly once.

        Whoever else answers is not heard; see `tray.bus.owners`.
        """
        message = new_method_call(
            DBusAddress(path, destination, interface), member, signature or None, body
        )
        waiting = None
        if on_reply is not None:
            # Asked before the call, it is known before the answer.
            self._owners.follow(destination)
            waiting = Waiting.until(on_reply, timeout_seconds, destination)
        self._send(message, waiting)

    def call_wait(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        timeout_seconds: float = CALL_SECONDS,
    ) -> Reply:
        """Call a method and wait for the answer; never from one of this object's callbacks."""
        done = threading.Event()
        answers: list[Reply] = []

        def on_reply(reply: Reply) -> None:
            answers.append(reply)
            done.set()

        self.call(destination, path, interface, member, signature, body, on_reply, timeout_seconds)
        if not done.wait(timeout_seconds + 1.0):
            return Reply(TIMEOUT_ERROR, ())
        return answers[0]

    def emit(
        self,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
    ) -> None:
        """Send a signal from an exported ``path``; dropped while there is no connection."""
        if self._connected:
            address = DBusAddress(path, interface=interface)
            self._send(new_signal(address, member, signature or None, body), None)

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
        """Call ``callback`` with the body of every matching signal, now and after a reconnect.

        A ``sender`` given by its well-known name is checked against that name's owner, so that
        another client cannot speak in its place.
        """
        subscription = Subscription(sender, path, interface, member, argument0, callback)
        self._subscriptions.add(subscription)
        if self._connected:
            self._send_subscription(subscription)

    # -- the thread

    def _wake(self) -> None:
        # A full pipe means that a wake-up is already under way.
        with contextlib.suppress(BlockingIOError):
            os.write(self._wake_write, b"x")

    def _drain_wakes(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._wake_read, 512):
                pass

    def _send(self, message: Message, waiting: Waiting | None) -> None:
        refused = None
        with self._lock:
            if not self._connected:
                refused = waiting
            else:
                if len(self._outbox) >= OUTBOX_LIMIT:
                    refused = self._outbox.popleft()[1]
                self._outbox.append((message, waiting))
        if refused is not None:
            refused.on_reply(Reply(DISCONNECTED_ERROR, (str(self.trouble),)))
        self._wake()

    def _run(self) -> None:
        delay = FIRST_RETRY_SECONDS
        lost_at = time.monotonic()
        while not self._stopping:
            try:
                self._connection = open_bus(self._bus)
            # Everything that connecting may raise (no address, no socket, refused, a garbled
            # handshake) means the same here: no bus now, try again later.
            except Exception as error:  # noqa: BLE001 - barrier: told as a loss
                self._announce_loss(error)
                pause = delay if self._keeps_trying else None
                select.select([self._wake_read], [], [], pause)
                self._drain_wakes()
                patient = time.monotonic() - lost_at > PATIENT_AFTER_SECONDS
                delay = min(delay * 2, PATIENT_RETRY_SECONDS if patient else RETRY_SECONDS)
                continue
            try:
                self._announce_connection(self._connection)
                self._loop(self._connection)
            # A bus that sends what cannot be parsed is as lost as one that hung up.
            except Exception as error:  # noqa: BLE001 - barrier: told as a loss
                self._announce_loss(error)
            finally:
                self._close()
            delay = FIRST_RETRY_SECONDS
            lost_at = time.monotonic()

    def _announce_connection(self, connection: DBusConnection) -> None:
        self.unique_name = connection.unique_name
        self.trouble = None
        self._owners.forget()
        with self._lock:
            self._outbox.clear()
            self._connected = True
        for subscription in self._subscriptions.all():
            self._send_subscription(subscription)
        self.tried.set()
        for on_connected, _ in list(self._listeners):
            on_connected()

    def _announce_loss(self, error: Exception) -> None:
        first_report = self._connected or not self.tried.is_set()
        self.trouble = error
        with self._lock:
            self._connected = False
            unsent = [waiting for _, waiting in self._outbox if waiting]
            self._outbox.clear()
        unanswered = [*self._pending.take_all(), *unsent]
        self.unique_name = ""
        for waiting in unanswered:
            waiting.on_reply(Reply(DISCONNECTED_ERROR, (str(self.trouble),)))
        if first_report:
            _log.info("no %s bus: %s", self._bus.lower(), error)
            for _, on_lost in list(self._listeners):
                on_lost()
        self.tried.set()

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()
        with self._lock:
            self._connected = False

    def _send_subscription(self, subscription: Subscription) -> None:
        self._send(message_bus.AddMatch(subscription.rule()), None)
        if subscription.sender is not None:
            self._owners.follow(subscription.sender)

    def _loop(self, connection: DBusConnection) -> None:
        incoming = Incoming()
        # What came together with the answer to our first words.
        data = b"".join(connection.parser.buf.chunks)
        while True:
            for message in incoming.messages(data):
                self._dispatch(message)
            data = b""
            self._pending.expire()
            self._flush(connection)
            if self._stopping:
                return
            readable, _, _ = select.select(
                [connection.sock, self._wake_read], [], [], self._pending.seconds_to_deadline()
            )
            if self._wake_read in readable:
                self._drain_wakes()
            if connection.sock in readable:
                data = connection.sock.recv(65536)
                if not data:
                    raise EOFError("the bus closed the connection")

    def _flush(self, connection: DBusConnection) -> None:
        while True:
            with self._lock:
                if not self._outbox:
                    return
                message, waiting = self._outbox.popleft()
            serial = next(connection.outgoing_serial)
            if waiting is not None:
                self._pending.add(serial, waiting)
            connection.send(message, serial=serial)

    def _dispatch(self, message: Message) -> None:
        kind = message.header.message_type
        fields = message.header.fields
        if kind is MessageType.method_call:
            self._answer(message)
        elif kind is MessageType.signal:
            self._subscriptions.deliver(message)
        else:
            error = None
            if kind is MessageType.error:
                error = fields.get(HeaderFields.error_name, "unknown error")
            serial = fields.get(HeaderFields.reply_serial)
            waiting = self._pending.of(serial)
            if waiting is not None and self._may_answer(waiting.destination, fields):
                self._pending.resolve(serial, Reply(error, message.body))

    def _may_answer(self, asked: str, fields: dict[HeaderFields, Any]) -> bool:
        """Whether a reply comes from who was asked; the bus itself answers for who is not there."""
        sender = fields.get(HeaderFields.sender, "")
        return sender == DBUS_NAME or self._owners.is_from(asked, sender)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        handler = self._handlers.get(fields.get(HeaderFields.path, ""), _unknown_object)
        member = fields.get(HeaderFields.member, "")
        try:
            signature, body = handler(fields.get(HeaderFields.interface), member, message.body)
            answer = new_method_return(message, signature or None, body)
        except DBusError as error:
            answer = new_error(message, error.name, "s", (str(error),))
        # Whatever another client sends, it gets an error back and this connection lives on.
        except Exception:  # noqa: BLE001 - barrier: logged, and answered with an error
            _log.exception("could not answer %s", member)
            answer = new_error(message, "org.freedesktop.DBus.Error.Failed", "s", ("failed",))
        if not message.header.flags & MessageFlag.no_reply_expected:
            self._send(answer, None)
