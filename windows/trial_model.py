"""What the trial section shows, from the facts that ``lull trial --json`` prints. No Qt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from config.language import tr, trn
from config.local_format import capital, in_a_row
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
        (DRAWN, tr("Drawn by lot")),
        ("as-usual", tr("As usual")),
        ("with" if choice["adds"] else "without", capital(changed)),
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
    for day, name in (
        (today, tr("Today did not go as planned")),
        (today - dt.timedelta(days=1), tr("Yesterday did not go as planned")),
    ):
        text = day.isoformat()
        if trial["phase"] is not None and text >= first:
            found.append((text, name, text in trial["marked"]))
    return tuple(found)


def off_text(trial: Mapping[str, Any]) -> str:
    """The days that did not go as planned, as a sentence; empty without any."""
    if not trial["off_days"]:
        return ""
    days = in_a_row([short_day(dt.date.fromisoformat(day)) for day in trial["off_days"]])
    said = tr("Did not go as planned: {days}.", days=days)
    return (
        f"{said} {tr('That is all right; they count where planned.')}" if is_open(trial) else said
    )


def picture(trial: Mapping[str, Any]) -> Pair | None:
    """Both parts side by side; None where they cannot be compared."""
    result = trial["result"]
    if result is None or result["difference"] is None:
        return None
    names = {part["phase"]: part["name"] for part in trial["phases"]}
    return pair_of(
        tr("Days {weeks}", weeks=names[Phase.CHANGED]),
        result["changed"],
        tr("Days {weeks}", weeks=names[Phase.AS_USUAL]),
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
        return tr("write it as 2026-03-29")
    if not 1 <= ahead <= MOST_DAYS_AHEAD:
        return trn(
            "from tomorrow on, at most {n} day ahead",
            "from tomorrow on, at most {n} days ahead",
            MOST_DAYS_AHEAD,
        )
    return ""


def start_text(text: str, today: dt.date) -> str:
    """A first day as a person says it; empty for one that cannot be."""
    return "" if start_problem(text, today) else date_words(dt.date.fromisoformat(text))
