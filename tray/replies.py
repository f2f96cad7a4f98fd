"""What Lull says back in a notification: pure, from facts to a note; never a word on symptoms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journal.entries import EntryKind
from journal.entry_words import quantity
from tips.phrases import KIND_PHRASES
from tray import quick_log
from tray.notify.base import Button, Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.errors import LullError
    from config.kinds import NudgeKind
    from journal.condition import Rescued
    from journal.entries import Entry
    from tips.drinks import Drink

SLOT = "reply"
SECONDS = 12.0
UNDO = "undo"
HELP = "help"
TERMINAL = "terminal "
"""Before the name of a window, in the key of the button that opens the terminal in its place."""
KEEP = "keep "
STOP = "stop "
"""Before the kind, in the keys of the buttons that have a nudge stay or end."""
CHANGE = "change"


def note(title: str, body: str, *buttons: Button, token: str = "") -> Note:
    """A reply; the next one takes its place."""
    return Note(SLOT, token, title, body, buttons, stay_seconds=SECONDS)


def logged(entry: Entry, drinks: Mapping[str, Drink], today: Mapping[str, Any] | None) -> Note:
    """Something was logged: what, what it makes of the day, and a way to take it back.

    Args:
        entry: What was logged.
        drinks: The known drinks by id.
        today: The day's totals with it; see `tray.facts.today`. None if they cannot be read.
    """
    title = quick_log.title(entry, drinks)
    so_far = "" if today is None else _so_far(entry, today)
    return note(title, so_far, Button(UNDO, "Undo"), token=entry.id)


def _so_far(entry: Entry, today: Mapping[str, Any]) -> str:
    """The day's figure that ``entry`` adds to; empty where the entry itself is all there is."""
    if entry.caffeine_mg:
        return f"Today: {caffeine(today)}."
    if entry.kind is EntryKind.DRINK and entry.alcohol_units:
        own, total, unit, of = (
            round(entry.alcohol_units, 1),
            today["alcohol_units"],
            "unit",
            "alcohol",
        )
    elif entry.kind is EntryKind.DRINK:
        return f"Today: {today['water_ml']} ml of water and other drinks."
    elif entry.kind is EntryKind.SLEEP:
        own, total, unit, of = round(entry.amount, 2), today["sleep_hours"], "hour", "sleep"
    elif entry.kind is EntryKind.EXERCISE:
        own, total, unit, of = round(entry.amount), today["exercise_minutes"], "minute", "exercise"
    else:
        return ""
    # Logged just before midnight, it may belong to the day before.
    return f"Today: {quantity(total, unit)} of {of}." if (total or 0) > own else ""


def caffeine(today: Mapping[str, Any]) -> str:
    """The day's caffeine, and what of it and of yesterday's is left at the next bedtime."""
    drunk, left = today["caffeine_mg"], today["caffeine_at_bedtime_mg"]
    text = f"about {drunk:.0f} mg of caffeine" if drunk else "no caffeine yet"
    return f"{text}, about {left:.0f} mg left at bedtime" if left >= 1 else text


def taken_back(entry: Entry | None, drinks: Mapping[str, Drink]) -> Note:
    """An entry was undone; None if that had been done before."""
    if entry is None:
        return note("Taken back before", "It was not there any more.")
    return note("Taken back", f"{quick_log.phrase(entry, drinks)}.")


def explanation(status: Mapping[str, Any], settings_trouble: str) -> Note:
    """What comes next, and every reason to be quiet.

    Args:
        status: The facts of ``lull status``.
        settings_trouble: What is wrong in the settings file; empty if nothing is.
    """
    reasons = [hold["text"][:1].upper() + hold["text"][1:] for hold in status["holds"]]
    if settings_trouble:
        reasons.append(f"Settings: {settings_trouble}")
    body = ". ".join(reasons) or "Nothing holds the nudges back now"
    return note(status["text"], f"{body}.")


def keep_or_stop(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` were closed many times: whether they are to stay."""
    return note(
        f"Keep this one? {KIND_PHRASES[kind].capitalize()}",
        "It comes half as often for now. You can keep it as it was, change when it comes, or stop "
        "it.",
        Button(f"{KEEP}{kind}", "Keep"),
        Button(CHANGE, "Change"),
        Button(f"{STOP}{kind}", "Stop"),
    )


def kept(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` come as before."""
    return note("Kept", f"{KIND_PHRASES[kind].capitalize()} comes as before.")


def stopped(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` are off."""
    return note("Stopped", f"{KIND_PHRASES[kind].capitalize()} is off. The settings bring it back.")


def no_more_today() -> Note:
    """What was put off would come back after the active hours."""
    return note("Not again today", "By then your active hours are over.")


def no_window(name: str, why: str) -> Note:
    """A window could not open; the same questions can be answered in a terminal.

    Args:
        name: The window.
        why: The reason and what helps; empty where there is nothing to say.
    """
    return note(
        "The window cannot be opened",
        why or "There is no desktop here that could show it, or a part of Lull is missing.",
        Button(f"{TERMINAL}{name}", "Use the terminal"),
        Button(HELP, "When to get help"),
    )


def no_welcome(why: str) -> Note:
    """The welcome, which nobody asked for, could not open; so no window will.

    Args:
        why: The reason and what helps.
    """
    return note("Lull runs, but cannot open windows", why)


def no_backup(error: LullError) -> Note:
    """The day's backup could not be made."""
    return note("Today's backup was not made", f"{error.detail}. To try again: lull backup now")


def rescued(told: Rescued) -> Note:
    """The journal was damaged, and was made anew at the start."""
    return note("The journal was damaged", told.sentence)


def trouble(error: LullError) -> Note:
    """Something did not work."""
    return note(error.title, error.detail)
