"""The rows of the look-back window's table, as text. No Qt in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, NP_, tr, trp
from config.local_format import clock_time, in_a_row
from journal.day_words import day_facts, short_date
from journal.entries import EntryKind
from journal.entry_words import name_and_amount
from tips.told import twitch_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journal.day_log import DaySums
    from journal.entry_words import Named
    from journal.history import Logged

ENTRY_COLUMNS: Final = (N_("When"), N_("What"), N_("How much, or where"), N_("Note"))
DAY_COLUMNS: Final = (
    N_("Day"),
    N_("Twitch"),
    N_("Sleep"),
    N_("Caffeine"),
    N_("Stress"),
    N_("Water"),
    N_("Exercise"),
    N_("Alcohol"),
)
NOT_NOTED: Final = N_("not noted")
"""What is read out of a cell in which nothing stands."""

_OF_DAY: Final = ("sleep", "caffeine", "stress", "water", "exercise", "alcohol")
"""What the columns after the second are about, in their order."""

_HABITS: Final = {
    "sleep": NP_("what a check-in was about", "sleep"),
    "stress": NP_("what a check-in was about", "stress"),
    "caffeine": NP_("what a check-in was about", "caffeine"),
    "water": NP_("what a check-in was about", "water"),
    "exercise": NP_("what a check-in was about", "exercise"),
    "alcohol": NP_("what a check-in was about", "alcohol"),
}


def _habit(word: str) -> str:
    # A newer Lull may ask about more, and a file that was taken in may say anything.
    return trp("what a check-in was about", _HABITS[word]) if word in _HABITS else word


def what(logged: Logged, drinks: Mapping[str, Named]) -> tuple[str, str]:
    """What an entry is, and how much or where: ("Coffee", "about 100 mg of caffeine")."""
    entry = logged.entry
    if entry.kind is EntryKind.CHECK_IN:
        return tr("Check-in"), tr(
            "about {habits}", habits=in_a_row([_habit(word) for word in entry.item.split()])
        )
    if entry.kind is not EntryKind.TWITCH:
        return name_and_amount(entry, drinks)
    return twitch_words(logged.report, again=bool(entry.item))


def entry_cells(logged: Logged, drinks: Mapping[str, Named]) -> tuple[str, ...]:
    """The cells of an entry's row, in the order of `ENTRY_COLUMNS`."""
    at = logged.entry.at
    note = " ".join(logged.entry.note.split())
    return (
        tr("{date}, {time}", date=short_date(at.date()), time=clock_time(at)),
        *what(logged, drinks),
        note,
    )


def day_cells(day: DaySums) -> tuple[str, ...]:
    """The cells of a day's row, in the order of `DAY_COLUMNS`; empty where nothing was noted."""
    facts = {fact.habit: fact.words for fact in day_facts(day)}
    twitch = tr("noted") if day.twitches else ""
    return (short_date(day.date), twitch, *(facts.get(habit, "") for habit in _OF_DAY))


def row_sentence(columns: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A whole row to be heard: what is not noted is left out.

    Args:
        columns: `ENTRY_COLUMNS` or `DAY_COLUMNS`.
        cells: The row's cells.
    """
    if columns is ENTRY_COLUMNS:
        said = [cell for cell in cells if cell]
    else:
        named = zip(columns[1:], cells[1:], strict=True)
        said = [
            cells[0],
            *(tr("{name}: {told}", name=tr(name), told=cell) for name, cell in named if cell),
        ]
    first, *others = said
    for each in others:
        first = tr("{said}. {next}", said=first, next=each)
    return first
