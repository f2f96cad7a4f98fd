"""The copies of the journal in the settings: made, listed, put back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from config.language import tr, trn
from config.local_format import clock_time, date_with_year, in_a_row, whole
from windows import settings_words as words
from windows.controls import Button, Weight
from windows.drop_list import DropList
from windows.fields import labelled
from windows.parts import Role, Text
from windows.settings_card import DataCard, row_of

if TYPE_CHECKING:
    from config.paths import Paths
    from windows.theme import Theme


class BackupsCard(DataCard):
    """A copy now, and one of those that are there in the place of the journal."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        super().__init__(theme, paths)
        self._asking_list = self.asking(self._show)
        self._asking_copy = self.asking(self._copied, self._not_done)
        self._asking_restore = self.asking(self._restored, self._not_done)
        self._wanted: str | None = None
        self.body.addWidget(Text(tr("Backups"), theme, Role.HEADING))
        self.body.addWidget(Text(tr(words.BACKUP_HELP), theme))
        self.now = Button(tr("&Back up now"), theme)
        self.now.clicked.connect(self._copy)
        self.body.addLayout(row_of(self.now))
        self.list = DropList(tr("Copies"), theme)
        self.restore = Button(tr("&Put this one back\u2026"), theme)
        self.restore.clicked.connect(self._ask)
        self.none = Text(tr(words.NO_BACKUP), theme, Role.HELP)
        self.body.addWidget(self.none)
        self.copies = QWidget()
        those = QVBoxLayout(self.copies)
        those.setContentsMargins(0, 0, 0, 0)
        those.setSpacing(theme.look.gap)
        those.addWidget(labelled(tr("C&opies"), self.list, theme))
        those.addLayout(row_of(self.restore))
        self.body.addWidget(self.copies)
        self.confirm = QWidget()
        column = QVBoxLayout(self.confirm)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap)
        self.warning = Text(tr(words.PUT_BACK), theme)
        column.addWidget(self.warning)
        self.yes = Button(tr("&Yes, put it back"), theme)
        self.yes.clicked.connect(self._restore)
        self.no = Button(tr("&No, leave it"), theme, Weight.QUIET)
        self.no.clicked.connect(self._leave)
        column.addLayout(row_of(self.yes, self.no))
        self.body.addWidget(self.confirm)
        self.confirm.hide()
        self._show([])

    @property
    def busy(self) -> bool:
        """Whether something runs that must not be cut off."""
        return self._asking_copy.busy or self._asking_restore.busy

    def refresh(self) -> None:
        """Ask for the copies that are there."""
        self._asking_list.ask("backup", "list")

    def _show(self, rows: list[dict[str, Any]]) -> None:
        """Show what ``lull backup list --json`` said, the newest first."""
        chosen, self._wanted = self._wanted or self.list.currentData(), None
        names = [_name(row) for row in rows]
        alike = Counter(names)
        self.list.clear()
        for row, name in zip(rows, names, strict=True):
            text = name if alike[name] == 1 else tr("{copy} ({file})", copy=name, file=row["name"])
            self.list.addItem(text, row["name"])
        self.list.setCurrentIndex(max(0, self.list.findData(chosen)))
        self.copies.setVisible(bool(rows))
        self.none.setVisible(not rows)

    def _copy(self) -> None:
        if not self.busy:
            self.begun.emit()
            self._asking_copy.ask("backup", "now")

    def _copied(self, answer: dict[str, Any]) -> None:
        self.said.emit(tr(words.BACKED_UP) if answer["name"] else tr(words.NOTHING_TO_COPY))
        self._wanted = answer["name"]
        self.refresh()

    def _not_done(self, sentence: str) -> None:
        """The copy may be gone by now, or there may be others."""
        self.failed.emit(sentence)
        if self.confirm.isVisible():
            self._leave()
        self.refresh()

    def _ask(self) -> None:
        self.confirm.show()
        self.warning.announce()
        self.opened.emit(self.confirm)

    def _leave(self) -> None:
        self.restore.setFocus()
        self.confirm.hide()

    def _restore(self) -> None:
        if not self.busy:
            self.begun.emit()
            chosen = self.list.currentData()
            self._asking_restore.ask("backup", "restore", chosen, "--restart")

    def _restored(self, answer: dict[str, Any]) -> None:
        self._leave()
        kept = answer["aside"]
        self.said.emit(tr(words.PUT_BACK_DONE) if kept else tr(words.PUT_BACK_ALONE))
        # Chosen already: going back is the button below it.
        self._wanted = Path(kept).stem if kept else None
        self.refresh()
        self.changed.emit()


def _name(row: dict[str, Any]) -> str:
    """When a copy was made, and how much stands in it."""
    day = dt.date.fromisoformat(row["day"])
    told = date_with_year(day)
    if row["at"] is not None:
        at = dt.datetime.fromisoformat(row["at"])
        told = in_a_row((told, clock_time(at)))
    entries = row["entries"]
    if entries is None:
        told = in_a_row((told, tr("cannot be read")))
    else:
        count = trn("{n} entry", "{n} entries", entries, n=whole(entries))
        told = in_a_row((told, count))
    return tr("Before putting back: {copy}", copy=told) if row["before"] else told
