"""What the trial section shows, from the facts that ``lull trial --json`` prints. No Qt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from journal.day_words import date_words
from journal.trial import MOST_DAYS_AHEAD, Phase
from journal.trial_words import short_day
from windows.pair_model import Pair, pair_of

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWN: Final = "drawn"
"""The choice of somebody who has the order drawn by lot."""

OVER: Final = frozenset({"finished", "stopped"})


def orders(choice: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Which two weeks may come first, as values of the command's ``--first`` and their labels."""
    changed = choice["changed"]
    return (
        (DRAWN, "Drawn by lot"),
        ("as-usual", "As usual"),
        (changed.partition(" ")[0], f"{changed[:1].upper()}{changed[1:]}"),
    )


def plan_words(habit: str, first: str, start: str) -> tuple[str, ...]:
    """What to ask the command line for to plan a trial."""
    order = () if first == DRAWN else ("--first", first)
    return ("trial", "plan", habit, "--start", start, *order)


def mark_words(day: str, *, off: bool) -> tuple[str, ...]:
    """What to ask the command line for to mark a day."""
    return ("trial", "mark", day, *(() if off else ("--undo",)))


def is_open(trial: Mapping[str, Any] | None) -> bool:
    """Whether a trial lies ahead or runs."""
    return trial is not None and trial["stage"] not in OVER


def marks(trial: Mapping[str, Any], today: dt.date) -> tuple[tuple[str, str, bool], ...]:
    """The days that can be marked here: each as ISO 8601, its label, and whether it is marked.

    Args:
        trial: The trial.
        today: The local date.
    """
    found = []
    first = trial["phases"][0]["from"]
    for day, name in ((today, "Today"), (today - dt.timedelta(days=1), "Yesterday")):
        text = day.isoformat()
        if trial["phase"] is not None and text >= first:
            found.append((text, f"{name} did not go as planned", text in trial["marked"]))
    return tuple(found)


def off_text(trial: Mapping[str, Any]) -> str:
    """The days that did not go as planned, as a sentence; empty without any."""
    if not trial["off_days"]:
        return ""
    days = ", ".join(short_day(dt.date.fromisoformat(day)) for day in trial["off_days"])
    fine = " That is all right; they count where planned." if is_open(trial) else ""
    return f"Did not go as planned: {days}.{fine}"


def picture(trial: Mapping[str, Any]) -> Pair | None:
    """Both parts side by side; None where they cannot be compared."""
    result = trial["result"]
    if result is None or result["difference"] is None:
        return None
    names = {part["phase"]: part["name"] for part in trial["phases"]}
    return pair_of(
        f"Days {names[Phase.CHANGED]}",
        result["changed"],
        f"Days {names[Phase.AS_USUAL]}",
        result["as_usual"],
        result["difference"],
    )


def tomorrow(today: dt.date) -> str:
    """The first day that can be chosen."""
    return (today + dt.timedelta(days=1)).isoformat()


def stepped(text: str, by: int, today: dt.date) -> str:
    """A first day one day on, for 1, or back, for -1; never out of range."""
    first, last = today + dt.timedelta(days=1), today + dt.timedelta(days=MOST_DAYS_AHEAD)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return first.isoformat()
    # Not beyond what a date can be.
    day = min(max(day, first), last)
    return min(max(day + dt.timedelta(days=by), first), last).isoformat()


def start_problem(text: str, today: dt.date) -> str:
    """What is wrong with a first day that was typed; empty if nothing is."""
    try:
        ahead = (dt.date.fromisoformat(text) - today).days
    except ValueError:
        return "write it as 2026-03-29"
    if not 1 <= ahead <= MOST_DAYS_AHEAD:
        return f"from tomorrow on, at most {MOST_DAYS_AHEAD} days ahead"
    return ""


def start_text(text: str, today: dt.date) -> str:
    """A first day as a person says it; empty for one that cannot be."""
    return "" if start_problem(text, today) else date_words(dt.date.fromisoformat(text))
