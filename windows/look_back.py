"""The look-back window: what was noted, in sections side by side; nothing is counted or judged."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from config.language import N_, tr
from windows.controls import Button, Weight
from windows.layouts import foot_row, frame_pages, open_at, page_keys, set_reading_order
from windows.parts import ChoiceGroup, Role, Text, Trouble, announce
from windows.settings_words import ONE_MOMENT

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from config.paths import Paths
    from windows.look_back_page import LookBackPage
    from windows.theme import Theme

_WINDOW_EMS: Final = 74
_TALL_EMS: Final = 56

SECTIONS: Final = (
    ("days", N_("Days"), "windows.look_back_days", "DaysSection"),
    ("weeks", N_("Weeks"), "windows.look_back_weeks", "WeeksSection"),
    ("patterns", N_("Patterns"), "windows.patterns_page", "PatternsSection"),
    ("trial", N_("Self-test"), "windows.trial_page", "TrialSection"),
)
"""The name, the label, the module and the class of each; a class takes the theme and the paths, and
its module is loaded when the section is first wanted."""

LEAD: Final = N_("These are your own notes, on this computer alone.")


class LookBackWindow(QWidget):
    """What was noted.

    Attributes:
        told: Emitted with a line for whoever started the window: ``changed`` after the journal or
            the settings were written.
    """

    told = Signal(str)

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Show the journal of ``paths``."""
        super().__init__()
        self._theme = theme
        self._paths = paths
        self._pages: dict[str, LookBackPage] = {}
        self._acts: QWidget | None = None
        self.setWindowTitle(tr("Look back - Lull"))
        choices = [(name, tr(label)) for name, label, *_ in SECTIONS]
        self.nav = ChoiceGroup(theme, tr("Look back"), choices)
        self.nav.question.hide()
        self.nav.changed.connect(self._navigate)
        self.stack = QStackedWidget()
        self.trouble = Trouble(theme)
        self.said = Text(tr(LEAD), theme, Role.HELP)
        self.undo = Button(tr("&Undo"), theme)
        self.undo.clicked.connect(self._undo)
        leave = Button(tr("&Close"), theme, Weight.PRIMARY)
        leave.clicked.connect(self.close)
        self._lay_out(leave)
        page_keys(self, self.page)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._undo)
        open_at(self, _WINDOW_EMS * theme.look.text, _TALL_EMS * theme.look.text)
        self._begin()

    def begin_again(self) -> None:
        """Show what is in the journal by now, as a new window would."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.said.setText(tr(LEAD))
        self._begin()

    def page(self) -> LookBackPage:
        """The section that is shown."""
        return self._pages[self._shown]

    def _begin(self) -> None:
        self.nav.choose([SECTIONS[0][0]])
        self._show()
        # All else follows from the section that is shown.
        self.nav.button(self._shown).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, leave: Button) -> None:
        gap = self._theme.look.gap
        self._usual = foot_row(self.said, (self.undo, leave), gap)
        self._below = frame_pages(self, (self.nav,), self.stack, (self.trouble, self._usual), gap)

    def _navigate(self) -> None:
        if not self.nav.chosen:
            # Pressed once more, a chip gives its choice back; a section is always shown.
            self.nav.choose([self._shown])
            return
        # What was done elsewhere is not about what is shown now.
        self.said.setText(tr(LEAD))
        self._show()
        announce(self, self.page().headline.text(), polite=True)

    def _show(self) -> None:
        """Show the chosen section, made when it is first wanted."""
        self._shown = self.nav.chosen[0]
        self.trouble.hide()
        if self._shown in self._pages:
            self.page().look_again()
        else:
            page = self._pages[self._shown] = self._make(self._shown)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.page())
        self._settle()

    def _make(self, name: str) -> LookBackPage:
        module, class_ = next((path, what) for key, _, path, what in SECTIONS if key == name)
        page: LookBackPage = getattr(importlib.import_module(module), class_)(
            self._theme, self._paths
        )
        page.told.connect(self.told)
        page.said.connect(self._say)
        page.complained.connect(self._complain)
        page.rearranged.connect(self._settle)
        return page

    def _settle(self) -> None:
        """Have the buttons and the tab key follow what the section shows now."""
        if self.undo.hasFocus() and not self.page().can_undo:
            # What is hidden with the keyboard gives it to whatever Qt thinks comes next.
            self.nav.button(self._shown).setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo.setVisible(self.page().can_undo)
        self._place_acts()
        set_reading_order(self)

    def _place_acts(self) -> None:
        """Have the buttons of what is open stand in the place of the window's own."""
        acts = self.page().acts
        if self._acts is not None and self._acts is not acts:
            self._acts.hide()
        self._acts = acts
        if acts is not None:
            if self._below.indexOf(acts) < 0:
                self._below.addWidget(acts)
            acts.show()
        self._usual.setVisible(acts is None)

    def _undo(self) -> None:
        if self.page().can_undo:
            self.page().undo()

    def _say(self, sentence: str) -> None:
        self.trouble.hide()
        self.said.setText(sentence)
        announce(self, sentence, polite=True)
        self._settle()

    def _complain(self, sentence: str) -> None:
        self.trouble.tell(sentence)
        announce(self, sentence)
        self._settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while something is being kept that must not be cut off."""
        if any(page.busy for page in self._pages.values()):
            self._say(tr(ONE_MOMENT))
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Look at the journal whenever the person comes back to the window."""
        if event.type() is QEvent.Type.WindowActivate and self._pages:
            self.page().look_again()
        return super().event(event)
