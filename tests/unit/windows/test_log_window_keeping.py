"""The log window, driven as a person drives it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from log_driver import Driver, logged, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget

from config.errors import JournalError
from journal.draft import load_drafts
from windows.log_book import LogBook
from windows.log_flow import PageName
from windows.log_saved import OFTEN_WORDS
from windows.log_signs import row_help
from windows.log_where import nearest_since, offer
from windows.parts import Card

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def test_a_save_that_ended_in_a_kill_is_not_kept_twice(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer()
    for text in ("Next", "None of these", "None of these"):
        first.press(text)
    # Killed after the journal has it, and before the draft was taken away.
    monkeypatch.setattr(LogBook, "forget_draft", lambda *_: None)
    first.press("Save")
    monkeypatch.undo()
    again = opened(qtbot, theme, paths)
    again.press("Go on")
    again.press("Save")
    (record,) = logged(paths)
    assert record.tally == 0


def test_the_same_again_on_the_same_day_is_one_click_and_adds_to_the_tally(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        first.press(text)
    first.window.close()
    first.window.begin_again()
    first.window.show()
    assert "The same as earlier today? Eyelid" in first.words()
    first.press("The same again")
    assert "Added to the one you saved today" in first.words()
    (record,) = logged(paths)
    assert record.tally == 1


def test_something_changed_brings_back_the_place_and_asks_every_sign(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        first.press(text)
    again = opened(qtbot, theme, paths)
    again.press("Something changed")
    assert again.window.where.sites.chosen == ("eyelid",)
    again.press("Next")
    assert not any(row.check.isChecked() for row in again.signs().rows.values())


def test_an_earlier_day_is_offered_as_the_same_as_before(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer(site="calf")
    for text in ("Next", "None of these", "None of these", "Save"):
        first.press(text)
    later = dt.datetime.now().astimezone() + dt.timedelta(days=2)
    first.window.book.now = lambda: later
    first.window.begin_again()
    first.press("Same as before")
    assert first.window.flow.answers.list_of("sites") == ("calf",)
    assert first.window.flow.answers.since_days == 2
    assert first.window.where.groups["since_days"].chosen == ("3",)


def test_a_check_keeps_nothing(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    driver = opened(qtbot, theme, paths, checking=True)
    assert "nothing you answer here is saved" in driver.words()
    driver.answer()
    driver.window.keep_draft()
    for text in ("Next", "None of these", "None of these"):
        driver.press(text)
    assert "Nothing of this check is saved." in driver.words()
    with qtbot.assertNotEmitted(driver.window.told):
        driver.press("Close")
    assert not driver.window.isVisible()
    assert logged(paths) == ()
    assert load_drafts(paths.journal.parent) == ()


def test_a_log_can_become_a_check(driver: Driver, paths: Paths) -> None:
    driver.answer()
    driver.window.keep_draft()
    driver.press("Check without saving")
    assert load_drafts(paths.journal.parent) == ()
    assert "nothing you answer here is saved" in driver.words()
    driver.window.close()
    assert load_drafts(paths.journal.parent) == ()


def test_advice_need_not_be_saved(driver: Driver, paths: Paths) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Do not save"):
        driver.press(text)
    assert not driver.window.isVisible()
    assert logged(paths) == ()
    assert load_drafts(paths.journal.parent) == ()


def test_back_goes_back_and_loses_nothing(driver: Driver) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Back", "Back", "Back"):
        driver.press(text)
    assert driver.window.flow.page is PageName.WHERE
    assert driver.window.where.sites.chosen == ("eyelid",)
    assert not driver.window.footer.back_button.isVisible()


def test_a_changed_place_says_that_the_signs_are_asked_again(driver: Driver) -> None:
    driver.answer()
    for text in ("Next", "None of these", "Back", "Back"):
        driver.press(text)
    driver.click(driver.window.where.sites.button("hand"))
    driver.press("Next")
    assert "asked again" in driver.words()


def test_an_entry_that_cannot_be_kept_stays_on_the_screen_with_the_reason(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these"):
        driver.press(text)

    def full(*_: object) -> None:
        raise JournalError("Nothing was saved", "the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(LogBook, "save", full)
        driver.press("Save")
    assert "Nothing was saved: the disk is full" in driver.words()
    assert driver.window.flow.page is PageName.ADVICE
    driver.press("Save")
    assert driver.window.flow.page is PageName.SAVED
    assert len(logged(paths)) == 1


def test_a_draft_that_cannot_be_kept_is_told_once(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("The answers so far cannot be kept", "the disk is full")

    monkeypatch.setattr(LogBook, "keep_draft", full)
    driver.answer()
    driver.window.keep_draft()
    assert "the disk is full" in driver.words()
    driver.window.footer.problem.hide()
    driver.window.keep_draft()
    assert "the disk is full" not in driver.words()


def test_who_logs_very_often_is_offered_a_break_and_never_stopped(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = opened(qtbot, theme, paths)
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
    for _ in range(3):
        assert OFTEN_WORDS not in driver.words()
        driver.window.begin_again()
        driver.press("The same again")
    assert OFTEN_WORDS in driver.words()
    with qtbot.waitSignal(driver.window.told) as told:
        driver.press("When to get help, and help with worry")
    assert told.args == ["open when_to_get_help"]

    def full(_book: LogBook) -> None:
        raise JournalError("It could not be kept", "the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(LogBook, "take_break", full)
        driver.press("Take a break for two days")
    assert "the disk is full" in driver.words()
    driver.press("Take a break for two days")
    assert "Your break has begun" in driver.words()
    driver.window.begin_again()
    assert "You chose a break from logging until" in driver.words()
    driver.answer(site="hand")
    driver.press("Next")
    assert driver.window.flow.page is PageName.CORE


def test_the_title_says_nothing_private(driver: Driver) -> None:
    titles = [driver.window.windowTitle()]
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
        titles.append(driver.window.windowTitle())
    assert set(titles) == {"Lull"}


@pytest.mark.parametrize("pages", range(5))
def test_whatever_takes_the_keyboard_has_a_name_and_a_role(driver: Driver, pages: int) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save")[:pages]:
        driver.press(text)
    unnamed = []
    for widget in driver.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen = QAccessible.queryAccessibleInterface(widget)
            plain = seen.role() in {QAccessible.Role.Client, QAccessible.Role.NoRole}
            if plain or not seen.text(QAccessible.Text.Name).strip():
                unnamed.append(widget)
    assert unnamed == []


@pytest.mark.parametrize("checking", [False, True])
@pytest.mark.parametrize("pages", range(5))
def test_no_two_mnemonics_of_a_page_are_the_same(
    qtbot: QtBot, theme: Theme, paths: Paths, pages: int, *, checking: bool
) -> None:
    driver = opened(qtbot, theme, paths, checking=checking)
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Close" if checking else "Save")[:pages]:
        driver.press(text)
    assert_mnemonics_differ(driver)


@pytest.mark.parametrize("checking", [False, True])
def test_no_other_key_of_an_emergency_is_that_of_the_call(
    qtbot: QtBot, theme: Theme, paths: Paths, *, checking: bool
) -> None:
    driver = opened(qtbot, theme, paths, checking=checking)
    driver.answer()
    driver.press("Next")
    driver.click(driver.signs().rows["face_droop"].check)
    driver.press("None of the others")
    assert "Get emergency help now" in driver.words()
    assert_mnemonics_differ(driver)


def assert_mnemonics_differ(driver: Driver) -> None:
    letters = [
        text[text.index("&") + 1].lower()
        for button in driver.window.findChildren(QAbstractButton)
        if button.isVisible() and "&" in (text := button.text())
    ]
    assert len(letters) == len(set(letters))


def test_help_that_stands_above_the_list_is_not_said_again() -> None:
    said = (
        "Such as lift a cup. It counts if it is new or worse than your usual, even if it has gone."
    )
    assert row_help(said) == "Such as lift a cup."
    assert row_help("New, or worse than your usual.") == ""
    assert row_help("") == ""


def test_a_time_that_is_no_choice_is_shown_as_the_next_longer_one() -> None:
    values = ["0", "3", "14"]
    assert [nearest_since(days, values) for days in (0, 1, 3, 9, 99)] == ["0", "3", "3", "14", "14"]


def test_offers_go_when_they_are_replaced(driver: Driver, theme: Theme) -> None:
    where = driver.window.where
    where.show_notes([offer(theme, "One", ())])
    where.show_notes([offer(theme, "Two", (), detail="More")])
    assert "One" not in driver.words()
    assert "Two" in driver.words()
    where.show_notes(())
    assert not [card for card in where.findChildren(Card) if card.isVisible()]
