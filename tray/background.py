"""Work on the core loop that nobody waits for, and what becomes of its errors."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from config.errors import LullError
from config.foreign_words import reason_of
from config.language import tr
from tray import replies

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime

    from tray.notify.base import Note

_log = logging.getLogger(__name__)

_TELL_AGAIN = timedelta(hours=6)


class Background:
    """Runs work without waiting for it; what goes wrong is logged and told to the person."""

    def __init__(
        self,
        now: Callable[[], datetime],
        reply: Callable[[Note], None],
        heed: Callable[[LullError], None],
    ) -> None:
        """Begin with nothing to do.

        Args:
            now: The present moment, aware.
            reply: Says something back to the person.
            heed: Hears of every trouble, told or not.
        """
        self._heed = heed
        self._now = now
        self._reply = reply
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: dict[str, datetime] = {}
        self._ending = False

    async def end(self) -> None:
        """Stop what runs; nothing begins any more."""
        self._ending = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what the person asked for, without waiting; what goes wrong is told to them."""
        self._run(work, self._prompted)

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what nobody asked for at this moment, without waiting; see `unprompted`."""
        self._run(work, self.unprompted)

    def _run(
        self,
        work: Coroutine[Any, Any, object],
        guard: Callable[[Awaitable[object]], Coroutine[Any, Any, None]],
    ) -> None:
        if self._ending:
            work.close()  # notifications that are taken away now report that they are closed
            return
        task = asyncio.get_running_loop().create_task(guard(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A task that is cancelled before it began has not touched its work.
        task.add_done_callback(lambda _: work.close())

    async def _prompted(self, work: Awaitable[object]) -> None:
        try:
            await work
        except LullError as error:
            _log.warning("%s", error.for_log)
            self._reply(replies.trouble(error))
            self._heed(error)
        except OSError as error:
            _log.warning("something that was asked for did not work: %s", error)
            self._reply(replies.note(tr("That did not work"), reason_of(error)))
        except Exception:  # noqa: BLE001 - barrier: one failed job must not end the running Lull
            _log.exception("a job failed")
            self._reply(
                replies.note(tr("That did not work"), tr("What went wrong is in the log file."))
            )

    async def unprompted(self, work: Awaitable[object]) -> None:
        """The same trouble (a full disk) is told once in a while, not at every nudge."""
        try:
            await work
        except LullError as error:
            _log.warning("%s", error.for_log)
            self._heed(error)
            now = self._now()
            told = self._told.get(str(error))
            if told is None or now - told >= _TELL_AGAIN:
                self._told[str(error)] = now
                self._reply(replies.trouble(error))
        except Exception:  # noqa: BLE001 - barrier: one failed job must not end the running Lull
            _log.exception("a job failed")
