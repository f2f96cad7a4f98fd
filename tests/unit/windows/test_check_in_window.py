"""The check-in's window: prefilled, one tap each, kept in one piece or not at all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal.entries import Entry, EntryKind
from journal.store import Journal
from journal.totals import day_totals
from windows import check_in as check_in_module
from windows.check_in import NOTHING, CheckInWindow
from windows.check_in_model import CheckIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

EVENING = dt.datetime(2026, 3, 10, 20, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DAY = dt.date(2026, 3, 10)
HOURS = dt.timedelta(hours=24)


class Evening:
    """A window with somebody before it."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.said: list[str] = []
        self.told: list[str] = []
        monkeypatch.setattr(check_in_module, "announce", self._announce)
        self.paths = paths
        self.window = CheckInWindow(theme, paths, lambda paths: CheckIn(paths, lambda: EVENING))
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _announce(self, _widget: QWidget, words: str, *, polite: bool = False) -> None:
        assert words
        self.said.append(f"{'polite: ' if polite else ''}{words}")

    def tap(self, habit: str, answer: str) -> None:
        self.window.page.groups[habit].button(answer).click()

    def entries(self) -> list[tuple[str, str, float]]:
        if not self.paths.journal.exists():
            return []
        with Journal.open(self.paths.journal) as journal:
            found = journal.entries(EVENING - HOURS, EVENING + HOURS)
        return [(entry.kind.value, entry.item, entry.amount) for entry in found]


@pytest.fixture
def open_(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Evening]:
    return lambda: Evening(qtbot, theme, paths, monkeypatch)


def log(paths: Paths, *entries: Entry) -> None:
    paths.journal.parent.mkdir(parents=True, exist_ok=True)
    with Journal.open(paths.journal) as journal:
        journal.add_many(entries)


def test_nothing_is_chosen_where_nothing_is_logged(open_: Callable[[], Evening]) -> None:
    evening = open_()
    assert evening.window.windowTitle() == "Check-in - Lull"
    assert evening.window.page.answers() == {}
    assert [group.question.text() for group in evening.window.page.groups.values()] == [
        "Sleep last night (hours)",
        "Stress (0 none, 10 the most)",
        "Coffee, tea, cola (cups)",
        "Water (glasses)",
        "Exercise (minutes)",
        "Alcohol (units)",
    ]
    assert evening.window.page.first.hasFocus()
    assert evening.said == [
        "polite: How was today? Ten seconds about today. Leave out what you like."
    ]


def test_what_is_logged_stands_there_already(open_: Callable[[], Evening], paths: Paths) -> None:
    log(
        paths,
        Entry("a", EntryKind.SLEEP, EVENING, "", 6.5),
        Entry("b", EntryKind.DRINK, EVENING, "coffee", 250, caffeine_mg=100, water_ml=250),
        Entry("c", EntryKind.DRINK, EVENING - HOURS, "water", 250, water_ml=250),
    )
    evening = open_()
    page = evening.window.page
    assert page.answers() == {"sleep": 6.5, "caffeine": 1}
    assert page.groups["sleep"].button("6.5").accessibleDescription() == "As logged today"
    assert page.first is page.groups["sleep"].button("6.5")
    assert "stays" in page.spoken


def test_each_habit_takes_one_tap_and_saving_closes(
    open_: Callable[[], Evening], paths: Paths
) -> None:
    log(paths, Entry("a", EntryKind.DRINK, EVENING, "water", 250, water_ml=250))
    evening = open_()
    for habit, answer in (("sleep", "7"), ("stress", "4"), ("water", "3"), ("alcohol", "0")):
        evening.tap(habit, answer)
    evening.window.save.click()
    assert evening.told == ["saved"]
    assert not evening.window.isVisible()
    assert evening.entries() == [
        ("drink", "water", 250),
        ("sleep", "", 7),
        ("stress", "", 4),
        ("drink", "water", 500),
        ("check_in", "sleep stress water alcohol", 4),
    ]


def test_a_day_of_nothing_is_saved_as_a_known_day(open_: Callable[[], Evening]) -> None:
    evening = open_()
    for habit in ("caffeine", "exercise", "alcohol"):
        evening.tap(habit, "0")
    evening.window.save.click()
    with Journal.open(evening.paths.journal) as journal:
        totals = day_totals(journal.entries(EVENING - HOURS, EVENING + HOURS), DAY, EVENING.tzinfo)
    assert totals.answered == {"caffeine", "exercise", "alcohol"}
    # Opened again, the answers stand there.
    evening.window.begin_again()
    assert evening.window.page.answers() == {"caffeine": 0, "exercise": 0, "alcohol": 0}


def test_a_second_check_in_of_the_day_adds_only_what_is_new(
    open_: Callable[[], Evening],
) -> None:
    evening = open_()
    evening.tap("water", "2")
    evening.window.save.click()
    evening.window.begin_again()
    evening.tap("water", "3")
    evening.window.save.click()
    waters = [amount for _, item, amount in evening.entries() if item == "water" and amount > 2]
    assert waters == [500, 250]


def test_an_answer_can_be_given_back(open_: Callable[[], Evening]) -> None:
    evening = open_()
    button = evening.window.page.groups["alcohol"].button("2")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert evening.window.page.answers() == {"alcohol": 2}
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert evening.window.page.answers() == {}


def test_saving_nothing_is_told_and_keeps_nothing(open_: Callable[[], Evening]) -> None:
    evening = open_()
    evening.window.save.click()
    assert evening.window.isVisible()
    assert evening.window.trouble.isVisible()
    assert evening.said[-1] == NOTHING
    assert evening.entries() == []
    evening.tap("sleep", "7")
    assert not evening.window.trouble.isVisible()


def test_what_cannot_be_kept_is_told_and_stays_on_the_page(
    open_: Callable[[], Evening], paths: Paths
) -> None:
    paths.journal.parent.mkdir(parents=True)
    paths.journal.write_text("not a database, whatever it is")
    evening = open_()
    evening.tap("sleep", "7")
    evening.window.save.click()
    assert evening.told == []
    assert evening.window.isVisible()
    assert evening.window.trouble.isVisible()
    assert evening.window.page.answers() == {"sleep": 7}


def test_escape_leaves_without_keeping(open_: Callable[[], Evening]) -> None:
    evening = open_()
    evening.tap("sleep", "7")
    QTest.keyClick(evening.window, Qt.Key.Key_Escape)
    assert not evening.window.isVisible()
    assert evening.entries() == []


def test_page_keys_scroll_a_page_that_is_too_long(
    open_: Callable[[], Evening], qtbot: QtBot
) -> None:
    window = open_().window
    window.resize(420, 320)
    bar = window.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert bar.value() == 0


@pytest.mark.parametrize("text", ['caffeine.usual_drink = "tea"', "no toml at all"])
def test_a_cup_is_the_persons_usual_drink(
    open_: Callable[[], Evening], paths: Paths, text: str
) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text)
    evening = open_()
    evening.tap("caffeine", "2")
    evening.window.save.click()
    assert evening.entries()[0][1] == ("tea" if "tea" in text else "coffee")
