"""What a person told of a twitch, in a few words: where it was and what it was like; pure."""

from __future__ import annotations

from config.language import tr
from config.local_format import in_a_row
from tips.questions import options


def place_words(told: object) -> str:
    """Where a twitch was, for the person: "Eyelid"; empty where that was not told.

    Args:
        told: The fields of its report; of a draft, whatever stands there.
    """
    labels = {site.value: site.label for site in options("sites")}
    sites = told.get("sites") if isinstance(told, dict) else None
    if not isinstance(sites, list | tuple):  # a file that was taken in may say anything
        return ""
    return in_a_row([label for site, label in labels.items() if site in sites])


def twitch_words(told: object, *, again: bool) -> tuple[str, str]:
    """A twitch in a list: ("Twitch", "Eyelid: Flicker or twitch").

    Args:
        told: The fields of its report.
        again: Whether this is a later time of the same one.
    """
    labels = {kind.value: kind.label for kind in options("kinds")}
    kind = labels.get(str(told.get("kind")), "") if isinstance(told, dict) else ""
    place = place_words(told)
    what = tr("{place}: {kind}", place=place, kind=kind) if place and kind else place or kind
    return tr("Twitch again") if again else tr("Twitch"), what
