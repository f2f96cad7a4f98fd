"""Whether the journal takes anything now, and what waits until it does again."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from config.errors import JournalError, LullError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from journal.store import Journal

_log = logging.getLogger(__name__)

_AGAIN_SECONDS = 30.0
"""How often it is tried again whether there is room, or the folder is back."""
_ROOM = "room"
_ENOUGH_CHARACTERS = 32_000
_MOST = 100
"""So many things wait at most; nobody clicks more often where nothing is noted."""


class NotKept:
    """Knows that nothing can be written, and tries again by itself; on the core loop."""

    def __init__(
        self, journal: Journal, loop: asyncio.AbstractEventLoop, changed: Callable[[], None]
    ) -> None:
        """Begin with a journal that takes everything.

        Args:
            journal: The journal.
            loop: On which it tries again.
            changed: Called when this begins and when it is over.
        """
        self._journal = journal
        self._loop = loop
        self._changed = changed
        self._again: asyncio.TimerHandle | None = None
        self._waiting: list[Callable[[], None]] = []
        self.line = ""
        """What the first row of the menu says while it lasts; empty while all is well."""

    def heard(self, error: LullError) -> None:
        """Something did not work; if it was the journal, find out whether it takes anything."""
        if isinstance(error, JournalError):
            self.look()

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
            detail = f"{error.detail}; Lull tries again by itself, and says when it is noted"
            raise JournalError("Not noted yet", detail) from error

    def look(self) -> None:
        """Try to write, and then do what waits."""
        self.end()
        before, self.line = self.line, ""
        try:
            # As much as the longest entry: a little finds room where that does not.
            self._journal.set_state(_ROOM, "." * _ENOUGH_CHARACTERS)
            self._journal.set_state(_ROOM, None)
            while self._waiting:
                self._waiting[0]()
                del self._waiting[0]
        except JournalError as error:
            cause = error.detail.removeprefix(f"{self._journal.path}: ").partition(";")[0]
            self.line = f"Nothing can be noted now: {cause}"[:100]
            self._again = self._loop.call_later(_AGAIN_SECONDS, self.look)
        if self.line != before:
            _log.warning("%s", self.line or "the journal takes everything again")
            self._changed()

    def end(self) -> None:
        """Try no more."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
