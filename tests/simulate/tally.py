"""Counts what became of every nudge of a simulation."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.store import Journal

if TYPE_CHECKING:
    from datetime import datetime

    from config.kinds import NudgeKind


@dataclasses.dataclass
class Tally:
    """What came of everything, by kind.

    Attributes:
        due: Every moment for which a kind was due.
        ended: The last record of each nudge.
        held: How many nudges a reason held, by kind and reason.
        reasons: The nudges that have a reason that can be read.
    """

    due: set[tuple[NudgeKind, datetime]] = dataclasses.field(default_factory=set)
    ended: dict[tuple[NudgeKind, datetime], NudgeRecord] = dataclasses.field(default_factory=dict)
    held: Counter[tuple[NudgeKind, str]] = dataclasses.field(default_factory=Counter)
    reasons: set[tuple[NudgeKind, datetime]] = dataclasses.field(default_factory=set)

    def row(self, kind: NudgeKind, waiting: int) -> dict[str, int]:
        """The figures of one kind, of which ``waiting`` wait."""
        dues = [key for key in self.due if key[0] is kind]
        records = [self.ended[key] for key in dues if key in self.ended]
        shown = sum(record.shown_at is not None for record in records)
        lapsed = sum(record.outcome is Outcome.LAPSED for record in records)
        again = [
            record
            for (other, _), record in self.ended.items()
            if other is kind and record.asked_for and record.shown_at is not None
        ]
        return {
            "due": len(dues),
            "shown": shown,
            "lapsed": lapsed,
            "merged": len(dues) - shown - lapsed - waiting,
            "waiting": waiting,
            "shown again": len(again),
        }


class CountingJournal(Journal):
    """A journal that counts what is written, since it forgets old holds."""

    tally: Tally

    def put_nudge(self, record: NudgeRecord) -> None:
        """As a journal does."""
        super().put_nudge(record)
        self.tally.ended[record.kind, record.due_at] = record

    def add_hold(self, record: HoldRecord) -> None:
        """As a journal does."""
        super().add_hold(record)
        self.tally.held[record.kind, record.reason] += 1
        self.tally.reasons.add((record.kind, record.due_at))
