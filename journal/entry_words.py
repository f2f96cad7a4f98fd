"""An entry and its figures in words, the same wherever a person reads them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from journal.entries import EntryKind
from journal.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journal.entries import Entry


class Named(Protocol):
    """A drink as `tips.drinks` knows it."""

    @property
    def name(self) -> str:
        """What it is called."""


MEASURES: Final[Mapping[EntryKind, tuple[str, str]]] = {
    EntryKind.SLEEP: ("Sleep", "hour"),
    EntryKind.STRESS: ("Stress", "of 10"),
    EntryKind.EXERCISE: ("Exercise", "minute"),
    EntryKind.BREATHE: ("Slow breathing", "minute"),
}
"""What can be logged that is no drink: its name, and what its amount counts."""


def number(value: float) -> str:
    """A figure as a person writes it: at most two decimals, no trailing ".0"."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def quantity(value: float, unit: str) -> str:
    """A figure with its unit in the singular or plural: "1 unit", "2 units", "0.5 units"."""
    written = number(value)
    return f"{written} {unit}" if written == "1" else f"{written} {unit}s"


def name_and_amount(entry: Entry, drinks: Mapping[str, Named]) -> tuple[str, str]:
    """A logged habit: "Coffee" and "about 100 mg of caffeine"; of a check-in how much it answered.

    Args:
        entry: Anything but a twitch.
        drinks: The known drinks by id.
    """
    if entry.kind is EntryKind.CHECK_IN:
        return "Check-in", quantity(entry.amount, "answer")
    if entry.kind in MEASURES:
        name, unit = MEASURES[entry.kind]
        if entry.kind is EntryKind.STRESS:
            return name, f"{number(entry.amount)} {unit}"
        return name, quantity(entry.amount, unit)
    # A drink that an older or newer Lull knew is called by its id.
    known = drinks.get(entry.item)
    name = known.name if known else plain(entry.item.replace("_", " ")) or "A drink"
    name = name[:1].upper() + name[1:]
    if entry.alcohol_units:
        return name, quantity(entry.alcohol_units, "unit")
    if entry.caffeine_mg:
        return name, f"about {entry.caffeine_mg:.0f} mg of caffeine"
    return name, f"{number(entry.amount)} ml"
