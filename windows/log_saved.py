"""The last page of the log window: that it was saved; and a gentle offer to who logs very often."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from config.language import N_, review_note, tr
from windows.controls import Button
from windows.layouts import FlowLayout
from windows.parts import Card, Page, Role, Text

if TYPE_CHECKING:
    from tips.advice import Advice
    from windows.log_book import Kept
    from windows.theme import Theme


@dataclasses.dataclass(frozen=True, slots=True)
class SavedWords:
    """What the last page says.

    Attributes:
        headline: That it was kept.
        lines: What else there is to say.
    """

    headline: str
    lines: tuple[str, ...]


def saved_words(kept: Kept, advice: Advice | None) -> SavedWords:
    """What to say about what was kept: never a count on the first log, never a reproach."""
    headline = tr("Added to the one you saved today") if kept.counted else tr("Saved")
    lines = [tr("It is in your journal on this computer, and nowhere else.")]
    if kept.counted:
        lines.append(tr("The advice you were given still stands, as long as nothing has changed."))
    if advice is not None:
        lines.append(f"{advice.next_step} {advice.come_back_if[0]}")
        lines += filter(None, (review_note(),))
    return SavedWords(headline, tuple(lines))


UNDONE: Final = N_("Taken back: it is no longer in your journal")
OFTEN_WORDS: Final = N_(
    "Checking often can make twitches easier to notice. You have this saved. "
    "A break from logging is OK."
)


class SavedPage(Page):
    """That it was saved; and, where someone logs very often, a gentle offer."""

    take_break = Signal()
    """The person takes the offer of a break."""

    read_on = Signal()
    """The person wants to read when to get help."""

    undo = Signal()
    """The person takes back what was kept."""

    look_back = Signal()
    """The person wants to see what was kept."""

    begin_again = Signal()
    """The person wants to log something else."""

    def __init__(self, theme: Theme, kept: Kept, advice: Advice | None) -> None:
        """Make the page for what was kept.

        Args:
            theme: What to paint with.
            kept: What came of saving.
            advice: What was advised for it; None where that can no longer be said.
        """
        super().__init__(theme, widest=52 * theme.look.text)
        self._theme = theme
        words = saved_words(kept, advice)
        card = Card(theme, mark="accent")
        self.headline = Text(words.headline, theme, Role.TITLE)
        card.body.addWidget(self.headline)
        self._lines = [Text(line, theme) for line in words.lines]
        for line in self._lines:
            card.body.addWidget(line)
        card.body.addWidget(self._actions())
        self.body.addWidget(card)
        if kept.often:
            self.often = Card(theme, fill="notice", outline="notice_line")
            self.often.body.addWidget(Text(tr(OFTEN_WORDS), theme, Role.BODY, "on_notice"))
            self.break_button = Button(tr("Take a &break for two days"), theme)
            self.break_button.clicked.connect(self.take_break)
            read = Button(tr("&When to get help, and help with worry"), theme)
            read.clicked.connect(self.read_on)
            for button in (self.break_button, read):
                row = QHBoxLayout()
                row.addWidget(button)
                row.addStretch(1)
                self.often.body.addLayout(row)
            self.body.addWidget(self.often)
        self.body.addStretch(1)

    def _actions(self) -> QWidget:
        holder = QWidget()
        buttons = FlowLayout(holder, self._theme.look.gap)
        self.undo_button = Button(tr("&Undo"), self._theme)
        for button, wanted in (
            (self.undo_button, self.undo),
            (Button(tr("L&ook back"), self._theme), self.look_back),
            (Button(tr("Log &another"), self._theme), self.begin_again),
        ):
            button.clicked.connect(wanted)
            buttons.addWidget(button)
        return holder

    def show_undone(self) -> None:
        """Say that it was taken back."""
        self.headline.setText(tr(UNDONE))
        self.undo_button.setEnabled(False)
        for line in self._lines:
            line.hide()
        self.headline.announce()

    def show_break(self, words: str) -> None:
        """Say until when the break lasts."""
        self.break_button.setEnabled(False)
        line = Text(words, self._theme, Role.BODY, "on_notice")
        self.often.body.addWidget(line)
        line.show()
        line.announce()
