"""The log window, left and opened again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from log_driver import Driver, logged, opened
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from config.errors import JournalError
from journal.draft import load_drafts, save_draft
from journal.entries import new_id
from windows.log_answers import Answers
from windows.log_book import LogBook
from windows.log_draft import DRAFT_MS, LONGEST_MS
from windows.log_flow import PageName

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def test_a_draft_is_kept_from_the_first_answer_on(
    qtbot: QtBot, driver: Driver, paths: Paths
) -> None:
    driver.click(driver.window.where.sites.button("calf"))
    qtbot.waitUntil(lambda: load_drafts(paths.journal.parent) != (), timeout=2000)
    (draft,) = load_drafts(paths.journal.parent)
    assert draft.step == "where"
    assert draft.data["where"] == {"sites": ["calf"]}


def test_a_draft_is_kept_while_somebody_types_on_without_a_rest(
    qtbot: QtBot, driver: Driver, paths: Paths
) -> None:
    rest, longest = driver.window.draft.findChildren(QTimer)
    assert (rest.interval(), longest.interval()) == (DRAFT_MS, LONGEST_MS)
    rest.setInterval(10**6)
    longest.setInterval(0)
    driver.click(driver.window.where.sites.button("calf"))
    qtbot.waitUntil(lambda: load_drafts(paths.journal.parent) != ())
    assert not rest.isActive()


@pytest.mark.parametrize("pages", [0, 1, 2, 3])
def test_a_window_that_was_left_offers_to_go_on(
    qtbot: QtBot, theme: Theme, paths: Paths, pages: int
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer()
    for text in ("Next", "None of these", "None of these")[:pages]:
        first.press(text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not first.window.isVisible()
    again = opened(qtbot, theme, paths)
    assert "Go on where you left off?" in again.words()
    again.press("Go on")
    assert again.window.flow.page is first.window.flow.page
    assert again.window.flow.answers == first.window.flow.answers
    for text in ("Next", "None of these", "None of these", "Save")[pages:]:
        again.press(text)
    assert len(logged(paths)) == 1


def test_a_draft_can_be_put_away(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    save_draft(paths.journal.parent, new_id(), "where", Answers().toggled_site("hand").draft_data())
    driver = opened(qtbot, theme, paths)
    driver.press("Start new")
    assert load_drafts(paths.journal.parent) == ()
    assert "Go on" not in driver.words()
    assert driver.window.flow.answers.empty


def test_a_draft_that_is_not_taken_up_is_kept_whatever_is_answered(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    data = Answers().toggled_site("hand").draft_data()
    save_draft(paths.journal.parent, new_id(), "where", data)
    (left,) = load_drafts(paths.journal.parent)
    driver = opened(qtbot, theme, paths)
    assert "Go on where you left off? Hand" in driver.words()
    driver.answer()
    driver.window.keep_draft()
    assert left in load_drafts(paths.journal.parent)
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
    assert load_drafts(paths.journal.parent) == (left,)
    assert "Go on where you left off? Hand" in opened(qtbot, theme, paths).words()


def test_going_on_with_a_draft_after_new_answers_keeps_these_for_the_next_time(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    data = Answers().toggled_site("hand").draft_data()
    save_draft(
        paths.journal.parent, new_id(), "where", data, dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    )
    driver = opened(qtbot, theme, paths)
    driver.answer()
    driver.press("Go on")
    assert driver.window.where.sites.chosen == ("hand",)
    newer, older = load_drafts(paths.journal.parent)
    assert newer.data["where"]["sites"] == ["eyelid"]
    assert older.data == data
    again = opened(qtbot, theme, paths)
    assert "Go on where you left off? Eyelid" in again.words()
    again.press("Start new")
    assert "Go on where you left off? Hand" in again.words()
    assert "From 10 March." in again.words()


@pytest.mark.parametrize("button", ["Check without saving", "Do not save"])
def test_what_is_not_saved_takes_no_other_draft_with_it(
    qtbot: QtBot, theme: Theme, paths: Paths, button: str
) -> None:
    save_draft(paths.journal.parent, new_id(), "where", Answers().toggled_site("hand").draft_data())
    drafts = load_drafts(paths.journal.parent)
    driver = opened(qtbot, theme, paths)
    driver.answer()
    if button == "Do not save":
        for text in ("Next", "None of these", "None of these"):
            driver.press(text)
    driver.press(button)
    driver.window.close()
    assert load_drafts(paths.journal.parent) == drafts


def test_what_was_told_about_the_person_is_in_the_draft_and_comes_back(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    paths.settings.unlink(missing_ok=True)
    first = opened(qtbot, theme, paths)
    first.window.where.open_profile()
    panel = first.window.where.profile_panel
    assert panel is not None
    first.click(panel.age.button("60_plus"))
    first.window.keep_draft()
    first.click(panel.medicines.button("lithium"))
    first.click(panel.conditions.button("none"))
    first.answer()
    first.window.keep_draft()
    again = opened(qtbot, theme, paths)
    # A panel that is open already shows what the draft brings.
    again.window.where.open_profile()
    again.press("Go on")
    assert again.window.flow.profile == first.window.flow.profile
    told = "About you: 60 or older; no conditions; Lithium."
    assert again.window.where.profile_line.text.text() == told
    again.window.where.open_profile()
    panel = again.window.where.profile_panel
    assert panel is not None
    assert panel.age.chosen == ("60_plus",)
    assert panel.medicines.chosen == ("lithium",)
    assert panel.conditions.chosen == ("none",)
    again.press("Next")
    again.press("None of these")
    again.press("None of these")
    assert again.window.flow.advice is not None
    assert "U4" in again.window.flow.advice.rules


def test_answers_that_cannot_be_kept_make_no_room_for_those_of_a_draft(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(paths.journal.parent, new_id(), "where", Answers().toggled_site("hand").draft_data())
    drafts = load_drafts(paths.journal.parent)
    driver = opened(qtbot, theme, paths)
    driver.click(driver.window.where.sites.button("calf"))
    full = JournalError("The answers so far cannot be kept", "No space left on device")
    with monkeypatch.context() as disk:
        disk.setattr(LogBook, "keep_draft", mock.Mock(side_effect=full))
        for _ in range(2):
            driver.window.footer.complain("")
            driver.press("Go on")
            assert "No space left on device" in driver.window.footer.problem.text()
        assert list(driver.window.flow.answers.list_of("sites")) == ["calf"]
        assert load_drafts(paths.journal.parent) == drafts
    driver.press("Go on")
    assert list(driver.window.flow.answers.list_of("sites")) == ["hand"]
    assert len(load_drafts(paths.journal.parent)) == 2


def test_a_draft_that_cannot_be_used_is_put_away(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    save_draft(paths.journal.parent, new_id(), "where", {"nothing": "known"})
    driver = opened(qtbot, theme, paths)
    driver.press("Go on")
    assert load_drafts(paths.journal.parent) == ()
    assert driver.window.flow.page is PageName.WHERE


def test_answers_that_were_all_taken_back_leave_no_draft(driver: Driver, paths: Paths) -> None:
    driver.click(driver.window.where.sites.button("calf"))
    driver.window.keep_draft()
    assert len(load_drafts(paths.journal.parent)) == 1
    driver.click(driver.window.where.sites.button("calf"))
    driver.window.keep_draft()
    assert load_drafts(paths.journal.parent) == ()
