"""The log window, driven as a person drives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from log_driver import Driver, logged, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from config.language import LANGUAGES
from journal.draft import load_drafts
from tips.emergency import numbers_for
from windows.log_advice import MARKS, AdvicePage, call_numbers
from windows.log_flow import PageName

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def test_a_simple_eyelid_twitch_takes_at_most_eight_clicks(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text('[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\n')
    driver = opened(qtbot, theme, paths)
    driver.answer()
    driver.press("Next")
    driver.press("None of these")
    driver.press("None of these")
    with qtbot.waitSignal(driver.window.told) as told:
        driver.press("Save")
    assert told.args == ["saved"]
    assert driver.clicks <= 8
    (record,) = logged(paths)
    assert record.level == "self_care"
    assert record.report["sites"] == ["eyelid"]
    assert load_drafts(paths.journal.parent) == ()


def test_everything_can_be_done_with_the_keyboard_alone(
    qtbot: QtBot, driver: Driver, paths: Paths
) -> None:
    def tab_to(wanted: QWidget) -> None:
        for _ in range(150):
            if QApplication.focusWidget() is wanted:
                return
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        pytest.fail(f"{wanted} cannot be reached")

    where = driver.window.where
    tab_to(where.map)
    QTest.keyClick(where.map, Qt.Key.Key_Space)
    tab_to(where.groups["since_days"].button("0"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    tab_to(where.groups["kind"].button("flicker"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    for page in (PageName.CORE, PageName.OTHERS):
        assert driver.window.flow.page is page
        tab_to(driver.signs().none)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert driver.window.flow.page is PageName.ADVICE
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert driver.window.flow.page is PageName.SAVED
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not driver.window.isVisible())
    assert len(logged(paths)) == 1


def test_the_tab_key_stays_within_what_is_on_the_page_and_goes_in_reading_order(
    driver: Driver,
) -> None:
    places = []
    for _ in range(120):
        widget = QApplication.focusWidget()
        assert widget.isVisible()
        places.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    order = [places.index(each) for each in (driver.window.where.map, driver.window.where.search)]
    assert order == sorted(order)
    assert places.index(driver.window.where.search) < places.index(driver.window.footer.next_button)


def test_the_map_and_the_list_show_the_same(driver: Driver) -> None:
    where = driver.window.where
    where.map.setFocus()
    QTest.keyClick(where.map, Qt.Key.Key_Space)
    assert where.sites.chosen == ("eyelid",)
    driver.click(where.sites.button("hand"))
    assert driver.window.flow.answers.list_of("sites") == ("eyelid", "hand")
    assert where.map._chosen == {"eyelid", "hand"}
    driver.click(where.sites.button("all_over"))
    assert where.sites.chosen == ("all_over",)


def test_a_place_can_be_typed(driver: Driver) -> None:
    where = driver.window.where
    where.search.setFocus()
    QTest.keyClicks(where.search, "thu")
    shown = [site for site in ("hand", "calf") if where.sites.button(site).isVisible()]
    assert shown == ["hand"]
    QTest.keyClick(where.search, Qt.Key.Key_Return)
    assert where.sites.chosen == ("hand",)
    assert where.search.text() == ""
    assert where.sites.button("calf").isVisible()
    assert driver.window.flow.page is PageName.WHERE


def test_return_in_the_empty_field_goes_on_and_what_fits_nothing_chooses_nothing(
    driver: Driver,
) -> None:
    where = driver.window.where
    where.search.setFocus()
    QTest.keyClicks(where.search, "xyz")
    QTest.keyClick(where.search, Qt.Key.Key_Return)
    assert where.sites.chosen == ()
    assert driver.window.flow.page is PageName.WHERE
    where.search.clear()
    driver.answer()
    where.search.setFocus()
    QTest.keyClick(where.search, Qt.Key.Key_Return)
    assert driver.window.flow.page is PageName.CORE


def test_what_is_missing_is_said_beside_its_question(qtbot: QtBot, driver: Driver) -> None:
    where = driver.window.where
    driver.press("Next")
    assert "Choose where it is" in driver.words()
    driver.click(where.sites.button("calf"))
    assert "Choose where it is" not in driver.words()
    driver.press("Next")
    assert "Choose when it began" in driver.words()
    qtbot.waitUntil(where.groups["since_days"].button("0").hasFocus)


def test_questions_come_only_where_they_matter(driver: Driver) -> None:
    groups = driver.window.where.groups
    for field in ("spread", "bout", "checked_by_doctor", "medicine_change", "ms_relapse"):
        assert groups[field].isHidden()
    driver.answer(site="calf", since="30", kind="jerk")
    driver.click(driver.window.where.sites.button("hand"))
    assert not groups["spread"].isHidden()
    assert not groups["bout"].isHidden()
    assert not groups["checked_by_doctor"].isHidden()
    assert groups["triggers"].button("screen").isHidden()


def test_what_is_told_beside_reaches_the_report(driver: Driver) -> None:
    where = driver.window.where
    driver.answer()
    driver.click(where.groups["triggers"].button("caffeine"))
    driver.press("Tell more (optional)")
    driver.click(where.groups["frequency"].button("daily"))
    driver.click(where.groups["feelings"].button("worry_high"))
    where.note.setFocus()
    QTest.keyClicks(where.note, "after the gym")
    report = driver.window.flow.answers.report()
    assert report.triggers == ("caffeine",)
    assert report.frequency == "daily"
    assert report.worry_high is True
    assert report.free_text == "after the gym"
    driver.click(where.groups["frequency"].button("daily"))
    assert driver.window.flow.answers.report().frequency is None


def test_nothing_on_the_list_of_signs_is_ticked_beforehand_and_next_asks_to_say_so(
    driver: Driver,
) -> None:
    driver.answer()
    driver.press("Next")
    page = driver.signs()
    assert len(page.rows) == 16
    assert not any(row.check.isChecked() for row in page.rows.values())
    driver.press("Next")
    assert driver.signs() is page
    assert "None of these" in driver.words()
    driver.press("Leave them open")
    assert driver.window.flow.page is PageName.OTHERS


def test_a_ticked_sign_asks_what_follows_and_no_more(driver: Driver) -> None:
    driver.answer()
    driver.press("Next")
    row = driver.signs().rows["weakness"]
    assert row.answer is None
    driver.click(row.check)
    assert row.answer is not None
    assert row.answer.value == "yes"
    follow = row._follow["yes"]
    driver.click(follow.button("weeks"))
    assert driver.window.flow.answers.signs["weakness"].value == "weeks"
    driver.click(row.main.button("long_standing"))
    assert follow.isHidden()
    assert driver.window.flow.answers.signs["weakness"].value == "long_standing"
    driver.click(row.check)
    assert "weakness" not in driver.window.flow.answers.signs


def test_not_sure_asks_one_plain_question_more(driver: Driver) -> None:
    driver.answer()
    driver.press("Next")
    row = driver.signs().rows["breathless"]
    driver.click(row.check)
    driver.click(row.main.button("unsure"))
    driver.click(row._follow["unsure"].button("no"))
    assert driver.window.flow.answers.signs["breathless"].value == "no"
    assert driver.signs().none.text().replace("&", "") == "None of the others"


def test_an_emergency_shows_the_number_large_and_no_habits(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    driver.answer()
    driver.click(driver.window.where.groups["triggers"].button("caffeine"))
    driver.press("Next")
    driver.click(driver.signs().rows["face_droop"].check)
    driver.press("None of the others")
    page = driver.window.pages.currentWidget()
    assert isinstance(page, AdvicePage)
    assert page.headline.hasFocus()
    assert "Habits" not in driver.words()
    assert "caffeine" not in driver.words().lower()
    driver.press("Call 112")
    assert QGuiApplication.clipboard().text() == "112"
    assert "112 is copied" in driver.words()


def test_next_shows_an_emergency_before_the_rest_of_the_list_is_answered(
    driver: Driver, paths: Paths
) -> None:
    driver.answer()
    driver.press("Next")
    row = driver.signs().rows["slurred_speech"]
    driver.click(row.check)
    driver.click(row._follow["yes"].button("sudden"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, AdvicePage)
    assert page.headline.hasFocus()
    assert page.headline.text() == "Get emergency help now"
    driver.press("Save")
    (record,) = logged(paths)
    assert record.level == "emergency"
    assert record.report["signs"] == {"slurred_speech": "sudden"}


def test_the_advice_comes_in_its_order_and_its_origin_on_request(driver: Driver) -> None:
    driver.answer()
    driver.click(driver.window.where.groups["triggers"].button("caffeine"))
    driver.press("Next")
    driver.press("None of these")
    driver.press("None of these")
    words = driver.words()
    advice = driver.window.flow.advice
    assert advice is not None
    parts = (
        advice.headline,
        advice.what_to_do[0],
        "Why",
        "What to watch for",
        "Habits",
        advice.notice,
    )
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert advice.sources[0] not in words
    driver.press("Why am I seeing this?")
    assert advice.sources[0] in driver.words()


def test_a_higher_level_is_marked_and_its_rules_are_named_on_request(driver: Driver) -> None:
    driver.answer(since="30")
    driver.press("Next")
    driver.press("None of these")
    driver.press("None of these")
    assert "In the next few weeks" in driver.words()
    driver.press("Why am I seeing this?")
    assert "names of these points in Lull's open list: R1" in driver.words()
    assert "(rule" not in driver.words()


def test_every_level_but_the_emergency_has_a_mark() -> None:
    assert set(MARKS) == {
        "urgent_same_day",
        "soon_within_2_weeks",
        "routine_see_doctor",
        "self_care",
    }


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("112", ("112",)),
        ("999 or 112", ("999", "112")),
        ("112, 999, 911 or your local number", ()),
        ("1, 22, 33, 44", ()),
        (None, ()),
    ],
)
def test_only_a_number_that_is_known_gets_a_call_line(
    words: str | None, numbers: tuple[str, ...]
) -> None:
    assert call_numbers(words) == numbers


@pytest.mark.parametrize("name", sorted({*LANGUAGES} - {"en"}))
def test_a_window_in_another_language_names_no_number_of_where_the_computer_is_set_up_for(
    qtbot: QtBot,
    theme: Theme,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    speak: Callable[[str], None],
    name: str,
) -> None:
    monkeypatch.setenv("LC_ALL", "en_NZ.UTF-8")
    speak(name)
    driver = opened(qtbot, theme, paths)
    driver.answer()
    driver.click(driver.window.footer.next_button)
    driver.click(driver.signs().rows["face_droop"].check)
    driver.click(driver.window.footer.next_button)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, AdvicePage)
    assert page.calls == []
    assert numbers_for(None).call in driver.words()
    assert "111" not in driver.words()


def test_where_the_country_is_not_known_the_words_stand_instead(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    driver.answer()
    driver.press("Next")
    driver.click(driver.signs().rows["face_droop"].check)
    driver.press("None of the others")
    assert "your local number" in driver.words()
