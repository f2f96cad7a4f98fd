"""The whole journal out and in again: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import InputError, JournalError
from config.kinds import NudgeKind
from journal.archive import Archive, Counts
from journal.archive_records import PARTS, EntryRecord
from journal.archive_text import read_text, write_text
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.spreadsheet import TABLES, table
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from pathlib import Path

ZONE = dt.timezone(dt.timedelta(hours=5, minutes=30, seconds=-44 * 60))
NOW = dt.datetime(2026, 5, 1, 9, 30, 15, 123456, tzinfo=ZONE)
HEAD = '{"format": "lull-journal", "version": 1'

moments = st.datetimes(
    dt.datetime(1971, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    dt.datetime(2199, 1, 1),  # noqa: DTZ001 - likewise
    timezones=st.integers(-14 * 3600, 14 * 3600).map(
        lambda seconds: dt.timezone(dt.timedelta(seconds=seconds))
    ),
)
notes = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
reports = st.dictionaries(
    st.sampled_from(["sites", "kind", "since_days", "free_text", "signs"]),
    st.none() | st.integers(0, 99) | notes | st.lists(notes, max_size=3),
    max_size=4,
)


def text_of(path: Path) -> str:
    with Archive.open(path) as archive:
        return "".join(write_text({part: archive.records(part) for part in PARTS}))


def take_in(path: Path, text: str, *, rehearse: bool = False) -> dict[str, Counts]:
    with Archive.open(path) as archive:
        return archive.take_in(read_text(text), rehearse=rehearse)


def twitch(at: dt.datetime = NOW, **fields: Any) -> TwitchRecord:  # noqa: ANN401 - any of its fields
    told = {"sites": ["eyelid"], "kind": "flicker", "since_days": 1, "free_text": "=1+1"}
    whole = {
        "id": new_id(),
        "at": at,
        "report": told,
        "level": "self_care",
        "rules": ("SC",),
        "advice_shown": True,
        "note": "@home",
        "answered_at": at - dt.timedelta(hours=2),
    }
    return TwitchRecord(**(whole | fields))


def fill(path: Path) -> None:
    """A journal with one of everything."""
    with Journal.open(path, lambda: NOW) as journal:
        journal.add(Entry(new_id(), EntryKind.DRINK, NOW, "coffee", 250, 100, 250, note="-2"))
        undone = journal.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 6.5))
        journal.undo(undone.id, NOW)
        record = journal.add_twitch(twitch())
        journal.add_tally(record.id, NOW + dt.timedelta(hours=1))
        for outcome in (Outcome.DISMISSED, Outcome.NOT_SHOWN):
            shown = None if outcome is Outcome.NOT_SHOWN else NOW
            journal.put_nudge(
                NudgeRecord(
                    new_id(),
                    NudgeKind.STRESS,
                    "t",
                    NOW,
                    shown,
                    "",
                    outcome,
                    NOW,
                    "",
                    asked_for=False,
                )
            )
        journal.add_hold(HoldRecord(NOW, NudgeKind.SLEEP, NOW, "paused", "paused", None))
        journal.set_state("paused_until", NOW.isoformat())


def test_what_is_taken_in_by_an_empty_journal_is_exported_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    counts = take_in(tmp_path / "b", text)
    assert text_of(tmp_path / "b") == text
    assert counts["entries"] == Counts(4, 0)
    assert counts["nudges"] == Counts(2, 0)
    assert counts["holds"] == counts["state"] == Counts(1, 0)


def test_taking_it_in_again_adds_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    counts = take_in(tmp_path / "a", text)
    assert {count.new for count in counts.values()} == {0}
    assert counts["entries"].there == 4
    assert text_of(tmp_path / "a") == text


def test_what_is_there_wins_over_what_a_file_says(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    text = text_of(tmp_path / "a")
    other = text.replace('"note":"-2"', '"note":"other"').replace(
        "2026-05-01T09:30", "2026-06-01T09:30"
    )
    take_in(tmp_path / "a", other)
    with Archive.open(tmp_path / "a") as archive:
        assert '"note":"other"' not in "".join(
            write_text({part: archive.records(part) for part in PARTS})
        )


def test_a_rehearsal_counts_and_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    empty = text_of(tmp_path / "b")
    counts = take_in(tmp_path / "b", text_of(tmp_path / "a"), rehearse=True)
    assert counts["entries"] == Counts(4, 0)
    assert text_of(tmp_path / "b") == empty


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=st.lists(
        st.tuples(
            moments, st.sampled_from(["sleep", "stress", "tea", "twitch"]), notes, st.booleans()
        ),
        max_size=8,
    ),
    report=reports,
)
def test_whatever_was_logged_comes_back_to_the_microsecond(
    entries: list[tuple[dt.datetime, str, str, bool]],
    report: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with Journal.open(folder / "a", lambda: NOW) as journal:
        for at, what, note, undo in entries:
            if what == "twitch":
                made = journal.add_twitch(twitch(at, note=note, report=report, answered_at=None)).id
            elif what == "tea":
                entry = Entry(new_id(), EntryKind.DRINK, at, "tea", 250.5, 47.25, 250, note=note)
                made = journal.add(entry).id
            else:
                made = journal.add(Entry(new_id(), EntryKind(what), at, "", 7.5, note=note)).id
            if undo:
                journal.undo(made, NOW)
    text = text_of(folder / "a")
    take_in(folder / "b", text)
    assert text_of(folder / "b") == text
    # However it is laid out.
    take_in(folder / "c", json.dumps(json.loads(text), indent=3))
    assert text_of(folder / "c") == text


ENTRY = {
    "id": "x",
    "kind": "sleep",
    "at": "2026-05-01T08:00:00+01:00",
    "recorded_at": "2026-05-01T07:00:00+00:00",
    "amount": 7.0,
}
DETAILS = {
    "report": {},
    "level": "self_care",
    "rules": [],
    "advice_shown": True,
    "answered_at": "2026-05-01T08:00:00+01:00",
}
TWITCH = ENTRY | {"kind": "twitch", "amount": 1.0, "twitch": DETAILS}
STATE = {"key": "a", "value": "b"}
NUDGE = {"id": "n", "kind": "stress", "tip": "", "due_at": ENTRY["at"], "outcome": "shown"}


@pytest.mark.parametrize(
    ("part", "record", "said"),
    [
        ("entries", ENTRY | {"amount": "7"}, "amount: Expected"),
        ("entries", ENTRY | {"amount": 25}, "amount: must be more than 0 and at most 24"),
        ("entries", ENTRY | {"at": "2026-05-01T08:00:00"}, "at: expected a time with its offset"),
        ("entries", ENTRY | {"at": "0001-01-01T00:00:00+14:00"}, "at: expected a time"),
        ("entries", ENTRY | {"recorded_at": "soon"}, "recorded_at: expected a time"),
        ("entries", ENTRY | {"undone_at": "soon"}, "undone_at: expected a time"),
        ("entries", ENTRY | {"kind": "mood"}, "kind: Invalid enum value"),
        ("entries", ENTRY | {"mood": 1}, "unknown field `mood`"),
        ("entries", {"id": "x"}, "missing required field"),
        ("entries", ENTRY | {"id": "../x"}, "id: Expected"),
        ("entries", ENTRY | {"note": "x" * 2001}, "note: must be at most 2000"),
        ("entries", ENTRY | {"twitch": DETAILS}, "twitch: a twitch has either this or again"),
        ("entries", ENTRY | {"again": "y"}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"again": "y"}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"twitch": None}, "twitch: a twitch has either this or again"),
        ("entries", TWITCH | {"item": "again"}, "again: goes with"),
        ("entries", TWITCH | {"twitch": None, "again": "y"}, "again: goes with"),
        ("entries", TWITCH | {"twitch": DETAILS | {"level": "Bad level"}}, "level: must be"),
        ("entries", TWITCH | {"twitch": DETAILS | {"answered_at": "x"}}, "twitch.answered_at: exp"),
        ("nudges", NUDGE | {"outcome": "ignored"}, "outcome: Invalid enum value"),
        ("nudges", NUDGE | {"kind": "Bad kind"}, "kind: Expected"),
        ("nudges", NUDGE | {"shown_at": "x"}, "shown_at: expected a time"),
        ("holds", {"at": "x"}, "missing required field"),
        ("state", {"key": "", "value": "x"}, "key: Expected"),
        ("entries", 7, "Expected `object`, got `int`"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_by_line_and_field(
    part: str, record: object, said: str, tmp_path: Path
) -> None:
    text = f'{HEAD},\n"{part}": [\n{json.dumps(record)}\n]\n}}\n'
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "a", text)
    assert caught.value.detail.startswith(f"line 3: {part}: ")
    assert said in caught.value.detail


def test_nothing_is_kept_of_a_file_whose_last_record_is_refused(tmp_path: Path) -> None:
    good, bad = json.dumps(ENTRY), json.dumps(ENTRY | {"id": "y", "amount": -1})
    with pytest.raises(InputError, match="line 2"):
        take_in(tmp_path / "a", f'{HEAD}, "entries": [{good},\n{bad}]}}')
    assert '"id"' not in text_of(tmp_path / "a")


def test_a_later_time_without_its_twitch_is_refused(tmp_path: Path) -> None:
    again = TWITCH | {"id": "z", "item": "again", "twitch": None, "again": "nobody"}
    with pytest.raises(InputError, match="there is no twitch nobody"):
        take_in(tmp_path / "a", f'{HEAD}, "entries": [{json.dumps(again)}]}}')
    assert '"id"' not in text_of(tmp_path / "a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: not JSON"),
        ("[]", "line 1: not JSON: expected '{'"),
        ("{}", "format and version: missing"),
        ('{"format": "lull-journal"}', "format and version: missing"),
        ('{"format": "other", "version": 1}', "this is no journal of Lull"),
        ('{"format": "lull-journal",\n"version": 2}', "line 2: version: 2 was written by a newer"),
        ('{"format": "lull-journal", "version": true}', "expected a whole number"),
        ('{"format": "lull-journal", "version": 0}', "expected a whole number"),
        ('{"entries": []}', "must stand before everything else"),
        (f'{HEAD}, "moods": []}}', "moods: there is no such field"),
        (f'{HEAD}, "version": 1}}', "version: stands twice"),
        (f'{HEAD}, "entries": {{}}}}', "expected '['"),
        (f'{HEAD}, "state": [{json.dumps(STATE)},]}}', "line 1: not JSON"),
        (f'{HEAD}, "entries": [1 2]}}', "line 1: entries: Expected"),
        (f'{HEAD}, "entries": [', "line 1: not JSON"),
        (f'{HEAD}, "entries": [{{"id": 1, "id": 2}}]}}', "id stands twice"),
        (f'{HEAD}, "entries": [NaN]}}', "NaN is no number"),
        (f'{HEAD}, "entries": [{"[" * 100_000}', "nested too deeply"),
        (f'{HEAD}, "entries": [{"9" * 5000}]}}', "line 1: "),
        (f"{HEAD}, 7: 1}}", "expected a name in quotes"),
        (f"{HEAD}}}\n\n{{", "line 3: there is something after its end"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_the_line(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        take_in(tmp_path / "a", text)
    assert said in caught.value.detail
    assert caught.value.detail.startswith("line ")


def test_a_damaged_row_is_said_and_not_exported(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        archive._write("UPDATE entries SET kind = 'mood' WHERE kind = ?", ("sleep",))
        with pytest.raises(JournalError, match="damaged"):
            list(archive.records("entries"))


def test_tables_open_in_a_spreadsheet_as_what_they_say(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        tables = {
            name: list(csv.DictReader(io.StringIO(table(name, archive.records(part)))))
            for name, (part, _) in TABLES.items()
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


formulas = st.tuples(st.sampled_from("=+-@\t\r\n"), notes).map("".join)


@given(text=formulas)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), note=text)
    [row] = csv.DictReader(io.StringIO(table("entries", [record]), newline=""))
    assert row["note"] == f"'{text}"
