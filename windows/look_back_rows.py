"""The rows of the look-back window's table, as text. No Qt in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from journal.day_words import day_facts, short_date
from journal.entries import EntryKind
from journal.entry_words import name_and_amount
from tips.told import twitch_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journal.day_log import DaySums
    from journal.entry_words import Named
    from journal.history import Logged

ENTRY_COLUMNS: Final = ("When", "What", "How much, or where", "Note")
DAY_COLUMNS: Final = (
    "Day",
    "Twitch",
    "Sleep",
    "Caffeine",
    "Stress",
    "Water",
    "Exercise",
    "Alcohol",
)
NOT_NOTED: Final = "not noted"
"""What is read out of a cell in which nothing stands."""

_OF_DAY: Final = ("Sleep", "Caffeine", "Stress", "Water and other drinks", "Exercise", "Alcohol")


def what(logged: Logged, drinks: Mapping[str, Named]) -> tuple[str, str]:
    """What an entry is, and how much or where: ("Coffee", "about 100 mg of caffeine")."""
    entry = logged.entry
    if entry.kind is EntryKind.CHECK_IN:
        return "Check-in", f"about {', '.join(entry.item.split())}"
    if entry.kind is not EntryKind.TWITCH:
        return name_and_amount(entry, drinks)
    return twitch_words(logged.report, again=bool(entry.item))


def entry_cells(logged: Logged, drinks: Mapping[str, Named]) -> tuple[str, ...]:
    """The cells of an entry's row, in the order of `ENTRY_COLUMNS`."""
    at = logged.entry.at
    note = " ".join(logged.entry.note.split())
    return (f"{short_date(at.date())}, {at:%H:%M}", *what(logged, drinks), note)


def day_cells(day: DaySums) -> tuple[str, ...]:
    """The cells of a day's row, in the order of `DAY_COLUMNS`; empty where nothing was noted."""
    facts = dict(day_facts(day))
    twitch = "noted" if day.twitches else ""
    return (short_date(day.date), twitch, *(facts.get(name, "") for name in _OF_DAY))


def row_sentence(columns: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A whole row to be heard: what is not noted is left out.

    Args:
        columns: `ENTRY_COLUMNS` or `DAY_COLUMNS`.
        cells: The row's cells.
    """
    if columns is ENTRY_COLUMNS:
        return ". ".join(filter(None, cells))
    named = (f"{name}: {cell}" for name, cell in zip(columns[1:], cells[1:], strict=True) if cell)
    return ". ".join((cells[0], *named))
