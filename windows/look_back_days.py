"""Day by day: a picture of what was noted, and the same as a table, to be changed where wanted."""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.errors import JournalError, LullError
from config.language import N_, tr
from journal.day_words import date_words
from journal.history import Wanted
from tips.drinks import load_drinks
from windows.controls import Button
from windows.layouts import FlowLayout
from windows.look_back_book import LookBackBook
from windows.look_back_filter import Filter
from windows.look_back_page import LookBackPage
from windows.look_back_table import DaysModel, EntriesModel, NotesModel, NotesTable
from windows.parts import ChoiceGroup, Disclosure, Role, Text, announce
from windows.timeline import Timeline
from windows.timeline_model import DayStrip, lanes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paths import Paths
    from windows.entry_form import EntryForm
    from windows.entry_panel import EntryPanel
    from windows.theme import Theme

_log = logging.getLogger(__name__)

CHOOSE: Final = N_("Choose &what to see")
CHOOSE_LESS: Final = N_("&Hide the choice")
ENTRIES: Final = "entries"
DAYS: Final = "days"
NOTHING: Final = N_("Nothing is noted here yet. What you log will stand in this place.")
NOTHING_FITS: Final = N_("Nothing that you noted fits what is chosen above.")
CHANGED: Final = N_("The change is kept.")
SAME: Final = N_("Nothing was changed.")
DELETED: Final = N_("Deleted. Undo brings it back.")
UNDONE: Final = N_("Taken back.")
_LARGE: Final = 1.5
"""A size of text from which on a day's words take a line more."""


