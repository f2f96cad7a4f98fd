"""What the menu shows at this moment: from the journal and the nudger to `tray.menu.MenuState`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.entries import EntryKind
from journal.entry_words import quantity
from tray.menu import MenuState

if TYPE_CHECKING:
    from journal.entries import Entry
    from tray.desk import Desk
    from tray.nudger import Nudger


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
    drunk, left = today["caffeine_mg"], today["caffeine_at_bedtime_mg"]
    caffeine = f"Caffeine: about {drunk:.0f} mg" if drunk else "Caffeine: none yet"
    if left >= 1:
        caffeine += f", about {left:.0f} mg left at bedtime"
    if advised := today["caffeine_guidance"]:
        over = "a day" if advised["over"] == "day" else "at one go"
        caffeine += f" (guide: up to {advised['mg']:.0f} mg {over})"
    water, sleep = today["water_ml"], today["sleep_hours"]
    return (
        caffeine,
        f"Water and other drinks: {f'{water} ml' if water else 'none yet'}",
        f"Sleep: {'not noted' if sleep is None else quantity(sleep, 'hour')}",
    )


def _short(entry: Entry, desk: Desk) -> str:
    """An entry in a few words: "coffee at 08:10"."""
    drink = desk.drinks.get(entry.item)
    name = drink.name if drink else entry.item.replace("_", " ") or entry.kind.value
    if entry.kind is EntryKind.TWITCH:
        name = entry.kind.value
    if entry.kind is EntryKind.CHECK_IN:
        name = "check-in"
    return f"{name} at {desk.clock.local(entry.at):%H:%M}"
