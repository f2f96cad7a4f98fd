"""One entry, opened: what can be changed of it, and what was told and shown at the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from config.language import N_, tr, trp
from tips.questions import options
from windows.controls import Button, Weight
from windows.entry_form import THEN, Filled, record_lines, since_choices
from windows.fields import choices, labelled
from windows.layouts import FlowLayout
from windows.parts import Card, ChoiceGroup, Role, Text, announce, bring_into_view
from windows.settings_fields import TextField

if TYPE_CHECKING:
    from journal.twitches import TwitchRecord
    from windows.entry_form import EntryForm, FieldError
    from windows.theme import Theme

_SHORT_EMS: Final = 9
_NOTE_EMS: Final = 36
_NOTE_LINES: Final = 4
DELETE_HELP: Final = N_("What is deleted is left out from then on. Undo brings it back.")


class _Leavable(QWidget):
    """Something that Escape leaves, instead of closing the window around it."""

    left = Signal()
    """The person wants the entry to stay as it is."""

    def event(self, event: QEvent) -> bool:
        """Keep Escape, which elsewhere closes the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, and changes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class EntryPanel(_Leavable):
    """The fields of one entry.

    Attributes:
        acts: The buttons that go with it. They stand apart from it, in a place that is in view
            wherever the fields are scrolled to, and end with it.
    """

    keep = Signal()
    """The person wants it to be as the fields have it."""

    delete = Signal()
    """The person wants it gone."""

    def __init__(self, theme: Theme, form: EntryForm, record: TwitchRecord | None) -> None:
        """Show one entry.

        Args:
            theme: What to paint with.
            form: The entry.
            record: What is kept of a twitch; None for anything else.
        """
        super().__init__()
        self._theme = theme
        self._groups: dict[str, ChoiceGroup] = {}
        self._amount: TextField | None = None
        self.headline = Text(form.heading, theme, Role.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(1.5 * theme.look.gap))
        column.addWidget(self.headline)
        if form.about:
            column.addWidget(Text(form.about, theme, Role.BODY, "quiet"))
        column.addLayout(self._short_fields(form))
        if form.has_report:
            for group in self._make_groups(form):
                column.addWidget(group)
        column.addWidget(self._make_note(form.filled.note))
        if record is not None:
            column.addWidget(self._told_then(record, again=not form.has_report))
        self.acts = self._make_acts()
        self.destroyed.connect(self.acts.deleteLater)

    # -- what it is made of

    def _short_fields(self, form: EntryForm) -> FlowLayout:
        theme, filled = self._theme, form.filled
        self._date = TextField(theme, tr("Da&y"), filled.date, ems=_SHORT_EMS)
        self._time = TextField(theme, tr("&Time"), filled.time, ems=_SHORT_EMS)
        fields = [self._date, self._time]
        question, unit = form.amount
        if question:
            label = tr(
                "&{question} ({unit})", question=tr(question), unit=trp("unit of a field", unit)
            )
            self._amount = TextField(theme, label, filled.amount, ems=_SHORT_EMS)
            fields.append(self._amount)
        flow = FlowLayout(None, 2 * theme.look.gap)
        for field in fields:
            field.edit.setMinimumWidth(_SHORT_EMS * theme.look.text)
            flow.addWidget(field)
        return flow

    def _make_groups(self, form: EntryForm) -> tuple[ChoiceGroup, ...]:
        theme, filled = self._theme, form.filled
        sites = ChoiceGroup(theme, tr("Where was it?"), choices(options("sites")), several=True)
        kind = ChoiceGroup(theme, tr("What was it like?"), choices(options("kinds")))
        since = ChoiceGroup(
            theme,
            tr("When did it begin, seen from that day?"),
            since_choices(filled.since),
        )
        sites.choose(filled.sites)
        kind.choose([filled.kind])
        since.choose([filled.since])
        self._groups = {"sites": sites, "kind": kind, "since": since}
        return sites, kind, since

    def _make_note(self, note: str) -> QWidget:
        look = self._theme.look
        self._note = QPlainTextEdit(note)
        self._note.setAccessibleName(tr("Note, in your own words"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(_NOTE_LINES * round(1.5 * look.text) + 2 * look.gap)
        self._note.setMaximumWidth(_NOTE_EMS * look.text)
        self._note_trouble = Text("", self._theme, Role.BODY, "emergency")
        self._note_trouble.hide()
        self._noting = QWidget()
        column = QVBoxLayout(self._noting)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note_trouble)
        column.addWidget(labelled(tr("N&ote, in your own words"), self._note, self._theme))
        return self._noting

    def _told_then(self, record: TwitchRecord, *, again: bool) -> Card:
        card = Card(self._theme)
        heading = (
            tr("What was told and shown the first time") if again else tr("What was told and shown")
        )
        card.body.addWidget(Text(heading, self._theme, Role.HEADING))
        for line in record_lines(record):
            card.body.addWidget(Text(line, self._theme))
        card.body.addWidget(Text(tr(THEN), self._theme, Role.HELP))
        return card

    def _make_acts(self) -> QWidget:
        acts = _Leavable()
        acts.left.connect(self.left)
        self.save = Button(tr("&Save the change"), self._theme, Weight.PRIMARY)
        self.save.clicked.connect(self.keep)
        self.erase = Button(tr("&Delete"), self._theme)
        self.erase.setAccessibleDescription(tr(DELETE_HELP))
        self.erase.clicked.connect(self.delete)
        self.back = Button(tr("&Back"), self._theme)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.look.gap)
        row.addWidget(self.erase)
        row.addWidget(Text(tr(DELETE_HELP), self._theme, Role.HELP), 1)
        row.addWidget(self.back)
        row.addWidget(self.save)
        return acts

    # -- what is in it

    @property
    def filled(self) -> Filled:
        """What stands in the fields."""
        chosen = {name: group.chosen for name, group in self._groups.items()}
        return Filled(
            self._date.text,
            self._time.text,
            self._amount.text if self._amount is not None else "",
            self._note.toPlainText(),
            chosen.get("sites", ()),
            next(iter(chosen.get("kind", ())), ""),
            next(iter(chosen.get("since", ())), ""),
        )

    def show_problem(self, error: FieldError) -> None:
        """Say what is wrong beside the field that it is about, and go there."""
        fields = {"date": self._date, "time": self._time, "amount": self._amount}
        for each in filter(None, fields.values()):
            each.show_problem("")
        self._note_trouble.hide()
        field = fields.get(error.field)
        if field is not None:
            field.show_problem(error.detail)
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(field)
        elif error.field in self._groups:
            self._groups[error.field].show_problem(error.detail)
        else:
            self._note_trouble.setText(error.detail)
            self._note_trouble.show()
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self._noting)
            announce(self, error.detail)

    def focus_first(self) -> None:
        """Give the keyboard to the first field, and have the entry read out."""
        self._date.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.headline.text(), polite=True)
