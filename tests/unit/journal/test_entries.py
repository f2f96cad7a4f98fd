"""What may be logged."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from typing import Any

import pytest

from config.errors import InputError
from journal.entries import AGAIN, Entry, EntryKind, checked, new_id

NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
COFFEE = Entry("c0ffee", EntryKind.DRINK, NOON, "coffee", 240, 95, 240, source="menu", note="hot")


def of_kind(kind: EntryKind, amount: float) -> Entry:
    item = "coffee" if kind is EntryKind.DRINK else ""
    return Entry(new_id(), kind, NOON, item, amount)


def test_a_new_id_is_32_hexadecimal_digits_and_never_the_same() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in ids)


def test_a_sound_entry_passes_as_it_is() -> None:
    assert checked(COFFEE) is COFFEE


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (EntryKind.SLEEP, 0.25),
        (EntryKind.SLEEP, 24),
        (EntryKind.STRESS, 0),
        (EntryKind.STRESS, 10),
        (EntryKind.EXERCISE, 1440),
        (EntryKind.BREATHE, 2),
        (EntryKind.DRINK, 1),
        (EntryKind.DRINK, 5000),
    ],
)
def test_an_amount_at_the_edge_of_its_range_passes(kind: EntryKind, amount: float) -> None:
    assert checked(of_kind(kind, amount)).amount == amount


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (EntryKind.SLEEP, 0),
        (EntryKind.SLEEP, 24.01),
        (EntryKind.STRESS, -0.1),
        (EntryKind.STRESS, 11),
        (EntryKind.EXERCISE, 0),
        (EntryKind.EXERCISE, 1441),
        (EntryKind.BREATHE, -1),
        (EntryKind.DRINK, 0),
        (EntryKind.DRINK, 5001),
        (EntryKind.DRINK, math.nan),
        (EntryKind.STRESS, math.inf),
        (EntryKind.SLEEP, -math.inf),
    ],
)
def test_an_amount_outside_its_range_is_refused_by_name(kind: EntryKind, amount: float) -> None:
    with pytest.raises(InputError, match=rf"amount: must be .* for {kind}, not "):
        checked(of_kind(kind, amount))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", "a b"),
        ("id", "x" * 65),
        ("kind", "twelve"),
        ("at", NOON.replace(tzinfo=None)),
        ("at", NOON.replace(year=1969)),
        ("at", NOON.replace(year=2201)),
        ("item", ""),
        ("item", "x" * 65),
        ("item", "caf\udce9"),
        ("caffeine_mg", -1),
        ("caffeine_mg", 10_001),
        ("caffeine_mg", math.nan),
        ("water_ml", 5001),
        ("alcohol_units", 100.5),
        ("alcohol_units", math.inf),
        ("source", "elsewhere"),
        ("note", "x" * 2001),
        ("note", "\ud800"),
    ],
)
def test_a_field_outside_its_range_is_refused_by_name(field: str, value: object) -> None:
    changes: dict[str, Any] = {field: value}
    with pytest.raises(InputError, match=rf"cannot be logged: {field}: "):
        checked(dataclasses.replace(COFFEE, **changes))


@pytest.mark.parametrize("field", ["caffeine_mg", "water_ml", "alcohol_units"])
def test_only_a_drink_holds_anything(field: str) -> None:
    changes: dict[str, Any] = {field: 5}
    with pytest.raises(InputError, match=rf"{field}: must be 0 for sleep, not 5"):
        checked(dataclasses.replace(of_kind(EntryKind.SLEEP, 8), **changes))


def test_only_a_drink_has_a_name() -> None:
    with pytest.raises(InputError, match="item: must be empty for sleep"):
        checked(dataclasses.replace(of_kind(EntryKind.SLEEP, 8), item="coffee"))
    with pytest.raises(InputError, match="item: must be the name of a drink"):
        checked(dataclasses.replace(COFFEE, item=""))


def test_a_twitch_is_one_and_says_at_most_that_it_came_again() -> None:
    twitch = Entry(new_id(), EntryKind.TWITCH, NOON, "", 1, source="window")
    assert checked(twitch) is twitch
    assert checked(dataclasses.replace(twitch, item=AGAIN)).item == "again"
    for change in ({"item": "coffee"}, {"amount": 2}, {"amount": 0}, {"caffeine_mg": 1}):
        with pytest.raises(InputError):
            checked(dataclasses.replace(twitch, **change))


def test_the_longest_note_passes() -> None:
    assert checked(dataclasses.replace(COFFEE, note="\N{HOT BEVERAGE}" * 2000))
