"""Every window in every state that shows something of its own, in whatever language is spoken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from look_back_home import NOW, at, coffee, log, twitch
from PySide6.QtWidgets import QApplication, QWidget
from test_patterns_page import CHANCE, CLEAR, TOO_FEW

from config.kinds import TrialHabit
from journal import pattern_words, trial_words
from journal.draft import save_draft
from journal.entries import EntryKind, new_id
from journal.trial import Phase
from tips.trials import trial_habit
from windows.asking import Asking
from windows.breathe import BreatheWindow
from windows.breathe_model import READY_SECONDS
from windows.check_in import CheckInWindow
from windows.log import LogWindow
from windows.log_answers import Answers
from windows.log_signs import SignsPage
from windows.look_back import LookBackWindow
from windows.look_back_days import DaysSection
from windows.onboarding import OnboardingWindow
from windows.report import ReportWindow
from windows.report_model import Asker, Choice
from windows.settings import SECTIONS, SettingsWindow
from windows.settings_data import DataSection
from windows.settings_lull import TomorrowSection
from windows.settings_nudges import NudgesSection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from config.paths import Paths
    from windows.theme import Theme

OWN_WORDS = "left one, in bed"
"""What the person wrote."""

Scene = tuple[str, QWidget]


class Windows:
    """All windows of a person who noted a few things; nothing is asked of another process."""

    def __init__(self, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note something, and answer for the command line.

        Args:
            theme: The look.
            paths: The places of a Lull that was never started.
            monkeypatch: Keeps the command line from being started.
        """
        self._theme = theme
        self._paths = paths
        monkeypatch.setattr(Asking, "ask", lambda *_, **__: None)
        coffee(paths, at(0, 8), note=OWN_WORDS)
        twitch(paths, at(0, 9), "eyelid", "calf", note=OWN_WORDS)
        log(paths, EntryKind.SLEEP, at(1, 7), 7.5)
        log(paths, EntryKind.STRESS, at(1, 8), 4)
        log(paths, EntryKind.CHECK_IN, at(1, 9), 2, item="sleep water")
        twitch(paths, at(40, 9), "calf")

    def scenes(self) -> Iterator[Scene]:
        """Each state with its name; the window is shown, and gone with the next."""
        for scenes in (
            self._log,
            self._emergency,
            self._check,
            self._check_in,
            self._breathe,
            self._welcome,
            self._reading,
            self._settings,
            self._broken_settings,
            self._look_back,
            self._report,
        ):
            for name, window in scenes():
                window.show()
                QApplication.processEvents()
                yield name, window
                last = window
            last.hide()
            last.deleteLater()
            QApplication.processEvents()

    # -- logging

    def _log(self) -> Iterator[Scene]:
        draft = Answers(where={"sites": ["hand"], "kind": "flicker"}).draft_data()
        folder = self._paths.journal.parent
        save_draft(folder, new_id(), "where", draft, dt.datetime.now(dt.UTC))
        window = LogWindow(self._theme, self._paths)
        yield "log", window
        window.where.open_profile()
        window.footer.remember.show()
        yield "log, about the person", window
        window.where.hide_profile()
        window.go_on()
        yield "log, something missing", window
        for group, value in (("sites", "eyelid"), ("since_days", "0"), ("kind", "jerk")):
            window.where.groups[group].button(value).click()
        for group in window.where.groups.values():
            group.show()
        window.where.note.parentWidget().show()
        window.where.note.setPlainText(OWN_WORDS)
        yield "log, all questions", window
        window.go_on()
        yield "log, signs", window
        window.go_on()
        yield "log, signs open", window
        signs(window).none.click()
        yield "log, more signs", window
        row = next(iter(signs(window).rows.values()))
        row.check.click()
        yield "log, a sign", window
        row.check.click()
        signs(window).none.click()
        yield "log, advice", window
        window.go_on()
        yield "log, saved", window
        window.begin_again()
        yield "log, again", window

    def _emergency(self) -> Iterator[Scene]:
        window = LogWindow(self._theme, self._paths)
        for group, value in (("sites", "eyelid"), ("since_days", "0"), ("kind", "jerk")):
            window.where.groups[group].button(value).click()
        window.go_on()
        for row in signs(window).rows.values():
            row.check.click()
        yield "log, every sign", window
        signs(window).none.click()
        yield "log, emergency", window

    def _check(self) -> Iterator[Scene]:
        yield "check", LogWindow(self._theme, self._paths, checking=True)

    # -- the smaller ones

    def _check_in(self) -> Iterator[Scene]:
        window = CheckInWindow(self._theme, self._paths)
        yield "check-in", window
        window.save.click()
        yield "check-in, nothing chosen", window

    def _breathe(self) -> Iterator[Scene]:
        clock = [0.0]
        window = BreatheWindow(self._theme, self._paths, lambda: clock[0])
        yield "breathe", window
        for seconds in (READY_SECONDS + 1, READY_SECONDS + 5, READY_SECONDS + 999):
            clock[0] = seconds
            window._step()
            yield f"breathe, {seconds:g}", window

    def _welcome(self) -> Iterator[Scene]:
        window = OnboardingWindow(self._theme, self._paths, autostart=False)
        yield "welcome 1", window
        for step in range(2, 7):
            window.onward.click()
            yield f"welcome {step}", window

    def _reading(self) -> Iterator[Scene]:
        from windows.about import ReadingWindow  # noqa: PLC0415 - read when a language is chosen

        window = ReadingWindow("about", self._theme)
        yield "about", window
        window.find_bar.open_bar()
        window.find_bar.field.setText("zzz")
        yield "about, nothing found", window
        window.show_page("when_to_get_help")
        yield "when to get help", window

    # -- settings

    def _settings(self) -> Iterator[Scene]:
        window = SettingsWindow(self._theme, self._paths, autostart=True)
        for name, _ in SECTIONS:
            window.nav.button(name).click()
            page = window.stack.currentWidget()
            if isinstance(page, NudgesSection):
                page.show_eased([kind.value for kind in page.cards])
                card = next(iter(page.cards.values()))
                card.more.button.click()
                for field in card.values.values():
                    field.show()
            elif isinstance(page, TomorrowSection):
                tomorrow = at(-1, 11).isoformat()
                page.show_plan(at(-1, 11).date(), [{"at": tomorrow, "kind": "caffeine"}])
            elif isinstance(page, DataSection):
                page.forget.more.button.click()
                row = {"day": "2026-03-09", "at": None, "name": "x", "before": True}
                page.backups._show([row | {"entries": 1200}, row | {"entries": None}])
                page.backups.restore.click()
                counts = {part: {"new": 2} for part in ("entries", "nudges", "holds", "state")}
                page.transfer._counted(counts)
            elif hasattr(page, "more"):
                page.more.show_content(shown=True)
            yield f"settings, {name}", window

    def _broken_settings(self) -> Iterator[Scene]:
        before = self._paths.settings.read_bytes() if self._paths.settings.exists() else b""
        self._paths.settings.write_text("x = 1\n")
        window = SettingsWindow(self._theme, self._paths)
        yield "settings, broken", window
        self._paths.settings.write_bytes(before)

    # -- looking back

    def _look_back(self) -> Iterator[Scene]:
        window = LookBackWindow(self._theme, self._paths)
        page = window.page()
        assert isinstance(page, DaysSection)
        page.choice.button.click()
        page.filter.period.setCurrentIndex(page.filter.period.findData("between"))
        page.filter.period.activated.emit(4)
        yield "look back, days", window
        page.shown.button("days").click()
        yield "look back, each day", window
        page.shown.button("entries").click()
        for row in range(page.entries.rowCount()):
            page.table.go_to_row(row)
            page.open.click()
            yield f"look back, entry {row}", window
            assert page.acts is not None
            page._leave()
        window.nav.button("weeks").click()
        yield "look back, weeks", window
        window.nav.button("patterns").click()
        yield "look back, patterns, not compared", window
        page_of(window, "_answered")([pattern_words.facts_of(p) for p in (CLEAR, CHANCE, TOO_FEW)])
        yield "look back, patterns", window
        window.nav.button("trial").click()
        page_of(window, "_answered")(_no_trial())
        yield "look back, a trial to plan", window
        page_of(window, "_answered")(_trial())
        yield "look back, trial", window

    def _report(self) -> Iterator[Scene]:
        window = ReportWindow(self._theme, self._paths, Asker(self._paths, lambda: NOW))
        yield "report", window
        window.period.setCurrentIndex(window.period.findData(Choice.OWN))
        window.period.activated.emit(4)
        yield "report, other dates", window
        window.first.show_text("2026")
        window.first.changed.emit()
        yield "report, no date", window


