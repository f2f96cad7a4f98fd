"""What Lull did: one record for each nudge that fell due, one for each time a nudge was held."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

from config.errors import JournalError
from config.language import tr

if TYPE_CHECKING:
    import datetime as dt

    from config.kinds import NudgeKind


class Outcome(enum.StrEnum):
    """What became of a nudge; the value is its name in the journal."""

    PENDING = "pending"
    """About to be shown; still so in the journal only if Lull ended in between."""
    SHOWN = "shown"
    """Standing on the screen, not answered yet."""
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    """Closed by the person without an answer."""
    EXPIRED = "expired"
    """The desktop took it away unanswered."""
    WITHDRAWN = "withdrawn"
    """Lull took it back: its time had passed, or the person came back to the screen."""
    NOT_SHOWN = "not_shown"
    """No way of showing it worked; it says nothing about the person."""
    LAPSED = "lapsed"
    """It was due, and held until its time had passed."""


@dataclasses.dataclass(frozen=True, slots=True)
class NudgeRecord:
    """One nudge, from falling due to its outcome; all times are aware.

    Attributes:
        id: Made by `journal.entries.new_id`.
        kind: What it is about.
        tip: The id of the tip that it carries; empty while none is chosen.
        due_at: When the schedule asked for it.
        shown_at: When it came up on the screen; None if it never did.
        shown_by: ``freedesktop``, ``plyer`` or ``terminal``; empty if it was not shown.
        outcome: What became of it.
        outcome_at: When that was known; None while it is pending or standing.
        answer: The key of the button that was pressed; empty without one.
        asked_for: Whether it came because the person asked (Later, or a command), so that it does
            not count towards the day's limit.
    """

    id: str
    kind: NudgeKind
    tip: str
    due_at: dt.datetime
    shown_at: dt.datetime | None
    shown_by: str
    outcome: Outcome
    outcome_at: dt.datetime | None
    answer: str
    asked_for: bool


@dataclasses.dataclass(frozen=True, slots=True)
class HoldRecord:
    """One reason for which a due nudge was not shown at one moment; all times are aware.

    Attributes:
        at: When it was held.
        kind: What the nudge is about.
        due_at: When the schedule asked for it.
        reason: The reason's short name, such as ``paused``.
        text: The sentence that the person reads.
        until: When the reason ends; None where that is not known.
    """

    at: dt.datetime
    kind: NudgeKind
    due_at: dt.datetime
    reason: str
    text: str
    until: dt.datetime | None


def checked_nudge(record: NudgeRecord) -> NudgeRecord:
    """Return ``record`` if it does not blame the person for a nudge that nobody saw.

    Raises:
        JournalError: It is dismissed but was never shown, or not shown but has a time of showing.
    """
    if record.outcome is Outcome.DISMISSED and record.shown_at is None:
        raise JournalError(
            tr("This nudge cannot be recorded"),
            tr("it was never shown, so nobody can have dismissed it"),
        )
    if record.outcome is Outcome.NOT_SHOWN and record.shown_at is not None:
        raise JournalError(
            tr("This nudge cannot be recorded"), tr("it has a time of showing, so it was shown")
        )
    return record
