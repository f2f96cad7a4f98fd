"""Which entries are looked at: of which kind, at which place, between which days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from config.language import N_, tr, trp
from config.local_format import in_a_row
from journal.entries import EntryKind
from journal.history import Wanted
from tips.questions import options
from windows.controls import Button, Weight
from windows.drop_list import DropList
from windows.fields import labelled
from windows.layouts import FlowLayout
from windows.look_back_book import DAY
from windows.settings_fields import TextField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from windows.theme import Theme

KINDS: Final = (
    ("", N_("Everything")),
    (EntryKind.TWITCH, N_("Twitches")),
    (EntryKind.SLEEP, N_("Sleep")),
    (EntryKind.DRINK, N_("Drinks")),
    (EntryKind.STRESS, N_("Stress")),
    (EntryKind.EXERCISE, N_("Exercise")),
    (EntryKind.BREATHE, N_("Slow breathing")),
    (EntryKind.CHECK_IN, N_("Check-ins")),
)
PERIODS: Final = (
    ("all", N_("All days")),
    ("30", N_("The last 30 days")),
    ("90", N_("The last 90 days")),
    ("365", N_("The last year")),
    ("between", N_("Between two days")),
)
_BETWEEN: Final = "between"
_DATE_EMS: Final = 9
NOT_A_DAY: Final = N_("Write the day as 2026-03-10: year, month, day.")
WRONG_WAY: Final = N_("The first day must not be after the last one.")


class Filter(QWidget):
    """Three lists that drop down; two days can be typed where they are wanted."""

    changed = Signal()
    """The person wants to look at other entries."""

    def __init__(self, theme: Theme) -> None:
        """Make it, with nothing left out."""
        super().__init__()
        self._first: dt.date | None = None
        self._last: dt.date | None = None
        self.kind = _drop(tr("Kind"), [(value, tr(label)) for value, label in KINDS], theme)
        places = [(option.value, option.label) for option in options("sites")]
        self.place = _drop(tr("Place"), [("", tr("Any place")), *places], theme)
        self.period = _drop(tr("Days"), [(value, tr(label)) for value, label in PERIODS], theme)
        self._drops = (self.kind, self.place, self.period)
        self.begin = TextField(
            theme, trp("a first day", "&From"), "", placeholder="2026-03-01", ems=_DATE_EMS
        )
        self.end = TextField(
            theme, trp("a last day", "U&ntil"), "", placeholder="2026-03-31", ems=_DATE_EMS
        )
        self.clear = Button(tr("Show &all again"), theme, Weight.QUIET)
        flow = FlowLayout(None, theme.look.gap)
        flow.addWidget(labelled(tr("&Kind"), self.kind, theme))
        flow.addWidget(labelled(tr("&Place"), self.place, theme))
        flow.addWidget(labelled(tr("Da&ys"), self.period, theme))
        between = FlowLayout(None, theme.look.gap)
        for field in (self.begin, self.end):
            field.edit.setMinimumWidth(_DATE_EMS * theme.look.text)
            between.addWidget(field)
        between.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap)
        column.addLayout(flow)
        column.addLayout(between)
        self.kind.activated.connect(self._take_kind)
        self.place.activated.connect(self._take_place)
        self.period.activated.connect(self._take_period)
        self.begin.changed.connect(self._take_days)
        self.end.changed.connect(self._take_days)
        self.clear.clicked.connect(self._clear)
        self._show_what_matters()

    def wanted(self, today: dt.date) -> Wanted:
        """What the lists say."""
        kind = EntryKind(self.kind.currentData()) if self.kind.currentData() else None
        period, first, last = self.period.currentData(), self._first, self._last
        if period != _BETWEEN:
            first = None if period == "all" else today - (int(period) - 1) * DAY
            last = None
        return Wanted(kind, self.place.currentData(), first, last)

    def _take_kind(self) -> None:
        # A place is one of a twitch: nothing else has one.
        if self.kind.currentData() not in {"", EntryKind.TWITCH}:
            self.place.setCurrentIndex(0)
        self._tell()

    def _take_place(self) -> None:
        if self.place.currentData() and self.kind.currentData() != EntryKind.TWITCH:
            self.kind.setCurrentIndex(0)
        self._tell()

    def _take_period(self) -> None:
        if self.period.currentData() != _BETWEEN:
            self._tell()
            return
        self._show_what_matters()
        self.begin.edit.setFocus()

    def _take_days(self) -> None:
        days = []
        for field in (self.begin, self.end):
            text = field.text.strip()
            try:
                days.append(dt.date.fromisoformat(text) if text else None)
            except ValueError:
                field.show_problem(tr(NOT_A_DAY))
                return
            field.show_problem("")
        first, last = days
        if first is not None and last is not None and first > last:
            self.end.show_problem(tr(WRONG_WAY))
            return
        self._first, self._last = first, last
        self._tell()

    def _clear(self) -> None:
        for drop in self._drops:
            drop.setCurrentIndex(0)
        self.kind.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._show_what_matters()
        self.changed.emit()

    def _show_what_matters(self) -> None:
        between = self.period.currentData() == _BETWEEN
        self.begin.setVisible(between)
        self.end.setVisible(between)
        self.clear.setVisible(any(drop.currentIndex() for drop in self._drops))

    @property
    def words(self) -> str:
        """What is chosen, in words; empty where nothing is left out."""
        return in_a_row([drop.currentText() for drop in self._drops if drop.currentIndex()])


def _drop(name: str, choices: Iterable[tuple[str, str]], theme: Theme) -> DropList:
    drop = DropList(name, theme)
    for value, label in choices:
        drop.addItem(label, value)
    return drop
