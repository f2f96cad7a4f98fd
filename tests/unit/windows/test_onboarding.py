"""The welcome's window: what is kept at each step, and what happens when it cannot be."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from config.errors import SettingsError
from config.settings import load
from windows import onboarding_words as words
from windows.controls import CheckRow
from windows.onboarding import OnboardingWindow
from windows.onboarding_pages import AboutYouPage, DayPage, HealthPage, NudgesPage, ReadyPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


class Welcome:
    """A welcome with somebody at the keyboard."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, paths: Paths, *, autostart: bool | None = False
    ) -> None:
        self.window = OnboardingWindow(theme, paths, autostart=autostart)
        self.told: list[str] = []
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def go_on(self, steps: int = 1) -> None:
        for _ in range(steps):
            self.window.onward.click()

    def page(self, kind: type) -> object:
        page = self.window.stack.currentWidget()
        assert isinstance(page, kind)
        return page


@pytest.fixture
def welcome(qtbot: QtBot, theme: Theme, paths: Paths) -> Welcome:
    return Welcome(qtbot, theme, paths)


def test_going_through_without_a_choice_writes_nothing(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(5)
    welcome.page(ReadyPage)
    welcome.window.onward.click()
    assert not welcome.window.isVisible()
    assert welcome.told == []
    assert not paths.settings.exists()


def test_each_step_is_kept_when_the_person_goes_on(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on()
    day = welcome.page(DayPage)
    assert isinstance(day, DayPage)
    day.bedtime.setCurrentText("21:30")
    assert not paths.settings.exists()
    welcome.go_on()
    assert str(load(paths.settings).day.bedtime) == "21:30"
    assert welcome.told == ["changed"]
    assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600
    # Left here, the rest stays as it was.
    QTest.keyClick(welcome.window, Qt.Key.Key_Escape)
    assert not welcome.window.isVisible()
    assert load(paths.settings).profile.age_band is None


def test_a_step_that_was_not_confirmed_is_not_kept(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(2)
    page = welcome.page(NudgesPage)
    assert isinstance(page, NudgesPage)
    page.groups[0].button("stress").click()
    welcome.window.leave.click()
    assert not paths.settings.exists()


def test_going_back_keeps_what_was_chosen_and_changes_it_again(
    welcome: Welcome, paths: Paths
) -> None:
    welcome.go_on(2)
    page = welcome.page(NudgesPage)
    assert isinstance(page, NudgesPage)
    page.groups[0].button("stress").click()
    welcome.go_on()
    assert load(paths.settings).nudges.stress.on is False
    welcome.window.back.click()
    page.groups[0].button("stress").click()
    welcome.go_on()
    assert load(paths.settings).nudges.stress.on is True


def test_somebody_under_16_is_told_whom_to_talk_to(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(3)
    page = welcome.page(AboutYouPage)
    assert isinstance(page, AboutYouPage)
    assert page.young.isHidden()
    page.age.button("under_16").click()
    assert not page.young.isHidden()
    page.age.button("16_39").click()
    assert page.young.isHidden()
    page.age.button("under_16").click()
    welcome.go_on()
    assert load(paths.settings).profile.age_band == "under_16"


def test_a_profile_is_kept_with_its_country(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(3)
    page = welcome.page(AboutYouPage)
    assert isinstance(page, AboutYouPage)
    page.country.setCurrentIndex(page.country.findData("GB"))
    assert page.country.currentText() == "United Kingdom"
    page.fluids.click()
    welcome.go_on()
    health = welcome.page(HealthPage)
    assert isinstance(health, HealthPage)
    health.conditions.button("ms").click()
    health.medicines.button("baclofen").click()
    welcome.go_on()
    profile = load(paths.settings).profile
    assert (profile.country, profile.limit_fluids) == ("GB", True)
    assert (profile.conditions, profile.medicines) == (("ms",), ("baclofen",))


def test_none_of_these_takes_the_place_of_what_was_ticked(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(4)
    page = welcome.page(HealthPage)
    assert isinstance(page, HealthPage)
    page.conditions.button("ms").click()
    page.conditions.button("none").click()
    assert page.conditions.chosen == ("none",)
    welcome.go_on()
    profile = load(paths.settings).profile
    assert (profile.conditions, profile.medicines) == ((), None)


def test_equal_times_are_told_of_and_the_step_stays(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on()
    page = welcome.page(DayPage)
    assert isinstance(page, DayPage)
    page.end.setCurrentText(page.start.currentText())
    welcome.go_on()
    assert welcome.window.step == 2
    assert welcome.window.trouble.isVisible()
    page.end.setCurrentText("20:00")
    welcome.go_on()
    assert not welcome.window.trouble.isVisible()
    assert [str(r) for r in load(paths.settings).day.active_hours] == ["08:00-20:00"]


def test_what_cannot_be_written_is_told_of_and_not_lost(welcome: Welcome, paths: Paths) -> None:
    welcome.go_on(2)
    page = welcome.page(NudgesPage)
    assert isinstance(page, NudgesPage)
    page.groups[0].button("stress").click()
    # Somebody broke the file in an editor in the meantime.
    paths.settings.parent.mkdir()
    paths.settings.write_text("[day\n")
    welcome.go_on()
    assert welcome.window.step == 3
    assert welcome.window.trouble.isVisible()
    assert paths.settings.read_text() == "[day\n"
    paths.settings.unlink()
    welcome.go_on()
    assert welcome.window.step == 4
    assert load(paths.settings).nudges.stress.on is False


def test_a_damaged_settings_file_is_an_error_before_anything_is_shown(
    theme: Theme, paths: Paths
) -> None:
    paths.settings.parent.mkdir()
    paths.settings.write_text("[day\n")
    with pytest.raises(SettingsError):
        OnboardingWindow(theme, paths)


def test_autostart_is_asked_for_only_when_ticked(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.go_on(5)
    page = welcome.page(ReadyPage)
    assert isinstance(page, ReadyPage)
    assert not page.autostart.isChecked()
    page.autostart.click()
    QTest.keyClick(welcome.window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    # A button that is pressed by its letter shows it for a moment first.
    qtbot.waitUntil(lambda: welcome.told == ["autostart on"])
    assert not welcome.window.isVisible()


def test_autostart_shows_how_it_is_and_can_be_switched_off(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    welcome = Welcome(qtbot, theme, paths, autostart=True)
    welcome.go_on(5)
    page = welcome.page(ReadyPage)
    assert isinstance(page, ReadyPage)
    assert page.autostart.isChecked()
    welcome.window.onward.click()
    assert welcome.told == []
    welcome.window.begin_again()
    welcome.go_on(5)
    page = welcome.page(ReadyPage)
    assert isinstance(page, ReadyPage)
    page.autostart.click()
    welcome.window.onward.click()
    assert welcome.told == ["autostart off"]


def test_a_welcome_that_nobody_listens_to_says_how_to_start_lull_at_login(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    welcome = Welcome(qtbot, theme, paths, autostart=None)
    welcome.go_on(5)
    page = welcome.page(ReadyPage)
    assert isinstance(page, ReadyPage)
    assert not page.autostart.isVisible()
    texts = [label.text() for label in page.findChildren(type(page.header.headline))]
    assert words.AUTOSTART_UNKNOWN in texts
    welcome.window.onward.click()
    assert welcome.told == []


def test_no_answer_about_the_person_looks_chosen_beforehand(welcome: Welcome) -> None:
    welcome.go_on(3)
    page = welcome.page(AboutYouPage)
    assert isinstance(page, AboutYouPage)
    assert page.header.headline.hasFocus()
    assert page.age.chosen == ()


@pytest.mark.parametrize("steps", [3, 4])
def test_the_welcome_says_that_what_is_skipped_makes_the_advice_more_cautious(
    welcome: Welcome, steps: int
) -> None:
    welcome.go_on(steps)
    page = welcome.window.stack.currentWidget()
    assert isinstance(page, AboutYouPage | HealthPage)
    assert "What you skip makes the advice more cautious." in page.lead


def test_each_step_gives_the_keyboard_to_its_first_control(welcome: Welcome, qtbot: QtBot) -> None:
    for _ in range(5):
        welcome.go_on()
        page = welcome.window.stack.currentWidget()
        first = getattr(page, "first", None)
        assert first is not None
        qtbot.waitUntil(first.hasFocus)


def test_a_second_range_of_hours_is_pointed_out(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    paths.settings.parent.mkdir()
    paths.settings.write_text('[day]\nactive_hours = ["09:00-12:00", "14:00-18:00"]\n')
    welcome = Welcome(qtbot, theme, paths)
    welcome.go_on()
    page = welcome.page(DayPage)
    assert isinstance(page, DayPage)
    texts = [label.text() for label in page.findChildren(type(page.header.headline))]
    assert words.SEVERAL_RANGES in texts


def test_page_down_scrolls_a_step_without_controls(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.window.resize(500, 300)
    page = welcome.window.stack.currentWidget()
    bar = page.verticalScrollBar()  # type: ignore[union-attr] - every step scrolls
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(welcome.window, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(welcome.window, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_every_control_can_be_hit_with_a_shaky_hand(welcome: Welcome) -> None:
    welcome.go_on(4)
    for row in welcome.window.findChildren(CheckRow):
        if row.isVisible():
            assert row.height() >= 44
    assert welcome.window.onward.height() >= 44
