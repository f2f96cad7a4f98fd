"""The log window after saving: undo, look back, another one; and answers that look as given."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from log_driver import Driver, logged, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from config.errors import JournalError
from windows.controls import Weight
from windows.log_book import LogBook
from windows.log_flow import PageName
from windows.log_saved import UNDONE, SavedPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def test_the_last_page_says_that_it_was_saved(driver: Driver) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, SavedPage)
    assert page.headline.text() == "Saved"
    assert page.headline.hasFocus()


def saved(qtbot: QtBot, theme: Theme, paths: Paths) -> tuple[Driver, SavedPage]:
    """Somebody who just saved an eyelid that flickers."""
    driver = opened(qtbot, theme, paths)
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, SavedPage)
    return driver, page


def test_the_saved_page_repeats_the_next_step_and_when_to_come_back(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver, _ = saved(qtbot, theme, paths)
    assert "See your doctor in the next few weeks. See a doctor sooner if" in driver.words()


def test_what_was_saved_can_be_undone_on_the_spot(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, page = saved(qtbot, theme, paths)

    def full(*_: object) -> None:
        raise JournalError("It could not be taken back", "the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(LogBook, "undo", full)
        driver.press("Undo")
    assert "It could not be taken back: the disk is full" in driver.words()
    assert len(logged(paths)) == 1
    with qtbot.waitSignal(driver.window.told) as told:
        driver.press("Undo")
    assert told.args == ["changed"]
    assert logged(paths) == ()
    assert page.headline.text() == UNDONE
    assert page.headline.hasFocus()
    assert not page.undo_button.isEnabled()
    assert "It is in your journal" not in driver.words()
    assert "the disk is full" not in driver.words()


def test_the_same_again_can_be_undone_and_leaves_the_first(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver, _ = saved(qtbot, theme, paths)
    driver.press("Log another")
    assert driver.window.flow.page is PageName.WHERE
    driver.press("The same again")
    # What was advised then is said again, worked out from what is in the journal.
    assert "See your doctor in the next few weeks." in driver.words()
    driver.press("Undo")
    (record,) = logged(paths)
    assert record.tally == 0


def test_one_can_look_back_from_the_saved_page(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    driver, _ = saved(qtbot, theme, paths)
    with qtbot.waitSignal(driver.window.told) as told:
        driver.press("Look back")
    assert told.args == ["open look_back"]


def test_a_word_that_is_typed_on_an_offer_is_a_place_and_presses_nothing(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver, _ = saved(qtbot, theme, paths)
    driver.window.close()
    driver.window.begin_again()
    driver.window.show()
    driver.window.activateWindow()
    qtbot.waitUntil(driver.window.isActiveWindow)
    driver.button("The same again").setFocus()
    for letter in "left calf":
        focused = driver.window.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, letter)
    where = driver.window.where
    assert where.search.text() == "left calf"
    QTest.keyClick(where.search, Qt.Key.Key_Return)
    assert driver.window.flow.answers.list_of("sites") == ("calf",)
    (record,) = logged(paths)
    assert record.tally == 0


def test_none_of_these_that_was_said_looks_chosen_when_one_comes_back(driver: Driver) -> None:
    driver.answer()
    driver.press("Next")
    footer = driver.window.footer
    assert driver.signs().none.weight is Weight.PRIMARY
    assert footer.next_button.weight is Weight.SECONDARY
    for text in ("None of these", "None of these", "Back"):
        driver.press(text)
    others = driver.signs()
    assert others.none.weight is Weight.CHOSEN
    driver.press("Back")
    core = driver.signs()
    assert (core.none.weight, core.none.accessibleDescription()) == (Weight.CHOSEN, "Chosen")
    assert footer.next_button.weight is Weight.PRIMARY
    assert "You answered: none of these. Tick what is new" in driver.words()
    row = core.rows["wasting"]
    driver.click(row.check)
    assert core.none.text() == "N&one of the others"
    driver.click(row.check)
    # A tick that was taken away is no "no".
    assert core.none.weight is Weight.PRIMARY
    assert footer.next_button.weight is Weight.SECONDARY
    assert core.none.accessibleDescription() == ""


def test_none_of_the_others_is_repeated_as_it_was_said(driver: Driver) -> None:
    driver.answer()
    driver.press("Next")
    driver.click(driver.signs().rows["drops_or_trips"].check)
    for text in ("None of the others", "Back"):
        driver.press(text)
    assert "You answered: none of the others." in driver.words()


def test_that_it_does_not_bother_one_can_be_said_too(driver: Driver) -> None:
    driver.press("Tell more (optional)")
    where = driver.window.where
    feelings = where.groups["feelings"]

    def said() -> object:
        return driver.window.flow.answers.where.get("troublesome")

    driver.click(feelings.button("troublesome"))
    assert said() is True
    driver.click(feelings.button("untroubled"))
    assert said() is False
    assert feelings.chosen == ("untroubled",)
    driver.click(feelings.button("troublesome"))
    assert said() is True
    assert feelings.chosen == ("troublesome",)
    driver.click(feelings.button("worry_high"))
    driver.click(feelings.button("troublesome"))
    assert said() is None
    assert driver.window.flow.answers.where["worry_high"] is True


def test_a_twitch_that_another_lull_kept_has_no_advice_to_repeat(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver, _ = saved(qtbot, theme, paths)
    (record,) = logged(paths)
    book = driver.window.book
    advice = book.advice_of(record)
    assert advice is not None
    assert advice.level == record.level
    assert book.advice_of(dataclasses.replace(record, report={"sites": ["wing"]})) is None
