"""What the journal keeps, finds again and leaves out."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from config.errors import InputError, JournalError
from config.kinds import NudgeKind
from journal.connection import connect
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Clock

NOON = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def drink(at: dt.datetime = NOON, item: str = "coffee") -> Entry:
    return Entry(new_id(), EntryKind.DRINK, at, item, 240)


def nudge(
    due_at: dt.datetime = NOON,
    *,
    shown_after: dt.timedelta | None = None,
    outcome: Outcome = Outcome.LAPSED,
    tip: str = "tip",
    asked_for: bool = False,
) -> NudgeRecord:
    return NudgeRecord(
        id=new_id(),
        kind=NudgeKind.HYDRATION,
        tip=tip,
        due_at=due_at,
        shown_at=None if shown_after is None else due_at + shown_after,
        shown_by="" if shown_after is None else "freedesktop",
        outcome=outcome,
        outcome_at=None,
        answer="",
        asked_for=asked_for,
    )


def hold(at: dt.datetime, reason: str = "paused") -> HoldRecord:
    return HoldRecord(at, NudgeKind.STRESS, at, reason, "Paused until 15:00.", at + HOUR)


def all_of(journal: Journal) -> tuple[Entry, ...]:
    return journal.entries(NOON - 400 * DAY, NOON + 400 * DAY)


# -- entries


def test_what_was_logged_is_there_after_closing(path: Path) -> None:
    entry = dataclasses.replace(drink(), caffeine_mg=95, water_ml=240)
    with Journal.open(path) as journal:
        kept = journal.add(entry)
    with Journal.open(path) as journal:
        assert kept == entry
        assert all_of(journal) == (entry,)


def test_a_kept_time_knows_the_offset_of_its_place(journal: Journal) -> None:
    assert journal.add(drink()).at.utcoffset() == HOUR


def test_the_same_entry_twice_is_one_entry(journal: Journal) -> None:
    entry = drink()
    assert journal.add(entry) == journal.add(entry)
    assert all_of(journal) == (entry,)


def test_another_entry_under_a_known_id_is_refused_and_the_first_stays(journal: Journal) -> None:
    entry = journal.add(drink())
    with pytest.raises(JournalError, match="another one has its id"):
        journal.add(dataclasses.replace(entry, amount=100))
    assert all_of(journal) == (entry,)


def test_the_same_moment_told_in_another_offset_is_another_entry(journal: Journal) -> None:
    entry = journal.add(drink())
    with pytest.raises(JournalError, match="another one has its id"):
        journal.add(dataclasses.replace(entry, at=entry.at.astimezone(dt.UTC)))


def test_an_invalid_entry_is_refused_before_anything_is_written(journal: Journal) -> None:
    with pytest.raises(InputError, match="amount"):
        journal.add_many([drink(), dataclasses.replace(drink(), amount=-1)])
    assert all_of(journal) == ()


def test_many_entries_are_kept_all_or_none(journal: Journal) -> None:
    first, second = drink(), drink(NOON + HOUR)
    clash = dataclasses.replace(first, amount=100)
    with pytest.raises(JournalError, match="another one has its id"):
        journal.add_many([first, second, clash])
    assert all_of(journal) == ()
    assert journal.add_many([first, second]) == (first, second)
    assert all_of(journal) == (first, second)


def test_a_range_includes_its_start_and_leaves_out_its_end(journal: Journal) -> None:
    tick = dt.timedelta(microseconds=1)
    _, first, last, _ = journal.add_many(
        [drink(NOON - tick), drink(NOON), drink(NOON + HOUR - tick), drink(NOON + HOUR)]
    )
    assert journal.entries(NOON, NOON + HOUR) == (first, last)


def test_entries_come_in_order_of_time_whatever_their_offset(journal: Journal) -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    later = journal.add(drink(NOON + HOUR))
    same_time_later_logged = journal.add(drink(NOON + HOUR))
    earlier = journal.add(drink(NOON.astimezone(tokyo)))
    assert all_of(journal) == (earlier, later, same_time_later_logged)


def test_a_range_may_be_narrowed_to_kinds(journal: Journal) -> None:
    sleep = Entry(new_id(), EntryKind.SLEEP, NOON, "", 7.5)
    stress = Entry(new_id(), EntryKind.STRESS, NOON, "", 3)
    journal.add_many([sleep, drink(), stress])
    wanted = {EntryKind.SLEEP, EntryKind.STRESS}
    assert journal.entries(NOON, NOON + HOUR, wanted) == (sleep, stress)
    assert journal.entries(NOON, NOON + HOUR, ()) == ()


# -- undo


def test_undo_takes_the_entry_that_was_confirmed_last(journal: Journal, clock: Clock) -> None:
    first = journal.add(drink(NOON + HOUR))
    second = journal.add(drink(NOON))
    assert journal.last_undoable(clock()) == second
    assert journal.undo_last(clock()) == second
    assert all_of(journal) == (first,)
    assert journal.undo_last(clock()) == first
    assert journal.last_undoable(clock()) is None
    assert journal.undo_last(clock()) is None


def test_undo_reaches_back_24_hours_and_no_further(journal: Journal, clock: Clock) -> None:
    # Slept long ago and logged now: the time of logging counts.
    entry = journal.add(drink(NOON - 30 * DAY))
    clock.forward(hours=24, microseconds=1)
    assert journal.undo_last(clock()) is None
    clock.forward(microseconds=-1)
    assert journal.undo_last(clock()) == entry


def test_an_undone_entry_is_left_out_but_not_erased(journal: Journal, clock: Clock) -> None:
    entry = journal.add(drink())
    assert journal.undo(entry.id, clock()) == entry
    assert all_of(journal) == ()
    assert journal.undo(entry.id, clock()) is None
    assert journal.restore(entry.id) == entry
    assert all_of(journal) == (entry,)
    assert journal.restore(entry.id) is None


def test_undo_and_restore_of_an_unknown_id_change_nothing(journal: Journal, clock: Clock) -> None:
    entry = journal.add(drink())
    assert journal.undo("unknown", clock()) is None
    assert journal.restore("unknown") is None
    assert all_of(journal) == (entry,)


def test_adding_an_undone_entry_again_does_not_bring_it_back(
    journal: Journal, clock: Clock
) -> None:
    entry = journal.add(drink())
    journal.undo(entry.id, clock())
    assert journal.add(entry) == entry
    assert all_of(journal) == ()


# -- nudges


def test_a_later_record_of_a_nudge_takes_the_place_of_the_earlier(journal: Journal) -> None:
    pending = nudge(outcome=Outcome.PENDING)
    answered = dataclasses.replace(
        pending,
        tip="another",
        shown_at=NOON,
        shown_by="freedesktop",
        outcome=Outcome.ANSWERED,
        outcome_at=NOON + HOUR,
        answer="done",
    )
    journal.put_nudge(pending)
    journal.put_nudge(answered)
    assert journal.nudges(NOON, NOON + HOUR) == (answered,)


def test_nudges_are_found_by_falling_due_and_by_showing(journal: Journal) -> None:
    held = nudge(NOON, shown_after=2 * HOUR, outcome=Outcome.SHOWN)
    prompt = nudge(NOON + HOUR, shown_after=HOUR / 2, outcome=Outcome.EXPIRED)
    never = nudge(NOON + HOUR, outcome=Outcome.NOT_SHOWN)
    for record in (prompt, held, never):
        journal.put_nudge(record)
    assert journal.nudges(NOON, NOON + 2 * HOUR) == (held, prompt, never)
    assert journal.nudges(NOON + HOUR, NOON + 2 * HOUR) == (prompt, never)
    assert journal.shown_between(NOON, NOON + 3 * HOUR) == (prompt, held)
    assert journal.shown_between(NOON + 2 * HOUR, NOON + 3 * HOUR) == (held,)


def test_what_a_killed_lull_left_standing_is_found(journal: Journal) -> None:
    shown = nudge(NOON + HOUR, shown_after=HOUR, outcome=Outcome.SHOWN)
    pending = nudge(NOON, outcome=Outcome.PENDING)
    ended = [
        nudge(shown_after=HOUR, outcome=outcome)
        for outcome in Outcome
        if outcome not in {Outcome.PENDING, Outcome.SHOWN, Outcome.NOT_SHOWN}
    ]
    for record in (shown, pending, *ended):
        journal.put_nudge(record)
    assert journal.pending_nudges() == (pending, shown)


def test_the_last_showing_is_the_last_up_to_a_moment(journal: Journal) -> None:
    assert journal.last_shown_at(NOON + DAY) is None
    journal.put_nudge(nudge(NOON, shown_after=HOUR, outcome=Outcome.SHOWN))
    journal.put_nudge(nudge(NOON, shown_after=2 * HOUR, outcome=Outcome.SHOWN, asked_for=True))
    journal.put_nudge(nudge(NOON + DAY, outcome=Outcome.NOT_SHOWN))
    journal.put_nudge(nudge(NOON + 365 * DAY, shown_after=HOUR, outcome=Outcome.SHOWN))
    assert journal.last_shown_at(NOON + DAY) == NOON + 2 * HOUR
    assert journal.last_shown_at(NOON + HOUR) == NOON + HOUR
    assert journal.last_due_shown(NudgeKind.HYDRATION, NOON + DAY) == NOON
    assert journal.last_due_shown(NudgeKind.HYDRATION, NOON) is None


def test_each_tip_tells_when_it_was_last_shown(journal: Journal) -> None:
    berlin = dt.timezone(2 * HOUR)
    later = (NOON + DAY).astimezone(berlin)
    for record in (
        nudge(later, tip="sip", shown_after=HOUR, outcome=Outcome.SHOWN),
        nudge(NOON, tip="sip", shown_after=HOUR, outcome=Outcome.SHOWN),
        nudge(NOON, tip="rest", shown_after=HOUR, outcome=Outcome.SHOWN),
        nudge(NOON, tip="unseen", outcome=Outcome.NOT_SHOWN),
        nudge(NOON, tip="", shown_after=HOUR, outcome=Outcome.SHOWN),
    ):
        journal.put_nudge(record)
    shown = journal.tips_last_shown()
    assert shown == {"rest": NOON + HOUR, "sip": later + HOUR}
    assert shown["sip"].utcoffset() == 2 * HOUR


@pytest.mark.parametrize(
    "record",
    [
        nudge(outcome=Outcome.DISMISSED),
        nudge(shown_after=HOUR, outcome=Outcome.NOT_SHOWN),
    ],
)
def test_a_nudge_that_nobody_saw_is_never_dismissed(journal: Journal, record: NudgeRecord) -> None:
    with pytest.raises(JournalError, match="nudge cannot be recorded"):
        journal.put_nudge(record)
    assert journal.nudges(NOON, NOON + HOUR) == ()


# -- holds and state


def test_holds_come_newest_first(journal: Journal) -> None:
    early, late, also_late = hold(NOON), hold(NOON + HOUR, "away"), hold(NOON + HOUR, "paused")
    without_end = dataclasses.replace(hold(NOON + 2 * HOUR), until=None)
    for record in (late, early, also_late, without_end):
        journal.add_hold(record)
    assert journal.holds(NOON, NOON + 3 * HOUR) == (without_end, also_late, late, early)
    assert journal.holds(NOON, NOON + HOUR) == (early,)


def test_holds_older_than_90_days_go_at_the_next_start(path: Path, clock: Clock) -> None:
    old, kept = hold(clock() - 90 * DAY - HOUR), hold(clock() - 90 * DAY)
    forgotten_nudge = nudge(clock() - 100 * DAY)
    with Journal.open(path, clock) as journal:
        journal.add_hold(old)
        journal.add_hold(kept)
        journal.put_nudge(forgotten_nudge)
        assert journal.holds(old.at, clock()) == (kept, old)
    with Journal.open(path, clock) as journal:
        assert journal.holds(old.at, clock()) == (kept,)
        assert journal.nudges(forgotten_nudge.due_at, clock()) == (forgotten_nudge,)


def test_a_journal_that_cannot_be_tidied_still_opens(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    old = hold(clock() - 91 * DAY)
    with Journal.open(path, clock) as journal:
        journal.add_hold(old)
    with contextlib.closing(connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("journal.connection.BUSY_SECONDS", 0)
        with caplog.at_level(logging.WARNING), Journal.open(path, clock) as journal:
            assert journal.holds(old.at, clock()) == (old,)
    assert "old holds stay for now" in caplog.text


def test_state_is_remembered_replaced_and_forgotten(path: Path) -> None:
    with Journal.open(path) as journal:
        assert journal.state("paused_until") is None
        journal.set_state("paused_until", "tomorrow")
        journal.set_state("paused_until", "")
        journal.set_state("told", "yes")
    with Journal.open(path) as journal:
        assert journal.state("paused_until") == ""
        journal.set_state("paused_until", None)
        journal.set_state("never set", None)
        assert journal.state("paused_until") is None
        assert journal.state("told") == "yes"


# -- the file


def test_a_text_that_is_no_unicode_is_refused_in_plain_words(journal: Journal) -> None:
    with pytest.raises(JournalError, match="no valid Unicode"):
        journal.set_state("key", "\ud800")
    assert journal.state("key") is None


def test_another_thread_is_told_so_in_the_familys_words(journal: Journal) -> None:
    errors: list[Exception] = []

    def use() -> None:
        try:
            journal.state("key")
        except JournalError as error:
            errors.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "thread" in str(errors[0])


def test_a_closed_journal_may_be_closed_again_but_not_used(path: Path) -> None:
    journal = Journal.open(path)
    journal.close()
    journal.close()
    with pytest.raises(JournalError, match="closed"):
        journal.state("key")


def test_nothing_is_confirmed_into_a_file_that_was_replaced(journal: Journal) -> None:
    journal.add(drink())
    for suffix in ("", "-wal", "-shm"):
        file = journal.path.with_name(journal.path.name + suffix)
        file.rename(file.with_suffix(".moved"))
    with pytest.raises(JournalError, match="No such file"):
        journal.add(drink())
    with Journal.open(journal.path), pytest.raises(JournalError, match="was replaced"):
        journal.add(drink())
