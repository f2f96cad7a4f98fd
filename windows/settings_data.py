"""The section of the settings about the journal itself: copies, a file to take along, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from config.language import tr
from config.local_format import in_a_row
from windows import settings_words as words
from windows.controls import Button
from windows.parts import Disclosure, Page, Role, Text
from windows.settings_backups import BackupsCard
from windows.settings_card import DataCard, row_of
from windows.settings_fields import TextField
from windows.settings_sections import PAGE_EMS
from windows.settings_transfer import TransferCard

if TYPE_CHECKING:
    from config.paths import Paths
    from windows.theme import Theme


class DataSection(Page):
    """What can be done with the journal as a whole. It works with broken settings too.

    Attributes:
        begun: Emitted as something begins that takes a moment.
        said: Emitted with what was done.
        failed: Emitted with what could not be done.
        changed: Emitted when the journal has something new.
        forgetting: Emitted as everything begins to be removed: nothing may be written or asked for
            from here on; with False when it was not removed after all.
        gone: Emitted with the names of what is not Lull's and was left.
    """

    begun = Signal()
    said = Signal(str)
    failed = Signal(str)
    changed = Signal()
    forgetting = Signal(bool)
    gone = Signal(list)

    def __init__(self, theme: Theme, paths: Paths) -> None:
        super().__init__(theme, widest=PAGE_EMS * theme.look.text)
        self.headline = Text(tr("Your data"), theme, Role.TITLE)
        self.body.addWidget(self.headline)
        self.body.addWidget(Text(tr(words.DATA_LEAD), theme, Role.BODY, "quiet"))
        self.backups = BackupsCard(theme, paths)
        self.transfer = TransferCard(theme, paths)
        self.forget = ForgetCard(theme, paths)
        self.backups.changed.connect(self.changed)
        self.transfer.changed.connect(self.changed)
        for card in (self.backups, self.transfer, self.forget):
            card.begun.connect(self.begun)
            card.said.connect(self.said)
            card.failed.connect(self.failed)
            card.opened.connect(self.reveal)
            self.body.addWidget(card)
        # What was taken in was copied before.
        self.transfer.changed.connect(self.backups.refresh)
        self.forget.forgetting.connect(self.forgetting)
        self.forget.gone.connect(self.gone)
        self.body.addStretch(1)

    @property
    def busy(self) -> bool:
        """Whether something runs that must not be cut off."""
        return self.backups.busy or self.transfer.busy or self.forget.busy

    def refresh(self) -> None:
        """Ask anew for what is shown."""
        self.backups.refresh()


_WORD: Final = "forget"
"""As the command wants it, in every language."""


class ForgetCard(DataCard):
    """Everything removed, after a typed word."""

    forgetting = Signal(bool)
    gone = Signal(list)

    def __init__(self, theme: Theme, paths: Paths) -> None:
        super().__init__(theme, paths)
        self._asking = self.asking(self._done, self._refused)
        self.body.addWidget(Text(tr("Delete everything"), theme, Role.HEADING))
        self.body.addWidget(Text(tr(words.DELETE_HELP), theme))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap)
        self.word = TextField(
            theme, tr("Type the &word \u201c{word}\u201d", word=_WORD), "", tr(words.TYPE_THE_WORD)
        )
        self.button = Button(tr("Delete it a&ll"), theme)
        self.button.clicked.connect(self._forget)
        column.addWidget(self.word)
        column.addLayout(row_of(self.button))
        self.more = Disclosure(
            theme, tr("&Delete everything\u2026"), tr("&Keep everything"), content
        )
        self.more.opened.connect(self._ask_for_the_word)
        self.body.addWidget(self.more)

    @property
    def busy(self) -> bool:
        """Whether it is being removed."""
        return self._asking.busy

    def _ask_for_the_word(self) -> None:
        self.word.show_text("")
        self._show_word()

    def _show_word(self) -> None:
        self.word.edit.setFocus()
        # All of it, or where there is less room at least the field.
        self.opened.emit(self.more)
        self.opened.emit(self.word)

    def _forget(self) -> None:
        if self.busy:
            return
        self.word.show_problem("")
        self.begun.emit()
        self.forgetting.emit(True)  # noqa: FBT003 - the signal's one value
        self._asking.ask("forget", "--everything", typed=f"{self.word.text}\n")

    def _refused(self, sentence: str) -> None:
        self.forgetting.emit(False)  # noqa: FBT003 - as above
        self.word.show_problem(tr("{problem}.", problem=sentence))
        self._show_word()

    def _done(self, answer: dict[str, Any]) -> None:
        self.gone.emit(answer["others"])


_NAMED: Final = 5
"""So many of the things that were left are named."""


class GonePage(Page):
    """What is left to say once everything is removed."""

    def __init__(self, theme: Theme, others: list[str]) -> None:
        super().__init__(theme, widest=PAGE_EMS * theme.look.text)
        self.headline = Text(tr(words.GONE), theme, Role.TITLE)
        self.body.addWidget(self.headline)
        self.body.addWidget(Text(tr(words.GONE_HELP), theme))
        if others:
            named = in_a_row(others[:_NAMED])
            if len(others) > _NAMED:
                named = tr("{files}\u2026", files=named)
            self.body.addWidget(Text(tr(words.GONE_OTHERS, others=named), theme))
        self.body.addStretch(1)
