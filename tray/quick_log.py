"""From a few words ("coffee", "water 250", "sleep 6.5") to an entry, and back to a sentence."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.clock import parse_time
from config.errors import InputError
from config.language import N_, tr
from journal.entries import Entry, EntryKind, checked, new_id
from journal.entry_words import name_and_amount
from tray import timetable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.drinks import Drink
    from tray.clock import Clock


_MEASURES = {
    "sleep": (EntryKind.SLEEP, N_("sleep 6.5 (hours)")),
    "stress": (EntryKind.STRESS, N_("stress 7 (0 to 10)")),
    "exercise": (EntryKind.EXERCISE, N_("exercise 30 (minutes)")),
    "breathe": (EntryKind.BREATHE, N_("breathe 2 (minutes)")),
}
"""What can be logged that is not a drink: its kind, and an example."""
_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?", re.ASCII)
_MAX_AGE = timedelta(days=366)
_WORDS_LIMIT = 2
_MOST_SERVINGS = 10
_LEAST_ML = 20
"""Below it nobody drinks a measured amount: it is a number of servings, or a slip."""
_NEAR = 0.75
"""How like a name (`difflib`) a slip is: "coffe" is, "mate" is not meant for "water"."""
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
        detail = tr("say what, and how much if you like: log water 250")
        raise InputError(tr("Nothing to log"), detail)
    if _key(" ".join(words)) in drinks:  # a drink of two words, such as "green tea"
        words = (" ".join(words),)
    what = _key(words[0])
    if what not in _MEASURES and what not in drinks:
        raise InputError(tr("Nothing of that name"), _what_is_known(words[0][:40], drinks))
    amount = parse_amount(words[1]) if len(words) > 1 else None
    entry_id = entry_id or new_id()
    if what in _MEASURES:
        kind, example = _MEASURES[what]
        if amount is None:
            detail = tr("say for instance log {example}", example=tr(example))
            raise InputError(tr("No amount"), detail)
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


def _what_is_known(typed: str, drinks: Mapping[str, Drink]) -> str:
    """What to say of a name that is none: the one that was meant, else all."""
    import difflib  # noqa: PLC0415 - for a slip alone

    known = [name.replace("_", "-") for name in names(drinks)]
    near = difflib.get_close_matches(_key(typed).replace("_", "-"), known, n=1, cutoff=_NEAR)
    if near:
        return tr('"{typed}"; did you mean {name}?', typed=typed, name=near[0])
    return tr('"{typed}"; known: {names}', typed=typed, names=", ".join(known))


def _measured(drink: Drink, amount: float, text: str) -> Drink:
    """So much of a drink: units of alcohol, else a number of servings or ml.

    "coffee 2" means two cups and "water 250" means ml; what lies between is a slip.
    """
    if drink.alcohol_units:
        ml = amount / drink.alcohol_units * drink.ml
    elif amount in range(1, _MOST_SERVINGS + 1):
        ml = amount * drink.ml
    elif amount < _LEAST_ML:
        detail = tr(
            '"{typed}"; write 1 to {most} servings, or ml from {least} on',
            typed=text[:40],
            most=_MOST_SERVINGS,
            least=_LEAST_ML,
        )
        raise InputError(tr("Not an amount"), detail)
    else:
        ml = amount
    if not 0 < ml <= 5000:  # noqa: PLR2004 - the journal's own limit, said in its own unit
        places = {"typed": text[:40], "drink": drink.name}
        detail = (
            tr("{drink}: {typed} units", **places)
            if drink.alcohol_units
            else tr("{drink}: {typed} ml", **places)
        )
        raise InputError(tr("Not an amount"), detail)
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
        detail = tr('"{typed}"; write a number such as 250', typed=text[:40])
        raise InputError(tr("Not an amount"), detail)
    amount = float(text.replace(",", "."))
    if 0 < amount < _SMALLEST:
        detail = tr('"{typed}" is less than {least}', typed=text[:40], least=_SMALLEST)
        raise InputError(tr("Not an amount"), detail)
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
        raise InputError(tr("Not a time"), tr('"{typed}" is in the future', typed=text[:40]))
    if now - moment > _MAX_AGE:
        detail = tr('"{typed}" is more than a year ago', typed=text[:40])
        raise InputError(tr("Not a time"), detail)
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
        detail = tr('"{typed}"; write 14:30 or 2026-05-01T14:30', typed=text[:40])
        raise InputError(tr("Not a time"), detail) from error


def phrase(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry in a list: "Coffee, about 100 mg of caffeine".

    Notifications quote it, so a twitch is not called by its name.
    """
    if entry.kind is EntryKind.TWITCH:
        return tr("Your last note")
    name, amount = name_and_amount(entry, drinks)
    return tr("{what}, {amount}", what=name, amount=amount)


def title(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry that was just logged, as a title without a full stop."""
    if entry.kind is EntryKind.TWITCH:
        return tr("Noted")
    if entry.kind is EntryKind.CHECK_IN:
        return tr("Check-in noted")
    name, amount = name_and_amount(entry, drinks)
    return tr("{what} noted, {amount}", what=name, amount=amount)


def sentence(entry: Entry, drinks: Mapping[str, Drink]) -> str:
    """An entry that was just logged, as a sentence."""
    return f"{title(entry, drinks)}."
