"""A copy of the journal on every day on which Lull runs, made beside everything else."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import TYPE_CHECKING

from config.errors import LullError
from journal.backup import back_up, folder_of, is_due
from tray import footprint

if TYPE_CHECKING:
    import asyncio
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from tray.clock import Clock

_log = logging.getLogger(__name__)

_AGAIN_SECONDS = 3600.0
"""A copy for which there was no room is tried again after this long, and not only the next day."""


class DailyBackup:
    """Makes the day's copy in a thread that ends with it; all methods are called on the loop."""

    def __init__(
        self,
        journal: Path,
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
        tell: Callable[[LullError], None],
    ) -> None:
        """Prepare; nothing is copied before `look`.

        Args:
            journal: The journal.
            clock: Tells the local day.
            loop: Where ``tell`` is called.
            tell: Told why there is no copy, once until one could be made again.
        """
        self._journal = journal
        self._clock = clock
        self._loop = loop
        self._tell = tell
        self._tried: dt.date | None = None
        self._thread: threading.Thread | None = None
        self._told = False
        self._again: asyncio.TimerHandle | None = None

    def look(self) -> None:
        """Begin the copy of the local day, unless there is one or it was tried before."""
        today = self._clock.today()
        running = self._thread is not None and self._thread.is_alive()
        if running or self._tried == today or not is_due(folder_of(self._journal), today):
            return
        self._tried = today
        self._thread = threading.Thread(target=self._copy, args=(today,), name="backup")
        self._thread.start()

    def end(self) -> None:
        """Wait until the copy that is being made is whole; none is made any more."""
        self._stop_trying()
        if self._thread is not None:
            self._thread.join()

    def _copy(self, today: dt.date) -> None:
        trouble: LullError | None = None
        try:
            back_up(self._journal, today)
        except LullError as error:
            _log.warning("no backup was made: %s", error.for_log)
            trouble = error
        footprint.trim()
        # A loop that was closed meanwhile has nobody left to tell.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._heard, trouble)

    def _stop_trying(self) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None

    def _try_again(self) -> None:
        self._tried = None
        self.look()

    def _heard(self, trouble: LullError | None) -> None:
        self._stop_trying()
        if self._thread is not None:
            # To tell of it was the last that it did; one that still ends would keep off the next.
            self._thread.join()
        if trouble is not None:
            self._again = self._loop.call_later(_AGAIN_SECONDS, self._try_again)
        if trouble is not None and not self._told:
            self._tell(trouble)
        self._told = trouble is not None
