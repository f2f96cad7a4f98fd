"""The log window, driven as a person drives it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from config.errors import JournalError
from journal.draft import load_draft, save_draft
from journal.store import Journal
from windows.log import LogWindow
from windows.log_advice import MARKS, AdvicePage, call_numbers
from windows.log_answers import Answers
from windows.log_book import LogBook
from windows.log_flow import PageName
from windows.log_saved import OFTEN_WORDS, SavedPage
from windows.log_signs import SignsPage, row_help
from windows.log_where import nearest_since, offer
from windows.parts import Card, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from journal.twitches import TwitchRecord
    from windows.theme import Theme

LEFT = Qt.MouseButton.LeftButton


class Driver:
    """A person with a mouse who counts their clicks."""

    def __init__(self, window: LogWindow) -> None:
        self.window = window
        self.clicks = 0

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        self.clicks += 1

    def button(self, text: str) -> QAbstractButton:
        return next(
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.text().replace("&", "") == text
        )

    def press(self, text: str) -> None:
        self.click(self.button(text))

    def answer(self, site: str = "eyelid", since: str = "0", kind: str = "flicker") -> None:
        where = self.window.where
        self.click(where.sites.button(site))
        self.click(where.groups["since_days"].button(since))
        self.click(where.groups["kind"].button(kind))

    def words(self) -> str:
        texts = self.window.findChildren(Text)
        return "\n".join(text.text() for text in texts if text.isVisible())

    def signs(self) -> SignsPage:
        page = self.window.pages.currentWidget()
        assert isinstance(page, SignsPage)
        return page


def opened(qtbot: QtBot, theme: Theme, paths: Paths, *, checking: bool = False) -> Driver:
    window = LogWindow(theme, paths, checking=checking)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Driver(window)


@pytest.fixture
def driver(qtbot: QtBot, theme: Theme, paths: Paths) -> Driver:
    return opened(qtbot, theme, paths)


def logged(paths: Paths) -> tuple[TwitchRecord, ...]:
    now = dt.datetime.now(dt.UTC)
    with Journal.open(paths.journal) as journal:
        return journal.twitches(now - dt.timedelta(days=30), now + dt.timedelta(days=1))


def test_a_simple_eyelid_twitch_takes_at_most_eight_clicks(
    qtbot: QtBot, driver: Driver, paths: Paths
) -> None:
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
    assert load_draft(paths.journal.parent) is None


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
    for _ in range(60):
        widget = QApplication.focusWidget()
        assert widget.isVisible()
        places.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    order = [places.index(each) for each in (driver.window.where.map, driver.window.where.search)]
    assert order == sorted(order)
    assert places.index(driver.window.where.search) < places.index(driver.window.next_button)


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
    assert "(rule R1)" in driver.words()


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


def test_where_the_country_is_not_known_the_words_stand_instead(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    driver.answer()
    driver.press("Next")
    driver.click(driver.signs().rows["face_droop"].check)
    driver.press("None of the others")
    assert "your local number" in driver.words()


def test_a_draft_is_kept_from_the_first_answer_on(
    qtbot: QtBot, driver: Driver, paths: Paths
) -> None:
    driver.click(driver.window.where.sites.button("calf"))
    qtbot.waitUntil(lambda: load_draft(paths.journal.parent) is not None, timeout=2000)
    draft = load_draft(paths.journal.parent)
    assert draft is not None
    assert draft.step == "where"
    assert draft.data["where"] == {"sites": ["calf"]}


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
    save_draft(paths.journal.parent, "where", Answers().toggled_site("hand").draft_data())
    driver = opened(qtbot, theme, paths)
    driver.press("Start new")
    assert load_draft(paths.journal.parent) is None
    assert "Go on" not in driver.words()
    assert driver.window.flow.answers.empty


def test_a_draft_that_cannot_be_used_is_put_away(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    save_draft(paths.journal.parent, "where", {"nothing": "known"})
    driver = opened(qtbot, theme, paths)
    driver.press("Go on")
    assert load_draft(paths.journal.parent) is None
    assert driver.window.flow.page is PageName.WHERE


def test_a_save_that_ended_in_a_kill_is_not_kept_twice(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(qtbot, theme, paths)
    first.answer()
    for text in ("Next", "None of these", "None of these"):
        first.press(text)
    # Killed after the journal has it, and before the draft was taken away.
    monkeypatch.setattr(LogBook, "forget_draft", lambda _book: None)
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
    assert load_draft(paths.journal.parent) is None


def test_a_log_can_become_a_check(driver: Driver, paths: Paths) -> None:
    driver.answer()
    driver.window.keep_draft()
    driver.press("Check without saving")
    assert load_draft(paths.journal.parent) is None
    assert "nothing you answer here is saved" in driver.words()
    driver.window.close()
    assert load_draft(paths.journal.parent) is None


def test_advice_need_not_be_saved(driver: Driver, paths: Paths) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Do not save"):
        driver.press(text)
    assert not driver.window.isVisible()
    assert logged(paths) == ()
    assert load_draft(paths.journal.parent) is None


def test_back_goes_back_and_loses_nothing(driver: Driver) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Back", "Back", "Back"):
        driver.press(text)
    assert driver.window.flow.page is PageName.WHERE
    assert driver.window.where.sites.chosen == ("eyelid",)
    assert not driver.window.back_button.isVisible()


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
    driver.window._problem.hide()
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


@pytest.mark.parametrize("pages", range(5))
def test_no_two_mnemonics_of_a_page_are_the_same(driver: Driver, pages: int) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save")[:pages]:
        driver.press(text)
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


def test_the_last_page_says_that_it_was_saved(driver: Driver) -> None:
    driver.answer()
    for text in ("Next", "None of these", "None of these", "Save"):
        driver.press(text)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, SavedPage)
    assert page.headline.text() == "Saved"
    assert page.headline.hasFocus()
