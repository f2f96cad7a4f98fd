"""Whether the journal takes anything now, and what waits until it does again."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from typing import TYPE_CHECKING, Protocol

from config.errors import JournalDamageError, JournalError, LullError
from config.language import N_, changed, in_english, tr
from journal.condition import believe, doubt, rescued
from tray import replies

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from tray.desk import Desk
    from tray.notify.base import Note

_log = logging.getLogger(__name__)

_AGAIN_SECONDS = 30.0
"""How often it is tried again whether there is room, or the folder is back."""
_HOUR_SECONDS = 3600.0
_DAMAGED = N_("The journal is damaged: please quit Lull and start it again")
_PART_ENDS = re.compile(r"\s*[;\N{ARABIC SEMICOLON}]")
_MOST_LETTERS = 100
"""Of a row of the menu."""
_ROOM = "room"
_ENOUGH_CHARACTERS = 32_000
_MOST = 100
"""So many things wait at most; nobody clicks more often where nothing is noted."""


class Teller(Protocol):
    """Who shows the menu and notifications."""

    def changed(self) -> None:
        """Show the menu anew."""

    def tell_once(self, what: str, note: Note) -> None:
        """Show a note; once ``what`` was shown, never again."""


class NotKept:
    """Knows that nothing can be written, and tries again by itself; on the core loop."""

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop, teller: Teller) -> None:
        """Begin with a journal that takes everything.

        Args:
            desk: The journal and the clock.
            loop: On which it tries again.
            teller: Hears when this begins and when it is over, and tells what became of damage.
        """
        self._journal = desk.journal
        self._clock = desk.clock
        self._loop = loop
        self._teller = teller
        self._mended_at = float("-inf")
        self._damage = ""
        self._again: asyncio.TimerHandle | None = None
        self._waiting: list[Callable[[], None]] = []
        self.line = ""
        """What the first row of the menu says while it lasts; empty while all is well."""

    def heard(self, error: LullError) -> None:
        """Something did not work; if it was the journal, see to it.

        One that is damaged is made anew at once. Where that was done within the hour it has not
        helped, and would not the next time.
        """
        if isinstance(error, JournalDamageError):
            self._damage = tr(_DAMAGED)
            if self._loop.time() >= self._mended_at + _HOUR_SECONDS:
                self._mended_at = self._loop.time()
                self._mend()
        if isinstance(error, JournalError):
            self.look()

    def _mend(self) -> None:
        from journal.rescue import mend_open  # noqa: PLC0415 - it loads what export needs

        # Should it end before this is over, the next start looks as closely.
        doubt(self._journal)
        try:
            mend_open(self._journal, self._clock.local(self._clock.now()))
            believe(self._journal)
        except JournalError as error:
            _log.warning("%s", error.for_log)
        else:
            self._damage = ""
            self.tell_rescued()
            self._teller.changed()

    def tell_rescued(self) -> None:
        """Say once what became of a journal that was damaged, and where it is now."""
        told = rescued(self._journal)
        if told is not None:
            name = os.path.basename(told.aside)  # noqa: PTH119 - a name alone
            self._teller.tell_once(f"rescued.{name}", replies.rescued(told))

    @contextlib.contextmanager
    def heeding(self) -> Iterator[None]:
        """Hear of what goes wrong in the block."""
        try:
            yield
        except JournalError as error:
            self.heard(error)
            raise

    def do(self, work: Callable[[], None]) -> None:
        """Do this, now or once the journal takes it.

        Args:
            work: It must mean the same when it is done later, and when it is done twice.

        Raises:
            JournalError: It could not be done yet; the detail says so.
        """
        try:
            work()
        except JournalError as error:
            self._waiting = [*self._waiting, work][-_MOST:]
            detail = tr(
                "{reason}; Lull tries again by itself, and says when it is noted",
                reason=error.detail,
            )
            raise type(error)(tr("Not noted yet"), detail) from error

    def look(self) -> None:
        """Try to write, and then do what waits."""
        self.end()
        before, self.line = self.line, self._damage
        try:
            # As much as the longest entry: a little finds room where that does not.
            self._journal.set_state(_ROOM, "." * _ENOUGH_CHARACTERS)
            self._journal.set_state(_ROOM, None)
            while self._waiting:
                self._waiting[0]()
                del self._waiting[0]
        except JournalError as error:
            cause = changed(error.detail, self._cause)
            line = tr("Nothing can be noted now: {reason}", reason=cause)
            self.line = changed(line, lambda text: text[:_MOST_LETTERS])
            self._again = self._loop.call_later(_AGAIN_SECONDS, self.look)
        if self.line != before:
            _log.warning("%s", in_english(self.line) or "the journal takes everything again")
            self._teller.changed()

    def _cause(self, detail: str) -> str:
        """The beginning of a detail: what is wrong, without the file and what to do about it."""
        # French has a space before a colon.
        without = re.sub(rf"{re.escape(str(self._journal.path))}\s?: ", "", detail, count=1)
        return _PART_ENDS.split(without, maxsplit=1)[0]

    def end(self) -> None:
        """Try no more."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
