"""Patterns: days with and without each factor, how sure that is, and the one thing suspected."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from config.errors import SettingsError
from config.language import N_, tr
from config.local_time import local_now
from journal import pattern_words as words
from tips.factors import threshold_sources
from windows import patterns_model as model
from windows.asking import Asking
from windows.look_back_page import LookBackPage
from windows.pair_model import LEGEND
from windows.pair_picture import PairPicture
from windows.parts import Card, ChoiceGroup, Role, Text
from windows.settings_file import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from config.paths import Paths
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_PAGE_EMS: Final = 52
WORKING: Final = N_("Comparing your days. This can take a moment.")
ASK: Final = N_("Is there one thing that you suspect?")
ASK_HELP: Final = N_(
    "Name it before you look: it is tested first, on its own, with the days from today on. "
    "That finds a true pattern sooner."
)
ASK_DAY: Final = N_("When would a twitch follow?")
DAY_HELP: Final = N_("A short night counts to the day on which you got up.")
NAMED: Final = N_("Kept. It counts from today on.")
NOT_NAMED: Final = N_("Kept. Nothing is named.")
UNDONE: Final = N_("Taken back.")


class PatternsSection(LookBackPage):
    """The comparisons, worked out by a process of their own, and what is suspected."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Ask for the comparisons of the journal of ``paths``."""
        super().__init__(theme, widest=_PAGE_EMS * theme.look.text)
        self._theme = theme
        self._file = SettingsFile(paths)
        self._journal = paths.journal
        self._rows: list[dict[str, Any]] | None = None
        self.headline = Text(tr("Patterns"), theme, Role.TITLE)
        self.state = Text(tr(WORKING), theme, Role.BODY, "quiet")
        suspects = [(name, tr(label)) for name, label in model.SUSPECTS]
        self.factor = ChoiceGroup(theme, tr(ASK), suspects, help_text=tr(ASK_HELP))
        days = [(name, tr(label)) for name, label in model.SUSPECTED_DAYS]
        self.day = ChoiceGroup(theme, tr(ASK_DAY), days, help_text=tr(DAY_HELP))
        self.since = Text("", theme, Role.HELP)
        self.factor.changed.connect(self._name)
        self.day.changed.connect(self._name)
        self.found = QVBoxLayout()
        self.found.setSpacing(round(1.5 * theme.look.gap))
        self._parts: list[QWidget] = []
        suspected = Card(theme)
        for part in (self.factor, self.day, self.since):
            suspected.body.addWidget(part)
        self.body.addWidget(self.headline)
        for lead in (words.INTRO, words.KNOWN_DAYS):
            self.body.addWidget(Text(tr(lead), theme, Role.BODY, "quiet"))
        self.body.addWidget(suspected)
        self.body.addWidget(self.state)
        self.body.addLayout(self.found)
        self.body.addStretch(1)
        self._asking = Asking(paths, self)
        self._asking.answered.connect(self._answered)
        self._asking.failed.connect(self._fail)
        self._show_suspected()
        self._ask()

    def look_again(self) -> None:
        """Compare anew where something was logged or set since, or a day is over."""
        if self._file.look():
            self._show_suspected()
        if self._compared != self._stamp():
            self._ask()

    def _ask(self) -> None:
        self._compared = self._stamp()
        self._asking.ask("patterns")

    def _stamp(self) -> tuple[object, ...]:
        """What is another as soon as the comparisons may be."""
        # SQLite writes beside the file first.
        beside = self._journal.with_name(f"{self._journal.name}-wal")
        written = (self._file.path, self._journal, beside)
        return (local_now().date(), *map(_written_at, written))

    # -- what is suspected

    @property
    def can_undo(self) -> bool:
        """Whether something was named here that can be taken back."""
        return self._file.can_undo

    def undo(self) -> None:
        """Take back what was named last."""
        try:
            self._file.undo()
        except SettingsError as error:
            self.complained.emit(error.told)
        else:
            self._named(tr(UNDONE))

    def _name(self) -> None:
        factor = next(iter(self.factor.chosen), model.NOTHING)
        day = next(iter(self.day.chosen), model.EITHER)
        if (factor, day) == model.suspected(self._file.settings.patterns):
            # Pressed once more, a chip gives its choice back; one of them is always chosen.
            self._show_suspected()
            return
        try:
            self._file.change(model.named(factor, day, local_now().date()))
        except SettingsError as error:
            self._show_suspected()
            self.complained.emit(error.told)
        else:
            self._named(tr(NOT_NAMED if factor == model.NOTHING else NAMED))

    def _named(self, sentence: str) -> None:
        self._show_suspected()
        self.told.emit("changed")
        self.said.emit(sentence)
        self._ask()

    def _show_suspected(self) -> None:
        settings = self._file.settings.patterns
        factor, day = model.suspected(settings)
        self.factor.choose([factor])
        self.day.choose([day])
        self.day.setVisible(factor != model.NOTHING)
        since = model.since_text(settings)
        self.since.setText(since)
        self.since.setVisible(bool(since))

    # -- the comparisons

    def _answered(self, rows: list[dict[str, Any]]) -> None:
        if rows == self._rows:
            return  # whoever reads is not thrown back to the beginning
        self._rows = rows
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self.state.hide()
        shown = model.shown(rows)
        for heading, compared in shown.groups:
            self._add(Text(heading, self._theme, Role.HEADING))
            for one in compared:
                self._add(self._card(one))
        self._add(Text(tr("Not enough days yet"), self._theme, Role.HEADING))
        self._add(self._lines_card(shown.lacking))
        notes = [tr(LEGEND), tr(words.INTERVAL)] if shown.groups else []
        sources = "; ".join(source.title for source in threshold_sources())
        for note in (*notes, tr("Sources of the figures: {sources}", sources=sources)):
            self._add(Text(note, self._theme, Role.HELP))

    def _card(self, one: model.Compared) -> Card:
        card = Card(self._theme)
        card.body.addWidget(Text(one.text, self._theme))
        card.body.addWidget(PairPicture(self._theme, one.pair))
        card.body.addWidget(Text(one.gap, self._theme, Role.HELP))
        return card

    def _lines_card(self, lines: Iterable[str]) -> Card:
        card = Card(self._theme)
        for line in lines:
            text = Text(line.strip(), self._theme)
            if line != line.strip():
                text.setIndent(2 * self._theme.look.gap)
            card.body.addWidget(text)
        return card

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self.found.addWidget(part)
        part.show()

    def _fail(self, sentence: str) -> None:
        _log.warning("the patterns could not be compared")
        self.state.setText(sentence)
        self.state.show()


def _written_at(path: Path) -> int:
    """When a file was last written, in nanoseconds; 0 for one that is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
