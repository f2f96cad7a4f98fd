"""The journal as a file in the settings: exported, looked at, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from config.language import N_, tr, trn
from config.local_format import listed, whole
from config.local_time import local_now
from journal.aside import free_name
from journal.entry_words import not_exported_words
from windows import settings_words as words
from windows.controls import Button, Weight
from windows.layouts import FlowLayout
from windows.parts import Role, Text
from windows.settings_card import DataCard, row_of

if TYPE_CHECKING:
    from config.paths import Paths
    from windows.theme import Theme

_FILES: Final = N_("Lull journal (*.json);;All files (*)")


class TransferCard(DataCard):
    """Everything into a file or into tables, and a file into the journal, after a look at it."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        super().__init__(theme, paths)
        self._file = ""
        self._asking_export = self.asking(self._exported)
        self._asking_count = self.asking(self._counted)
        self._asking_import = self.asking(self._imported)
        self.body.addWidget(Text(tr("Take it along"), theme, Role.HEADING))
        self.body.addWidget(Text(tr(words.EXPORT_HELP), theme))
        self.whole = Button(tr("Export one &file\u2026"), theme)
        self.whole.clicked.connect(self._export)
        self.tables = Button(tr("Export &tables\u2026"), theme)
        self.tables.clicked.connect(self._export_tables)
        self.take_in = Button(tr("&Import a file\u2026"), theme)
        self.take_in.clicked.connect(self._count)
        flow = FlowLayout(None, theme.look.gap)
        for button in (self.whole, self.tables, self.take_in):
            flow.addWidget(button)
        self.body.addLayout(flow)
        self.preview = QWidget()
        column = QVBoxLayout(self.preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap)
        self.counts = Text("", theme)
        column.addWidget(self.counts)
        self.yes = Button(tr("&Add it"), theme)
        self.yes.clicked.connect(self._import)
        self.no = Button(tr("Lea&ve it"), theme, Weight.QUIET)
        self.no.clicked.connect(self._leave)
        column.addLayout(row_of(self.yes, self.no))
        self.body.addWidget(self.preview)
        self.preview.hide()

    @property
    def busy(self) -> bool:
        """Whether something runs that must not be cut off."""
        return self._asking_export.busy or self._asking_import.busy

    def _export(self) -> None:
        name = str(_documents() / f"lull-{_today()}.json")
        # The dialog itself asks before it names a file that is there.
        place, _ = QFileDialog.getSaveFileName(self, tr("Export one file"), name, tr(_FILES))
        if place and not self.busy:
            self.begun.emit()
            self._asking_export.ask("export", "--out", place, "--force")

    def _export_tables(self) -> None:
        title = tr("Export tables into a new folder in")
        place = QFileDialog.getExistingDirectory(self, title, str(_documents()))
        if place and not self.busy:
            self.begun.emit()
            folder = free_name(Path(place) / f"lull-{_today()}")
            self._asking_export.ask("export", "--format", "csv", "--out", str(folder))

    def _exported(self, answer: dict[str, Any]) -> None:
        exported = tr(words.EXPORTED, place=answer["out"])
        without = not_exported_words(answer["left_out"], answer["senseless"])
        self.said.emit(f"{exported} {without}".rstrip())

    def _count(self) -> None:
        title, start = tr("Import a file"), str(_documents())
        place, _ = QFileDialog.getOpenFileName(self, title, start, tr(_FILES))
        if place and not self.busy:
            self._file = place
            # What is told there is about the file before.
            self.preview.hide()
            self.begun.emit()
            self._asking_count.ask("import", self._file, "--dry-run")

    def _counted(self, answer: dict[str, Any]) -> None:
        new = _new(answer)
        self.counts.setText(tr(words.WOULD_ADD, what=new) if new else tr(words.ADDS_NOTHING))
        self.yes.setVisible(bool(new))
        self.preview.show()
        self.counts.announce()
        self.said.emit(tr(words.LEAD))
        self.opened.emit(self.preview)

    def _leave(self) -> None:
        self.take_in.setFocus()
        self.preview.hide()

    def _import(self) -> None:
        if not self.busy:
            self.begun.emit()
            self._asking_import.ask("import", self._file)

    def _imported(self, answer: dict[str, Any]) -> None:
        self._leave()
        self.said.emit(tr(words.ADDED, what=_new(answer) or tr("nothing")))
        self.changed.emit()


def _new(answer: dict[str, Any]) -> str:
    """What of a file is new, such as "1 entry and 2 nudges"; empty for nothing."""
    entries, nudges, holds, state = (
        answer[part]["new"] for part in ("entries", "nudges", "holds", "state")
    )
    told = (
        (entries, trn("{n} entry", "{n} entries", entries, n=whole(entries))),
        (nudges, trn("{n} nudge", "{n} nudges", nudges, n=whole(nudges))),
        (
            holds,
            trn("{n} reason for being quiet", "{n} reasons for being quiet", holds, n=whole(holds)),
        ),
        (
            state,
            trn(
                "{n} thing that Lull remembers",
                "{n} things that Lull remembers",
                state,
                n=whole(state),
            ),
        ),
    )
    return listed([words for count, words in told if count])


def _documents() -> Path:
    """Where the person keeps what they write."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()


def _today() -> str:
    return local_now().date().isoformat()
