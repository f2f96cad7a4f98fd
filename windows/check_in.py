"""The check-in's window: ten seconds about the day's habits, one tap each, all of them optional."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config import local_format
from config.errors import LullError
from config.language import N_, tr
from tips.check_in import LEAD, LOGGED, ONLY_ADDS, number, offered
from windows.check_in_model import CheckIn
from windows.controls import Button, Weight
from windows.layouts import Columns, open_at, page_keys, set_reading_order
from windows.parts import ChoiceGroup, Page, Role, Text, Trouble, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paths import Paths
    from tips.check_in import Question
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_WINDOW_EMS: Final = 70
_TALL_EMS: Final = 29
_COLUMN_EMS: Final = 24
NOTHING: Final = N_("Nothing is chosen yet. Tap what you recall, or close the window.")


class CheckInWindow(QWidget):
    """The page, and what keeps it.

    Attributes:
        told: Emitted with ``saved`` for whoever started the window.
    """

    told = Signal(str)

    def __init__(
        self,
        theme: Theme,
        paths: Paths,
        open_: Callable[[Paths], CheckIn] = CheckIn,
    ) -> None:
        """Begin with what is logged today.

        Args:
            theme: What to paint with.
            paths: Where the files are.
            open_: Looks at what is logged.
        """
        super().__init__()
        self._theme = theme
        self._paths = paths
        self._open = open_
        # It stands in task lists and recordings of the screen.
        self.setWindowTitle(tr("Check-in - Lull"))
        self.trouble = Trouble(theme)
        self.leave = Button(tr("&Close"), theme, Weight.QUIET)
        self.save = Button(tr("&Save"), theme, Weight.PRIMARY)
        self.leave.clicked.connect(self.close)
        self.save.clicked.connect(self._save)
        self._whole = QVBoxLayout(self)
        self._check_in = open_(paths)
        self.page = _Questions(theme, self._check_in)
        self._lay_out()
        self._begin()
        page_keys(self, lambda: self.page)
        open_at(self, _WINDOW_EMS * theme.look.text, _TALL_EMS * theme.look.text)

    def begin_again(self) -> None:
        """Ask anew, with what is logged by now."""
        self._check_in = self._open(self._paths)
        before, self.page = self.page, _Questions(self._theme, self._check_in)
        self._whole.replaceWidget(before, self.page)
        before.deleteLater()
        self._begin()

    def _begin(self) -> None:
        self.trouble.hide()
        for group in self.page.groups.values():
            # "Nothing is chosen yet" is not so any more.
            group.changed.connect(self.trouble.hide)
        set_reading_order(self)
        self.page.first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.page.spoken, polite=True)

    def _lay_out(self) -> None:
        gap = self._theme.look.gap
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        below = QVBoxLayout()
        below.setContentsMargins(3 * gap, gap, 3 * gap, 2 * gap)
        below.addWidget(self.trouble)
        below.addLayout(buttons)
        self._whole.setContentsMargins(0, gap, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.page, 1)
        self._whole.addLayout(below)

    def _save(self) -> None:
        answers = self.page.answers()
        if not answers:
            self._complain(tr(NOTHING))
            return
        try:
            self._check_in.save(answers)
        except LullError as error:
            _log.warning("a check-in could not be kept: %s", error.title_for_log)
            self._complain(error.told)
            return
        self.told.emit("saved")
        self.close()

    def _complain(self, words: str) -> None:
        self.trouble.tell(words)
        announce(self, words)


class _Questions(Page):
    """The questions in columns, each with its answers side by side."""

    def __init__(self, theme: Theme, check_in: CheckIn) -> None:
        super().__init__(theme)
        self._offered: dict[str, tuple[float, ...]] = {}
        self.groups: dict[str, ChoiceGroup] = {}
        self.headline = Text(tr("How was today?"), theme, Role.TITLE)
        known = any(logged for _, logged in check_in.questions)
        lead = f"{tr(LEAD)} {tr(ONLY_ADDS)}" if known else tr(LEAD)
        self.spoken = f"{self.headline.text()} {lead}"
        self.body.addWidget(self.headline)
        self.body.addWidget(Text(lead, theme, Role.BODY, "quiet"))
        for question, logged in check_in.questions:
            self.groups[question.habit] = self._group(theme, question, logged)
        groups = tuple(self.groups.values())
        gap = round(1.75 * theme.look.gap)
        self.body.addWidget(Columns(groups, _COLUMN_EMS * theme.look.text, 2, gap))
        self.body.addStretch(1)
        habit, group = next(iter(self.groups.items()))
        self.first = group.button(next(iter(group.chosen), number(self._offered[habit][0])))

    def _group(self, theme: Theme, question: Question, logged: float | None) -> ChoiceGroup:
        amounts = self._offered[question.habit] = offered(question, logged)
        group = ChoiceGroup(
            theme,
            tr("{question} ({unit})", question=tr(question.text), unit=tr(question.unit)),
            [
                (
                    number(amount),
                    local_format.number(amount),
                    tr(LOGGED) if amount == logged else "",
                )
                for amount in amounts
            ],
        )
        if logged is not None:
            group.choose([number(logged)])
        return group

    def answers(self) -> dict[str, float]:
        """The chosen amounts, by habit; without what was left open."""
        return {
            habit: amount
            for habit, group in self.groups.items()
            for amount in self._offered[habit]
            if number(amount) in group.chosen
        }
