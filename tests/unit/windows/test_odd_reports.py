"""A report that was taken in with a file may say anything: nothing else is lost over it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from look_back_home import NOW

from journal.entries import Entry, EntryKind, new_id
from journal.history import Logged
from journal.store import Journal
from journal.twitches import TwitchRecord
from tips.told import place_words
from windows.entry_form import EntryForm, record_lines
from windows.log_answers import says_the_same, where_again
from windows.look_back_rows import entry_cells

if TYPE_CHECKING:
    from config.paths import Paths

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["eyelid", "flicker", "yes", "all_no"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_core", "eyelid"]) | st.text(max_size=3), inner)
    ),
    max_leaves=6,
)
FIELDS = ("sites", "spread", "kind", "bout", "since_days", "signs", "trend", "free_text")
reports = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), JSON, max_size=5)
GOOD = {"sites": ["eyelid"], "kind": "flicker", "since_days": 1, "signs": {"_core": "all_no"}}


@given(reports, st.integers(0, 9))
@example({"sites": None}, 0)
@example({"sites": [{"a": 1}]}, 0)
@example({"sites": 5, "kind": {"a": []}}, 0)
def test_an_odd_report_is_shown_and_compared(report: dict[str, Any], days: int) -> None:
    entry = Entry(new_id(), EntryKind.TWITCH, NOW, "", 1.0)
    logged = Logged(entry, report)
    assert len(entry_cells(logged, {})) == 4
    EntryForm(logged, {}, NOW)
    record = TwitchRecord(entry.id, NOW, report, "self_care", ("SC",), advice_shown=True)
    assert record_lines(record)
    where_again(report, days)
    assert not says_the_same(report, GOOD) or report.get("sites") == ["eyelid"]
    assert says_the_same(GOOD, GOOD)
    place_words(report)


@pytest.mark.parametrize("sites", [None, 5, [{}], {"eyelid": 1}])
def test_days_with_an_odd_report_are_looked_back_on(paths: Paths, sites: object) -> None:
    record = TwitchRecord(new_id(), NOW, {"sites": sites}, "self_care", ("SC",), advice_shown=True)
    with Journal.open(paths.journal, lambda: NOW) as journal:
        journal.add_twitch(record)
        (day,) = journal.days(NOW.date(), NOW.date(), "eyelid")
        assert journal.days(NOW.date() - dt.timedelta(days=1), NOW.date())
    assert day.date == NOW.date()
