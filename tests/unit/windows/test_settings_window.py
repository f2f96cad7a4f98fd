"""The settings window: what is written, what is refused, and what others do meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from config.clock import Weekday
from config.kinds import NudgeKind
from config.settings import default_settings, load
from tips.blocklist import CLAIMS, UNSAFE
from tips.nudge_words import NAMED_DISEASES
from tips.wording import wording_problem
from windows import settings_words as words
from windows.asking import Asking
from windows.controls import CheckRow
from windows.parts import Text
from windows.settings import SECTIONS, SettingsWindow
from windows.settings_broken import BrokenPage
from windows.settings_fields import Stepper
from windows.settings_lull import LullSection, TomorrowSection
from windows.settings_nudges import NudgesSection
from windows.settings_sections import Section

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


class At:
    """Somebody at the settings window; what it asks of the command line is kept."""

    def __init__(
        self,
        qtbot: QtBot,
        theme: Theme,
        paths: Paths,
        monkeypatch: pytest.MonkeyPatch,
        *,
        autostart: bool | None = False,
    ) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.askers: list[Asking] = []

        def ask(asking: Asking, *said: str, typed: str = "") -> None:
            assert typed == ""
            self.asked.append(said)
            self.askers.append(asking)

        monkeypatch.setattr(Asking, "ask", ask)
        self.window = SettingsWindow(theme, paths, autostart=autostart)
        self.told: list[str] = []
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def go_to(self, name: str) -> Any:  # noqa: ANN401 - the page of any section
        self.window.nav.button(name).click()
        return self.window.stack.currentWidget()

    def answer(self, words_: str, answer: object) -> None:
        """Have the last question that began with ``words_`` answered."""
        last = max(n for n, said in enumerate(self.asked) if said[0] == words_)
        self.askers[last].answered.emit(answer)

    def type_into(self, name: str, text: str) -> None:
        page = self.window.stack.currentWidget()
        assert isinstance(page, Section)
        edit = page.fields[name].edit
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def problem(self, name: str) -> str:
        page = self.window.stack.currentWidget()
        assert isinstance(page, Section)
        texts = page.fields[name].findChildren(Text)
        return " ".join(t.text() for t in texts if t.isVisible() and t.text().endswith("."))


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> At:
    return At(qtbot, theme, paths, monkeypatch)


def button(page: Any, text: str) -> QPushButton:  # noqa: ANN401 - any widget
    return next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_looking_through_all_sections_writes_nothing(at: At, paths: Paths) -> None:
    for name, _ in SECTIONS:
        at.go_to(name)
        assert at.window.section == name
    assert at.told == []
    assert not paths.settings.exists()


def test_a_section_is_always_shown(at: At) -> None:
    at.go_to("day")
    page = at.go_to("day")  # pressed again, a chip gives its choice back
    assert at.window.section == "day"
    assert at.window.stack.currentWidget() is page


def test_a_stepper_writes_at_once_and_offers_the_default(at: At, paths: Paths) -> None:
    page = at.go_to("day")
    bedtime = page.fields["day.bedtime"]
    assert isinstance(bedtime, Stepper)
    bedtime.more.click()
    assert str(load(paths.settings).day.bedtime) == "22:45"
    assert at.told == ["changed"]
    assert at.window.said.text() == words.SAVED
    button(page, "Back to 22:30").click()
    assert load(paths.settings) == default_settings()
    assert bedtime.text == "22:30"
    assert bedtime.edit.hasFocus()
    bedtime.less.click()
    assert str(load(paths.settings).day.bedtime) == "22:15"


def test_what_is_typed_counts_with_return(at: At, paths: Paths) -> None:
    at.go_to("day")
    at.type_into("day.bedtime", "9:05")
    assert str(load(paths.settings).day.bedtime) == "09:05"
    at.type_into("day.active_hours", "9:00 - 12:00, 14:00-18:00")
    ranges = load(paths.settings).day.active_hours
    assert [str(item) for item in ranges] == ["09:00-12:00", "14:00-18:00"]


def test_a_field_that_the_keyboard_only_passes_writes_nothing(at: At, paths: Paths) -> None:
    page = at.go_to("day")
    page.fields["day.bedtime"].edit.setFocus()
    page.fields["day.active_hours"].edit.setFocus()
    assert not paths.settings.exists()


@pytest.mark.parametrize(
    ("section", "name", "typed", "said"),
    [
        ("day", "day.bedtime", "25:00", 'There is no time of day "25:00".'),
        ("day", "day.active_hours", "08:00-12:00, 11:00-13:00", "overlap."),
        ("often", "limits.nudges_per_day", "99", "A number from 0 to 24: nudges a day."),
        ("often", "limits.gap_minutes", "soon", "A number from 5 to 720: minutes."),
        ("often", "notifications.stay_seconds", "3", "0, or 5 to 3600."),
        ("caffeine", "caffeine.half_life_hours", "12", "A number from 1.5 to 9.5: hours."),
    ],
)
def test_what_is_not_valid_is_told_beside_the_field_and_not_saved(
    at: At, paths: Paths, section: str, name: str, typed: str, said: str
) -> None:
    at.go_to(section)
    at.type_into(name, typed)
    assert said in at.problem(name)
    assert not paths.settings.exists()
    assert at.told == []
    at.type_into(name, "6" if section != "day" else "08:00-09:00"[: 5 if "bed" in name else None])
    assert said not in at.problem(name)
    assert paths.settings.exists()


def test_a_day_of_its_own_is_shown_and_given_back(at: At, paths: Paths) -> None:
    page = at.go_to("day")
    assert page.more.content.isHidden()
    page.more.button.click()
    at.type_into("day.saturday.bedtime", "23:30")
    at.type_into("day.sunday.active_hours", "quiet")
    day = load(paths.settings).day
    assert str(day.bedtime_on(Weekday.SATURDAY.number)) == "23:30"
    assert day.hours(Weekday.SUNDAY.number) == ()
    at.window.begin_again()
    page = at.go_to("day")
    assert not page.more.content.isHidden()
    at.type_into("day.saturday.bedtime", " ")
    assert load(paths.settings).day.saturday.bedtime is None


def test_a_kind_is_switched_and_told_when_it_comes(at: At, paths: Paths) -> None:
    page = at.go_to("nudges")
    assert isinstance(page, NudgesSection)
    card = page.cards[NudgeKind.MOVEMENT]
    card.on.click()
    assert load(paths.settings).nudges.movement.on
    card.more.button.click()
    card.timing.button("every_minutes").click()
    assert load(paths.settings).nudges.movement.every_minutes == 120
    assert card.values["every_minutes"].isVisible()
    assert not card.values["at"].isVisible()
    every = card.values["every_minutes"]
    assert isinstance(every, Stepper)
    every.more.click()
    card.days.button("sunday").click()
    assert card.on.accessibleDescription().startswith("Every 135 minutes, in your active hours, on")
    nudge = load(paths.settings).nudges.movement
    assert (nudge.every_minutes, Weekday.SUNDAY in nudge.weekdays) == (135, False)
    # Pressed once more, a timing is not given back.
    card.timing.button("every_minutes").click()
    assert card.timing.chosen == ("every_minutes",)


def test_times_that_are_no_times_are_told_on_the_card(at: At, paths: Paths) -> None:
    page = at.go_to("nudges")
    card = page.cards[NudgeKind.STRESS]
    card.more.button.click()
    at.type_into("nudges.stress.at", "noon")
    assert 'such as "22:30", got "noon"' in at.problem("nudges.stress.at")
    assert not paths.settings.exists()
    at.type_into("nudges.stress.at", "11:00 16:00")
    assert card.on.accessibleDescription() == "At 11:00 and 16:00, every day."


def test_the_answers_about_the_person_are_written_one_by_one(at: At, paths: Paths) -> None:
    page = at.go_to("about")
    for text in ("40 to 49", "Epilepsy", "I was told to limit how much I drink"):
        next(b for b in page.findChildren(QPushButton.__mro__[1]) if b.text() == text).click()
    profile = load(paths.settings).profile
    assert profile.age_band == "40_49"
    assert profile.conditions == ("epilepsy",)
    assert profile.limit_fluids
    assert at.told == ["changed"] * 3


def test_undo_takes_back_the_last_change_and_shows_it(at: At, paths: Paths) -> None:
    assert not at.window.undo.isVisible()
    page = at.go_to("often")
    page.fields["limits.nudges_per_day"].more.click()
    assert at.window.undo.isVisible()
    at.window.undo.click()
    assert not paths.settings.exists()
    page = at.window.stack.currentWidget()
    assert isinstance(page, Section)
    assert page.fields["limits.nudges_per_day"].text == "4"
    assert at.window.said.text() == words.UNDONE
    assert not at.window.undo.isVisible()


def test_a_change_by_others_is_shown_and_not_undone(at: At, qtbot: QtBot, paths: Paths) -> None:
    page = at.go_to("often")
    page.fields["limits.nudges_per_day"].more.click()
    paths.settings.write_text("[limits]\nnudges_per_day = 9\n", "utf-8")

    def shown() -> str:
        page = at.window.stack.currentWidget()
        assert isinstance(page, Section)
        return page.fields["limits.nudges_per_day"].text

    qtbot.waitUntil(lambda: shown() == "9")
    assert at.window.said.text() == words.CHANGED_ELSEWHERE
    at.window.undo.click()
    assert "changed elsewhere" in at.window.trouble.findChildren(Text)[0].text()
    assert load(paths.settings).limits.nudges_per_day == 9


def test_a_file_that_is_broken_meanwhile_is_told_and_can_be_mended(
    at: At, qtbot: QtBot, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.go_to("often").fields["limits.nudges_per_day"].more.click()
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text("[limits]\nnudges_per_day = 3\n", "utf-8")
    paths.settings.write_text("[limits\n", "utf-8")

    def has(text: str) -> bool:
        page = at.window.stack.currentWidget()
        return page is not None and any(b.text() == text for b in page.findChildren(QPushButton))

    qtbot.waitUntil(lambda: has("Use the &good settings"))
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    button(at.window.stack.currentWidget(), "Open the &file").click()
    assert opened == [str(paths.settings)]
    button(at.window.stack.currentWidget(), "Use the &good settings").click()
    assert load(paths.settings).limits.nudges_per_day == 3
    assert "settings.broken-" in at.window.said.text()
    assert not has("Use the &good settings")


def test_a_full_disk_is_told_and_the_switch_goes_back(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("config.write.write_private", full)
    card = at.go_to("nudges").cards[NudgeKind.COLD]
    card.on.click()
    assert not card.on.isChecked()
    slow = next(
        row
        for row in at.go_to("caffeine").findChildren(CheckRow)
        if row.text().startswith("Coffee")
    )
    slow.click()
    assert not slow.isChecked()
    assert "No space left" in at.window.trouble.findChildren(Text)[0].text()


def test_the_status_and_tomorrow_come_from_the_command_line(at: At) -> None:
    assert at.asked[0] == ("status",)
    at.answer("status", {"text": "Next: water at 10:00"})
    assert at.window.status.text() == "Next: water at 10:00"
    page = at.go_to("tomorrow")
    assert isinstance(page, TomorrowSection)
    assert at.asked[-1][0] == "plan"
    at.answer("plan", [{"kind": "stress", "at": "2026-05-02T16:00:00+00:00"}])
    assert "Two slow minutes" in page.lines.text()
    at.answer("plan", [])
    assert page.lines.text() == words.NOTHING_TOMORROW
    at.askers[-1].failed.emit("Settings are not valid")
    assert page.lines.text() == "Settings are not valid"


@pytest.mark.usefixtures("odd_zone")
def test_tomorrow_is_shown_in_a_zone_that_python_knows_no_offset_of(at: At) -> None:
    page = at.go_to("tomorrow")
    at.answer("plan", [{"kind": "stress", "at": "2026-05-02T16:00:00+00:00"}])
    assert page.lines.text().startswith("16:00")


@pytest.mark.usefixtures("odd_zone")
def test_broken_settings_can_be_mended_in_such_a_zone(at: At, qtbot: QtBot, paths: Paths) -> None:
    at.go_to("often").fields["limits.nudges_per_day"].more.click()
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text("[limits]\nnudges_per_day = 3\n", "utf-8")
    paths.settings.write_text("[limits\n", "utf-8")
    qtbot.waitUntil(lambda: isinstance(at.window.stack.currentWidget(), BrokenPage))
    button(at.window.stack.currentWidget(), "Use the &good settings").click()
    assert load(paths.settings).limits.nudges_per_day == 3


def test_an_eased_kind_can_come_as_before(at: At) -> None:
    page = at.go_to("nudges")
    at.answer("ease", {"eased": ["stress"]})
    assert page.cards[NudgeKind.STRESS].eased.isVisible()
    assert not page.cards[NudgeKind.SLEEP].eased.isVisible()
    button(page.cards[NudgeKind.STRESS], "Come as before").click()
    assert at.asked[-1] == ("ease", "--undo", "stress")
    at.answer("ease", {"eased": []})
    assert not page.cards[NudgeKind.STRESS].eased.isVisible()


def test_starting_at_login_is_the_tray_s_to_do(at: At) -> None:
    page = at.go_to("lull")
    assert isinstance(page, LullSection)
    page.at_login.click()
    page.at_login.click()
    assert at.told == ["autostart on", "autostart off"]


def test_where_starting_at_login_is_not_known_it_is_not_asked(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = At(qtbot, theme, paths, monkeypatch, autostart=None).go_to("lull")
    assert not page.findChildren(CheckRow)


def test_a_file_that_no_program_opens_is_told(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    button(at.go_to("lull"), "Open the &file").click()
    assert "No program" in at.window.trouble.findChildren(Text)[0].text()


def said() -> list[tuple[str, float]]:
    """Sentences and labels, each with its highest reading grade; three words have none."""
    found: list[tuple[str, float]] = []
    for name, value in vars(words).items():
        if name.isupper() and not callable(value):
            sentence = isinstance(value, str)
            found += [(value, 8.0)] if sentence else [(label, 99.0) for label in value]
    return found


@pytest.mark.parametrize(("sentence", "grade"), said())
def test_the_settings_are_easy_to_read_and_promise_nothing(sentence: str, grade: float) -> None:
    assert wording_problem(sentence, (*UNSAFE, *CLAIMS, NAMED_DISEASES), grade) == ""


def test_notifications_are_made_to_say_less(at: At, paths: Paths) -> None:
    page = at.go_to("often")
    (row,) = [each for each in page.findChildren(CheckRow) if each.text() == "Private wording"]
    assert not row.isChecked()
    row.click()
    assert load(paths.settings).notifications.private_wording
    row.click()
    assert not load(paths.settings).notifications.private_wording
