"""The report window: choose a period, read the report, save it as a PDF or as text."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from config.errors import LullError
from config.foreign_words import named, reason_of
from config.hand_out import hand_out
from config.language import N_, tr, trp
from journal.report import Asked
from journal.report_text import report_text
from journal.report_words import write
from tips.report_words import report_words
from windows.controls import Button, Chip, Weight
from windows.drop_list import DropList
from windows.fields import labelled
from windows.layouts import FlowLayout, open_at, set_reading_order
from windows.page_view import PageView
from windows.parts import Card, Page, Role, Text, Trouble, announce
from windows.report_model import PERIODS, Asker, Choice, asked_for, page_of
from windows.report_pdf import pdf_of
from windows.settings_fields import TextField

if TYPE_CHECKING:
    from config.paths import Paths
    from journal.report_written import Written
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_WINDOW_EMS: Final = 62
_TALL_EMS: Final = 44
_DATE_EMS: Final = 10
_VIEW_EMS: Final = 12
LEAD: Final = N_("What you logged, without interpretation. No clinician has reviewed it.")
DATE_HELP: Final = N_("such as 2026-03-29")


class ReportWindow(QWidget):
    """The report as it will be saved, and what is in it."""

    def __init__(self, theme: Theme, paths: Paths, asker: Asker | None = None) -> None:
        """Show the report of the usual period.

        Args:
            theme: What to paint with.
            paths: Where the files are.
            asker: Makes the reports; from the journal by default.

        Raises:
            LullError: What the report is made from cannot be read.
        """
        super().__init__()
        self._theme = theme
        self._asker = asker or Asker(paths)
        self._report = self._asker.report(Asked())
        self._fits = True
        self._saved_at = Path()
        # It stands in task lists and recordings of the screen: no word of a symptom.
        self.setWindowTitle(tr("Report - Lull"))
        self.page = Page(theme)
        self.headline = Text(tr("Report for my doctor"), theme, Role.TITLE)
        self.period = DropList(tr("Period"), theme)
        for choice, label in PERIODS:
            self.period.addItem(tr(label), choice)
        self.first = TextField(
            theme, trp("a first day", "&From"), "", placeholder=tr(DATE_HELP), ems=_DATE_EMS
        )
        self.last = TextField(
            theme, trp("a last day", "&To"), "", placeholder=tr(DATE_HELP), ems=_DATE_EMS
        )
        for field in (self.first, self.last):
            # A date is always seen as a whole.
            field.edit.setMinimumWidth(_DATE_EMS * theme.look.text)
            field.edit.setAccessibleDescription(tr(DATE_HELP))
        self.notes = Chip(tr("&Include them"), theme)
        self.notes.setAccessibleName(tr("Include my own words"))
        self.notes.setChecked(True)
        self.trouble = Trouble(theme)
        self.saved = Card(theme, mark="accent")
        self._saved_words = Text("", theme)
        self.open_saved = Button(tr("&Open it"), theme)
        self.view = PageView(page_of(self._written()), theme)
        self.leave = Button(tr("&Close"), theme, Weight.QUIET)
        self.save_text = Button(tr("Save as te&xt\N{HORIZONTAL ELLIPSIS}"), theme)
        self.save_pdf = Button(tr("Save as &PDF\N{HORIZONTAL ELLIPSIS}"), theme, Weight.PRIMARY)
        self._lay_out()
        self._connect()
        self._show_dates()
        open_at(self, _WINDOW_EMS * theme.look.text, _TALL_EMS * theme.look.text)
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(
            self,
            tr("{headline}. {lead}", headline=self.headline.text(), lead=tr(LEAD)),
            polite=True,
        )

    # -- what is shown

    def _lay_out(self) -> None:
        theme, gap = self._theme, self._theme.look.gap
        row = FlowLayout(None, 2 * gap)
        period = labelled(tr("P&eriod"), self.period, theme)
        notes = labelled(tr("My own words"), self.notes, theme)
        for part in (period, notes, self.first, self.last):
            row.addWidget(part)
        card = QHBoxLayout()
        card.addWidget(self._saved_words, 1)
        card.addWidget(self.open_saved)
        self.saved.body.addLayout(card)
        self.saved.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addStretch(1)
        for button in (self.leave, self.save_text, self.save_pdf):
            buttons.addWidget(button)
        self.page.body.setSpacing(gap)
        self.page.body.addWidget(self.headline)
        self.page.body.addWidget(Text(tr(LEAD), theme, Role.BODY, "quiet"))
        self.page.body.addLayout(row)
        self.page.body.addWidget(self.view, 1)
        # Where text is large the page scrolls, so that some lines of the report are always whole.
        self.view.setMinimumHeight(_VIEW_EMS * theme.look.text)
        below = QVBoxLayout()
        below.setContentsMargins(3 * gap, gap, 3 * gap, 2 * gap)
        below.setSpacing(gap)
        below.addWidget(self.trouble)
        below.addWidget(self.saved)
        below.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, gap, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.page, 1)
        whole.addLayout(below)

    def _connect(self) -> None:
        self.period.activated.connect(self._choose_period)
        self.first.changed.connect(self._refresh)
        self.last.changed.connect(self._refresh)
        self.notes.toggled.connect(self._refresh)
        self.leave.clicked.connect(self.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.save_text.clicked.connect(lambda: self._save("txt", tr("Text (*.txt)")))
        self.save_pdf.clicked.connect(lambda: self._save("pdf", tr("PDF (*.pdf)")))
        self.open_saved.clicked.connect(self._open)

    def _choose_period(self) -> None:
        self._show_dates()
        if self._choice is Choice.OWN:
            self.first.show_text(self._report.period.first.isoformat())
            self.last.show_text(self._report.period.last.isoformat())
            self.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def _show_dates(self) -> None:
        for field in (self.first, self.last):
            field.setVisible(self._choice is Choice.OWN)
        set_reading_order(self)

    @property
    def _choice(self) -> Choice:
        return Choice(self.period.currentData())

    def _written(self) -> Written:
        return write(self._report, report_words())

    def _refresh(self) -> None:
        """Show the report as it is chosen now; what makes no sense is told, and nothing changes."""
        self.trouble.hide()
        self.saved.hide()
        # Years with many entries take a moment.
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._report = self._asker.report(self._asked())
        except LullError as error:
            self._complain(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._fits = True
        self.view.show_page(page_of(self._written()))
        announce(self, tr("The report shows {period}.", period=self._written().period), polite=True)

    def _asked(self) -> Asked:
        return asked_for(
            self._choice,
            self._asker.now().date(),
            self.first.text,
            self.last.text,
            with_notes=self.notes.isChecked(),
        )

    def _complain(self, error: LullError) -> None:
        # Its title alone: the detail may quote what a person typed.
        _log.info("the report: %s", error.title_for_log)
        self._fits = False
        words = error.told
        self.trouble.tell(words)
        announce(self, words)

    # -- what is saved

    def _save(self, ending: str, kind: str) -> None:
        # What is in a field at this moment counts; then what was logged in the meantime.
        self._refresh()
        if not self._fits:
            return
        name = f"lull-report-{self._report.made_at:%Y-%m-%d}.{ending}"
        chosen = self._ask_where(name, ending, kind)
        if chosen is None:
            return
        try:
            hand_out(chosen, self._data(ending), force=True)
        except OSError as error:
            detail = named(chosen, reason_of(error))
            self._complain(LullError(tr("The report was not written"), detail))
        except LullError as error:
            self._complain(error)
        else:
            self._tell_saved(chosen)

    def _ask_where(self, name: str, ending: str, kind: str) -> Path | None:
        """Where the person wants it; the dialog asks before it takes the place of a file."""
        dialog = QFileDialog(self, tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.setDefaultSuffix(ending)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(documents)
        dialog.setDirectory(folder if QDir(folder).exists() else QDir.homePath())
        dialog.selectFile(name)
        accepted = dialog.exec()
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(chosen[0]) if accepted and chosen else None

    def _data(self, ending: str) -> bytes:
        if ending == "txt":
            return report_text(self._written()).encode()
        return pdf_of(self._report, report_words(), self._asker.paper())

    def _tell_saved(self, path: Path) -> None:
        self._saved_at = path
        words = tr("Saved to {path}. It can be read by you alone.", path=path)
        self._saved_words.setText(words)
        self.saved.show()
        self.open_saved.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def _open(self) -> None:
        # What opens it is another program, which may fail in silence: the place is said anyway.
        words = tr(
            "It is being opened. If nothing shows, look for it here: {path}", path=self._saved_at
        )
        self._saved_words.setText(words)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_at))):
            detail = tr("no program here opens it; the file is {path}", path=self._saved_at)
            self._complain(LullError(tr("That could not be opened"), detail))
