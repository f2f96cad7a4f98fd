"""What the menu shows at this moment: from the journal and the nudger to `tray.menu.MenuState`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from config.language import N_, tr, trn
from config.local_format import clock_time, number
from journal.entries import EntryKind
from tray.menu import MenuState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journal.entries import Entry
    from tray.desk import Desk
    from tray.nudger import Nudger

_NAMES: Final = {
    EntryKind.SLEEP: N_("sleep"),
    EntryKind.STRESS: N_("stress"),
    EntryKind.EXERCISE: N_("exercise"),
    EntryKind.BREATHE: N_("breathe"),
    EntryKind.TWITCH: N_("twitch"),
    EntryKind.CHECK_IN: N_("check-in"),
}
"""What is no drink, in a few words."""


def menu_state(desk: Desk, nudger: Nudger, pause_choice: str) -> MenuState:
    """The present state of the menu.

    Args:
        desk: The journal and what works on it.
        nudger: What waits, and what can be answered.
        pause_choice: The choice of the menu by which it was paused; "" if it was another way.

    Raises:
        JournalError: The journal cannot be read.
    """
    status = desk.status(nudger.waiting, nudger.unshown, nudger.lookout.attendance.attended)
    paused = status["paused_until"] is not None
    last = desk.journal.last_undoable(desk.clock.now())
    return MenuState(
        status=status["text"],
        pause=(pause_choice or "other") if paused else "",
        answer_title=nudger.open.tip.title if nudger.open else "",
        answers=tuple((button.key, button.label) for button in nudger.answers()),
        today=today_lines(desk),
        answer_token=nudger.open.record.id if nudger.open else "",
        undo=_short(last, desk) if last else "",
        undo_id=last.id if last else "",
    )


def today_lines(desk: Desk) -> tuple[str, str, str]:
    """Caffeine, water and sleep of the local day, a line each.

    Raises:
        JournalError: The journal cannot be read.
    """
    today = desk.today()
    water, sleep = today["water_ml"], today["sleep_hours"]
    return (
        _caffeine(today),
        tr("Water and other drinks: {n} ml", n=water)
        if water
        else tr("Water and other drinks: none yet"),
        tr("Sleep: not noted")
        if sleep is None
        else trn("Sleep: {n} hour", "Sleep: {n} hours", sleep, n=number(sleep)),
    )


def _caffeine(today: Mapping[str, Any]) -> str:
    drunk, left = today["caffeine_mg"], today["caffeine_at_bedtime_mg"]
    said = tr("Caffeine: none yet")
    if drunk and left >= 1:
        said = tr(
            "Caffeine: about {drunk} mg, about {left} mg left at bedtime",
            drunk=round(drunk),
            left=round(left),
        )
    elif drunk:
        said = tr("Caffeine: about {drunk} mg", drunk=round(drunk))
    elif left >= 1:
        said = tr("Caffeine: none yet, about {left} mg left at bedtime", left=round(left))
    advised = today["caffeine_guidance"]
    if not advised:
        return said
    if advised["over"] == "day":
        return tr("{caffeine} (guide: up to {n} mg a day)", caffeine=said, n=round(advised["mg"]))
    return tr("{caffeine} (guide: up to {n} mg at one go)", caffeine=said, n=round(advised["mg"]))


def _short(entry: Entry, desk: Desk) -> str:
    """An entry in a few words: "coffee at 08:10"."""
    drink = desk.drinks.get(entry.item)
    name = drink.name if drink else entry.item.replace("_", " ") or tr("drink")
    if entry.kind in _NAMES:
        name = tr(_NAMES[entry.kind])
    return tr("{what} at {time}", what=name, time=clock_time(desk.clock.local(entry.at)))
