"""An entry and its figures in words, the same wherever a person reads them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from config import local_format
from config.language import N_, tr, trn
from config.local_format import capital
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
    EntryKind.SLEEP: (N_("Sleep"), "hour"),
    EntryKind.STRESS: (N_("Stress"), "of 10"),
    EntryKind.EXERCISE: (N_("Exercise"), "minute"),
    EntryKind.BREATHE: (N_("Slow breathing"), "minute"),
}
"""What can be logged that is no drink: its name, and what its amount counts."""


def number(value: float) -> str:
    """A figure as a person writes it: at most two decimals, no trailing ".0"."""
    return local_format.number(value)


def quantity(value: float, unit: str) -> str:
    """A figure with its unit in the singular or plural: "1 unit", "2 units", "0.5 units".

    Args:
        value: The figure.
        unit: "hour", "minute", "answer", or "of 10" for stress; else units of alcohol are meant.
    """
    count, written = round(value, 2), number(value)
    match unit:
        case "hour":
            return trn("{n} hour", "{n} hours", count, n=written)
        case "minute":
            return trn("{n} minute", "{n} minutes", count, n=written)
        case "answer":
            return trn("{n} answer", "{n} answers", count, n=written)
        case "of 10":
            return tr("{n} of 10", n=written)
    # Translators: of alcohol.
    return trn("{n} unit", "{n} units", count, n=written)


def name_and_amount(entry: Entry, drinks: Mapping[str, Named]) -> tuple[str, str]:
    """A logged habit: "Coffee" and "about 100 mg of caffeine"; of a check-in how much it answered.

    Args:
        entry: Anything but a twitch.
        drinks: The known drinks by id.
    """
    if entry.kind is EntryKind.CHECK_IN:
        return tr("Check-in"), quantity(entry.amount, "answer")
    if entry.kind in MEASURES:
        name, unit = MEASURES[entry.kind]
        return tr(name), quantity(entry.amount, unit)
    # A drink that an older or newer Lull knew is called by its id.
    known = drinks.get(entry.item)
    name = known.name if known else plain(entry.item.replace("_", " ")) or tr("A drink")
    name = capital(name)
    if entry.alcohol_units:
        return name, quantity(entry.alcohol_units, "unit")
    if entry.caffeine_mg:
        return name, tr("about {n} mg of caffeine", n=round(entry.caffeine_mg))
    return name, tr("{n} ml", n=number(entry.amount))


def not_exported_words(newer: int, senseless: int) -> str:
    """What an export is without, as a sentence or two; empty for nothing.

    Args:
        newer: How many records only a newer Lull knows.
        senseless: How many hold what damage has made of them, and could not be taken in again.
    """
    return f"{_newer_words(newer)} {_senseless_words(senseless)}".strip()


def _senseless_words(count: int) -> str:
    if not count:
        return ""
    return trn(
        "{n} record is not in it: what it holds makes no sense, and Lull would not take the file "
        "in with it; the exported tables and a copy of the journal have it.",
        "{n} records are not in it: what they hold makes no sense, and Lull would not take the "
        "file in with them; the exported tables and a copy of the journal have them.",
        count,
    )


def _newer_words(count: int) -> str:
    if not count:
        return ""
    return trn(
        "{n} record is not in it, since only a newer Lull knows what it is; a copy of the journal "
        "has it.",
        "{n} records are not in it, since only a newer Lull knows what they are; a copy of the "
        "journal has them.",
        count,
    )