def signs(window: LogWindow) -> SignsPage:
    """The page with questions about warning signs that is shown."""
    page = window.pages.currentWidget()
    assert isinstance(page, SignsPage)
    return page


def page_of(window: LookBackWindow, name: str) -> Callable[[object], None]:
    """A method of the section that is shown."""
    method: Callable[[object], None] = getattr(window.page(), name)
    return method


def _choices() -> list[dict[str, object]]:
    return [
        {
            "habit": str(habit),
            "name": trial_habit(habit).name,
            "changed": trial_habit(habit).changed,
            "adds": trial_habit(habit).adds,
            "what": trial_habit(habit).what,
            "care": trial_habit(habit).care,
        }
        for habit in TrialHabit
    ]


def _no_trial() -> dict[str, object]:
    return {"trial": None, "earlier": [], "choices": _choices()}


def _trial() -> dict[str, object]:
    habit = trial_habit(TrialHabit.CAFFEINE_AFTER_NOON)
    phases = [
        {
            "phase": str(phase),
            "name": trial_words.phase_name(phase, habit.changed),
            "from": "2026-03-08",
            "to": "2026-03-21",
            "text": habit.what,
        }
        for phase in (Phase.CHANGED, Phase.AS_USUAL)
    ]
    trial = {
        "name": habit.name,
        "what": habit.what,
        "stage": "first",
        "phase": "changed",
        "phases": phases,
        "marked": [],
        "off_days": ["2026-03-09"],
        "result": None,
        "text": habit.what,
    }
    result = {
        "changed": {"days": 14, "twitch_days": 2},
        "as_usual": {"days": 13, "twitch_days": 8},
        "difference": {"share": -0.47, "low": -0.7, "high": -0.1},
        "text": habit.what,
        "gap": pattern_words.gap_text(-0.47, -0.7, -0.1),
    }
    over = trial | {"stage": "finished", "phase": None, "result": result}
    return {"trial": trial, "earlier": [over], "choices": _choices()}
