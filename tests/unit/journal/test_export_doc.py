"""``docs/export.md`` says of each field what the code knows, and its example is an export."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from archive_parts import take_in, text_of

from journal.archive_records import FORMAT, OF_THIS_COMPUTER, PARTS, VERSION, Details
from journal.archive_text import MAX_BYTES
from journal.entries import SOURCES, EntryKind
from journal.records import Outcome
from journal.spreadsheet import TABLES
from journal.store import KEEP_HOLDS_DAYS
from journal.twitches import MAX_REPORT_BYTES, MAX_REPORT_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable

DOC = (Path(__file__).parents[3] / "docs" / "export.md").read_text("utf-8")
STRUCTS: dict[str, type[msgspec.Struct]] = {**PARTS, "twitch": Details}


def section(name: str) -> str:
    """What stands in the document about a list of the file, or about ``twitch``."""
    if name == "twitch":
        return DOC.partition("`twitch` holds:")[2].partition("###")[0]
    return DOC.partition(f"### `{name}`\n")[2].partition("\n##")[0].partition("`twitch` holds:")[0]


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


@pytest.mark.parametrize("name", STRUCTS)
def test_every_field_is_told_with_its_default(name: str) -> None:
    told = {row[0].strip(" `"): row[1:] for row in rows(section(name))}
    fields = msgspec.structs.fields(STRUCTS[name])
    assert sorted(told) == sorted(field.name for field in fields)
    for field in fields:
        if name != "twitch":
            default = "" if field.required else f"`{msgspec.json.encode(field.default).decode()}`"
            assert told[field.name][0] == default, field.name


def test_the_file_has_these_parts() -> None:
    told = [row[0].strip(" `") for row in rows(DOC.partition("## The file")[2].partition("###")[0])]
    assert told == ["format", "version", *PARTS]
    assert f'"{FORMAT}"' in DOC
    assert f"| `version` | `{VERSION}`;" in DOC


@pytest.mark.parametrize("values", [EntryKind, SOURCES, Outcome, OF_THIS_COMPUTER])
def test_every_name_is_told(values: Iterable[str]) -> None:
    assert [value for value in values if f"`{value}`" not in DOC] == []


def test_the_figures_are_those_of_the_code() -> None:
    assert f"nested at most {MAX_REPORT_DEPTH} deep and {MAX_REPORT_BYTES // 1024} KB long" in DOC
    assert f"at most {MAX_BYTES // 1024**3} GB" in DOC
    assert f"why nudges were held, for {KEEP_HOLDS_DAYS} days" in DOC
    assert [name for name in TABLES if f"`lull-{name}.csv`" not in DOC] == []


def test_the_example_is_taken_in_and_exported_as_it_stands(tmp_path: Path) -> None:
    example = DOC.partition("```json\n")[2].partition("```")[0]
    take_in(tmp_path / "a", example)
    assert text_of(tmp_path / "a") == example


def test_every_field_stands_in_the_example_or_has_its_default() -> None:
    example = json.loads(DOC.partition("```json\n")[2].partition("```")[0])
    for part, struct in PARTS.items():
        used = {name for record in example[part] for name in record}
        rare = {"alcohol_units", "asked_for"}
        assert {field.name for field in msgspec.structs.fields(struct)} - used <= rare


def test_the_example_tells_a_day_that_can_be() -> None:
    example = json.loads(DOC.partition("```json\n")[2].partition("```")[0])
    for entry in example["entries"]:
        at, recorded = (dt.datetime.fromisoformat(entry[name]) for name in ("at", "recorded_at"))
        assert dt.timedelta() <= recorded - at < dt.timedelta(minutes=1)
        assert re.fullmatch("[0-9a-f]{32}", entry["id"])
