"""What the log window says about an earlier twitch: where it was, and when. No Qt in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tips.questions import options

if TYPE_CHECKING:
    import datetime as dt


def place_words(told: object) -> str:
    """Where a twitch was, for the person: "Eyelid"; empty where that was not told.

    Args:
        told: The fields of its report; of a draft, whatever stands there.
    """
    labels = {site.value: site.label for site in options("sites")}
    sites = told.get("sites", ()) if isinstance(told, dict) else ()
    return ", ".join(label for site, label in labels.items() if site in sites)


def when_words(moment: dt.datetime, now: dt.datetime) -> str:
    """When something was, for the person: "today at 09:10", "12 March".

    Args:
        moment: The moment, aware.
        now: The present in the person's zone.
    """
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if days > 1:
        return f"{local.day} {local:%B}"
    return f"{'yesterday' if days == 1 else 'today'} at {local:%H:%M}"
