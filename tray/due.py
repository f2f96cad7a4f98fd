"""What is due, what may hold it, and what is known at the moment of deciding: plain values."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING

from tray.presence.attendance import Attended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from config.kinds import NudgeKind
    from config.settings import Settings


class Reason(StrEnum):
    """Why a nudge is held; the value is its name in JSON."""

    PAUSED = "paused"
    OUTSIDE_ACTIVE_HOURS = "outside_active_hours"
    TOO_SOON = "too_soon"
    DAY_LIMIT = "day_limit"
    ALREADY_DONE = "already_done"
    NOT_TODAY = "not_today"
    CONDITION = "condition"
    MISSED = "missed"
    DO_NOT_DISTURB = "do_not_disturb"
    FULL_SCREEN = "full_screen"
    AWAY = "away"
    LOCKED = "locked"
    ASLEEP = "asleep"
    JUST_BACK = "just_back"
    EASED = "eased"


@dataclasses.dataclass(frozen=True, slots=True)
class Hold:
    """One reason not to show a nudge now.

    Attributes:
        reason: Which rule holds it.
        text: The reason as a sentence for the person, without symptom words.
        until: The UTC moment at which this reason ends by itself; None if it does not.
    """

    reason: Reason
    text: str
    until: datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """A nudge whose time has come.

    Attributes:
        kind: What it is about.
        at: The UTC moment at which it was due.
        asked_for: Whether the person asked for it ("Later", or a command), so that the day's limit
            and all but `SHORT_GAP` of the gap, which keep Lull from nagging, do not stand in the
            way.
    """

    kind: NudgeKind
    at: datetime
    asked_for: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the gate may look at; all moments in UTC.

    Attributes:
        now: The present moment.
        zone: The local time zone.
        settings: The settings.
        paused_until: The end of a pause, or None.
        last_shown_at: When a nudge was last shown, or None.
        shown_today: Nudges shown on this local day, those that were asked for left out.
        kept: Moments at which nudges with a place of their own can show: those of the rest of this
            local day, and those of the next one that are less than a gap away.
        not_today: Kinds that the person does not want again before midnight.
        done_at: When the thing that a kind nudges about was last done.
        attended: What is known of the person at the computer.
        eased: The kinds that come half as often for now, each with the moment for which the last
            one that showed was due.
    """

    now: datetime
    zone: tzinfo
    settings: Settings
    paused_until: datetime | None = None
    last_shown_at: datetime | None = None
    shown_today: int = 0
    kept: tuple[datetime, ...] = ()
    not_today: frozenset[NudgeKind] = frozenset()
    done_at: Mapping[NudgeKind, datetime] = dataclasses.field(default_factory=dict)
    attended: Attended = dataclasses.field(default_factory=Attended)
    eased: Mapping[NudgeKind, datetime] = dataclasses.field(default_factory=dict)
