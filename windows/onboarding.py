"""The welcome: six short steps; each is kept when the person goes on, and any can be left."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from config.errors import LullError
from config.language import tr
from config.settings import load
from config.write import set_values
from windows.controls import Button, Weight
from windows.layouts import frame_pages, open_at, page_keys, set_reading_order
from windows.onboarding_model import STEPS, answers_from, changes
from windows.onboarding_pages import (
    AboutYouPage,
    DayPage,
    HealthPage,
    NudgesPage,
    ReadyPage,
    StepPage,
    WelcomePage,
)
from windows.parts import Trouble, announce

if TYPE_CHECKING:
    from config.paths import Paths
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_WINDOW_EMS: Final = 50


class OnboardingWindow(QWidget):
    """The welcome.

    Attributes:
        told: Emitted with a line for whoever started the window: ``changed`` after settings were
            written, ``autostart on`` or ``autostart off`` if that was asked for.
    """

    told = Signal(str)

    def __init__(self, theme: Theme, paths: Paths, *, autostart: bool | None = None) -> None:
        """Begin with what the settings say already.

        Args:
            theme: What to paint with.
            paths: Where the settings are.
            autostart: Whether Lull starts at login; None if that is not known, so that there is
                nobody to change it either.

        Raises:
            SettingsError: The settings file is not valid; the welcome must not write into it.
        """
        super().__init__()
        self._theme = theme
        self._paths = paths
        self._autostart = autostart
        self._pages: dict[int, StepPage] = {}
        self.step = 1
        self.setWindowTitle(tr("Welcome - Lull"))
        self.stack = QStackedWidget()
        self.trouble = Trouble(theme)
        self.back = Button(tr("&Back"), theme)
        self.leave = Button(tr("Stop &here"), theme, Weight.QUIET)
        self.onward = Button(tr("&Next"), theme, Weight.PRIMARY)
        self.back.clicked.connect(lambda: self._show(self.step - 1))
        self.leave.clicked.connect(self.close)
        self.onward.clicked.connect(self._go_on)
        self._lay_out()
        page_keys(self, lambda: self._page(self.step))
        open_at(self, _WINDOW_EMS * theme.look.text, 42 * theme.look.text)
        self.begin_again()

    def begin_again(self) -> None:
        """Begin at the first step with what the settings say now, as a new window would.

        Raises:
            SettingsError: The settings file is not valid.
        """
        self._settings = load(self._paths.settings)
        self._before = self._answers = answers_from(self._settings)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._show(1)

    def _lay_out(self) -> None:
        gap = self._theme.look.gap
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.onward)
        frame_pages(self, (), self.stack, (self.trouble, buttons), gap)

    def _page(self, step: int) -> StepPage:
        """The page of a step, made when it is first wanted."""
        if step not in self._pages:
            page = self._make(step)
            self._pages[step] = page
            self.stack.addWidget(page)
        return self._pages[step]

    def _make(self, step: int) -> StepPage:
        theme, answers = self._theme, self._answers
        if step == 1:
            return WelcomePage(theme)
        if step == 2:  # noqa: PLR2004 - the steps are told apart by where they stand
            several = len(self._settings.day.active_hours) > 1
            return DayPage(theme, answers, several_ranges=several)
        if step == 3:  # noqa: PLR2004 - likewise
            return NudgesPage(theme, answers, self._settings)
        if step == 4:  # noqa: PLR2004 - likewise
            return AboutYouPage(theme, answers)
        return (
            HealthPage(theme, answers)
            if step < STEPS
            else ReadyPage(theme, autostart=self._autostart)
        )

    def _show(self, step: int) -> None:
        page = self._page(step)
        self.step = step
        self.trouble.hide()
        self.stack.setCurrentWidget(page)
        self.back.setVisible(step > 1)
        self.leave.setVisible(step < STEPS)
        self.onward.setText(tr("&Finish") if step == STEPS else tr("&Next"))
        set_reading_order(self)
        (page.first or self.onward).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, page.spoken())
        # Where the control stands is known once the page has been laid out.
        QTimer.singleShot(0, page, lambda: self._into_view(page))

    def _into_view(self, page: StepPage) -> None:
        if page.first is not None:
            page.ensureWidgetVisible(page.first, 0, self._theme.look.gap)

    def _go_on(self) -> None:
        page = self._page(self.step)
        problem = page.problem()
        if problem or not self._keep(page):
            if problem:
                self._complain(problem)
            return
        if self.step < STEPS:
            self._show(self.step + 1)
            return
        if isinstance(page, ReadyPage) and page.starts_at_login is not self._autostart:
            self._autostart = page.starts_at_login
            self.told.emit(f"autostart {'on' if self._autostart else 'off'}")
        self.close()

    def _keep(self, page: StepPage) -> bool:
        """Write what this page changed; False if it could not be written, which is then said."""
        answers = page.take(self._answers)
        wanted = changes(self._before, answers)
        if wanted:
            try:
                self._settings = set_values(self._paths.settings, wanted)
            except LullError as error:
                _log.warning("the welcome could not be kept: %s", error.title_for_log)
                self._complain(error.told)
                return False
            self.told.emit("changed")
        self._before = self._answers = answers
        return True

    def _complain(self, words: str) -> None:
        self.trouble.tell(words)
        announce(self, words)
