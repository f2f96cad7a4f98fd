"""What stands below the pages of the log window: the ways on, back and out, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.language import tr
from windows.controls import Button, CheckRow, Weight
from windows.log_flow import PageName
from windows.parts import Role, Text, announce
from windows.profile_model import REMEMBER, REMEMBER_HELP

if TYPE_CHECKING:
    from windows.theme import Theme


class LogFooter(QWidget):
    """The buttons of every page; the window connects them."""

    def __init__(self, theme: Theme) -> None:
        """Make the footer of the first page."""
        super().__init__()
        gap = theme.look.gap
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * gap, gap // 2, 3 * gap, gap)
        self.problem = Text("", theme, Role.BODY, "emergency")
        self.problem.hide()
        column.addWidget(self.problem)
        self.close_button = Button(tr("Close"), theme, Weight.QUIET)
        self.check_button = Button(tr("Chec&k without saving"), theme, Weight.QUIET)
        self.back_button = Button(tr("&Back"), theme)
        self.discard_button = Button(tr("&Do not save"), theme)
        self.next_button = Button(tr("&Next"), theme, Weight.PRIMARY)
        self.remember = CheckRow(tr(REMEMBER), theme, tr(REMEMBER_HELP))
        self.remember.hide()
        column.addWidget(self.remember)
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addWidget(self.close_button)
        row.addWidget(self.check_button)
        row.addStretch(1)
        for button in (self.back_button, self.discard_button, self.next_button):
            row.addWidget(button)
        column.addLayout(row)

    def show_for(self, page: PageName, *, checking: bool, stands_out: bool) -> None:
        """Show the buttons that a page has; what went wrong before is over.

        Args:
            page: The page.
            checking: Whether nothing will be saved.
            stands_out: Whether the way on stands out, and nothing on the page does instead.
        """
        advice, saved = page is PageName.ADVICE, page is PageName.SAVED
        self.problem.hide()
        self.back_button.setVisible(page not in {PageName.WHERE, PageName.SAVED})
        self.check_button.setVisible(page is PageName.WHERE and not checking)
        self.discard_button.setVisible(advice and not checking)
        self.close_button.setVisible(not saved and not (advice and checking))
        done = saved or (advice and checking)
        self.next_button.setText(tr("C&lose") if done else tr("&Save") if advice else tr("&Next"))
        self.next_button.weight = Weight.PRIMARY if stands_out else Weight.SECONDARY
        self.next_button.update()

    def complain(self, words: str) -> None:
        """Say what went wrong, to be seen and to be heard."""
        self.problem.setText(words)
        self.problem.show()
        announce(self.problem, words)
