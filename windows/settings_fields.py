"""Fields of the settings window: each tells what was chosen, and shows what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from config.language import tr
from windows.controls import Button, Weight
from windows.fields import MnemonicText
from windows.parts import Role, Text, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from windows.theme import Theme

_LESS: Final = "\N{MINUS SIGN}"
_SHORT_EMS: Final = 7
_LONG_EMS: Final = 22


class Field(QWidget):
    """A label, a line of help, something to choose with, and what is wrong with it."""

    changed = Signal()
    """The person chose something; it counts at once."""

    back = Signal()
    """The person wants Lull's own value again."""

    def __init__(self, theme: Theme, label: str, help_text: str = "") -> None:
        """Begin with the label.

        Args:
            theme: What to paint with.
            label: What it is; ``&`` before its mnemonic.
            help_text: A line below the label.
        """
        super().__init__()
        self._theme = theme
        self.name = label.replace("&", "")
        self.label = MnemonicText(label, theme)
        self._problem = Text("", theme, Role.BODY, "emergency")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap // 2)
        column.addWidget(self.label)
        if help_text:
            column.addWidget(Text(help_text, theme, Role.HELP))
        column.addWidget(self._problem)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.look.gap // 2)
        column.addLayout(self.row)
        self._back = Button("", theme, Weight.QUIET)
        self._back.clicked.connect(self.back)
        self._back.hide()

    def offer_default(self, text: str) -> None:
        """Offer Lull's own value again; an empty text takes the offer away."""
        if text:
            self._back.setText(tr("Back to {value}", value=text))
            self._back.setAccessibleName(
                tr("{field}: back to {value}", field=self.name, value=text)
            )
        elif self._back.hasFocus():
            # What is hidden with the keyboard gives it to whatever Qt thinks comes next.
            self.focusNextPrevChild(False)  # noqa: FBT003 - Qt's own signature
        self._back.setVisible(bool(text))

    def show_problem(self, words: str) -> None:
        """Say what is wrong, to be seen and to be heard; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            announce(self, tr("{field}: {problem}", field=self.name, problem=words))


class TextField(Field):
    """Something typed; it counts with Return, or when the keyboard goes elsewhere."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        text: str,
        help_text: str = "",
        *,
        placeholder: str = "",
        ems: int = _LONG_EMS,
    ) -> None:
        """Make a field.

        Args:
            theme: What to paint with.
            label: What it is; ``&`` before its mnemonic.
            text: What stands in it.
            help_text: A line below the label.
            placeholder: What holds where nothing is typed.
            ems: Its greatest width, in heights of the text.
        """
        super().__init__(theme, label, help_text)
        self.edit = QLineEdit(text)
        self.edit.setAccessibleName(self.name)
        self.edit.setAccessibleDescription(help_text)
        self.edit.setPlaceholderText(placeholder)
        # What stands in the empty field is always seen as a whole.
        words = self.edit.fontMetrics().horizontalAdvance(placeholder)
        least = words + 5 * theme.look.gap if placeholder else 0
        self.edit.setMinimumWidth(least)
        self.edit.setMaximumWidth(max(ems * theme.look.text, least))
        self.label.setBuddy(self.edit)
        self._told = text
        self.edit.editingFinished.connect(self._finished)
        self.row.addWidget(self.edit, 1)
        self.row.addWidget(self._back)
        self.row.addStretch(1)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.text()

    def show_text(self, text: str) -> None:
        """Have ``text`` stand in it, without telling anybody."""
        self._told = text
        self.edit.setText(text)
        self.show_problem("")

    def _finished(self) -> None:
        # Qt also says so when the keyboard only passed by.
        if self.edit.text() != self._told:
            self._told = self.edit.text()
            self.changed.emit()


class Stepper(TextField):
    """A value between two large buttons; it can be typed as well, and the arrow keys step."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        text: str,
        step: Callable[[str, int], str],
        words: tuple[str, str],
        help_text: str = "",
        *,
        unit: str = "",
        placeholder: str = "",
    ) -> None:
        """Make a field.

        Args:
            theme: What to paint with.
            label: What it is; ``&`` before its mnemonic.
            text: What stands in it.
            step: Gives the text one step on, for 1, or back, for -1.
            words: What the two buttons do, for a screen reader: "15 minutes earlier".
            help_text: A line below the label.
            unit: Stands behind the value.
            placeholder: What holds where nothing is typed.
        """
        super().__init__(theme, label, text, help_text, placeholder=placeholder, ems=_SHORT_EMS)
        self._step = step
        if unit:
            self.edit.setAccessibleName(tr("{field} ({unit})", field=self.name, unit=unit))
        self.less = Button(_LESS, theme)
        self.more = Button("+", theme)
        for button, said, by in ((self.less, tr(words[0]), -1), (self.more, tr(words[1]), 1)):
            button.setAccessibleName(tr("{field}: {change}", field=self.name, change=said))
            button.setToolTip(said)
            button.clicked.connect(lambda _=False, by=by: self._go(by))
        self.row.insertWidget(0, self.less)
        self.row.insertWidget(2, self.more)
        if unit:
            self.row.insertWidget(3, Text(unit, theme, Role.BODY, "quiet"))

    def _go(self, by: int) -> None:
        self.edit.setText(self._step(self.edit.text() or self.edit.placeholderText(), by))
        announce(self, self.edit.text())
        self._finished()
