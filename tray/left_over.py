"""What an earlier run left behind: showings without an end, and nudges that still waited."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.records import HoldRecord, NudgeRecord, Outcome
from tray import gate, remembered, timetable
from tray.due import Due

if TYPE_CHECKING:
    from datetime import tzinfo

    from config.settings import Settings
    from journal.store import Journal

_LOOK_BACK = timedelta(days=1)
"""Far more than anything waits (`tray.gate.WAIT_MINUTES`): what is too late still gets its end."""


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOver:
    """What goes on where it was interrupted.

    Attributes:
        waiting: What was due, while Lull ran or since, and had neither shown nor lapsed.
        not_shown: The records of those among them that could not be shown.
        recorded: The holds that stand in the journal already: kind, moment due and reason.
    """

    waiting: tuple[Due, ...]
    not_shown: dict[Due, NudgeRecord]
    recorded: set[tuple[NudgeKind, datetime, str]]


def take_up(journal: Journal, settings: Settings, zone: tzinfo, now: datetime) -> LeftOver:
    """Give every showing an end, and find what still waited or fell due when nothing ran.

    Raises:
        JournalError: The journal cannot be read or written.
    """
    for record in journal.pending_nudges():
        # The process that showed it is gone, and its notification cannot answer any more.
        outcome = Outcome.NOT_SHOWN if record.shown_at is None else Outcome.WITHDRAWN
        journal.put_nudge(dataclasses.replace(record, outcome=outcome, outcome_at=now))
    start, end = now - _LOOK_BACK, now + timedelta(seconds=1)
    records, holds = journal.nudges(start, end), journal.holds(start, end)
    failed = [record for record in records if record.outcome is Outcome.NOT_SHOWN]
    not_shown = {_due(record): record for record in failed if not record.asked_for}
    # What the person asked to see, and could not, is not shown at a time of its own choosing.
    asked_for = {_due(record) for record in records if record.asked_for}
    ended = {_due(record) for record in records if record.outcome is not Outcome.NOT_SHOWN}
    later = remembered.later(journal)
    newest: dict[NudgeKind, Due] = {}
    found = {*not_shown, *map(_due, holds), *_missed(settings, zone, now)}
    for due in sorted(found - asked_for, key=lambda due: due.at):
        over = any(other.kind is due.kind and other.at >= due.at for other in ended)
        # What was put off with "Later" is remembered apart.
        if not over and settings.nudge(due.kind).on and later.get(due.kind) != due.at:
            newest[due.kind] = due
    waiting = tuple(newest.values())
    return LeftOver(
        waiting,
        {due: record for due, record in not_shown.items() if due in waiting},
        {(hold.kind, hold.due_at, hold.reason) for hold in holds},
    )


def _missed(settings: Settings, zone: tzinfo, now: datetime) -> set[Due]:
    """The last moment of each kind with a place of its own, where it is still worth showing."""
    dues = set()
    for kind in NudgeKind:
        nudge = settings.nudge(kind)
        if timetable.is_wanted(settings, kind) and not timetable.is_filler(nudge):
            at = timetable.last_time(nudge, settings.day, zone, now)
            if at is not None and now < gate.deadline(Due(kind, at), settings):
                dues.add(Due(kind, at))
    return dues


def _due(record: NudgeRecord | HoldRecord) -> Due:
    return Due(record.kind, record.due_at.astimezone(UTC))
