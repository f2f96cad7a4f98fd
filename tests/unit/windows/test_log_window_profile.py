"""What Lull knows about the person, seen, corrected and kept from the log window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from log_driver import Driver, opened
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from config.settings import load
from windows.controls import Button, Weight
from windows.log_advice import AdvicePage
from windows.parts import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def test_what_the_profile_does_not_say_can_be_told_from_the_advice_and_counts(
    driver: Driver, paths: Paths
) -> None:
    where, flow = driver.window.where, driver.window.flow
    assert where.profile_line.text.text() == "About you: not told yet. It can change the advice."
    driver.answer()
    driver.press("Next")
    driver.press("None of these")
    driver.press("None of these")
    assert flow.advice is not None
    assert flow.advice.level == "routine_see_doctor"
    page = driver.window.pages.currentWidget()
    assert isinstance(page, AdvicePage)
    assert page.headline.text() == (
        "See your doctor in the next few weeks, or answer the open questions first"
    )
    assert "Not told yet: your age, what you live with, which medicines you take." in driver.words()
    assert "In the next few weeks" in driver.words()
    answer = driver.button("Answer now")
    assert isinstance(answer, Button)
    assert answer.parent() is page.headline.parent()
    weights = (answer.weight, driver.window.footer.next_button.weight)
    assert weights == (Weight.PRIMARY, Weight.SECONDARY)
    driver.press("Answer now")
    panel = where.profile_panel
    assert panel is not None
    assert panel.heading.hasFocus()
    kept = "Your other answers stay as they are."
    assert kept in driver.words()
    assert panel.heading.accessibleDescription() == kept
    panel.age.button("16_39").click()
    panel.medicines.button("statin").click()
    assert flow.profile.medicines == ("statin",)
    panel.medicines.button("none").click()
    assert (flow.profile.medicines, panel.medicines.chosen) == ((), ("none",))
    panel.conditions.button("none").click()
    panel.conditions.button("ms").click()
    assert panel.conditions.chosen == ("ms",)
    panel.conditions.button("ms").click()
    assert flow.profile.conditions is None
    panel.conditions.button("none").click()
    driver.press("Done")
    assert panel.isHidden()
    assert where.profile_line.text.text() == "About you: 16 to 39; no conditions; no medicines."
    # What was answered is not asked again.
    assert "Simple steps, and come back if it changes" in driver.words()
    assert flow.advice.level == "self_care"
    with pytest.raises(StopIteration):
        driver.button("Answer now")
    # A minute later it is known.
    driver.window.begin_again()
    assert driver.window.flow.profile.age_band == "16_39"
    assert load(paths.settings).profile.conditions == ()


def test_beside_another_reason_what_is_open_is_named_on_a_card_of_its_own(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(TOLD.replace("medicines = []\n", ""))
    driver = opened(qtbot, theme, paths)
    driver.answer(since="90")
    for text in ("Next", "None of these", "None of these"):
        driver.press(text)
    words = driver.words()
    assert "Book a visit to your doctor in the next few weeks" in words
    assert "Not told yet: which medicines you take. You can answer that now" in words
    answer = driver.button("Answer now")
    assert isinstance(answer, Button)
    weights = (answer.weight, driver.window.footer.next_button.weight)
    assert weights == (Weight.SECONDARY, Weight.PRIMARY)


def test_without_a_profile_a_simple_eyelid_twitch_takes_five_clicks_more(driver: Driver) -> None:
    driver.answer()
    driver.press("Next")
    driver.press("None of these")
    driver.press("None of these")
    driver.press("Answer now")
    panel = driver.window.where.profile_panel
    assert panel is not None
    driver.click(panel.age.button("16_39"))
    driver.click(panel.conditions.button("none"))
    driver.click(panel.medicines.button("none"))
    driver.press("Done")
    driver.press("Save")
    assert "Saved" in driver.words()
    assert driver.clicks == MOST_CLICKS + 5


MOST_CLICKS = 7
"""Of somebody whose profile is told; the click on the icon is one more."""

TOLD = '[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\n'


def test_what_lull_knows_can_be_seen_and_corrected_and_kept(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(f"# mine\n{TOLD}")
    driver = opened(qtbot, theme, paths)
    where = driver.window.where
    assert where.profile_line.text.text() == "About you: 16 to 39; no conditions; no medicines."
    driver.press("Change")
    panel = where.profile_panel
    assert panel is not None
    # Only who comes from the advice could think that their answers are gone.
    assert "Your other answers" not in driver.words()
    assert panel.heading.accessibleDescription() == ""
    assert (panel.age.chosen, panel.conditions.chosen) == (("16_39",), ("none",))
    panel.age.button("40_49").click()
    panel.medicines.button("levothyroxine").click()
    line = "About you: 40 to 49; no conditions; Thyroid tablets."
    assert where.profile_line.text.text() == line
    # It counts at once; the settings stay until the person is done.
    assert load(paths.settings).profile.age_band == "16_39"
    with qtbot.waitSignal(driver.window.told) as told:
        driver.press("Done")
    assert told.args == ["changed"]
    profile = load(paths.settings).profile
    assert (profile.age_band, profile.medicines) == ("40_49", ("levothyroxine",))
    assert paths.settings.read_text().startswith("# mine\n")
    assert panel.isHidden()
    remember = driver.window.footer.remember
    assert not remember.isVisible()
    driver.press("Change")
    panel.age.button("50_59").click()
    assert remember.isVisible()
    assert remember.isChecked()
    assert "for you alone to read" in remember.accessibleDescription()
    driver.click(remember)
    driver.press("Done")
    assert load(paths.settings).profile.age_band == "40_49"
    driver.window.begin_again()
    assert driver.window.where.profile_line.text.text() == line


def test_a_profile_that_cannot_be_kept_is_told_and_counts_all_the_same(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver = opened(qtbot, theme, paths)
    driver.press("Change")
    panel = driver.window.where.profile_panel
    assert panel is not None
    panel.age.button("40_49").click()
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text("[day\n")
    driver.press("Done")
    assert driver.window.footer.problem.isVisible()
    assert paths.settings.read_text() == "[day\n"
    assert driver.window.flow.profile.age_band == "40_49"


def test_no_letter_presses_two_buttons(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    driver = opened(qtbot, theme, paths)

    def letters() -> list[str]:
        found = []
        for widget in (*driver.window.findChildren(QAbstractButton), *labels()):
            _, mark, after = widget.text().partition("&")
            if mark and widget.isVisible():
                found.append(after[0].lower())
        return found

    def labels() -> list[QLabel]:
        return [label for label in driver.window.findChildren(QLabel) if label.buddy()]

    def look() -> None:
        assert len(letters()) == len(set(letters())), letters()

    look()
    driver.press("Tell more (optional)")
    driver.press("Change")
    look()
    driver.answer()
    driver.press("Next")
    look()
    driver.press("Next")
    look()
    driver.press("None of these")
    driver.press("None of these")
    driver.press("Why am I seeing this?")
    look()
    driver.window.close()
    again = driver = opened(qtbot, theme, paths)
    look()
    again.press("Go on")
    again.press("Save")
    look()
    again.window.begin_again()
    look()


def test_what_is_opened_comes_into_view(qtbot: QtBot, driver: Driver) -> None:
    where = driver.window.where
    driver.window.resize(900, 500)
    bar = where.verticalScrollBar()
    assert bar.value() == 0
    driver.button("Tell more (optional)").click()
    qtbot.waitUntil(lambda: seen(driver, driver.button("Tell less")))
    where.profile_line.button.click()
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    driver.button("Done").click()
    assert bar.value() == 0
    assert where.profile_line.button.hasFocus()
    driver.answer()
    driver.press("Next")
    driver.press("Next")
    qtbot.waitUntil(lambda: seen(driver, driver.button("Leave them open")))


def test_what_follows_from_a_tick_comes_into_view(qtbot: QtBot, driver: Driver) -> None:
    driver.window.resize(900, 500)
    driver.answer()
    driver.press("Next")
    row = driver.signs().rows["slurred_speech"]
    driver.click(row.check)
    qtbot.waitUntil(lambda: seen(driver, driver.button("Slowly, over weeks")))
    assert seen(driver, row.check)


def seen(driver: Driver, widget: QWidget) -> bool:
    page = driver.window.pages.currentWidget()
    assert isinstance(page, Page)
    top = widget.mapTo(page.viewport(), QPoint()).y()
    return top >= 0 and top + widget.height() <= page.viewport().height()


def test_pregnancy_is_asked_where_it_can_matter_and_counts(driver: Driver) -> None:
    where, flow = driver.window.where, driver.window.flow
    driver.press("Change")
    panel = where.profile_panel
    assert panel is not None
    assert panel.pregnant.isVisible()
    panel.age.button("60_plus").click()
    assert not panel.pregnant.isVisible()
    panel.age.button("16_39").click()
    panel.pregnant.button("yes").click()
    assert flow.profile.pregnant == "yes"
    assert where.profile_line.text.text().endswith("; pregnant.")
    # An answer that was given stays in sight, and counts, whatever the age.
    panel.age.button("50_59").click()
    assert panel.pregnant.isVisible()
    assert flow.profile.pregnant == "yes"
    panel.pregnant.button("postpartum").click()
    assert where.profile_line.text.text().endswith("gave birth in the last six weeks.")


def test_pregnancy_is_kept_with_the_rest(driver: Driver, qtbot: QtBot, paths: Paths) -> None:
    driver.press("Change")
    panel = driver.window.where.profile_panel
    assert panel is not None
    panel.pregnant.button("no").click()
    with qtbot.waitSignal(driver.window.told):
        driver.press("Done")
    assert load(paths.settings).profile.pregnant == "no"


def test_next_does_what_done_does_for_who_came_from_the_advice(
    driver: Driver, paths: Paths
) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Answer now"):
        driver.press(text)
    panel = driver.window.where.profile_panel
    assert panel is not None
    driver.click(panel.age.button("16_39"))
    driver.click(panel.conditions.button("none"))
    driver.click(panel.medicines.button("none"))
    driver.press("Next")
    assert "Simple steps, and come back if it changes" in driver.words()
    assert load(paths.settings).profile.age_band == "16_39"


def test_what_was_told_before_the_signs_is_remembered_on_the_way_on(
    driver: Driver, paths: Paths
) -> None:
    driver.press("Change")
    panel = driver.window.where.profile_panel
    assert panel is not None
    panel.age.button("40_49").click()
    driver.answer()
    driver.press("Next")
    assert load(paths.settings).profile.age_band == "40_49"
    assert not driver.window.footer.remember.isVisible()
    driver.press("Back")
    assert panel.isHidden()


@pytest.mark.parametrize("late", [False, True])
def test_a_check_remembers_nothing_unless_that_is_asked_for(
    qtbot: QtBot, theme: Theme, paths: Paths, *, late: bool
) -> None:
    driver = opened(qtbot, theme, paths, checking=not late)
    if late:
        driver.press("Check without saving")
    driver.press("Change")
    panel = driver.window.where.profile_panel
    assert panel is not None
    panel.age.button("40_49").click()
    assert driver.window.footer.remember.isVisible()
    assert not driver.window.footer.remember.isChecked()
    driver.press("Done")
    assert not paths.settings.exists()
