"""The journal as tables: what a spreadsheet shows is what was logged, and no cell is a formula."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.archive import Archive
from journal.archive_records import EntryRecord
from journal.entries import EntryKind
from journal.spreadsheet import TABLES

if TYPE_CHECKING:
    from pathlib import Path


from archive_parts import (
    DETAILS,
    HEAD,
    NOW,
    TWITCH,
    fill,
    notes,
    read_table,
    take_in,
)

formulas = st.tuples(st.sampled_from("=+-@\t\r\n"), notes).map("".join)


def test_tables_open_in_a_spreadsheet_as_what_they_say(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        tables = {
            name: read_table(name, archive.records(part)) for name, (part, _) in TABLES.items()
        }
    coffee, sleep, told, again = tables["entries"]
    assert (coffee["amount"], coffee["caffeine_mg"], coffee["note"]) == ("250", "100", "'-2")
    assert coffee["at_local"] == "2026-05-01 09:30:15"
    assert coffee["at_utc"] == "2026-05-01 04:44:15"
    assert coffee["undone_utc"] == ""
    assert sleep["undone_utc"] == "2026-05-01 04:44:15"
    assert again["again_of"] == told["id"]
    [detail] = tables["twitches"]
    assert (detail["sites"], detail["advice_shown"]) == ("eyelid", "yes")
    assert json.loads(detail["report"])["free_text"] == "=1+1"
    assert detail["note"] == "'@home"
    assert [row["outcome"] for row in tables["nudges"]] == ["dismissed", "not_shown"]
    assert tables["holds"][0]["until_utc"] == ""


@given(text=formulas)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), "menu", note=text)
    [row] = read_table("entries", [record])
    assert row["note"] == f"'{text}"


@pytest.mark.parametrize(
    "sign", ["\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", " =", "  @"]
)
def test_a_sign_that_some_spreadsheets_take_for_a_formula_s_is_marked_too(sign: str) -> None:
    note = f'{sign}HYPERLINK("http://x")'
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), "menu", note=note)
    [row] = read_table("entries", [record])
    assert row["note"] == f"'{note}"


def test_an_ordinary_text_is_left_as_it_is() -> None:
    record = EntryRecord(
        "x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), "menu", note='2 + 2, "so"'
    )
    [row] = read_table("entries", [record])
    assert row["note"] == '2 + 2, "so"'


def test_a_report_that_was_taken_in_with_odd_places_still_becomes_a_row(tmp_path: Path) -> None:
    odd = TWITCH | {
        "twitch": DETAILS | {"report": {"sites": 7, "kind": ["=1"], "since_days": None}}
    }
    take_in(tmp_path / "a", f'{HEAD}, "entries": [{json.dumps(odd)}]}}')
    with Archive.open(tmp_path / "a") as archive:
        [row] = read_table("twitches", archive.records("entries"))
    assert (row["sites"], row["kind"], row["since_days"]) == ("", "['=1']", "")
