"""Notifications with buttons, over D-Bus.

Order is what keeps this right. The bus delivers a daemon's replies and signals in the order in
which they were sent, so each is handled in a loop callback of its own and never after an ``await``,
where a later signal could overtake an earlier reply.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import dataclasses
import functools
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.language import tr
from tray.bus.connection import DBUS_NAME, TIMEOUT_ERROR, Reply
from tray.notify.base import Closed, Shown
from tray.notify.open_notes import OpenNotes
from tray.notify.wire import (
    CLOSE_REASONS,
    NAME,
    PATH,
    SIGNALS,
    failure,
    notify_arguments,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.bus.connection import Bus
    from tray.notify.base import Note, OnAnswer, OnClosed
    from tray.notify.open_notes import OpenNote

_log = logging.getLogger(__name__)

ANSWER_SECONDS = 3.0
"""How long the daemon may take to show a note; real ones take 1-40 ms."""
LATE_ANSWER_SECONDS = 600.0
"""How long a late answer is waited for, so that a note which shows after all is taken away."""


@dataclasses.dataclass(eq=False, slots=True)
class _Sending:
    """A ``Notify`` under way; its future is cancelled when nobody waits for it any more."""

    note: Note
    shown: asyncio.Future[Shown]


class FreedesktopNotifier:
    """Shows notes through the desktop's notification daemon.

    Nothing blocks: a daemon that hangs costs the caller of `show` three seconds, and a note that
    it shows after that is taken away at once.
    """

    name = "freedesktop"

    def __init__(
        self,
        bus: Bus,
        on_answer: OnAnswer,
        on_closed: OnClosed,
        *,
        icon: str | Path | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Follow the daemon's signals; called on the loop that everything happens on.

        Args:
            bus: The session bus; it may be connected later.
            on_answer: Told about a pressed button; `last_activation_token` holds its token then.
            on_closed: Told about every other end of a note.
            icon: A PNG file to show beside the text.
            answer_seconds: How long `show` waits for the daemon.
        """
        self._bus = bus
        self._loop = asyncio.get_running_loop()
        self._on_answer = on_answer
        self._icon = Path(icon) if icon is not None else None
        self._answer_seconds = answer_seconds
        self._notes = OpenNotes(self._loop, on_answer, on_closed, self._take_away)
        self._capabilities: frozenset[str] | None = None
        self._locks: collections.defaultdict[str, asyncio.Lock]
        self._locks = collections.defaultdict(asyncio.Lock)
        self._sending: set[_Sending] = set()
        self._early: list[tuple[int, str, str | int]] = []
        self._tokens: dict[int, str] = {}
        self._closing = False
        self.last_activation_token = ""
        """For XDG_ACTIVATION_TOKEN of a window that the answer opens; empty if there is none.

        Plasma 5.27 sends one before each action; valid within ``on_answer``.
        """
        for member in SIGNALS:
            # Signals are broadcast to everyone and anyone can send one: the bus object compares
            # the sender with the owner of the name.
            callback = self._posted(functools.partial(self._signalled, member))
            bus.subscribe(callback, interface=NAME, member=member, sender=NAME, path=PATH)
        bus.subscribe(
            self._posted(self._owner_changed),
            interface=DBUS_NAME,
            member="NameOwnerChanged",
            sender=DBUS_NAME,
            argument0=NAME,
        )
        bus.listen(lambda: None, lambda: self._post(self._daemon_gone))

    # -- for the caller

    async def show(self, note: Note) -> Shown:
        """Show ``note``; the answer comes within ``answer_seconds`` in every case."""
        try:
            async with asyncio.timeout(self._answer_seconds), self._locks[note.slot]:
                capabilities = self._capabilities
                if capabilities is None:
                    reply = await self._ask_capabilities()
                    if self._capabilities is None:
                        return Shown.failed(failure(reply))
                    capabilities = self._capabilities
                return await self._notify(note, capabilities)
        except TimeoutError:
            return Shown.failed(failure(Reply(TIMEOUT_ERROR, ())))

    async def withdraw(self, slot: str) -> None:
        """Take away the note of ``slot``, after a `show` of that slot which is under way."""
        async with self._locks[slot]:
            opened = self._notes.end(slot, Closed.WITHDRAWN)
            if opened is not None:
                self._take_away(opened)

    async def close(self) -> None:
        """Take away every note; a note that the daemon shows later is taken away too."""
        self._closing = True
        for sending in list(self._sending):
            if not sending.shown.done():
                sending.shown.set_result(Shown.failed(tr("Lull is closing")))
        for opened in self._notes.end_all(Closed.WITHDRAWN):
            self._take_away(opened)

    # -- calls

    def _posted(
        self, handle: Callable[[tuple[Any, ...]], None]
    ) -> Callable[[tuple[Any, ...]], None]:
        return lambda body: self._post(handle, body)

    def _post(self, callback: Callable[..., None], *arguments: object) -> None:
        # After the loop has ended there is nobody left to tell; an error here would look to the
        # thread of the bus like a lost connection.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _call(
        self,
        member: str,
        signature: str,
        body: tuple[Any, ...],
        on_reply: Callable[[Reply], None] | None = None,
    ) -> None:
        if on_reply is None:
            self._bus.call(NAME, PATH, NAME, member, signature, body)
            return
        self._bus.call(
            NAME,
            PATH,
            NAME,
            member,
            signature,
            body,
            lambda reply: self._post(on_reply, reply),
            LATE_ANSWER_SECONDS,
        )

    async def _ask_capabilities(self) -> Reply:
        answered: asyncio.Future[Reply] = self._loop.create_future()

        def on_reply(reply: Reply) -> None:
            match reply:
                case Reply(error=None, body=(list(names),)):
                    self._capabilities = frozenset(str(name) for name in names)
            if not answered.done():
                answered.set_result(reply)

        self._call("GetCapabilities", "", (), on_reply)
        return await answered

    async def _notify(self, note: Note, capabilities: frozenset[str]) -> Shown:
        if self._closing:
            return Shown.failed(tr("Lull is closing"))
        open_note = self._notes.get(note.slot)
        replaces_id = open_note.number if open_note is not None else 0
        arguments = notify_arguments(note, replaces_id, capabilities, self._icon)
        sending = _Sending(note, self._loop.create_future())
        self._sending.add(sending)
        try:
            self._call(
                "Notify",
                "susssasa{sv}i",
                arguments,
                lambda reply: self._notify_answered(sending, reply),
            )
            return await sending.shown
        finally:
            self._sending.discard(sending)
            if not self._sending:
                self._early.clear()

    def _notify_answered(self, sending: _Sending, reply: Reply) -> None:
        match reply:
            case Reply(error=None, body=(int(number),)) if number > 0:
                pass
            case _:
                if not sending.shown.done():
                    sending.shown.set_result(Shown.failed(failure(reply)))
                return
        if sending.shown.done():
            # The caller has been told that nothing was shown, and may have used another way.
            _log.info("a note was shown too late and is taken away")
            overtaken = self._notes.numbered(number)
            if overtaken is not None:
                self._notes.end(overtaken.note.slot, Closed.REPLACED)
            self._close_on_screen(number)
            return
        replaced = self._notes.get(sending.note.slot)
        self._tokens.pop(number, None)
        opened = self._notes.open(sending.note, number)
        sending.shown.set_result(Shown(ok=True, by=self.name, why=""))
        if replaced is not None and replaced.number != number:
            # The daemon did not take the old one's place.
            self._take_away(replaced)
        self._replay_early(opened)

    def _take_away(self, opened: OpenNote) -> None:
        self._close_on_screen(opened.number)

    def _close_on_screen(self, number: int) -> None:
        self._tokens.pop(number, None)
        self._call("CloseNotification", "u", (number,))

    # -- signals, each in a callback of its own on the loop

    def _signalled(self, member: str, body: tuple[Any, ...]) -> None:
        if [type(value) for value in body] != [int, SIGNALS[member]]:
            _log.info("the notification daemon sent a malformed %s", member)
            return
        number, argument = body
        opened = self._notes.numbered(number)
        if opened is not None:
            self._apply(opened, member, argument)
        elif self._sending:
            # A note that is closed at once may be told about before it has its number.
            self._early.append((number, member, argument))

    def _apply(self, opened: OpenNote, member: str, argument: str | int) -> None:
        if member == "ActivationToken":
            self._tokens[opened.number] = str(argument)
        elif member == "NotificationClosed":
            self._tokens.pop(opened.number, None)
            self._notes.end(opened.note.slot, CLOSE_REASONS.get(int(argument), Closed.LOST))
        elif any(button.key == argument for button in opened.note.buttons):
            token = self._tokens.pop(opened.number, "")
            self._notes.take(opened.note.slot)
            # Most daemons close a note that was answered, dunst 1.9 leaves it open.
            self._close_on_screen(opened.number)
            self._loop.call_soon(self._deliver_answer, opened.note, str(argument), token)
        else:
            _log.debug("an action that was never offered is ignored")

    def _replay_early(self, opened: OpenNote) -> None:
        mine = [entry for entry in self._early if entry[0] == opened.number]
        self._early = [entry for entry in self._early if entry[0] != opened.number]
        for _, member, argument in mine:
            self._apply(opened, member, argument)

    def _deliver_answer(self, note: Note, key: str, token: str) -> None:
        self.last_activation_token = token
        self._on_answer(note, key)

    def _owner_changed(self, body: tuple[Any, ...]) -> None:
        _, old_owner, _ = body
        # A daemon that the bus starts on demand has no predecessor, and notes on their way to it
        # are not lost.
        self._capabilities = None
        if old_owner:
            self._daemon_gone()

    def _daemon_gone(self) -> None:
        # A new daemon counts from 1 again: an old number could belong to a stranger's note.
        self._capabilities = None
        self._tokens.clear()
        self._early.clear()
        self._notes.end_all(Closed.LOST)
