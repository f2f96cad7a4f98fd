"""What Lull remembers over a restart besides entries: the pause, "not today" and "later"."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.entries import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from journal.store import Journal
    from tray.timetable import Span

_PAUSE = "paused_until"
_PAUSE_TAKEN = "pause_taken_at"
_TO_MIDNIGHT = "to_midnight"
_NOT_TODAY = "not_today"
_NOT_TONIGHT = "not_tonight."
_LATER = "later."
_TOLD = "told."
_ROW_BEGUN = "row_begun."
_ABSENCES = "absences"


def _moment(text: str | None) -> datetime | None:
    """A moment in UTC; what cannot be read counts as nothing, rather than stopping every nudge.

    So does one at the ends of the calendar, which no other time zone can name.
    """
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.astimezone(UTC)


def paused_until(journal: Journal, now: datetime) -> datetime | None:
    """The UTC end of the pause, or None if there is none or it has ended."""
    until = _moment(journal.state(_PAUSE))
    return until if until is not None and until > now else None


def set_pause(
    journal: Journal,
    until: datetime | None,
    taken_at: datetime | None = None,
    *,
    to_midnight: bool = False,
) -> None:
    """Keep the end of a pause, or None to end it.

    Args:
        journal: Where it is kept.
        until: The end.
        taken_at: When it began, if the person said its length or "tomorrow"; None if they named
            its end.
        to_midnight: Whether they said "tomorrow".
    """
    taken = None if taken_at is None else taken_at.astimezone(UTC).isoformat()
    journal.set_state(_PAUSE_TAKEN, f"{taken} {_TO_MIDNIGHT}" if taken and to_midnight else taken)
    journal.set_state(_PAUSE, None if until is None else until.astimezone(UTC).isoformat())


def mend_pause(journal: Journal, now: datetime, midnight: datetime) -> None:
    """Give a pause its length back if the clock, since set back, was wrong when it began.

    "An hour", said while the clock stood a day ahead, would else last a day and an hour; and
    "tomorrow", said by one that stood a year ahead, a year. A pause until a date keeps its end, and
    no pause becomes longer or begins anew.

    Args:
        journal: Where it is kept.
        now: The present moment.
        midnight: The end of the present local day.
    """
    at, _, how = (journal.state(_PAUSE_TAKEN) or "").partition(" ")
    taken, until = _moment(at), paused_until(journal, now)
    if taken is not None and until is not None and now < taken:
        end = midnight if how == _TO_MIDNIGHT else now + (until - taken)
        set_pause(journal, min(end, until), now, to_midnight=how == _TO_MIDNIGHT)


def not_today(journal: Journal, today: date) -> frozenset[NudgeKind]:
    """The kinds that are not wanted again on the local date ``today``."""
    day, _, kinds = (journal.state(_NOT_TODAY) or "").partition(" ")
    if day != today.isoformat():
        return frozenset()
    # A newer Lull may have kinds that this one does not know.
    return frozenset(kind for kind in NudgeKind if kind in kinds.split())


def add_not_today(journal: Journal, kind: NudgeKind, today: date) -> None:
    """Keep that ``kind`` is not wanted again on the local date ``today``."""
    kinds = not_today(journal, today) | {kind}
    journal.set_state(_NOT_TODAY, " ".join([today.isoformat(), *sorted(kinds)]))


def not_tonight(journal: Journal, now: datetime) -> frozenset[NudgeKind]:
    """The kinds that are not wanted again before a bedtime that is still ahead."""
    moments = {kind: _moment(journal.state(_NOT_TONIGHT + kind)) for kind in NudgeKind}
    return frozenset(kind for kind, until in moments.items() if until is not None and until > now)


def set_not_tonight(journal: Journal, kind: NudgeKind, bedtime: datetime) -> None:
    """Keep that ``kind`` is not wanted again before ``bedtime``."""
    journal.set_state(_NOT_TONIGHT + kind, bedtime.astimezone(UTC).isoformat())


def later(journal: Journal) -> dict[NudgeKind, datetime]:
    """When the kinds that were put off come back, in UTC."""
    moments = {kind: _moment(journal.state(_LATER + kind)) for kind in NudgeKind}
    return {kind: moment for kind, moment in moments.items() if moment is not None}


def set_later(journal: Journal, kind: NudgeKind, moment: datetime | None) -> None:
    """Keep when a kind comes back, or None when it has."""
    journal.set_state(_LATER + kind, None if moment is None else moment.astimezone(UTC).isoformat())


def absences(journal: Journal) -> tuple[Span, ...]:
    """When the person was away from the computer lately, in order, in UTC."""
    found = []
    for line in (journal.state(_ABSENCES) or "").splitlines():
        start, _, end = line.partition(" ")
        since, until = _moment(start), _moment(end)
        if since is not None and until is not None and since < until:
            found.append((since, until))
    return tuple(found)


def set_absences(journal: Journal, spans: tuple[Span, ...]) -> None:
    """Keep when the person was away, instead of what was kept before."""
    lines = [f"{since.isoformat()} {until.isoformat()}" for since, until in spans]
    journal.set_state(_ABSENCES, "\n".join(lines) or None)


def row_begun(journal: Journal, kind: NudgeKind) -> datetime | None:
    """Since when nudges of ``kind`` that are closed count for easing; None for always."""
    return _moment(journal.state(_ROW_BEGUN + kind))


def begin_row(journal: Journal, kind: NudgeKind, moment: datetime) -> None:
    """Have nudges of ``kind`` that were closed up to ``moment`` count no more for easing."""
    before = row_begun(journal, kind)
    if before is None or before < moment:
        journal.set_state(_ROW_BEGUN + kind, moment.astimezone(UTC).isoformat())


def was_told(journal: Journal, what: str) -> bool:
    """Whether ``what``, which is told once and never again, has been told."""
    return journal.state(_TOLD + what) is not None


def set_told(journal: Journal, what: str) -> None:
    """Keep that ``what`` has been told."""
    journal.set_state(_TOLD + what, "yes")
