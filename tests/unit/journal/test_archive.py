"""The whole journal out and in again: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import InputError, JournalError
from config.kinds import NudgeKind
from journal.archive import Archive, Counts
from journal.archive_records import OF_THIS_COMPUTER, PARTS, EntryRecord
from journal.archive_text import MAX_VALUE_CHARACTERS, decoded, read_text, write_text
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.spreadsheet import TABLES, table
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import msgspec

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
        return archive.take_in(read_text([text]), rehearse=rehearse)


def read_table(name: str, records: Iterable[msgspec.Struct]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table(name, records)), newline="")))


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
HOLD = {"at": ENTRY["at"], "kind": "stress", "due_at": ENTRY["at"], "reason": "away", "text": ""}
DEEP: list[Any] = [[[[[[[[[[1]]]]]]]]]]
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
        ("nudges", NUDGE | {"kind": "yoga"}, "kind: Invalid enum value"),
        ("nudges", NUDGE | {"shown_at": "x"}, "shown_at: expected a time"),
        ("nudges", NUDGE | {"outcome": "dismissed"}, "outcome: it was never shown"),
        ("nudges", NUDGE | {"tip": "\ud800"}, "tip: must be text in valid Unicode"),
        ("holds", HOLD | {"kind": "yoga"}, "kind: Invalid enum value"),
        ("holds", HOLD | {"until": "never"}, "until: expected a time"),
        ("holds", HOLD | {"text": "\udfff"}, "text: must be text in valid Unicode"),
        ("state", STATE | {"value": "\ud800"}, "value: must be text in valid Unicode"),
        ("entries", ENTRY | {"note": "\ud800"}, "note: must be text in valid Unicode"),
        ("entries", TWITCH | {"twitch": DETAILS | {"report": {"a": "\ud800"}}}, "report: must be"),
        ("entries", TWITCH | {"twitch": DETAILS | {"report": {"a": DEEP}}}, "report: must be"),
        ("entries", ENTRY | {"amount": 1e999}, "amount: must be more than 0"),
        ("holds", {"at": "x"}, "missing required field"),
        ("state", {"key": "", "value": "x"}, "key: Expected"),
        ("entries", 7, "Expected `object`, got `int`"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_by_line_and_field(
    part: str, record: object, said: str, tmp_path: Path
) -> None:
    told = json.dumps(record).replace("Infinity", "1e999")
    text = f'{HEAD},\n"{part}": [\n{told}\n]\n}}\n'
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
    with pytest.raises(InputError, match="line 3: entries: again: there is no such twitch"):
        take_in(tmp_path / "a", f'{HEAD}, "entries": [\n\n{json.dumps(again)}]}}')
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


formulas = st.tuples(st.sampled_from("=+-@\t\r\n"), notes).map("".join)


@given(text=formulas)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), note=text)
    [row] = read_table("entries", [record])
    assert row["note"] == f"'{text}"


@pytest.mark.parametrize(
    "sign", ["\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", " =", "  @"]
)
def test_a_sign_that_some_spreadsheets_take_for_a_formula_s_is_marked_too(sign: str) -> None:
    note = f'{sign}HYPERLINK("http://x")'
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), note=note)
    [row] = read_table("entries", [record])
    assert row["note"] == f"'{note}"


def test_an_ordinary_text_is_left_as_it_is() -> None:
    record = EntryRecord("x", EntryKind.SLEEP, NOW.isoformat(), NOW.isoformat(), note='2 + 2, "so"')
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


@pytest.mark.parametrize(
    "value", [10**30, -(2**70), 1e16, -0.0, 1.1, "\0 \N{LINE SEPARATOR}", [[]]]
)
def test_whatever_json_says_in_a_report_is_exported_as_it_came(
    value: object, tmp_path: Path
) -> None:
    told = TWITCH | {"twitch": DETAILS | {"report": {"odd": value}}, "note": "a\0b"}
    take_in(tmp_path / "a", f'{HEAD}, "entries": [{json.dumps(told)}]}}')
    text = text_of(tmp_path / "a")
    [entry] = json.loads(text)["entries"]
    assert repr(entry["twitch"]["report"]["odd"]) == repr(value)
    assert entry["note"] == "a\0b"
    take_in(tmp_path / "b", text)
    assert text_of(tmp_path / "b") == text


def test_what_is_remembered_about_this_computer_alone_is_not_exported(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "a") as journal:
        for key in (*OF_THIS_COMPUTER, "paused_until", "told.welcome"):
            journal.set_state(key, "x")
    kept = json.loads(text_of(tmp_path / "a"))["state"]
    assert [row["key"] for row in kept] == ["paused_until", "told.welcome"]


# -- a file that comes a piece at a time


@given(cuts=st.lists(st.integers(0, 3000), max_size=30), laid_out=st.sampled_from([None, 0, 4]))
def test_it_does_not_matter_where_a_file_is_cut(cuts: list[int], laid_out: int | None) -> None:
    again = TWITCH | {"id": "z", "item": "again", "twitch": None, "again": "t"}
    whole = {
        "format": "lull-journal",
        "version": 1,
        "entries": [
            ENTRY | {"note": '\N{GREEK SMALL LETTER ALPHA}\\"'},
            TWITCH | {"id": "t"},
            again,
        ],
        "nudges": [NUDGE],
        "holds": [HOLD],
        "state": [STATE],
    }
    text = json.dumps(whole, indent=laid_out, ensure_ascii=False) + "\r\n "
    ends = sorted({0, *(cut % (len(text) + 1) for cut in cuts), len(text)})
    pieces = [text[start:end] for start, end in itertools.pairwise(ends)]
    assert list(read_text(pieces)) == list(read_text([text]))
    data = text.encode()
    inside = [data[start:end] for start, end in itertools.pairwise([*ends[:-1], len(data)])]
    assert "".join(decoded(inside)) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 4))
def test_a_number_that_is_cut_anywhere_is_read_whole(number: float, size: int) -> None:
    text = f'{HEAD}, "entries": [{json.dumps(ENTRY | {"amount": number})}]}}'
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    try:
        expected = list(read_text([text]))
    except InputError as error:
        with pytest.raises(InputError, match=re.escape(error.detail)):
            list(read_text(pieces))
    else:
        assert list(read_text(pieces)) == expected


def test_the_line_of_a_refusal_is_the_one_in_the_whole_file() -> None:
    text = f'{HEAD},\n"entries": [\n{json.dumps(ENTRY)},\r\n{json.dumps(ENTRY | {"amount": -1})}]}}'
    for size in (1, 7, 1000):
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        with pytest.raises(InputError, match="line 4: entries: amount"):
            list(read_text(pieces))
    cut = f'{HEAD},\n"entries": [\n\n{{"id":\n!'
    for size in (1, 7, 1000):
        pieces = [cut[start : start + size] for start in range(0, len(cut), size)]
        with pytest.raises(InputError, match="line 5: not JSON: Expecting value"):
            list(read_text(pieces))


def test_a_value_without_an_end_is_not_read_for_ever() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        yield f'{HEAD}, "entries": ["'
        while True:
            read += 1
            yield "x" * 1024 * 1024

    with pytest.raises(InputError, match="not JSON: Unterminated string"):
        list(read_text(endless()))
    assert read <= MAX_VALUE_CHARACTERS / 1024 / 1024 + 2


def test_a_byte_order_mark_is_left_out() -> None:
    data = b"\xef\xbb\xbf" + f'{HEAD}, "state": []}}'.encode()
    assert list(read_text(decoded([data[:1], data[1:]]))) == []


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"{\n\xff", 2), (b"\n\n\xc3", 3), ('{"a": "\N{EURO SIGN}"}'.encode("utf-16"), 1)],
)
def test_bytes_that_are_no_utf_8_are_refused_with_their_line(data: bytes, line: int) -> None:
    for size in (1, 100):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        with pytest.raises(InputError, match=f"line {line}: not UTF-8"):
            list(decoded(pieces))


def test_a_file_of_any_size_is_not_read_beyond_its_limit() -> None:
    with pytest.raises(InputError, match="it is larger than 1000 bytes"):
        list(decoded(itertools.repeat(b" " * 100), most=1000))


def test_only_the_record_at_hand_is_in_memory(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with Archive.open(tmp_path / "a") as archive:
        records = archive.records("entries")
        first = next(records)
        # Another process may write meanwhile; what is read is as it was.
        with Journal.open(tmp_path / "a") as journal:
            journal.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", 3))
        assert len([first, *records]) == 4
