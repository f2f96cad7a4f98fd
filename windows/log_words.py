"""When an earlier twitch was, as the log window says it. No Qt in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import tr
from config.local_format import clock_time, day_and_month

if TYPE_CHECKING:
    import datetime as dt


def when_words(moment: dt.datetime, now: dt.datetime) -> str:
    """When something was, for the person: "today at 09:10", "12 March".

    Args:
        moment: The moment, aware.
        now: The present in the person's zone.
    """
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if days > 1:
        return day_and_month(local.date())
    if days == 1:
        return tr("yesterday at {time}", time=clock_time(local))
    return tr("today at {time}", time=clock_time(local))
