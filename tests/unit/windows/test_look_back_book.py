"""What the look-back window reads and changes, without a window."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from look_back_home import NOW, TODAY, at, coffee, log, twitch

from config.errors import InputError, JournalError
from journal.entries import EntryKind
from journal.history import Wanted
from journal.store import Journal
from journal.weeks import monday_of
from windows.look_back_book import LookBackBook

if TYPE_CHECKING:
    from config.paths import Paths
    from journal.entries import Entry


@pytest.fixture
def book(paths: Paths) -> LookBackBook:
    return LookBackBook(paths, lambda: NOW)


def shown(book: LookBackBook) -> list[Entry]:
    return [logged.entry for logged in book.page(Wanted(), 50).logged]


def test_looking_at_nothing_makes_no_file(book: LookBackBook, paths: Paths) -> None:
    assert book.today == TODAY
    assert book.span() is None
    assert shown(book) == []
    assert book.days(TODAY, TODAY) == ()
    assert book.weeks() == ((), None)
    assert not paths.journal.exists()


def test_what_is_there_is_read(book: LookBackBook, paths: Paths) -> None:
    entry = coffee(paths, at(3, 9))
    twitch(paths, at(0, 8), "eyelid")
    assert book.span() == (TODAY - dt.timedelta(days=3), TODAY)
    assert shown(book)[1] == entry
    assert [day.twitches for day in book.days(TODAY, TODAY, "calf")] == [0]
    assert [week.monday for week in book.weeks()[0]] == [
        TODAY - dt.timedelta(days=1),
        TODAY - dt.timedelta(days=8),
    ]


def test_weeks_end_where_the_journal_begins(book: LookBackBook, paths: Paths) -> None:
    log(paths, EntryKind.SLEEP, at(0, 7), 7)
    log(paths, EntryKind.SLEEP, at(300, 7), 7)
    weeks, before = book.weeks()
    assert len(weeks) == 1
    weeks, before = book.weeks(before)
    assert len(weeks) == 1
    assert before is None
    assert book.weeks(TODAY - dt.timedelta(days=300)) == ((), None)


@pytest.mark.parametrize(("moment", "hours"), [(at(51, 23), 13), (at(50, 1), -12)])
def test_weeks_stand_once_each_wherever_an_entry_was_made(
    book: LookBackBook, paths: Paths, moment: dt.datetime, hours: int
) -> None:
    # Fifty days back is the Monday with which the first weeks end. There it was the day after, or
    # the day before.
    there = dt.timezone(dt.timedelta(hours=hours))
    log(paths, EntryKind.SLEEP, moment.astimezone(there), 7)
    for when in (at(0, 7), at(300, 7)):
        log(paths, EntryKind.SLEEP, when, 7)
    mondays: list[dt.date] = []
    weeks, before = book.weeks()
    mondays += [week.monday for week in weeks]
    while before is not None:
        weeks, before = book.weeks(before)
        mondays += [week.monday for week in weeks]
    dates = {entry.at.date() for entry in shown(book)}
    assert mondays == sorted({monday_of(date) for date in dates}, reverse=True)


def test_changes_are_taken_back_the_last_one_first(book: LookBackBook, paths: Paths) -> None:
    entry, other = coffee(paths, at(0, 9)), coffee(paths, at(0, 8))
    assert not book.can_undo
    changed = dataclasses.replace(entry, note="new")
    assert book.change(changed)
    assert not book.change(changed)
    book.delete(other.id)
    assert shown(book) == [changed]
    book.undo()
    assert shown(book) == [changed, other]
    book.undo()
    assert shown(book) == [entry, other]
    assert not book.can_undo


def test_what_is_gone_meanwhile_is_told_and_offered_no_more(
    book: LookBackBook, paths: Paths
) -> None:
    entry = coffee(paths, at(0, 9))
    book.change(dataclasses.replace(entry, note="new"))
    with Journal.open(paths.journal) as journal:
        journal.undo(entry.id, NOW)
    with pytest.raises(InputError, match="not there any more"):
        book.delete(entry.id)
    with pytest.raises(InputError, match="not there any more"):
        book.undo()
    assert not book.can_undo


def test_an_undo_that_could_not_be_kept_can_be_tried_again(
    book: LookBackBook, paths: Paths
) -> None:
    entry = coffee(paths, at(0, 9))
    book.delete(entry.id)
    good = paths.journal.read_bytes()
    paths.journal.write_bytes(b"no journal at all" * 99)
    with pytest.raises(JournalError):
        book.undo()
    assert book.can_undo
    paths.journal.write_bytes(good)
    book.undo()
    assert shown(book) == [entry]