class DaysSection(LookBackPage):
    """The picture with the table below it; or, while one is open, an entry."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Show the journal of ``paths``, from the newest day on."""
        super().__init__(theme)
        self._theme = theme
        self._book = LookBackBook(paths)
        self._drinks = load_drinks()
        self._panel: EntryPanel | None = None
        # Only to be heard: it would take the room of a row from the picture.
        self.headline = Text(tr("Day by day"), theme, Role.TITLE)
        self.headline.hide()
        self.filter = Filter(theme)
        self.choice = Disclosure(theme, tr(CHOOSE), tr(CHOOSE_LESS), self.filter)
        self.only = Text("", theme, Role.BODY, "quiet")
        self.strip = DayStrip(self._book)
        self.timeline = Timeline(theme, self.strip)
        self.day = Text("", theme)
        self.day.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        # Room for a day with much to tell: the picture must not move while somebody walks.
        lines = 2 if theme.look.scale < _LARGE else 3
        self.day.setMinimumHeight(lines * self.day.fontMetrics().lineSpacing())
        self.shown = ChoiceGroup(
            theme, tr("In the table"), [(ENTRIES, tr("Each entry")), (DAYS, tr("Each day"))]
        )
        self.shown.question.hide()
        self.shown.choose([ENTRIES])
        self.heading = Text("", theme, Role.HEADING)
        self.table = NotesTable(theme, tr("What was noted"))
        self.entries = EntriesModel(self.table, self._book, self._drinks)
        self.days = DaysModel(self.table, self._book)
        self.open = Button(tr("&Open or change"), theme)
        self.delete = Button(tr("&Delete"), theme)
        self.earlier = Button(tr("&Earlier days"), theme)
        self.later = Button(tr("&Later days"), theme)
        self._listing = QWidget()
        self._lay_out()
        self._connect()
        self.look_again()

    def _lay_out(self) -> None:
        gap = self._theme.look.gap
        column = QVBoxLayout(self._listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        moves = FlowLayout(None, gap)
        for button in (self.earlier, self.later):
            moves.addWidget(button)
        acts = QHBoxLayout()
        acts.setSpacing(gap)
        for button in (self.open, self.delete):
            acts.addWidget(button)
        acts.addStretch(1)
        column.addWidget(self.headline)
        column.addWidget(self.choice)
        column.addWidget(self.only)
        column.addWidget(self.day)
        column.addWidget(self.timeline)
        column.addLayout(moves)
        column.addSpacing(gap)
        column.addWidget(self.heading)
        column.addWidget(self.shown)
        column.addWidget(self.table)
        column.addLayout(acts)
        self.body.addWidget(self._listing)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._take_filter)
        self.choice.button.clicked.connect(self.rearranged)
        self.choice.opened.connect(self._to_filter)
        self.timeline.moved.connect(self._show_day)
        self.timeline.moved.connect(lambda: self.reveal(self.timeline))
        # With large text it is higher than the page, and the first lanes matter most.
        self.timeline.entered.connect(lambda: self.reveal(self.timeline))
        self.timeline.opened.connect(self._to_table)
        self.earlier.clicked.connect(lambda: self.timeline.go(-self.timeline.shown_days))
        self.later.clicked.connect(lambda: self.timeline.go(self.timeline.shown_days))
        self.shown.changed.connect(self._choose_table)
        self.table.opened.connect(self._open)
        self.table.delete_wanted.connect(self._delete)
        self.table.went.connect(self._offer_acts)
        self.open.clicked.connect(self._open)
        self.delete.clicked.connect(self._delete)
        for model in (self.entries, self.days):
            model.failed.connect(self.complained)

    # -- looking

    def look_again(self) -> None:
        """Show what is in the journal by now, at the day and the entry where the person is."""
        if self._panel is not None:
            return
        wanted = self._wanted()
        self.strip.limit(wanted.first, wanted.last, wanted.site)
        self.only.setText(
            tr("Only: {chosen}", chosen=self.filter.words) if self.filter.words else ""
        )
        self.only.setVisible(bool(self.filter.words))
        self.timeline.show_lanes(lanes_of(wanted.kind))
        self.timeline.look()
        for part in (self.choice, self.day, self.timeline, self.shown):
            # A picture of nothing would only puzzle.
            part.setVisible(not self.strip.empty)
        self._show_day()

    def _wanted(self) -> Wanted:
        return self.filter.wanted(self._book.today)

    def _to_filter(self) -> None:
        """Go to what was opened, which may be out of view."""
        self.filter.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(self.choice)

    def _take_filter(self) -> None:
        self.look_again()
        announce(self, self.heading.text(), polite=True)

    def _show_day(self) -> None:
        """Have everything follow the selected day."""
        self.day.setText(self.strip.sentence())
        # A button that has the keyboard keeps it, and does nothing at the end.
        self.earlier.setVisible(self.strip.selected > self.strip.oldest or self.earlier.hasFocus())
        self.later.setVisible(self.strip.selected < self.strip.newest or self.later.hasFocus())
        self._fill_table()
        if self.strip.trouble:
            self.complained.emit(self.strip.trouble)

    def _fill_table(self) -> None:
        row = self.table.row()
        listed = self.table.model() is self.entries
        there = self.entries.logged(row).entry.id if listed and row is not None else ""
        wanted, last = self._wanted(), self.strip.selected
        model: NotesModel = self.entries
        if self.shown.chosen == (DAYS,):
            self.days.start(last, self.strip.oldest, wanted.site)
            model = self.days
        else:
            self.entries.start(dataclasses.replace(wanted, last=last))
        if self.table.model() is not model:
            self.table.setModel(model)
        self.table.go_to_row(self.entries.row_of(there) or 0 if model is self.entries else 0)
        some = model.rowCount() > 0
        self.table.setVisible(some)
        if some:
            newest = last == self.strip.newest
            self.heading.setText(
                tr("Newest first") if newest else tr("From {date} back", date=date_words(last))
            )
        else:
            self.heading.setText(tr(NOTHING if wanted == Wanted() else NOTHING_FITS))

    def _offer_acts(self) -> None:
        """Offer what can be done with the row that the keyboard is at."""
        row = self.table.row()
        some = row is not None and self.table.model().rowCount() > 0
        self.open.setVisible(some)
        self.delete.setVisible(some and self.table.model() is self.entries)

    def _choose_table(self) -> None:
        if not self.shown.chosen:
            # Pressed once more, a chip gives its choice back; one of the two is always shown.
            self.shown.choose([DAYS if self.table.model() is self.days else ENTRIES])
            return
        self._fill_table()

    def _to_table(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- one entry

    def _open(self) -> None:
        row = self.table.row()
        if row is None:
            return
        if self.table.model() is self.days:
            self.shown.choose([ENTRIES])
            self.timeline.go_to(self.days.date(row))
            self._fill_table()
            self._to_table()
            return
        logged = self.entries.logged(row)
        try:
            record = self._book.twitch(logged.entry.id)
        except JournalError as error:
            self._fail(error)
            return
        # Most look and open nothing: the rules of the advice and the fields are loaded now.
        from windows.entry_form import EntryForm  # noqa: PLC0415 - see above
        from windows.entry_panel import EntryPanel  # noqa: PLC0415 - see above

        form = EntryForm(logged, self._drinks, self._book.now())
        self._panel = panel = EntryPanel(self._theme, form, record)
        panel.keep.connect(lambda: self._keep(form, panel))
        panel.delete.connect(self._delete)
        panel.left.connect(self._leave)
        self._listing.hide()
        self.body.insertWidget(0, panel)
        panel.show()
        self.verticalScrollBar().setValue(0)
        self.rearranged.emit()
        panel.focus_first()

    def _keep(self, form: EntryForm, panel: EntryPanel) -> None:
        from windows.entry_form import FieldError  # noqa: PLC0415 - see _open

        try:
            entry, told = form.read(panel.filled)
            changed = self._book.change(entry, told)
        except FieldError as error:
            panel.show_problem(error)
            return
        except LullError as error:
            self._fail(error)
            return
        self._leave()
        if changed:
            self.told.emit("changed")
        self.said.emit(tr(CHANGED if changed else SAME))

    def _leave(self) -> None:
        """Go back from an entry to the list of them."""
        if self._panel is not None:
            # What is hidden with the keyboard gives it to whatever Qt thinks comes next.
            self._listing.show()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.look_again()
        self.rearranged.emit()
        self._to_table()
        self.reveal(self.table)

    def _delete(self) -> None:
        row = self.table.row()
        if row is None or self.table.model() is not self.entries:
            return
        self._change(lambda: self._book.delete(self.entries.logged(row).entry.id), tr(DELETED))
        self.table.go_to_row(row)

    @property
    def acts(self) -> QWidget | None:
        """Those of the entry that is open."""
        return None if self._panel is None else self._panel.acts

    # -- taking back

    @property
    def can_undo(self) -> bool:
        """Whether something was changed here; not while an entry is open, which it may be about."""
        return self._book.can_undo and self._panel is None

    def undo(self) -> None:
        """Take back the last change that was made here."""
        self._change(self._book.undo, tr(UNDONE))

    def _change(self, change: Callable[[], None], said: str) -> None:
        try:
            change()
        except LullError as error:
            self._fail(error)
            return
        self._leave()
        self.told.emit("changed")
        self.said.emit(said)

    def _fail(self, error: LullError) -> None:
        _log.warning("%s", error.title_for_log)
        self.complained.emit(error.told)
