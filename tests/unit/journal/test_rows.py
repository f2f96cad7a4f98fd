"""Values survive the table as they were."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zoneinfo
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.errors import JournalError
from config.kinds import NudgeKind
from journal import rows
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFSETS = st.integers(-86_399, 86_399).map(lambda s: dt.timezone(dt.timedelta(seconds=s)))
MOMENTS = st.datetimes(
    dt.datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is drawn beside it
    dt.datetime(2200, 12, 30),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.one_of(OFFSETS, st.timezones()),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
DRINKS = st.builds(
    Entry,
    id=st.just("replaced"),
    kind=st.just(EntryKind.DRINK),
    at=MOMENTS,
    item=TEXTS.filter(bool),
    amount=st.floats(0, 5000, exclude_min=True),
    caffeine_mg=st.floats(0, 10_000),
    water_ml=st.floats(0, 5000),
    alcohol_units=st.floats(0, 100),
    source=st.sampled_from(["menu", "command", "nudge", "check_in"]),
    note=TEXTS,
)
NUDGES = st.builds(
    NudgeRecord,
    id=st.just("replaced"),
    kind=st.sampled_from(NudgeKind),
    tip=TEXTS,
    due_at=MOMENTS,
    shown_at=st.none() | MOMENTS,
    shown_by=st.sampled_from(["freedesktop", "plyer", "terminal", ""]),
    outcome=st.sampled_from(Outcome).filter(
        lambda outcome: outcome not in {Outcome.DISMISSED, Outcome.NOT_SHOWN}
    ),
    outcome_at=st.none() | MOMENTS,
    answer=TEXTS,
    asked_for=st.booleans(),
)
HOLDS = st.builds(
    HoldRecord,
    at=MOMENTS,
    kind=st.sampled_from(NudgeKind),
    due_at=MOMENTS,
    reason=TEXTS,
    text=TEXTS,
    until=st.none() | MOMENTS,
)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
SECOND_HALF_PAST_TWO = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """One journal for all examples: each has an id of its own, and opening one takes longest."""
    path = tmp_path_factory.mktemp("shared") / "journal.sqlite3"
    with Journal.open(path) as journal:
        yield journal


def instant(moment: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The range that holds this moment and no other."""
    start = moment.astimezone(dt.UTC)
    return start, start + dt.timedelta(microseconds=1)


def plain(value: Entry | NudgeRecord | HoldRecord) -> dict[str, object]:
    """The fields, each time as what it says on the clock and its offset.

    Python calls a time in the hour that comes twice unequal to the same time in another zone.
    """
    return {
        name: (field.replace(tzinfo=None, fold=0), field.utcoffset())
        if isinstance(field, dt.datetime)
        else field
        for name, field in dataclasses.asdict(value).items()
    }


@given(moment=MOMENTS)
@example(moment=SECOND_HALF_PAST_TWO)
@example(moment=dt.datetime(1971, 1, 1, tzinfo=zoneinfo.ZoneInfo("Africa/Monrovia")))
def test_a_time_keeps_its_moment_and_its_offset(moment: dt.datetime) -> None:
    at, offset = rows.moment_columns(moment)
    assert at is not None
    assert offset is not None
    kept = rows.moment_from(at, offset)
    assert kept == moment.astimezone(dt.UTC)
    assert kept.utcoffset() == moment.utcoffset()
    assert kept.replace(tzinfo=None) == moment.replace(tzinfo=None, fold=0)


def test_a_fraction_of_a_second_in_an_offset_is_cut_off_and_the_moment_kept() -> None:
    odd = dt.timezone(dt.timedelta(seconds=5, microseconds=7))
    moment = dt.datetime(2026, 1, 1, tzinfo=odd)
    at, offset = rows.moment_columns(moment)
    assert offset == 5
    assert at == rows.microseconds(moment)
    assert rows.moment_from(at, offset) == moment


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(JournalError, match="does not say its offset"):
        rows.microseconds(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


@given(entry=DRINKS)
def test_an_entry_comes_back_as_it_was(shared: Journal, entry: Entry) -> None:
    entry = dataclasses.replace(entry, id=new_id())
    assert plain(shared.add(entry)) == plain(entry)
    found = [each for each in shared.entries(*instant(entry.at)) if each.id == entry.id]
    assert [plain(each) for each in found] == [plain(entry)]


@given(record=NUDGES)
def test_a_nudge_comes_back_as_it_was(shared: Journal, record: NudgeRecord) -> None:
    record = dataclasses.replace(record, id=new_id())
    shared.put_nudge(record)
    found = [each for each in shared.nudges(*instant(record.due_at)) if each.id == record.id]
    assert [plain(each) for each in found] == [plain(record)]


@given(record=HOLDS)
def test_a_hold_comes_back_as_it_was(shared: Journal, record: HoldRecord) -> None:
    shared.add_hold(record)
    newest, *_ = shared.holds(*instant(record.at))
    assert plain(newest) == plain(record)


@pytest.mark.parametrize(
    "damage",
    [
        {"kind": "unheard of"},
        {"at_us": 2**62},
        {"at_offset_s": 100_000},
        {"at_us": "yesterday"},
    ],
)
def test_a_value_that_lull_never_writes_is_called_damage(damage: dict[str, object]) -> None:
    columns = {"kind": "sleep", "at_us": 0, "at_offset_s": 0} | damage
    row = ("id", columns["kind"], columns["at_us"], columns["at_offset_s"], "", 8.0)
    with pytest.raises(JournalError, match="damaged: it holds a value that makes no sense"):
        rows.rebuilt([row], rows.entry_from)
