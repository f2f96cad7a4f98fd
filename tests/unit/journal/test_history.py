"""Looking back on a journal: pages that follow each other, days added up, a few plain sentences."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import JournalError
from journal import history
from journal.entries import Entry, EntryKind, new_id
from journal.history import Cursor, Wanted
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from journal.store import Journal

ZONE = ZoneInfo("Europe/Berlin")
DAY = dt.date(2026, 3, 10)


def at(hour: float, day: dt.date = DAY, zone: dt.tzinfo = ZONE) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone) + dt.timedelta(hours=hour)


def sleep(when: dt.datetime, hours: float = 7.5) -> Entry:
    return Entry(new_id(), EntryKind.SLEEP, when, "", hours)


def twitch(journal: Journal, when: dt.datetime, *sites: str, **told: Any) -> TwitchRecord:  # noqa: ANN401 - fields of a report
    report = {"sites": list(sites), "since_days": 0, **told}
    record = TwitchRecord(new_id(), when, report, "self_care", ("SC",), advice_shown=True)
    return journal.add_twitch(record)


def ids(journal: Journal, wanted: Wanted, most: int = 50) -> list[str]:
    page = journal.page(wanted, ZONE, most)
    found = [logged.entry.id for logged in page.logged]
    while page.after is not None:
        assert len(page.logged) == most
        page = journal.page(wanted, ZONE, most, page.after)
        found += [logged.entry.id for logged in page.logged]
    return found


def test_an_empty_journal_has_no_page_no_day_and_no_beginning(journal: Journal) -> None:
    page = journal.page(Wanted(), ZONE, 10)
    assert (page.logged, page.after) == ((), None)
    assert journal.days(DAY, DAY) == ()
    assert journal.span() is None


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_pages_follow_each_other_newest_first_without_a_gap(journal: Journal, most: int) -> None:
    # Three of them at the same moment, which their order of logging parts.
    times = [at(8), at(9), at(9), at(9), at(7), at(23, DAY - dt.timedelta(days=400))]
    entries = [journal.add(sleep(when)) for when in times]
    undone = journal.add(sleep(at(10)))
    journal.undo(undone.id, at(11))
    wanted = [entries[index].id for index in (3, 2, 1, 0, 4, 5)]
    assert ids(journal, Wanted(), most) == wanted


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 40), max_size=25), st.integers(1, 9))
def test_whatever_the_times_pages_hold_each_entry_once(
    journal: Journal, hours: list[int], most: int
) -> None:
    before = set(ids(journal, Wanted()))
    added = [journal.add(sleep(at(hour))) for hour in hours]
    found = ids(journal, Wanted(), most)
    assert len(found) == len(set(found)) == len(before) + len(added)
    assert set(found) == before | {entry.id for entry in added}


def test_a_page_can_be_of_one_kind(journal: Journal) -> None:
    kept = journal.add(sleep(at(7)))
    journal.add(Entry(new_id(), EntryKind.STRESS, at(8), "", 3))
    twitch(journal, at(9), "eyelid")
    assert ids(journal, Wanted(kind=EntryKind.SLEEP)) == [kept.id]


def test_days_of_a_page_begin_where_the_persons_clocks_say_so(journal: Journal) -> None:
    before, first, last, after = (
        journal.add(sleep(when)).id for when in (at(-0.1), at(0), at(23.9), at(24))
    )
    assert ids(journal, Wanted(first=DAY, last=DAY)) == [last, first]
    assert ids(journal, Wanted(first=DAY)) == [after, last, first]
    assert ids(journal, Wanted(last=DAY)) == [last, first, before]


def test_a_place_finds_twitches_there_and_their_later_times(journal: Journal) -> None:
    journal.add(sleep(at(6)))
    calf = twitch(journal, at(7), "calf")
    both = twitch(journal, at(8), "eyelid", "calf")
    later = journal.add_tally(calf.id, at(9), tally_id="later")
    eyelid = twitch(journal, at(10), "eyelid")
    assert later.tally == 1
    assert ids(journal, Wanted(site="calf")) == ["later", both.id, calf.id]
    assert ids(journal, Wanted(site="eyelid")) == [eyelid.id, both.id]
    assert ids(journal, Wanted(site="calf", kind=EntryKind.SLEEP)) == []
    places = [logged.sites for logged in journal.page(Wanted(), ZONE, 9).logged]
    assert places == [("eyelid",), ("calf",), ("eyelid", "calf"), ("calf",), ()]


def test_a_place_is_not_found_in_the_persons_own_words_or_elsewhere(journal: Journal) -> None:
    note = 'they wrote "sites": ["calf"] and "calf"'
    twitch(journal, at(7), "hand", free_text=note, spread="all_over", zz=["calf"])
    for place in ("calf", "all_over"):
        assert ids(journal, Wanted(site=place)) == []
    assert len(ids(journal, Wanted(site="hand"))) == 1


@pytest.mark.parametrize("report", ["{}", '{"sites": 3}'])
def test_a_twitch_without_a_place_is_shown_without_one(journal: Journal, report: str) -> None:
    record = twitch(journal, at(7), "calf")
    journal._write("UPDATE twitches SET report = ? WHERE id = ?", (report, record.id))
    [logged] = journal.page(Wanted(), ZONE, 9).logged
    assert logged.report == json.loads(report)
    assert logged.sites == ()
    assert ids(journal, Wanted(site="calf")) == []


def test_a_report_that_is_none_is_told_as_damage(journal: Journal) -> None:
    record = twitch(journal, at(7), "calf")
    journal._write("UPDATE twitches SET report = '[]' WHERE id = ?", (record.id,))
    with pytest.raises(JournalError, match="damaged"):
        journal.page(Wanted(), ZONE, 9)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_page_may_begin_and_end_with_the_calendar(journal: Journal, zone: str) -> None:
    journal.add(sleep(at(7)))
    for first, last, found in (
        (dt.date.min, dt.date.max, 1),
        (None, dt.date.min, 0),
        (dt.date.max, None, 0),
    ):
        assert len(journal.page(Wanted(first=first, last=last), ZoneInfo(zone), 9).logged) == found


def test_days_are_those_of_the_place_where_each_entry_was_made(journal: Journal) -> None:
    far = dt.timezone(dt.timedelta(hours=14))
    west = dt.timezone(dt.timedelta(hours=-12))
    for zone in (far, west):
        journal.add(sleep(at(0.5, zone=zone), 2))
        journal.add(sleep(at(23.5, zone=zone), 1))
        journal.add(sleep(at(24.5, zone=zone), 8))
    [day] = journal.days(DAY, DAY)
    assert (day.date, day.sleep_hours) == (DAY, 6)
    assert [d.date for d in journal.days(DAY, DAY + dt.timedelta(days=2))] == [
        DAY,
        DAY + dt.timedelta(days=1),
    ]


def test_days_can_tell_of_twitches_at_one_place_alone(journal: Journal) -> None:
    later = DAY + dt.timedelta(days=1)
    twitch(journal, at(7), "calf")
    twitch(journal, at(8), "eyelid")
    twitch(journal, at(8, later), "eyelid")
    journal.add(sleep(at(7, later)))
    both = journal.days(DAY, later, "calf")
    assert [bool(day.twitches) for day in both] == [True, False]
    assert both[1].sleep_hours == 7.5
    assert [day.twitches for day in journal.days(DAY, later)] == [2, 1]


def test_the_beginning_and_the_end_are_local_days_and_leave_out_what_was_undone(
    journal: Journal,
) -> None:
    journal.add(sleep(at(23.9)))
    journal.add(sleep(at(0.1, DAY + dt.timedelta(days=30))))
    undone = journal.add(sleep(at(0, DAY + dt.timedelta(days=31))))
    assert journal.span() == (DAY, DAY + dt.timedelta(days=31))
    journal.undo(undone.id, at(1))
    assert journal.span() == (DAY, DAY + dt.timedelta(days=30))


@pytest.mark.parametrize("kind", [None, EntryKind.SLEEP])
@pytest.mark.parametrize("site", ["", "calf"])
def test_a_page_is_found_and_ordered_by_an_index(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, kind: EntryKind | None, site: str
) -> None:
    asked: list[tuple[str, Any]] = []

    def note(statement: str, parameters: Any) -> list[Any]:  # noqa: ANN401 - those of any statement
        asked.append((statement, parameters))
        return []

    monkeypatch.setattr(journal, "_all", note)
    journal.page(Wanted(kind, site), ZONE, 50, Cursor(10, 5))
    [(statement, parameters)] = asked
    plan = journal._connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    steps = [step for *_, step in plan]
    assert not [step for step in steps if step.startswith(("SCAN", "USE TEMP"))]
    assert "entries_by_kind" in steps[0] or ("entries_by_time" in steps[0] and not kind)


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        (history._TWITCH_DAYS, (0, 1, '"calf"')),
        (history._TWITCH_OF, ("id",)),
        (history._FIRST, ()),
        (history._LAST, ()),
    ],
)
def test_no_other_question_reads_a_whole_table(
    journal: Journal, statement: str, parameters: tuple[object, ...]
) -> None:
    plan = journal._connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    assert "USING INDEX" in next(iter(plan))[3]


def test_a_twitch_is_given_for_itself_and_for_a_later_time_of_it(journal: Journal) -> None:
    record = twitch(journal, at(7), "calf")
    other = journal.add(sleep(at(8)))
    told = journal.add_tally(record.id, at(9), tally_id="later")
    assert journal.twitch(record.id) == journal.twitch("later") == told
    assert journal.twitch(other.id) is None
    journal.undo(record.id, at(10))
    assert journal.twitch(record.id) is None
    assert journal.twitch("later") is None
