"""The table of the look-back window: what was noted as text, a page at a time."""

from __future__ import annotations

import datetime as dt
import html
import logging
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from config.errors import JournalError
from config.language import tr
from windows.look_back_book import DAY
from windows.look_back_rows import (
    DAY_COLUMNS,
    ENTRY_COLUMNS,
    NOT_NOTED,
    day_cells,
    entry_cells,
    row_sentence,
)
from windows.parts import announce
from windows.rows import Rows
from windows.timeline_model import BLOCK_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent, QResizeEvent

    from journal.day_log import DaySums
    from journal.entry_words import Named
    from journal.history import Cursor, Logged, Wanted
    from windows.look_back_book import LookBackBook
    from windows.rows import Index
    from windows.theme import Theme


_log = logging.getLogger(__name__)

ROWS_AT_ONCE: Final = 50
_LEAST_EMS: Final = 8
"""A last column narrower than this tells nothing."""
_ROWS_MEASURED: Final = 2 * ROWS_AT_ONCE
"""So many rows, from the first in view on, say how wide a column is; more would take too long."""
_ROOT: Final = QModelIndex()


class NotesModel(QAbstractTableModel):
    """Rows of text of which more come when the view wants them.

    Attributes:
        columns: The headings.
        spare_last: Whether the last one is left out where there is little room: it is read out with
            the row, and stands in what the row opens.
    """

    failed = Signal(str)
    """The journal cannot be read, in words."""

    columns: tuple[str, ...] = ()
    spare_last = False

    def __init__(self, parent: QObject) -> None:
        """Begin without a row."""
        super().__init__(parent)
        self._cells: list[tuple[str, ...]] = []

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The rows that were read so far."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The headings."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own signature
        """A heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - likewise
        """A cell: the first one is read out as its whole row."""
        cells = self._cells[index.row()]
        words = cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt would take what looks like markup for markup, pictures from files included.
            return f"<p>{html.escape(words)}</p>" if words else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 0:
                return row_sentence(self.columns, cells)
            return tr(
                "{name}: {told}", name=tr(self.columns[index.column()]), told=words or tr(NOT_NOTED)
            )
        return None

    def fetchMore(self, _parent: Index) -> None:
        """Read the rows that follow."""
        try:
            cells = self._more()
        except JournalError as error:
            _log.warning("%s", error.title_for_log)
            self._stop()
            self.failed.emit(error.told)
            return
        if cells:
            first = len(self._cells)
            self.beginInsertRows(QModelIndex(), first, first + len(cells) - 1)
            self._cells += cells
            self.endInsertRows()

    def _more(self) -> list[tuple[str, ...]]:
        """Give the rows that follow: none, of a table that says nothing else."""
        return []

    def _stop(self) -> None:
        """Ask for no more."""

    def _restart(self) -> None:
        self.beginResetModel()
        self._cells.clear()
        self.endResetModel()
        self.fetchMore(_ROOT)


class EntriesModel(NotesModel):
    """Every entry, newest first."""

    columns = ENTRY_COLUMNS
    spare_last = True

    def __init__(self, parent: QObject, book: LookBackBook, drinks: Mapping[str, Named]) -> None:
        """Read from ``book``; ``drinks`` are the known ones by id."""
        super().__init__(parent)
        self._book = book
        self._drinks = drinks
        self._logged: list[Logged] = []
        self._wanted: Wanted | None = None
        self._after: Cursor | None = None

    def start(self, wanted: Wanted) -> None:
        """Show these entries from the newest on."""
        self._wanted, self._after = wanted, None
        self._logged.clear()
        self._restart()

    def logged(self, row: int) -> Logged:
        """The entry of a row."""
        return self._logged[row]

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry; None where it was not read, or is not there."""
        rows = (row for row, logged in enumerate(self._logged) if logged.entry.id == entry_id)
        return next(rows, None)

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether there are older ones."""
        return self._after is not None

    def _more(self) -> list[tuple[str, ...]]:
        if self._wanted is None:
            return []
        page = self._book.page(self._wanted, ROWS_AT_ONCE, self._after)
        self._after = page.after
        self._logged += page.logged
        return [entry_cells(logged, self._drinks) for logged in page.logged]

    def _stop(self) -> None:
        self._after = None


class DaysModel(NotesModel):
    """Every day on which something was noted, newest first: the picture as text."""

    columns = DAY_COLUMNS

    def __init__(self, parent: QObject, book: LookBackBook) -> None:
        """Read from ``book``."""
        super().__init__(parent)
        self._book = book
        self._site = ""
        self._next = self._oldest = dt.date.max
        self._dates: list[dt.date] = []

    def start(self, newest: dt.date, oldest: dt.date, site: str) -> None:
        """Show the days from the newest on; of twitches only those at ``site``, if one is given."""
        self._next, self._oldest, self._site = newest, oldest, site
        self._dates.clear()
        self._restart()

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether there are older ones."""
        return self._next >= self._oldest

    def date(self, row: int) -> dt.date:
        """The day of a row."""
        return self._dates[row]

    def _more(self) -> list[tuple[str, ...]]:
        days: tuple[DaySums, ...] = ()
        # Days on which nothing was noted are passed over.
        while not days and self._next >= self._oldest:
            first = max(self._oldest, self._next - (BLOCK_DAYS - 1) * DAY)
            days = self._book.days(first, self._next, self._site)
            self._next = first - DAY
        self._dates += [day.date for day in reversed(days)]
        return [day_cells(day) for day in reversed(days)]

    def _stop(self) -> None:
        self._next = self._oldest - DAY


