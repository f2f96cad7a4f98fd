"""Keeps in the journal why a nudge was not shown, each reason once for each time that it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.records import HoldRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from config.kinds import NudgeKind
    from journal.store import Journal
    from tray.clock import Clock
    from tray.due import Due


class HoldBook:
    """What was written down of the nudges that still wait; see the module."""

    def __init__(
        self, journal: Journal, clock: Clock, recorded: set[tuple[NudgeKind, datetime, str]]
    ) -> None:
        """Go on after ``recorded``: kind, moment due and reason of what the journal has."""
        self._journal = journal
        self._clock = clock
        self._recorded = recorded

    def write(self, due: Due, reason: str, text: str, until: datetime | None) -> None:
        """Keep a reason, unless it was kept for ``due`` before.

        Raises:
            JournalError: The journal cannot be written.
        """
        key = (due.kind, due.at, reason)
        if key not in self._recorded:
            now = self._clock.now()
            self._journal.add_hold(HoldRecord(now, due.kind, due.at, reason, text, until))
            self._recorded.add(key)

    def keep_only(self, known: Iterable[Due]) -> None:
        """Forget what was written down of all but ``known``, which are still to be judged."""
        moments = {(due.kind, due.at) for due in known}
        self._recorded = {key for key in self._recorded if key[:2] in moments}
