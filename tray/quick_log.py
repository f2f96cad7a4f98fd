"""From a few words ("coffee", "water 250", "sleep 6.5") to an entry, and back to a sentence."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.clock import parse_time
from config.errors import InputError
from journal.entries import Entry, EntryKind, checked, new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.drinks import Drink
    from tray.clock import Clock


@dataclasses.dataclass(frozen=True, slots=True)
class _Measure:
    """What can be logged that is not a drink: its kind, unit and how it reads."""

    kind: EntryKind
    example: str
    sentence: str


_MEASURES = {
    "sleep": _Measure(EntryKind.SLEEP, "sleep 6.5 (hours)", "Sleep noted: {amount} hours."),
    "stress": _Measure(EntryKind.STRESS, "stress 7 (0 to 10)", "Stress noted: {amount} of 10."),
    "exercise": _Measure(
        EntryKind.EXERCISE, "exercise 30 (minutes)", "Exercise noted: {amount} minutes."
    ),
    "breathe": _Measure(
        EntryKind.BREATHE, "breathe 2 (minutes)", "Slow breathing noted: {amount} minutes."
    ),
}
_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?", re.ASCII)
_MAX_AGE = timedelta(days=366)
_WORDS_LIMIT = 2


def names(drinks: Mapping[str, Drink]) -> tuple[str, ...]:
    """Everything that can be logged, in the order in which it is offered."""
    return (*drinks, *_MEASURES)


def parse(
    words: Sequence[str],
    drinks: Mapping[str, Drink],
    at: datetime,
    source: str,
    entry_id: str | None = None,
) -> Entry:
    """An entry from ``words``.

    Args:
        words: What, and optionally how much: ml for a drink, units for alcohol, hours for sleep,
            0-10 for stress, minutes for exercise and breathe.
        drinks: The known drinks by id.
        at: When it happened, aware.
        source: Where it came from: "menu", "command", "nudge" or "check_in".
        entry_id: The id to give it, so that asking twice logs once; a new one if None.

    Raises:
        InputError: Nothing of that name, or an amount that makes no sense.
    """
    if not 1 <= len(words) <= _WORDS_LIMIT:
        raise InputError("Nothing to log", "say what, and how much if you like: log water 250")
    what = words[0].lower().replace("-", "_")
    amount = _amount(words[1]) if len(words) > 1 else None
    entry_id = entry_id or new_id()
    if what in _MEASURES:
        measure = _MEASURES[what]
        if amount is None:
            raise InputError("How much?", f"for instance: log {measure.example}")
        return checked(Entry(entry_id, measure.kind, at, "", amount, source=source))
    drink = drinks.get(what)
    if drink is None:
        known = ", ".join(name.replace("_", "-") for name in names(drinks))
        raise InputError("Nothing of that name", f'"{words[0][:40]}"; known: {known}')
    if amount is not None:
        ml = amount / drink.alcohol_units * drink.ml if drink.alcohol_units else amount
        if not 0 < ml <= 5000:  # noqa: PLR2004 - the journal's own limit, said in its own unit
            unit = "units" if drink.alcohol_units else "ml"
            raise InputError("Not an amount", f"{words[1][:40]} {unit} of {drink.name.lower()}")
        drink = drink.of(ml)
    return checked(
        Entry(
            entry_id,
            EntryKind.DRINK,
            at,
            drink.id,
            drink.ml,
            caffeine_mg=drink.caffeine_mg,
            water_ml=drink.water_ml,
            alcohol_units=drink.alcohol_units,
            source=source,
        )
    )


def _amount(text: str) -> float:
    # A comma is how many people write a decimal. Digits only, so that "1e9", "nan" and "1_000"
    # are refused as the slips that they are.
    if _NUMBER.fullmatch(text) is None:
        raise InputError("Not an amount", f'"{text[:40]}"; write a number such as 250')
    return float(text.replace(",", "."))


def parse_at(text: str, clock: Clock) -> datetime:
    """When something happened: "HH:MM" (today, or yesterday if that is still to come) or ISO 8601.

    Raises:
        InputError: Not a time, in the future, or more than a year ago.
    """
    now = clock.now()
    try:
        minutes = parse_time(text).minutes
        local = clock.local(now).replace(
            hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0, fold=0
        )
        moment = local.astimezone(UTC)
        if moment > now:
            moment = (local - timedelta(days=1)).astimezone(UTC)
    except ValueError:
        moment = _parse_iso(text, clock)
    if moment > now + timedelta(seconds=1):
        raise InputError("Not a time", f'"{text[:40]}" is in the future')
    if now - moment > _MAX_AGE:
        raise InputError("Not a time", f'"{text[:40]}" is more than a year ago')
    return moment


def _parse_iso(text: str, clock: Clock) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=clock.zone)
        return moment.astimezone(UTC)
    # OverflowError: the year 1 or 9999 moved by an offset.
    except (ValueError, OverflowError) as error:
        detail = f'"{text[:40]}"; write 14:30 or 2026-05-01T14:30'
        raise InputError("Not a time", detail) from error


def number(value: float) -> str:
    """A figure as a person writes it: no trailing ".0"."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def sentence(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """What was logged, in one sentence."""
    for measure in _MEASURES.values():
        if measure.kind is entry.kind:
            return measure.sentence.format(amount=number(entry.amount))
    known = drinks.get(entry.item)
    name = known.name if known else entry.item
    name = name[:1].upper() + name[1:]
    if entry.alcohol_units:
        return f"{name} noted: {number(entry.alcohol_units)} units."
    if entry.caffeine_mg:
        return f"{name} noted: about {number(entry.caffeine_mg)} mg of caffeine."
    return f"{name} noted: {number(entry.amount)} ml."
