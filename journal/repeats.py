"""What is known from earlier: the same twitch again, answers that still hold, and logging often.

Pure; the limits are those of the triage rules (section 4.6 and section 8).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal.twitch_log import TwitchCounts
    from journal.twitches import TwitchRecord

SIGNS_HOLD = dt.timedelta(hours=24)
"""How long answers about warning signs hold for the same twitch."""
MOST_A_DAY = 3
MOST_A_WEEK = 10
BREAK = dt.timedelta(hours=48)
"""How long a break from logging is, where the person takes the offer."""
BREAK_KEY = "twitch.break_until"
"""The state under which the journal keeps the end of such a break, ISO 8601 in UTC."""


def signs_hold(record: TwitchRecord, now: dt.datetime) -> bool:
    """Whether the answers about warning signs still hold for the same twitch, unchanged."""
    # In UTC: two times of one zone would be compared by what its clocks show.
    passed = now.astimezone(dt.UTC) - record.signs_at.astimezone(dt.UTC)
    return dt.timedelta() <= passed < SIGNS_HOLD


def only_counts(record: TwitchRecord | None, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether the same twitch, logged again now with nothing changed, only adds to its tally.

    That is so on the local day on which it was logged, as long as its answers about warning signs
    hold and advice was given for it.
    """
    if record is None or not record.advice_shown:
        return False
    same_day = record.at.astimezone(zone).date() == now.astimezone(zone).date()
    return same_day and signs_hold(record, now)


def often(counts: TwitchCounts) -> bool:
    """Whether the gentle note about logging often is due; it never changes the advice."""
    return counts.today > MOST_A_DAY or counts.week > MOST_A_WEEK


def break_until(state: str | None, now: dt.datetime) -> dt.datetime | None:
    """The UTC end of a break from logging that lasts at ``now``; None without one.

    Args:
        state: What the journal keeps under `BREAK_KEY`.
        now: The present, aware.
    """
    try:
        until = dt.datetime.fromisoformat(state or "").astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return until if until > now else None


def break_state(now: dt.datetime) -> str:
    """What the journal is to keep under `BREAK_KEY` for a break that begins at ``now``."""
    return (now.astimezone(dt.UTC) + BREAK).isoformat(timespec="seconds")
