"""From a few words ("coffee", "water 250", "sleep 6.5") to an entry, and back to a sentence."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.clock import parse_time
from config.errors import InputError
from journal.entries import Entry, EntryKind, checked, new_id
from journal.entry_words import name_and_amount
from tray import timetable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.drinks import Drink
    from tray.clock import Clock


_MEASURES = {
    "sleep": (EntryKind.SLEEP, "sleep 6.5 (hours)"),
    "stress": (EntryKind.STRESS, "stress 7 (0 to 10)"),
    "exercise": (EntryKind.EXERCISE, "exercise 30 (minutes)"),
    "breathe": (EntryKind.BREATHE, "breathe 2 (minutes)"),
}
"""What can be logged that is not a drink: its kind, and an example."""
_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?", re.ASCII)
_MAX_AGE = timedelta(days=366)
_WORDS_LIMIT = 2
_MOST_SERVINGS = 10
_LEAST_ML = 20
"""Below it nobody drinks a measured amount: it is a number of servings, or a slip."""
_SMALLEST = 0.01
"""Less than this would read as nothing at all."""


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
        words: What, and optionally how much: servings (1 to 10) or ml (from 20 on) for a drink,
            units for alcohol, hours for sleep, 0-10 for stress, minutes for exercise and breathe.
        drinks: The known drinks by id.
        at: When it happened, aware.
        source: Where it came from: "menu", "command" or "nudge".
        entry_id: The id to give it, so that asking twice logs once; a new one if None.

    Raises:
        InputError: Nothing of that name, or an amount that makes no sense.
    """
    if not 1 <= len(words) <= _WORDS_LIMIT:
        raise InputError("Nothing to log", "say what, and how much if you like: log water 250")
    if _key(" ".join(words)) in drinks:  # a drink of two words, such as "green tea"
        words = (" ".join(words),)
    what = _key(words[0])
    if what not in _MEASURES and what not in drinks:
        known = ", ".join(name.replace("_", "-") for name in names(drinks))
        raise InputError("Nothing of that name", f'"{words[0][:40]}"; known: {known}')
    amount = parse_amount(words[1]) if len(words) > 1 else None
    entry_id = entry_id or new_id()
    if what in _MEASURES:
        kind, example = _MEASURES[what]
        if amount is None:
            raise InputError("How much?", f"for instance: log {example}")
        return checked(Entry(entry_id, kind, at, "", amount, source=source))
    drink = drinks[what]
    if amount is not None:
        drink = _measured(drink, amount, words[1])
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


def _measured(drink: Drink, amount: float, text: str) -> Drink:
    """So much of a drink: units of alcohol, else a number of servings or ml.

    "coffee 2" means two cups and "water 250" means ml; what lies between is a slip.
    """
    if drink.alcohol_units:
        ml = amount / drink.alcohol_units * drink.ml
    elif amount in range(1, _MOST_SERVINGS + 1):
        ml = amount * drink.ml
    elif amount < _LEAST_ML:
        detail = f'"{text[:40]}"; write 1 to {_MOST_SERVINGS} servings, or ml from {_LEAST_ML} on'
        raise InputError("Not an amount", detail)
    else:
        ml = amount
    if not 0 < ml <= 5000:  # noqa: PLR2004 - the journal's own limit, said in its own unit
        unit = "units" if drink.alcohol_units else "ml"
        raise InputError("Not an amount", f"{text[:40]} {unit} of {drink.name.lower()}")
    return drink.of(ml)


def _key(words: str) -> str:
    return words.lower().replace("-", "_").replace(" ", "_")


def parse_amount(text: str) -> float:
    """A figure that was typed, with a point or a comma.

    Raises:
        InputError: It is none.
    """
    # A comma is how many people write a decimal. Digits only, so that "1e9", "nan" and "1_000"
    # are refused as the slips that they are.
    if _NUMBER.fullmatch(text) is None:
        raise InputError("Not an amount", f'"{text[:40]}"; write a number such as 250')
    amount = float(text.replace(",", "."))
    if 0 < amount < _SMALLEST:
        raise InputError("Not an amount", f'"{text[:40]}" is less than {_SMALLEST}')
    return amount


def parse_at(text: str, clock: Clock) -> datetime:
    """When something happened, in UTC.

    Args:
        text: "HH:MM" for the last moment at which the wall clock showed that time (today, or
            yesterday if that is still to come), or ISO 8601.
        clock: The present and the zone.

    Raises:
        InputError: Not a time, in the future, or more than a year ago.
    """
    now = clock.now()
    try:
        minutes = parse_time(text).minutes
    except ValueError:
        moment = _parse_iso(text, clock)
    else:
        moment = _last_showing(minutes, clock, now)
    if moment > now + timedelta(seconds=1):
        raise InputError("Not a time", f'"{text[:40]}" is in the future')
    if now - moment > _MAX_AGE:
        raise InputError("Not a time", f'"{text[:40]}" is more than a year ago')
    return moment


def _last_showing(minutes: int, clock: Clock, now: datetime) -> datetime:
    """The last moment up to ``now`` at which the wall clock showed a time of day.

    A time that a clock change skips stands for the moment of the change.
    """
    today = clock.local(now).date()
    found = []
    for day in (today - timedelta(days=1), today):
        first = timetable.instant(day, minutes, clock.zone)
        # In autumn an hour comes twice; anywhere else both are the same moment.
        second = clock.local(first).replace(fold=1).astimezone(UTC)
        found += [first, second]
    return max(moment for moment in found if moment <= now)


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


def phrase(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry in a list: "Coffee, about 100 mg of caffeine".

    Notifications quote it, so a twitch is not called by its name.
    """
    if entry.kind is EntryKind.TWITCH:
        return "Your last note"
    return ", ".join(name_and_amount(entry, drinks))


def title(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry that was just logged, as a title without a full stop."""
    if entry.kind is EntryKind.TWITCH:
        return "Noted"
    if entry.kind is EntryKind.CHECK_IN:
        return "Check-in noted"
    name, amount = name_and_amount(entry, drinks)
    return f"{name} noted, {amount}"


def sentence(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry that was just logged, as a sentence."""
    return f"{title(entry, drinks)}."
