"""Kinds that are closed again and again come half as often; after some more, Lull asks once.

Only what the person closed counts, by what the journal has recorded: a nudge that expired, was
withdrawn or lapsed says nothing about them. An answer ends the row, and so does doing the thing.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tray import remembered, timetable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, tzinfo

    from config.settings import Settings
    from journal.store import Journal

EASED_AFTER = 3
"""After this many in a row a kind comes half as often."""
ASKED_AFTER = 7
"""After this many in a row the person is asked, once, whether the kind is to stay."""
_LOOK_BACK = timedelta(days=60)
"""Seven of a kind that comes twice a week, half of them left out, lie within this time."""


def closed_in_a_row(journal: Journal, now: datetime) -> Counter[NudgeKind]:
    """How many of each kind were closed, one after the other, without an answer in between.

    Raises:
        JournalError: The journal cannot be read.
    """
    closed = journal.dismissed_in_a_row(now - _LOOK_BACK)
    begun = {kind: remembered.row_begun(journal, kind) for kind in {kind for kind, _ in closed}}
    return Counter(kind for kind, at in closed if (since := begun[kind]) is None or at > since)


def eased(journal: Journal, now: datetime) -> dict[NudgeKind, datetime]:
    """The kinds that come half as often, each with when the last that showed was due (UTC).

    Raises:
        JournalError: The journal cannot be read.
    """
    counts = closed_in_a_row(journal, now)
    enough = [kind for kind, count in counts.items() if count >= EASED_AFTER]
    found = {kind: journal.last_due_shown(kind, now) for kind in enough}
    return {kind: due_at for kind, due_at in found.items() if due_at is not None}


def unwanted(
    journal: Journal, settings: Settings, now: datetime, planned: Collection[NudgeKind] = ()
) -> NudgeKind | None:
    """A kind about which the person is to be asked whether it is to stay, or None.

    Args:
        journal: What was closed, and what was asked before.
        settings: The person's own settings.
        now: The present.
        planned: Kinds that stay or go by a plan, whatever would be answered.

    Raises:
        JournalError: The journal cannot be read.
    """
    counts = closed_in_a_row(journal, now)
    for kind in (kind for kind in NudgeKind if kind not in planned):
        enough = counts[kind] >= ASKED_AFTER and timetable.is_wanted(settings, kind)
        if enough and not remembered.was_told(journal, asked(kind)):
            return kind
    return None


def asked(kind: NudgeKind) -> str:
    """What is remembered as told once the person was asked about ``kind``."""
    return f"keep.{kind}"


def left_out_today(
    eased_kinds: Mapping[NudgeKind, datetime], settings: Settings, zone: tzinfo, now: datetime
) -> frozenset[NudgeKind]:
    """The kinds whose next moment is left out on the present local day; they keep no place."""
    today = now.astimezone(zone).date()
    found = set()
    for kind, shown in eased_kinds.items():
        following = timetable.next_time(settings.nudge(kind), settings.day, zone, shown)
        if following is not None and following.astimezone(zone).date() == today:
            found.add(kind)
    return frozenset(found)
