"""The look-back window's days: walked through, and chosen by kind, place and date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from look_back_home import TODAY, at, coffee
from look_back_person import At, type_into, words
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal.entries import EntryKind
from journal.history import Wanted
from windows import look_back_days
from windows.look_back_filter import NOT_A_DAY, WRONG_WAY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


# -- looking


@pytest.mark.usefixtures("that_day")
def test_days_stand_first_and_a_journal_without_notes_is_kind(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    at_ = At(qtbot, theme, paths)
    assert look_back_days.NOTHING in words(at_.page)
    assert not at_.page.table.isVisible()
    assert not at_.page.open.isVisible()
    assert not at_.page.delete.isVisible()
    assert not at_.page.timeline.isVisible()
    assert not at_.page.choice.isVisible()
    at_.page._to_table()
    assert not at_.page.table.hasFocus()
    at_.page._open()
    at_.page._delete()
    assert not paths.journal.exists()


def test_the_table_tells_each_entry_newest_first(person: At) -> None:
    assert person.rows() == [
        "Tue 10 Mar 2026, 09:00. Twitch. Eyelid: Flicker or twitch. left one",
        "Tue 10 Mar 2026, 08:00. Coffee. about 100 mg of caffeine. at work",
        "Mon 9 Mar 2026, 07:00. Sleep. 7.5 hours",
        "Thu 29 Jan 2026, 09:00. Twitch. Calf or shin: Flicker or twitch",
    ]
    assert person.first() == [
        "Tue 10 Mar 2026, 09:00",
        "Twitch",
        "Eyelid: Flicker or twitch",
        "left one",
    ]
    assert person.page.heading.text() == "Newest first"


def test_the_table_and_the_words_follow_the_day(person: At) -> None:
    person.page.timeline.setFocus()
    person.press(Qt.Key.Key_Left)
    assert "Monday 9 March 2026. Sleep: 7.5 hours." in words(person.page)
    assert person.page.heading.text() == "From Monday 9 March 2026 back"
    assert len(person.rows()) == 2
    person.press(Qt.Key.Key_Return)
    assert person.page.table.hasFocus()


def test_buttons_go_by_as_many_days_as_are_shown(person: At) -> None:
    page = person.page
    assert not page.later.isVisible()
    page.earlier.setFocus()
    while page.strip.selected > page.strip.oldest:
        page.earlier.click()
    # What has the keyboard keeps it.
    assert page.earlier.isVisible()
    assert page.later.isVisible()
    page.later.setFocus()
    page.later.click()
    assert page.strip.selected > page.strip.oldest
    assert page.earlier.isVisible()


def test_days_can_stand_in_the_table_instead(person: At) -> None:
    page = person.page
    page.shown.button(look_back_days.DAYS).click()
    assert person.rows() == [
        "Tue 10 Mar 2026. Twitch: noted. Caffeine: about 100 mg. Water: 250 ml",
        "Mon 9 Mar 2026. Sleep: 7.5 hours",
        "Thu 29 Jan 2026. Twitch: noted",
    ]
    assert not page.delete.isVisible()
    page.shown.button(look_back_days.DAYS).click()
    assert page.shown.chosen == (look_back_days.DAYS,)
    page.table.go_to_row(2)
    page.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.press(Qt.Key.Key_Return)
    # A day opens to its entries.
    assert page.shown.chosen == (look_back_days.ENTRIES,)
    assert person.rows()[0].startswith("Thu 29 Jan 2026, 09:00")
    page.shown.button(look_back_days.ENTRIES).click()
    assert page.shown.chosen == (look_back_days.ENTRIES,)


def test_a_window_that_comes_back_shows_what_is_new_and_stays_where_it_was(person: At) -> None:
    page = person.page
    page.table.go_to_row(2)
    coffee(person.paths, at(0, 10))
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.WindowActivate))
    assert len(person.rows()) == 5
    assert page.table.row() == 3
    page._open()
    coffee(person.paths, at(0, 11))
    page.look_again()
    assert person.panel.isVisible()


def test_a_picture_higher_than_the_page_is_shown_from_its_top(person: At, qtbot: QtBot) -> None:
    person.window.resize(person.window.width(), 300)
    bar = person.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    person.page.timeline.setFocus()
    top = person.page.timeline.mapTo(person.page.widget(), QPoint()).y()
    qtbot.waitUntil(lambda: abs(bar.value() - top) <= 1)


# -- what is chosen


def test_a_kind_a_place_and_days_can_be_chosen(person: At) -> None:
    page = person.page
    page.table.setFocus()
    page.choice.button.click()
    assert page.filter.kind.hasFocus()
    person.choose("kind", EntryKind.SLEEP)
    assert len(person.rows()) == 1
    assert "Only: Sleep" in words(page)
    person.choose("place", "calf")
    # A place is one of twitches.
    assert page.filter.kind.currentData() == ""
    assert person.rows() == ["Thu 29 Jan 2026, 09:00. Twitch. Calf or shin: Flicker or twitch"]
    person.choose("kind", EntryKind.TWITCH)
    assert len(person.rows()) == 1
    person.choose("period", "30")
    assert look_back_days.NOTHING_FITS in words(page)
    assert "Only: Twitches, Calf or shin, The last 30 days" in words(page)
    person.choose("kind", EntryKind.DRINK)
    assert page.filter.place.currentData() == ""
    assert len(person.rows()) == 1
    person.choose("place", "")
    assert page.filter.kind.currentData() == EntryKind.DRINK
    page.filter.clear.click()
    assert len(person.rows()) == 4
    assert "Only:" not in words(page)
    assert page.filter.kind.hasFocus()
    assert not page.filter.clear.isVisible()


def test_two_days_can_be_typed_and_what_makes_no_sense_is_told(person: At) -> None:
    page, chosen = person.page, person.page.filter
    page.choice.button.click()
    person.choose("period", "between")
    assert chosen.begin.edit.hasFocus()
    type_into(chosen.begin.edit, "9 March")
    assert NOT_A_DAY in words(page)
    type_into(chosen.begin.edit, "2026-03-09")
    assert NOT_A_DAY not in words(page)
    assert len(person.rows()) == 3
    type_into(chosen.end.edit, "2026-03-08")
    assert WRONG_WAY in words(page)
    type_into(chosen.end.edit, "2026-03-09")
    assert person.rows() == ["Mon 9 Mar 2026, 07:00. Sleep. 7.5 hours"]
    assert page.strip.newest == page.strip.oldest == TODAY - dt.timedelta(days=1)
    chosen.begin.edit.clear()
    QTest.keyClick(chosen.begin.edit, Qt.Key.Key_Return)
    assert len(person.rows()) == 2
    assert chosen.wanted(TODAY) == Wanted(last=TODAY - dt.timedelta(days=1))


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "9999-12-31"), ("9999-12-31", "")])
def test_days_far_off_that_were_typed_show_what_there_is(
    person: At, first: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, chosen = person.page, person.page.filter
    everything = person.rows()
    page.choice.button.click()
    person.choose("period", "between")
    read = []
    days = page._book.days
    monkeypatch.setattr(page._book, "days", lambda *asked: (read.append(asked), days(*asked))[1])
    type_into(chosen.end.edit, last)
    type_into(chosen.begin.edit, first)
    assert person.rows() == (everything if last else [])
    # Years in which nothing can be are not gone through.
    page.shown.button("days").click()
    page.timeline.go(-10_000)
    page.timeline.go(10_000)
    assert len(read) < 10
