"""What a person logs: an entry for each drink, night, walk, pause, answer about stress, twitch."""

from __future__ import annotations

import dataclasses
import enum
import math
import os
import re
from typing import TYPE_CHECKING

from config.errors import InputError
from config.language import N_, tr

if TYPE_CHECKING:
    import datetime as dt

MAX_ID_CHARACTERS = 64
MAX_NOTE_CHARACTERS = 2000
MAX_ITEM_CHARACTERS = 64
MAX_CAFFEINE_MG = 10_000.0
"""A plausibility bound, far above any drink: it catches a slip of the decimal point."""
MAX_DRINK_ML = 5000.0
MAX_ALCOHOL_UNITS = 100.0
FIRST_YEAR = 1970
LAST_YEAR = 2200
SOURCES = frozenset({"menu", "command", "nudge", "check_in", "window"})
AGAIN = "again"
"""The item of an entry for a twitch that was logged before on the same day."""

_ID = re.compile(rf"[0-9A-Za-z_-]{{1,{MAX_ID_CHARACTERS}}}")


class EntryKind(enum.StrEnum):
    """What an entry is about; the value is its name in the journal and in commands."""

    DRINK = "drink"
    SLEEP = "sleep"
    STRESS = "stress"
    EXERCISE = "exercise"
    BREATHE = "breathe"
    TWITCH = "twitch"
    CHECK_IN = "check_in"


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a person logged.

    Attributes:
        id: Made by `new_id`, once, before the first attempt to add the entry.
        kind: What it is about.
        at: When it happened (not when it was logged); aware, years 1970 to 2200.
        item: The drink's id, such as ``coffee``; ``again`` for a twitch that was logged before on
            the same day; the questions that a check-in answered, apart by spaces; empty for
            everything else.
        amount: Millilitres of a drink, hours of sleep, stress from 0 to 10, minutes of exercise
            and of breathing; 1 for a twitch; how many questions a check-in answered.
        caffeine_mg: Caffeine in the whole drink, milligrams; 0 for every other kind.
        water_ml: What the drink counts towards water, millilitres; 0 for every other kind.
        alcohol_units: Alcohol in the whole drink, UK units (8 g each); 0 for every other kind.
        source: Where it was logged: ``menu``, ``command``, ``nudge``, ``check_in`` or ``window``.
        note: The person's own words, at most 2000 characters.
    """

    id: str
    kind: EntryKind
    at: dt.datetime
    item: str
    amount: float
    caffeine_mg: float = 0.0
    water_ml: float = 0.0
    alcohol_units: float = 0.0
    source: str = "command"
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class _Range:
    highest: float
    zero: bool
    unit: str

    def holds(self, value: float) -> bool:
        # Written so that NaN, which compares false with everything, is outside.
        above = value >= 0 if self.zero else value > 0
        return math.isfinite(value) and above and value <= self.highest

    def words(self) -> str:
        highest = f"{self.highest:g}"
        if self.unit:
            highest = tr(self.unit, n=highest)
        if self.zero:
            return tr("at least 0 and at most {most}", most=highest)
        return tr("more than 0 and at most {most}", most=highest)


_MINUTES = _Range(1440, zero=False, unit=N_("{n} minutes"))
_AMOUNTS = {
    EntryKind.DRINK: _Range(MAX_DRINK_ML, zero=False, unit=N_("{n} ml")),
    EntryKind.SLEEP: _Range(24, zero=False, unit=N_("{n} hours")),
    EntryKind.STRESS: _Range(10, zero=True, unit=""),
    EntryKind.EXERCISE: _MINUTES,
    EntryKind.BREATHE: _MINUTES,
    EntryKind.TWITCH: _Range(1, zero=False, unit=""),
    EntryKind.CHECK_IN: _Range(100, zero=False, unit=N_("{n} questions")),
}
_ITEM_WORDS = {
    EntryKind.DRINK: N_("the name of a drink"),
    EntryKind.TWITCH: N_('"again", or empty, for a twitch'),
    EntryKind.CHECK_IN: N_("the questions that were answered"),
}
_NO_ITEM = N_("empty for {kind}")
_CONTENTS = {
    "caffeine_mg": _Range(MAX_CAFFEINE_MG, zero=True, unit=N_("{n} mg")),
    "water_ml": _Range(MAX_DRINK_ML, zero=True, unit=N_("{n} ml")),
    "alcohol_units": _Range(MAX_ALCOHOL_UNITS, zero=True, unit=N_("{n} units")),
}


def new_id() -> str:
    """Make an id that no other entry, nudge or journal has: 32 hexadecimal digits."""
    return os.urandom(16).hex()


def checked(entry: Entry) -> Entry:
    """Return ``entry`` if every field is within its range.

    The ranges: sleep more than 0 and at most 24 hours; stress 0 to 10; exercise and breathing more
    than 0 and at most 1440 minutes; a drink more than 0 and at most 5000 ml, with 0 to 10 000 mg of
    caffeine, 0 to 5000 ml of water and 0 to 100 units of alcohol; all of them finite.

    Raises:
        InputError: A field is not; the detail begins with the field's name.
    """
    if not _ID.fullmatch(entry.id):
        raise _refusal("id", tr("letters, digits, - and _, from 1 to 64 of them"))
    if entry.kind not in _AMOUNTS:
        raise _refusal("kind", tr("one of {names}", names=", ".join(sorted(EntryKind))))
    _check_time(entry.at)
    _check_figures(entry)
    if entry.source not in SOURCES:
        raise _refusal("source", tr("one of {names}", names=", ".join(sorted(SOURCES))))
    _check_text("note", entry.note, MAX_NOTE_CHARACTERS)
    return entry


def _check_time(at: dt.datetime) -> None:
    if at.utcoffset() is None:
        raise _refusal("at", tr("a time with its offset from UTC"))
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise _refusal("at", tr("a time from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR))


def _check_figures(entry: Entry) -> None:
    amount = _AMOUNTS[entry.kind]
    if not amount.holds(entry.amount):
        raise _refusal(
            "amount", tr("{range} for {kind}", range=amount.words(), kind=entry.kind), entry.amount
        )
    for field, content in _CONTENTS.items():
        value: float = getattr(entry, field)
        if not content.holds(value):
            raise _refusal(field, content.words(), value)
        if value and entry.kind is not EntryKind.DRINK:
            raise _refusal(field, tr("0 for {kind}", kind=entry.kind), value)
    _check_text("item", entry.item, MAX_ITEM_CHARACTERS)
    if entry.kind is EntryKind.TWITCH:
        fits = entry.item in {"", AGAIN}
    else:
        fits = bool(entry.item) == (entry.kind in {EntryKind.DRINK, EntryKind.CHECK_IN})
    if not fits:
        raise _refusal("item", tr(_ITEM_WORDS.get(entry.kind, _NO_ITEM), kind=entry.kind))


def _check_text(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise _refusal(field, tr("at most {n} characters", n=most))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        # Bytes of an argument that are no text reach Python as lone surrogates.
        raise _refusal(field, tr("text in valid Unicode")) from error


def _refusal(field: str, wanted: str, value: float | None = None) -> InputError:
    problem = tr("must be {wanted}", wanted=wanted)
    if value is not None:
        problem = tr("must be {wanted}, not {value}", wanted=wanted, value=f"{value:g}")
    return InputError.of_field(tr("This entry cannot be logged"), field, problem)
