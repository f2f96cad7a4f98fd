"""What Lull says back in a notification: pure, from facts to a note; never a word on symptoms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.errors import DesktopError
from config.language import tr, trn, trp
from config.local_format import capital, number, sentence
from journal.entries import EntryKind
from tips.phrases import KIND_PHRASES
from tray import quick_log
from tray.notify.base import Button, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from config.errors import LullError, SettingsError
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
    return note(title, so_far, Button(UNDO, tr("Undo")), token=entry.id)


def _so_far(entry: Entry, today: Mapping[str, Any]) -> str:
    """The day's figure that ``entry`` adds to; empty where the entry itself is all there is."""
    if entry.caffeine_mg:
        return tr("Today: {caffeine}.", caffeine=caffeine(today))
    if entry.kind is EntryKind.DRINK and entry.alcohol_units:
        own, total = round(entry.alcohol_units, 1), today["alcohol_units"] or 0
        said = trn(
            "Today: {n} unit of alcohol.", "Today: {n} units of alcohol.", total, n=number(total)
        )
    elif entry.kind is EntryKind.DRINK:
        return tr("Today: {n} ml of water and other drinks.", n=today["water_ml"])
    elif entry.kind is EntryKind.SLEEP:
        own, total = round(entry.amount, 2), today["sleep_hours"] or 0
        said = trn(
            "Today: {n} hour of sleep.", "Today: {n} hours of sleep.", total, n=number(total)
        )
    elif entry.kind is EntryKind.EXERCISE:
        own, total = round(entry.amount), today["exercise_minutes"] or 0
        said = trn(
            "Today: {n} minute of exercise.",
            "Today: {n} minutes of exercise.",
            total,
            n=number(total),
        )
    else:
        return ""
    # Logged just before midnight, it may belong to the day before.
    return said if total > own else ""


def caffeine(today: Mapping[str, Any]) -> str:
    """The day's caffeine, and what of it and of yesterday's is left at the next bedtime."""
    drunk, left = today["caffeine_mg"], today["caffeine_at_bedtime_mg"]
    text = tr("about {n} mg of caffeine", n=round(drunk)) if drunk else tr("no caffeine yet")
    if left < 1:
        return text
    return tr("{caffeine}, about {n} mg left at bedtime", caffeine=text, n=round(left))


def taken_back(entry: Entry | None, drinks: Mapping[str, Drink]) -> Note:
    """An entry was undone; None if that had been done before."""
    if entry is None:
        return note(tr("Taken back before"), tr("It was not there any more."))
    return note(tr("Taken back"), sentence(quick_log.phrase(entry, drinks)))


def explanation(status: Mapping[str, Any], settings_error: SettingsError | None) -> Note:
    """What comes next, and every reason to be quiet.

    Args:
        status: The facts of ``lull status``.
        settings_error: What is wrong in the settings file; None if nothing is.
    """
    reasons = [hold["text"] for hold in status["holds"]]
    if settings_error is not None:
        reasons.append(tr("Settings: {trouble}", trouble=_for_all_to_see(settings_error)))
    reasons = reasons or [tr("Nothing holds the nudges back now")]
    return note(status["text"], " ".join(map(sentence, reasons)))


def keep_or_stop(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` were closed many times: whether they are to stay."""
    return note(
        tr("Keep this one? {nudge}", nudge=_name(kind)),
        tr(
            "It comes half as often for now. You can keep it as it was, change when it comes, or "
            "stop it."
        ),
        Button(f"{KEEP}{kind}", trp("a button", "Keep")),
        Button(CHANGE, trp("a button", "Change")),
        Button(f"{STOP}{kind}", trp("a button", "Stop")),
    )


def kept(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` come as before."""
    return note(tr("Kept"), tr("{nudge} comes as before.", nudge=_name(kind)))


def stopped(kind: NudgeKind) -> Note:
    """Nudges of ``kind`` are off."""
    told = tr("{nudge} is off. The settings bring it back.", nudge=_name(kind))
    return note(tr("Stopped"), told)


def _name(kind: NudgeKind) -> str:
    """The phrase of a kind where a sentence begins."""
    return capital(tr(KIND_PHRASES[kind]))


def no_more_today() -> Note:
    """What was put off would come back after the active hours."""
    return note(tr("Not again today"), tr("By then your active hours are over."))


def no_window(name: str, why: str) -> Note:
    """A window could not open; the same questions can be answered in a terminal.

    Args:
        name: The window.
        why: The reason and what helps; empty where there is nothing to say.
    """
    refused = window_refused(why)
    return note(
        refused.title,
        refused.detail,
        Button(f"{TERMINAL}{name}", tr("Use the terminal")),
        Button(HELP, tr("When to get help")),
    )


def window_refused(why: str) -> DesktopError:
    """What to raise where a window could not open; see `no_window`."""
    return DesktopError(
        tr("The window cannot be opened"),
        why or tr("There is no desktop here that could show it, or a part of Lull is missing."),
    )


def no_welcome(why: str) -> Note:
    """The welcome, which nobody asked for, could not open; so no window will.

    Args:
        why: The reason and what helps.
    """
    return note(tr("Lull runs, but cannot open windows"), why)


def no_backup(error: LullError) -> Note:
    """The day's backup could not be made."""
    told = tr("{reason}. To try again: lull backup now", reason=error.detail)
    return note(tr("Today's backup was not made"), told)


def rescued(told: Rescued) -> Note:
    """The journal was damaged, and was made anew at the start."""
    return note(tr("The journal was damaged"), told.sentence)


def trouble(error: LullError) -> Note:
    """Something did not work."""
    return note(error.title, _for_all_to_see(error))


def settings_refused(error: SettingsError) -> Note:
    """The settings file is not valid, and those in use stay."""
    told = tr("{title}: {detail}", title=error.title, detail=_for_all_to_see(error))
    return note(tr("The settings were not changed"), told)


def _for_all_to_see(error: LullError) -> str:
    """Of what is wrong in the profile only where; conditions and medicines are in the rest."""
    return error.field if error.field.startswith("profile.") else error.detail


def no_icon(reason: str) -> Note:
    """There is no place for the icon."""
    return note(tr("Lull runs without an icon"), reason)


def running(status: str) -> Note:
    """It was started a second time."""
    return note(tr("Lull is running"), status)


def today(lines: Iterable[str]) -> Note:
    """The rows of the menu about the day."""
    return note(trp("a menu", "Today"), " · ".join(lines))


def no_guide(why: str) -> DesktopError:
    """What to raise where the breathing guide could not be shown."""
    return DesktopError(tr("The breathing guide could not be shown"), why)


def not_shown(why: str) -> DesktopError:
    """What to raise where a nudge that was asked for could not be shown."""
    return DesktopError(tr("Not shown"), tr("{reason}; see lull doctor", reason=why))
