"""Weeks at a glance: what their days had in common, and on which of them something was noted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from config.errors import JournalError
from config.language import N_, tr
from journal.day_words import week_heading, week_lines
from windows.controls import Button
from windows.look_back_book import LookBackBook
from windows.look_back_page import LookBackPage
from windows.parts import Card, Role, Text

if TYPE_CHECKING:
    import datetime as dt

    from config.paths import Paths
    from journal.weeks import Week
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_PAGE_EMS: Final = 52
LEAD: Final = N_(
    "Averages are over the days on which something of the kind was noted. "
    "There is no goal to reach here."
)
NOTHING: Final = N_("Nothing is noted yet. What you log will stand here, week by week.")


class WeeksSection(LookBackPage):
    """The weeks, newest first; earlier ones come when they are asked for."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Show the newest weeks of the journal of ``paths``."""
        super().__init__(theme, widest=_PAGE_EMS * theme.look.text)
        self._theme = theme
        self._book = LookBackBook(paths)
        self._shown: list[Week] = []
        self._before: dt.date | None = None
        self.headline = Text(tr("Week by week"), theme, Role.TITLE)
        self.lead = Text(tr(LEAD), theme, Role.BODY, "quiet")
        self.earlier = Button(tr("&Earlier weeks"), theme)
        self.earlier.clicked.connect(self._go_back)
        self._cards: list[Card] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(round(1.5 * theme.look.gap))
        row = QHBoxLayout()
        row.addWidget(self.earlier)
        row.addStretch(1)
        self.body.addWidget(self.headline)
        self.body.addWidget(self.lead)
        self.body.addLayout(self._column)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._add()

    def look_again(self) -> None:
        """Show the newest weeks anew where they changed; earlier ones that were shown go."""
        try:
            weeks, _ = self._book.weeks()
        except JournalError as error:
            self._fail(error)
            return
        if list(weeks) != self._shown[: len(weeks)] or not weeks:
            self._shown.clear()
            for card in self._cards:
                card.hide()
                card.deleteLater()
            self._cards.clear()
            self._before = None
            self._add()

    def _add(self) -> tuple[Card, Text] | None:
        """Add the weeks that come next; gives the first of them and its heading."""
        try:
            weeks, self._before = self._book.weeks(self._before)
        except JournalError as error:
            self._fail(error)
            return None
        added = [self._add_week(week) for week in weeks]
        self.lead.setText(tr(LEAD if self._shown else NOTHING))
        self.earlier.setVisible(self._before is not None)
        return next(iter(added), None)

    def _add_week(self, week: Week) -> tuple[Card, Text]:
        card = Card(self._theme)
        heading = Text(week_heading(week), self._theme, Role.HEADING)
        card.body.addWidget(heading)
        for line in week_lines(week):
            card.body.addWidget(Text(line, self._theme))
        self._cards.append(card)
        self._column.addWidget(card)
        # Qt shows what is added only later, and what is not shown yet takes no keyboard.
        card.show()
        self._shown.append(week)
        return card, heading

    def _go_back(self) -> None:
        added = self._add()
        if added is not None:
            card, heading = added
            heading.announce()
            self.reveal(card)

    def _fail(self, error: JournalError) -> None:
        _log.warning("%s", error.title_for_log)
        self.lead.setText(error.told)
        self.earlier.hide()
