"""An entry in words: what a file called it is shown, and does nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from journal.entries import Entry, EntryKind, new_id
from journal.entry_words import name_and_amount


@pytest.mark.parametrize(
    ("item", "name"),
    [("oat_milk", "Oat milk"), ("x\x1b[2J\x07y", "X [2J y"), ("\x1b\x07", "A drink")],
)
def test_a_drink_that_nobody_knows_is_called_by_the_letters_of_its_id(item: str, name: str) -> None:
    entry = Entry(new_id(), EntryKind.DRINK, dt.datetime.now(dt.UTC), item, 250.0)
    assert name_and_amount(entry, {}) == (name, "250 ml")
