"""Trial: two weeks as usual and two weeks with one habit changed, planned and shown here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.language import N_, tr
from config.local_time import local_now
from journal import trial_words as words
from windows import trial_model as model
from windows.asking import Asking
from windows.controls import Button, CheckRow, Weight
from windows.layouts import set_reading_order
from windows.look_back_page import LookBackPage
from windows.pair_model import LEGEND
from windows.pair_picture import PairPicture
from windows.parts import Card, Role, Text, bring_into_view
from windows.trial_form import TrialForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.paths import Paths
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_PAGE_EMS: Final = 52
WORKING: Final = N_("Looking for your plan.")
KEPT: Final = N_("Kept.")
STOP: Final = N_("&Stop the test")
SURE: Final = N_("Stop it now? What you logged stays, and another test can be planned.")
YES: Final = N_("&Yes, stop it")
NO: Final = N_("&No, go on")


class TrialSection(LookBackPage):
    """The trial that was planned last, those before it, and a form for the next."""

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Ask for the trials of the journal of ``paths``."""
        super().__init__(theme, widest=_PAGE_EMS * theme.look.text)
        self._theme = theme
        self._facts: dict[str, Any] | None = None
        self._changes: list[tuple[tuple[str, ...], str]] = []
        self.form: TrialForm | None = None
        self.headline = Text(tr("Self-test"), theme, Role.TITLE)
        self.state = Text(tr(WORKING), theme, Role.BODY, "quiet")
        self.column = QVBoxLayout()
        self.column.setSpacing(round(1.5 * theme.look.gap))
        self._parts: list[QWidget] = []
        self.body.addWidget(self.headline)
        self.body.addWidget(Text(f"{tr(words.INTRO)} {tr(words.SHORT)}", theme, Role.BODY, "quiet"))
        self.body.addWidget(self.state)
        self.body.addLayout(self.column)
        self.body.addStretch(1)
        self._asking = Asking(paths, self)
        self._asking.answered.connect(self._answered)
        self._asking.failed.connect(self._failed)
        self._asking.ask("trial")

    def look_again(self) -> None:
        """Show what holds by now, if it is another; a change that is on its way comes first."""
        if not self._changes:
            self._asking.ask("trial")

    # -- changes

    @property
    def busy(self) -> bool:
        """Whether a change is on its way: the process that keeps it ends with the window."""
        return bool(self._changes)

    def _change(self, what: tuple[str, ...], said: str) -> None:
        if (what, said) in self._changes[-1:]:
            return  # a button that was pressed twice
        # One after the other: a question takes the place of one that is not answered yet.
        self._changes.append((what, said))
        if len(self._changes) == 1:
            self._asking.ask(*what)

    def _next(self) -> str:
        """Go on to the next change; gives what is to be said of the last, empty for none."""
        said = self._changes.pop(0)[1] if self._changes else ""
        if self._changes:
            self._asking.ask(*self._changes[0][0])
        return said

    def _answered(self, facts: dict[str, Any]) -> None:
        said = self._next()
        if facts != self._facts:
            self._show(facts)
        if said:
            self.told.emit("changed")
            self.headline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.headline.setFocus(Qt.FocusReason.OtherFocusReason)
            trial = facts["trial"]
            self.said.emit(said if trial is None else f"{said} {trial['text']}")

    def _failed(self, sentence: str) -> None:
        self._next()
        _log.warning("the plan could not be asked for")
        if self._facts is None:
            self.state.setText(sentence)
        else:
            self.complained.emit(sentence)

    # -- what is shown

    def _show(self, facts: dict[str, Any]) -> None:
        self._facts = facts
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self.form = None
        self.state.hide()
        trial = facts["trial"]
        if trial is not None:
            self._add(self._trial_card(trial, is_open=model.is_open(trial)))
        if not model.is_open(trial):
            self.form = TrialForm(self._theme, facts["choices"], local_now().date())
            self.form.planned.connect(lambda what: self._change(what, tr("It is planned.")))
            self._add(self.form)
        if facts["earlier"]:
            self._add(Text(tr("Earlier"), self._theme, Role.HEADING))
        for earlier in facts["earlier"]:
            self._add(self._trial_card(earlier, is_open=False))
        set_reading_order(self.window())

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self.column.addWidget(part)
        part.show()

    def _trial_card(self, trial: Mapping[str, Any], *, is_open: bool) -> Card:
        card = Card(self._theme)
        add = card.body.addWidget
        add(Text(trial["name"], self._theme, Role.HEADING))
        add(Text(trial["text"], self._theme))
        for part in trial["phases"]:
            add(Text(part["text"], self._theme, Role.HELP))
        if is_open:
            add(Text(trial["what"], self._theme))
            for day, label, marked in model.marks(trial, local_now().date()):
                add(self._mark_row(day, label, marked=marked))
        off = model.off_text(trial)
        if off:
            add(Text(off, self._theme, Role.HELP))
        if is_open:
            add(Text(tr(words.LATER), self._theme, Role.HELP))
            add(
                _StopRow(self._theme, lambda: self._change(("trial", "stop"), tr("It is stopped.")))
            )
        else:
            self._add_result(card, trial)
        return card

    def _add_result(self, card: Card, trial: Mapping[str, Any]) -> None:
        result, pair = trial["result"], model.picture(trial)
        card.body.addWidget(Text(result["text"], self._theme))
        notes = [tr(words.KNOWN_DAYS)]
        if pair is not None:
            card.body.addWidget(PairPicture(self._theme, pair))
            notes = [result["gap"], tr(LEGEND), tr(words.ONE_SWITCH), *notes]
        for note in notes:
            card.body.addWidget(Text(note, self._theme, Role.HELP))

    def _mark_row(self, day: str, label: str, *, marked: bool) -> CheckRow:
        row = CheckRow(label, self._theme)
        row.setChecked(marked)
        row.clicked.connect(
            lambda: self._change(model.mark_words(day, off=row.isChecked()), tr(KEPT))
        )
        return row


class _StopRow(QWidget):
    """A button to stop, which asks once."""

    def __init__(self, theme: Theme, stop: Callable[[], None]) -> None:
        super().__init__()
        self.stop = Button(tr(STOP), theme, Weight.QUIET)
        self.sure = Text(tr(SURE), theme)
        self.yes, self.no = Button(tr(YES), theme), Button(tr(NO), theme)
        self.stop.clicked.connect(lambda: self._ask(asking=True))
        self.no.clicked.connect(lambda: self._ask(asking=False))
        self.yes.clicked.connect(stop)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.look.gap)
        for button in (self.stop, self.yes, self.no):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sure)
        column.addLayout(buttons)
        for part in (self.sure, self.yes, self.no):
            part.hide()

    def _ask(self, *, asking: bool) -> None:
        for part in (self.sure, self.yes, self.no):
            part.setVisible(asking)
        self.stop.setVisible(not asking)
        if asking:
            self.sure.announce()
            bring_into_view(self)
        else:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