class NotesTable(QTableView):
    """A table of text: arrows go from row to row, and what is in a row is read out as one."""

    opened = Signal()
    """The person wants to see the row that the keyboard is at."""

    delete_wanted = Signal()
    """The person wants to delete what is in the row that the keyboard is at."""

    went = Signal()
    """The keyboard is at another row, or at none."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Make a table without rows.

        Args:
            theme: What to paint with.
            name: What it holds, for a screen reader.
        """
        super().__init__()
        self._theme = theme
        self._widths: tuple[int, ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(Rows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.opened)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        look = self._theme.look
        self.verticalHeader().setDefaultSectionSize(look.target)
        self.horizontalHeader().setMinimumHeight(look.target)
        self.setFixedHeight(look.target * 8)
        if self._widths:  # the text may be smaller by now
            self._widths = ()
            self._measure()

    def reset(self) -> None:
        """Measure the columns of other rows anew."""
        super().reset()
        self._widths = ()
        self._measure()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """Make room for what is wider in the rows that came."""
        super().rowsInserted(parent, start, end)
        self._measure()

    def _measure(self) -> None:
        """Make each column as wide as what is in it; none becomes narrower while somebody reads."""
        header = self.horizontalHeader()
        before = self._widths or (0,) * (self.model().columnCount() - 1)
        self._widths = tuple(
            max(width, header.sectionSizeHint(column), self.sizeHintForColumn(column))
            for column, width in enumerate(before)
        )
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give the last column that is shown what the others leave."""
        *others, before_last = self._widths
        last, room = len(self._widths), self.viewport().width()
        least = _LEAST_EMS * self._theme.look.text
        model = self.model()
        spares = isinstance(model, NotesModel) and model.spare_last
        spared = spares and room < sum(self._widths) + least
        self.setColumnHidden(last, spared)
        for column, width in enumerate(others):
            self.setColumnWidth(column, width)
        self.setColumnWidth(last - 1, room - sum(others) if spared else before_last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last column out where there is no room for it."""
        super().resizeEvent(event)
        if self._widths:
            self._fit_columns()

    def row(self) -> int | None:
        """The row that the keyboard is at; None where there is none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def go_to_row(self, row: int) -> None:
        """Put the keyboard's place at a row, or at the last one before it."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(row, last), 0))
        self.went.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that the row is another one."""
        super().currentChanged(current, previous)
        self.went.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys for paging, which elsewhere scroll the page around the table."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the row read out at which the keyboard comes in: Qt tells of the table alone."""
        super().focusInEvent(event)
        index = self.currentIndex().siblingAtColumn(0)
        announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""), polite=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens a row, Delete deletes what is in it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)
